"""What a written sentence must pass before it may stand beside its evidence."""

from __future__ import annotations

import pytest

from summarizer.ground.checks import dates, negated, numbers, transfer_is_negated, unsupported

EVIDENCE = (
    "The Finnish Defence Ministry said on Monday that it had sold 18 howitzers and 2,500 shells to Estonia in May."
)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The Finnish Defence Ministry says it sold 18 howitzers to Estonia.", None),
        ("Estonia bought 2500 shells.", None),
        ("Finnish howitzers went to Estonia in May.", None),
        ("Estonia got 12 howitzers.", "the number '12'"),
        ("Estonia got thirty howitzers.", "the number 'thirty'"),
        ("Estonia got howitzers in June.", "the date word 'jun'"),
        ("Estonia got howitzers on Tuesday.", "the date word 'tue'"),
        ("Latvia got 18 howitzers.", "the name 'latvia'"),
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


def test_a_lost_negation_is_noticed() -> None:
    assert unsupported("Chad received rifles.", "Chad has not received rifles.") == "a negation was lost"
    assert unsupported("Chad has not received rifles.", "Chad has not received rifles.") is None


def test_canonical_names_of_the_parties_may_be_used() -> None:
    evidence = "Tehran shipped drones."
    assert unsupported("Iran shipped drones.", evidence) is not None
    assert unsupported("Iran shipped drones.", evidence, ["Iran"]) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It sold 1,200 shells and 4.5 tonnes.", {"1200", "4.5"}),
        ("Twenty-four tanks, a dozen rifles", {"20", "4", "dozen"}),
        ("One of the two sides", {"2"}),
        ("No figures", set()),
    ],
)
def test_numbers(text: str, found: set[str]) -> None:
    assert numbers(text) == found


def test_months_are_not_modals() -> None:
    assert dates("It may sell in May or March.") == {"may", "mar"}
    assert dates("They march on and may sell.") == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It didn’t sell.", True),
        ("Nobody sold it.", True),
        ("It denies the sale.", True),
        ("The sale was halted.", True),
        ("It sold a notebook.", False),
    ],
)
def test_negated(text: str, expected: bool) -> None:
    assert negated(text) is expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("There is no evidence of Oman providing rifles to Yemen.", True),
        ("Oman did not send rifles.", True),
        ("Oman has never supplied them with mines.", True),
        ("Oman sent rifles but did not supply mines.", False),
        ("Oman denied that it had supplied mines.", True),
        ("Oman denies supplying any mines to Yemen.", True),
        ("Oman denied reports that it had supplied mines.", False),
        ("Oman denied it and supplied mines again.", False),
        ("Companies have sold engines, although there is no evidence of Oman providing rifles.", False),
        ("Oman sent rifles.", False),
    ],
)
def test_a_transfer_told_only_to_be_negated(sentence: str, expected: bool) -> None:
    assert transfer_is_negated(sentence) is expected
