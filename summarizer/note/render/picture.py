"""A picture as plain shapes, before any format, so that the page, the PDF and the word processor show the same one.

Coordinates are CSS pixels from the upper left corner. Inks are names: each format gives them its own colours.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

from summarizer.note.render.safe import NO_CHARACTERS, one_line
from summarizer.render.neutral import neutral

Point = tuple[float, float]


class Ink(StrEnum):
    INK = "ink"
    FAINT = "faint"
    RULE = "rule"
    PAPER = "paper"
    ASSERTED = "asserted"
    SUSPECTED = "suspected"
    DENIED = "denied"


class Dash(StrEnum):
    """How a line is broken. It tells the stance without any colour."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"


DASHES: dict[Dash, tuple[float, float]] = {Dash.DASHED: (8, 5), Dash.DOTTED: (1.5, 4)}
"""Lengths of stroke and gap in pixels."""


class Anchor(StrEnum):
    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True)
class Stroke:
    """A line from `start` through `steps`: two numbers go straight, six are a cubic curve. With `fill` it is closed."""

    start: Point
    steps: tuple[tuple[float, ...], ...]
    ink: Ink | None = Ink.INK
    width: float = 1.5
    dash: Dash = Dash.SOLID
    fill: Ink | None = None


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    width: float
    height: float
    ink: Ink = Ink.FAINT
    dash: Dash = Dash.SOLID


@dataclass(frozen=True)
class Disc:
    """A circle around `centre`, filled or not."""

    centre: Point
    radius: float
    ink: Ink
    fill: Ink


@dataclass(frozen=True)
class Label:
    """Words on the line `y` (their base line). They have passed `one_line` and fit the room kept for them."""

    x: float
    y: float
    words: str
    size: float = 12
    ink: Ink = Ink.INK
    bold: bool = False
    anchor: Anchor = Anchor.START


Shape = Stroke | Box | Disc | Label


@dataclass(frozen=True)
class Group:
    """Shapes that say one thing together, and the sentence that a pointer resting on them shows."""

    title: str
    shapes: tuple[Shape, ...]


@dataclass(frozen=True)
class Picture:
    """`title` and `description` are the words for those who do not see it. `name` tells pictures of a page apart."""

    name: str
    width: float
    height: float
    title: str
    description: str
    content: tuple[Group | Shape, ...] = field(default=())

    def shapes(self) -> tuple[Shape, ...]:
        """Every shape, groups opened, in the order in which they are painted."""
        found: list[Shape] = []
        for one in self.content:
            found.extend(one.shapes if isinstance(one, Group) else (one,))
        return tuple(found)


# Advance widths in ems, by letter, rounded up from the widest of the usual screen fonts (DejaVu Sans, Verdana).
NARROW, WIDE = frozenset(".,:;'’‘|!iljI ·"), frozenset("mwMWQ@%—…×&ЖШЩЮМжшщюм")
MIDDLING = frozenset('ftr()[]/-“”"')


def width(words: str, size: float, *, bold: bool = False) -> float:
    """Room in pixels that `words` need at most, whatever sans-serif font shows them."""
    return sum(_ems(c) for c in words) * size * (1.13 if bold else 1)


def fit(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """`text` made safe to show, and cut with an ellipsis where it would be wider than `room` pixels."""
    line = " ".join(neutral(NO_CHARACTERS.sub("\ufffd", text)).split())
    if width(line, size, bold=bold) <= room:
        return one_line(text)
    kept = ""
    for letter in line:
        if width(kept + letter + "…", size, bold=bold) > room and unicodedata.combining(letter) == 0:
            break
        kept += letter
    return one_line(kept.rstrip() + "…")


def wrap(text: str, size: float, room: float, most: int = 2) -> tuple[str, ...]:
    """`text` on at most `most` lines of `room` pixels, broken between words; the last is cut when it must be."""
    rows: list[str] = []
    words = neutral(text).split()
    while words and len(rows) < most - 1:
        taken = 1
        while taken < len(words) and width(" ".join(words[: taken + 1]), size) <= room:
            taken += 1
        rows.append(fit(" ".join(words[:taken]), size, room))
        words = words[taken:]
    return (*rows, fit(" ".join(words), size, room)) if words else tuple(rows)


def _ems(letter: str) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    if letter in NARROW:
        return 0.36
    if letter in MIDDLING:
        return 0.48
    if letter in WIDE:
        return 1.08
    return 0.82 if letter.isupper() else 0.66
