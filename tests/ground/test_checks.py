"""What a written sentence must pass before it may stand beside its evidence."""

from __future__ import annotations

import pytest

from summarizer.ground.checks import dates, names, unsupported

EVIDENCE = (
    "The Finnish Defence Ministry said on Monday that it had sold 18 howitzers and 2,500 shells to Estonia in May."
)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The Finnish Defence Ministry says it sold 18 howitzers to Estonia.", None),
        ("Estonia bought 2500 shells.", None),
        ("Finnish howitzers went to Estonia in May.", None),
        ("Finland sold howitzers to Estonia.", None),
        ("Helsinki sold howitzers to the Estonian side.", None),
        ("Estonia bought Finnish-made howitzers.", None),
        ("Lawmakers hear that Finland sold howitzers.", None),
        ("Whoever asked, Finland sold 18 howitzers.", None),
        ("Estonia got 12 howitzers.", "the number '12'"),
        ("Estonia got thirty howitzers.", "the number '30'"),
        ("Estonia got howitzers in June.", "the date word 'jun'"),
        ("Estonia got howitzers on Tuesday.", "the date word 'tue'"),
        ("Latvia got 18 howitzers.", "the name 'latvia'"),
        ("Norland got 18 howitzers.", "the name 'norland'"),
        ("Turkey got 18 howitzers.", "the name 'turkey'"),
        ("Whoever asked, Sudria sold 18 howitzers.", "the name 'sudria'"),
        ("Swedish-made howitzers went to Estonia.", "the name 'swedish-made'"),
        ("The ministry sold howitzers to Estonia and Sweden.", "the name 'sweden'"),
        ("The ministry did not sell howitzers.", "a negation was added"),
        ("The ministry denied a sale to Estonia.", "a negation was added"),
    ],
)
def test_a_sentence_against_its_evidence(text: str, reason: str | None) -> None:
    found = unsupported(text, EVIDENCE)
    if reason is None:
        assert found is None
    else:
        assert found is not None
        assert found.startswith(reason)


def test_a_swapped_direction_is_noticed() -> None:
    evidence = "Finland sold 18 howitzers to Estonia."
    assert unsupported("Estonia bought 18 howitzers from Finland.", evidence) is None
    found = unsupported("Estonia sold 18 howitzers to Finland.", evidence)
    assert found == "the direction was swapped: Estonia to Finland"


def test_a_lost_negation_is_noticed() -> None:
    assert unsupported("Chad received rifles.", "Chad has not received rifles.") == "a negation was lost"
    assert unsupported("Chad has not received rifles.", "Chad has not received rifles.") is None


def test_canonical_names_of_the_parties_may_be_used() -> None:
    evidence = "The islanders shipped drones."
    assert unsupported("Sudria shipped drones.", evidence) is not None
    assert unsupported("Sudria shipped drones.", evidence, ["Sudria"]) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Unless Norland pays, Experts of the U.S. leave.", {"norland", "experts", "us"}),
        ("Deliveries end. Lawmakers of Estria ask.", {"estria"}),
        ("He said: \"Whoever sends F-16s to Lavria pays.\"", {"lavria"}),
        ("In May, I saw Norland's jets on Monday.", {"norland"}),
    ],
)  # fmt: skip
def test_names(text: str, found: set[str]) -> None:
    assert names(text) == found


def test_months_are_not_modals() -> None:
    assert dates("It may sell in May or March.") == {"may", "mar"}
    assert dates("They march on and may sell.") == set()
