"""What the parts of an engine are worth, as a table."""

from __future__ import annotations

import pytest

from summarizer.evaluate.ablation import Trial, table
from summarizer.evaluate.cases import Sheet
from tests.evaluate.golds import scored, unscored
from tests.evaluate.sheets import BARE, EIGHT, perfect, quiet, quiet_gold, sheet

PARTS = {"ears": "what is heard", "eyes": "what is seen"}
WHOLE = Trial("local", perfect())
BARED = sheet(EIGHT, *(scored(g, BARE) for g in EIGHT))


def test_the_whole_stands_first_and_its_parts_against_it() -> None:
    head, whole, part, blank, *parts = table([WHOLE, Trial("ears", BARED)], PARTS).split("\n")
    assert (
        head.split() == "headline change parties flows claims speakers warnings uncertainty false flows verdict".split()
    )
    assert whole.split() == ["everything", *["1.000"] * 7, "0"]
    assert part.split() == ["without", "ears", "0.833", "-0.167", *["1.000"] * 4, "0.000", "1.000", "0", "worse"]
    assert blank == ""
    assert parts == ["ears          what is heard", "eyes          what is seen"]


@pytest.mark.parametrize(
    ("whole", "other", "change", "verdict"),
    [(BARED, perfect(), "+0.167", "better"), (perfect(), perfect(), "+0.000", "margin")],
    ids=["harmful", "worth nothing"],
)
def test_a_part_may_be_harmful_or_worth_nothing(whole: Sheet, other: Sheet, change: str, verdict: str) -> None:
    row = table([Trial("local", whole), Trial("eyes", other)], PARTS).split("\n")[2].split()
    assert (row[1], row[3], row[-1]) == ("eyes", change, verdict)


def test_what_is_no_part_goes_by_its_own_name() -> None:
    assert table([WHOLE, Trial("rules", BARED)], PARTS).split("\n")[2].startswith("rules  ")


def test_made_up_flows_are_counted() -> None:
    cases = [quiet_gold(name) for name in "ab"]
    two = sheet(cases, scored(cases[0], quiet(flows=2)), scored(cases[1], quiet()))
    assert " 2 " in table([Trial("local", two)], PARTS).split("\n")[1] + " "


def test_a_run_without_a_single_answer_has_no_figures() -> None:
    from summarizer.score import Outcome

    none = sheet(EIGHT, *(unscored(g, Outcome.FAILED, "No answer.") for g in EIGHT))
    assert table([Trial("local", none)], PARTS).split("\n")[1].split() == ["everything", *["-"] * 7, "0"]


def test_columns_stand_under_each_other() -> None:
    rows = table([WHOLE, Trial("ears", BARED)], PARTS).split("\n")[:3]
    ends = {row.index(word) + len(word) for row, word in zip(rows, ("headline", "1.000", "0.833"), strict=True)}
    assert len(ends) == 1
