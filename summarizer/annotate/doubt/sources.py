"""Sources without a name: unnamed people who say, know or fear something, or on whom a story rests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.annotate.doubt.cuewords import Found, listed, search
from summarizer.annotate.pipeline import ParsedSentence
from summarizer.annotate.speech.crediting import Spoken
from summarizer.annotate.speech.frames import core, words
from summarizer.annotate.speech.reading import Reading
from summarizer.annotate.speech.voices import PERSONS
from summarizer.schema import ClaimantKind, PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Token

COUNTED = frozenset(
    "a an one two three four five six seven eight nine ten eleven twelve several some many another both unnamed few "
    "other second third fourth various multiple dozen certain".split()
)
SOME = frozenset(
    "one two three four five six seven both several some many most another few none all each either others".split()
)
OFFICES = frozenset("minister president premier ambassador king secretary chancellor spokesman spokeswoman".split())
"""What "its" makes one certain person: "its foreign minister"."""
HOLDERS = OFFICES | frozenset(
    "spokesperson general admiral colonel chief governor director chairman chairwoman mayor commissioner prince "
    "emir sultan envoy".split()
)
"""Who is one certain person unless told as one of several ("a general")."""
LOOSE = frozenset({"hold", "talk", "speak", "have", "be", "make", "rule", "find", "show", "see", "threaten"})
"""Verbs of speech frames that do without a speaker's words; they count only with a clause or a quotation."""


def find_source(reading: Reading, sentence: ParsedSentence) -> Found | None:
    """The words for the first unnamed source of a sentence, else those that say that a name is kept back."""
    for spoken in reading.spoken[sentence.number]:
        voice, head = spoken.voice, spoken.frame.head
        unnamed = voice.anonymous and not voice.document and voice.kind is not ClaimantKind.MEDIA
        told = _is_known(head) or _is_office(reading, spoken) or _asks_me(spoken) or _is_idle(spoken)
        if unnamed and head.pos_ != "PRON" and not told and _is_person(head) and not _is_named(reading, sentence, head):
            return _phrase(sentence, head, voice.party)
    for head in (*_unread(reading, sentence), *_founts(sentence)):
        if not _is_named(reading, sentence, head):
            return _phrase(sentence, head, None)
    for head in _authors(sentence):
        author = reading.speakers.resolve(sentence, head)
        if author is not None and author.anonymous and author.kind is ClaimantKind.ANONYMOUS_SOURCE:
            return _phrase(sentence, head, author.party)
    return search(sentence, "anonymous_source")


def _phrase(sentence: ParsedSentence, head: Token, party: int | None) -> Found:
    phrase = core(head)
    return sentence.start(phrase[0]), sentence.end(phrase[-1]), party


def _is_person(head: Token) -> bool:
    if head.lower_ in listed("anonymous_source", "persons") or head.lower_ in words("people", "unnamed"):
        return True
    return _is_one_of(head) or (
        head.pos_ == "NOUN" and head.lower_ not in ("neighbour", "neighbor", "state", "country")
    )


def _is_one_of(head: Token) -> bool:
    """ "One of them", "two of the officers"."""
    of = next((c for c in head.children if c.lower_ == "of"), None)
    whom = None if of is None else next((c for c in of.children if c.dep_ == "pobj"), None)
    people = whom is not None and (
        whom.lower_ in ("them", "us") or whom.like_num or whom.lower_ in listed("anonymous_source", "persons")
    )
    return head.lower_ in SOME and people


def _is_named(reading: Reading, sentence: ParsedSentence, head: Token) -> bool:
    """Whether a name follows ("a deputy minister, Ana Lis"), or a spokesman is a certain one ("the ministry's")."""
    if any(t.pos_ == "PROPN" for c in head.children if c.dep_ == "appos" for t in (c, *c.children)):
        return True
    if any(c.dep_ == "compound" and c.ent_type_ == "PERSON" for c in head.children):
        return True
    after = sentence.end(core(head)[-1])
    for mention, party in reading.speakers.mentions(sentence.number):
        if (
            party.kind in PERSONS
            and 0 < mention.start - after < 9
            and sentence.doc.text[after - sentence.sentence.start] == ","
        ):
            return True
    some = any(c.lower_ in COUNTED or c.like_num for c in head.children)
    return not some and head.lower_ in HOLDERS


def _is_idle(spoken: Spoken) -> bool:
    """Whether nothing is said: "officers held back a crate", "officials do not comment"."""
    anchor = spoken.frame.anchor
    if spoken.frame.verb in LOOSE and spoken.frame.group != "according":
        return (
            not any(c.dep_ in ("ccomp", "xcomp", "prep", "acomp") for c in anchor.children)
            or spoken.frame.verb == "hold"
        )
    return spoken.frame.verb in ("talk", "comment", "speak") and any(c.dep_ == "neg" for c in anchor.children)


def _unread(reading: Reading, sentence: ParsedSentence) -> Iterator[Token]:
    """Unnamed people whose saying no frame tells: "Two customs officers, who fear for their posts, told us"."""
    for verb in sentence.tokens:
        if verb.pos_ != "VERB" or verb.lemma_ not in listed("anonymous_source", "tells"):
            continue
        if any(c.dep_ == "neg" for c in verb.children):
            continue
        head = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if (
            head is not None
            and (_is_uncertain(head) or _is_one_of(head))
            and (verb.lemma_ in ("say", "tell") or _tells(verb))
        ):
            yield head


def _tells(verb: Token) -> bool:
    """Whether the verb has something to tell: a clause, a quotation, "of it", an account."""
    for child in verb.children:
        if child.dep_ in ("ccomp", "parataxis") or (
            child.dep_ == "prep" and child.lower_ in ("of", "about", "to", "on")
        ):
            return True
        if child.dep_ == "dobj" and child.lemma_.lower() in listed("anonymous_source", "tellings"):
            return True
    return False


def _founts(sentence: ParsedSentence) -> Iterator[Token]:
    """People on whom a story rests: "based it on airport workers", "interviews with eleven people"."""
    for head in sentence.tokens:
        if head.dep_ not in ("pobj", "dobj") or head.lower_ not in listed("anonymous_source", "persons"):
            continue
        governor = head.head
        if head.dep_ == "pobj":
            governor = governor.head if governor.lower_ in ("on", "upon", "with", "from", "by") else governor
        if governor.dep_ == "dobj":
            governor = governor.head
        rests = governor.lemma_.lower() in listed("anonymous_source", "rests") and governor.i < head.i
        plain = not any(c.dep_ in ("poss",) or c.lower_ in ("the", "its", "this", "these") for c in head.children)
        if rests and plain and (head.tag_ == "NNS" or _is_uncertain(head)):
            yield head


def _is_uncertain(head: Token) -> bool:
    """Whether people are some of many: "a diplomat", "two officers", "both men", "Gulf diplomats"."""
    if head.lower_ not in listed("anonymous_source", "persons") and head.lower_ not in words("people", "unnamed"):
        return False
    modifiers = {c.lower_ for c in head.children if c.dep_ in ("det", "nummod", "amod")}
    if COUNTED & modifiers:
        return True
    bare = not any(c.dep_ in ("det", "poss") for c in head.children)
    return (
        bare
        and head.lower_ in listed("anonymous_source", "bare")
        and any(c.dep_ in ("amod", "compound") for c in head.children)
    )


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
    own = any(c.dep_ == "poss" and c.tag_ == "PRP$" for c in head.children)
    if own and (head.lower_ in OFFICES or head.lower_ in words("people", "panel")):
        return True
    counted = any(t.like_num or t.pos_ in ("DET", "NUM") for t in core(head))
    panel = head.lower_ in words("people", "panel") and not counted
    return panel and owner is not None and owner.kind is PartyKind.INTERNATIONAL_ORGANISATION


def _asks_me(spoken: Spoken) -> bool:
    """ "People ask me": nobody's claim, told inside a quotation."""
    return spoken.frame.quoted and spoken.frame.verb in ("ask", "tell", "wonder")


def _authors(sentence: ParsedSentence) -> Iterator[Token]:
    """The people behind a saying that is told as a noun ("claims by rebel commanders")."""
    for token in sentence.tokens:
        if token.pos_ == "NOUN" and token.lemma_.lower() in listed("anonymous_source", "sayings"):
            for link in token.children:
                if link.lower_ in ("by", "from", "of"):
                    yield from (p for p in link.children if p.dep_ == "pobj" and p.lower_ in words("people", "unnamed"))
                elif link.dep_ == "poss" and _is_uncertain(link):
                    yield link
