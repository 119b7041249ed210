"""Who spoke when about each movement, as a picture: a row for each, a line in it for each stance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from summarizer.note.model import FlowClaim, Note, NoteFlow
from summarizer.note.render import strokes
from summarizer.note.render.calendar import Axis
from summarizer.note.render.picture import Anchor, Disc, Group, Ink, Label, Picture, Point, Shape, Stroke, fit
from summarizer.note.render.picture import width as width_of
from summarizer.note.render.safe import one_line
from summarizer.note.render.svg import to_svg
from summarizer.render import wording
from summarizer.schema import Stance

MOST = 40
"""Movements that one picture holds."""
MARGIN, NAMES, UNDATED, WIDTH = 8.0, 262.0, 70.0, 760.0
"""Room around the picture, widths of the words at its left and of the undated voices at its right, and of it all."""
LINE, SIZE, SMALL = 15.0, 12.0, 11.0
RADIUS = 4.5


@dataclass(frozen=True)
class Mark:
    """`voices` of one stance at the place `x`; marks that would touch are one."""

    x: float
    voices: int

    @property
    def right(self) -> float:
        """Where the mark and its number end."""
        return self.x + RADIUS + 2 + (width_of(str(self.voices), SMALL) + 2 if self.voices > 1 else 0)


def timeline_svg(note: Note, *, most: int = MOST) -> str:
    """The picture as an SVG file. The same note gives the same bytes."""
    return to_svg(timeline_picture(note, most=most))


def timeline_picture(note: Note, *, most: int = MOST) -> Picture:
    """The dated claims of each movement in their order, the undated ones apart at the right."""
    return _Drawing(note, most).picture()


def merged(places: Iterable[tuple[float, int]]) -> tuple[Mark, ...]:
    """Marks for (place, voices), ascending; one that would touch its left neighbour is counted with it."""
    found: list[Mark] = []
    for x, voices in sorted(places):
        if found and x - RADIUS < found[-1].right:
            found[-1] = Mark(found[-1].x, found[-1].voices + voices)
        else:
            found.append(Mark(x, voices))
    return tuple(found)


class _Drawing:
    def __init__(self, note: Note, most: int) -> None:
        self._flows = strokes.best(note, most)
        self._left_out = strokes.left_out(note, most)
        self._note = note
        self._published = {s.id: s.published or "" for s in note.sources}

    def picture(self) -> Picture:
        y = MARGIN
        content: list[Group | Shape] = []
        for flow in self._flows:
            row, y = self._row(flow, y)
            content.append(row)
        content.extend(self._scale(y))
        y += 30
        if self._left_out:
            content.append(Label(MARGIN, y + 6, self._left_out, SIZE, Ink.FAINT))
            y += 20
        content.extend(_legend(MARGIN, y))
        title, told = "Who spoke when about each movement", "; ".join(self._sentence(f) for f in self._flows)
        return Picture("timeline", WIDTH, y + 34, title, f"{told or 'no movement is claimed'}.", tuple(content))

    @cached_property
    def _axis(self) -> Axis | None:
        days = [date.fromisoformat(day) for f in self._flows for c in f.claims for day in c.dates]
        if not days:
            return None
        return Axis(min(days), max(days), MARGIN + NAMES + 16, WIDTH - MARGIN - UNDATED - 34)

    def _row(self, flow: NoteFlow, y: float) -> tuple[Group, float]:
        """The shapes of one movement from `y` on, and where the next begins."""
        stances = [stance for stance in Stance if flow.by(stance)]
        height = LINE * max(len(stances), 2) + 6
        shapes: list[Shape] = [
            *self._names(flow, y),
            Stroke((MARGIN, y + height), ((WIDTH - MARGIN, y + height),), Ink.RULE, 1),
        ]
        top = y + (height - LINE * len(stances)) / 2
        for n, stance in enumerate(stances):
            shapes.extend(self._line(flow, stance, top + LINE * (n + 0.5)))
        return Group(self._sentence(flow), tuple(shapes)), y + height

    def _names(self, flow: NoteFlow, y: float) -> tuple[Label, ...]:
        room = width_of(flow.id, SIZE, bold=True) + 5
        # Long names are cut alike, so that both ends can be read.
        names = [self._note.name(ref) for ref in (flow.supplier, flow.recipient)]
        rest = NAMES - room - width_of(" to ", SIZE)
        if sum(width_of(name, SIZE) for name in names) > rest:
            half = rest / 2
            spare = [max(half - width_of(name, SIZE), 0) for name in names]
            names = [fit(name, SIZE, half + other) for name, other in zip(names, reversed(spare), strict=True)]
        else:
            names = [one_line(name) for name in names]
        ends = " to ".join(names)
        return (
            Label(MARGIN, y + 14, flow.id, SIZE, Ink.INK, bold=True),
            Label(MARGIN + room, y + 14, ends, SIZE),
            Label(MARGIN + room, y + 29, fit(flow.materiel, SMALL, NAMES - room), SMALL, Ink.FAINT),
        )

    def _line(self, flow: NoteFlow, stance: Stance, y: float) -> Iterable[Shape]:
        days: Counter[str] = Counter(day for claim in flow.by(stance) for day in claim.dates)
        if self._axis:
            yield Stroke((self._axis.left - 8, y), ((self._axis.right + 26, y),), Ink.RULE, 0.75)
            for mark in merged((self._axis.x(date.fromisoformat(day)), n) for day, n in days.items()):
                yield from _marked(mark, stance, y)
        if undated := sum(self._has_undated(claim) for claim in flow.by(stance)):
            yield from _marked(Mark(WIDTH - MARGIN - UNDATED + 24, undated), stance, y)

    def _has_undated(self, claim: FlowClaim) -> bool:
        return any(self._published.get(d, "")[:10] not in claim.dates for d in claim.documents)

    def _scale(self, y: float) -> Iterable[Shape]:
        if self._axis:
            for x, words in self._axis.ticks():
                yield Stroke((x, y), ((x, y + 5),), Ink.FAINT, 1)
                yield Label(x, y + 18, words, SMALL, Ink.FAINT, anchor=Anchor.MIDDLE)
        if any(self._has_undated(c) for f in self._flows for c in f.claims):
            yield Stroke((WIDTH - MARGIN - UNDATED, MARGIN), ((WIDTH - MARGIN - UNDATED, y),), Ink.FAINT, 1)
            yield Label(WIDTH - MARGIN - UNDATED + 8, y + 18, "undated", SMALL, Ink.FAINT)

    def _sentence(self, flow: NoteFlow) -> str:
        told = []
        for stance in Stance:
            days = sorted({day for claim in flow.by(stance) for day in claim.dates})
            undated = sum(self._has_undated(claim) for claim in flow.by(stance))
            when = [_span(days)] if days else []
            when += [wording.count(undated, "undated voice")] if undated else []
            told += [f"{wording.PARTICIPLE[stance]} {', '.join(when)}"] if when else []
        ends = f"{one_line(self._note.name(flow.supplier))} to {one_line(self._note.name(flow.recipient))}"
        return f"{flow.id}: {ends}: {', '.join(told)}"


def _span(days: list[str]) -> str:
    return days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"


def _marked(mark: Mark, stance: Stance, y: float) -> Iterable[Shape]:
    yield from sign(stance, (mark.x, y))
    if mark.voices > 1:
        yield Label(mark.x + RADIUS + 3, y + 4, str(mark.voices), SMALL)


def sign(stance: Stance, at: Point) -> tuple[Shape, ...]:
    """Four shapes for four stances: a full disc, a hollow diamond, a cross, a ring."""
    x, y = at
    if stance is Stance.ASSERTS:
        return (Disc(at, RADIUS, Ink.ASSERTED, Ink.ASSERTED),)
    if stance is Stance.SUSPECTS:
        reach = RADIUS + 1
        corners = ((x + reach, y), (x, y + reach), (x - reach, y))
        return (Stroke((x, y - reach), corners, Ink.SUSPECTED, 1.5, fill=Ink.PAPER),)
    if stance is Stance.DENIES:
        return strokes.cross(at, RADIUS - 0.5)
    return (Disc(at, RADIUS, Ink.DENIED, Ink.PAPER),)


def _legend(x: float, y: float) -> Iterable[Shape]:
    yield Stroke((x, y), ((WIDTH - MARGIN, y),), Ink.RULE, 1)
    for stance in Stance:
        words = wording.PARTICIPLE[stance]
        yield from sign(stance, (x + 6, y + 16))
        yield Label(x + 17, y + 20, words, SMALL, Ink.FAINT)
        x += 17 + width_of(words, SMALL) + 12
    yield Label(x, y + 20, "a number counts voices on one day or close to it", SMALL, Ink.FAINT)
