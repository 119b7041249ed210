"""Cues of uncertainty: the shortest words of a sentence that raise each kind of flag."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from summarizer.annotate.doubt.conflicts import find_conflict
from summarizer.annotate.doubt.cuewords import Found, search
from summarizer.annotate.doubt.denials import find_denial
from summarizer.annotate.doubt.hedges import find_hedge
from summarizer.annotate.doubt.matters import near_matter
from summarizer.annotate.model import Cue, PartyCandidate
from summarizer.annotate.pipeline import Parsed, ParsedSentence
from summarizer.annotate.speech.frames import core, words
from summarizer.annotate.speech.reading import Reading, Spoken, read
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
    for head in _authors(sentence):
        author = reading.speakers.resolve(sentence, head)
        if author is not None and author.anonymous and author.kind is ClaimantKind.ANONYMOUS_SOURCE:
            phrase = core(head)
            return sentence.start(phrase[0]), sentence.end(phrase[-1]), author.party
    return search(sentence, "anonymous_source")


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
    counted = any(t.like_num or t.pos_ in ("DET", "NUM") for t in core(head))
    panel = head.lower_ in words("people", "panel") and not counted
    return panel and owner is not None and owner.kind is PartyKind.INTERNATIONAL_ORGANISATION


def _asks_me(spoken: Spoken) -> bool:
    """ "People ask me": nobody's claim, told inside a quotation."""
    return spoken.frame.quoted and spoken.frame.verb in ("ask", "tell", "wonder")


def _authors(sentence: ParsedSentence) -> Iterator[Token]:
    """The people behind a saying that is told as a noun ("claims by rebel commanders")."""
    for token in sentence.doc:
        if token.pos_ == "NOUN" and token.lemma_.lower() in SAYINGS:
            for link in token.children:
                if link.lower_ in ("by", "from", "of"):
                    yield from (p for p in link.children if p.dep_ == "pobj" and p.lower_ in words("people", "unnamed"))


def _secondhand(reading: Reading, sentence: ParsedSentence) -> Found | None:
    for spoken in reading.spoken[sentence.number]:
        if _relays(reading, spoken):
            return spoken.frame.start, spoken.frame.end, spoken.voice.party
        outlet = _told(reading, sentence, spoken)
        if outlet is not None:
            return outlet
    return search(sentence, "secondhand") or _passed_on(reading, sentence)


def _passed_on(reading: Reading, sentence: ParsedSentence) -> Found | None:
    """ "Papers seen by the Courier": another outlet has what the text tells."""
    found = search(sentence, "secondhand", "passed")
    if found is None:
        return None
    for mention, party in reading.speakers.mentions(sentence.number):
        if party.kind is PartyKind.MEDIA and 0 < mention.start - found[1] < 6:
            return found[0], found[1], party.number
    return None


def _relays(reading: Reading, spoken: Spoken) -> bool:
    """Whether the voice passes on words of others: an outlet, or a report that nobody's own name stands on."""
    voice = spoken.voice
    if voice.kind is ClaimantKind.MEDIA:
        return not voice.anonymous
    return voice.party is not None and spoken.frame.group == "citing" and voice.document


def _told(reading: Reading, sentence: ParsedSentence, spoken: Spoken) -> Found | None:
    """ "told the outlet": the words reach this text through another outlet."""
    if spoken.frame.verb != "tell":
        return None
    for child in spoken.frame.anchor.children:
        outlet = reading.speakers.covering(sentence, child) if child.dep_ in ("dobj", "dative") else None
        if outlet is not None and outlet.kind is PartyKind.MEDIA:
            return sentence.start(spoken.frame.anchor), sentence.end(child), outlet.number
    return None


FINDERS: dict[FlagKind, Callable[[Reading, ParsedSentence], Found | None]] = {
    FlagKind.ANONYMOUS_SOURCE: _anonymous,
    FlagKind.SECONDHAND: _secondhand,
    FlagKind.HEDGE: find_hedge,
    FlagKind.UNDISCLOSED: _undisclosed,
    FlagKind.UNVERIFIED: _plain("unverified"),
    FlagKind.NO_EVIDENCE: _plain("no_evidence"),
    FlagKind.DENIAL: find_denial,
    FlagKind.CONFLICT: find_conflict,
}
