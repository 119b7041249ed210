"""Finding given words: exact, apart from typography and white space."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.ground.pointers import find, fold


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("18 F-16", "It sold 18 F-16 jets.", "18 F-16"),
        ("18 F-16", "It sold 12 F-16 jets.", None),
        ("would", "It would not sell.", "would"),
        ("would sell", "It would not sell.", None),
        ("the minister's plan", "So runs the minister’s plan.", "the minister’s plan"),
        ('a "grave" step', "He saw a “grave” step.", "a “grave” step"),
        ("two batteries", "They sent two\n   batteries.", "two\n   batteries"),
        ("long-range", "A long‑range radar", "long‑range"),
        ("arms", "The armsmaker spoke.", None),
        ("Iran", "IRAN SENT DRONES", "IRAN"),
        ("us", "The US and the U.S.", "US"),
        ("arms", "Arms and ARMS", None),
        ("arms", "Arms and ARMS and arms", "arms"),
        ("", "Anything", None),
        ('"', "Anything", None),
        ("soft", "so\u00adft power", "so\u00adft"),
        ("a… b", "a… b", "a… b"),
        ("C4 (explosive)", "C4 (explosive) charges", "C4 (explosive"),
    ],
)
def test_find(words: str, text: str, found: str | None) -> None:
    where = find(words, text, 0, len(text))
    if found is None:
        assert where is None
    else:
        assert where is not None
        assert text[where[0] : where[1]].startswith(found)


def test_the_search_stays_inside_its_stretch() -> None:
    text = "Mali asked. Niger paid. Mali got rifles."
    assert find("Mali", text, 12, len(text)) == (24, 28)
    assert find("Niger", text, 0, 11) is None


@given(st.text(), st.text(), st.text(min_size=1))
def test_what_is_found_reads_the_same_when_folded(before: str, after: str, words: str) -> None:
    text = f"{before} {words} {after}"
    where = find(words, text, 0, len(text))
    if where is not None:
        there = fold(text[where[0] : where[1]])[0].strip(" \"'")
        assert there.casefold() == fold(words)[0].strip(" \"'").casefold()


@given(st.text())
def test_folding_keeps_an_origin_for_every_character(text: str) -> None:
    folded, origin = fold(text)
    assert len(origin) == len(folded) + 1
    assert origin == sorted(origin)
