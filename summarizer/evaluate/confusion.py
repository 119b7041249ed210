"""What was taken for what: the stages of flows, and the stances of claims.

The figures say how often a stage or a stance is wrong; these tables say which one it was taken for. Both ask only about
flows that were found. A case that was repeated counts once: its counts are means over its scored repeats.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from summarizer.evaluate.cases import Case, Run, Sheet
from summarizer.schema import Stage, Stance
from summarizer.score import Scorable, Section
from summarizer.score.match import overlap, pair
from summarizer.score.scorable import ScoredClaim
from summarizer.score.sections import Comparison

Cell = tuple[StrEnum | None, StrEnum | None]
"""Gold value and predicted value; None on the one side that has nothing to pair."""

_ANY = 1e-6
_EQUAL = 1e-4
"""Claims that their evidence cannot tell apart are paired by stance, so that no confusion is made up."""


@dataclass(frozen=True)
class Confusion:
    """Counts of (gold, predicted) values; fractions where repeats of a case were averaged.

    `counts[i][j]` are parts whose gold value is `labels[i]` and whose predicted value is `labels[j]`. `missed[i]` are
    gold parts of that value without a partner, `spurious[j]` predicted ones.
    """

    name: str
    labels: tuple[str, ...]
    counts: tuple[tuple[float, ...], ...]
    missed: tuple[float, ...]
    spurious: tuple[float, ...]

    @cached_property
    def paired(self) -> float:
        """Parts with a partner, whatever its value."""
        return sum(map(sum, self.counts))

    @cached_property
    def right(self) -> float:
        """Parts whose partner has the same value."""
        return sum(row[i] for i, row in enumerate(self.counts))

    def worst(self) -> tuple[tuple[str, str, float], ...]:
        """(gold, predicted, count) of everything that was taken for something else, most frequent first."""
        wrong = [
            (self.labels[i], self.labels[j], n)
            for i, row in enumerate(self.counts)
            for j, n in enumerate(row)
            if n and i != j
        ]
        return tuple(sorted(wrong, key=lambda cell: -cell[2]))

    def to_json(self) -> dict[str, Any]:
        """As plain values: a row per gold label."""
        return {
            "name": self.name,
            "labels": list(self.labels),
            "counts": [list(row) for row in self.counts],
            "missed": list(self.missed),
            "spurious": list(self.spurious),
            "paired": self.paired,
            "right": self.right,
        }


def stages(sheet: Sheet) -> Confusion:
    """Gold stage against predicted stage of paired flows; `missed` and `spurious` are the flows that are not paired."""
    return _table("stages", Stage, sheet, _stages)


def stances(sheet: Sheet) -> Confusion:
    """Gold stance against predicted stance of the claims of paired flows.

    Other than for the figure of `claims`, claims are paired whatever their stance: the claimant must be the same party
    (or nobody on both sides), and where that leaves a choice, the evidence that overlaps most decides. `missed` and
    `spurious` are the claims of paired flows that are left without a partner; claims of flows that are not paired are
    in neither.
    """
    return _table("stances", Stance, sheet, _stances)


def _table(name: str, values: type[StrEnum], sheet: Sheet, cells: Callable[[Case, Run], Iterator[Cell]]) -> Confusion:
    counted: defaultdict[Cell, float] = defaultdict(float)
    for case in sheet.scored:
        for cell, n in Counter(cell for run in case.scored for cell in cells(case, run)).items():
            counted[cell] += n / len(case.scored)
    return Confusion(
        name=name,
        labels=tuple(value.value for value in values),
        counts=tuple(tuple(float(counted[gold, predicted]) for predicted in values) for gold in values),
        missed=tuple(float(counted[gold, None]) for gold in values),
        spurious=tuple(float(counted[None, predicted]) for predicted in values),
    )


def _sides(case: Case, run: Run) -> tuple[Scorable, Scorable]:
    """Gold and answer as the scorer reads them, so that an answer with an invented span is not left out."""
    return Scorable.of(case.gold.brief, "gold brief"), Scorable.of(run.entry.brief or {}, "predicted brief")


def _stages(case: Case, run: Run) -> Iterator[Cell]:
    gold, predicted = _sides(case, run)
    flows = run.score.sections[Section.FLOWS].pairs
    for i, j in flows:
        yield gold.arms_flows[i].stage, predicted.arms_flows[j].stage
    ours, theirs = {i for i, _ in flows}, {j for _, j in flows}
    yield from ((flow.stage, None) for i, flow in enumerate(gold.arms_flows) if i not in ours)
    yield from ((None, flow.stage) for j, flow in enumerate(predicted.arms_flows) if j not in theirs)


def _stances(case: Case, run: Run) -> Iterator[Cell]:
    gold, predicted = _sides(case, run)
    same = Comparison(gold, predicted).same

    def likeness(ours: ScoredClaim, theirs: ScoredClaim) -> float:
        if not same(ours.claimant, theirs.claimant):
            return 0.0
        return (_ANY + overlap(ours.evidence, theirs.evidence) + _EQUAL * (ours.stance is theirs.stance)) / 1.001

    for i, j in run.score.sections[Section.FLOWS].pairs:
        ours, theirs = gold.arms_flows[i].claims, predicted.arms_flows[j].claims
        pairs = pair(ours, theirs, likeness)
        yield from ((ours[a].stance, theirs[b].stance) for a, b in pairs)
        found, answered = {a for a, _ in pairs}, {b for _, b in pairs}
        yield from ((claim.stance, None) for a, claim in enumerate(ours) if a not in found)
        yield from ((None, claim.stance) for b, claim in enumerate(theirs) if b not in answered)
