"""Markdown: footnotes that resolve, tables that stay tables."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from summarizer.note.model import Note, Section
from summarizer.note.render import to_markdown
from tests.note.render.sample import many, note

TEXT = to_markdown(note())


@pytest.mark.parametrize("shown", [note(), many(50)])
def test_every_footnote_is_there_once(shown: Note) -> None:
    text = to_markdown(shown)
    defined = re.findall(r"^\[\^([^\]]+)\]:", text, re.MULTILINE)
    used = re.findall(r"\[\^([^\]]+)\](?!:)", text)
    assert len(defined) == len(set(defined))
    assert used
    assert set(used) <= set(defined)


def test_without_sources_references_are_plain_words() -> None:
    text = to_markdown(note(sections=(Section.HEADLINE, Section.FLOWS)))
    assert "[^" not in text
    assert r"Norland denies it. \[D2 S3\]" in text


def test_footnotes_hold_the_sentences() -> None:
    assert "[^D2-S3]: D2, sentence 3: Norland denied the accusation." in TEXT


def test_tables_have_a_cell_for_every_head() -> None:
    html = MarkdownIt("commonmark").enable("table").render(TEXT)
    tables = re.findall(r"<table>.*?</table>", html, re.DOTALL)
    assert len(tables) == 5
    for table in tables:
        rows = [len(re.findall(r"<t[hd]\b", row)) for row in re.findall(r"<tr>.*?</tr>", table, re.DOTALL)]
        assert len(set(rows)) == 1
    assert "spare parts | fuses" in html


def test_pictures_are_lines_of_words() -> None:
    assert "- F1 **Norland** ⇢? **Sudria**: rocket launchers (delivered: asserted by 3 independent roots" in TEXT
    assert "- F4 **Восточный край** ↛ **Sudria**: rocket launchers (not stated: denied by 1 independent root)" in TEXT
    assert "- 2025-02-11: F4 **denies**: Norland foreign ministry (government)" in TEXT
    assert TEXT.index("- 2025-03-20: F3") < TEXT.index("- undated: F5")
