"""Plain constructions of the news: contracts awarded and won, goods passed on, names put apart from their verb."""

from __future__ import annotations

import pytest

from tests.annotate.flow_cast import told

FLOWS = [
    ("Poland awarded Haldex a contract for Patriot batteries.", ["HALDEX>POL contracted asserts | Patriot batteries"]),
    ("Haldex won a contract from Poland for Patriot batteries.", ["HALDEX>POL contracted asserts | Patriot batteries"]),
    (
        "Haldex signed a contract with Poland for Patriot batteries.",
        ["HALDEX>POL contracted asserts | Patriot batteries"],
    ),
    ("Egypt warned that drones supplied to Chad had been passed on to Sudan.", ["TCD>SDN delivered asserts | drones"]),
    (
        "The transfer in March of nine armoured vehicles from Egypt to Chad was documented.",
        ["EGY>TCD unspecified asserts | armoured vehicles"],
    ),
    ("Chad, to which Turkey sold radars in 2020, is content.", ["TUR>TCD contracted asserts | radars"]),
    (
        "Israel accused Turkey of preparing to move troops to the base and of arming Chad with rifles.",
        ["TUR>TCD delivered asserts | rifles"],
    ),
    ("Serbia bought 4,000 rockets of 122mm calibre from China.", ["CHN>SRB contracted asserts | rockets"]),
]
NO_FLOWS = [
    "The matter of the Chinese drones has reached Poland.",
    "Turkey supplied the opposition with rifles.",
    "Chad paraded. Turkey has given it rifles and them radars.",
    "Poland was content. Chad has delivered rifles.",
]


@pytest.mark.parametrize(("text", "flows"), FLOWS)
def test_plain_constructions(text: str, flows: list[str]) -> None:
    assert told(text) == flows


@pytest.mark.parametrize("text", NO_FLOWS)
def test_no_flow_with_a_guessed_end(text: str) -> None:
    assert told(text) == []
