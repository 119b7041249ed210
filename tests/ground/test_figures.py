"""Numbers by their value, and designations, which count nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.ground.figures import designations, missing_numbers, numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It sold 1,200 shells and 4.5 tonnes.", {"1200", "4.5"}),
        ("Twenty-four tanks, a dozen rifles", {"24", "12"}),
        ("One of the two sides", {"2"}),
        ("half a million shells and half-a-dozen tubes", {"500000", "6"}),
        ("a million and a half rounds, one and a half million mines", {"1500000"}),
        ("two hundred and fifty thousand", {"250000"}),
        ("$1.5bn and $250m, 250m away", {"1500000000", "250000000", "250"}),
        ("fifty-two and thirty or forty", {"52", "30", "40"}),
        ("sixteen hundred kilometres", {"1600"}),
        ("the twelfth boat, the 13th of May", {"12", "13"}),
        ("several hundred men, dozens of boats", {"hundreds", "dozens"}),
        ("18 F-16 jets and 155mm shells in mid-2024", {"18", "155", "2024"}),
        ("No figures", set()),
    ],
)
def test_numbers(text: str, found: set[str]) -> None:
    assert numbers(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("F-16s, the MQ-9B and S-300", {"F-16s", "MQ-9B", "S-300"}),
        ("a 2S19 beside a T-72B3 and an AK-47-style rifle", {"2S19", "T-72B3", "AK-47"}),
        ("in mid-2024 for NOK6bn, May-2024", set()),
        ("12 howitzers", set()),
    ],
)
def test_designations(text: str, found: set[str]) -> None:
    assert designations(text) == found


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("40 jets", "forty jets"),
        ("500,000 shells", "half a million shells"),
        ("12 boats", "a dozen boats"),
        ("two dozen boats", "24 boats"),
        ("1 battery", "one battery"),
        ("3 million to 4 million", "3 to 4 million"),
        ("3 to 4 million", "3 million to 4 million"),
        ("$1.5 billion", "$1,500 million"),
        ("2,500 drones", "2 500 drones"),
        ("dozens of tanks", "48 tanks"),
        ("F-16s", "18 F-16 jets"),
        ("F16s", "F-16"),
        ("MQ-9 drones", "the MQ-9B"),
        ("Type 56 rifles", "Type-56 rifles"),
    ],
)
def test_the_same_number_or_model_in_other_words(text: str, evidence: str) -> None:
    assert missing_numbers(text, evidence) == set()


@pytest.mark.parametrize(
    ("text", "evidence", "missing"),
    [
        ("12 jets", "18 jets", {"12"}),
        ("16 jets", "F-16 jets", {"16"}),
        ("a dozen jets", "18 jets", {"12"}),
        ("forty jets", "fourteen jets", {"40"}),
        ("2.5 million", "2.5 billion", {"2500000"}),
        ("2.5 shells", "2.5 million shells", {"2.5"}),
        ("dozens of tanks", "12 tanks", {"dozens"}),
        ("thousands of shells", "300 shells", {"thousands"}),
        ("the twelfth boat", "the eleventh boat", {"12"}),
        ("S-400", "S-300", {"S-400"}),
        ("MQ-9B", "MQ-9", {"MQ-9B"}),
        ("F-1", "F-16", {"F-1"}),
    ],
)
def test_another_number_or_model(text: str, evidence: str, missing: set[str]) -> None:
    assert missing_numbers(text, evidence) == missing


@given(st.text())
def test_a_text_supports_its_own_numbers(text: str) -> None:
    assert missing_numbers(text, text) == set()


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_figures_support_their_equal_and_nothing_else(one: int, other: int) -> None:
    assert bool(missing_numbers(f"{one:,} shells", f"It sent {other} shells.")) is (one != other)
