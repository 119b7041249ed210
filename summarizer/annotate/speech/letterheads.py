"""Own papers: whose words a statement, a release, a report or a post is when no sentence says so.

A news article speaks in its outlet's voice. A paper that somebody issues speaks in the voice of whoever its heading
names, and a post in that of its author. Both are told apart by their form alone: a heading that is a name and no
sentence, the word for the kind of paper, the boilerplate of a release, the handle of an account.
"""

from __future__ import annotations

import re
from itertools import takewhile

from summarizer.annotate.credits import DATELINES
from summarizer.annotate.model import PartyCandidate
from summarizer.annotate.pipeline import Parsed, ParsedSentence
from summarizer.annotate.speech.accounts import Post
from summarizer.annotate.speech.floor import Floor
from summarizer.annotate.speech.framing import frames_of
from summarizer.annotate.speech.letters import own_words
from summarizer.annotate.speech.quoted import Quoted
from summarizer.annotate.speech.voices import PERSONS, Voice
from summarizer.schema import PartyKind

HEADLINES = 6
"""Lines of a heading that are looked at."""
ISSUE = frozenset(
    {
        PartyKind.GOVERNMENT_BODY,
        PartyKind.STATE,
        PartyKind.COMPANY,
        PartyKind.ARMED_GROUP,
        PartyKind.INTERNATIONAL_ORGANISATION,
        PartyKind.OTHER,
        PartyKind.OFFICIAL,
    }
)
PAPER = re.compile(
    r"\b(?:press (?:statement|release|notice|communiqu[eé])|(?:news|media) release|statement"
    r"|communiqu[eé]|declaration|fact ?sheet|report|summary of findings"
    r"|findings|briefing (?:paper|note)|judgment|decision|ruling|resolution|letter|note verbale|memorandum|notice)\b",
    re.I,
)
FROM = re.compile(
    r"\b(?:statement|communiqu[eé]|declaration|release|report|letter|remarks)\b[^.:]*?\b(?:by|of|from)\b", re.I
)
RELEASE = re.compile(
    r"^\W*for immediate release|forward-looking statements?"
    r"|^\W*(?:media|press|investor) (?:contacts?|relations|enquiries)\b"
    r"|^\W*notes to editors?\b|\bthis (?:press |news )?release\b",
    re.I | re.M,
)
FILLERS = frozenset("the of for and press office official news release statement republic government".split())
LINKS = re.compile(r"\b(?:on|to|about|regarding|concerning|after|before|for|with|following)\b|[.;:]", re.I)
ROLE = 50
"""Characters that an office may take between a body's name and that of its speaker."""
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
OWN = frozenset({"we", "our", "us"})


def letterheads_in(parsed: Parsed, floor: Floor, quoted: Quoted) -> dict[int, Voice]:
    """The voice of each sentence that stands in somebody's own paper or post, by sentence number.

    Sentences with an attribution of their own are in it too: the attribution goes before.
    """
    posts = _posts(parsed, floor)
    if posts:
        return posts
    issuer = _issuer(parsed, floor, quoted)
    if issuer is None:
        return {}
    voice = floor.voice_of(issuer)
    return {s.number: voice for s in parsed}


def _posts(parsed: Parsed, floor: Floor) -> dict[int, Voice]:
    """The voice of each sentence of a post, that of its author."""
    return {
        number: voice
        for post in own_words(parsed)
        if (voice := author_of(floor, post)) is not None
        for number in (*post.heads, *post.sentences)
    }


def author_of(floor: Floor, post: Post) -> Voice | None:
    """The party that the head of a post names as its account: a person first, then a body, then a state."""
    named = [p for n in post.heads for m, p in floor.mentions(n) if m.start < post.author[1] and m.end > post.author[0]]
    best = min(named, key=lambda p: (p.kind not in PERSONS, p.kind is PartyKind.STATE), default=None)
    return None if best is None else floor.voice_of(best)


def _issuer(parsed: Parsed, floor: Floor, quoted: Quoted) -> PartyCandidate | None:
    """The party whose paper a document is, None for an article."""
    head = list(takewhile(lambda s: not _is_prose(s), parsed.sentences[:HEADLINES]))
    body = parsed.sentences[len(head) :]
    if not body or _has_credit(parsed, body[0]):
        return None
    called = any(PAPER.search(_text(parsed, s)) for s in head)
    for sentence in head:
        party = _letterhead(parsed, floor, sentence)
        if party is not None and (called or _speaks_itself(quoted, body)) and not _is_quoted(floor, party, body):
            return party
    return _announcer(parsed, floor, body)


def _text(parsed: Parsed, sentence: ParsedSentence) -> str:
    return parsed.text[sentence.sentence.start : sentence.sentence.end]


def _is_prose(sentence: ParsedSentence) -> bool:
    finite = any(t.tag_ in FINITE for t in sentence.tokens)
    return not sentence.sentence.heading and finite and len(sentence.doc) > 6


def _has_credit(parsed: Parsed, first: ParsedSentence) -> bool:
    """Whether the text opens as a wire report does, with a place and an agency."""
    line = next((m for p in DATELINES if (m := p.match(_text(parsed, first)))), None)
    return line is not None and "(" in line.group()


def _letterhead(parsed: Parsed, floor: Floor, sentence: ParsedSentence) -> PartyCandidate | None:
    """The party that a line of the heading is the name of, or whose statement, report or letter it announces."""
    text = _text(parsed, sentence)
    issued = FROM.search(text)
    for mention, party in floor.mentions(sentence.number):
        if party.kind not in ISSUE or (party.kind in PERSONS and issued is None):
            continue
        rest = text.replace(parsed.text[mention.start : mention.end], " ")
        if party.kind is not PartyKind.STATE and all(w.lower() in FILLERS for w in re.findall(r"[^\W\d_]+", rest)):
            return party
        at = mention.start - sentence.sentence.start
        if issued is None or not 0 <= at - issued.end() <= 40:
            continue
        if not any(t.tag_ in FINITE and t.idx >= issued.start() for t in sentence.tokens):
            return _spokesperson(parsed, floor, sentence, mention.end) or party
    return None


def _spokesperson(parsed: Parsed, floor: Floor, sentence: ParsedSentence, at: int) -> PartyCandidate | None:
    """The person named with the office that a body's statement is issued by ("by Ministry Spokesperson Ann Lee")."""
    for mention, party in floor.mentions(sentence.number):
        between = parsed.text[at : mention.start]
        if party.kind in PERSONS and mention.start >= at and not LINKS.search(between) and len(between) <= ROLE:
            return party
    return None


def _speaks_itself(quoted: Quoted, body: tuple[ParsedSentence, ...]) -> bool:
    """Whether a text says "we" outside quotation marks, as an article does not."""
    return any(
        t.lower_ in OWN and not quoted.inside(s.number, s.start(t)) for s in body for t in s.tokens if t.pos_ == "PRON"
    )


def _is_quoted(floor: Floor, party: PartyCandidate, body: tuple[ParsedSentence, ...]) -> bool:
    """Whether a text reports what the party "said": an article about it does, its own paper does not."""
    for sentence in body:
        for token in sentence.tokens:
            head = next((c for c in token.children if c.dep_ == "nsubj"), None)
            told = token.lemma_ in ("say", "tell") and token.tag_ == "VBD" and head is not None
            if token.lower_ == "according":
                head = next((p for c in token.children for p in c.children if p.dep_ == "pobj"), None)
                told = head is not None
            if told and head is not None and floor.covering(sentence, head) == party:
                return True
    return False


def _announcer(parsed: Parsed, floor: Floor, body: tuple[ParsedSentence, ...]) -> PartyCandidate | None:
    """The company or body that announces something in the first sentence of a text with a release's boilerplate."""
    for sentence in body[:3]:
        for frame in frames_of(parsed)[sentence.number]:
            party = floor.covering(sentence, frame.head)
            announces = frame.group == "announce" or frame.verb in ("announce", "declare")
            if not announces or party is None or party.kind not in ISSUE or party.kind in PERSONS:
                continue
            about = re.compile(rf"^\W*about {re.escape(party.name.split()[0])}\b", re.I | re.M)
            if RELEASE.search(parsed.text) or about.search(parsed.text):
                return party
    return None
