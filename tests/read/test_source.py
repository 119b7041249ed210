"""Reading a source from beginning to end: paths, standard input, URLs, bytes."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.document import Document
from summarizer.errors import BinaryInputError, EmptyInputError, FetchError, InputError, UnsupportedInputError
from summarizer.read import read, read_bytes, source
from summarizer.read.fetch import Fetcher
from summarizer.read.metadata import Metadata
from summarizer.read.source import read_url
from tests.read.samples import ARTICLE, PAGE, make_docx, make_pdf, response, serving

PDF = make_pdf(["The harbour office said on Monday that twelve field guns had left.", "It did not name the buyer."])
MAIL = f"MIME-Version: 1.0\nFrom: a@b.example\nSubject: Guns\nContent-Type: text/plain; charset=utf-8\n\n{ARTICLE}"


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.txt", ARTICLE.encode(), "text/plain"),
        ("a.md", ARTICLE.encode(), "text/markdown"),
        ("a.html", PAGE.encode(), "text/html"),
        ("a.pdf", PDF, "application/pdf"),
        ("a.docx", make_docx(*ARTICLE.split("\n\n")), None),
        ("a.eml", MAIL.encode(), "message/rfc822"),
        ("noextension", ARTICLE.encode(), "text/plain"),
    ],
)
def test_every_kind_from_a_path(tmp_path: Path, name: str, data: bytes, media_type: str | None) -> None:
    (tmp_path / name).write_bytes(data)
    document = read(tmp_path / name)
    assert "field guns" in document.text
    assert document.language == "en"
    assert media_type is None or document.media_type == media_type
    assert document == read(str(tmp_path / name))
    assert document == read_bytes(data, name=name, media_type=None)


def test_plain_text_is_read_to_the_letter(tmp_path: Path) -> None:
    text = " date 2024-03-05 Freighter Leaves\r\n\r\n(Reuters) -- The freighter left.\r\n\t\n"
    (tmp_path / "a.txt").write_bytes(text.encode())
    document = read(tmp_path / "a.txt")
    assert document.text == text
    assert (document.title, document.published, document.outlet) == ("Freighter Leaves", "2024-03-05", "Reuters")
    assert document.url is None


@pytest.mark.parametrize(
    ("told", "field", "expected"),
    [
        ({"title": " Told\ntitle "}, "title", "Told title"),
        ({"outlet": "Told outlet"}, "outlet", "Told outlet"),
        ({"published": "3 May 2024"}, "published", "2024-05-03"),
        ({"url": "https://told.example/"}, "url", "https://told.example/"),
        ({"title": ""}, "title", "Freighter leaves with guns"),
        ({}, "outlet", "Harbour Gazette"),
    ],
)
def test_what_the_user_says_wins(told: dict[str, str], field: str, expected: str) -> None:
    assert getattr(read_bytes(PAGE.encode(), name="a.html", media_type=None, **told), field) == expected


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(InputError, match="'03/05/2024' is not understood"):
        read_bytes(ARTICLE.encode(), name=None, media_type=None, published="03/05/2024")


def test_standard_input() -> None:
    assert read("-", stdin=io.BytesIO(ARTICLE.encode())).text == ARTICLE
    with pytest.raises(EmptyInputError, match="Standard input is empty"):
        read("-", stdin=io.BytesIO(b""))


def test_a_path_object_is_always_a_path() -> None:
    with pytest.raises(InputError, match="does not exist"):
        read(Path("-"))


@pytest.mark.parametrize(
    ("name", "data", "error", "said"),
    [
        ("a.txt", b"", EmptyInputError, "is empty"),
        ("a.txt", b" \r\n\t", EmptyInputError, "is empty"),
        ("a.txt", b"\xef\xbb\xbf\n", EmptyInputError, "holds no text"),
        ("a.md", b"---\ntitle: x\n---\n\n", EmptyInputError, "holds no text"),
        ("a.txt", b"guns\0guns", BinaryInputError, "binary data"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", BinaryInputError, "PNG"),
        ("a.png", b"\x89PNG\r\n\x1a\n", UnsupportedInputError, "PNG"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", UnsupportedInputError, "old Office"),
    ],
)
def test_sources_that_cannot_be_read_are_named(
    tmp_path: Path, name: str, data: bytes, error: type[InputError], said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(error, match=said) as caught:
        read(path)
    assert str(path) in str(caught.value)


def test_paths_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="is a folder"):
        read(tmp_path)
    with pytest.raises(InputError, match="does not exist"):
        read(tmp_path / "none.txt")
    with pytest.raises(InputError, match="cannot be read"):
        read("a\0b")

    def denied(*_: object, **__: object) -> object:
        raise PermissionError(13, "denied")

    monkeypatch.setattr("builtins.open", denied)
    with pytest.raises(InputError, match=r"a\.txt may not be read"):
        read("a.txt")


def test_a_name_that_is_no_unicode_can_still_be_told() -> None:
    with pytest.raises(InputError) as caught:
        read(os.fsdecode(b"\xff.txt"))
    assert "\ufffd.txt does not exist" in str(caught.value)


@pytest.mark.parametrize("how", ["path", "stdin", "bytes"])
def test_size_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    monkeypatch.setattr(source, "MAX_FILE_BYTES", len(ARTICLE.encode()))
    path = tmp_path / "a.txt"

    def attempt(data: bytes) -> Document:
        path.write_bytes(data)
        if how == "path":
            return read(path)
        if how == "stdin":
            return read("-", stdin=io.BytesIO(data))
        return read_bytes(data, name=None, media_type=None)

    assert attempt(ARTICLE.encode()).text == ARTICLE
    with pytest.raises(InputError, match="larger than"):
        attempt(ARTICLE.encode() + b"x")


def test_a_charset_in_the_media_type_is_used() -> None:
    data = "Гаубицы ушли.".encode("koi8-r")
    document = read_bytes(data, name=None, media_type='text/plain; charset="KOI8-R"')
    assert document.text == "Гаубицы ушли."
    assert "koi8-r" in document.notes[0]


def test_a_url() -> None:
    here = Fetcher(resolve=lambda host, port, timeout: ("127.0.0.1",), permit=lambda address: True)
    with serving(response(PAGE.encode(), "Content-Type: text/html")) as server:
        url = f"http://gazette.example:{server.port}/guns"
        document = read_url(f"{url}#top", Metadata(outlet="Told"), here)
    assert (document.url, document.outlet, document.published) == (url, "Told", "2024-03-05")
    assert "field guns" in document.text
    assert not any("redirected" in note for note in document.notes)


def test_a_redirect_is_said_and_the_last_url_kept() -> None:
    def answer(request: str) -> list[bytes]:
        if request.startswith("GET /old"):
            return [response(b"", "Location: /new", status="301 Moved")]
        return [response(ARTICLE.encode(), "Content-Type: text/plain")]

    here = Fetcher(resolve=lambda host, port, timeout: ("127.0.0.1",), permit=lambda address: True)
    with serving(answer) as server:
        base = f"http://gazette.example:{server.port}"
        document = read_url(f"{base}/old", Metadata(), here)
    assert document.url == f"{base}/new"
    assert document.notes == (f"{base}/old redirected to {base}/new.",)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/a", "HTTP://localhost:9/", "ftp://gazette.example/a"])
def test_urls_are_fetched_with_the_strict_defaults(url: str) -> None:
    with pytest.raises(FetchError):
        read(url)


@given(st.binary(max_size=200), st.sampled_from(["a.txt", "a.html", "a.eml", "a.pdf", "a.docx", None]))
def test_any_bytes_make_a_document_that_can_be_stored_or_a_clear_error(data: bytes, name: str | None) -> None:
    try:
        document = read_bytes(data, name=name, media_type=None)
    except InputError:
        return
    assert document.info().chars == len(document.text)


@given(
    st.sampled_from([b"%PDF-1.4\n", b"PK\x03\x04", b"<html><body>", b"From: a\nMIME-Version: 1.0\n", b"---\ntitle: "]),
    st.binary(max_size=200),
)
def test_damaged_documents_of_every_kind_are_survived(head: bytes, rest: bytes) -> None:
    try:
        document = read_bytes(head + rest, name=None, media_type=None)
    except InputError:
        return
    assert document.info().chars == len(document.text)


def test_heavy_libraries_are_imported_only_when_needed() -> None:
    heavy = "trafilatura pypdfium2 docx httpx2 httpcore2 charset_normalizer py3langid numpy"
    code = f"import sys, summarizer.read; print(*[m for m in '{heavy}'.split() if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
