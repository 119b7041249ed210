"""Who is said to send what to whom, as a picture: one lane for each movement, with its words on its own line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from summarizer.note.model import Note, NoteFlow
from summarizer.note.render import strokes
from summarizer.note.render.layers import AGAIN, RECIPIENT, SUPPLIER, Edge, Layers, layers
from summarizer.note.render.legend import HEIGHT as LEGEND
from summarizer.note.render.legend import legend
from summarizer.note.render.picture import (
    Anchor,
    Box,
    Dash,
    Group,
    Ink,
    Label,
    Picture,
    Point,
    Shape,
    Stroke,
    fit,
    wrap,
)
from summarizer.note.render.picture import width as width_of
from summarizer.note.render.safe import one_line
from summarizer.note.render.svg import to_svg
from summarizer.render.wording import plain

MOST = 40
"""Movements that one picture holds."""
LANE, GAP, MARGIN = 24.0, 10.0, 8.0
"""Height of a lane, room between two parties, room around the picture."""
NODE, STUB, WORDS, CURVE = 148.0, 64.0, 268.0, 116.0
"""Widths: a party, the line from it to the words, the words, and the line from there to the next party."""
SIZE = 12.0
ROW = 15.0


def flows_svg(note: Note, *, most: int = MOST) -> str:
    """The picture as an SVG file. The same note gives the same bytes."""
    return to_svg(flows_picture(note, most=most))


def flows_picture(note: Note, *, most: int = MOST, narrow: bool = False) -> Picture:
    """The movements of the note; above `most` the best supported ones, and a line that says how many are left out.

    Args:
        narrow: two columns, so that its words can be read on an upright page.
    """
    return _Drawing(note, most, narrow=narrow).picture()


@dataclass(frozen=True)
class _Slot:
    """The room of one party (or of a line that passes) in its column."""

    y: float
    height: float

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


class _Drawing:
    def __init__(self, note: Note, most: int, *, narrow: bool) -> None:
        self._note = note
        self._left_out = strokes.left_out(note, most)
        self._flows = flows = strokes.best(note, most)
        self._by_id: Mapping[str, NoteFlow] = {f.id: f for f in flows}
        self._layers: Layers = layers(
            tuple(Edge(f.id, f.supplier or SUPPLIER, f.recipient or RECIPIENT, max(f.roots, 1)) for f in flows),
            {p.id: p.name for p in note.parties},
            narrow=narrow,
        )

    def picture(self) -> Picture:
        below = self._depth + GAP
        content: list[Group | Shape] = [
            *(self._arrow(f) for f in self._flows),
            *(self._party(node) for column in self._layers.columns for node in column if node not in self._by_id),
        ]
        if self._left_out:
            content.append(Label(MARGIN, below + SIZE, self._left_out, SIZE, Ink.FAINT))
            below += LANE
        legend_shapes = legend(MARGIN, below, self._width - 2 * MARGIN)
        return Picture(
            "flows",
            self._width,
            below + LEGEND + MARGIN,
            "Who is said to send what to whom",
            self._description(),
            (*content, *legend_shapes),
        )

    def _description(self) -> str:
        told = "; ".join(self._sentence(f) for f in self._flows) or "no movement is claimed"
        more = f"; {self._left_out}" if self._left_out else ""
        return f"{told}{more}."

    def _sentence(self, flow: NoteFlow) -> str:
        ends = f"{one_line(self._name(_supplier(flow)))} to {one_line(self._name(self._end(flow)))}"
        return f"{flow.id}: {ends}: {one_line(flow.materiel)}, {self._standing(flow)}"

    def _standing(self, flow: NoteFlow) -> str:
        reached = "stage not stated" if flow.stage == "unspecified" else plain(flow.stage)
        return f"{reached}: {strokes.standing_words(flow.standing)}"

    def _name(self, node: str) -> str:
        if node == SUPPLIER:
            return "supplier not named"
        return "recipient not named" if node == RECIPIENT else self._note.party(node.removesuffix(AGAIN)).name

    def _end(self, flow: NoteFlow) -> str:
        """The box at which a movement ends."""
        return self._layers.ends[flow.id]

    # Columns and lanes

    @cached_property
    def _columns(self) -> tuple[float, ...]:
        """The left edge of each column of parties."""
        edges, x = [], MARGIN
        for column in self._layers.columns:
            edges.append(x)
            x += NODE + STUB + WORDS + CURVE if column else 0  # a column without a party takes no room
        return tuple(edges)

    @property
    def _width(self) -> float:
        return max(self._columns[-1], MARGIN + NODE + STUB + WORDS + CURVE) + NODE + MARGIN

    @cached_property
    def _column(self) -> dict[str, int]:
        return {node: n for n, column in enumerate(self._layers.columns) for node in column}

    @cached_property
    def _depth(self) -> float:
        """The lower edge of the lowest party."""
        return max((slot.y + slot.height for slot in self._slots.values()), default=MARGIN)

    @cached_property
    def _slots(self) -> dict[str, _Slot]:
        heights = [[self._height(node) for node in column] for column in self._layers.columns]
        totals = [sum(column) + GAP * max(len(column) - 1, 0) for column in heights]
        found: dict[str, _Slot] = {}
        for column, tall, total in zip(self._layers.columns, heights, totals, strict=True):
            y = MARGIN + (max(totals) - total) / 2
            for node, height in zip(column, tall, strict=True):
                found[node] = _Slot(y, height)
                y += height + GAP
        return found

    def _height(self, node: str) -> float:
        if node in self._by_id:
            return LANE * 0.6
        # Movements that end at a party need room for their arrows, not for words.
        arriving = sum(self._end(f) == node for f in self._flows) * LANE / 2
        return max(len(self._outward(node)) * LANE, arriving, ROW * len(self._rows(node)) + 10)

    def _rows(self, node: str) -> tuple[str, ...]:
        return wrap(self._name(node), SIZE, NODE - 14, 3)

    def _outward(self, node: str) -> list[NoteFlow]:
        """Movements that leave a party, from top to bottom: in the order in which their recipients stand."""
        order = {name: n for column in self._layers.columns for n, name in enumerate(column)}

        def target(flow: NoteFlow) -> tuple[int, int]:
            return order[flow.id if flow.id in order else self._end(flow)], int(flow.id[1:])

        return sorted((f for f in self._flows if _supplier(f) == node), key=target)

    @cached_property
    def _lanes(self) -> dict[str, float]:
        """The line on which each movement leaves its supplier and has its words."""
        found: dict[str, float] = {}
        for node, slot in self._slots.items():
            lanes = self._outward(node)
            top = slot.middle - len(lanes) * LANE / 2
            found.update({f.id: top + LANE * (n + 0.5) for n, f in enumerate(lanes)})
        return found

    @cached_property
    def _ports(self) -> dict[str, float]:
        """The line on which each movement reaches its recipient: by the order in which they come."""
        found: dict[str, float] = {}
        for node, slot in self._slots.items():
            coming = [f for f in self._flows if self._end(f) == node]
            coming.sort(key=lambda f: (self._comes_from(f), int(f.id[1:])))
            step = slot.height / max(len(coming), 1)
            found.update({f.id: slot.y + step * (n + 0.5) for n, f in enumerate(coming)})
        return found

    def _comes_from(self, flow: NoteFlow) -> float:
        return self._slots[flow.id].middle if flow.id in self._slots else self._lanes[flow.id]

    # Shapes

    def _party(self, node: str) -> Group:
        slot, x = self._slots[node], self._columns[self._column[node]]
        unnamed = node in (SUPPLIER, RECIPIENT)
        box = Box(x, slot.y, NODE, slot.height, Ink.FAINT, Dash.DASHED if unnamed else Dash.SOLID)
        rows = self._rows(node)
        top = slot.middle - ROW * len(rows) / 2 + SIZE
        ink = Ink.FAINT if unnamed else Ink.INK
        words = (
            Label(x + NODE / 2, top + ROW * n, row, SIZE, ink, not unnamed, Anchor.MIDDLE) for n, row in enumerate(rows)
        )
        return Group(one_line(self._name(node)), (box, *words))

    def _arrow(self, flow: NoteFlow) -> Group:
        dash, ink = strokes.style(flow.standing)
        wide = strokes.line_width(strokes.roots_of(flow))
        y, port = self._lanes[flow.id], self._ports[flow.id]
        x = self._columns[self._column[_supplier(flow)]] + NODE
        words = self._words(flow, x + STUB + 6, y)
        end = x + STUB + 12 + min(sum(width_of(w.words, SIZE, bold=w.bold) for w in words) + 4, WORDS)
        marks = strokes.marks(flow.standing, (x + STUB - 22, y))
        lines = (
            Stroke((x, y), ((x + STUB, y),), ink, wide, dash),
            *self._across(flow, (end, y), (x + STUB + WORDS + 12, y), port, (ink, wide, dash)),
        )
        return Group(self._sentence(flow), (*lines, *marks, *words))

    def _words(self, flow: NoteFlow, x: float, y: float) -> tuple[Label, ...]:
        head = Label(x, y + 4, flow.id, SIZE, Ink.INK, bold=True)
        room = width_of(flow.id, SIZE, bold=True) + 5
        stage = "" if flow.stage == "unspecified" else f"{plain(flow.stage)}: "
        return head, Label(x + room, y + 4, fit(stage + flow.materiel, SIZE, WORDS - room), SIZE)

    def _across(
        self, flow: NoteFlow, start: Point, turn: Point, port: float, pen: tuple[Ink, float, Dash]
    ) -> tuple[Shape, ...]:
        """From the end of the words to the recipient, past the middle column when that lies between."""
        ink, wide, dash = pen
        x = self._columns[self._column[self._end(flow)]]
        steps: list[tuple[float, ...]] = [turn] if start[0] < turn[0] else []
        at = turn if steps else start
        if flow.id in self._slots:
            through = self._slots[flow.id].middle
            steps.append(_bend(at, (self._columns[1], through)))
            at = (self._columns[1] + NODE + STUB + WORDS + 12, through)
            steps.append(at)
        tip = (x - 1, port)
        steps.append(_bend(at, (tip[0] - strokes.HEAD + 1, port)))
        return Stroke(start, tuple(steps), ink, wide, dash), strokes.arrowhead(tip, ink)


def _supplier(flow: NoteFlow) -> str:
    return flow.supplier or SUPPLIER


def _bend(start: Point, end: Point) -> tuple[float, ...]:
    """A curve that leaves and arrives level."""
    half = (start[0] + end[0]) / 2
    return half, start[1], half, end[1], *end
