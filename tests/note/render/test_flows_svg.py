"""The picture of who to whom: styles that tell the stance without colour, words that never touch."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.note.model import Note, Standing
from summarizer.note.render import flows_svg
from summarizer.note.render.flows_svg import flows_picture
from summarizer.note.render.picture import Box, Dash, Disc, Group, Label, Picture, Stroke
from summarizer.note.render.strokes import line_width, standing_words, style
from summarizer.schema import Stance
from tests.note.render.geometry import boxes_met, outside, overlaps
from tests.note.render.sample import claim, flow, many, note, party

SVG = "{http://www.w3.org/2000/svg}"
A, S, D, N = Stance.ASSERTS, Stance.SUSPECTS, Stance.DENIES, Stance.FINDS_NO_EVIDENCE


def of(*ends: tuple[str | None, str | None], stances: tuple[Stance, ...] = (A,), roots: int = 1) -> Note:
    """A note of one movement for each pair of parties."""
    names = sorted({name for pair in ends for name in pair if name})
    parties = tuple(party(n, name) for n, name in enumerate(names, 1))
    ref = {name: f"P{n}" for n, name in enumerate(names, 1)}
    flows = [
        flow(n, ref[a] if a else None, ref[b] if b else None, *(claim(s, roots=roots) for s in stances))
        for n, (a, b) in enumerate(ends, 1)
    ]
    return note(parties=parties, flows=tuple(flows), warnings=(), quotes=())


def group(picture: Picture, opening: str) -> Group:
    return next(g for g in picture.content if isinstance(g, Group) and g.title.startswith(opening))


@pytest.mark.parametrize(
    ("stances", "dash", "marks"),
    [
        ((A,), Dash.SOLID, ""),
        ((S,), Dash.DASHED, ""),
        ((D,), Dash.DOTTED, "x"),
        ((N,), Dash.DOTTED, "o"),
        ((A, S), Dash.SOLID, ""),
        ((A, D), Dash.SOLID, "x"),
        ((S, D), Dash.DASHED, "x"),
        ((S, N), Dash.DASHED, "o"),
        ((A, D, N), Dash.SOLID, "xo"),
        ((D, N), Dash.DOTTED, "xo"),
    ],
)
def test_the_line_tells_the_stance_without_colour(stances: tuple[Stance, ...], dash: Dash, marks: str) -> None:
    drawn = group(flows_picture(of(("Norland", "Sudria"), stances=stances)), "F1:")
    assert {s.dash for s in drawn.shapes[:2] if isinstance(s, Stroke)} == {dash}
    crosses = sum(isinstance(s, Stroke) and s.width == 2 for s in drawn.shapes) // 2
    rings = sum(isinstance(s, Disc) and s.ink == "denied" for s in drawn.shapes)
    assert "x" * crosses + "o" * rings == marks


@pytest.mark.parametrize(("roots", "width"), [(0, 1.5), (1, 1.5), (2, 2.75), (5, 6.5), (50, 6.5)])
def test_the_width_is_the_number_of_roots(roots: int, width: float) -> None:
    assert line_width(roots) == width


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((2, 0, 1, 0), "asserted by 2 independent roots, denied by 1"),
        ((0, 1, 0, 1), "suspected by 1 independent root, no evidence found by 1"),
        ((0, 0, 3, 0), "denied by 3 independent roots"),
    ],
)
def test_the_standing_in_words(counts: tuple[int, int, int, int], words: str) -> None:
    standing = Standing(**dict(zip((s.value for s in Stance), counts, strict=True)))
    assert standing_words(standing) == words
    assert style(standing)[0] in Dash


def columns(picture: Picture) -> list[set[str]]:
    """The parties of each column, from left to right."""
    found: dict[float, set[str]] = {}
    for one in picture.content:
        if isinstance(one, Group) and isinstance(one.shapes[0], Box):
            found.setdefault(one.shapes[0].x, set()).add(one.title)
    return [found[x] for x in sorted(found)]


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ([("A", "B")], [{"A"}, {"B"}]),
        ([("A", "B"), ("B", "C")], [{"A"}, {"B"}, {"C"}]),
        ([("A", "B"), ("B", "C"), ("A", "C")], [{"A"}, {"B"}, {"C"}]),
        ([("A", "B"), ("B", "A")], [{"A", "B"}, {"A", "B"}]),
        ([("A", "A")], [{"A"}, {"A"}]),
        ([("X", "A"), ("A", "B"), ("B", "A")], [{"X", "B"}, {"A"}, {"A", "B"}]),
        ([(None, "B"), ("A", None)], [{"supplier not named", "A"}, {"B", "recipient not named"}]),
        ([(None, None)], [{"supplier not named"}, {"recipient not named"}]),
    ],
)
def test_suppliers_stand_left_and_what_passes_through_between(
    ends: list[tuple[str | None, str | None]], expected: list[set[str]]
) -> None:
    assert columns(flows_picture(of(*ends))) == expected


@given(
    st.lists(
        st.tuples(*[st.sampled_from([*"ABCDEFGH", "A name as long as those of ministries are", None])] * 2), max_size=40
    )
)
@settings(max_examples=60, deadline=None)
def test_no_words_ever_touch(ends: list[tuple[str | None, str | None]]) -> None:
    picture = flows_picture(of(*ends))
    assert overlaps(picture) == []
    assert outside(picture) == []
    assert boxes_met(picture) == []


@pytest.mark.parametrize(
    ("flows", "shown", "words"), [(40, 40, None), (41, 40, "1 more movement,"), (90, 40, "50 more movements,")]
)
def test_what_does_not_fit_is_counted(flows: int, shown: int, words: str | None) -> None:
    picture = flows_picture(many(flows))
    labels = [s.words for s in picture.shapes() if isinstance(s, Label)]
    assert sum(bool(re.fullmatch(r"F\d+", label)) for label in labels) == shown
    assert [label for label in labels if "more movement" in label] == (
        [f"and {words} none of them better supported"] if words else []
    )
    assert (words or "").rstrip(",") in picture.description


def test_the_best_supported_are_kept() -> None:
    flows = tuple(flow(n, "P1", "P2", claim(A, roots=n % 7 + 1)) for n in range(1, 31))
    labels = {s.words for s in flows_picture(note(flows=flows), most=4).shapes() if isinstance(s, Label)}
    assert {"F6", "F13", "F20", "F27"} <= labels


def test_the_file_is_xml_that_names_its_words() -> None:
    root = ET.fromstring(flows_svg(note()))
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    named = {e.get("id"): e.text or "" for e in root if e.tag in (f"{SVG}title", f"{SVG}desc")}
    assert root.get("aria-labelledby") == " ".join(str(key) for key in named)
    assert "F1: Norland to Sudria: rocket launchers, delivered: asserted by 3" in " ".join(named.values())
    assert "prefers-color-scheme: dark" in "".join(root.itertext())


def test_a_note_without_movements_has_a_picture_that_says_so() -> None:
    assert "no movement is claimed" in flows_svg(note(flows=(), quotes=(), unknowns=(), conflicts=()))


def test_a_narrow_picture_has_two_columns_and_every_movement() -> None:
    shown = of(("Alba", "Borea"), ("Borea", "Corda"), ("Alba", "Corda"))
    wide, narrow = flows_picture(shown), flows_picture(shown, narrow=True)
    assert narrow.width <= 760 < wide.width
    assert overlaps(narrow) == overlaps(wide) == []
