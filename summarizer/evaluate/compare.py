"""Two runs over the same gold, document by document: what changed, and whether that is more than chance.

Only cases that both runs scored enter the figures; every other case is listed with what kept it out. Repeats of a case
are averaged before anything else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from summarizer.evaluate import items, statistics
from summarizer.evaluate.cases import Case, Sheet
from summarizer.evaluate.log import Head
from summarizer.evaluate.pairs import LeftOut, Why, pair
from summarizer.evaluate.statistics import FIGURES
from summarizer.evaluate.verdict import Figure, judged
from summarizer.score import HEADLINE, Figures, Outcome, Section


@dataclass(frozen=True)
class Unscored:
    """A case of one run of which `missing` of `repeats` answers were not scored; the first of them says why."""

    case: str
    missing: int
    repeats: int
    outcome: Outcome
    reason: str | None


@dataclass(frozen=True)
class Usage:
    """What one pass over the compared cases takes, repeats averaged. The cost is None when that of any answer is."""

    calls: float
    tokens_in: float
    tokens_out: float
    seconds: float
    cost_usd: float | None


@dataclass(frozen=True)
class Side:
    """One of the two runs. `usage` is over the compared cases, all else over every case of the run.

    `invented` counts the spans that are not in their text, `invented_in` names the cases. `without_gold` are cases
    that the run was to do and that the gold does not hold.
    """

    head: Head
    outcomes: dict[Outcome, int]
    unscored: tuple[Unscored, ...]
    invented: int
    invented_in: tuple[str, ...]
    without_gold: tuple[str, ...]
    usage: Usage


@dataclass(frozen=True)
class CaseFlows:
    """False flows in one document, a mean over repeats."""

    case: str
    a: float
    b: float


@dataclass(frozen=True)
class FalseFlows:
    """Flows predicted for the compared `documents` that have none; `changed` are those in which the number differs."""

    documents: int
    a: float
    b: float
    changed: tuple[CaseFlows, ...]


@dataclass(frozen=True)
class SectionChange:
    section: Section
    a: Figures
    b: Figures


@dataclass(frozen=True)
class CaseChange:
    """What differs in one case. `errors_a`, `errors_b`: entries missed or spurious in the sections of the headline.

    `entries` are the single entries won and lost; there are none where an answer cannot be shown.
    """

    case: str
    story: str
    errors_a: float
    errors_b: float
    sections: tuple[SectionChange, ...]
    entries: tuple[items.Change, ...]


@dataclass(frozen=True)
class Comparison:
    """Run B held against run A.

    `planned` cases were to be done by both, of which `cases`, telling `stories`, were scored by both and are alike.
    `figures` are in the order of `FIGURES`; `changes` begin with the case that lost most.
    """

    a: Side
    b: Side
    margin: float
    planned: int
    cases: int
    stories: int
    figures: tuple[Figure, ...]
    false_flows: FalseFlows
    left_out: tuple[LeftOut, ...]
    changes: tuple[CaseChange, ...]
    a_scored: int
    """Of the `planned` cases, those that A scored on the text and gold of today."""

    def figure(self, name: str) -> Figure:
        """One of the figures, by its name in `FIGURES`."""
        return self.figures[FIGURES.index(name)]

    def to_json(self) -> dict[str, Any]:
        """Everything, as plain JSON values."""
        plain: dict[str, Any] = TypeAdapter(Comparison).dump_python(self, mode="json")
        return plain


def compare(a: Sheet, b: Sheet, margin: float = 0.02) -> Comparison:
    """Hold run B against run A.

    Args:
        a: the earlier run, or the baseline.
        b: the later run.
        margin: the largest difference that does not matter, in F1.
    """
    pairs, left_out = pair(a, b)
    of_a, of_b = [one for one, _ in pairs], [other for _, other in pairs]
    counts, stories = statistics.counted(of_b)
    both = {case.name for case in a.cases} & {case.name for case in b.cases}
    unlike = {left.case for left in left_out if left.why in (Why.DOCUMENT, Why.GOLD)}
    scored = sum(case.name in both - unlike for case in a.scored)
    figures = judged(
        statistics.paired(statistics.counted(of_a)[0], counts, stories),
        margin,
        scored=(scored, len(both)),
        scatter_a=scatter(of_a),
        scatter_b=scatter(of_b),
    )
    changes = [_change(one, other) for one, other in pairs]
    return Comparison(
        a=_side(a, of_a),
        b=_side(b, of_b),
        margin=margin,
        planned=len(both),
        cases=len(pairs),
        stories=len(set(stories)),
        figures=figures,
        false_flows=_false_flows(pairs),
        left_out=left_out,
        changes=tuple(sorted((c for c in changes if c), key=lambda c: (c.errors_a - c.errors_b, c.case))),
        a_scored=scored,
    )


def scatter(cases: Sequence[Case]) -> dict[str, float | None]:
    """Standard deviation of every figure over the repeats of a run; None with one repeat, or without data in one.

    Only cases that were scored in every repeat count, so that the repeats are over the same documents.
    """
    complete = [case for case in cases if len(case.scored) == len(case.runs)]
    repeats = min((len(case.runs) for case in complete), default=0)
    if repeats < 2:
        return dict.fromkeys(FIGURES)
    passes = [statistics.counted([Case(case.gold, (case.runs[n],)) for case in complete])[0] for n in range(repeats)]
    deviation = np.std(statistics.figures(np.array([counts.sum(axis=0) for counts in passes])), axis=0, ddof=1)
    return {name: None if np.isnan(sd) else float(sd) for name, sd in zip(FIGURES, deviation, strict=True)}


def _side(sheet: Sheet, compared: Sequence[Case]) -> Side:
    outcomes = Counter(case.outcome for case in sheet.cases)
    return Side(
        head=sheet.head,
        outcomes={outcome: outcomes[outcome] for outcome in Outcome},
        unscored=tuple(unscored for case in sheet.cases if (unscored := _unscored(case))),
        invented=sum(case.invented for case in sheet.cases),
        invented_in=tuple(case.name for case in sheet.cases if case.invented),
        without_gold=tuple(sorted(set(sheet.head.cases) - {case.name for case in sheet.cases})),
        usage=_usage(compared),
    )


def _unscored(case: Case) -> Unscored | None:
    missing = [run for run in case.runs if run.score.outcome is not Outcome.SCORED]
    if not missing:
        return None
    first = missing[0]
    return Unscored(case.name, len(missing), len(case.runs), first.score.outcome, first.entry.reason)


def _usage(cases: Sequence[Case]) -> Usage:
    def mean(field: str) -> float:
        of_cases = [[float(getattr(run.entry, field)) for run in case.scored] for case in cases]
        return sum(sum(values) / len(values) for values in of_cases)

    priced = all(run.entry.cost_usd is not None for case in cases for run in case.scored)
    return Usage(
        calls=mean("calls"),
        tokens_in=mean("tokens_in"),
        tokens_out=mean("tokens_out"),
        seconds=mean("seconds"),
        cost_usd=mean("cost_usd") if priced else None,
    )


def _false_flows(pairs: Sequence[tuple[Case, Case]]) -> FalseFlows:
    without = [(a, b) for a, b in pairs if not a.gold.brief.arms_flows]
    return FalseFlows(
        documents=len(without),
        a=sum(a.false_flows for a, _ in without),
        b=sum(b.false_flows for _, b in without),
        changed=tuple(
            CaseFlows(a.name, a.false_flows, b.false_flows) for a, b in without if a.false_flows != b.false_flows
        ),
    )


def _change(a: Case, b: Case) -> CaseChange | None:
    sections = tuple(
        SectionChange(section, a.counts[section], b.counts[section])
        for section in Section
        if a.counts[section] != b.counts[section]
    )
    entries = tuple(items.changes(a, b))
    if not sections and not entries:
        return None
    return CaseChange(a.name, a.story, _errors(a), _errors(b), sections, entries)


def _errors(case: Case) -> float:
    return sum(c.n_gold + c.n_pred - 2 * c.tp for c in (case.counts[section] for section in HEADLINE))
