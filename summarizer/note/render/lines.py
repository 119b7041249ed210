"""Runs of words broken into lines of a given width, for formats that must do so themselves."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from summarizer.note.render.blocks import Run, Tone, Words
from summarizer.render.neutral import RIGHT_TO_LEFT

Measure = Callable[[str, Tone], float]
"""The width of words of a tone."""


@dataclass(frozen=True)
class Piece:
    """Words of one run on one line, `x` from its left edge."""

    words: str
    x: float
    width: float
    tone: Tone
    link: str | None


Line = tuple[Piece, ...]


@dataclass(frozen=True)
class _Token:
    """What cannot be broken: words without a space, `gap` when a space stands before them."""

    words: str
    run: Run
    gap: bool


def break_lines(words: Words, width: float, measure: Measure) -> list[Line]:
    """Lines no wider than `width`, broken at spaces, and within a word only when it is wider than a whole line.

    Neighbours of one run stay one piece, so that words that run from right to left keep their order.
    """
    lines: list[list[_Token]] = [[]]
    taken = 0.0
    for cluster in _clusters(_narrow(_tokens(words), width, measure)):
        wide = sum(measure(token.words, token.run.tone) for token in cluster)
        # What touches stays together, but for what would not fit on a whole line.
        for part in [cluster] if wide <= width else [[token] for token in cluster]:
            wide = sum(measure(token.words, token.run.tone) for token in part)
            gap = measure(" ", part[0].run.tone) if part[0].gap and lines[-1] else 0.0
            if lines[-1] and taken + gap + wide > width:
                lines.append([])
                taken, gap = 0.0, 0.0
            lines[-1].extend(part)
            taken += gap + wide
    return [_placed(line, measure) for line in lines if line]


def _clusters(tokens: Iterator[_Token]) -> Iterator[list[_Token]]:
    """Tokens with no gap between them."""
    cluster: list[_Token] = []
    for token in tokens:
        if token.gap and cluster:
            yield cluster
            cluster = []
        cluster.append(token)
    if cluster:
        yield cluster


def _tokens(words: Words) -> Iterator[_Token]:
    """Words that touch across runs ("(" and "Norland") stay together, since only a gap may be broken at.

    So do those of a reference: "D3 S12".
    """
    gap = False
    for run in words:
        parts = [run.words.rstrip(), *run.words[len(run.words.rstrip()) :]] if run.link else run.words.split(" ")
        parts = ["" if part == " " else part for part in parts]
        for n, part in enumerate(parts):
            gap = gap or n > 0
            if part:
                yield _Token(part, run, gap)
                gap = False


def _narrow(tokens: Iterator[_Token], width: float, measure: Measure) -> Iterator[_Token]:
    for token in tokens:
        rest, gap = token.words, token.gap
        while measure(rest, token.run.tone) > width and len(rest) > 1:
            kept = _kept(rest, token.run.tone, width, measure)
            yield _Token(rest[:kept], token.run, gap)
            rest, gap = rest[kept:], True
        yield _Token(rest, token.run, gap)


def _kept(words: str, tone: Tone, width: float, measure: Measure) -> int:
    """How many of the letters fit: at least one, and none without its accents."""
    low, high = 1, len(words) - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(words[:middle], tone) <= width else (low, middle - 1)
    while low > 1 and unicodedata.combining(words[low]):
        low -= 1
    return low


def _placed(line: list[_Token], measure: Measure) -> Line:
    merged: list[_Token] = []
    for token in line:
        last = merged[-1] if merged else None
        if last and (last.run is token.run or _alike(last, token)):
            merged[-1] = _Token(last.words + (" " if token.gap else "") + token.words, last.run, last.gap)
        else:
            merged.append(token)
    pieces, x = [], 0.0
    for n, token in enumerate(merged):
        x += measure(" ", token.run.tone) if token.gap and n else 0.0
        wide = measure(token.words, token.run.tone)
        pieces.append(Piece(token.words, x, wide, token.run.tone, token.run.link))
        x += wide
    return tuple(pieces)


def _alike(a: _Token, b: _Token) -> bool:
    """Right-to-left words keep to themselves: they must not draw their neighbours into their order."""
    same = a.run.tone is b.run.tone and a.run.link == b.run.link
    return same and not any(unicodedata.bidirectional(c) in RIGHT_TO_LEFT for c in a.words + b.words)
