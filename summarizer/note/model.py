"""The briefing note as data: what a run of briefs says, taken together. Renderers read this and nothing else.

A note adds no claim. Every `Line` is composed by template from the brief parts that its references name, and every
reference resolves inside the note itself: `note.source("D3")` is the document, its `sentence(12)` the verbatim words.

    Note
      scope       what was asked for, and how much was read      tally      the numbers of the first line
      parties     [NoteParty "P1"]   one per real-world entity, with the reason for every merge
      headline    [Judgement]        what stands out, strongest first
      flows       [NoteFlow "F1"]    who to whom, what, how much, how far, who says so; [FlowClaim], [FlowItem]
      conflicts   [Conflict "X1"]    the same movement, told in ways that cannot both be true; two or more sides
      quotes      [NoteQuote "Q1"]   warnings [NoteWarning "W1"]   unknowns [Unknown "U1"]
      changes     Changes | null     against the previous note      prose  Prose | null   written by a model, grounded
      gaps        [Gap]              what was not read, refused, failed or read in part
      sources     [Source "D1"]      every document, with hash, date and the cited sentences
      sections    the sections to show, in this order                legend [Legend]       what the words mean
      omissions   [Omission]         what a section left out because of a limit of the template

Ids are numbered in the order in which the parts stand; `key` fields are the same in every note about the same thing.
Dates are ISO 8601 days ("2024-05-31") or null; texts are verbatim and untrusted (`render.neutral` before showing).
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from summarizer.schema import Category, ClaimantKind, Country, FlagKind, PartyKind, Stage, Stance, WarningKind

NOTE_VERSION = "1"


class Section(StrEnum):
    """What a note is made of; `Note.sections` says which are shown, and in which order."""

    HEADLINE = "headline"
    PROSE = "prose"
    CHANGES = "changes"
    PICTURE = "picture"
    """The drawing of who to whom, made by the renderer from `flows`."""
    FLOWS = "flows"
    TIMELINE = "timeline"
    """The drawing of claims by date, made by the renderer from `flows[].claims[].dates`."""
    CONFLICTS = "conflicts"
    QUOTES = "quotes"
    WARNINGS = "warnings"
    UNKNOWNS = "unknowns"
    GAPS = "gaps"
    PARTIES = "parties"
    SOURCES = "sources"
    LEGEND = "legend"


class Family(StrEnum):
    """How far a movement is said to have got, in the four steps that are never told as one movement."""

    PLANNED = "planned"
    """sought, negotiating, pledged, approved, contracted"""
    DELIVERED = "delivered"
    """delivering, delivered"""
    HALTED = "halted"
    UNSPECIFIED = "unspecified"


class Strength(StrEnum):
    """How well a movement is supported, by the table in `Note.legend`. It counts voices; it does not weigh them."""

    CORROBORATED = "corroborated"
    SINGLE = "single"
    CONTESTED = "contested"
    SUSPECTED = "suspected"
    CONTESTED_SUSPICION = "contested suspicion"
    DENIED_ONLY = "denied only"


class ConflictKind(StrEnum):
    NUMBERS = "numbers"
    DENIAL = "denial"
    NO_EVIDENCE = "no_evidence"
    HALTED = "halted"
    """One source says it went on, another that it was halted."""
    TOLD = "told"
    """A document itself sets two accounts against each other (a `conflict` flag)."""


class ChangeKind(StrEnum):
    NEW_FLOW = "new_flow"
    GONE_FLOW = "gone_flow"
    NEW_DENIAL = "new_denial"
    NEW_CLAIM = "new_claim"
    STAGE = "stage"
    QUANTITY = "quantity"
    STRENGTH = "strength"
    NEW_WARNING = "new_warning"


class GapKind(StrEnum):
    UNREAD = "unread"
    """The source could not be opened: there is no text."""
    REFUSED = "refused"
    FAILED = "failed"
    PARTIAL = "partial"
    """Read in part: silence about the rest means nothing."""
    WAITING = "waiting"
    """Not asked about yet."""


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
    `roots` counts independent origins of the documents that carry it; `dates` are those of the dated ones, ascending.
    """

    claimant: PartyRef | None
    claimant_kind: ClaimantKind
    who: Text
    stance: Stance
    stages: tuple[Stage, ...]
    reported_by: tuple[PartyRef, ...]
    roots: Annotated[int, Field(ge=1)]
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


class Side(Part):
    """One side of a conflict: `words` verbatim (a number) or a stance in words, and who holds it."""

    words: Text
    who: Text
    stance: Stance | None
    references: Annotated[tuple[Reference, ...], Field(min_length=1)]


class Conflict(Part):
    id: Annotated[str, StringConstraints(pattern=r"^X[1-9][0-9]*$")]
    kind: ConflictKind
    flow: FlowRef | None
    other: FlowRef | None
    """The second movement, where the sides are two (it was delivered, it was halted)."""
    text: Text
    sides: tuple[Side, ...]


class NoteQuote(Part):
    """One official quotation, however many documents carry it; `stretches` are verbatim, parted by an attribution."""

    id: Annotated[str, StringConstraints(pattern=r"^Q[1-9][0-9]*$")]
    speaker: PartyRef | None
    who: Text
    role: Text | None
    stretches: Annotated[tuple[Text, ...], Field(min_length=1)]
    fragment: bool
    first: Day | None
    flows: tuple[FlowRef, ...]
    """Movements whose claims stand in the same sentences."""
    references: Annotated[tuple[Reference, ...], Field(min_length=1)]


class NoteWarning(Part):
    """A threat, demand or alert; `gists` are those of the briefs, the first one shown."""

    id: Annotated[str, StringConstraints(pattern=r"^W[1-9][0-9]*$")]
    kind: WarningKind
    issuer: PartyRef | None
    target: PartyRef | None
    gists: Annotated[tuple[Text, ...], Field(min_length=1)]
    first: Day | None
    last: Day | None
    references: Annotated[tuple[Reference, ...], Field(min_length=1)]


class Unknown(Part):
    """One reason for doubt: the verbatim cue and its sentence; `flow` is the movement it qualifies, if any."""

    id: Annotated[str, StringConstraints(pattern=r"^U[1-9][0-9]*$")]
    kind: FlagKind
    flow: FlowRef | None
    cue: Text
    sentence: Text
    references: Annotated[tuple[Reference, ...], Field(min_length=1)]


class Change(Part):
    """What is new, gone or different; `former` are labels of the previous note ("D2 S4"), which do not resolve here."""

    kind: ChangeKind
    flow: FlowRef | None
    text: Text
    references: tuple[Reference, ...]
    former: tuple[Text, ...]


class Changes(Part):
    """Against which note, and what changed. `changes` empty means: nothing did."""

    previous_as_of: Day | None
    previous_sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    changes: tuple[Change, ...]


class Prose(Part):
    """Connecting text by a model: the sentences that stood up to the check, and how many did not."""

    model: Text
    sentences: tuple[Line, ...]
    dropped: tuple[Text, ...]
    """Why each of the others was dropped, in the order in which they were written."""


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
