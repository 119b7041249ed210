"""Which numbers contradict each other."""

from __future__ import annotations

import pytest

from summarizer.note.bounds import amount, bounds


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("six", "nine", True),
        ("six", "6", False),
        ("a dozen", "12", False),
        ("two dozen", "24", False),
        ("up to 24", "12", False),
        ("up to 24", "30", True),
        ("at least nine", "12", False),
        ("at least nine", "7", True),
        ("more than 4,000", "4,500", False),
        ("some 30", "32", False),
        ("some 30", "50", True),
        ("between 14 and 17", "15", False),
        ("between 14 and 17", "20", True),
        ("50,000 rounds of", "3 crates of", False),
        ("50,000 rounds of", "8,000 rounds of", True),
        ("$400 million worth of", "$450 million", True),
        ("$400 million worth of", "€450 million", False),
        ("$400 million worth of", "400", False),
    ],
)
def test_two_quantities(one: str, other: str, clash: bool) -> None:
    first, second = bounds(one), bounds(other)
    assert first is not None
    assert second is not None
    assert first.excludes(second) is clash
    assert second.excludes(first) is clash
    assert not first.excludes(first)


@pytest.mark.parametrize(
    "vague", ["dozens of", "several hundred", "a batch of", "the first two", "another three", "half of"]
)
def test_what_contradicts_nothing(vague: str) -> None:
    assert bounds(vague) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("12", "a dozen", True),
        ("12", "Twelve", True),
        ("12", "at least 12", False),
        ("dozens of", "Dozens  of", True),
        ("dozens of", "several", False),
    ],
)
def test_one_amount_in_other_words(one: str, other: str, same: bool) -> None:
    assert (amount(one) == amount(other)) is same
