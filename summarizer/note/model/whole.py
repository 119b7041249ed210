"""The note itself: its sections, and the way from every reference to its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Literal, Self

from pydantic import model_validator

from summarizer.note.model.base import Day, Part, Reference, Text, references_in
from summarizer.note.model.flows import Judgement, NoteFlow, NoteParty
from summarizer.note.model.sources import Gap, Legend, Omission, Scope, Source, Tally
from summarizer.note.model.terms import Section
from summarizer.note.model.voices import Changes, Conflict, NoteQuote, NoteWarning, Prose, Unknown

NOTE_VERSION = "1"


class Note(Part):
    """The whole note. `Note.from_json(note.to_json()) == note`, and the same run gives the same bytes."""

    note_version: Literal["1"]
    title: Text
    as_of: Day | None
    """The day given, else that of the newest document; null when no document has a date."""
    scope: Scope
    tally: Tally
    sections: tuple[Section, ...]
    headline: tuple[Judgement, ...]
    prose: Prose | None
    changes: Changes | None
    flows: tuple[NoteFlow, ...]
    conflicts: tuple[Conflict, ...]
    quotes: tuple[NoteQuote, ...]
    warnings: tuple[NoteWarning, ...]
    unknowns: tuple[Unknown, ...]
    gaps: tuple[Gap, ...]
    parties: tuple[NoteParty, ...]
    sources: tuple[Source, ...]
    omissions: tuple[Omission, ...]
    legend: tuple[Legend, ...]

    def to_json(self) -> str:
        """Text with a final line feed; fields in the order of the model, so that the same note is the same text."""
        return self.model_dump_json(indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str | bytes) -> Note:
        """Raises pydantic.ValidationError: not a note, or one whose references do not resolve."""
        return cls.model_validate_json(text)

    def source(self, ref: str) -> Source:
        """The document "D3". Raises KeyError when there is none."""
        return self._sources[ref]

    def party(self, ref: str) -> NoteParty:
        """The party "P3". Raises KeyError when there is none."""
        return self._parties[ref]

    def flow(self, ref: str) -> NoteFlow:
        """The movement "F3". Raises KeyError when there is none."""
        return self._flows[ref]

    def name(self, ref: str | None) -> str:
        """The name of a party, "not named" for None."""
        return "not named" if ref is None else self.party(ref).name

    def references(self) -> Iterator[Reference]:
        """Every reference of the note, in reading order of its fields."""
        for field in type(self).model_fields:
            yield from references_in(getattr(self, field))

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {s.id: s for s in self.sources}

    @cached_property
    def _parties(self) -> dict[str, NoteParty]:
        return {p.id: p for p in self.parties}

    @cached_property
    def _flows(self) -> dict[str, NoteFlow]:
        return {f.id: f for f in self.flows}

    @model_validator(mode="after")
    def _references_resolve(self) -> Self:
        for reference in self.references():
            source = self._sources.get(reference.document)
            if source is None or not all(n in source._passages for n in reference.sentences):
                raise ValueError(f"a reference to nothing: {reference.label}")
        return self
