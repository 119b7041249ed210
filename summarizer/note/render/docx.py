"""A note for word processors (Office Open XML): real headings, tables with header rows, links, and page numbers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from summarizer.note.model import Note
from summarizer.note.render.blocks import (
    Block,
    Bullets,
    Cell,
    Figure,
    Heading,
    Paragraph,
    Row,
    Run,
    Table,
    Tone,
    Words,
    anchors,
)
from summarizer.note.render.canvas import to_png
from summarizer.note.render.outline import outline
from summarizer.note.render.pdf import MOST, made
from summarizer.note.render.picture import Picture
from summarizer.note.render.safe import one_line
from summarizer.note.render.sheet import TALLEST

SIDE = 17.0
"""Side margins in millimetres."""
PAPER = (210.0, 297.0)
PIXEL = 0.26
"""Millimetres for a pixel of a picture, where there is room."""
QUIET, LINK = RGBColor(92, 99, 112), RGBColor(11, 87, 164)
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The date of every part of the file: the first that its format knows."""


def to_docx(note: Note) -> bytes:
    """The file. It depends on nothing but the note: the same note gives the same bytes."""
    writer = _Writer(note)
    held = io.BytesIO()
    writer.finished().save(held)
    return _undated(held.getvalue())


def _undated(data: bytes) -> bytes:
    """The same archive with its parts in order of their names and without the time at which it was made."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        # Readers want the list of content types first.
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = zipfile.ZipInfo(name, EARLIEST)
            part.compress_type, part.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(part, old.read(name))
    return held.getvalue()


class _Writer:
    def __init__(self, note: Note) -> None:
        self._note = note
        self._blocks = outline(note, most=MOST, narrow=True)
        self._bookmarks = {anchor: n for n, anchor in enumerate(anchors(self._blocks), start=1)}
        self._document: Any = Document()

    def finished(self) -> Any:
        self._prepare()
        for block in self._blocks:
            self._block(block)
        return self._document

    def _prepare(self) -> None:
        day: datetime = made(self._note).replace(tzinfo=None)
        facts = self._document.core_properties
        facts.title, facts.author, facts.last_modified_by = one_line(self._note.title)[:255], "summarizer", "summarizer"
        facts.created = facts.modified = day
        facts.comments, facts.language, facts.revision = "", "en", 1
        styles = self._document.styles
        styles["Normal"].font.name, styles["Normal"].font.size = "Calibri", Pt(10.5)
        styles["Normal"].paragraph_format.space_after = Pt(4)
        for name, size in (("Title", 20), ("Heading 1", 14), ("Heading 2", 11.5)):
            style = styles[name]
            style.font.name, style.font.size, style.font.color.rgb = "Calibri", Pt(size), RGBColor(29, 31, 35)
            fonts = style.element.rPr.rFonts
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
        section = self._document.sections[0]
        _set_page(section)
        _number_pages(section.footer.paragraphs[0])

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                style = "Title" if block.level == 1 else f"Heading{block.level - 1}"
                self._fill(self._paragraph(style), block.words, block.anchor)
            case Paragraph():
                shown = self._document.add_paragraph()
                self._fill(shown, block.words)
                if block.notice:
                    shown._p.get_or_add_pPr().append(_frame("w:pBdr", "9F1C1C", 12))
            case Bullets():
                for entry in block.entries:
                    self._fill(self._paragraph("ListBullet"), entry.words, entry.anchor)
                    for words, anchor in entry.more:
                        self._fill(self._paragraph("ListContinue2"), words, anchor)
            case Table():
                self._table(block)
            case Figure():
                self._picture(block.picture)

    def _paragraph(self, style: str) -> Any:
        """By the id of its style: to look it up by its name takes most of the time of a long note."""
        paragraph = self._document.add_paragraph()
        paragraph._p.style = style
        return paragraph

    def _fill(self, paragraph: Any, words: Words, anchor: str | None = None, size: float | None = None) -> None:
        if anchor:
            _bookmark(paragraph, anchor, self._bookmarks[anchor])
        for run in words:
            _run(paragraph, run, size)

    def _table(self, table: Table) -> None:
        shown = self._document.add_table(rows=1, cols=len(table.heads))
        shown.style, shown.autofit = "Table Grid", False
        _set_table(shown._tbl.tblPr, table.caption)
        room = PAPER[0] - 2 * SIDE
        widths = [Mm(room * share / sum(table.widths)) for share in table.widths]
        heads = tuple(((Run(head, Tone.STRONG),),) for head in table.heads)
        for column, width in zip(shown.columns, widths, strict=True):
            column.width = width
        self._cells(shown.rows[0].cells, heads, widths)
        _repeat(shown.rows[0])
        for row in table.rows:
            self._row(shown, row, widths)
        self._document.add_paragraph()

    def _row(self, shown: Any, row: Row, widths: list[Any]) -> None:
        cells = shown.add_row().cells
        self._cells(cells, row.cells, widths)
        if row.anchor:
            _bookmark(cells[0].paragraphs[0], row.anchor, self._bookmarks[row.anchor])

    def _cells(self, cells: Any, contents: tuple[Cell, ...], widths: list[Any]) -> None:
        for cell, content, width in zip(cells, contents, widths, strict=True):
            cell.width = width
            for n, words in enumerate(content):
                paragraph = cell.add_paragraph() if n else cell.paragraphs[0]
                paragraph.paragraph_format.space_after = Pt(1)
                self._fill(paragraph, words, size=8)

    def _picture(self, picture: Picture) -> None:
        scale = min(PIXEL, (PAPER[0] - 2 * SIDE) / picture.width, TALLEST / picture.height)
        shown = self._document.add_picture(io.BytesIO(to_png(picture)), width=Mm(picture.width * scale))
        known = shown._inline.docPr  # python-docx has no other way to a description for those who do not see it
        known.set("name", picture.name)
        known.set("title", picture.title)
        known.set("descr", picture.description)


def _set_page(section: Any) -> None:
    section.page_width, section.page_height = (Mm(side) for side in PAPER)
    section.left_margin = section.right_margin = Mm(SIDE)
    section.top_margin = section.bottom_margin = Mm(18)


def _run(paragraph: Any, run: Run, size: float | None) -> None:
    shown = paragraph.add_run(run.words)
    if run.tone is Tone.STRONG:
        shown.bold = shown.font.cs_bold = True
    if run.tone is Tone.REFERENCE:
        size = (size or 10.5) * 0.82
    if size:
        shown.font.size = Pt(size)
        # Scripts that run right to left take their size from an element of its own.
        other = OxmlElement("w:szCs")
        other.set(qn("w:val"), str(round(2 * size)))
        shown._r.rPr.find(qn("w:sz")).addnext(other)
    if run.tone in (Tone.QUIET, Tone.REFERENCE):
        shown.font.color.rgb = QUIET
    if run.link:
        shown.font.color.rgb = LINK
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), _name(run.link))
        link.set(qn("w:history"), "1")
        paragraph._p.remove(shown._r)
        link.append(shown._r)
        paragraph._p.append(link)


def _name(anchor: str) -> str:
    """Names of bookmarks hold letters, digits and underscores, and start with a letter."""
    return "at_" + anchor.replace("-", "_")


def _bookmark(paragraph: Any, anchor: str, number: int) -> None:
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), _name(anchor))
    paragraph._p.append(start)
    paragraph._p.append(end)


def _repeat(row: Any) -> None:
    """Makes a row the head of its table, on every page."""
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)


def _set_table(properties: Any, caption: str) -> None:
    """Light lines, narrow margins, and words for those who do not see it. The format wants these in its own order."""
    properties.find(qn("w:tblLayout")).addprevious(_frame("w:tblBorders", "D9D6CF", 4))
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "50")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look = properties.find(qn("w:tblLook"))
    look.addprevious(margins)
    known = OxmlElement("w:tblCaption")
    known.set(qn("w:val"), caption)
    look.addnext(known)


def _frame(name: str, colour: str, width: int) -> Any:
    """Lines around a paragraph, or around the cells of a table; `width` is in eighths of a point."""
    frame = OxmlElement(name)
    inside = ("insideH", "insideV") if name == "w:tblBorders" else ()
    for side in ("top", "left", "bottom", "right", *inside):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", str(width)), ("space", "0" if inside else "4"), ("color", colour)):
            line.set(qn(f"w:{key}"), value)
        frame.append(line)
    return frame


def _number_pages(paragraph: Any) -> None:
    """ "Page 2 of 7", counted by the word processor."""
    for words in ("Page ", "PAGE", " of ", "NUMPAGES"):
        if not words.isupper():
            paragraph.add_run(words).font.size = Pt(8.5)
            continue
        for part in _field(words):
            run = paragraph.add_run()
            run.font.size = Pt(8.5)
            run._r.append(part)


def _field(name: str) -> Iterator[Any]:
    for kind in ("begin", "separate", "end"):
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        yield mark
        if kind == "begin":
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = f" {name} "
            yield code
        if kind == "separate":
            shown = OxmlElement("w:t")
            shown.text = "1"
            yield shown
