"""Several figures tested at once: by hand, by symmetry, and what the adjustment promises on simulated runs."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.evaluate.statistics import FIGURES, Difference, paired
from summarizer.evaluate.swaps import EXACT_STORIES, LEVEL, MIN_STORIES, Array, Chance, chance, critical, swaps
from summarizer.evaluate.verdict import Verdict, judged
from tests.evaluate.draws import linked, stories

FEW = 300
"""Resamples where many comparisons are simulated."""
NAN = float("nan")
CALLED = {Verdict.BETTER, Verdict.WORSE}


def moves(deltas: Sequence[Sequence[float]]) -> Array:
    """How far figures move in every way of swapping, each the sum of what its stories [figures, stories] add to it."""
    of_stories = np.array(deltas, dtype=np.float64).T
    return (1 - 2 * swaps(len(of_stories), 0)) @ of_stories


def tried(deltas: Sequence[Sequence[float]], family: Sequence[bool] | None = None) -> Chance:
    return chance(moves(deltas), np.array(family or [True] * len(deltas)))


# --- ways of swapping


@pytest.mark.parametrize(("number", "ways"), [(0, 1), (1, 2), (6, 64), (EXACT_STORIES, 8192), (EXACT_STORIES + 1, 51)])
def test_all_ways_are_tried_or_random_ones_and_the_first_swaps_none(number: int, ways: int) -> None:
    made = swaps(number, 50)
    assert made.shape == (ways, number)
    assert not made[0].any()
    assert len(np.unique(made, axis=0)) == ways


# --- by hand

SIX, SEVEN = [1.0] * 6 + [0.0] * 7, [0.0] * 6 + [1.0] * 7
"""Two figures of thirteen stories that move in none together: alone, their p are 2 / 2**6 and 2 / 2**7."""


@pytest.mark.parametrize(
    ("deltas", "p", "adjusted"),
    [
        ([[1] * 6], [1 / 32], [1 / 32]),
        ([[1] * 8] * 7, [1 / 128] * 7, [1 / 128] * 7),
        ([[1] * 6, [-3] * 6], [1 / 32, 1 / 32], [1 / 32, 1 / 32]),
        ([[1] * 6, [0] * 6], [1 / 32, 1], [1 / 32, 1]),
        # Either figure stands out as far in 1/32 of the ways, both in 1/32 of those.
        ([SIX[:6] + [0] * 6, [0] * 6 + SIX[:6]], [1 / 32, 1 / 32], [63 / 1024, 63 / 1024]),
        # Six stories never stand out as far as seven, which once told different are out of the game.
        ([SIX, SEVEN], [1 / 32, 1 / 64], [1 / 32, 1 / 64]),
        # The later figure stands out less as it is found, but in 1/64 of the ways it stands out more than the six.
        ([[1] * 6 + [0] * 7, [0] * 6 + [1] * 6 + [-1]], [1 / 32, 1 / 8], [1 / 32 + 31 / 32 / 64, 1 / 8]),
        # 9 / sqrt(15) is less than sqrt(6), so the second comes later, and has no smaller p than the first.
        ([SIX, [0] * 6 + [3] + [1] * 6], [1 / 32, 1 / 64], [1 / 32, 1 / 32]),
    ],
)
def test_adjusted_p(deltas: list[list[float]], p: list[float], adjusted: list[float]) -> None:
    found = tried(deltas)
    assert found.p.tolist() == pytest.approx(p)
    assert found.adjusted.tolist() == pytest.approx(adjusted)


def test_figures_that_could_not_come_out_cost_nothing() -> None:
    five = [1.0] * 5 + [0.0] * 8
    found = tried([five, SEVEN], [False, True])
    assert found.adjusted.tolist() == found.p.tolist() == [1 / 16, 1 / 64]
    assert tried([SIX, SEVEN], [False, False]).bar == 0


def test_a_swap_that_leaves_a_figure_without_data_counts_against_that_figure_alone() -> None:
    moved = moves([SIX, SEVEN])
    moved[64:69, 1] = NAN
    found = chance(moved, np.array([True, True]))
    assert found.p.tolist() == found.adjusted.tolist() == [1 / 32, 1 / 64 + 5 / 8192]


def test_a_figure_without_a_difference_has_no_p_and_costs_nothing() -> None:
    moved = np.column_stack([moves([SIX])[:, 0], np.full(8192, NAN)])
    found = chance(moved, np.array([True, True]))
    assert [found.p[0], found.adjusted[0]] == [1 / 32, 1 / 32]
    assert np.isnan([found.p[1], found.adjusted[1]]).all()


@pytest.mark.parametrize(
    ("bar", "number", "expected"),
    [
        (0.0, 10_000, 1.960),
        (2.7, 10_000, 2.701),
        (2.7, 40, sqrt(2.7**2 * 39 / (40 - 2.7**2))),
        (2.12, 8, 2.996),
        (sqrt(8), 8, None),
        (0.0, 6, 2.983),
        (0.0, MIN_STORIES - 1, None),
        (0.0, 0, None),
    ],
)
def test_standard_errors_that_a_difference_must_come_to(bar: float, number: int, expected: float | None) -> None:
    assert critical(bar, number) == (None if expected is None else pytest.approx(expected, abs=1e-3))


# --- symmetries

SEVERAL = st.lists(st.lists(st.integers(-4, 4), min_size=7, max_size=7), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None)
@given(deltas=SEVERAL, order=st.permutations(range(7)), scale=st.sampled_from([-1.0, 1.0, -0.25, 8.0]))
def test_neither_direction_nor_size_nor_the_order_of_stories_matters(
    deltas: list[list[float]], order: list[int], scale: float
) -> None:
    plain = tried(deltas)
    other = tried([[scale * deltas[0][at] for at in order], *([one[at] for at in order] for one in deltas[1:])])
    assert other.adjusted == pytest.approx(plain.adjusted)
    assert other.bar == pytest.approx(plain.bar)


@settings(max_examples=60, deadline=None)
@given(deltas=SEVERAL)
def test_the_adjusted_p_is_no_smaller_and_the_order_of_figures_does_not_matter(deltas: list[list[float]]) -> None:
    plain, back = tried(deltas), tried(deltas[::-1])
    assert (plain.p <= plain.adjusted).all()
    assert (plain.adjusted <= 1).all()
    assert back.adjusted[::-1] == pytest.approx(plain.adjusted)
    assert tried([deltas[0]]).adjusted == plain.p[:1]


@settings(max_examples=60, deadline=None)
@given(deltas=SEVERAL, scale=st.sampled_from([-1.0, 0.5, 3.0]))
def test_a_figure_that_always_moves_with_another_costs_nothing(deltas: list[list[float]], scale: float) -> None:
    plain, more = tried(deltas), tried([*deltas, [scale * value for value in deltas[0]]])
    assert more.adjusted[:-1] == pytest.approx(plain.adjusted)
    assert more.bar == pytest.approx(plain.bar)


# --- what it promises


def differences(number: int, seed: int, quality: float) -> dict[str, Difference]:
    """Two runs over the same cases, the second of this quality, the first of 0.6."""
    a, b = linked(number, seed, 0), linked(number, seed, 1, quality)
    return paired(a, b, stories(number), resamples=FEW)


def called(found: dict[str, Difference]) -> set[str]:
    """The figures that are called better or worse."""
    unknown = dict.fromkeys(FIGURES)
    figures = judged(found, 0.02, scored=(1, 1), scatter_a=unknown, scatter_b=unknown)
    return {figure.name for figure in figures if figure.verdict in CALLED}


def holm(found: dict[str, Difference]) -> set[str]:
    """The figures that Holm's adjustment (Holm 1979), which takes them as unrelated, would call different."""
    family = sorted((one.p, name) for name, one in found.items() if one.p is not None and one.changed >= MIN_STORIES)
    kept = [p * (len(family) - at) > LEVEL for at, (p, _) in enumerate(family)]
    return {name for _, name in family[: kept.index(True) if any(kept) else len(kept)]}


@pytest.mark.parametrize("number", [8, 15, 40])
def test_where_nothing_differs_hardly_any_comparison_calls_anything_different(number: int) -> None:
    rate = np.mean([bool(called(differences(number, seed, 0.6))) for seed in range(200)])
    assert 0.01 <= rate <= 0.06


@pytest.mark.parametrize(("number", "quality", "least", "gain"), [(8, 0.1, 0.45, 0.25), (40, 0.4, 0.5, 0.05)])
def test_more_real_losses_are_called_than_if_figures_were_unrelated(
    number: int, quality: float, least: float, gain: float
) -> None:
    runs = [differences(number, seed, quality) for seed in range(60)]
    seen, seen_by_holm = (np.mean(["flows" in of(found) for found in runs]) for of in (called, holm))
    assert seen >= least
    assert seen - seen_by_holm >= gain


def test_the_smallest_drop_is_called_in_about_four_of_five_comparisons() -> None:
    unknown = dict.fromkeys(FIGURES)
    drops, deltas, seen = [], [], []
    for seed in range(100):
        found = differences(40, seed, 0.37)
        figures = judged(found, 0.02, scored=(1, 1), scatter_a=unknown, scatter_b=unknown)
        flows = figures[FIGURES.index("flows")]
        assert flows.smallest_drop is not None
        assert flows.delta is not None
        drops.append(flows.smallest_drop)
        deltas.append(-flows.delta)
        seen.append(flows.verdict is Verdict.WORSE)
    assert np.mean(deltas) == pytest.approx(np.mean(drops), rel=0.05)
    assert np.mean(seen) == pytest.approx(0.8, abs=0.1)
