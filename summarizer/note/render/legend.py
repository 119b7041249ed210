"""What the lines and marks of a picture mean, drawn below it."""

from __future__ import annotations

from summarizer.note.model import Standing
from summarizer.note.render import strokes
from summarizer.note.render.picture import Ink, Label, Shape, Stroke
from summarizer.note.render.picture import width as width_of

SIZE = 11.0
ROW = 20.0
HEIGHT = 2 * ROW + 6
SAMPLE = 34.0


def legend(x: float, y: float, room: float) -> tuple[Shape, ...]:
    """Two rows from `(x, y)`, at most `room` pixels wide: the styles, then the marks and widths."""
    rule = Stroke((x, y), ((x + room, y),), Ink.RULE, 1)
    styles = ((Standing(asserts=1, **_NONE), "asserted"), (_SUSPECTED, "suspected"), (_DENIED, "affirmed by nobody"))
    shown: list[Shape] = [rule]
    at, base = x, y + ROW
    for standing, words in styles:
        dash, ink = strokes.style(standing)
        shown.append(Stroke((at, base - 4), ((at + SAMPLE, base - 4),), ink, 2, dash))
        at = _words(shown, at + SAMPLE + 6, base, words)
    for roots, words in ((1, "1 independent root"), (strokes.WIDEST, f"{strokes.WIDEST} or more")):
        shown.append(Stroke((at, base - 4), ((at + SAMPLE, base - 4),), Ink.FAINT, strokes.line_width(roots)))
        at = _words(shown, at + SAMPLE + 6, base, words)
    at, base = x, y + 2 * ROW
    for standing, words in ((_DENIED, "denied by somebody"), (_NO_EVIDENCE, "somebody finds no evidence")):
        shown.extend(strokes.marks(standing, (at + 6, base - 4)))
        at = _words(shown, at + 18, base, words)
    return tuple(shown)


def _words(shown: list[Shape], x: float, y: float, words: str) -> float:
    shown.append(Label(x, y, words, SIZE, Ink.FAINT))
    return x + width_of(words, SIZE) + 14


_NONE = {"suspects": 0, "denies": 0, "finds_no_evidence": 0}
_SUSPECTED = Standing(asserts=0, suspects=1, denies=0, finds_no_evidence=0)
_DENIED = Standing(asserts=0, suspects=0, denies=1, finds_no_evidence=0)
_NO_EVIDENCE = Standing(asserts=0, suspects=0, denies=0, finds_no_evidence=1)
