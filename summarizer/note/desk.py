"""What every section of a note is composed from: the documents with their labels, who is who, and the origins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from summarizer.note.identity import Entity, Identities
from summarizer.note.model import Reference
from summarizer.note.origins import Origins
from summarizer.note.reading import Reading


@dataclass(frozen=True)
class Desk:
    """The material of one note. `documents` are in the order of their labels; `parties` gives labels by key."""

    documents: tuple[Reading, ...]
    labels: dict[str, str]
    identities: Identities
    parties: dict[str, str]
    origins: Origins

    def entity(self, document: Reading, party: str | None) -> Entity | None:
        return None if party is None else self.identities.of(document.id, party)

    def party(self, entity: Entity | None) -> str | None:
        """The label of a party, "P3"."""
        return None if entity is None else self.parties[entity.key]

    def cite(self, document: Reading, part: str, sentences: Iterable[int]) -> Reference:
        return Reference(document=self.labels[document.id], part=part, sentences=tuple(sorted(set(sentences))))

    def ordered(self, references: Iterable[Reference]) -> tuple[Reference, ...]:
        """Each once, by document and part."""
        once = {(r.document, r.part): r for r in references}
        return tuple(once[k] for k in sorted(once, key=_place))


def days(documents: Iterable[Reading]) -> tuple[str, ...]:
    """The dates of the dated ones, ascending, each once."""
    return tuple(sorted({r.day for r in documents if r.day}))


def _place(key: tuple[str, str]) -> tuple[int, str, tuple[int, ...]]:
    document, part = key
    numbers = tuple(int("".join(c for c in p if c.isdigit()) or 0) for p in part.split("."))
    return int(document[1:]), part[0], numbers
