"""Room for words: the estimate is never too small, and what does not fit is cut where it can be seen."""

from __future__ import annotations

from importlib.resources import as_file, files

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from summarizer.note.render.picture import Ink, fit, width, wrap

WORDS = [
    "Free Harbour Defence and Shipping Company of the Outer Islands",
    "guided artillery rockets, lot 12 (155 mm)",
    "WAMMBO Works & Wharves",
    "Министерство обороны Восточного края",
    "illicit litter; i.e. fully filled",
    "“Ångström” — Çelik Łódź",
]


@pytest.mark.parametrize("words", WORDS)
def test_the_estimate_covers_a_common_font(words: str) -> None:
    with as_file(files("fontpkg_noto_sans") / "files" / "NotoSans[wdth,wght].ttf") as path, TTFont(path) as font:
        known, advance, em = font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm
    real = sum(advance[known[ord(c)]][0] for c in words) / em * 12
    assert real <= width(words, 12) < 1.5 * real


@given(st.text(max_size=60), st.floats(40, 300), st.booleans())
def test_what_is_fitted_fits(text: str, room: float, bold: bool) -> None:
    shown = fit(text, 12, room, bold=bold)
    assert width(shown, 12, bold=bold) <= room
    assert "\n" not in shown


@given(st.text("ab \u0631", max_size=80), st.floats(40, 200))
def test_wrapped_lines_fit_and_lose_nothing_but_at_the_end(text: str, room: float) -> None:
    rows = wrap(text, 12, room, 3)
    assert len(rows) <= 3
    assert all(width(row, 12) <= room for row in rows)
    if not any("…" in row for row in rows):
        assert [w.strip("\u2068\u2069") for row in rows for w in row.split()] == text.split()


def test_a_cut_name_that_runs_right_to_left_stays_isolated() -> None:
    shown = fit("جمهورية الجبل " * 5, 12, 90)
    assert shown.startswith("\u2068")
    assert shown.endswith("…\u2069")


def test_inks_are_the_names_of_the_style() -> None:
    assert [ink.value for ink in Ink] == ["ink", "faint", "rule", "paper", "asserted", "suspected", "denied"]
