"""Cases: every case counts once, nothing that is missing counts as an empty answer or vanishes."""

from __future__ import annotations

import pytest

from summarizer.evaluate.cases import STALE, score_log
from summarizer.evaluate.log import Entry
from summarizer.score import Figures, Outcome, Section, score_document, total
from tests.evaluate.golds import gold, log, scored, unscored, whole
from tests.score import minis

S = Section
A, B, C = gold("a"), gold("b", story="a"), gold("c")
HALF = minis.without("arms_flows.0")


def test_gold_against_itself_is_right_in_everything() -> None:
    sheet = score_log(log([A, C], scored(A), scored(C)), [A, C])
    figures = sheet.totals
    assert figures.headline == 1.0
    assert {s: f.f1 for s, f in figures.sections.items()} == dict.fromkeys(Section, 1.0)
    assert (figures.invented, figures.false_flows, figures.has_flow_accuracy) == (0, 0, 1.0)


def test_one_repeat_scores_as_the_scorer_does() -> None:
    sheet = score_log(log([A, C], scored(A, HALF), scored(C)), [A, C])
    direct = total([score_document(g.brief, p, g.document.text) for g, p in ((A, HALF), (C, C.brief))])
    assert sheet.totals.figures() == direct.figures()


def test_repeats_are_averaged_within_their_case() -> None:
    """Flows of `a`: 3 of 3 and 2 of 2 predicted; of `c`: 3 of 3. The case counts once, not once per repeat."""
    entries = scored(A), scored(A, HALF, repeat=1), scored(C), scored(C, repeat=1)
    sheet = score_log(log([A, C], *entries, repeats=2), [A, C])
    assert sheet.cases[0].counts[S.FLOWS] == Figures(3, 2.5, 2.5)
    assert sheet.totals.sections[S.FLOWS] == Figures(6, 5.5, 5.5)
    assert sheet.outcomes == {Outcome.SCORED: 4, Outcome.REFUSED: 0, Outcome.FAILED: 0, Outcome.NOT_RUN: 0}


def test_a_repeat_that_failed_leaves_the_mean_of_the_others() -> None:
    entries = scored(A, HALF), unscored(A, Outcome.FAILED, "No answer.", repeat=1)
    sheet = score_log(log([A], *entries, repeats=2), [A])
    assert sheet.cases[0].counts[S.FLOWS] == Figures(3, 2, 2)
    assert (sheet.outcomes[Outcome.SCORED], sheet.outcomes[Outcome.FAILED]) == (1, 1)


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.FAILED, Outcome.NOT_RUN])
def test_what_was_not_scored_is_counted_and_changes_no_figure(outcome: Outcome) -> None:
    alone = score_log(log([A], scored(A, HALF)), [A]).totals
    sheet = score_log(log([A, C], scored(A, HALF), unscored(C, outcome, "Why not.")), [A, C])
    assert sheet.outcomes[outcome] == 1
    assert sheet.totals.sections == alone.sections
    assert sheet.totals.outcomes[outcome] == 1
    assert (sheet.cases[1].outcome, sheet.cases[1].reason, sheet.cases[1].counts) == (outcome, "Why not.", {})


def test_a_case_the_run_never_came_to_is_not_run() -> None:
    sheet = score_log(log([A, C], scored(A)), [A, C])
    assert [c.name for c in sheet.cases] == ["a", "c"]
    assert sheet.outcomes[Outcome.NOT_RUN] == 1
    assert "ended before" in (sheet.cases[1].reason or "")


def test_an_answer_to_another_text_is_not_held_against_this_one() -> None:
    other = scored(A).model_copy(update={"document_sha256": "0" * 64})
    sheet = score_log(log([A], other), [A])
    assert (sheet.outcomes[Outcome.NOT_RUN], sheet.cases[0].reason) == (1, STALE)


def test_only_what_the_run_was_to_do_and_the_gold_holds_is_on_the_sheet() -> None:
    assert [c.name for c in score_log(log([A, B], scored(A), scored(B)), [B, C]).cases] == ["b"]


def read_in_part(status: str) -> Entry:
    chunk = {"start": 0, "end": len(minis.TEXT), "status": status, "detail": "why"}
    brief = whole(minis.gold(), coverage={"complete": False, "chunks": [chunk], "dropped": []})
    return scored(A).model_copy(update={"brief": brief})


@pytest.mark.parametrize(
    ("status", "outcome"), [("refused", Outcome.REFUSED), ("failed", Outcome.FAILED), ("truncated", Outcome.SCORED)]
)
def test_a_brief_of_which_nothing_was_read_is_not_an_empty_answer(status: str, outcome: Outcome) -> None:
    sheet = score_log(log([A], read_in_part(status)), [A])
    assert sheet.outcomes[outcome] == 1
    assert sheet.totals.partial == (outcome is Outcome.SCORED)


def test_a_brief_that_breaks_the_contract_is_no_answer() -> None:
    entry = scored(A).model_copy(update={"brief": whole(minis.without("arms_flows.1"))})
    sheet = score_log(log([A], entry), [A])
    assert sheet.outcomes[Outcome.NOT_RUN] == 1
    assert "references to nothing" in (sheet.cases[0].reason or "")


def test_an_invented_span_is_counted_and_still_scored() -> None:
    brief = whole(minis.gold())
    brief["parties"][0]["mentions"][0]["text"] = "Never"
    sheet = score_log(log([A], scored(A).model_copy(update={"brief": brief})), [A])
    assert (sheet.totals.invented, sheet.outcomes[Outcome.SCORED]) == (1, 1)
    assert sheet.cases[0].runs[0].brief is None
