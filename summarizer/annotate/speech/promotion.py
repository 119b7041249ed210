"""Bystanders who turn out to speak: whoever is quoted, or says what a sentence tells, is a party of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from summarizer.annotate.model import PartyCandidate
from summarizer.annotate.pipeline import Parsed
from summarizer.annotate.speech.authors import with_authors
from summarizer.annotate.speech.labels import labels_in
from summarizer.annotate.speech.offices import told_office
from summarizer.annotate.speech.reading import Reading, read
from summarizer.annotate.speech.strangers import named_in_labels, strangers_in
from summarizer.annotate.speech.voices import PERSONS
from summarizer.schema import PartyKind

FORM = re.compile(r"(?:The )?(?:Rt\.? )?Hon\.? ", re.I)
"""A form of address that is no part of a name."""
Cast = tuple[tuple[PartyCandidate, ...], tuple[PartyCandidate, ...]]


def with_speakers(parsed: Parsed, parties: tuple[PartyCandidate, ...], bystanders: tuple[PartyCandidate, ...]) -> Cast:
    """The parties and bystanders of a text, those bystanders among the parties that speak officially in it.

    Both are numbered anew: parties by first mention, bystanders on from there.
    """
    parties, bystanders = _without_forms(parties), _without_forms(bystanders)
    parties, bystanders = with_authors(parsed, *_by_first_names(parties, bystanders))
    if not bystanders and not parsed.segmentation.quotations and not labels_in(parsed.text):
        return parties, bystanders
    reading = Reading(parsed, (*parties, *bystanders))
    heard = {c.voice.party for c in reading.credits.values() if c.voice.official}
    mains = (reading.main(s.number) for s in parsed)
    heard |= {m.voice.party for m in mains if m is not None and m.voice.official and m.voice.certain}
    own = [*reading.turn_voices.values(), *(b.voice for b in reading.blocks)]
    if not read(parsed, parties).letterheads:
        own += reading.letterheads.values()
    heard |= {voice.party for voice in own if voice.official}
    held = {
        reading.turn_voices[i].party for i, t in enumerate(reading.turns) if i in reading.turn_voices and not t.asks
    }
    speaking = [b for b in bystanders if b.number in heard and (b.number in held or _may_speak(reading, b))]
    speaking += _named_in_labels(parsed, reading, (*parties, *bystanders))
    speaking += strangers_in(parsed, reading.credits.values(), parties, bystanders)
    if not speaking:
        return parties, bystanders
    kept = sorted((*parties, *speaking), key=_first)
    rest = [b for b in bystanders if b not in speaking]
    everyone = tuple(replace(p, number=number) for number, p in enumerate((*kept, *rest), start=1))
    return everyone[: len(kept)], everyone[len(kept) :]


def _without_forms(cast: tuple[PartyCandidate, ...]) -> tuple[PartyCandidate, ...]:
    """The same people without "Hon." before their names."""
    return tuple(
        replace(
            p,
            name=FORM.sub("", p.name),
            mentions=tuple(
                replace(m, start=m.start + len(found.group())) if (found := FORM.match(p.name)) else m
                for m in p.mentions
            )
            if all(m.end - m.start == len(p.name) for m in p.mentions)
            else p.mentions,
        )
        if p.kind in PERSONS and FORM.match(p.name)
        else p
        for p in cast
    )


def _named_in_labels(
    parsed: Parsed, reading: Reading, everyone: tuple[PartyCandidate, ...]
) -> Iterator[PartyCandidate]:
    voices = (reading.turn_voices.get(index) for index in range(len(reading.turns)))
    holders = (None if v is None or v.party is None else reading.speakers.party(v.party) for v in voices)
    return named_in_labels(parsed, list(zip(reading.turns, holders, strict=True)), everyone)


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
