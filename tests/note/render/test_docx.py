"""The word processor's file: real headings, tables with header rows, links that lead somewhere, no date of making."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from summarizer.note.render.docx import to_docx
from summarizer.note.render.sheet import TALLEST
from tests.note.render.sample import many, note

DATA = to_docx(note())
READ: Any = Document(io.BytesIO(DATA))
XML = zipfile.ZipFile(io.BytesIO(DATA)).read("word/document.xml").decode()


def test_headings_are_headings() -> None:
    found = [(p.style.name, p.text) for p in READ.paragraphs if p.style.name.startswith(("Title", "Heading"))]
    assert found[:2] == [("Title", "Arms transfers: Norland and Sudria"), ("Heading 1", "Judgements")]
    assert ("Heading 2", "Arno Vell, spokesman") in found
    assert ("Heading 2", "Why accounts were taken for one movement") in found
    assert len([name for name, _ in found if name == "Heading 1"]) == 14


def test_tables_repeat_their_first_row_and_are_described() -> None:
    assert len(READ.tables) == 5
    for table in READ.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None
    heads = [cell.text for cell in READ.tables[0].rows[0].cells]
    assert heads == ["", "Who to whom", "What, how much", "How far", "Who says so", "Support", "First and last"]
    assert "denies: Norland foreign ministry (government) [D2 S1, S2]" in READ.tables[0].rows[1].cells[4].text


def test_table_properties_stand_in_the_order_of_the_format() -> None:
    order = ["tblStyle", "tblW", "tblBorders", "tblLayout", "tblCellMar", "tblLook", "tblCaption"]
    for table in READ.tables:
        assert [child.tag.rpartition("}")[2] for child in table._tbl.tblPr] == order


def test_links_lead_to_bookmarks() -> None:
    names = re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', XML)
    assert len(names) == len(set(names))
    assert set(re.findall(r'w:anchor="([^"]+)"', XML)) <= set(names)
    assert "at_D2_S3" in names
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name) for name in names)


def test_pages_are_numbered_by_fields() -> None:
    footer = READ.sections[0].footer._element.xml
    assert re.findall(r"<w:instrText[^>]*> (\w+) </w:instrText>", footer) == ["PAGE", "NUMPAGES"]


def test_the_properties_are_those_of_the_note() -> None:
    facts = READ.core_properties
    assert (facts.title, facts.author, facts.language) == ("Arms transfers: Norland and Sudria", "summarizer", "en")
    assert facts.created.isoformat()[:10] == facts.modified.isoformat()[:10] == "2025-03-20"
    with zipfile.ZipFile(io.BytesIO(DATA)) as file:
        assert {part.date_time for part in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_pictures_have_words_for_those_who_do_not_see_them() -> None:
    known = [shape._inline.docPr for shape in READ.inline_shapes]
    assert [one.get("title") for one in known] == [
        "Who is said to send what to whom",
        "Who spoke when about each movement",
    ]
    assert "F1: Norland to Sudria: rocket launchers" in known[0].get("descr")


def test_pictures_break_no_page() -> None:
    """All pages stand upright, and what a picture may leave empty above it is less than half of one."""
    assert [round(section.page_width.mm) for section in READ.sections] == [210]
    shown = READ.inline_shapes
    assert len(shown) == 2
    for picture in shown:
        assert picture.width.mm <= 176
        assert picture.height.mm <= TALLEST


def test_a_large_note_has_all_its_movements() -> None:
    table = Document(io.BytesIO(to_docx(many(60)))).tables[0]
    assert len(table.rows) == 61
