"""Bytes become text exactly, whatever their encoding, or are refused."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import BinaryInputError
from summarizer.read.decode import SAMPLE_BYTES, decode, encoding_of, without_surrogates

LATIN = "Le ministère a annoncé la livraison de véhicules blindés à la république voisine, déjà prête à payer.\r\n"
SPANISH = "El ministerio anunció la compra de veinte vehículos; el portavoz no dijo cuántos llegarán este año."
POLISH = "Ministerstwo ogłosiło dostawę dwunastu haubic. Rzecznik nie podał liczby pocisków, które już przybyły."
TURKISH = "Bakanlık, komşu ülkeye obüs teslimatının başladığını açıkladı. Sözcü sayı vermedi."
CYRILLIC = "Министерство сообщило о поставке партии снарядов. Представитель отказался назвать число.\n"
JAPANESE = "防衛省は新しい装備の引き渡しを発表した。数量は明らかにされていない。\n"
PUNCTUATED = "The yard’s “second hull” is late – the builder won’t say why.\n"


@pytest.mark.parametrize(
    ("text", "encoding", "mark", "said"),
    [
        (LATIN, "utf-8", b"", None),
        (LATIN, "utf-8", codecs.BOM_UTF8, None),
        (CYRILLIC, "utf-16-le", codecs.BOM_UTF16_LE, "utf-16-le"),
        (CYRILLIC, "utf-16-be", codecs.BOM_UTF16_BE, "utf-16-be"),
        (LATIN, "utf-32-le", codecs.BOM_UTF32_LE, "utf-32-le"),
        (LATIN, "utf-16-le", b"", "utf-16-le"),
        (CYRILLIC, "utf-16-be", b"", "utf-16-be"),
        (CYRILLIC, "cp1251", b"", "cp1251"),
        (LATIN, "latin-1", b"", "cp1252"),
        (SPANISH, "latin-1", b"", "cp1252"),
        (POLISH, "cp1250", b"", "cp1250"),
        (TURKISH, "cp1254", b"", "cp1254"),
        (JAPANESE, "shift_jis", b"", "cp932"),
        (PUNCTUATED, "cp1252", b"", "cp1252"),
        (PUNCTUATED * 5_000, "cp1252", b"", "cp1252"),
        (CYRILLIC * 4_000, "cp1251", b"", "cp1251"),
    ],
)
def test_text_is_kept_exactly(text: str, encoding: str, mark: bytes, said: str | None) -> None:
    decoded, notes = decode(mark + text.encode(encoding), "a.txt")
    assert decoded == text
    assert len(notes) == (said is not None)
    assert said is None or said in notes[0]


@pytest.mark.parametrize(
    ("text", "encoding", "declared", "said"),
    [
        (LATIN[:25], "latin-1", "ISO-8859-1", "cp1252"),
        (CYRILLIC[:12], "koi8-r", "koi8-r", "koi8-r"),
        (JAPANESE, "iso2022_jp", "iso-2022-jp", "iso2022_jp"),
        (LATIN, "utf-8", "windows-1252", None),  # valid UTF-8 is UTF-8, whatever the server says
        (PUNCTUATED, "cp1252", "no-such-charset", "cp1252"),
        (PUNCTUATED, "cp1252", "base64", "cp1252"),
    ],
)
def test_a_declared_encoding_is_believed_when_the_bytes_agree(
    text: str, encoding: str, declared: str, said: str | None
) -> None:
    decoded, notes = decode(text.encode(encoding), "a.txt", declared)
    assert decoded == text
    assert (said is None and not notes) or (said is not None and said in notes[0])


@pytest.mark.parametrize("damage", [b"\xff", b"\xed\xa0\x80", b"\xe2\x80"])
def test_a_damaged_utf8_text_stays_utf8_and_says_so(damage: bytes) -> None:
    text, notes = decode(CYRILLIC.encode() + damage + b" end", "a.txt")
    assert text.startswith(CYRILLIC)
    assert text.endswith(" end")
    assert "\ufffd" in text
    assert "U+FFFD" in notes[0]


@pytest.mark.parametrize(
    "data",
    [
        b"An order\0 of shells",
        b"\x01\x02\x03\x04\x05\x06 shells \x07\x08",
        bytes(range(1, 256)) * 20,
        b"\x00\x00\x00\x01" * 50,
    ],
    ids=["zero byte", "control codes", "every byte", "mostly zeros"],
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(BinaryInputError, match=r"a\.txt"):
        decode(data, "a.txt")


def test_a_single_stray_control_code_is_no_reason_to_refuse() -> None:
    assert decode(b"Two guns\x0c and a \x1b limber.", "a.txt")[0] == "Two guns\x0c and a \x1b limber."


def test_the_sample_for_guessing_never_cuts_a_character_in_two() -> None:
    text = JAPANESE * (2 * SAMPLE_BYTES // len(JAPANESE.encode("shift_jis")))
    assert decode(text.encode("shift_jis"), "a.txt")[0] == text


def test_lone_surrogates_are_replaced_one_for_one() -> None:
    text, notes = without_surrogates("a\ud800b\udfffc")
    assert text == "a\ufffdb\ufffdc"
    assert "2 damaged" in notes[0]
    assert without_surrogates("plain") == ("plain", ())


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff"), min_size=1))
def test_any_text_in_utf8_survives(text: str) -> None:
    assert decode(text.encode(), "a.txt") == (text, ())


@given(st.binary(max_size=300))
def test_any_bytes_are_text_that_can_be_stored_or_are_refused(data: bytes) -> None:
    try:
        text, _ = decode(data, "a.txt")
    except BinaryInputError:
        return
    text.encode("utf-8")
    assert "\0" not in text


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        (b"", "utf-8"),
        ("Żołnierze".encode(), "utf-8"),
        ("Żołnierze".encode()[:1], "utf-8"),
        ("\ufeffGuns".encode(), "utf-8-sig"),
        ("Guns were sold.".encode("utf-16"), "utf-16"),
        ("Guns were sold.".encode("utf-16-le")[:-1], "utf-16-le"),
        ("Guns were sold.".encode("utf-32"), "utf-32"),
        ("The “guns” are sold.".encode("cp1252"), "cp1252"),
    ],
)
def test_the_encoding_of_a_long_text_by_its_beginning(head: bytes, encoding: str) -> None:
    assert encoding_of(head, "x")[0] == encoding
