"""Entries one by one: they add up to the figures, and changes are the same whichever way one looks."""

from __future__ import annotations

from itertools import combinations

import pytest

from summarizer.evaluate.cases import Case
from summarizer.evaluate.items import (
    DROPPED_SPURIOUS,
    LOST,
    NEW_SPURIOUS,
    WON,
    Change,
    changes,
    entries,
    items,
    readable,
    told_apart,
)
from summarizer.score import Outcome, Section
from tests.evaluate.report import runs
from tests.evaluate.report.runs import Answer, Json
from tests.render.sample import ARTICLE

ANSWERS = {
    "right": runs.right,
    "no flows": runs.no_flows,
    "a flow less": runs.without_first_flow,
    "a flow more": runs.one_more_flow,
    "other stage": runs.other_stage,
    "other stance": runs.other_stance,
    "no warnings": runs.no_warnings,
}


def case(*answers: Answer) -> Case:
    (only,) = runs.sheet({"one": answers}).cases
    return only


def told(a: Case, b: Case, section: Section) -> list[tuple[str, str, float, float]]:
    return [(c.kind, c.item.label, c.a, c.b) for c in changes(a, b) if c.item.section is section]


@pytest.mark.parametrize("name", ANSWERS)
def test_entries_add_up_to_the_figures(name: str) -> None:
    scored = case(ANSWERS[name])
    for section, found in items(scored.gold.brief, scored.scored[0]).items():
        counts = scored.counts[section]
        assert len(found.found) == counts.tp, section
        assert len(found.found) + len(found.missed) == counts.n_gold, section
        assert len(found.found) + len(found.spurious) == counts.n_pred, section


def test_every_section_is_there_and_everything_right_is_found() -> None:
    scored = case(runs.right)
    shown = items(scored.gold.brief, scored.scored[0])
    assert list(shown) == list(Section)
    assert all(not (one.missed or one.spurious) for one in shown.values())
    assert all(pair.gold == pair.predicted for one in shown.values() for pair in one.found)


@pytest.mark.parametrize(
    ("section", "label", "words"),
    [
        (Section.PARTIES, "Norland (state)", "Norland"),
        (Section.FLOWS, "Norland -> Sudria, delivered: rocket launchers", ARTICLE.s(2)["text"]),
        (Section.FLOWS, "(nobody) -> Sudria, unspecified: train", ARTICLE.s(5)["text"]),
        (Section.FLOW_STAGE, "Norland -> Sudria: delivered", ARTICLE.s(2)["text"]),
        (Section.ITEMS, "Norland -> Sudria: rocket launchers", "rocket launchers"),
        (Section.CLAIMS, "Norland denies: Norland -> Sudria, delivered", ARTICLE.s(4)["text"]),
        (Section.QUOTES, "We have seen the crates, ... and we know the port.", "We have seen the crates,"),
        (Section.SPEAKERS, "Arno Vell: We have seen the crates,", "We have seen the crates,"),
        (Section.WARNINGS, "sanctions, Westmark -> Norland", ARTICLE.s(7)["text"]),
        (Section.UNCERTAINTY, "hedge: could", ARTICLE.s(5)["text"]),
    ],
)
def test_an_entry_says_what_it_claims_and_where(section: Section, label: str, words: str) -> None:
    (found,) = [item for item in entries(section, ARTICLE.brief()) if item.label == label]
    assert found.words == words
    start, end = found.places[0]
    assert ARTICLE.document.text[start:end] == words


def test_evidence_that_two_claims_share_is_one_place() -> None:
    data = ARTICLE.data()
    data["arms_flows"][0]["claims"][1]["evidence"] = [ARTICLE.s(3)]
    brief = ARTICLE.brief(arms_flows=data["arms_flows"])
    first = next(iter(entries(Section.FLOWS, brief)))
    assert first.places == tuple((ARTICLE.s(n)["start"], ARTICLE.s(n)["end"]) for n in (2, 3))


@pytest.mark.parametrize(
    ("a", "b", "section", "expected"),
    [
        (runs.right, runs.no_warnings, Section.WARNINGS, [(LOST, "sanctions, Westmark -> Norland", 1.0, 0.0)]),
        (runs.no_warnings, runs.right, Section.WARNINGS, [(WON, "sanctions, Westmark -> Norland", 0.0, 1.0)]),
        (runs.right, runs.one_more_flow, Section.FLOWS, [(NEW_SPURIOUS, "Ostria -> Norland, sought: tanks", 0.0, 1.0)]),
        (
            runs.one_more_flow,
            runs.right,
            Section.FLOWS,
            [(DROPPED_SPURIOUS, "Ostria -> Norland, sought: tanks", 1.0, 0.0)],
        ),
        (
            runs.right,
            runs.other_stage,
            Section.FLOW_STAGE,
            [
                (LOST, "Norland -> Sudria: delivered", 1.0, 0.0),
                (NEW_SPURIOUS, "Norland -> Sudria: pledged", 0.0, 1.0),
            ],
        ),
        (runs.right, runs.other_stage, Section.FLOWS, []),
    ],
)
def test_what_two_runs_treat_differently(
    a: Answer, b: Answer, section: Section, expected: list[tuple[str, str, float, float]]
) -> None:
    assert told(case(a), case(b), section) == expected


@pytest.mark.parametrize(("a", "b"), list(combinations(ANSWERS, 2)))
def test_what_one_way_is_lost_is_won_the_other_way(a: str, b: str) -> None:
    turned = {LOST: WON, WON: LOST, NEW_SPURIOUS: DROPPED_SPURIOUS, DROPPED_SPURIOUS: NEW_SPURIOUS}
    first, second = case(ANSWERS[a]), case(ANSWERS[b])
    there = list(changes(first, second))
    back = [Change(c.case, turned[c.kind], c.item, c.b, c.a) for c in changes(second, first)]
    assert there == back
    assert there


@pytest.mark.parametrize("name", ANSWERS)
def test_a_run_does_not_differ_from_itself(name: str) -> None:
    assert list(changes(case(ANSWERS[name]), case(ANSWERS[name]))) == []


@pytest.mark.parametrize("answer", [Outcome.REFUSED, Outcome.FAILED, None, runs.invented])
def test_an_answer_that_cannot_be_shown_loses_nothing(answer: Answer) -> None:
    assert readable(case(answer)) == ()
    assert list(changes(case(runs.right), case(answer))) == []
    assert list(changes(case(answer), case(runs.right))) == []


def test_shares_are_over_the_repeats_that_can_be_shown() -> None:
    a = case(runs.right, runs.right, runs.right, runs.right)
    b = case(runs.right, runs.no_warnings, Outcome.FAILED, runs.invented)
    assert told(a, b, Section.WARNINGS) == [(LOST, "sanctions, Westmark -> Norland", 1.0, 0.5)]


def test_entries_that_look_alike_are_counted_one_by_one() -> None:
    data = ARTICLE.data()
    data["arms_flows"].append({**data["arms_flows"][2], "id": "F4", "stage": "sought"})
    golds = [runs.gold("one", brief=ARTICLE.brief(arms_flows=data["arms_flows"]))]

    def last_flow_less(brief: Json) -> None:
        del brief["arms_flows"][-1]

    (a,), (b,) = (runs.sheet({"one": [answer]}, golds).cases for answer in (runs.right, last_flow_less))
    assert told(a, b, Section.ITEMS) == [(LOST, "Ostria -> Sudria: tanks", 1.0, 0.0)]


def test_told_apart_numbers_the_alike() -> None:
    (one,), (other,) = (entries(section, ARTICLE.brief()) for section in (Section.WARNINGS, Section.QUOTES))
    assert list(told_apart([one, other, one])) == [(one, 0), (other, 0), (one, 1)]
