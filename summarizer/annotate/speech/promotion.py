"""Bystanders who turn out to speak: whoever is quoted, or says what a sentence tells, is a party of the text."""

from __future__ import annotations

from dataclasses import replace

from summarizer.annotate.model import PartyCandidate
from summarizer.annotate.pipeline import Parsed
from summarizer.annotate.speech.reading import Reading
from summarizer.schema import PartyKind

Cast = tuple[tuple[PartyCandidate, ...], tuple[PartyCandidate, ...]]


def with_speakers(parsed: Parsed, parties: tuple[PartyCandidate, ...], bystanders: tuple[PartyCandidate, ...]) -> Cast:
    """The parties and bystanders of a text, those bystanders among the parties that speak officially in it.

    Both are numbered anew: parties by first mention, bystanders on from there.
    """
    if not bystanders:
        return parties, bystanders
    reading = Reading(parsed, (*parties, *bystanders))
    heard = {c.voice.party for c in reading.credits.values() if c.voice.official}
    mains = (reading.main(s.number) for s in parsed)
    heard |= {m.voice.party for m in mains if m is not None and m.voice.official and m.voice.certain}
    speaking = [b for b in bystanders if b.number in heard and b.kind not in (PartyKind.MEDIA, PartyKind.PERSON)]
    if not speaking:
        return parties, bystanders
    kept = sorted((*parties, *speaking), key=_first)
    rest = [b for b in bystanders if b not in speaking]
    everyone = tuple(replace(p, number=number) for number, p in enumerate((*kept, *rest), start=1))
    return everyone[: len(kept)], everyone[len(kept) :]


def _first(party: PartyCandidate) -> int:
    return min((m.start for m in party.mentions), default=0)
