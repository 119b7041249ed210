"""Cues of uncertainty: the shortest words of a sentence that raise each kind of flag."""

from __future__ import annotations

from collections.abc import Callable

from summarizer.annotate.doubt.conflicts import find_conflict
from summarizer.annotate.doubt.cuewords import Found, search
from summarizer.annotate.doubt.denials import find_denial
from summarizer.annotate.doubt.hedges import find_hedge
from summarizer.annotate.doubt.matters import near_matter
from summarizer.annotate.doubt.relays import find_relay
from summarizer.annotate.doubt.silences import find_silence
from summarizer.annotate.doubt.sources import find_source
from summarizer.annotate.model import Cue, PartyCandidate
from summarizer.annotate.pipeline import Parsed, ParsedSentence
from summarizer.annotate.speech.reading import Reading, read
from summarizer.schema import FlagKind

UNGATED = frozenset(FlagKind) - {FlagKind.HEDGE, FlagKind.ANONYMOUS_SOURCE}
"""Kinds that count wherever they stand; the others, which any text is full of, only near words of the matter."""


def find_cues(parsed: Parsed, parties: tuple[PartyCandidate, ...]) -> tuple[Cue, ...]:
    """All cues of a text in text order, at most one per kind and sentence.

    Hedges and unnamed sources count only near words of arms, trade or talks; hedges never for what a weapon is able
    to do.
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


FINDERS: dict[FlagKind, Callable[[Reading, ParsedSentence], Found | None]] = {
    FlagKind.ANONYMOUS_SOURCE: find_source,
    FlagKind.SECONDHAND: find_relay,
    FlagKind.HEDGE: find_hedge,
    FlagKind.UNDISCLOSED: find_silence,
    FlagKind.UNVERIFIED: _plain("unverified"),
    FlagKind.NO_EVIDENCE: _plain("no_evidence"),
    FlagKind.DENIAL: find_denial,
    FlagKind.CONFLICT: find_conflict,
}
