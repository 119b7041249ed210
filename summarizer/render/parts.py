"""The parts of a brief in words, one small record for each kind of statement.

In all of them `rest` holds the numbers of the sentences that the statement rests on, in text order.
"""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.render.wording import Arrow


@dataclass(frozen=True)
class Notice:
    """What a reader must know before trusting the rest: `title` in capitals, one sentence, and its particulars."""

    title: str
    text: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class PointView:
    text: str
    rest: tuple[int, ...]


@dataclass(frozen=True)
class ClaimView:
    claimant: str
    stance: str
    reported_by: str | None
    rest: tuple[int, ...]


@dataclass(frozen=True)
class FlowView:
    id: str
    supplier: str
    recipient: str
    arrow: Arrow
    standing: str
    stage: str
    items: tuple[str, ...]
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True)
class QuoteView:
    id: str
    words: tuple[str, ...]
    speaker: str
    fragment: bool
    rest: tuple[int, ...]


@dataclass(frozen=True)
class WarningView:
    id: str
    kind: str
    issuer: str
    target: str
    gist: str
    rest: tuple[int, ...]


@dataclass(frozen=True)
class DoubtView:
    """A cue and the words of its sentence around it, `before + cue + after`; `number` counts flags from 1."""

    number: int
    before: str
    cue: str
    after: str
    about: str
    rest: tuple[int, ...]
