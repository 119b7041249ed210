"""What all parts of a note are made of: labels, references to sentences, and lines that stand on them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints


class Part(BaseModel):
    """What all parts of a note share: immutable, and no field that is not named."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Text = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]
Day = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
DocumentRef = Annotated[str, StringConstraints(pattern=r"^D[1-9][0-9]*$")]
PartyRef = Annotated[str, StringConstraints(pattern=r"^P[1-9][0-9]*$")]
FlowRef = Annotated[str, StringConstraints(pattern=r"^F[1-9][0-9]*$")]
BriefPart = Annotated[
    str, StringConstraints(pattern=r"^([PQW][1-9][0-9]*|F[1-9][0-9]*(\.[1-9][0-9]*|\.i[1-9][0-9]*)?|U[1-9][0-9]*)$")
]


class Reference(Part):
    """Where something stands: a document of the note, the part of its brief, and the sentences.

    `part` is an id of that document's brief: "P2", "Q1", "W1"; "F2.1" is the first claim of its flow F2, "F2.i1" that
    flow's first item, "U3" its third uncertainty flag. `sentences` are numbers within the document, ascending.
    """

    document: DocumentRef
    part: BriefPart
    sentences: Annotated[tuple[int, ...], Field(min_length=1)]

    @property
    def label(self) -> str:
        """ "D3 S12, S14", to be set in brackets. The sentences are `Source.sentence(n)`; anchor `D3-S12`."""
        return f"{self.document} {', '.join(f'S{n}' for n in self.sentences)}"


class Line(Part):
    """One sentence that the program composed, and what it stands on."""

    text: Text
    references: tuple[Reference, ...]
    """Empty only where the sentence counts or says that there is nothing."""


class Join(Part):
    """Why two things that documents tell were taken for one: "merged because ..."."""

    text: Text
    references: tuple[Reference, ...]


def references_in(value: object) -> Iterator[Reference]:
    """Every reference in a part of a note, or in a tuple of parts, in reading order."""
    if isinstance(value, Reference):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from references_in(item)
    elif isinstance(value, Part):
        for name in type(value).model_fields:
            yield from references_in(getattr(value, name))
