"""What all sections need of the note: references and movements as runs that lead where they should."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from summarizer.note.model import Note, Reference, Section
from summarizer.note.render.blocks import Run, Tone, Words, given, own


@dataclass(frozen=True)
class Context:
    note: Note
    most: int
    """Movements that a picture holds."""
    narrow: bool = False
    """Whether pictures stand on an upright page."""

    @cached_property
    def has_sources(self) -> bool:
        return Section.SOURCES in self.note.sections

    def refs(self, references: Iterable[Reference]) -> Words:
        """ " [D3 S12, S14]" for each document, after a space; each sentence leads to its words among the sources."""
        cited: dict[str, set[int]] = {}
        for reference in references:
            cited.setdefault(reference.document, set()).update(reference.sentences)
        found: list[Run] = []
        for document in sorted(cited, key=lambda d: int(d[1:])):
            for n, sentence in enumerate(sorted(cited[document])):
                found += [own(", ", Tone.REFERENCE)] if n else [own(" "), own("[", Tone.REFERENCE)]
                label = f"S{sentence}" if n else f"{document} S{sentence}"
                found.append(own(label, Tone.REFERENCE, self._link(f"{document}-S{sentence}")))
            found.append(own("]", Tone.REFERENCE))
        return tuple(found)

    def document(self, ref: str) -> Run:
        return own(ref, Tone.PLAIN, self._link(ref))

    def flow(self, ref: str) -> Run:
        """The id of a movement, leading to its row of the table where there is one."""
        shown = Section.FLOWS in self.note.sections and ref in self._flows
        return own(ref, Tone.PLAIN, ref if shown else None)

    def party(self, ref: str | None, tone: Tone = Tone.PLAIN) -> Run:
        return given(self.note.name(ref), tone) if ref else own("not named", Tone.QUIET)

    @cached_property
    def _flows(self) -> frozenset[str]:
        return frozenset(f.id for f in self.note.flows)

    def _link(self, anchor: str) -> str | None:
        return anchor if self.has_sources else None
