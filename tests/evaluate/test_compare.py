"""Two runs over the same gold: what is paired, what is left out and why, and what changed where."""

from __future__ import annotations

import json

import pytest

from summarizer.evaluate.cases import Sheet, score_log
from summarizer.evaluate.compare import Comparison, Usage, compare, scatter
from summarizer.evaluate.gold import Gold
from summarizer.evaluate.items import LOST, NEW_SPURIOUS
from summarizer.evaluate.pairs import Why
from summarizer.evaluate.statistics import FIGURES
from summarizer.evaluate.verdict import Verdict
from summarizer.score import Outcome, Section
from tests.evaluate.golds import gold, log, scored, unscored
from tests.evaluate.sheets import BARE, EIGHT, LESS, perfect, quiet, quiet_gold, sheet
from tests.score import minis


def verdicts(comparison: Comparison) -> set[Verdict]:
    return {figure.verdict for figure in comparison.figures}


def test_a_run_is_the_same_as_itself() -> None:
    found = compare(perfect(), perfect())
    assert verdicts(found) == {Verdict.SAME}
    assert {(f.a, f.b, f.delta, f.low, f.high, f.p) for f in found.figures} == {(1.0, 1.0, 0.0, 0.0, 0.0, 1.0)}
    assert (found.cases, found.stories, found.planned, found.a_scored) == (8, 8, 8, 8)
    assert (found.left_out, found.changes, found.a.unscored) == ((), (), ())


def test_what_a_change_lost_is_found_and_listed() -> None:
    found = compare(perfect(), sheet(EIGHT, *(scored(g, BARE) for g in EIGHT)))
    warnings, headline = found.figure("warnings"), found.figure("headline")
    assert (warnings.a, warnings.b, warnings.verdict, warnings.p) == (1.0, 0.0, Verdict.WORSE, 2 / 2**8)
    assert headline.verdict is Verdict.WORSE
    assert headline.delta == pytest.approx(-1 / 6)
    assert found.figure("flows").verdict is Verdict.SAME
    first = found.changes[0]
    assert (first.case, first.errors_a, first.errors_b, len(found.changes)) == ("a", 0, 2, 8)
    assert [(s.section, s.a.tp, s.b.tp) for s in first.sections] == [(Section.WARNINGS, 2, 0)]
    assert {(e.kind, e.item.section) for e in first.entries} == {(LOST, Section.WARNINGS)}


def test_the_case_that_lost_most_comes_first() -> None:
    a = sheet(EIGHT, scored(EIGHT[0], BARE), *(scored(g) for g in EIGHT[1:]))
    b = sheet(EIGHT, scored(EIGHT[0]), scored(EIGHT[1], LESS), scored(EIGHT[2], BARE), *map(scored, EIGHT[3:]))
    found = compare(a, b).changes
    assert [(c.case, c.errors_b - c.errors_a) for c in found] == [("b", 2), ("c", 2), ("a", -2)]


def test_documents_of_one_story_are_one_piece_of_evidence() -> None:
    cases = [gold(name, story="the sale") for name in "abcdefgh"]
    found = compare(perfect(cases), sheet(cases, *(scored(g, BARE) for g in cases)))
    assert (found.cases, found.stories) == (8, 1)
    assert verdicts(found) == {Verdict.INSUFFICIENT}


def test_every_case_is_compared_or_left_out_with_the_reason() -> None:
    a, b, c, d, e, *_ = EIGHT
    stale = scored(e).model_copy(update={"document_sha256": "0" * 64})
    before = sheet([a, b, c, d, e], scored(a), scored(b), unscored(c, Outcome.FAILED, "No answer."), scored(e))
    after = sheet([a, b, c, e], scored(a), unscored(b, Outcome.REFUSED, "I cannot."), scored(c), stale)
    found = compare(before, after)
    left = {one.case: (one.why, one.a, one.b) for one in found.left_out}
    assert left == {
        "b": (Why.A_ONLY, Outcome.SCORED, Outcome.REFUSED),
        "c": (Why.B_ONLY, Outcome.FAILED, Outcome.SCORED),
        "d": (Why.NEITHER, Outcome.NOT_RUN, None),
        "e": (Why.DOCUMENT, Outcome.SCORED, Outcome.NOT_RUN),
    }
    reasons = {one.case: one.reason for one in found.left_out}
    assert reasons["b"] == "B refused: I cannot."
    assert reasons["c"] == "A failed: No answer."
    assert reasons["d"] == "A not run: the run ended before it came to this case; B was not to do it"
    assert reasons["e"] == "the text that B read is not the one of the gold any more"
    assert (found.cases, found.planned, found.a_scored) == (1, 4, 2)
    assert [(u.case, u.outcome) for u in found.b.unscored] == [("b", Outcome.REFUSED), ("e", Outcome.NOT_RUN)]


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (gold("a", sections=quiet(), text=minis.QUIET_TEXT), Why.DOCUMENT),
        (gold("a", sections=LESS | {"uncertainty": []}), Why.GOLD),
        (gold("a", story="another"), Why.GOLD),
    ],
)
def test_runs_scored_against_different_gold_are_not_held_together(other: Gold, why: Why) -> None:
    found = compare(perfect([EIGHT[0]]), perfect([other]))
    assert [(one.case, one.why) for one in found.left_out] == [("a", why)]
    assert (found.cases, found.a_scored) == (0, 0)


@pytest.mark.parametrize(
    ("before", "after", "verdict", "left"),
    [
        (perfect(EIGHT[:4]), perfect(EIGHT[4:]), Verdict.INSUFFICIENT, 8),
        (perfect(), sheet(EIGHT), Verdict.INSUFFICIENT, 8),
        (sheet(EIGHT), perfect(), Verdict.UNRELIABLE, 8),
        (sheet(EIGHT), sheet(EIGHT), Verdict.UNRELIABLE, 8),
        (perfect([]), perfect([]), Verdict.INSUFFICIENT, 0),
    ],
    ids=["disjoint", "B empty", "A empty", "both empty", "no gold"],
)
def test_nothing_to_compare(before: Sheet, after: Sheet, verdict: Verdict, left: int) -> None:
    found = compare(before, after)
    assert verdicts(found) == {verdict}
    assert (found.cases, len(found.left_out)) == (0, left)
    assert {figure.delta for figure in found.figures} == {None}


def test_repeats_are_averaged_before_they_are_compared() -> None:
    three = [scored(g, BARE if repeat == 0 else None, repeat) for g in EIGHT for repeat in range(3)]
    found = compare(sheet(EIGHT, *three, repeats=3), perfect())
    warnings = found.figure("warnings")
    assert warnings.a == pytest.approx(2 * (4 / 3) / (2 + 4 / 3))
    assert warnings.b == 1.0
    assert warnings.scatter_a == pytest.approx((1 / 3) ** 0.5)
    assert (warnings.scatter_b, warnings.verdict) == (None, Verdict.UNRELIABLE)
    assert found.figure("flows").verdict is Verdict.SAME
    assert found.a.usage == found.b.usage


def test_scatter_is_over_the_cases_that_every_repeat_scored() -> None:
    a, b = EIGHT[:2]
    entries = scored(a), scored(a, BARE, 1), scored(b), unscored(b, Outcome.FAILED, "No answer.", 1)
    found = scatter(sheet([a, b], *entries, repeats=2).cases)
    assert [found["warnings"], found["flows"]] == pytest.approx([0.5**0.5, 0.0])
    assert scatter(perfect().cases) == dict.fromkeys(FIGURES)
    assert scatter([]) == dict.fromkeys(FIGURES)


@pytest.mark.parametrize(("cost", "total"), [(0.5, 1.0), (None, None)])
def test_usage_is_that_of_one_pass_over_the_compared_cases(cost: float | None, total: float | None) -> None:
    a, b, c = EIGHT[:3]
    before = sheet([a, b, c], scored(a), scored(b, cost_usd=cost), scored(c))
    found = compare(before, sheet([a, b, c], scored(a), scored(b), unscored(c, Outcome.FAILED, "No answer.")))
    assert found.a.usage == Usage(4, 60, 8, 3.0, total)


def test_false_flows_are_counted_where_there_is_none() -> None:
    one, other, with_flows = quiet_gold("one"), quiet_gold("other"), EIGHT[0]
    cases = [one, other, with_flows]
    found = compare(perfect(cases), sheet(cases, scored(one, quiet(2)), scored(other), scored(with_flows, LESS)))
    assert (found.false_flows.documents, found.false_flows.a, found.false_flows.b) == (2, 0, 2)
    assert [(c.case, c.a, c.b) for c in found.false_flows.changed] == [("one", 0, 2)]
    assert found.figure("has_flow_accuracy").b == pytest.approx(2 / 3)
    change = next(c for c in found.changes if c.case == "one")
    assert (NEW_SPURIOUS, Section.FLOWS) in {(e.kind, e.item.section) for e in change.entries}


def test_cases_without_gold_are_named() -> None:
    part = score_log(log(EIGHT, *map(scored, EIGHT)), EIGHT[:6])
    assert compare(part, part).a.without_gold == ("g", "h")


def test_a_comparison_is_plain_json() -> None:
    found = compare(perfect(), sheet(EIGHT, *(scored(g, BARE) for g in EIGHT[:7])))
    plain = found.to_json()
    assert json.loads(json.dumps(plain)) == plain
    assert [figure["name"] for figure in plain["figures"]] == list(FIGURES)
    assert plain["figures"][FIGURES.index("warnings")]["verdict"] == "worse"
    assert plain["b"]["outcomes"] == {"scored": 7, "refused": 0, "failed": 0, "not_run": 1}
    assert plain["left_out"][0]["why"] == "scored in A only"
