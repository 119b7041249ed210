"""The kind of a document is told by its content first, then by its name and media type."""

from __future__ import annotations

import io
import zipfile

import pytest

from summarizer.errors import BinaryInputError, UnsupportedInputError
from summarizer.read.kind import Kind, kind_of
from tests.read.samples import ARTICLE, PAGE, make_docx, make_pdf

MAIL = b"Message-ID: <1@quay.example>\r\nFrom: desk@quay.example\r\nSubject: Tugs\r\n\r\nText.\r\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def zipped(*names: str, first: tuple[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if first:
            archive.writestr(*first)
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "media_type", "kind"),
    [
        (ARTICLE.encode(), "a.txt", None, Kind.TEXT),
        (ARTICLE.encode(), None, None, Kind.TEXT),
        (ARTICLE.encode(), "a.MD", None, Kind.MARKDOWN),
        (ARTICLE.encode(), None, "text/markdown", Kind.MARKDOWN),
        (ARTICLE.encode(), "a.html", None, Kind.TEXT),
        (ARTICLE.encode(), "a.pdf", None, Kind.TEXT),
        (ARTICLE.encode(), "a.eml", None, Kind.TEXT),
        (b"BMP and MZ are two marks that text may begin with.", "a.txt", None, Kind.TEXT),
        (b'{"Tugs"} was the name of the note.', "a.txt", None, Kind.TEXT),
        (b"[Tugs] were sold.", "a.txt", None, Kind.TEXT),
        (PAGE.encode(), "a.html", None, Kind.HTML),
        (PAGE.encode(), "a.txt", None, Kind.HTML),
        (b"\xef\xbb\xbf" + PAGE.encode(), None, None, Kind.HTML),
        (b"<?xml version='1.0'?>\n<!-- x -->\n<html><body>x</body></html>", None, None, Kind.HTML),
        (b"<p>A fragment</p>", "a.htm", None, Kind.HTML),
        (b"<p>A fragment</p>", None, "text/html", Kind.HTML),
        (b"<p>A fragment</p>", "a.md", None, Kind.MARKDOWN),
        (make_pdf(["x"]), "a.txt", None, Kind.PDF),
        (b"\r\n" + make_pdf(["x"]), None, None, Kind.PDF),
        (b"The mark %PDF-1.4 opens a PDF.", "a.txt", None, Kind.TEXT),
        (make_docx("x"), "a.zip", None, Kind.DOCX),
        (MAIL, "a.eml", None, Kind.EMAIL),
        (MAIL, None, None, Kind.EMAIL),
        (b"From: desk\nDate: today\n\nA memo that somebody pasted.", "a.txt", None, Kind.TEXT),
        (b"Subject: Tugs\n\nText.", "a.eml", None, Kind.EMAIL),
    ],
)
def test_kinds_that_are_read(data: bytes, name: str | None, media_type: str | None, kind: Kind) -> None:
    assert kind_of(data, name, media_type, "x") is kind


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (PNG, "a.png", "PNG image"),
        (PNG, None, "PNG image"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "a.jpg", "JPEG image"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "a.webp", "WebP image"),
        (zipped("a.txt"), "a.zip", "zip archive"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "a.xlsx", "Excel"),
        (zipped("[Content_Types].xml", "ppt/presentation.xml"), "a.pptx", "PowerPoint"),
        (zipped(first=("mimetype", b"application/vnd.oasis.opendocument.text")), "a.odt", "OpenDocument"),
        (zipped(first=("mimetype", b"application/epub+zip")), "a.epub", "EPUB"),
        (b"PK\x03\x04broken", "a.docx", "damaged zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20), "a.doc", "old Office file"),
        (b"{\\rtf1\\ansi Two tugs.}", "a.rtf", "RTF"),
        (b"MZ\x90\0\x03\0", "a.exe", "program"),
        (b"\x1f\x8b\x08\0", "a.gz", "gzip"),
        (b"<?xml version='1.0'?><rss></rss>", "a.xml", "XML"),
        (b"<svg xmlns='x'></svg>", None, "XML"),
        (b'{"title": "Tugs", "text": "Two."}', "a.json", "JSON"),
        (b'[{"title": "Tugs"}]\n', "a.txt", "JSON"),
    ],
)
def test_kinds_that_are_not_read_are_named(data: bytes, name: str | None, said: str) -> None:
    with pytest.raises(UnsupportedInputError, match=said) as caught:
        kind_of(data, name, None, "the source")
    assert "the source" in str(caught.value)


@pytest.mark.parametrize(
    ("data", "name", "media_type"),
    [(PNG, "a.txt", None), (PNG, "a.eml", None), (PNG, None, "text/html"), (zipped("a"), "a.md", None)],
)
def test_binary_under_the_name_of_a_text(data: bytes, name: str | None, media_type: str | None) -> None:
    with pytest.raises(BinaryInputError, match="although"):
        kind_of(data, name, media_type, "x")
