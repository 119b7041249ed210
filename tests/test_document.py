"""A document: the text exactly as stored, its identity, and what a brief says of it."""

from __future__ import annotations

import hashlib
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.document import Document
from summarizer.errors import EmptyInputError
from summarizer.schema import DocumentInfo
from summarizer.segment import segment


@pytest.mark.parametrize("text", ["", " ", "\n\t\r\n", "\u00a0\u2003", "\x1c"])
def test_a_document_without_text_is_none(text: str) -> None:
    with pytest.raises(EmptyInputError, match="holds no text") as told:
        Document(text)
    assert told.value.exit_code == 4


@pytest.mark.parametrize("text", ["x", "  x\n", "e\u0301 und é", "a\r\nb", "\ufeffx", "🚢 sailed"])
def test_text_is_never_normalised(text: str) -> None:
    document = Document(text)
    assert document.text == text
    assert document.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert document.id == document.sha256[:16]
    assert document.info().chars == len(text)


def test_the_same_text_is_the_same_document_wherever_it_was_found() -> None:
    one, two = Document("Norland sold it.", title="A", url="https://a.example"), Document("Norland sold it.")
    assert one.id == two.id
    assert one != two
    assert Document("Norland sold it. ").id != two.id


def test_offsets_count_code_points() -> None:
    text = "🚢 Norland’s ship"
    span = Document(text).span(2, 9)
    assert (span.start, span.end, span.text) == (2, 9, "Norland")


@pytest.mark.parametrize("bounds", [(3, 3), (5, 99), (-1, 2)])
def test_a_span_outside_the_text_is_none(bounds: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=r"span|greater|least"):
        Document("Norland").span(*bounds)


def test_unknown_is_null_in_a_brief_and_never_blank() -> None:
    info = Document("x", title="", outlet=" ", published="\n", url="", language="").info()
    assert (info.title, info.outlet, info.published, info.url, info.language) == (None,) * 5
    told = Document("x", "Title", "Outlet", "2025-03-04", "https://a.example", "en").info()
    assert (told.title, told.outlet, told.published) == ("Title", "Outlet", "2025-03-04")
    assert (told.url, told.language) == ("https://a.example", "en")


def test_a_document_does_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        Document("x").text = "y"  # type: ignore[misc]  # what the test is about


@given(st.text())
def test_every_document_has_a_sentence_and_an_identity(text: str) -> None:
    try:
        document = Document(text)
    except EmptyInputError:
        assert not text.strip()
        return
    assert segment(text).sentences
    assert DocumentInfo.model_validate(document.info().model_dump()) == document.info()
