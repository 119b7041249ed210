"""The page: references lead to sentences, nothing is loaded, and it says what the note says."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from summarizer.note.model import Note, Section
from summarizer.note.render import to_html
from tests.note.render.sample import many, note
from tests.render.page_text import Page

HTML = to_html(note())


def ids(html: str) -> list[str]:
    return re.findall(r' id="([^"]+)"', html)


@pytest.mark.parametrize(
    "shown", [note(), many(50), note(sections=(Section.HEADLINE,)), note(sections=(Section.CONFLICTS, Section.GAPS))]
)
def test_every_link_has_its_anchor_and_no_id_stands_twice(shown: Note) -> None:
    html = to_html(shown)
    assert len(ids(html)) == len(set(ids(html)))
    assert {href.removeprefix("#") for href in Page(html).attributes("href")} <= set(ids(html))


def test_references_lead_to_the_sentences_of_the_sources() -> None:
    assert '<a href="#D2-S3">S3</a>' in HTML
    assert re.search(r'<li id="D2-S3">.*?Norland denied the accusation\.</li>', HTML)


def test_it_allows_its_own_two_styles_and_nothing_else() -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', HTML)
    assert policy is not None
    styles = re.findall(r"<style>(.*?)</style>", HTML, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in styles]
    assert policy.group(1) == f"default-src 'none'; style-src 'sha256-{hashes[0]}' 'sha256-{hashes[1]}'"
    assert not re.search(r"<script|<link|<img|\bsrc=|\bstyle=|\bon\w+=|@import|url\(", HTML)


def test_sections_stand_in_the_order_of_the_note() -> None:
    some = (Section.SOURCES, Section.FLOWS, Section.HEADLINE)
    assert re.findall(r'<h2 id="([^"]+)"', to_html(note(sections=some))) == [section.value for section in some]


@pytest.mark.parametrize("section", [s for s in Section if s not in (Section.PROSE, Section.CHANGES)])
def test_an_empty_section_says_so(section: Section) -> None:
    empty = {"headline", "flows", "conflicts", "quotes", "warnings", "unknowns", "gaps", "parties", "sources", "legend"}
    nothing = dict.fromkeys(empty, ())
    html = to_html(note(**nothing, prose=None, changes=None, omissions=(), sections=(section,)))
    assert "None found in what was read." in html


def test_what_is_left_out_is_said_in_its_section() -> None:
    quotes = HTML.split('id="quotes"')[1].split("<h2")[0]
    assert "3 more quotations are not listed." in quotes


def test_sections_without_content_of_their_own_are_not_there() -> None:
    html = to_html(note(prose=None, changes=None))
    assert "In connected words" not in html
    assert "What changed" not in html


@pytest.mark.parametrize(
    "words",
    [
        "Norland is said to have delivered dozens of rocket launchers to Sudria; Norland denies it.",
        "contested",
        "Three documents rest on one spokesman.",
        "merged because both name the same state",
        "F1: Joined because both name the same launchers. [D1 S1] [D2 S1]",
        "a number is not in the cited sentences",
        "Norland now denies F1.",
        "(before: D2 S4)",
        "“We have seen the crates,” … “and we know the port.”",
        "near copy 0.93 of D1",
        "the model declined to answer",
        "a1" * 32,
        "read only in part; silence about the rest means nothing",
        "2 documents were not read, refused or read only in part",
        "Against the note of 2025-03-01 (sha256 abababababab).",
    ],
)
def test_it_says_what_the_note_says(words: str) -> None:
    assert words in "".join(Page(HTML).words)


def test_tables_have_heads_and_captions() -> None:
    tables = re.findall(r"<table.*?</table>", HTML, re.DOTALL)
    assert len(tables) == 5
    assert all("<caption>" in t and '<th scope="col">' in t for t in tables)


def test_more_than_four_sides_stand_below_each_other() -> None:
    conflict = note().conflicts[1]
    sides = conflict.sides * 3
    html = to_html(note(conflicts=(conflict.model_copy(update={"sides": sides}),), sections=(Section.CONFLICTS,)))
    assert html.count('<th scope="row">') == len(sides)
