"""The PDF: text that can be found, bookmarks, links, fixed dates, and letters that it has no font for."""

from __future__ import annotations

import re
from typing import Any

import pypdfium2
import pytest

from summarizer.note.model import Note
from summarizer.note.render.pdf import to_pdf
from summarizer.schema import Stance
from tests.note.render.sample import claim, flow, many, note, party

DATA = to_pdf(note())


def pages(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as document:
        return [re.sub(r"\s+", " ", page.get_textpage().get_text_range()) for page in document]


def test_its_words_can_be_found() -> None:
    text = " ".join(pages(DATA))
    for words in (
        "Arms transfers: Norland and Sudria",
        "denies: Norland foreign ministry (government)",
        "Восточный край",
        "a1" * 32,
        "silence about them means nothing",
        "3 more quotations are not listed.",
    ):
        assert words in text


def test_pages_are_numbered() -> None:
    assert all(f"Page {n}" in text for n, text in enumerate(pages(DATA), start=1))


def test_sections_are_bookmarks() -> None:
    with pypdfium2.PdfDocument(DATA) as document:
        titles = [mark.get_title() for mark in document.get_toc()]
    assert titles[:3] == ["Arms transfers: Norland and Sudria", "Judgements", "In connected words"]
    assert len(titles) == 15


def test_references_are_links_into_the_file() -> None:
    assert DATA.count(b"/Subtype /Link") > 40
    assert b"/URI" not in DATA


def test_the_file_says_what_it_is_and_not_when_it_was_made() -> None:
    with pypdfium2.PdfDocument(DATA) as document:
        facts: dict[str, Any] = document.get_metadata_dict()
    assert facts["Title"] == "Arms transfers: Norland and Sudria"
    assert facts["CreationDate"].startswith("D:20250320")
    assert b"/Lang (en)" in DATA


@pytest.mark.parametrize(
    ("name", "lost"), [("Norland", False), ("Łódź Çelik Ωmega", False), ("جمهورية الجبل", False), ("北方共和国", True)]
)
def test_letters_without_a_font_are_owned_up_to(name: str, lost: bool) -> None:
    shown = note(parties=(party(1, name), *note().parties[1:]))
    assert ("in none of the fonts of this file" in " ".join(pages(to_pdf(shown)))) == lost


def test_words_after_arabic_ones_are_in_their_own_font() -> None:
    flows = (flow(1, "P1", "P5", claim(Stance.ASSERTS), materiel="patrol boats"),)
    assert "patrol boats" in " ".join(pages(to_pdf(note(flows=flows))))


@pytest.mark.parametrize(
    "shown",
    [
        many(60),
        note(flows=(flow(1, "P1", "P2", *[claim(Stance.ASSERTS, who=f"Voice {n} (official)") for n in range(400)]),)),
        note(title="Reallylongword" * 200),
    ],
    ids=["many movements", "many voices", "a very long word"],
)
def test_what_is_taller_than_a_page_goes_on_on_the_next(shown: Note) -> None:
    text = " ".join(pages(to_pdf(shown)))
    for found in shown.flows:
        for one in found.claims:
            assert one.who in text
    assert re.sub(r"Page \d+| ", "", text).count("Reallylongword") == shown.title.count("Reallylongword")
