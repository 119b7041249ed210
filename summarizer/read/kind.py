"""Which kind of document some bytes are: by their content first, then by name and media type."""

from __future__ import annotations

import io
import json
import re
import zipfile
from enum import StrEnum
from pathlib import PurePath

from summarizer.errors import BinaryInputError, UnsupportedInputError


class Kind(StrEnum):
    """A kind that is read here; its value is its media type."""

    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    HTML = "text/html"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    EMAIL = "message/rfc822"


BY_EXTENSION = {
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".eml": Kind.EMAIL,
}
BY_MEDIA_TYPE = {
    "text/plain": Kind.TEXT,
    "text/markdown": Kind.MARKDOWN,
    "text/html": Kind.HTML,
    "application/xhtml+xml": Kind.HTML,
    "message/rfc822": Kind.EMAIL,
}
SUPPORTED = "Give plain text, Markdown, HTML, PDF, DOCX or an e-mail (.eml)."

# (offset, bytes there, what it is); kinds whose mark is two letters also need a zero byte near the beginning.
_MAGIC = (
    (0, b"\x89PNG\r\n", "a PNG image"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (0, b"GIF87a", "a GIF image"),
    (0, b"GIF89a", "a GIF image"),
    (0, b"II*\0", "a TIFF image"),
    (0, b"MM\0*", "a TIFF image"),
    (8, b"WEBP", "a WebP image"),
    (8, b"WAVE", "a sound recording"),
    (4, b"ftyp", "a video, sound or HEIF image file"),
    (0, b"OggS", "a sound recording"),
    (0, b"ID3", "a sound recording"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls) or a password-protected one"),
    (0, b"{\\rtf", "an RTF document"),
    (0, b"\x1f\x8b", "a gzip archive"),
    (0, b"BZh9", "a bzip2 archive"),
    (0, b"\xfd7zXZ\0", "an xz archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (257, b"ustar", "a tar archive"),
    (0, b"\x7fELF", "a program"),
    (0, b"SQLite format 3\0", "a SQLite database"),
    (0, b"%!PS", "a PostScript file"),
)
_SHORT_MAGIC = ((b"MZ", "a program"), (b"BM", "a bitmap image"))
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_XML = re.compile(rb"\s*<(?:\?xml|rss|feed|svg)\b", re.IGNORECASE)
_JSON = re.compile(rb"\s*(?:\[\s*)?\{\s*[\"}]")
_TAG = re.compile(rb"<[a-z!/]", re.IGNORECASE)
_HEADER = re.compile(rb"[!-9;-~]+:")
_MAIL_ONLY = re.compile(rb"^(?:message-id|received|mime-version|return-path):", re.IGNORECASE | re.MULTILINE)
_FROM = re.compile(rb"^from:", re.IGNORECASE | re.MULTILINE)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def kind_of(data: bytes, name: str | None, media_type: str | None, where: str) -> Kind:
    """The kind to read `data` as.

    Args:
        name: file name; only its extension counts.
        media_type: as a server gave it, without parameters.
        where: how to name the source to the user.

    Raises:
        UnsupportedInputError: a known kind that is not read here.
        BinaryInputError: such a kind under the name or media type of a text.
    """
    extension = PurePath(name or "").suffix.lower()
    if _is_pdf(data):
        return Kind.PDF
    if data.startswith(b"PK\x03\x04"):
        inside = _zip_kind(data)
        if inside is Kind.DOCX:
            return Kind.DOCX
        raise _refusal(inside, extension, media_type, where)
    if found := _foreign_kind(data):
        raise _refusal(found, extension, media_type, where)
    return _text_kind(data.removeprefix(_BYTE_ORDER_MARK), extension, media_type, where)


def _text_kind(data: bytes, extension: str, media_type: str | None, where: str) -> Kind:
    if _HTML.match(data[:4096]):
        return Kind.HTML
    claimed = BY_EXTENSION.get(extension) or BY_MEDIA_TYPE.get(media_type or "", Kind.TEXT)
    if claimed is Kind.HTML and _TAG.search(data):
        return Kind.HTML
    if _XML.match(data[:512]):
        raise UnsupportedInputError(f"{where} is an XML file, which is not read here.", SUPPORTED)
    if _is_json(data):
        raise UnsupportedInputError(f"{where} is JSON data, which is not read here.", SUPPORTED)
    if _is_mail(data, claimed):
        return Kind.EMAIL
    return Kind.MARKDOWN if claimed is Kind.MARKDOWN else Kind.TEXT


def _is_pdf(data: bytes) -> bool:
    head = data[:1024]
    return head.lstrip().startswith(b"%PDF-") or (b"%PDF-" in head and b"%%EOF" in data[-2048:])


def _is_json(data: bytes) -> bool:
    """A JSON object or a list of them, which is data about texts at most."""
    if not _JSON.match(data):
        return False
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def _is_mail(data: bytes, claimed: Kind) -> bool:
    """Headers up to a blank line. Without the name of an e-mail, also those that only a mail program writes."""
    head = re.split(rb"\r?\n\r?\n", data[:65536].lstrip(), maxsplit=1)[0]
    lines = head.splitlines()
    if not lines or not all(_HEADER.match(line) or line[:1] in b" \t" for line in lines):
        return False
    return claimed is Kind.EMAIL or bool(_FROM.search(head) and _MAIL_ONLY.search(head))


def _foreign_kind(data: bytes) -> str | None:
    for offset, mark, what in _MAGIC:
        if data[offset : offset + len(mark)] == mark:
            return what
    for mark, what in _SHORT_MAGIC:
        if data.startswith(mark) and b"\0" in data[:512]:
            return what
    return None


def _zip_kind(data: bytes) -> Kind | str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            mimetype = archive.read("mimetype")[:100] if "mimetype" in names[:1] else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        return "a damaged zip archive"
    if "[Content_Types].xml" in names:
        parts = {"word": Kind.DOCX, "xl": "an Excel workbook (.xlsx)", "ppt": "a PowerPoint file (.pptx)"}
        for folder, what in parts.items():
            if any(name.startswith(f"{folder}/") for name in names):
                return what
    if b"opendocument" in mimetype:
        return "an OpenDocument file (.odt, .ods)"
    return "an EPUB book" if b"epub" in mimetype else "a zip archive"


def _refusal(what: str, extension: str, media_type: str | None, where: str) -> UnsupportedInputError | BinaryInputError:
    if extension in BY_EXTENSION:
        return BinaryInputError(f"{where} is {what}, although its name says {extension}.", SUPPORTED)
    if media_type in BY_MEDIA_TYPE:
        return BinaryInputError(f"{where} is {what}, although it was called {media_type}.", SUPPORTED)
    return UnsupportedInputError(f"{where} is {what}, which is not read here.", SUPPORTED)
