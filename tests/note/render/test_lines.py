"""Breaking lines: none too wide, no word lost, nothing parted that belongs together."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from summarizer.note.render.blocks import Run, Tone, own
from summarizer.note.render.lines import break_lines


def letters(words: str, tone: Tone) -> float:
    """Every letter is one wide."""
    return len(words)


RUNS = st.lists(
    st.builds(Run, st.text("ab ()\u0631", max_size=12), st.sampled_from(Tone), st.sampled_from([None, "a"])), max_size=8
)


@given(RUNS, st.integers(3, 30))
def test_no_line_is_too_wide_and_no_letter_is_lost(runs: list[Run], width: int) -> None:
    lines = break_lines(tuple(runs), width, letters)
    assert all(piece.x + piece.width <= width for line in lines for piece in line)
    shown = "".join(piece.words for line in lines for piece in line)
    assert shown.replace(" ", "") == "".join(run.words for run in runs).replace(" ", "")
    assert all(a.x + a.width <= b.x for line in lines for a, b in pairwise(line))


def test_what_touches_stays_together() -> None:
    words = (own("one two "), own("[", Tone.REFERENCE), own("D1 S2", Tone.REFERENCE, "D1-S2"), own("]", Tone.REFERENCE))
    assert [" ".join(p.words for p in line) for line in break_lines(words, 9, letters)] == ["one two", "[ D1 S2 ]"]


def test_words_that_run_right_to_left_stay_one_piece() -> None:
    line = break_lines((own("to "), own("جمهورية الجبل"), own(" now")), 40, letters)[0]
    assert [piece.words for piece in line] == ["to", "جمهورية الجبل", "now"]
