"""Verdicts: each rule by a table of differences, and a sentence that says it plainly."""

from __future__ import annotations

from typing import Any

import pytest

from summarizer.evaluate.statistics import FIGURES, Difference
from summarizer.evaluate.verdict import Figure, Verdict, judged, label

NOTHING = Difference(None, None, None, None, None, None, None, None, None, stories=0, cases=0, changed=0)
ALONE = 1.96
"""Standard errors that a difference must come to where chance moves a single figure, in many stories."""
UNKNOWN: dict[str, float | None] = dict.fromkeys(FIGURES)


def difference(delta: float, low: float, high: float, p: float, **changed: Any) -> Difference:
    given = {"a": 0.6, "b": 0.6 + delta, "error": (high - low) / 4, "stories": 40, "cases": 45, "changed": 30}
    chance = {"p": p, "p_adjusted": p, "critical": ALONE}
    return Difference(**({"delta": delta, "low": low, "high": high} | chance | given | changed))


def one_sided(a: float | None, b: float | None) -> Difference:
    return Difference(a, b, None, None, None, None, None, None, None, stories=1, cases=1, changed=1)


def flows(
    one: Difference,
    margin: float = 0.02,
    scored: tuple[int, int] = (40, 40),
    scatter: float | None = None,
) -> Figure:
    """The figure of flows, with this difference; all other figures are without data."""
    differences = dict.fromkeys(FIGURES, NOTHING) | {"flows": one}
    found = judged(differences, margin, scored=scored, scatter_a=UNKNOWN | {"flows": scatter}, scatter_b=UNKNOWN)
    return found[FIGURES.index("flows")]


BETTER, WORSE = difference(0.1, 0.05, 0.15, 0.001), difference(-0.1, -0.15, -0.05, 0.001)
SAME = difference(0.001, -0.01, 0.015, 0.9)
UNSURE = difference(-0.05, -0.12, 0.02, 0.2)


@pytest.mark.parametrize(
    ("one", "verdict", "told"),
    [
        (BETTER, Verdict.BETTER, "Flows rose from 0.600 to 0.700"),
        (WORSE, Verdict.WORSE, "Flows fell from 0.600 to 0.500"),
        (WORSE, Verdict.WORSE, "expect a change between -0.150 and -0.050"),
        (WORSE, Verdict.WORSE, "one figure or another so far in about 1 in 1,000 comparisons"),
        (difference(-0.1, -0.15, -0.05, 0.0001), Verdict.WORSE, "less than 1 in 1,000 comparisons"),
        (difference(-0.1, -0.15, -0.05, 0.06), Verdict.INSUFFICIENT, "cannot be told"),
        (difference(-0.1, -0.15, 0.001, 0.01), Verdict.INSUFFICIENT, "cannot be told"),
        (difference(-0.018, -0.03, -0.005, 0.001), Verdict.INSUFFICIENT, "probably fell a little (-0.018)"),
        (difference(0.015, 0.001, 0.03, 0.001), Verdict.INSUFFICIENT, "probably rose a little (+0.015)"),
        (difference(-0.01, -0.019, -0.002, 0.001), Verdict.SAME, "inside the margin of 0.02"),
        (SAME, Verdict.SAME, "lies between -0.010 and +0.015"),
        (difference(0, 0, 0, 1.0, changed=0), Verdict.SAME, "In all 40 stories A and B have the same counts in flows"),
        (UNSURE, Verdict.INSUFFICIENT, "may be anything between -0.120 and +0.020"),
        (UNSURE, Verdict.INSUFFICIENT, "would reliably have been seen from about 0.098 upwards"),
        (NOTHING, Verdict.INSUFFICIENT, "Neither the gold nor a run holds anything"),
        (one_sided(0.0, None), Verdict.INSUFFICIENT, "Only A has anything"),
        (one_sided(None, 0.0), Verdict.INSUFFICIENT, "Only B has anything"),
        (difference(-0.4, -0.5, -0.3, 0.06, stories=5, changed=5), Verdict.INSUFFICIENT, "Only 5 stories have"),
        (
            Difference(0.6, 0.2, -0.4, None, None, None, 1.0, 1.0, None, 1, 3, 1),
            Verdict.INSUFFICIENT,
            "Only 1 story has",
        ),
    ],
)
def test_verdicts(one: Difference, verdict: Verdict, told: str) -> None:
    figure = flows(one)
    assert figure.verdict is verdict
    assert told in figure.sentence


@pytest.mark.parametrize(
    ("one", "scatter", "verdict"),
    [
        (WORSE, 0.019, Verdict.WORSE),
        (WORSE, 0.04, Verdict.WORSE),
        (WORSE, 0.06, Verdict.UNRELIABLE),
        (BETTER, 0.06, Verdict.UNRELIABLE),
        (SAME, 0.021, Verdict.UNRELIABLE),
        (SAME, 0.02, Verdict.SAME),
        (UNSURE, 0.03, Verdict.UNRELIABLE),
        (NOTHING, 0.03, Verdict.INSUFFICIENT),
    ],
)
def test_a_baseline_whose_repeats_differ_shows_only_what_is_larger_than_that(
    one: Difference, scatter: float, verdict: Verdict
) -> None:
    assert flows(one, scatter=scatter).verdict is verdict


@pytest.mark.parametrize(
    ("scored", "verdict"),
    [((40, 40), Verdict.WORSE), ((32, 40), Verdict.WORSE), ((31, 40), Verdict.UNRELIABLE), ((0, 0), Verdict.WORSE)],
)
def test_a_baseline_that_scored_too_little_is_no_measure(scored: tuple[int, int], verdict: Verdict) -> None:
    figure = flows(WORSE, scored=scored)
    assert figure.verdict is verdict
    assert ("scored only 31 of the 40" in figure.sentence) == (verdict is Verdict.UNRELIABLE)


@pytest.mark.parametrize(
    ("adjusted", "verdict", "told"),
    [(0.05, Verdict.WORSE, "about 1 in 20 comparisons"), (0.051, Verdict.INSUFFICIENT, "cannot be told")],
)
def test_what_counts_is_the_p_adjusted_for_all_figures(adjusted: float, verdict: Verdict, told: str) -> None:
    figure = flows(difference(-0.1, -0.15, -0.05, 0.001, p_adjusted=adjusted))
    assert (figure.verdict, figure.p, figure.p_adjusted) == (verdict, 0.001, adjusted)
    assert told in figure.sentence


@pytest.mark.parametrize(
    ("one", "drop", "told"),
    [
        (UNSURE, 0.098, "from about 0.098 upwards"),
        (difference(-0.05, -0.12, 0.02, 0.2, critical=2.8), 0.127, "from about 0.127 upwards"),
        (difference(0.0, -0.021, 0.0, 1.0, error=1e-5), 0.02, "from about 0.020 upwards"),
        (difference(0.0, 0.0, 0.0, 1.0, changed=0), None, "the same counts"),
        (difference(-0.2, -0.9, 0.5, 0.5), 0.981, "not even a drop to nothing"),
        (difference(-0.2, -0.5, 0.1, 0.5, stories=8, critical=None), None, "8 stories no drop, however large"),
        (difference(-0.2, -0.5, 0.1, 0.5, stories=5, critical=None), None, "Only 5 stories"),
    ],
)
def test_what_could_not_have_been_seen_is_said(one: Difference, drop: float | None, told: str) -> None:
    figure = flows(one)
    assert figure.smallest_drop == (None if drop is None else pytest.approx(drop, abs=1e-3))
    assert told in figure.sentence


def test_the_words_are_those_of_the_contract() -> None:
    words = ["better", "worse", "same within margin", "insufficient data", "unreliable baseline"]
    assert [verdict.value for verdict in Verdict] == words


@pytest.mark.parametrize(
    ("name", "words"),
    [("flow_stage", "flow stage"), ("headline", "the headline figure"), ("has_flow_accuracy", "the has-flow accuracy")],
)
def test_figures_have_names_for_people(name: str, words: str) -> None:
    assert label(name).startswith(words)
