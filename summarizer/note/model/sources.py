"""The documents behind a note, what was not read, and what was asked for."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated

from pydantic import Field, StringConstraints

from summarizer.note.model.base import Day, DocumentRef, Part, Text
from summarizer.note.model.terms import GapKind, Section


class Gap(Part):
    """A document about which the note is silent, wholly or in part. `document` only when it is among the sources."""

    kind: GapKind
    document: DocumentRef | None
    location: Text
    reason: Text


class Passage(Part):
    """One sentence of a document, verbatim."""

    number: Annotated[int, Field(ge=1)]
    text: Text


class Source(Part):
    """One document. `root` is its independent origin and `story` its cluster, as ids of documents of this note.

    `cited` is false when the note uses nothing of it; `tie` says why it is not a root of its own.
    """

    id: DocumentRef
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    title: Text | None
    outlet: Text | None
    published: Text | None
    url: Text | None
    language: Text | None
    locations: tuple[Text, ...]
    complete: bool
    engine: Text
    model: Text | None
    story: DocumentRef
    root: DocumentRef
    tie: Text | None
    cited: bool
    sentences: tuple[Passage, ...]

    def sentence(self, number: int) -> str:
        """The verbatim words. Raises KeyError when the note does not cite that sentence."""
        return self._passages[number]

    @cached_property
    def _passages(self) -> dict[int, str]:
        return {p.number: p.text for p in self.sentences}

    @property
    def name(self) -> str:
        """Its title, else its outlet, else where it was found."""
        return self.title or self.outlet or (self.locations[0] if self.locations else self.sha256[:12])


class Scope(Part):
    """What was asked for. `words` says it in one sentence."""

    run: Text | None
    query: Text | None
    since: Day | None
    until: Day | None
    parties: tuple[Text, ...]
    template: Text
    words: Text


class Tally(Part):
    """The numbers of the first line. `roots` counts independent origins of the documents, `stories` clusters."""

    documents: Annotated[int, Field(ge=0)]
    roots: Annotated[int, Field(ge=0)]
    stories: Annotated[int, Field(ge=0)]
    with_flows: Annotated[int, Field(ge=0)]
    flows: Annotated[int, Field(ge=0)]
    claims: Annotated[int, Field(ge=0)]
    """Claims as documents tell them, before voices are joined."""
    gaps: Annotated[int, Field(ge=0)]
    undated: Annotated[int, Field(ge=0)]
    words: Text


class Legend(Part):
    """One word of the note and what it means, by which rule."""

    word: Text
    meaning: Text


class Omission(Part):
    """What a section leaves out because of the template's limit: "12 more are not listed.", to be shown at its end."""

    section: Section
    text: Text
