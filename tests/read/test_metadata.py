"""Dates, language codes, datelines and languages: known beyond doubt, or unknown."""

from __future__ import annotations

import pytest

from summarizer.read.dateline import dateline
from summarizer.read.language import is_foreign, language_of
from summarizer.read.metadata import Metadata, iso_date, language_code, one_line


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-05-03", "2024-05-03"),
        ("20240503", "2024-05-03"),
        (" 2024-05-03 ", "2024-05-03"),
        ("2024-05-03T10:15", "2024-05-03T10:15:00"),
        ("2024-05-03 10:15:30+02:00", "2024-05-03T10:15:30+02:00"),
        ("3 May 2024", "2024-05-03"),
        ("May 3, 2024", "2024-05-03"),
        ("Sept. 3, 2024", "2024-09-03"),
        ("03/05/2024", None),
        ("May 2024", None),
        ("2024-05", None),
        ("May 3", None),
        ("31 June 2024", None),
        ("2024-05-03T99:00", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_iso_date(value: str | None, expected: str | None) -> None:
    assert iso_date(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("en", "en"), ("EN-us", "en"), ("pt_BR", "pt"), ("eng", None), ("English", None), ("", None), (None, None)],
)
def test_language_code(value: str | None, expected: str | None) -> None:
    assert language_code(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(" a\r\n\tb ", "a b"), ("a\0b\ud800", "a b"), (" \x07 ", None), ("", None), (None, None)],
)
def test_one_line(value: str | None, expected: str | None) -> None:
    assert one_line(value) == expected


def test_the_stronger_telling_wins_field_by_field() -> None:
    strong, weak = Metadata(title="A", url="u"), Metadata(title="B", outlet="O")
    assert strong.over(weak) == Metadata(title="A", outlet="O", url="u")


@pytest.mark.parametrize(
    ("text", "outlet", "published"),
    [
        ("(Bloomberg) -- The yard sold two tugs.", "Bloomberg", None),
        ("KYIV, Sept 4 (Reuters) - The yard sold two tugs.", "Reuters", None),
        ("KYIV, Sept 4, 2023 (Reuters) - The yard sold two tugs.", "Reuters", "2023-09-04"),
        ("RIGA (AP) — The yard sold two tugs.", "AP", None),
        ("NEW YORK, 4 September 2023 (AFP) – The yard sold two tugs.", "AFP", "2023-09-04"),
        ("TALLINN, May 3 (Quay News) -- The yard sold two tugs.", "Quay News", None),
        ("MOSCOW, September 4. /TASS/. The yard sold two tugs.", "TASS", None),
        ("TASS: The yard sold two tugs.", "TASS", None),
        ("Tugs Sold\n\nSEOUL, Sept. 4 (Yonhap) -- The yard sold two tugs.", "Yonhap", None),
        ("**RIGA (AP) —** The yard sold two tugs.", None, None),
        ("Yard Office (HAFEN) - the body that sells tugs - said so.", None, None),
        ("NATO: The yard sold two tugs.", None, None),
        ("(Updated) -- The yard sold two tugs.", None, None),
        ("RIGA, May 3 (Updated) -- The yard sold two tugs.", None, None),
        ("The yard sold two tugs, Reuters reported.", None, None),
        ("One.\n\nTwo.\n\nThree.\n\nTASS: The yard sold two tugs.", None, None),
        ("", None, None),
    ],
)
def test_dateline(text: str, outlet: str | None, published: str | None) -> None:
    assert dateline(text) == Metadata(outlet=outlet, published=published)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The harbour office said on Monday that a freighter with twelve field guns had left the port.", "en"),
        ("Міністерство повідомило в понеділок, що дванадцять гаубиць залишили порт, але покупця не назвало.", "uk"),
        ("Das Hafenamt teilte am Montag mit, dass ein Frachter mit zwölf Geschützen ausgelaufen ist.", "de"),
        ("Guns left port.", None),
        ("12 34 56 78 " * 30, None),
        ("", None),
    ],
)
def test_language_is_told_only_beyond_doubt(text: str, expected: str | None) -> None:
    assert language_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("海军周一宣布，港口收到了十二门火炮。", True),
        ("أعلن مكتب الميناء وصول السفينة.", True),
        ("El puerto recibió doce cañones el lunes.", True),
        ("Het havenkantoor ontving maandag twaalf kanonnen.", True),
        ("Guns left port.", False),
        ("GUNS LEFT THE PORT OF RIGA, THE OFFICE SAID.", False),
        ("Kongsberg. Nammo. Rheinmetall. Leonardo. Bharat Dynamics.", False),
        ("12 34 56", False),
        ("", False),
    ],
)
def test_a_foreign_text_is_told_even_where_its_language_is_not(text: str, expected: bool) -> None:
    assert is_foreign(text) is expected
