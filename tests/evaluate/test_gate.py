"""The gate: what it lets pass, what it stops and with which exit code, and that it never passes for want of answers."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace

import pytest

from summarizer.errors import InputError
from summarizer.evaluate.cases import Sheet, score_log
from summarizer.evaluate.compare import Comparison, compare
from summarizer.evaluate.gate import Gate, GateResult, bless, gate
from summarizer.evaluate.gold import Gold
from summarizer.evaluate.log import Entry
from summarizer.score import Outcome
from tests.evaluate.golds import gold, log, scored, unscored, whole
from tests.evaluate.sheets import BARE, EIGHT, LESS, perfect, quiet, quiet_gold, sheet
from tests.score import minis

REFUSED, FAILED = Outcome.REFUSED, Outcome.FAILED
NINTH = gold("i")
QUIET = [quiet_gold("k"), quiet_gold("l")]


def blessed(before: Sheet) -> Sheet:
    """The same run as a baseline."""
    made = bless(log([]), "Ada", "The first that is good enough.")
    return replace(before, head=before.head.model_copy(update={"blessing": made.head.blessing}))


def judged(before: Sheet, after: Sheet, tolerance: float = 0.0) -> Gate:
    return gate(compare(blessed(before), after), tolerance)


def invented(case: Gold) -> Entry:
    brief = whole(minis.gold())
    brief["parties"][0]["mentions"][0]["text"] = "Never"
    return scored(case).model_copy(update={"brief": brief})


def false_flows(one: int, other: int) -> Sheet:
    """Eight good answers, and so many flows made up for two documents without any."""
    cases = [*EIGHT, *QUIET]
    return sheet(cases, *map(scored, EIGHT), scored(QUIET[0], quiet(one)), scored(QUIET[1], quiet(other)))


def first_unscored(number: int, outcome: Outcome = REFUSED) -> Sheet:
    """Eight cases of which the first ones were not scored."""
    return sheet(EIGHT, *(unscored(g, outcome, "No.") for g in EIGHT[:number]), *map(scored, EIGHT[number:]))


def noisy() -> Sheet:
    """A run whose repeats differ far beyond the margin."""
    entries = [scored(g, (minis.quiet() | {"parties": []}) if n else None, n) for g in EIGHT for n in range(2)]
    return sheet(EIGHT, *entries, repeats=2)


PASS, REGRESSION, ERRORS, INSUFFICIENT = GateResult


@pytest.mark.parametrize(
    ("before", "after", "result", "told"),
    [
        (perfect(), perfect(), PASS, ""),
        (sheet(EIGHT, *(scored(g, BARE) for g in EIGHT)), perfect(), PASS, ""),
        (perfect(), sheet(EIGHT, scored(EIGHT[0], LESS), *map(scored, EIGHT[1:])), PASS, ""),
        (perfect(), sheet(EIGHT, *(scored(g, BARE) for g in EIGHT)), REGRESSION, "Worse: Warnings fell from 1.000"),
        (perfect(), sheet(EIGHT, *(scored(g, BARE) for g in EIGHT)), REGRESSION, "Worse: The headline figure fell"),
        (perfect(), sheet(EIGHT, *(scored(g, LESS) for g in EIGHT)), REGRESSION, "Worse: Flows fell from 1.000"),
        (perfect(), sheet(EIGHT, *(scored(g, LESS) for g in EIGHT)), REGRESSION, "Worse: Claims fell from 1.000"),
        (perfect(), sheet(EIGHT, invented(EIGHT[0]), *map(scored, EIGHT[1:])), REGRESSION, "1 span is not verbatim"),
        (
            perfect(),
            sheet([*EIGHT, NINTH], *map(scored, EIGHT), invented(NINTH)),
            REGRESSION,
            "not verbatim in the text: i.",
        ),
        (false_flows(0, 0), false_flows(1, 0), REGRESSION, "where there is none, and the baseline reported none: k."),
        (false_flows(0, 3), false_flows(1, 0), REGRESSION, "the baseline reported none: k."),
        (false_flows(1, 0), false_flows(2, 0), REGRESSION, "2 against 1 in the 2 documents"),
        (false_flows(3, 1), false_flows(1, 2), PASS, ""),
        (false_flows(1, 2), false_flows(2, 1), PASS, ""),
        (perfect(), first_unscored(1), ERRORS, "1 of 8 answers are missing (12%)."),
        (perfect(), first_unscored(1), ERRORS, "Refused: a (No.)."),
        (perfect(), first_unscored(2, FAILED), ERRORS, "Failed: a (No.), b (No.)."),
        (perfect(), sheet(EIGHT, *map(scored, EIGHT[:7])), ERRORS, "Not run: h (the run ended before"),
        (perfect(), first_unscored(8), ERRORS, "c (No.), d (No.), e (No.) and 3 more."),
        (perfect(), perfect(EIGHT[:7]), ERRORS, "this run was not to do: h."),
        (perfect([]), perfect(), INSUFFICIENT, "no document that both runs scored"),
        (perfect(EIGHT[:5]), perfect(EIGHT[:5]), INSUFFICIENT, "tell only 5 stories; at least 6 are needed"),
        (perfect(EIGHT[:1]), perfect(EIGHT[:1]), INSUFFICIENT, "tell only 1 story;"),
        (first_unscored(2), perfect(), INSUFFICIENT, "The baseline scored only 6 of the 8 documents."),
        (noisy(), perfect(), INSUFFICIENT, "The repeats of A differ among themselves in the headline figure"),
    ],
)
def test_results(before: Sheet, after: Sheet, result: GateResult, told: str) -> None:
    found = judged(before, after)
    assert (found.result, found.passed) == (result, result is PASS), found.reasons
    assert any(told in reason for reason in found.reasons) or (told == "" and not found.reasons)


@pytest.mark.parametrize(
    ("result", "code"), [("pass", 0), ("regression", 16), ("errors", 17), ("insufficient data", 18)]
)
def test_exit_codes(result: str, code: int) -> None:
    assert GateResult(result).exit_code == code
    assert Gate(False, GateResult(result), (), ()).exit_code == code


@pytest.mark.parametrize(
    ("missing", "tolerance", "result"),
    [(1, 0.0, ERRORS), (1, 0.124, ERRORS), (1, 0.125, PASS), (2, 0.2, ERRORS), (2, 0.25, PASS), (0, 0.0, PASS)],
)
def test_tolerance_is_the_share_that_may_be_missing(missing: int, tolerance: float, result: GateResult) -> None:
    found = judged(perfect(), first_unscored(missing), tolerance)
    assert found.result is result
    assert any("Within the tolerance" in note for note in found.notes) == (missing > 0 and result is PASS)


def test_a_repeat_that_is_missing_is_missing_though_its_case_was_scored() -> None:
    entries = [*(scored(g, repeat=n) for g in EIGHT for n in range(2))][:-1]
    found = judged(perfect(), sheet(EIGHT, *entries, unscored(EIGHT[-1], FAILED, "No.", 1), repeats=2))
    assert (found.result, found.reasons[0]) == (ERRORS, "1 of 16 answers are missing (6%).")
    assert "Failed: h 1 of 2 (No.)." in found.reasons


def test_what_weighs_most_comes_first_and_nothing_is_left_unsaid() -> None:
    few = EIGHT[:3]
    found = judged(perfect(few), sheet(few, invented(few[0]), unscored(few[1], REFUSED, "No."), scored(few[2])))
    assert found.result is REGRESSION
    assert [word in reason for word, reason in zip(("span", "answers", "Refused", "only"), found.reasons, strict=True)]
    later = judged(perfect(few), sheet(few, unscored(few[1], REFUSED, "No."), scored(few[0]), scored(few[2])))
    assert later.result is ERRORS


def test_a_noisy_baseline_does_not_hide_an_invented_span() -> None:
    assert judged(noisy(), sheet(EIGHT, invented(EIGHT[0]), *map(scored, EIGHT[1:]))).result is REGRESSION


def test_a_baseline_that_nobody_blessed_is_refused() -> None:
    with pytest.raises(InputError, match="never blessed"):
        gate(compare(perfect(), perfect()))


def notes(comparison: Comparison) -> str:
    return "\n".join(gate(comparison).notes)


def test_notes_tell_what_was_not_judged() -> None:
    before = blessed(sheet(EIGHT, *(scored(g, LESS if g.name in "ab" else BARE) for g in EIGHT)))
    other = gold("a", sections=LESS | {"uncertainty": []})
    told = notes(compare(before, perfect([other, *EIGHT[1:], NINTH])))
    assert "blessed by Ada" in told
    assert "The first that is good enough." in told
    assert "Better: Warnings rose" in told
    assert "Not judged: Whether flows changed cannot be told" in told
    assert "because the baseline did not score them: i." in told
    assert "different gold: a." in told
    part = score_log(log(EIGHT, *map(scored, EIGHT)), EIGHT[:6])
    assert "the gold does not hold them: g, h." in notes(compare(blessed(part), perfect(EIGHT[:6])))


def test_a_clean_pass_has_nothing_but_the_blessing_to_note() -> None:
    found = judged(perfect(), perfect())
    assert len(found.notes) == 1
    assert json.loads(json.dumps(found.to_json())) == found.to_json()
    assert found.to_json()["result"] == "pass"


def test_a_blessing_says_who_why_when_and_in_place_of_what() -> None:
    run = log(EIGHT, *map(scored, EIGHT))
    first = bless(run, " Ada ", "Good enough.").head.blessing
    assert first is not None
    assert (first.by, first.why, first.prompt_sha256, first.moved_from) == ("Ada", "Good enough.", "ab" * 32, None)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", first.at)
    old = run.blessed(first)
    second = bless(run, "Bo", "Better.", old)
    assert second.head.blessing is not None
    assert second.head.blessing.moved_from == hashlib.sha256(old.to_text().encode()).hexdigest()[:16]
    assert second.entries == run.entries
    assert run.head.blessing is None


@pytest.mark.parametrize(("by", "why"), [("", "Good."), ("Ada", ""), (" ", "\n"), ("Ada", " ")])
def test_a_blessing_needs_a_name_and_a_reason(by: str, why: str) -> None:
    with pytest.raises(InputError, match="needs the name of who decides and the reason"):
        bless(log([]), by, why)
