"""A draft: everything an engine proposes for a brief, as pointers into the text and nothing copied.

Engines make drafts, `summarizer.ground` holds them against the source and makes the brief. A `Range` is a pair of
code point offsets, sentences are meant by their number, parties, flows and warnings by a `ref` that is unique
within the draft.
"""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.schema import Category, ClaimantKind, FlagKind, PartyKind, Stage, Stance, WarningKind

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class DraftParty:
    ref: str
    name: str
    kind: PartyKind
    country: str | None
    role: str | None
    mentions: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class DraftItem:
    words: Range
    category: Category
    quantity: Range | None


@dataclass(frozen=True, slots=True)
class DraftClaim:
    claimant: str | None
    kind: ClaimantKind
    stance: Stance
    reported_by: str | None
    evidence: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DraftFlow:
    ref: str
    supplier: str | None
    recipient: str | None
    stage: Stage
    items: tuple[DraftItem, ...]
    claims: tuple[DraftClaim, ...]

    @property
    def evidence(self) -> tuple[int, ...]:
        """The numbers of all sentences that any of its claims cites, in order."""
        return tuple(sorted({n for claim in self.claims for n in claim.evidence}))


@dataclass(frozen=True, slots=True)
class DraftQuote:
    spans: tuple[Range, ...]
    speaker: str | None
    speaker_name: Range | None
    speaker_role: Range | None
    fragment: bool


@dataclass(frozen=True, slots=True)
class DraftWarning:
    ref: str
    kind: WarningKind
    issuer: str | None
    target: str | None
    gist: str | None
    evidence: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DraftFlag:
    kind: FlagKind
    sentence: int
    cue: Range
    about: str | None


@dataclass(frozen=True, slots=True)
class DraftPoint:
    text: str
    evidence: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """`headline` and `key_points` are written words; what is missing or does not hold is worded by template."""

    parties: tuple[DraftParty, ...] = ()
    flows: tuple[DraftFlow, ...] = ()
    quotes: tuple[DraftQuote, ...] = ()
    warnings: tuple[DraftWarning, ...] = ()
    flags: tuple[DraftFlag, ...] = ()
    headline: str | None = None
    key_points: tuple[DraftPoint, ...] = ()
