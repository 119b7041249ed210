"""Companies by legal form, by description, and named again in short."""

from __future__ import annotations

import pytest

from tests.annotate.party_words import keys, mentions


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        ("The crates were bought by a shipping company in Izmir.", "company:shipping-company-in-izmir", None),
        ("Washington sanctioned two firms registered in Cyprus.", "company:firms-registered-in-cyprus", None),
        ("UAE-based companies bought the chips.", "company:uae-based-companies", None),
        ("A Shenzhen-based electronics firm shipped them.", "company:shenzhen-based-electronics-firm", None),
        ("Chinese state-owned companies supplied parts.", "company:chinese-state-owned-companies", None),
        (
            "A Czech gunmaker, Moravia Arms, sold it. Moravia Arms denies that.",
            "company:moravia-arms",
            ["Czech gunmaker", "Moravia Arms", "Moravia Arms"],
        ),
        (
            "Pellworm Marine GmbH sold engines. Pellworm said they were for yachts.",
            "company:pellworm-marine",
            ["Pellworm Marine GmbH", "Pellworm"],
        ),
        ("OOO Vektor bought the lenses. Later Vektor denied it.", "company:vektor", ["OOO Vektor", "Vektor"]),
        (
            "Saab won the order. The Swedish planemaker will deliver in May.",
            "company:saab",
            ["Saab", "Swedish planemaker"],
        ),
        ("Aselsan, a Turkish defence company, signed.", "company:aselsan", ["Aselsan", "Turkish defence company"]),
    ],
)
def test_companies_and_their_mentions(text: str, key: str, words: list[str] | None) -> None:
    assert key in keys(text)
    assert words is None or mentions(text, key) == words


@pytest.mark.parametrize(
    "text",
    [
        "Rwanda arms the companies of rebels, Kinshasa says.",
        "Four traders in Kisangani saw it.",
        "A company in Lyon was once burgled.",
        "Boeing shares fell 2 percent.",
        "The American aircraft carrier left port.",
    ],
)
def test_what_is_no_company_of_the_matter(text: str) -> None:
    assert not [k for k in keys(text) if k.startswith("company:")]
