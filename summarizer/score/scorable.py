"""What scoring reads of a brief: a light, frozen form that gold and predicted briefs are both turned into.

It holds the sections that are scored and nothing of the document, the coverage or the provenance, which gold briefs do
not have. Unlike a `Brief` it may hold spans that are not verbatim, because counting those is part of the score.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from summarizer.errors import InputError
from summarizer.schema import Brief, FlagKind, FlowId, PartyId, QuoteId, Stage, Stance, WarningId, WarningKind

BriefLike = Brief | Mapping[str, Any]
"""A brief, or the mapping that its JSON holds."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, from_attributes=True)


class Words(_Part):
    """A span as it was answered: `text` may or may not stand at `start:end`."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    text: str

    def is_verbatim(self, text: str) -> bool:
        return bool(self.text) and text[self.start : self.end] == self.text


class _Point(_Part):
    evidence: tuple[Words, ...]


class ScoredParty(_Part):
    id: PartyId
    name: str
    mentions: tuple[Words, ...]


class ScoredItem(_Part):
    span: Words
    quantity: Words | None


class ScoredClaim(_Part):
    claimant: PartyId | None
    stance: Stance
    evidence: tuple[Words, ...]


class ScoredFlow(_Part):
    id: FlowId
    supplier: PartyId | None
    recipient: PartyId | None
    stage: Stage
    items: tuple[ScoredItem, ...]
    claims: tuple[ScoredClaim, ...]

    @property
    def evidence(self) -> tuple[Words, ...]:
        """The evidence of all its claims."""
        return tuple(span for claim in self.claims for span in claim.evidence)


class ScoredQuote(_Part):
    id: QuoteId
    spans: tuple[Words, ...]
    speaker: PartyId | None


class ScoredWarning(_Part):
    id: WarningId
    kind: WarningKind
    issuer: PartyId | None
    evidence: tuple[Words, ...]


class ScoredFlag(_Part):
    kind: FlagKind
    sentence: Words
    cue: Words


class Scorable(_Part):
    """The scored sections of one brief. References resolve and ids are unique; nothing else is promised."""

    key_points: tuple[_Point, ...] = ()
    parties: tuple[ScoredParty, ...]
    arms_flows: tuple[ScoredFlow, ...]
    official_quotes: tuple[ScoredQuote, ...]
    warnings: tuple[ScoredWarning, ...]
    uncertainty: tuple[ScoredFlag, ...]

    @classmethod
    def of(cls, brief: BriefLike, what: str) -> Self:
        """Turn a brief into its scorable form; `what` names it in the message of a failure ("gold brief").

        Raises:
            InputError: a section or field is missing or malformed, or a reference does not resolve.
        """
        try:
            return cls.model_validate(brief)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            where = ".".join(str(part) for part in first["loc"]) or "the whole"
            raise InputError(
                f"The {what} cannot be scored: {where}: {first['msg']}.", "Check it against the schema of briefs."
            ) from error

    def spans(self) -> Iterator[Words]:
        """Every span of every section."""
        for point in self.key_points:
            yield from point.evidence
        for party in self.parties:
            yield from party.mentions
        for flow in self.arms_flows:
            for item in flow.items:
                yield item.span
                if item.quantity:
                    yield item.quantity
            yield from flow.evidence
        for quote in self.official_quotes:
            yield from quote.spans
        for warning in self.warnings:
            yield from warning.evidence
        for flag in self.uncertainty:
            yield flag.sentence
            yield flag.cue

    def invented(self, text: str) -> tuple[Words, ...]:
        """The spans whose words do not stand at their offsets in the text of the document."""
        return tuple(span for span in self.spans() if not span.is_verbatim(text))

    @model_validator(mode="after")
    def _references_resolve(self) -> Self:
        for section in (self.parties, self.arms_flows, self.official_quotes, self.warnings):
            ids = [part.id for part in section]
            if len(set(ids)) != len(ids):
                raise ValueError("an id is used twice")
        used = {ref for flow in self.arms_flows for ref in (flow.supplier, flow.recipient)}
        used |= {claim.claimant for flow in self.arms_flows for claim in flow.claims}
        used |= {quote.speaker for quote in self.official_quotes} | {warning.issuer for warning in self.warnings}
        missing = {ref for ref in used if ref is not None} - {party.id for party in self.parties}
        if missing:
            raise ValueError(f"references to nothing: {', '.join(sorted(missing))}")
        return self
