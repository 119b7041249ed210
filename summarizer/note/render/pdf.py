"""A note as PDF: A4 pages with bookmarks, links from references to sentences, and page numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from summarizer.note.model import Note
from summarizer.note.render.blocks import Block, Figure, Paragraph, Run, Tone, words_of
from summarizer.note.render.canvas import texts
from summarizer.note.render.fonts import MISSING, drawable, fonts
from summarizer.note.render.outline import outline
from summarizer.note.render.safe import one_line
from summarizer.note.render.sheet import FIXED, Sheet

MOST = 16
"""Movements in a picture, so that its words can be read on a page and the picture leaves no page nearly empty."""
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands in the file where a note without a date needs one."""
LOST = (
    f"Some letters are in none of the fonts of this file and are shown as {MISSING}; the other formats of this note "
    "hold them."
)


def to_pdf(note: Note) -> bytes:
    """The file. It depends on nothing but the note: the same note gives the same bytes."""
    blocks = list(outline(note, most=MOST, narrow=True))
    used = list(_texts(blocks))
    if any(MISSING in text for text in used):
        blocks.insert(1, Paragraph((Run(LOST, Tone.QUIET),)))
    sheet = Sheet(drawable(one_line(note.title)), made(note), blocks)
    with fonts(sheet.pdf, [*used, FIXED, LOST]):
        return sheet.finished()


def made(note: Note) -> datetime:
    """The date that files carry: the day of the note, never that of the making."""
    return datetime.fromisoformat(note.as_of).replace(tzinfo=UTC) if note.as_of else UNDATED


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Figure):
            yield from texts(block.picture)
        else:
            yield from (drawable(run.words) for words in words_of(block) for run in words)
