"""Bystanders who turn out to speak: whoever is quoted, or says what a sentence tells, is a party of the text."""

from __future__ import annotations

from dataclasses import replace

from summarizer.annotate.model import PartyCandidate
from summarizer.annotate.pipeline import Parsed
from summarizer.annotate.speech.authors import with_authors
from summarizer.annotate.speech.offices import told_office
from summarizer.annotate.speech.reading import Reading, read
from summarizer.annotate.speech.voices import PERSONS
from summarizer.schema import PartyKind

Cast = tuple[tuple[PartyCandidate, ...], tuple[PartyCandidate, ...]]


def with_speakers(parsed: Parsed, parties: tuple[PartyCandidate, ...], bystanders: tuple[PartyCandidate, ...]) -> Cast:
    """The parties and bystanders of a text, those bystanders among the parties that speak officially in it.

    Both are numbered anew: parties by first mention, bystanders on from there.
    """
    parties, bystanders = with_authors(parsed, *_by_first_names(parties, bystanders))
    if not bystanders:
        return parties, bystanders
    reading = Reading(parsed, (*parties, *bystanders))
    heard = {c.voice.party for c in reading.credits.values() if c.voice.official}
    mains = (reading.main(s.number) for s in parsed)
    heard |= {m.voice.party for m in mains if m is not None and m.voice.official and m.voice.certain}
    own = [*reading.turn_voices.values(), *(b.voice for b in reading.blocks)]
    if not read(parsed, parties).letterheads:
        own += reading.letterheads.values()
    heard |= {voice.party for voice in own if voice.official}
    speaking = [b for b in bystanders if b.number in heard and _may_speak(reading, b)]
    if not speaking:
        return parties, bystanders
    kept = sorted((*parties, *speaking), key=_first)
    rest = [b for b in bystanders if b not in speaking]
    everyone = tuple(replace(p, number=number) for number, p in enumerate((*kept, *rest), start=1))
    return everyone[: len(kept)], everyone[len(kept) :]


def _by_first_names(parties: tuple[PartyCandidate, ...], bystanders: tuple[PartyCandidate, ...]) -> Cast:
    """The cast without the stray first names of people whom the text has named in full before ("Abebe said")."""
    everyone = (*parties, *bystanders)
    meant: dict[int, int] = {}
    for stray in everyone:
        if stray.kind not in (PartyKind.OTHER, PartyKind.PERSON) or " " in stray.name or stray.role is not None:
            continue
        full = [p for p in everyone if p.kind in PERSONS and " " in p.name and p.name.split()[0] == stray.name]
        if len(full) == 1 and _first(full[0]) < _first(stray):
            meant[stray.number] = full[0].number
    if not meant:
        return parties, bystanders
    acting = {meant.get(p.number, p.number) for p in parties}
    joined = []
    for party in everyone:
        own = [m for p in everyone if meant.get(p.number, p.number) == party.number for m in p.mentions]
        if party.number not in meant:
            joined.append(replace(party, mentions=tuple(sorted(own, key=lambda m: m.start))))
    kept = sorted((p for p in joined if p.number in acting), key=_first)
    rest = [p for p in joined if p.number not in acting]
    numbered = tuple(replace(p, number=number) for number, p in enumerate((*kept, *rest), start=1))
    return numbered[: len(kept)], numbered[len(kept) :]


def _may_speak(reading: Reading, bystander: PartyCandidate) -> bool:
    """Whether a bystander may be an official speaker: a person only when the text tells of an office."""
    if bystander.kind is PartyKind.PERSON:
        return told_office(reading.speakers, bystander) is True
    return bystander.kind is not PartyKind.MEDIA


def _first(party: PartyCandidate) -> int:
    return min((m.start for m in party.mentions), default=0)
