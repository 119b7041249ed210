"""The rows of a document: every entry once, what changed beside it, and repeats told apart."""

from __future__ import annotations

from collections import Counter

import pytest

from summarizer.evaluate.items import DROPPED_SPURIOUS, LOST, NEW_SPURIOUS, WON, changes
from summarizer.evaluate.report.model import DocumentReport
from summarizer.evaluate.report.rows import Kind, Row, rows
from summarizer.score import Outcome, Section
from tests.evaluate.report import runs
from tests.evaluate.report.runs import Answer


def held(a: Answer, b: Answer) -> tuple[Row, ...]:
    """The rows of run B with what changed since run A."""
    (before,), (after,) = (runs.sheet({"one": [answer]}).cases for answer in (a, b))
    return rows(after, changes(before, after))


@pytest.mark.parametrize(
    "answer", [runs.right, runs.no_flows, runs.one_more_flow, runs.other_stage, runs.without_first_flow]
)
def test_rows_add_up_to_the_figures(answer: Answer) -> None:
    (case,) = runs.sheet({"one": [answer]}).cases
    found = Counter((row.section, row.kind) for row in rows(case))
    document = DocumentReport(case)
    assert document.missed == sum(row.kind is Kind.MISSED for row in document.rows)
    assert document.spurious == sum(row.kind is Kind.SPURIOUS for row in document.rows)
    for section, counts in case.counts.items():
        assert found[section, Kind.FOUND] == counts.tp
        assert found[section, Kind.FOUND] + found[section, Kind.MISSED] == counts.n_gold
        assert found[section, Kind.FOUND] + found[section, Kind.SPURIOUS] == counts.n_pred


@pytest.mark.parametrize("answer", [Outcome.REFUSED, Outcome.FAILED, None, runs.nothing_read])
def test_a_document_without_score_has_no_rows(answer: Answer) -> None:
    (case,) = runs.sheet({"one": [answer]}).cases
    assert rows(case) == ()
    assert not any(row.predicted for row in DocumentReport(case).shown)
    assert {row.kind for row in DocumentReport(case).shown} == {Kind.GOLD}
    assert {row.section for row in DocumentReport(case).shown} == set(Section)


@pytest.mark.parametrize(
    ("a", "b", "section", "kind", "change"),
    [
        (runs.right, runs.no_warnings, Section.WARNINGS, Kind.MISSED, LOST),
        (runs.no_warnings, runs.right, Section.WARNINGS, Kind.FOUND, WON),
        (runs.right, runs.one_more_flow, Section.FLOWS, Kind.SPURIOUS, NEW_SPURIOUS),
        (runs.one_more_flow, runs.right, Section.FLOWS, Kind.GONE, DROPPED_SPURIOUS),
        (runs.right, runs.without_first_flow, Section.FLOW_STAGE, Kind.NOT_ASKED, LOST),
        (runs.right, runs.without_first_flow, Section.ITEMS, Kind.NOT_ASKED, LOST),
        (runs.right, runs.other_stage, Section.FLOW_STAGE, Kind.MISSED, LOST),
    ],
)
def test_a_change_stands_at_its_row(a: Answer, b: Answer, section: Section, kind: Kind, change: str) -> None:
    marked = [
        row for row in held(a, b) if row.section is section and row.change is not None and row.change.kind == change
    ]
    assert [row.kind for row in marked] == [kind]


@pytest.mark.parametrize("b", [runs.right, runs.no_flows, runs.one_more_flow, runs.other_stage, runs.no_warnings])
@pytest.mark.parametrize("a", [runs.right, runs.no_flows, runs.one_more_flow, runs.other_stage, runs.no_warnings])
def test_no_change_is_left_out_or_told_twice(a: Answer, b: Answer) -> None:
    (before,), (after,) = (runs.sheet({"one": [answer]}).cases for answer in (a, b))
    there = list(changes(before, after))
    told = [row.change for row in rows(after, there) if row.change]
    assert Counter(told) == Counter(there)


def test_an_entry_that_only_some_repeats_found_has_two_rows() -> None:
    (case,) = runs.sheet({"one": [runs.right, runs.no_warnings, runs.right, Outcome.FAILED]}).cases
    found = [(row.kind, row.times, row.of) for row in rows(case) if row.section is Section.WARNINGS]
    assert found == [(Kind.FOUND, 2, 3), (Kind.MISSED, 1, 3)]


def test_rows_are_in_the_order_of_sections_and_text() -> None:
    (case,) = runs.sheet({"one": [runs.one_more_flow]}).cases
    order = [(list(Section).index(row.section), row.item.places[0]) for row in rows(case)]
    assert order == sorted(order)
