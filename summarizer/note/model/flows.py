"""Parties, and the movements between them: what, how much, how far, and who says so."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from summarizer.note.model.base import Day, DocumentRef, FlowRef, Join, Line, Part, PartyRef, Reference, Text
from summarizer.note.model.terms import Family, Strength
from summarizer.schema import Category, ClaimantKind, Country, PartyKind, Stage, Stance


class NoteParty(Part):
    """One entity across documents. `names` are all its names in briefs, the one shown first."""

    id: PartyRef
    key: Text
    name: Text
    kind: PartyKind
    country: Country | None
    role: Text | None
    names: tuple[Text, ...]
    documents: tuple[DocumentRef, ...]
    joins: tuple[Join, ...]


class FlowItem(Part):
    """Materiel in the words of one document. Numbers are kept side by side, never added or averaged.

    `figures` says by whom: parties whose claims hold the words; empty when the outlet itself says it.
    """

    words: Text
    quantity: Text | None
    category: Category
    figures: tuple[PartyRef, ...]
    references: Annotated[tuple[Reference, ...], Field(min_length=1)]


class FlowClaim(Part):
    """One voice on one movement, however many documents carry it.

    `who` is the voice in words ("Ann Example (official)"); `stages` are those that the carrying documents give.
    `roots` counts independent origins of the documents that carry it; `no_root` says why it is one root with other
    voices on its side, or adds none to theirs. `dates` are those of the dated documents, ascending.
    """

    claimant: PartyRef | None
    claimant_kind: ClaimantKind
    who: Text
    stance: Stance
    stages: tuple[Stage, ...]
    reported_by: tuple[PartyRef, ...]
    roots: Annotated[int, Field(ge=1)]
    no_root: Text | None = None
    dates: tuple[Day, ...]
    references: Annotated[tuple[Reference, ...], Field(min_length=1)]

    @property
    def documents(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(r.document for r in self.references))


class Standing(Part):
    """Independent roots per stance. One root may stand in two of them."""

    asserts: Annotated[int, Field(ge=0)]
    suspects: Annotated[int, Field(ge=0)]
    denies: Annotated[int, Field(ge=0)]
    finds_no_evidence: Annotated[int, Field(ge=0)]


class NoteFlow(Part):
    """One claimed movement across documents.

    `stage` is the furthest that an affirming claim gives (of all claims when nobody affirms), `stages` are all of them.
    `materiel` names the group in plain words ("combat aircraft: Su-35"). `roots` counts the independent origins of the
    claims that affirm it (asserts, suspects); `circular` says in words when many documents rest on few roots.
    """

    id: FlowRef
    key: Text
    supplier: PartyRef | None
    recipient: PartyRef | None
    materiel: Text
    categories: tuple[Category, ...]
    family: Family
    stage: Stage
    stages: tuple[Stage, ...]
    items: tuple[FlowItem, ...]
    claims: Annotated[tuple[FlowClaim, ...], Field(min_length=1)]
    strength: Strength
    standing: Standing
    roots: Annotated[int, Field(ge=0)]
    circular: Line | None
    first: Day | None
    last: Day | None
    joins: tuple[Join, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        return tuple(sorted({r.document for c in self.claims for r in c.references}, key=lambda d: int(d[1:])))

    def by(self, stance: Stance) -> tuple[FlowClaim, ...]:
        """The claims of one stance, in the order of the note."""
        return tuple(c for c in self.claims if c.stance is stance)


class Judgement(Part):
    """A headline sentence. `lines` hold what qualifies it (denials, numbers that differ, circular reporting)."""

    text: Text
    flow: FlowRef
    strength: Strength
    references: Annotated[tuple[Reference, ...], Field(min_length=1)]
    lines: tuple[Line, ...]
