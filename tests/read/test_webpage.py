"""HTML: the main text and the metadata of a page."""

from __future__ import annotations

import pytest

from summarizer.errors import EmptyInputError, InputError
from summarizer.read import webpage
from summarizer.read.metadata import Metadata
from summarizer.read.webpage import read_html
from tests.read.samples import PAGE


def test_main_text_and_metadata() -> None:
    found = read_html(PAGE.encode(), "a.html")
    assert found.metadata == Metadata(
        title="Freighter leaves with guns",
        outlet="Harbour Gazette",
        published="2024-03-05",
        url="https://gazette.example/guns",
        language="en",
    )
    assert found.text.splitlines() == [
        "Freighter leaves with guns",
        "The harbour office said on Monday that a freighter with twelve field guns had left for the island republic.",
        "“The guns are paid for,” said harbour master Ilse Brandt, who would not name the buyer.",
    ]
    assert f"{len(found.text)} of about" in found.notes[-1]


def test_the_url_it_was_got_from_wins_over_the_one_it_names() -> None:
    assert read_html(PAGE.encode(), "x", url="https://mirror.example/1").metadata.url == "https://mirror.example/1"


PARAGRAPH = "<p>The yard said that both tugs were afloat and that the crews had come aboard.</p>"


@pytest.mark.parametrize(
    ("head", "language"),
    [
        ('<html lang="pt-BR"><head></head>', "pt"),
        ('<html xml:lang="de"><head></head>', "de"),
        ('<html><head><meta http-equiv="Content-Language" content="fr"></head>', "fr"),
        ('<html><head><meta property="og:locale" content="nl_NL"></head>', "nl"),
        ('<html lang=""><head></head>', None),
        ("<html><head></head>", None),
    ],
)
def test_declared_language(head: str, language: str | None) -> None:
    page = f"<!doctype html>{head}<body>{PARAGRAPH}</body></html>"
    assert read_html(page.encode(), "x").metadata.language == language


def test_a_page_that_tells_nothing_of_itself_is_known_by_nothing() -> None:
    page = f"<html><body>{PARAGRAPH * 3}<footer>Copyright 2019, all rights reserved</footer></body></html>"
    assert read_html(page.encode(), "x").metadata == Metadata()


@pytest.mark.parametrize(
    ("declaration", "header", "encoding"),
    [
        ('<meta charset="windows-1251">', None, "cp1251"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', None, "koi8-r"),
        ("", "koi8-r", "koi8-r"),
        ('<meta charset="windows-1251">', "utf-8", "utf-8"),
    ],
)
def test_encodings(declaration: str, header: str | None, encoding: str) -> None:
    sentence = "Верфь сообщила, что оба буксира уже спущены на воду и проходят испытания."
    page = f"<html><head>{declaration}</head><body><p>{sentence}</p></body></html>"
    assert read_html(page.encode(encoding), "x", header).text == sentence


@pytest.mark.parametrize(
    "body",
    ["", "<nav><a href='/'>Front page</a></nav>", "<script>var tugs = 'two of them are afloat in the yard';</script>"],
)
def test_a_page_without_main_text_is_an_error(body: str) -> None:
    with pytest.raises(InputError, match="x is a web page in which no main text was found"):
        read_html(f"<html><head><title>Tugs</title></head><body>{body}</body></html>".encode(), "x")


@pytest.mark.parametrize("more", ["", PARAGRAPH * 5], ids=["a short page", "a long page"])
def test_neither_line_breaks_nor_inline_markup_cut_a_sentence(more: str) -> None:
    body = (
        "<h1>Tugs\n afloat</h1><p>The yard said\n  that both <b>new\n tugs</b>, which it\r\nbuilt for "
        "the <a href='/port'>old port</a>, are <q>fully</q> <span>afloat</span>.<br>They\nwait.</p>"
    )
    found = read_html(f"<html><body><article>{body}{more}</article></body></html>".encode(), "x")
    assert found.text.splitlines()[:3] == [
        "Tugs afloat",
        "The yard said that both new tugs, which it built for the old port, are “fully” afloat.",
        "They wait.",
    ]


def test_an_empty_page() -> None:
    with pytest.raises(EmptyInputError):
        read_html(b" \n", "x")


def test_a_page_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webpage, "MAX_PAGE_CHARACTERS", 100)
    with pytest.raises(InputError, match="too large"):
        read_html(PAGE.encode(), "x")


def test_deep_nesting_and_broken_markup_are_survived() -> None:
    page = "<html><body>" + "<div>" * 5_000 + PARAGRAPH + "</p></span><b><i>" + PARAGRAPH
    try:
        text = read_html(page.encode(), "x").text
    except InputError:
        return
    assert "afloat" in text
