"""The picture of who spoke when: one line for each stance, the undated apart, marks that never touch."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.note.render import timeline_svg
from summarizer.note.render.calendar import Axis
from summarizer.note.render.picture import Group, Label
from summarizer.note.render.timeline_svg import RADIUS, merged, sign, timeline_picture
from summarizer.schema import Stance
from tests.note.render.geometry import outside, overlaps
from tests.note.render.sample import claim, flow, many, note, source


@given(st.lists(st.tuples(st.floats(0, 400), st.integers(1, 40)), max_size=60))
def test_marks_never_touch_and_none_is_lost(places: list[tuple[float, int]]) -> None:
    marks = merged(places)
    assert sum(mark.voices for mark in marks) == sum(voices for _, voices in places)
    assert all(a.right <= b.x - RADIUS for a, b in pairwise(marks))
    assert {mark.x for mark in marks} <= {x for x, _ in places}


def test_each_stance_has_a_shape_of_its_own() -> None:
    assert len({sign(stance, (0, 0)) for stance in Stance}) == 4


def test_the_undated_stand_apart() -> None:
    dated = claim(Stance.ASSERTS, "2025-03-03", documents=("D1",))
    half = claim(Stance.SUSPECTS, "2025-03-03", documents=("D1", "D2"))
    undated = claim(Stance.DENIES, documents=("D2",))
    sources = (source(1, "One", "2025-03-03T06:00:00+00:00"), source(2, "Two", None), source(3, "Three", None))
    picture = timeline_picture(note(sources=sources, flows=(flow(1, "P1", "P2", dated, half, undated),)))
    row = next(one for one in picture.content if isinstance(one, Group))
    told = "asserted 2025-03-03, suspected 2025-03-03, 1 undated voice, denied 1 undated voice"
    assert row.title == f"F1: Norland to Sudria: {told}"
    assert "undated" in [s.words for s in picture.shapes() if isinstance(s, Label)]


@pytest.mark.parametrize("count", [0, 1, 7, 40, 90])
def test_words_keep_apart(count: int) -> None:
    picture = timeline_picture(many(count) if count else note(flows=(), quotes=(), unknowns=(), conflicts=()))
    assert overlaps(picture) == []
    assert outside(picture) == []


def test_both_ends_of_long_names_can_be_read() -> None:
    shown = timeline_picture(note(flows=(flow(1, "P6", "P6", claim(Stance.ASSERTS)),)))
    names = next(s.words for s in shown.shapes() if isinstance(s, Label) and " to " in s.words)
    left, right = names.split(" to ")
    assert left == right
    assert left.endswith("…")


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 60000))
@settings(deadline=None)
def test_written_days_are_within_and_keep_apart(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    axis = Axis(first, last, 0, 400)
    ticks = axis.ticks()
    assert 1 <= len(ticks) <= 11
    assert all(-0.01 <= x <= 400.01 for x, _ in ticks)
    assert all(b[0] - a[0] > 30 for a, b in pairwise(ticks))
    assert all(first.isoformat().startswith(words) or first.isoformat() < words for _, words in ticks)


def test_the_file_is_xml_that_names_its_words() -> None:
    root = ET.fromstring(timeline_svg(note()))
    assert "F4: Восточный край to Sudria: denied 2025-02-11" in "".join(root.itertext())
