"""The brief, schema 1: what this program hands on, and the single source of the JSON Schemas in `schemas/`.

Offsets are Unicode code points into the document's text, half-open. Unknown is `None`, never "unknown" or "".
A `Brief` can only be built together with the text it speaks of: every span is compared with that text.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationInfo, model_validator

SCHEMA_VERSION = "1"


class PartyKind(StrEnum):
    STATE = "state"
    GOVERNMENT_BODY = "government_body"
    OFFICIAL = "official"
    ARMED_GROUP = "armed_group"
    COMPANY = "company"
    INTERNATIONAL_ORGANISATION = "international_organisation"
    MEDIA = "media"
    PERSON = "person"
    OTHER = "other"


class Stage(StrEnum):
    """How far the claim says the movement got."""

    SOUGHT = "sought"
    NEGOTIATING = "negotiating"
    PLEDGED = "pledged"
    APPROVED = "approved"
    CONTRACTED = "contracted"
    DELIVERING = "delivering"
    DELIVERED = "delivered"
    HALTED = "halted"
    UNSPECIFIED = "unspecified"


class Category(StrEnum):
    """What kind of materiel an item is."""

    BATTLE_TANKS = "battle_tanks"
    ARMOURED_VEHICLES = "armoured_vehicles"
    ARTILLERY = "artillery"
    COMBAT_AIRCRAFT = "combat_aircraft"
    HELICOPTERS = "helicopters"
    DRONES = "drones"
    WARSHIPS = "warships"
    MISSILES = "missiles"
    AIR_DEFENCE = "air_defence"
    SMALL_ARMS = "small_arms"
    AMMUNITION = "ammunition"
    ELECTRONICS = "electronics"
    DUAL_USE = "dual_use"
    SERVICES = "services"
    OTHER = "other"
    UNSPECIFIED = "unspecified"


class ClaimantKind(StrEnum):
    OFFICIAL = "official"
    GOVERNMENT = "government"
    ARMED_GROUP = "armed_group"
    COMPANY = "company"
    INTERNATIONAL_ORGANISATION = "international_organisation"
    MEDIA = "media"
    EXPERT = "expert"
    ANONYMOUS_SOURCE = "anonymous_source"
    UNATTRIBUTED = "unattributed"


class Stance(StrEnum):
    """How the claimant stands to the movement. A denial is one more claim; it never overwrites the accusation."""

    ASSERTS = "asserts"
    SUSPECTS = "suspects"
    DENIES = "denies"
    FINDS_NO_EVIDENCE = "finds_no_evidence"


class WarningKind(StrEnum):
    SANCTIONS = "sanctions"
    CONSEQUENCES = "consequences"
    DEMAND = "demand"
    RISK = "risk"


class FlagKind(StrEnum):
    ANONYMOUS_SOURCE = "anonymous_source"
    SECONDHAND = "secondhand"
    HEDGE = "hedge"
    UNDISCLOSED = "undisclosed"
    UNVERIFIED = "unverified"
    NO_EVIDENCE = "no_evidence"
    DENIAL = "denial"
    CONFLICT = "conflict"


class ChunkStatus(StrEnum):
    """What became of one stretch of the document. Only `read` means that its silence is evidence of absence."""

    READ = "read"
    TRUNCATED = "truncated"
    REFUSED = "refused"
    FAILED = "failed"


class Record(BaseModel):
    """What all parts of a brief share: immutable, and no field that the contract does not name."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_enum_values=False, validate_default=True)


NonEmpty = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]
PartyId = Annotated[str, StringConstraints(pattern=r"^P[1-9][0-9]*$")]
FlowId = Annotated[str, StringConstraints(pattern=r"^F[1-9][0-9]*$")]
QuoteId = Annotated[str, StringConstraints(pattern=r"^Q[1-9][0-9]*$")]
WarningId = Annotated[str, StringConstraints(pattern=r"^W[1-9][0-9]*$")]
Subject = Annotated[str, StringConstraints(pattern=r"^([FW][1-9][0-9]*|document)$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Span(Record):
    """A stretch of the document: `text == Document.text[start:end]`."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]
    text: Annotated[str, StringConstraints(min_length=1)]

    @model_validator(mode="after")
    def _length(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(f"span {self.start}:{self.end} cannot hold {len(self.text)} characters")
        return self


class DocumentInfo(Record):
    """Which text the brief speaks of. `chars` counts code points, `sha256` is over its UTF-8 bytes."""

    id: NonEmpty
    sha256: Sha256
    title: NonEmpty | None
    outlet: NonEmpty | None
    published: NonEmpty | None
    url: NonEmpty | None
    language: NonEmpty | None
    chars: Annotated[int, Field(ge=1)]


class KeyPoint(Record):
    text: NonEmpty
    evidence: Annotated[tuple[Span, ...], Field(min_length=1)]


class Party(Record):
    """One real-world entity that gives, gets, claims, denies, warns, is warned, is quoted, or reports."""

    id: PartyId
    name: NonEmpty
    kind: PartyKind
    country: Country | None
    role: NonEmpty | None
    mentions: Annotated[tuple[Span, ...], Field(min_length=1)]


class Item(Record):
    """The shortest words that name the materiel, its category, and the words that count it."""

    span: Span
    category: Category
    quantity: Span | None


class Claim(Record):
    """Who says it, and how they stand to it. `claimant` is null when the outlet says it in its own voice."""

    claimant: PartyId | None
    claimant_kind: ClaimantKind
    stance: Stance
    reported_by: PartyId | None
    evidence: Annotated[tuple[Span, ...], Field(min_length=1)]


class ArmsFlow(Record):
    """One claimed movement of materiel from a supplier to a recipient, at one stage."""

    id: FlowId
    supplier: PartyId | None
    recipient: PartyId | None
    stage: Stage
    items: tuple[Item, ...]
    claims: Annotated[tuple[Claim, ...], Field(min_length=1)]


class OfficialQuote(Record):
    """One direct quotation of an official voice; several spans when an attribution interrupts it."""

    id: QuoteId
    spans: Annotated[tuple[Span, ...], Field(min_length=1)]
    speaker: PartyId | None
    speaker_name: NonEmpty | None
    speaker_role: NonEmpty | None
    fragment: bool


class Warning(Record):
    """A threat, a demand or an alert, and to whom it is addressed."""

    id: WarningId
    kind: WarningKind
    issuer: PartyId | None
    target: PartyId | None
    gist: NonEmpty
    evidence: Annotated[tuple[Span, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _gist_is_short(self) -> Self:
        if len(self.gist.split()) > 20:
            raise ValueError(f"{self.id}: a gist has at most 20 words")
        return self


class UncertaintyFlag(Record):
    """One reason for doubt that the sentence itself gives; `cue` is the shortest phrase that shows it."""

    kind: FlagKind
    sentence: Span
    cue: Span
    about: Subject

    @model_validator(mode="after")
    def _cue_is_inside(self) -> Self:
        if not (self.sentence.start <= self.cue.start and self.cue.end <= self.sentence.end):
            raise ValueError(f"cue {self.cue.text!r} lies outside its sentence")
        return self


class Chunk(Record):
    """One stretch of the document as it was given to the engine, and what became of it."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    status: ChunkStatus
    detail: NonEmpty | None


class Dropped(Record):
    """An answer that could not be held against the source, kept so that nothing vanishes silently."""

    section: NonEmpty
    reason: NonEmpty
    answer: NonEmpty


class Coverage(Record):
    """What was read, what was not, and what was answered but not believed."""

    complete: bool
    chunks: tuple[Chunk, ...]
    dropped: tuple[Dropped, ...]

    @model_validator(mode="after")
    def _complete_means_read(self) -> Self:
        if self.complete != (bool(self.chunks) and all(c.status is ChunkStatus.READ for c in self.chunks)):
            raise ValueError("coverage is complete exactly when every chunk was read")
        return self


class Provenance(Record):
    """Everything needed to make the same brief again. `seconds` is wall time, `cost_usd` null when unknown."""

    engine: NonEmpty
    model: NonEmpty | None
    strategy: NonEmpty
    prompt: NonEmpty | None
    prompt_sha256: Sha256 | None
    parameters: dict[str, str | int | float | bool | None]
    created_at: NonEmpty
    seconds: Annotated[float, Field(ge=0)]
    calls: Annotated[int, Field(ge=0)]
    tokens_in: Annotated[int, Field(ge=0)]
    tokens_out: Annotated[int, Field(ge=0)]
    cost_usd: Annotated[float, Field(ge=0)] | None


class Brief(Record):
    """The whole brief of one document.

    Built with `Brief.model_validate(data, context={"text": document.text})`, or read back with
    `Brief.parse(json, text)`. Without the text nothing can be verified, and no brief is built.

    Raises:
        pydantic.ValidationError: a span that is not verbatim in the text, a reference that does not resolve,
            an id used twice, or any value outside the contract.
    """

    schema_version: Literal["1"]
    document: DocumentInfo
    headline: NonEmpty
    key_points: Annotated[tuple[KeyPoint, ...], Field(min_length=1, max_length=5)]
    """Two to five; one only when the document has a single sentence to point at."""
    parties: tuple[Party, ...]
    arms_flows: tuple[ArmsFlow, ...]
    official_quotes: tuple[OfficialQuote, ...]
    warnings: tuple[Warning, ...]
    uncertainty: tuple[UncertaintyFlag, ...]
    coverage: Coverage
    provenance: Provenance

    @classmethod
    def parse(cls, json: str | bytes, text: str) -> Brief:
        """Read a brief back from its JSON, together with the text of its document."""
        return cls.model_validate_json(json, context={"text": text})

    def spans(self) -> Iterator[Span]:
        """Every span of the brief, in reading order of its sections."""
        yield from _spans_in(self)

    @model_validator(mode="after")
    def _headline_is_one_short_line(self) -> Self:
        if "\n" in self.headline or len(self.headline.split()) > 15:
            raise ValueError("a headline is one line of at most 15 words")
        return self

    @model_validator(mode="after")
    def _references_resolve(self) -> Self:
        parties = _unique("party", [p.id for p in self.parties])
        flows = _unique("flow", [f.id for f in self.arms_flows])
        warnings = _unique("warning", [w.id for w in self.warnings])
        _unique("quote", [q.id for q in self.official_quotes])
        used = [
            *(ref for f in self.arms_flows for ref in (f.supplier, f.recipient)),
            *(ref for f in self.arms_flows for c in f.claims for ref in (c.claimant, c.reported_by)),
            *(q.speaker for q in self.official_quotes),
            *(ref for w in self.warnings for ref in (w.issuer, w.target)),
        ]
        missing = {ref for ref in used if ref is not None} - parties
        missing |= {u.about for u in self.uncertainty} - flows - warnings - {"document"}
        if missing:
            raise ValueError(f"references to nothing: {', '.join(sorted(missing))}")
        return self

    @model_validator(mode="after")
    def _spans_are_verbatim(self, info: ValidationInfo) -> Self:
        text = (info.context or {}).get("text") if isinstance(info.context, dict) else None
        if not isinstance(text, str):
            raise ValueError(
                "a brief cannot be checked without the document's text: use Brief.parse(json, text), "
                'or model_validate(data, context={"text": text})'
            )
        if self.document.chars != len(text):
            raise ValueError(f"the document has {len(text)} characters, the brief says {self.document.chars}")
        for span in self.spans():
            if text[span.start : span.end] != span.text:
                raise ValueError(f"span {span.start}:{span.end} is not verbatim: {span.text[:60]!r}")
        return self


def _unique(what: str, ids: list[str]) -> set[str]:
    if len(set(ids)) != len(ids):
        raise ValueError(f"a {what} id is used twice")
    return set(ids)


def _spans_in(value: Any) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _spans_in(item)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _spans_in(getattr(value, name))
