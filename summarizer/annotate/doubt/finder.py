"""Cues of uncertainty: the shortest words of a sentence that raise each kind of flag."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from summarizer.annotate.doubt.conflicts import find_conflict
from summarizer.annotate.doubt.cuewords import Found, search
from summarizer.annotate.doubt.denials import find_denial
from summarizer.annotate.doubt.hedges import find_hedge
from summarizer.annotate.doubt.matters import near_matter
from summarizer.annotate.doubt.relays import find_relay
from summarizer.annotate.model import Cue, PartyCandidate
from summarizer.annotate.pipeline import Parsed, ParsedSentence
from summarizer.annotate.speech.crediting import Spoken
from summarizer.annotate.speech.frames import core, words
from summarizer.annotate.speech.reading import Reading, read
from summarizer.schema import ClaimantKind, FlagKind, PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Token

SAYINGS = frozenset(
    {"statement", "claim", "remark", "comment", "report", "allegation", "account", "assertion", "testimony"}
)
UNGATED = frozenset({FlagKind.DENIAL, FlagKind.CONFLICT})
"""Kinds that count wherever they stand; the others only near words of arms, trade or talks."""


def find_cues(parsed: Parsed, parties: tuple[PartyCandidate, ...]) -> tuple[Cue, ...]:
    """All cues of a text in text order, at most one per kind and sentence.

    Cues count only near words of arms, trade or talks, except for denials and conflicts; hedges never for what
    a weapon is able to do.
    """
    reading = read(parsed, parties)
    found: list[tuple[int, FlagKind, Found]] = []
    for sentence in parsed:
        near = near_matter(parsed, sentence)
        for kind, finder in FINDERS.items():
            if not near and kind not in UNGATED:
                continue
            hit = finder(reading, sentence)
            if hit is not None:
                found.append((sentence.number, kind, hit))
    found.sort(key=lambda entry: (entry[0], entry[2][0]))
    return tuple(
        Cue(number, kind, start, end, sentence, party)
        for number, (sentence, kind, (start, end, party)) in enumerate(found, start=1)
    )


def _plain(section: str) -> Callable[[Reading, ParsedSentence], Found | None]:
    def find(_: Reading, sentence: ParsedSentence) -> Found | None:
        return search(sentence, section)

    return find


def _undisclosed(reading: Reading, sentence: ParsedSentence) -> Found | None:
    found = search(sentence, "undisclosed")
    others = (search(sentence, "unverified"), search(sentence, "no_evidence"))
    return None if found and any(o and found[0] < o[1] and o[0] < found[1] for o in others) else found


def _anonymous(reading: Reading, sentence: ParsedSentence) -> Found | None:
    for spoken in reading.spoken[sentence.number]:
        voice, head = spoken.voice, spoken.frame.head
        unnamed = voice.anonymous and not voice.document and voice.kind is not ClaimantKind.MEDIA
        told = _is_known(head) or _is_office(reading, spoken) or _asks_me(spoken)
        if unnamed and head.pos_ != "PRON" and not told:
            phrase = core(head)
            return sentence.start(phrase[0]), sentence.end(phrase[-1]), voice.party
    head = _unread(reading, sentence)
    if head is not None:
        phrase = core(head)
        return sentence.start(phrase[0]), sentence.end(phrase[-1]), None
    for head in _authors(sentence):
        author = reading.speakers.resolve(sentence, head)
        if author is not None and author.anonymous and author.kind is ClaimantKind.ANONYMOUS_SOURCE:
            phrase = core(head)
            return sentence.start(phrase[0]), sentence.end(phrase[-1]), author.party
    return search(sentence, "anonymous_source")


COUNTED = frozenset("a an one two three four five six seven several some many another both unnamed few other".split())
PLAIN = frozenset({"man", "men", "woman", "women"})
TELLS = frozenset(
    "say tell claim believe suspect estimate put confirm admit add notice describe acknowledge allege".split()
)


def _unread(reading: Reading, sentence: ParsedSentence) -> Token | None:
    """Unnamed people whose saying no frame tells: "Two customs officers, who fear for their posts, told us"."""
    told = {s.frame.anchor.i for s in reading.spoken[sentence.number]}
    for verb in sentence.tokens:
        if verb.pos_ != "VERB" or verb.i in told or verb.lemma_ not in TELLS:
            continue
        head = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        named = head is not None and any(
            t.pos_ == "PROPN" for c in head.children if c.dep_ == "appos" for t in (c, *c.children)
        )
        if head is not None and not named and _is_uncertain(head):
            return head
    return None


def _is_uncertain(head: Token) -> bool:
    """Whether people are some of many: "a diplomat", "two officers", "both men"."""
    some = COUNTED & {c.lower_ for c in head.children if c.dep_ in ("det", "nummod", "amod")}
    return bool(some) and (head.lower_ in words("people", "unnamed") or head.lower_ in PLAIN)


def _is_known(head: Token) -> bool:
    """Whether a private person is told by whose he is ("his lawyer", "the man's widow")."""
    whose = any(c.dep_ == "poss" for c in head.children)
    return whose and head.lower_ in words("people", "private")


def _is_office(reading: Reading, spoken: Spoken) -> bool:
    """Whether people stand for their office: bare "prosecutors" and "ministers", the experts of an organisation."""
    head, party = spoken.frame.head, spoken.voice.party
    if head.lower_ in words("people", "bench") and len(core(head)) == 1:
        return True
    owner = None if party is None else reading.speakers.party(party)
    if any(c.dep_ == "poss" and c.tag_ == "PRP$" for c in head.children) and head.lower_ in OFFICES:
        return True
    counted = any(t.like_num or t.pos_ in ("DET", "NUM") for t in core(head))
    panel = head.lower_ in words("people", "panel") and not counted
    return panel and owner is not None and owner.kind is PartyKind.INTERNATIONAL_ORGANISATION


OFFICES = frozenset("minister president premier ambassador king secretary chancellor spokesman spokeswoman".split())
"""What "its" makes one certain person: "its foreign minister"."""


def _asks_me(spoken: Spoken) -> bool:
    """ "People ask me": nobody's claim, told inside a quotation."""
    return spoken.frame.quoted and spoken.frame.verb in ("ask", "tell", "wonder")


def _authors(sentence: ParsedSentence) -> Iterator[Token]:
    """The people behind a saying that is told as a noun ("claims by rebel commanders")."""
    for token in sentence.tokens:
        if token.pos_ == "NOUN" and token.lemma_.lower() in SAYINGS:
            for link in token.children:
                if link.lower_ in ("by", "from", "of"):
                    yield from (p for p in link.children if p.dep_ == "pobj" and p.lower_ in words("people", "unnamed"))
                elif link.dep_ == "poss" and _is_uncertain(link):
                    yield link


FINDERS: dict[FlagKind, Callable[[Reading, ParsedSentence], Found | None]] = {
    FlagKind.ANONYMOUS_SOURCE: _anonymous,
    FlagKind.SECONDHAND: find_relay,
    FlagKind.HEDGE: find_hedge,
    FlagKind.UNDISCLOSED: _undisclosed,
    FlagKind.UNVERIFIED: _plain("unverified"),
    FlagKind.NO_EVIDENCE: _plain("no_evidence"),
    FlagKind.DENIAL: find_denial,
    FlagKind.CONFLICT: find_conflict,
}
