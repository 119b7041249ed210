"""DOCX: everything of the body, in its order, and a word about the rest."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from summarizer.errors import EmptyInputError, InputError
from summarizer.read import word
from summarizer.read.word import read_docx
from tests.read.samples import make_docx


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def tracked(tag: str, text: str) -> Any:
    """A run inside w:ins or w:del."""
    change, run, words = OxmlElement(tag), OxmlElement("w:r"), OxmlElement("w:delText" if "del" in tag else "w:t")
    words.text = text
    words.set(qn("xml:space"), "preserve")
    run.append(words)
    change.append(run)
    return change


def test_headings_paragraphs_and_tables_in_order() -> None:
    document = docx.Document()
    document.add_heading("Tugs afloat", level=1)
    document.add_paragraph("The yard counts:")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip((c for row in table.rows for c in row.cells), ("Hull", "Crew", "Tug", "6"), strict=True):
        cell.text = text
    document.add_paragraph("First line\nsecond line\tafter a tab")
    found = read_docx(saved(document), "a.docx")
    assert (
        found.text == "Tugs afloat\n\nThe yard counts:\n\nHull | Crew\nTug | 6\n\nFirst line\nsecond line\tafter a tab"
    )
    assert found.metadata.title == "Tugs afloat"
    assert found.notes == ()


def test_merged_and_nested_cells_are_read_once() -> None:
    document = docx.Document()
    table = document.add_table(rows=1, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "merged"
    table.cell(0, 2).add_table(rows=1, cols=1).cell(0, 0).text = "nested"
    assert read_docx(saved(document), "a.docx").text == "merged | nested"


def test_core_properties() -> None:
    document = docx.Document()
    document.core_properties.title = "Tugs of the year"
    document.core_properties.language = "en-GB"
    document.add_paragraph("Text.")
    metadata = read_docx(saved(document), "a.docx").metadata
    assert (metadata.title, metadata.language, metadata.published) == ("Tugs of the year", "en", None)


def test_tracked_changes_are_read_as_accepted() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("The yard sold ")
    paragraph._p.append(tracked("w:del", "ten"))
    paragraph._p.append(tracked("w:ins", "two"))
    paragraph.add_run(" tugs.")
    found = read_docx(saved(document), "a.docx")
    assert found.text == "The yard sold two tugs."
    assert found.notes == ("The Word document tracks changes: they were read as accepted.",)


def test_content_controls_are_read() -> None:
    document = docx.Document()
    document.add_paragraph("Before.")
    control = f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Inside.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    document.element.body.insert(1, parse_xml(control))
    assert read_docx(saved(document), "a.docx").text == "Before.\n\nInside."


def test_what_stands_beside_the_body_is_said() -> None:
    document = docx.Document()
    document.add_paragraph("Text.")
    document.sections[0].header.paragraphs[0].text = "Draft"
    found = read_docx(saved(document), "a.docx")
    assert found.text == "Text."
    assert found.notes == ("Page headers and footers of the Word document were left out.",)


def test_no_text() -> None:
    with pytest.raises(EmptyInputError, match=r"a\.docx"):
        read_docx(make_docx("", "  "), "a.docx")


def without_document() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(make_docx("Text."))) as whole, zipfile.ZipFile(out, "w") as part:
        for name in whole.namelist():
            part.writestr(name, b"<broken" if name == "word/document.xml" else whole.read(name))
    return out.getvalue()


@pytest.mark.parametrize("data", [b"PK\x03\x04nothing", make_docx("Text.")[:-200], without_document()])
def test_damage_is_a_clear_error(data: bytes) -> None:
    with pytest.raises(InputError, match="damaged Word document"):
        read_docx(data, "a.docx")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "MAX_UNPACKED_BYTES", 1_000)
    with pytest.raises(InputError, match="would unpack to"):
        read_docx(make_docx("Text."), "a.docx")
