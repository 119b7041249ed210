"""A transfer that a sentence tells of only to say that there was none."""

from __future__ import annotations

import pytest

from summarizer.ground.transfers import transfer_is_negated


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
        ("The shells, which Oman insists it never sold, keep turning up in Chad.", False),
        ("Rifles made in Oman are in use in Chad, although Oman denies supplying them.", False),
        ("Chad bought mines that Oman made (Oman says it did not sell them).", False),
        ("Oman makes rifles, which it has never supplied to Chad.", True),
        ("Oman, which is at war, has never supplied mines.", True),
        ("Oman insists it never sold the shells found in Chad.", True),
    ],
)
def test_a_transfer_told_only_to_be_negated(sentence: str, expected: bool) -> None:
    assert transfer_is_negated(sentence) is expected
