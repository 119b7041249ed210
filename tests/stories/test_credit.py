from __future__ import annotations

import pytest

from summarizer.stories.credit import credits, folded


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("TARLOW, March 3 (Northern Wire) - Ministers met.", ("Northern Wire",)),
        ("(Bloomberg) -- Ministers met.", ("Bloomberg",)),
        ("Ministers met\n\nBy Ann Bell, Reuters\n\nThey talked.", ("Reuters",)),
        ("Ministers met.\n\nAFP contributed to this report.", ("AFP",)),
        ("Ministers met.\n\nWith reporting by Agence France-Presse and the AP", ("AFP",)),
        ("Ministers met.\n\nSource: TASS", ("TASS",)),
        ("TARLOW (Reuters) - Ministers met.\n\n(Reuters)", ("Reuters",)),
        ("Ministers met.\n\nThey spoke with Reuters " + "about the price of grain and the state of roads " * 3, ()),
        ("TARLOW (Updated) - Ministers met.", ()),
        ("Ministers (and others) - met.", ()),
        ("", ()),
    ],
)
def test_credits_of_agencies(text: str, found: tuple[str, ...]) -> None:
    assert credits(text) == found


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The Associated Press", "AP", True),
        ("The Standard", "STANDARD", True),
        ("Agence France-Presse", "afp", True),
        ("The Standard", "Evening Standard", False),
    ],
)
def test_names_of_outlets_compare_folded(one: str, other: str, same: bool) -> None:
    assert (folded(one) == folded(other)) is same
