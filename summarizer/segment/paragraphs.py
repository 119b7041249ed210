"""Paragraphs: stretches of text between line breaks that mean something.

A blank line always ends a paragraph. A single line break does so too, unless the text was wrapped to a width: then
the break is worth a space, as in e-mails, old wire copy and text taken from PDF.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from summarizer.segment.words import OPEN_ENDED

BULLET = re.compile(r"[•●◦▪‣∙·*]\s|[-–—]\s+(?![^\W\d_A-Z])|>\s|\(?\d{1,3}[.)]\s|\(?[a-z]\)\s|#{1,6}\s")
"""What begins a list entry. A dash before a lower-case word is a dash."""

LABEL = re.compile(r"(?:[A-Z][A-Z.’'\-]*[ \t]){0,5}[A-Z][A-Z.’'\-]*(?:[ \t]\([^)\n]{1,60}\))?:(?=\s|$)|[QA]:\s")
"""The speaker's label that begins a turn of a transcript: "MR. MILLER:", "QUESTION:"."""

_ENDS = re.compile(r"[.!?…:;。！？؟۔।][\"”’»'›)\]]*$")
_WORD = re.compile(r"\S+")
_LAST_WORD = re.compile(r"[^\W\d_]+$")

_WIDEST = 120
"""A line longer than this was not wrapped by a person's or a program's margin."""
_NARROWEST = 40


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str

    @property
    def ends(self) -> bool:
        return _ENDS.search(self.text[-12:]) is not None


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Offsets of the paragraphs of a text, in order, without the white space around them; none is empty."""
    blocks = list(_blocks(text))
    width = _wrap_width(blocks)
    found: list[tuple[int, int]] = []
    for block in blocks:
        even = _is_even(block)
        start = block[0].start
        for line, following in pairwise(block):
            if not _is_soft(line, following, width, even):
                found.append((start, line.end))
                start = following.start
        found.append((start, block[-1].end))
    return found


def _blocks(text: str) -> Iterator[list[_Line]]:
    """Runs of lines without a blank line between them."""
    block: list[_Line] = []
    at = 0
    for raw in text.splitlines(keepends=True):
        inner = raw.strip()
        if inner:
            start = at + len(raw) - len(raw.lstrip())
            block.append(_Line(start, start + len(inner), inner))
        elif block:
            yield block
            block = []
        at += len(raw)
    if block:
        yield block


def _wrap_width(blocks: list[list[_Line]]) -> float | None:
    """The usual length of a wrapped line, or None when the text was not wrapped.

    English text that was wrapped goes on with a lower-case letter in most lines; text with one line per paragraph
    hardly ever does.
    """
    pairs = [(a, b) for block in blocks for a, b in pairwise(block)]
    carried = [len(a.text) for a, b in pairs if b.text[0].islower() and not BULLET.match(b.text)]
    if not carried or len(carried) < 0.25 * len(pairs):
        return None
    width = median(carried)
    return width if _NARROWEST <= width <= _WIDEST else None


def _is_even(block: list[_Line]) -> bool:
    """Whether a block looks wrapped by the length of its lines alone (text in capitals, scripts without case)."""
    lengths = [len(line.text) for line in block]
    if len(block) < 3 or not _NARROWEST <= max(lengths) <= _WIDEST or lengths[-1] > max(lengths):
        return False
    filled = all(n >= 0.75 * max(lengths) for n in lengths[:-1])
    return filled and sum(line.ends for line in block[:-1]) <= 0.4 * (len(block) - 1)


def _is_soft(line: _Line, following: _Line, width: float | None, even: bool) -> bool:
    """Whether the break between two lines is worth no more than a space."""
    if LABEL.match(following.text):
        return False
    label = LABEL.match(line.text)
    if label and label.end() == len(line.text):
        return True
    word = _WORD.match(following.text)
    full = width is not None and word is not None and len(line.text) + 1 + word.end() >= 0.9 * width
    if BULLET.match(following.text):
        return full and not line.ends and following.text[0].isdigit() and not BULLET.match(line.text)
    if following.text[0].islower():
        return not (line.ends and len(line.text) > _WIDEST)
    if line.text[-1] in ",-–—" and not line.ends:
        return True
    last = _LAST_WORD.search(line.text[-40:])
    if last and last.group() in OPEN_ENDED:
        return True
    return even or full
