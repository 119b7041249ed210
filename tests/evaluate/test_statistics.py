"""Intervals and tests: against hand-computed cases, their symmetries, and what they promise on simulated runs."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.errors import InputError
from summarizer.evaluate.cases import score_log
from summarizer.evaluate.statistics import (
    COLUMNS,
    FIGURES,
    Array,
    Difference,
    counted,
    figures,
    interval,
    paired,
)
from summarizer.score import Outcome
from tests.evaluate.draws import counts, drawn, linked, stories
from tests.evaluate.golds import gold, log, scored, unscored
from tests.score import minis

FEW = 500
"""Resamples where only the way they are drawn matters."""


def approximately(one: Difference, other: Difference) -> bool:
    first, second = vars(one), vars(other)
    return all(
        first[name] == (None if second[name] is None else pytest.approx(second[name], abs=1e-9)) for name in first
    )


def mirrored(one: Difference) -> Difference:
    def less(value: float | None) -> float | None:
        return None if value is None else -value

    return replace(one, a=one.b, b=one.a, delta=less(one.delta), low=less(one.high), high=less(one.low))


# --- figures


def test_figures_are_those_of_the_totals() -> None:
    a, c = gold("a"), gold("c")
    sheet = score_log(log([a, c], scored(a, minis.without("arms_flows.0")), scored(c)), [a, c])
    made, told = counted(sheet.cases)
    flat = sheet.totals.figures()
    expected = [flat.get(name, flat.get(f"{name}.f1")) for name in FIGURES]
    assert figures(made.sum(axis=0)).tolist() == pytest.approx(expected)
    assert told == ("a", "c")


def test_a_case_that_was_not_scored_has_no_counts() -> None:
    a = gold("a")
    sheet = score_log(log([a], unscored(a, Outcome.REFUSED, "No.")), [a])
    with pytest.raises(InputError, match="case a was not scored"):
        counted(sheet.cases)


# --- one run


def test_the_interval_holds_its_figure_and_is_inside_the_range() -> None:
    for name, one in interval(drawn(40, 1), stories(40)).items():
        assert one.value is not None
        assert one.low is not None
        assert one.high is not None
        assert 0 <= one.low < one.value < one.high <= 1, name


def test_no_data_is_none_and_one_story_has_no_interval() -> None:
    nothing = interval(counts(), [])
    assert {(i.value, i.low, i.high, i.stories) for i in nothing.values()} == {(None, None, None, 0)}
    found = interval(counts((1, 2, 2), (0, 0, 0)), ["x", "y"])
    assert (found["flows"].value, found["flows"].low, found["flows"].stories) == (0.5, None, 1)
    assert (found["parties"].value, found["parties"].stories) == (None, 0)
    assert (found["headline"].value, found["headline"].stories) == (0.5, 1)
    assert (found["has_flow_accuracy"].value, found["has_flow_accuracy"].stories) == (1.0, 2)


def test_a_second_copy_of_every_document_in_its_story_is_no_more_evidence() -> None:
    one = drawn(20, 3)
    twice = np.concatenate([one, one])
    assert interval(twice, stories(20) * 2, resamples=FEW) == interval(one, stories(20), resamples=FEW)
    as_new = interval(twice, stories(40), resamples=FEW)["headline"]
    same = interval(twice, stories(20) * 2, resamples=FEW)["headline"]
    assert as_new.low is not None
    assert same.low is not None
    assert as_new.low > same.low


def coverage(number: int, simulations: int) -> float:
    """How often the intervals of small samples hold the figures of the world they are drawn from."""
    world = drawn(20_000, 99)
    truth = figures(world.sum(axis=0))
    random = np.random.default_rng(5)
    hits = 0
    for _ in range(simulations):
        sample = world[random.integers(0, len(world), number)]
        found = interval(sample, stories(number), resamples=FEW)
        for name, true in zip(FIGURES, truth, strict=True):
            low, high = found[name].low, found[name].high
            assert low is not None
            assert high is not None
            hits += low <= true <= high
    return hits / simulations / len(FIGURES)


@pytest.mark.parametrize(("number", "least"), [(8, 0.88), (30, 0.92)])
def test_about_nineteen_in_twenty_intervals_hold_the_truth(number: int, least: float) -> None:
    assert least <= coverage(number, 80) <= 0.99


# --- two runs


def test_identical_runs_do_not_differ() -> None:
    run = drawn(20, 1)
    for one in paired(run, run, stories(20), resamples=FEW).values():
        assert (one.delta, one.low, one.high, one.error, one.changed) == (0, 0, 0, 0, 0)
        assert (one.p, one.p_adjusted) == (1, 1)
        assert one.a == one.b
        assert one.stories > 0


def test_a_case_computed_by_hand() -> None:
    """Three stories of two gold and two predicted entries each; B finds one more in two of them, one less in none.

    F1 is found / 6, so delta is 2 / 6. Of the four ways to swap the two stories that differ, two give 2 / 6 or -2 / 6
    and two give 0: p is 1 / 2. The third story changes nothing.
    """
    a, b = counts((1, 2, 2), (1, 2, 2), (2, 2, 2)), counts((2, 2, 2), (2, 2, 2), (2, 2, 2))
    flows = paired(a, b, stories(3))["flows"]
    assert [flows.a, flows.b, flows.delta] == pytest.approx([4 / 6, 1.0, 2 / 6])
    assert (flows.p, flows.stories, flows.cases, flows.changed) == (0.5, 3, 3, 2)


@pytest.mark.parametrize(("differ", "p"), [(1, 1.0), (2, 1 / 2), (5, 1 / 16), (6, 1 / 32), (13, 2 / 8192)])
def test_stories_that_all_move_one_way_give_the_smallest_p_there_is(differ: int, p: float) -> None:
    a = counts(*[(1, 4, 4)] * differ, *[(2, 4, 4)] * 7)
    b = counts(*[(3, 4, 4)] * differ, *[(2, 4, 4)] * 7)
    assert paired(a, b, stories(differ + 7), resamples=FEW)["flows"].p == p


def test_beyond_exact_counting_p_is_never_nought() -> None:
    a, b = counts(*[(1, 4, 4)] * 30), counts(*[(3, 4, 4)] * 30)
    flows = paired(a, b, stories(30))["flows"]
    assert (flows.p, flows.p_adjusted) == pytest.approx((1 / 10_001, 1 / 10_001))


def test_documents_of_one_story_are_swapped_together() -> None:
    a, b = counts(*[(1, 4, 4)] * 12), counts(*[(3, 4, 4)] * 12)
    assert paired(a, b, stories(12), resamples=FEW)["flows"].p == 2 / 2**12
    assert paired(a, b, stories(12, each=4), resamples=FEW)["flows"].p == 2 / 2**3


@pytest.mark.parametrize(
    ("a", "b", "told"),
    [
        (counts((0, 0, 0)), counts((0, 0, 0)), (None, None, None)),
        (counts((0, 0, 1)), counts((0, 0, 0)), (0.0, None, None)),
        (counts((0, 0, 0)), counts((0, 0, 1)), (None, 0.0, None)),
    ],
)
def test_a_section_without_data_has_no_difference(
    a: Array, b: Array, told: tuple[float | None, float | None, float | None]
) -> None:
    flows = paired(a, b, ["x"])["flows"]
    assert (flows.a, flows.b, flows.delta) == told
    assert (flows.low, flows.high, flows.p, flows.p_adjusted) == (None, None, None, None)


def test_the_headline_is_over_sections_that_both_runs_have_data_in() -> None:
    """A alone makes up a warning where gold has none: that is no part of what A and B are compared in."""
    a, b = counts((1, 2, 2), (1, 2, 2)), counts((2, 2, 2), (2, 2, 2))
    a[0, 7] = 0, 0, 1
    found = paired(a, b, stories(2))
    assert (found["headline"].a, found["headline"].b) == (0.5, 1.0)
    assert found["warnings"].stories == 1


def test_no_case_at_all() -> None:
    found = paired(counts(), counts(), [])
    assert {(d.delta, d.p, d.stories) for d in found.values()} == {(None, None, 0)}


@pytest.mark.parametrize("number", [9, 30], ids=["every way of swapping", "random ones"])
def test_swapping_the_runs_mirrors_the_result(number: int) -> None:
    a, b = drawn(number, 1), drawn(number, 2, 0.7)
    there = paired(a, b, stories(number), resamples=FEW)
    back = paired(b, a, stories(number), resamples=FEW)
    assert all(approximately(there[name], mirrored(back[name])) for name in FIGURES)


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(range(16)), thirds=st.booleans())
def test_the_order_of_the_cases_does_not_matter(order: list[int], thirds: bool) -> None:
    a, b = drawn(16, 1) / (3 if thirds else 1), drawn(16, 2) / (3 if thirds else 1)
    told = stories(16, each=4)
    plain = paired(a, b, told, resamples=FEW)
    assert paired(a[order], b[order], [told[i] for i in order], resamples=FEW) == plain


def test_the_same_counts_give_the_same_result() -> None:
    a, b, told = drawn(30, 1), drawn(30, 2), stories(30)
    assert paired(a, b, told) == paired(a, b, told)
    assert interval(a, told) == interval(a, told)


def test_where_nothing_differs_every_p_is_about_as_likely_as_the_others() -> None:
    """A valid p is at most x in at most a share x of comparisons of equal runs; a useful one not much more rarely."""
    found = []
    for simulation in range(120):
        a, b = drawn(12, 2 * simulation), drawn(12, 2 * simulation + 1)
        p = paired(a, b, stories(12), resamples=20)["parties"].p
        assert p is not None
        found.append(p)
    for level in (0.1, 0.25, 0.5, 0.75):
        assert np.mean([p <= level for p in found]) == pytest.approx(level, abs=0.12)


def test_a_real_difference_is_found() -> None:
    headline = paired(drawn(60, 1, 0.5), drawn(60, 2, 0.7), stories(60))["headline"]
    assert headline.low is not None
    assert headline.p is not None
    assert headline.low > 0
    assert headline.p < 0.001


def test_sections_that_fall_together_count_as_one() -> None:
    """Eight stories lose the same in six sections: the smallest p there is, 2 / 2**8, is not multiplied by six."""
    a, b = np.zeros((8, COLUMNS, 3)), np.zeros((8, COLUMNS, 3))
    a[:, 1:7], b[:, 1:7] = (4, 4, 4), (2, 4, 2)
    found = paired(a, b, stories(8), resamples=FEW)
    fell = [found[name] for name in FIGURES if found[name].changed]
    assert len(fell) == 7
    assert {(one.p, one.p_adjusted) for one in fell} == {(2 / 256, 2 / 256)}


@pytest.mark.parametrize("seed", range(5))
def test_the_adjusted_p_is_never_below_the_plain_one(seed: int) -> None:
    for one in paired(linked(12, seed, 0), linked(12, seed, 1, 0.4), stories(12), resamples=FEW).values():
        assert one.p is not None
        assert one.p_adjusted is not None
        assert one.p <= one.p_adjusted <= 1


@pytest.mark.parametrize(("b", "told"), [(2, ["x"]), (1, ["x", "y"])])
def test_runs_of_different_cases_are_refused(b: int, told: list[str]) -> None:
    with pytest.raises(InputError):
        paired(drawn(1, 1), drawn(b, 1), told)


def test_sixty_cases_take_a_moment() -> None:
    a, b = drawn(60, 1), drawn(60, 2)
    begin = time.process_time()
    paired(a, b, stories(60))
    assert time.process_time() - begin < 0.2


def test_the_columns_are_the_sections_and_has_flow() -> None:
    assert (len(FIGURES), COLUMNS) == (11, 10)
