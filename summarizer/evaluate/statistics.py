"""How sure a figure is, and how sure a difference between two runs.

Everything works on counts: an array [cases, columns, 3] of (tp, n_gold, n_pred) and the story of every case. Columns
are the sections in their order, then has-flow as (right, 1, 1), whose F1 is the share of right answers. Documents of
one story are no independent evidence, so a story is always drawn, or swapped, as a whole.

Methods: percentile bootstrap over clusters (Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapters 8 and
13), its percentiles moved outwards for few stories by the expanded percentile interval (Hesterberg 2015, What Teachers
Should Know About the Bootstrap, section 5.4); swap tests for the difference of two runs, all figures at once (see
`swaps`). Every draw is seeded: the same counts give the same figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, stdtrit

from summarizer.errors import InputError
from summarizer.evaluate.cases import Case
from summarizer.evaluate.swaps import LEVEL, MIN_STORIES, chance, critical, swaps
from summarizer.score import HEADLINE, Section

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

HEADLINE_NAME = "headline"
HAS_FLOW_NAME = "has_flow_accuracy"
FIGURES = (*(section.value for section in Section), HEADLINE_NAME, HAS_FLOW_NAME)
"""Names of the figures, in the order of every result here; the names are those of `Totals.figures`."""
COLUMNS = len(Section) + 1
"""Columns of the counts: the sections, and has-flow."""

RESAMPLES = 10_000
_SEED = 1989
_TINY = 1e-9
"""Below this a sum of counts is a rounding error."""
_IN_HEADLINE = np.array([section in HEADLINE for section in Section])


@dataclass(frozen=True)
class Interval:
    """A figure and its 95 % interval; None where there is no data, or fewer than two stories to draw from.

    `stories` counts those with data. An interval without width says that no story differs, not that none could.
    """

    value: float | None
    low: float | None
    high: float | None
    stories: int


@dataclass(frozen=True)
class Difference:
    """A figure of two runs over the same cases; `delta` is B less A, `low` and `high` its 95 % interval.

    `error` is the standard error of `delta`. `p` is two-sided and not adjusted, `p_adjusted` the same adjusted for all
    figures at once; `critical` is how many standard errors a difference must come to for it to reach `LEVEL`, None when
    none could. `stories` and `cases` count those with data in either run, `changed` the stories whose counts differ.
    None where there is nothing to compute from.
    """

    a: float | None
    b: float | None
    delta: float | None
    low: float | None
    high: float | None
    error: float | None
    p: float | None
    p_adjusted: float | None
    critical: float | None
    stories: int
    cases: int
    changed: int


def counted(cases: Sequence[Case]) -> tuple[Array, tuple[str, ...]]:
    """The counts and stories of scored cases, in their order.

    Raises:
        InputError: a case was not scored and has no counts.
    """
    rows = []
    for case in cases:
        if not case.scored:
            raise InputError(f"The case {case.name} was not scored and has no counts.")
        row = [(c.tp, c.n_gold, c.n_pred) for c in (case.counts[section] for section in Section)]
        rows.append([*row, (case.has_flow_right, 1.0, 1.0)])
    return np.array(rows, dtype=np.float64).reshape(-1, COLUMNS, 3), tuple(case.story for case in cases)


def figures(sums: Array) -> Array:
    """The `FIGURES` [..., 11] of summed counts [..., columns, 3]; nan where there is no data."""
    ratios = _ratios(sums)
    return _with_headline(ratios, ~np.isnan(ratios))


def interval(counts: Array, stories: Sequence[str], *, resamples: int = RESAMPLES) -> dict[str, Interval]:
    """Every figure over all cases with its bootstrap interval.

    Raises:
        InputError: counts and stories are not of one length.
    """
    sums, known = _by_story(counts, stories)
    values = figures(sums.sum(axis=0))
    present = _present(known)
    drawn = figures(_draw(sums, resamples))
    found = {}
    for at, name in enumerate(FIGURES):
        n = int(present[:, at].sum())
        low, high = _bounds(drawn[:, at], n)
        found[name] = Interval(_known(values[at]), low, high, n)
    return found


def paired(a: Array, b: Array, stories: Sequence[str], *, resamples: int = RESAMPLES) -> dict[str, Difference]:
    """Every figure of two runs over the same cases, in the same order, and how far it moved.

    The headline is the mean of the sections in which both runs have data, so that like is held against like.

    Raises:
        InputError: the counts and stories are not of one length.
    """
    if a.shape != b.shape:
        raise InputError("The two runs are not over the same cases.", "Give the cases that both scored.")
    both, known = _by_story(np.concatenate([a, b], axis=1), stories)
    first, second = both[:, :COLUMNS], both[:, COLUMNS:]
    before, after = _alike(first.sum(axis=0), second.sum(axis=0))
    drawn = _draw(both, resamples)
    of_a, of_b = _alike(drawn[:, :COLUMNS], drawn[:, COLUMNS:])
    moved = of_b - of_a
    with_data = _present(np.logical_or(known[:, :COLUMNS], known[:, COLUMNS:]))
    cases = _present(_holds(a + b))
    changed = _present(_differ(first, second)).sum(axis=0)
    by_chance = chance(_swapped(first, second, resamples), changed >= MIN_STORIES)
    found = {}
    for at, name in enumerate(FIGURES):
        n = int(with_data[:, at].sum())
        delta = _known(after[at] - before[at])
        low, high = _bounds(moved[:, at], n) if delta is not None else (None, None)
        found[name] = Difference(
            a=_known(before[at]),
            b=_known(after[at]),
            delta=delta,
            low=low,
            high=high,
            error=None if low is None else float(np.nanstd(moved[:, at])) * float(np.sqrt(n / (n - 1))),
            p=_known(by_chance.p[at]),
            p_adjusted=_known(by_chance.adjusted[at]),
            critical=critical(by_chance.bar, n),
            stories=n,
            cases=int(cases[:, at].sum()),
            changed=int(changed[at]),
        )
    return found


def _by_story(counts: Array, stories: Sequence[str]) -> tuple[Array, Flags]:
    """Counts summed over the cases of each story, by name of story; and where a story has data."""
    if len(counts) != len(stories):
        raise InputError("There are not as many stories as cases.", "Give the story of every case.")
    names, at = np.unique(np.array(stories, dtype=np.str_), return_inverse=True)
    sums = np.zeros((len(names), *counts.shape[1:]))
    np.add.at(sums, at, counts)
    # The mean of repeats is a fraction; rounded, its sum is the same in whatever order the cases come.
    sums = sums.round(12)
    return sums, _holds(sums)


def _holds(counts: Array) -> Flags:
    """Where there is anything, in gold or in the answers."""
    held: Flags = counts[..., 1:].sum(axis=-1) > _TINY
    return held


def _differ(a: Array, b: Array) -> Flags:
    """Where the counts of two runs are not the same."""
    differ: Flags = np.abs(b - a).max(axis=-1) > _TINY
    return differ


def _draw(sums: Array, resamples: int) -> Array:
    """Sums over as many stories as there are, drawn with replacement, so many times: one matrix product."""
    n = len(sums)
    if n == 0:
        return np.zeros((resamples, *sums.shape[1:]))
    weights = np.random.default_rng(_SEED).multinomial(n, np.full(n, 1 / n), size=resamples)
    return (weights.astype(np.float64) @ sums.reshape(n, -1)).reshape(resamples, *sums.shape[1:])


def _swapped(a: Array, b: Array, resamples: int) -> Array:
    """How far every figure [ways, 11] moves from A to B in each way of swapping them within stories."""
    # Swapping a story in which the runs agree changes nothing, so only the others are swapped.
    moved = (b - a)[_differ(a, b).any(axis=-1)]
    ways = swaps(len(moved), resamples)
    shift = (ways @ moved.reshape(len(moved), COLUMNS * 3)).reshape(len(ways), COLUMNS, 3)
    of_a, of_b = _alike(a.sum(axis=0) + shift, b.sum(axis=0) - shift)
    return of_b - of_a


def _bounds(drawn: Array, stories: int) -> tuple[float | None, float | None]:
    """The percentiles of the expanded interval; resamples without data are left out."""
    drawn = drawn[~np.isnan(drawn)]
    if stories < 2 or not len(drawn):
        return None, None
    tail = float(ndtr(stdtrit(stories - 1, LEVEL / 2) * np.sqrt(stories / (stories - 1))))
    low, high = np.quantile(drawn, [tail, 1 - tail])
    return float(low), float(high)


def _ratios(sums: Array) -> Array:
    whole = sums[..., 1] + sums[..., 2]
    return np.divide(2 * sums[..., 0], whole, out=np.full_like(whole, np.nan), where=whole > _TINY)


def _alike(a: Array, b: Array) -> tuple[Array, Array]:
    """The figures of two runs, the headline over the sections that both have data in."""
    first, second = _ratios(a), _ratios(b)
    known = ~np.isnan(first) & ~np.isnan(second)
    return _with_headline(first, known), _with_headline(second, known)


def _with_headline(ratios: Array, known: Flags) -> Array:
    """Ratios [..., columns] with the headline put in before has-flow."""
    known = known[..., :-1] & _IN_HEADLINE
    total = np.where(known, ratios[..., :-1], 0.0).sum(axis=-1)
    n = known.sum(axis=-1).astype(np.float64)
    headline = np.divide(total, n, out=np.full_like(total, np.nan), where=n > 0)
    return np.concatenate([ratios[..., :-1], headline[..., None], ratios[..., -1:]], axis=-1)


def _present(columns: Flags) -> Flags:
    """What holds in each column, for each figure: of the headline, what holds in any of its sections."""
    headline = (columns[:, :-1] & _IN_HEADLINE).any(axis=-1)
    return np.concatenate([columns[:, :-1], headline[:, None], columns[:, -1:]], axis=-1)


def _known(value: np.float64) -> float | None:
    return None if np.isnan(value) else float(value)
