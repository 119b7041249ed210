"""What was taken for what: every pair in its cell, what has no partner in the margins."""

from __future__ import annotations

import pytest

from summarizer.evaluate.confusion import Confusion, stages, stances
from summarizer.schema import Stage, Stance
from summarizer.score import Outcome, Section
from tests.evaluate.report import runs
from tests.evaluate.report.runs import Answer, Json

Cells = dict[tuple[str | None, str | None], float]


def cells(table: Confusion) -> Cells:
    """Everything that is not 0, by (gold, predicted); None in the margins."""
    found: Cells = {
        (gold, predicted): table.counts[i][j]
        for i, gold in enumerate(table.labels)
        for j, predicted in enumerate(table.labels)
    }
    found |= {(gold, None): table.missed[i] for i, gold in enumerate(table.labels)}
    found |= {(None, predicted): table.spurious[j] for j, predicted in enumerate(table.labels)}
    return {cell: n for cell, n in found.items() if n}


def swapped_stances(brief: Json) -> None:
    """The two claims of the first flow change stances but neither claimant nor evidence."""
    first, second = brief["arms_flows"][0]["claims"]
    first["stance"], second["stance"] = second["stance"], first["stance"]


def told_twice(brief: Json) -> None:
    """One claimant takes two stances in the same sentences, in the other order than the gold."""
    claims = brief["arms_flows"][0]["claims"]
    claims[:] = [{**claims[0], "stance": "suspects"}, claims[0]]


RIGHT_STAGES: Cells = {("delivered", "delivered"): 1, ("unspecified", "unspecified"): 2}
RIGHT_STANCES: Cells = {
    ("asserts", "asserts"): 1,
    ("denies", "denies"): 1,
    ("suspects", "suspects"): 1,
    ("finds_no_evidence", "finds_no_evidence"): 1,
}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (runs.right, RIGHT_STAGES),
        (runs.other_stage, {("delivered", "pledged"): 1, ("unspecified", "unspecified"): 2}),
        (runs.without_first_flow, {("delivered", None): 1, ("unspecified", "unspecified"): 2}),
        (runs.one_more_flow, {**RIGHT_STAGES, (None, "sought"): 1}),
        (runs.no_flows, {("delivered", None): 1, ("unspecified", None): 2}),
        (runs.invented, RIGHT_STAGES),
        (Outcome.REFUSED, {}),
        (Outcome.FAILED, {}),
        (None, {}),
    ],
)
def test_stages(answer: Answer, expected: Cells) -> None:
    assert cells(stages(runs.sheet({"one": [answer]}))) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (runs.right, RIGHT_STANCES),
        (
            runs.other_stance,
            {**{c: n for c, n in RIGHT_STANCES.items() if c[0] != "asserts"}, ("asserts", "suspects"): 1},
        ),
        (
            swapped_stances,
            {
                ("asserts", "denies"): 1,
                ("denies", "asserts"): 1,
                ("suspects", "suspects"): 1,
                ("finds_no_evidence", "finds_no_evidence"): 1,
            },
        ),
        (
            runs.no_second_claim,
            {**{c: n for c, n in RIGHT_STANCES.items() if c[0] != "denies"}, ("denies", None): 1},
        ),
        (
            told_twice,
            {
                **{c: n for c, n in RIGHT_STANCES.items() if c[0] != "denies"},
                ("denies", None): 1,
                (None, "suspects"): 1,
            },
        ),
        (runs.without_first_flow, {("suspects", "suspects"): 1, ("finds_no_evidence", "finds_no_evidence"): 1}),
        (runs.no_flows, {}),
        (Outcome.REFUSED, {}),
    ],
)
def test_stances(answer: Answer, expected: Cells) -> None:
    assert cells(stances(runs.sheet({"one": [answer]}))) == expected


def test_a_repeated_case_counts_once() -> None:
    sheet = runs.sheet({"one": [runs.right, runs.other_stage, Outcome.FAILED], "two": [runs.right] * 3})
    found = cells(stages(sheet))
    assert found == {("delivered", "delivered"): 1.5, ("delivered", "pledged"): 0.5, ("unspecified", "unspecified"): 4}


def test_the_table_agrees_with_the_figures() -> None:
    answers = [runs.right, runs.other_stage, runs.without_first_flow, runs.one_more_flow, runs.no_flows]
    sheet = runs.sheet({f"case-{n}": [answer] for n, answer in enumerate(answers)})
    table = stages(sheet)
    flows, stage = sheet.totals.sections[Section.FLOWS], sheet.totals.sections[Section.FLOW_STAGE]
    assert (table.paired, table.right) == (flows.tp, stage.tp)
    assert sum(table.missed) == flows.n_gold - flows.tp
    assert sum(table.spurious) == flows.n_pred - flows.tp


def test_labels_are_those_of_the_contract() -> None:
    sheet = runs.sheet({"one": [runs.right]})
    assert stages(sheet).labels == tuple(stage.value for stage in Stage)
    assert stances(sheet).labels == tuple(stance.value for stance in Stance)
    assert stages(sheet).to_json()["paired"] == 3


def test_worst_are_the_mistakes_only_and_the_most_frequent_first() -> None:
    table = Confusion("stages", ("a", "b"), ((5, 1), (2, 4)), (0, 0), (0, 0))
    assert table.worst() == (("b", "a", 2), ("a", "b", 1))
    assert (table.paired, table.right) == (12, 9)
