"""Swap tests of several figures at once.

Where two runs are equally good, either could have given the answers of a story, so swapping them there changes nothing
but chance. All figures are tested by the very same swaps: figures that move together, as flows do with their claims,
then count as hardly more than one.

Methods: approximate randomisation (Noreen 1989, Computer-Intensive Methods for Testing Hypotheses; Good 2005,
Permutation, Parametric and Bootstrap Tests of Hypotheses); the step-down adjustment by the largest statistic (Westfall
and Young 1993, Resampling-Based Multiple Testing, section 2.6), over the figures that could come out significant at all
(Tarone 1990). The probability that any figure is called different though none is stays at most `LEVEL`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

LEVEL = 0.05
"""The largest p that counts as a difference; one minus the confidence of intervals."""
MIN_STORIES = 6
"""With fewer stories that differ no swap test can reach `LEVEL`: 2 / 2**5 is 0.0625."""
EXACT_STORIES = 13
"""Up to so many stories that differ all 2**13 = 8,192 ways of swapping them are tried, beyond that random ones."""
_SEED = 1989
_TINY = 1e-9
"""Two differences, or two statistics, that are closer are the same."""


@dataclass(frozen=True)
class Chance:
    """What chance does, per figure; nan where there is no difference to test.

    `p` is two-sided and of the figure alone, `adjusted` for all figures of the family at once and never smaller. `bar`
    is what the largest statistic of the family stays below in 95 % of the swaps.
    """

    p: Array
    adjusted: Array
    bar: float


def swaps(stories: int, resamples: int) -> Array:
    """Ways [ways, stories] of swapping the runs within stories, 1 for swapped; the first swaps none.

    All ways there are, or so many random ones; the unswapped one that is added to those keeps p above 0 and valid (the
    "+1" of Noreen 1989).
    """
    if stories <= EXACT_STORIES:
        every = (np.arange(2**stories)[:, None] >> np.arange(stories)) & 1
        return every.astype(np.float64)
    ways = np.zeros((resamples + 1, stories))
    ways[1:] = np.random.default_rng(_SEED).integers(0, 2, size=(resamples, stories))
    return ways


def chance(moved: Array, family: Flags) -> Chance:
    """Test every figure by how far it moves in each way of swapping.

    Args:
        moved: differences [ways, figures], in the order of `swaps`: the first are those that were found; nan where a
            way of swapping leaves a figure without data.
        family: the figures that could come out significant. The others have fewer than `MIN_STORIES` stories that
            differ; they are not tried, so they cost nothing and their p, above `LEVEL` by itself, is not adjusted.
    """
    # Written so that a swap which leaves a figure without data counts against a difference, not for one.
    as_far = ~(np.abs(moved) < np.abs(moved[0]) - _TINY)
    unknown = np.isnan(moved[0])
    p = np.where(unknown, np.nan, as_far.mean(axis=0))
    statistics = _statistics(moved)
    tried = np.flatnonzero(family & ~unknown)
    largest = statistics[:, family].max(axis=1, initial=0.0)
    return Chance(p, _step_down(statistics, as_far, p, tried), float(np.quantile(largest, 1 - LEVEL)))


def critical(bar: float, stories: int) -> float | None:
    """How many standard errors a difference must come to before it counts; None when none could.

    `bar` is in root mean squares of the swapped differences, which hold the difference itself, as a standard error
    does not: with d their ratio, d / sqrt(1 + (d**2 - 1) / stories) must reach it, so none ever does where `bar` is
    above the root of `stories`. Never less than a single figure needs by the normal approximation.
    """
    bar = max(bar, float(ndtri(1 - LEVEL / 2)))
    if stories < MIN_STORIES or bar**2 > stories - _TINY:
        return None
    return float(bar * np.sqrt((stories - 1) / (stories - bar**2)))


def _statistics(moved: Array) -> Array:
    """|difference| over its root mean square in all ways of swapping; 0 where it never moves or is not known."""
    sizes = np.nan_to_num(np.abs(moved))
    scale: Array = np.sqrt((sizes**2).mean(axis=0))
    statistics: Array = np.divide(sizes, scale, out=np.zeros_like(sizes), where=scale > _TINY)
    return statistics


def _step_down(statistics: Array, as_far: Flags, p: Array, tried: NDArray[np.intp]) -> Array:
    """The adjusted p: the share of ways in which the figure, or any that stands out less, stands out as far.

    A figure that is found different is out of the game for those after it; so that none after it has a smaller p than
    itself, p never falls along the order.
    """
    adjusted = p.copy()
    order = tried[np.argsort(-statistics[0, tried], kind="stable")]
    after = np.zeros(len(statistics))
    for at in order[::-1]:
        adjusted[at] = (as_far[:, at] | (after >= statistics[0, at] - _TINY)).mean()
        after = np.maximum(after, statistics[:, at])
    adjusted[order] = np.maximum.accumulate(adjusted[order])
    return adjusted
