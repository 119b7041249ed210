"""What a difference between two runs amounts to, in one word and one plain sentence.

The rules, in this order:

1. `unreliable baseline`: the baseline scored less than `LEAST_SCORED` of what both runs were to do.
2. `insufficient data`: one run has nothing in the section, or fewer than `MIN_STORIES` stories have anything.
3. `better`, `worse`: the difference is larger than the margin, its interval leaves out 0, and its p, adjusted for all
   figures at once, is at most 0.05. Where the baseline's own repeats scatter by more than the margin, the difference
   must also be larger than twice that scatter: a noisy baseline must not hide a collapse.
4. `unreliable baseline`: the baseline's own repeats scatter by more than the margin.
5. `same within margin`: the whole interval lies inside the margin.
6. `insufficient data`: anything else; the sentence says how large a drop would have been seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from scipy.special import ndtri

from summarizer.evaluate.statistics import (
    FIGURES,
    HAS_FLOW_NAME,
    HEADLINE_NAME,
    Difference,
)
from summarizer.evaluate.swaps import LEVEL, MIN_STORIES

LEAST_SCORED = 0.8
"""A baseline that scored a smaller share of the cases planned in both runs is no measure."""
POWER = 0.8
"""`smallest_drop` is seen in this share of comparisons."""


class Verdict(StrEnum):
    BETTER = "better"
    WORSE = "worse"
    SAME = "same within margin"
    INSUFFICIENT = "insufficient data"
    UNRELIABLE = "unreliable baseline"


@dataclass(frozen=True)
class Figure:
    """One figure of two runs over the same cases, and what its difference amounts to.

    `name` is one of `FIGURES`. `delta` is B less A with its 95 % interval `low` to `high`; `p` is two-sided,
    `p_adjusted` the same adjusted for all figures at once. `stories` and `cases` have data in either run, in `changed`
    stories the counts differ. `scatter_a` and `scatter_b` are standard deviations over a run's repeats, None with one
    repeat. `smallest_drop` would be called worse in about four of five comparisons of this size; None when no drop
    would, or when nothing differs that would tell. Everything is None where there is nothing to compute it from.
    """

    name: str
    a: float | None
    b: float | None
    delta: float | None
    low: float | None
    high: float | None
    p: float | None
    p_adjusted: float | None
    stories: int
    cases: int
    changed: int
    scatter_a: float | None
    scatter_b: float | None
    smallest_drop: float | None
    verdict: Verdict
    sentence: str


def judged(
    differences: Mapping[str, Difference],
    margin: float,
    *,
    scored: tuple[int, int],
    scatter_a: Mapping[str, float | None],
    scatter_b: Mapping[str, float | None],
) -> tuple[Figure, ...]:
    """A verdict on every figure.

    Args:
        differences: of `FIGURES`, as `statistics.paired` gives them.
        margin: the largest difference that does not matter, in F1.
        scored: of the cases planned in both runs, how many the baseline scored, and how many there are.
        scatter_a, scatter_b: standard deviation of every figure over the repeats of a run; None where unknown.
    """
    figures = []
    for name in FIGURES:
        d = differences[name]
        drop = _smallest_drop(d, margin)
        one = _Judge(name, d, margin, scatter_a[name], drop)
        verdict, sentence = one.without_baseline(*scored) or one.verdict()
        figures.append(
            Figure(
                name=name,
                a=d.a,
                b=d.b,
                delta=d.delta,
                low=d.low,
                high=d.high,
                p=d.p,
                p_adjusted=d.p_adjusted,
                stories=d.stories,
                cases=d.cases,
                changed=d.changed,
                scatter_a=scatter_a[name],
                scatter_b=scatter_b[name],
                smallest_drop=drop,
                verdict=verdict,
                sentence=sentence,
            )
        )
    return tuple(figures)


def label(name: str) -> str:
    """The name of a figure as it stands in a sentence."""
    special = {HEADLINE_NAME: "the headline figure", HAS_FLOW_NAME: "the has-flow accuracy"}
    return special.get(name, name.replace("_", " "))


def _smallest_drop(d: Difference, margin: float) -> float | None:
    """By the normal approximation: so far beyond the critical difference that chance seldom takes it back below."""
    if not d.error or d.critical is None:
        return None
    return max(margin, (d.critical + float(ndtri(POWER))) * d.error)


@dataclass(frozen=True)
class _Judge:
    """The rules, for one figure."""

    name: str
    d: Difference
    margin: float
    scatter: float | None
    drop: float | None

    def without_baseline(self, scored: int, planned: int) -> tuple[Verdict, str] | None:
        """The verdict when the baseline scored too little, else None."""
        if not planned or scored >= LEAST_SCORED * planned:
            return None
        told = f"A scored only {scored} of the {planned} documents that both were to do, too few to measure by."
        return Verdict.UNRELIABLE, told

    def verdict(self) -> tuple[Verdict, str]:
        d, what = self.d, label(self.name)
        if d.delta is None:
            return Verdict.INSUFFICIENT, self._nothing()
        if d.stories < MIN_STORIES or d.low is None or d.high is None or d.p_adjusted is None:
            stories = "1 story has" if d.stories == 1 else f"{d.stories} stories have"
            told = f"Only {stories} anything to compare in {what}; with fewer than {MIN_STORIES} nothing can be told."
            return Verdict.INSUFFICIENT, told
        noisy = self.scatter is not None and self.scatter > self.margin
        bar = 2 * self.scatter if noisy and self.scatter is not None else self.margin
        beyond_chance = (d.low > 0 if d.delta > 0 else d.high < 0) and d.p_adjusted <= LEVEL
        if abs(d.delta) > bar and beyond_chance:
            return (Verdict.BETTER if d.delta > 0 else Verdict.WORSE), self._moved(d.low, d.high, d.p_adjusted)
        if noisy:
            told = (
                f"The repeats of A differ among themselves in {what} by more than the margin (standard deviation "
                f"{self.scatter:.3f}, margin {self.margin:g}), so a difference of {d.delta:+.3f} says nothing."
            )
            return Verdict.UNRELIABLE, told
        if -self.margin <= d.low and d.high <= self.margin:
            return Verdict.SAME, self._same(d.low, d.high)
        return Verdict.INSUFFICIENT, self._unsure(d.delta, d.low, d.high, beyond_chance)

    def _nothing(self) -> str:
        what = label(self.name)
        if self.d.a is None and self.d.b is None:
            return f"Neither the gold nor a run holds anything to compare in {what}."
        return f"Only {'A' if self.d.b is None else 'B'} has anything to score in {what}, so there is no difference."

    def _moved(self, low: float, high: float, p: float) -> str:
        verb = "rose" if low > 0 else "fell"
        return (
            f"{_capital(label(self.name))} {verb} from {self.d.a:.3f} to {self.d.b:.3f}; on other documents of this "
            f"kind expect a change between {low:+.3f} and {high:+.3f}. Were both runs equally good, {_odds(p)}."
        )

    def _same(self, low: float, high: float) -> str:
        what = label(self.name)
        if not self.d.changed:
            return f"In all {self.d.stories} stories A and B have the same counts in {what}."
        return (
            f"Whatever difference there is in {what} lies between {low:+.3f} and {high:+.3f}, "
            f"inside the margin of {self.margin:g}."
        )

    def _unsure(self, delta: float, low: float, high: float, beyond_chance: bool) -> str:
        what = label(self.name)
        if beyond_chance:
            seen = f"{_capital(what)} probably {'rose' if delta > 0 else 'fell'} a little ({delta:+.3f}), but whether"
            return f"{seen} by more than the margin of {self.margin:g} cannot be told ({low:+.3f} to {high:+.3f})."
        seen = f"Whether {what} changed cannot be told: the difference of {delta:+.3f} may be anything between"
        return f"{seen} {low:+.3f} and {high:+.3f}. {self._blind()}"

    def _blind(self) -> str:
        size = f"With {self.d.stories} stories"
        if self.drop is None:
            return f"{size} no drop, however large, could be told from chance."
        if self.d.a is not None and self.drop >= self.d.a:
            return f"{size} not even a drop to nothing would reliably have been seen."
        return f"{size} a drop would reliably have been seen from about {self.drop:.3f} upwards."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _odds(p: float) -> str:
    often = "less than 1 in 1,000" if p < 0.001 else f"about 1 in {round(1 / p):,}"
    return f"chance would move one figure or another so far in {often} comparisons"
