"""A note as blocks of words, before any format: what every writer lays out in its own way.

Words that come from documents are made safe to show (`neutral.one_line`) when they become a run; each writer adds the
escaping of its own syntax.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from summarizer.note.render.picture import Picture
from summarizer.note.render.safe import one_line


class Tone(StrEnum):
    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"
    REFERENCE = "reference"
    """Set small and close: "[D3 S12]"."""


@dataclass(frozen=True)
class Run:
    """Words of one tone. `link` is the anchor that they lead to."""

    words: str
    tone: Tone = Tone.PLAIN
    link: str | None = None


Words = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """`level` 1 is the title, 2 a section, 3 a group within it."""

    level: int
    words: Words
    anchor: str | None = None


@dataclass(frozen=True)
class Paragraph:
    """`notice` is what a reader must not miss."""

    words: Words
    notice: bool = False


@dataclass(frozen=True)
class Entry:
    """One point of a list, and the lines that belong to it. Each has the anchor that leads to it, if any."""

    words: Words
    anchor: str | None = None
    more: tuple[tuple[Words, str | None], ...] = ()


@dataclass(frozen=True)
class Bullets:
    """A list. `evidence` marks the sources, which formats with footnotes of their own write there instead."""

    entries: tuple[Entry, ...]
    evidence: bool = False


Cell = tuple[Words, ...]
"""Its paragraphs, from top to bottom."""


@dataclass(frozen=True)
class Row:
    """The first cell names the row."""

    cells: tuple[Cell, ...]
    anchor: str | None = None


@dataclass(frozen=True)
class Table:
    """`widths` are the shares of the columns; `stacked` says that its rows may be set as cards on a narrow screen."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    stacked: bool = False


@dataclass(frozen=True)
class Figure:
    """A picture, and the same in lines of words for formats without pictures."""

    picture: Picture
    lines: tuple[Words, ...]


Block = Heading | Paragraph | Bullets | Table | Figure


def given(text: str, tone: Tone = Tone.PLAIN, link: str | None = None) -> Run:
    """Words from a document (or a file name, or a model): untrusted."""
    return Run(one_line(text), tone, link)


def own(text: str, tone: Tone = Tone.PLAIN, link: str | None = None) -> Run:
    """Words of the program itself, with their spaces."""
    return Run(text, tone, link)


def listed(parts: list[Words], between: str = ", ") -> Words:
    """One after the other with `between` between them."""
    found: list[Run] = []
    for n, part in enumerate(parts):
        found += [own(between), *part] if n else part
    return tuple(found)


def anchors(blocks: Iterable[Block]) -> list[str]:
    """Everything that a link can lead to."""
    found: list[str | None] = []
    for block in blocks:
        match block:
            case Heading():
                found.append(block.anchor)
            case Bullets():
                found += [anchor for e in block.entries for anchor in (e.anchor, *(a for _, a in e.more))]
            case Table():
                found += [row.anchor for row in block.rows]
            case Paragraph() | Figure():
                pass
    return [anchor for anchor in found if anchor]


def words_of(block: Block) -> list[Words]:
    """All its words, in reading order; of a figure, its lines."""
    match block:
        case Heading() | Paragraph():
            return [block.words]
        case Bullets():
            return [words for entry in block.entries for words in (entry.words, *(more for more, _ in entry.more))]
        case Table():
            heads: list[Words] = [(Run(head),) for head in block.heads]
            return [*heads, *(words for row in block.rows for cell in row.cells for words in cell)]
        case Figure():
            return list(block.lines)
