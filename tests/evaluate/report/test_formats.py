"""What every format must tell, whatever it looks like."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from rich.console import Console

from summarizer.evaluate.cases import score_log
from summarizer.evaluate.report import Report, report, to_html, to_json, to_junit, to_markdown, to_rich, to_text
from summarizer.evaluate.verdict import Verdict
from summarizer.score import Outcome
from tests.evaluate.report import runs
from tests.evaluate.report.page_text import words_of_page

EIGHT = [f"doc-{letter}" for letter in "abcdefgh"]
ANSWERS: dict[str, list[runs.Answer]] = {
    "doc-a": [runs.right],
    "doc-b": [runs.other_stage],
    "doc-c": [Outcome.REFUSED],
    "doc-d": [Outcome.FAILED],
    "doc-e": [None],
    "doc-f": [runs.nothing_read],
    "doc-g": [runs.in_part],
}
ONE = report(runs.sheet(ANSWERS))
LOSS = runs.compared({name: [runs.right] for name in EIGHT}, {name: [runs.no_warnings] for name in EIGHT})
SAME = runs.compared({name: [runs.right] for name in EIGHT}, {name: [runs.right] for name in EIGHT})
HELD = runs.compared({name: [runs.right] for name in ANSWERS}, ANSWERS)
REPEATED = report(runs.sheet({"doc-a": [runs.right, Outcome.FAILED, runs.no_warnings], "doc-b": [runs.right] * 3}))


def page(one: Report) -> str:
    return words_of_page(to_html(one))


def wide(one: Report) -> str:
    return to_text(one, width=400)


EVERY = pytest.mark.parametrize(
    "render", [wide, to_markdown, page, to_json, to_junit], ids=["text", "markdown", "html", "json", "junit"]
)
READ = pytest.mark.parametrize("render", [wide, to_markdown, page], ids=["text", "markdown", "html"])
Render = Callable[[Report], str]


def plain(shown: str) -> str:
    """Words without the escapes of Markdown, on one line."""
    return " ".join(re.sub(r"\\(?=[^u])", "", shown).split())


@pytest.mark.parametrize("told", [ONE, SAME, LOSS, HELD], ids=["one", "same", "loss", "held"])
@EVERY
def test_all_four_outcomes_have_their_numbers(render: Render, told: Report) -> None:
    shown = plain(render(told))
    for outcome, n in told.outcomes.items():
        word = outcome.value.replace("_", " ")
        forms = (f"{n} {word}", f'"{outcome.value}": {n}', f'name="outcome.{outcome.value}" value="{n}"')
        assert any(form in shown for form in forms), outcome


@pytest.mark.parametrize(
    "reason",
    [
        "it declined",
        "the run ended before it came to this case",
        "nothing of the document was read; will not speak of arms",
    ],
)
@EVERY
def test_what_was_not_scored_says_why(render: Render, reason: str) -> None:
    assert reason in plain(render(ONE))


@READ
def test_a_person_reads_how_the_run_was_made(render: Render) -> None:
    shown = plain(render(ONE))
    for words in (
        "local small",
        "stepwise-v1",
        "abababab",
        "gold/dev",
        "2026-01-02T03:04:05+00:00",
        "1 scored in part",
    ):
        assert words in shown
    for words in ("9.0 s", "600 tokens in, 60 out", "cost 1.5000 USD"):
        assert words in shown


@READ
def test_cost_that_is_not_known_is_not_nothing(render: Render) -> None:
    golds = [runs.gold("doc-a")]
    log = runs.log({"doc-a": [runs.right]}, golds)
    unknown = type(log)(log.head, tuple(one.model_copy(update={"cost_usd": None}) for one in log.entries))
    shown = render(report(score_log(unknown, golds)))
    assert "cost unknown" in shown
    assert "USD" not in shown


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.FAILED, None, runs.nothing_read])
@READ
def test_a_run_without_any_score_shows_no_data_and_never_nought(render: Render, outcome: runs.Answer) -> None:
    shown = render(report(runs.sheet({"doc-a": [outcome]})))
    assert not re.search(r"(?<!\d)0\.000(?!\d)", shown)
    assert "no interval" in shown


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.FAILED, None, runs.nothing_read])
def test_programs_get_no_nought_either(outcome: runs.Answer) -> None:
    told = report(runs.sheet({"doc-a": [outcome]}))
    figures = json.loads(to_json(told))["figures"]
    assert {value for name, value in figures.items() if name.endswith(("f1", "recall", "headline", "accuracy"))} == {
        None
    }
    properties = {one.get("name") for one in ET.fromstring(to_junit(told)).iter("property")}
    assert "flows.n_gold" in properties
    assert not properties & {"headline", "flows.f1", "has_flow_accuracy"}


def test_no_case_at_all_is_a_report_too() -> None:
    empty = report(runs.sheet({}))
    for render in (to_text, to_markdown, to_html, to_json, to_junit):
        assert render(empty)
    assert "0 documents: 0 scored, 0 refused, 0 failed, 0 not run" in to_text(empty)


@READ
def test_every_figure_has_its_interval(render: Render) -> None:
    shown = render(ONE)
    for figure in ONE.figures:
        assert f"{figure.value:.3f}" in shown
        if figure.low is not None:
            assert f"{figure.low:.3f} to {figure.high:.3f}" in shown


@READ
def test_invented_words_and_false_flows_are_told(render: Render) -> None:
    shown = render(report(runs.sheet({"doc-a": [runs.invented], "doc-b": [runs.right]})))
    assert "invented spans: 1" in shown
    assert "false flows: 0 on 0 documents without any" in shown


def test_what_an_answer_with_invented_words_missed_is_still_counted() -> None:
    def wrong(brief: runs.Json) -> None:
        runs.without_first_flow(brief)
        runs.invented(brief)

    (document,) = report(runs.sheet({"doc-a": [wrong]})).documents
    assert document.rows == ()
    assert document.missed == 3
    assert document.hidden == 1


@READ
def test_a_comparison_tells_verdicts_and_entries(render: Render) -> None:
    shown = plain(render(LOSS))
    for figure in LOSS.comparison.figures if LOSS.comparison else ():
        assert figure.verdict.value in shown
    assert "Gate: not passed, regression" in shown
    assert "sanctions, Westmark -" in shown
    assert "Westmark warned Norland of sanctions unless the shipments stop." in shown
    assert "Warnings fell" in shown or "worse" in shown
    assert "the first one" in shown


@READ
def test_a_run_like_its_baseline_passes(render: Render) -> None:
    shown = plain(render(SAME))
    assert "Gate: passed" in shown
    assert Verdict.SAME.value in shown
    assert "not passed" not in shown
    assert re.search(r"\bLOST|\d lost", shown) is None


@READ
def test_what_was_not_compared_is_listed(render: Render) -> None:
    shown = plain(render(HELD))
    assert "scored in A only" in shown
    assert "B refused: it declined" in shown


@READ
def test_repeats_without_a_score_do_not_vanish(render: Render) -> None:
    shown = plain(render(REPEATED))
    assert "5 scored, 0 refused, 1 failed, 0 not run" in shown
    assert "failed in repeat 2 of 3" in shown
    assert "3 repeats" in shown


def test_the_terminal_says_what_the_text_says() -> None:
    console = Console(file=io.StringIO(), width=110, force_terminal=True, color_system="truecolor", _environ={})
    with console.capture() as captured:
        console.print(to_rich(LOSS))
    bare = re.sub(r"\x1b\[[0-9;]*m", "", captured.get())
    assert bare != captured.get()
    assert [line.rstrip() for line in bare.splitlines()] == to_text(LOSS).splitlines()


@pytest.mark.parametrize("width", [60, 80, 110])
def test_lines_of_text_keep_their_width(width: int) -> None:
    told = [line for line in to_text(LOSS, width=width).splitlines() if "“" in line or line.startswith("  doc-")]
    assert told
    assert max(map(len, told)) <= width


def test_json_holds_the_figures_and_comes_back() -> None:
    for one in (ONE, LOSS, HELD, REPEATED):
        data = json.loads(to_json(one))
        assert data["figures"] == one.sheet.totals.figures()
        assert data["outcomes"] == {**{o.value: n for o, n in one.outcomes.items()}, "partial": one.partial}
        assert [d["name"] for d in data["documents"]] == [case.name for case in one.sheet.cases]
        assert data["gate"] == (one.gate.to_json() if one.gate else None)
        assert data["comparison"] == (one.comparison.to_json() if one.comparison else None)
        for name, bounds in data["intervals"].items():
            key = f"{name}.f1" if f"{name}.f1" in data["figures"] else name
            assert bounds["value"] == data["figures"][key]


def test_json_of_a_refused_document_has_no_figures() -> None:
    refused = json.loads(to_json(ONE))["documents"][2]
    assert (refused["outcome"], refused["reason"]) == ("refused", "it declined")
    assert (refused["headline"], refused["has_flow_right"], refused["false_flows"]) == (None, None, None)
    assert (refused["sections"], refused["entries"]) == ({}, [])


def test_junit_has_a_case_per_document() -> None:
    root = ET.fromstring(to_junit(ONE))
    (suite,) = root.findall("testsuite")
    expected = {"tests": "7", "failures": "0", "errors": "1", "skipped": "3"}
    assert {key: root.get(key) for key in expected} == expected
    assert {key: suite.get(key) for key in expected} == expected
    kinds = {case.get("name"): [child.tag for child in case] for case in suite.findall("testcase")}
    assert kinds["doc-a"] == ["system-out"]
    assert kinds["doc-c"] == kinds["doc-e"] == kinds["doc-f"] == ["skipped"]
    assert kinds["doc-d"] == ["error"]


@pytest.mark.parametrize(
    ("told", "failures"),
    [
        (report(runs.sheet({"doc-a": [runs.invented], "doc-b": [runs.right]})), {"doc-a": "invented"}),
        (LOSS, dict.fromkeys(EIGHT, "lost")),
        (SAME, {}),
    ],
)
def test_junit_fails_documents_that_invent_or_lose(told: Report, failures: dict[str, str]) -> None:
    documents = ET.fromstring(to_junit(told)).findall("testsuite")[0]
    found = {
        case.get("name"): failure.get("type")
        for case in documents.findall("testcase")
        if (failure := case.find("failure")) is not None
    }
    assert found == failures
    assert documents.get("failures") == str(len(failures))


@pytest.mark.parametrize(
    ("told", "failing"), [(SAME, set()), (LOSS, {"gate", "warnings not worse", "headline not worse"})]
)
def test_junit_has_a_case_per_condition_of_the_gate(told: Report, failing: set[str]) -> None:
    suite = ET.fromstring(to_junit(told)).findall("testsuite")[1]
    cases = suite.findall("testcase")
    assert len(cases) == 3 + len(told.figures)
    assert {case.get("name") for case in cases if case.find("failure") is not None} == failing
    assert suite.get("failures") == str(len(failing))


def test_markdown_begins_with_the_verdict_and_ends_with_the_entries() -> None:
    shown = to_markdown(LOSS)
    assert shown.index("Gate: not passed") < shown.index("| figure |") < shown.index("<details><summary>Lost (8)")
    assert shown.count("<details>") == shown.count("</details>")
