"""Where the shapes of a picture are, as rectangles (left, top, right, bottom)."""

from __future__ import annotations

from itertools import combinations

from summarizer.note.render.picture import Anchor, Box, Label, Picture
from summarizer.note.render.picture import width as width_of

Rectangle = tuple[float, float, float, float]


def rectangle(label: Label) -> Rectangle:
    wide = width_of(label.words, label.size, bold=label.bold)
    left = label.x - {Anchor.START: 0, Anchor.MIDDLE: wide / 2, Anchor.END: wide}[label.anchor]
    return left, label.y - 0.8 * label.size, left + wide, label.y + 0.2 * label.size


def overlaps(picture: Picture) -> list[tuple[str, str]]:
    """Labels that cover a part of each other."""
    labels = [shape for shape in picture.shapes() if isinstance(shape, Label)]
    return [(a.words, b.words) for a, b in combinations(labels, 2) if _meet(rectangle(a), rectangle(b))]


def outside(picture: Picture) -> list[str]:
    """Labels that leave the picture."""
    labels = [shape for shape in picture.shapes() if isinstance(shape, Label)]
    held = ((label.words, rectangle(label)) for label in labels)
    return [w for w, (x, y, r, b) in held if x < 0 or y < 0 or r > picture.width or b > picture.height]


def boxes_met(picture: Picture) -> list[str]:
    """Boxes that meet another box, or a label that is not inside them."""
    boxes = [(s.x, s.y, s.x + s.width, s.y + s.height) for s in picture.shapes() if isinstance(s, Box)]
    labels = {s.words: rectangle(s) for s in picture.shapes() if isinstance(s, Label)}
    found = ["box" for a, b in combinations(boxes, 2) if _meet(a, b)]
    return found + [w for w, r in labels.items() for box in boxes if _meet(r, box) and not _inside(r, box)]


def _meet(a: Rectangle, b: Rectangle) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _inside(a: Rectangle, b: Rectangle) -> bool:
    return b[0] <= a[0] and b[1] <= a[1] and a[2] <= b[2] and a[3] <= b[3]
