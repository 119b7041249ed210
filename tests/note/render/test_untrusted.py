"""Words of documents are data: no format obeys them, and every file stays whole."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree as ET

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from summarizer.note.model import Note
from summarizer.note.render import flows_svg, timeline_svg, to_html, to_json, to_markdown
from summarizer.note.render.docx import to_docx
from summarizer.note.render.pdf import to_pdf
from tests.note.render.sample import note

OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066\u2067]")
ATTACKS = [
    "\x1b[31mred\x1b[0m",
    "back\x08\x08space \x00 nul",
    "\u202egnirts\u202c",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "</title></svg></style><style>*{display:none}</style>",
    "]]><!--",
    "# heading *stars* _under_ `code` [a](javascript:x) ![i](http://example.org/i.png) | a | b | #",
    "[^D1-S1]: stolen footnote",
    'quote" onclick="x',
    "{nb} %%EOF endobj (a) \\",
    "\uffff\ufffe",
    "http://example.org/track www.example.org $x^2$",
    "- dash",
    "1. one",
]


def attacked(attack: str) -> Note:
    """The note with the attack in every text that comes from documents, file names or a model."""
    held = note().model_dump(mode="json")

    def spoil(value: object, key: str = "") -> object:
        if isinstance(value, dict):
            return {k: spoil(v, k) for k, v in value.items()}
        if isinstance(value, list):
            return [spoil(one, key) for one in value]
        return attack if isinstance(value, str) and key in TEXTS else value

    return Note.model_validate(spoil(held))


TEXTS = frozenset(
    "title words name names who role text materiel quantity cue sentence reason location locations gists stretches "
    "outlet published url tie model engine meaning run dropped query former".split()
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_page_has_only_its_own_elements(attack: str) -> None:
    def shape(html: str) -> list[str]:
        return re.findall(r"<(\w+)(?:\s+(?:class|href|role|scope)=\"[^\"]*\")*", html)

    harmless, html = to_html(attacked("harmless words")), to_html(attacked(attack))
    assert not re.search(r"<(script|img|a href=\"(?!#))", html)
    assert {*shape(html)} <= {*shape(harmless)}
    assert html.count("<style>") == 2
    assert not OBEYED.search(html.replace("\n", ""))


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("draw", [flows_svg, timeline_svg])
def test_pictures_stay_xml(attack: str, draw: object) -> None:
    assert callable(draw)
    root = ET.fromstring(draw(attacked(attack)))
    assert {one.tag.rpartition("}")[2] for one in root.iter()} <= {
        *("svg", "title", "desc", "style", "g", "path", "rect", "circle", "text")
    }


@pytest.mark.parametrize("attack", ATTACKS)
def test_markdown_stays_words(attack: str) -> None:
    text = to_markdown(attacked(attack))
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    kinds = {t.type for token in tokens for t in (token, *(token.children or ()))}
    assert not kinds & {"html_inline", "html_block", "link_open", "image", "code_inline", "fence", "hr", "em_open"}
    assert sum(t.type == "heading_open" for t in tokens) == to_markdown(note()).count("\n#") + 1
    assert not OBEYED.search(text.replace("\n", ""))
    assert len(re.findall(r"^\[\^D1-S1\]:", text, re.MULTILINE)) == 1


@pytest.mark.parametrize("attack", ATTACKS)
def test_json_reads_back_the_same(attack: str) -> None:
    shown = attacked(attack)
    assert Note.from_json(to_json(shown)) == shown
    assert not OBEYED.search(to_json(shown).replace("\n", ""))


SPOILT = attacked(" ".join(ATTACKS))


def test_files_of_a_word_processor_stay_whole() -> None:
    with zipfile.ZipFile(io.BytesIO(to_docx(SPOILT))) as file:
        assert file.testzip() is None
        for name in file.namelist():
            if name.endswith((".xml", ".rels")):
                ET.fromstring(file.read(name))
        assert b"http://example.org" not in file.read("word/_rels/document.xml.rels")


def test_a_pdf_stays_whole() -> None:
    with pypdfium2.PdfDocument(to_pdf(SPOILT)) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    assert "<script>alert(1)</script>" in re.sub(r"\s+", "", text)


@given(st.text(min_size=1).filter(str.strip))
@settings(max_examples=40, deadline=None)
def test_any_text_gives_whole_pages_and_pictures(text: str) -> None:
    shown = attacked(text)
    ET.fromstring(flows_svg(shown))
    assert to_html(shown).count("<main>") == 1
    assert to_markdown(shown).endswith("\n")
