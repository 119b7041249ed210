"""Blocks set on A4 pages: lines, tables whose rows break between pages, and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from fpdf import FPDF

from summarizer.note.render.blocks import (
    Block,
    Bullets,
    Figure,
    Heading,
    Paragraph,
    Run,
    Table,
    Tone,
    Words,
    anchors,
)
from summarizer.note.render.canvas import colour, paint, put
from summarizer.note.render.fonts import LATIN, drawable, width
from summarizer.note.render.lines import Line, break_lines
from summarizer.note.render.picture import Ink, Picture

FIXED = "•Page 0123456789"
"""Letters that the pages hold beside those of the note."""
SIDE, TOP, FOOT = 17.0, 16.0, 18.0
"""Margins in millimetres."""
LEADING = 1.42
"""Height of a line in font sizes."""
POINT = 25.4 / 72
SIZES = {1: 17.0, 2: 9.5, 3: 10.5}
BODY, SMALL = 9.5, 8.0
PIXEL = 0.26
"""Millimetres for a pixel of a picture, where there is room."""
TALLEST = 125.0
"""Height of a picture at most: what it leaves empty when it goes to the next page is less than half a page."""
LINK, ALARM = (11, 87, 164), (159, 28, 28)


class Sheet:
    """`finished` sets all blocks; the fonts have to be there by then. Lengths are millimetres, font sizes points."""

    def __init__(self, title: str, made: datetime, blocks: Sequence[Block]) -> None:
        self.pdf = _Pages(title, made)
        self._blocks = blocks
        self._widths: dict[tuple[str, Tone, float], float] = {}
        self._links = {anchor: self.pdf.add_link(page=1) for anchor in anchors(blocks)}
        self._y = TOP

    def finished(self) -> bytes:
        self._page()
        for n, block in enumerate(self._blocks):
            following = self._blocks[n + 1] if n + 1 < len(self._blocks) else None
            if isinstance(block, Heading):
                self._heading(block, self._kept_with(following))
            else:
                self._block(block)
        return bytes(self.pdf.output())

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph():
                self._paragraph(block)
            case Bullets():
                for entry in block.entries:
                    self._text(entry.words, BODY, indent=4, bullet=not block.evidence, anchor=entry.anchor)
                    for words, anchor in entry.more:
                        self._text(words, BODY, indent=8, anchor=anchor)
                    self._y += 0.8
                self._y += 1
            case Table():
                self._table(block)
            case Figure():
                self._picture(block.picture)
            case Heading():
                self._heading(block, 0)

    def _kept_with(self, following: Block | None) -> float:
        """Room that must be left below a heading, so that it does not stand alone at the foot of a page."""
        if isinstance(following, Figure):
            return following.picture.height * self._scale(following.picture)
        return 34 if isinstance(following, Table) else 22

    # Words

    def _heading(self, heading: Heading, below: float) -> None:
        size = SIZES[heading.level]
        self._y += {1: 0.0, 2: 6.0, 3: 2.0}[heading.level] if self._y > TOP else 0
        self._room(size * POINT * LEADING + 4 + below)
        if heading.level == 2:
            self._rule(self._y, Ink.RULE)
            self._y += 2
        if heading.level < 3:
            self.pdf.set_xy(SIDE, self._y)
            self.pdf.start_section(" ".join(drawable(run.words) for run in heading.words), heading.level - 1)
        strong = tuple(replace(run, tone=Tone.STRONG) for run in heading.words)
        self._text(strong, size, anchor=heading.anchor, ink=Ink.FAINT if heading.level == 2 else Ink.INK)
        self._y += {1: 2.0, 2: 1.0, 3: 0.3}[heading.level]

    def _paragraph(self, paragraph: Paragraph) -> None:
        if not paragraph.notice:
            self._text(paragraph.words, BODY)
            self._y += 1
            return
        lines = self._lines(paragraph.words, BODY, self._wide - 6)
        height = len(lines) * BODY * POINT * LEADING + 4
        self._y += 1
        self._room(height)
        self.pdf.set_draw_color(*ALARM)
        self.pdf.set_line_width(0.5)
        self.pdf.rect(SIDE, self._y, self._wide, height)
        top = self._y
        self._y += 2
        for line in lines:
            self._line(line, SIDE + 3, BODY)
        self._y = top + height + 2

    def _text(
        self,
        words: Words,
        size: float,
        *,
        indent: float = 0,
        bullet: bool = False,
        anchor: str | None = None,
        ink: Ink = Ink.INK,
    ) -> None:
        lines = self._lines(words, size, self._wide - indent)
        for n, line in enumerate(lines):
            self._room(size * POINT * LEADING)
            if n == 0:
                self._anchor(anchor)
                if bullet:
                    self._line(self._lines((Run("•"),), size, 9)[0], SIDE + indent - 3, size, stay=True)
            self._line(line, SIDE + indent, size, ink)

    def _lines(self, words: Words, size: float, width: float) -> list[Line]:
        drawn = tuple(replace(run, words=drawable(run.words)) for run in words)
        return break_lines(drawn, width, lambda text, tone: self._measure(text, tone, size))

    def _measure(self, text: str, tone: Tone, size: float) -> float:
        key = (text, tone, size)
        if key not in self._widths:
            self._font(tone, size)
            self._widths[key] = width(self.pdf, text)
        return self._widths[key]

    def _font(self, tone: Tone, size: float) -> None:
        share = {Tone.QUIET: 0.93, Tone.REFERENCE: 0.82}.get(tone, 1)
        self.pdf.set_font(LATIN, "B" if tone is Tone.STRONG else "", size * share)

    def _line(self, line: Line, x: float, size: float, ink: Ink = Ink.INK, *, stay: bool = False) -> None:
        """One line with its top at the cursor, which moves below it unless it has to `stay`."""
        base = self._y + size * POINT * 1.08
        for piece in line:
            self._font(piece.tone, size)
            quiet = piece.tone in (Tone.QUIET, Tone.REFERENCE)
            self.pdf.set_text_color(*(LINK if piece.link else colour(Ink.FAINT if quiet else ink)))
            put(self.pdf, x + piece.x, base, piece.words, piece.width, self._links.get(piece.link or ""))
        self._y += 0 if stay else size * POINT * LEADING

    # Tables and pictures

    def _table(self, table: Table) -> None:
        shares = sum(table.widths)
        widths = [self._wide * share / shares for share in table.widths]
        heads = [
            self._lines((Run(head, Tone.QUIET),), SMALL, width - 2)
            for head, width in zip(table.heads, widths, strict=True)
        ]
        step = SMALL * POINT * LEADING
        self._y += 1
        self._room(step * 6)
        self._cells(heads, widths)
        for row in table.rows:
            cells = [
                [line for words in cell for line in self._lines(words, SMALL, width - 2)]
                for cell, width in zip(row.cells, widths, strict=True)
            ]
            tall = max(len(cell) for cell in cells)
            # A short row stays together; a long one breaks, so that none is too tall for a page.
            if self._left() < step * min(tall, 14) + 2:
                self._page()
                self._cells(heads, widths)
            self._anchor(row.anchor)
            while any(cells):
                fits = max(int((self._left() - 2) / step), 1)
                self._cells([cell[:fits] for cell in cells], widths)
                cells = [cell[fits:] for cell in cells]
                if any(cells):
                    self._page()
                    self._cells(heads, widths)
        self._y += 2

    def _cells(self, cells: list[list[Line]], widths: list[float]) -> None:
        """One row of lines from the cursor down, and a rule below it."""
        top, x = self._y + 0.7, SIDE
        lowest = top
        for cell, share in zip(cells, widths, strict=True):
            self._y = top
            for line in cell:
                self._line(line, x + 1, SMALL)
            lowest = max(lowest, self._y)
            x += share
        self._y = lowest + 0.7
        self._rule(self._y, Ink.RULE)

    def _picture(self, picture: Picture) -> None:
        scale = self._scale(picture)
        self._room(picture.height * scale)
        paint(self.pdf, picture, SIDE, self._y, scale)
        self._y += picture.height * scale + 2

    def _scale(self, picture: Picture) -> float:
        """Millimetres for a pixel, so that the picture and its heading fit on one page."""
        return min(PIXEL, self._wide / picture.width, TALLEST / picture.height)

    # Pages

    @property
    def _wide(self) -> float:
        return self.pdf.w - 2 * SIDE

    def _left(self) -> float:
        return self.pdf.h - FOOT - self._y

    def _room(self, height: float) -> None:
        if self._left() < height:
            self._page()

    def _page(self) -> None:
        self.pdf.add_page()
        self._y = TOP

    def _rule(self, y: float, ink: Ink) -> None:
        self.pdf.set_draw_color(*colour(ink))
        self.pdf.set_line_width(0.2)
        self.pdf.line(SIDE, y, SIDE + self._wide, y)

    def _anchor(self, anchor: str | None) -> None:
        if anchor:
            self.pdf.set_link(self._links[anchor], y=self._y, page=self.pdf.page)


class _Pages(FPDF):
    def __init__(self, title: str, made: datetime) -> None:
        super().__init__(unit="mm", format="A4")
        self.c_margin = 0
        self.set_margins(SIDE, TOP, SIDE)
        self.set_auto_page_break(False)
        self.set_title(title)
        self.set_creator("summarizer")
        self.set_lang("en")
        self.set_creation_date(made)

    def footer(self) -> None:
        """Called for every page when it is finished."""
        words = f"Page {self.page_no()}"
        self.set_font(LATIN, "", 8)
        self.set_text_color(*colour(Ink.FAINT))
        wide = width(self, words)
        put(self, self.w - SIDE - wide, self.h - 9, words, wide)
