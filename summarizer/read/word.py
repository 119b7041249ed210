"""DOCX: paragraphs, headings and tables in the order of the document."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from summarizer.errors import EmptyInputError, InputError
from summarizer.read.kind import Kind
from summarizer.read.metadata import Extracted, Metadata, language_code, one_line

MAX_UNPACKED_BYTES = 200 * 1024 * 1024
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
# Deleted or moved away, field codes, and boxes beside the text.
_PASSED_OVER = {f"{_W}{tag}" for tag in ("del", "moveFrom", "instrText", "txbxContent", "pPr", "rPr")}
_TITLE_STYLES = {"Title", "Heading 1"}


def read_docx(data: bytes, where: str) -> Extracted:
    """The body of a Word document: a paragraph a line, a table row a line with its cells parted by " | ".

    Raises:
        InputError: damaged, or unreasonably large when unpacked.
        EmptyInputError: the body holds no text.
    """
    document = _opened(data, where)
    body = document.element.body
    text = "\n\n".join(block for block in _blocks(body) if block.strip())
    if not text:
        raise EmptyInputError(
            f"{where} is a Word document without text.", "Give a document with at least one sentence."
        )
    properties = document.core_properties
    title = one_line(properties.title) or _styled_title(document)
    metadata = Metadata(title=title, language=language_code(properties.language))
    return Extracted(text, Kind.DOCX, metadata, tuple(_left_out(document, body)))


def _opened(data: bytes, where: str) -> Any:
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > MAX_UNPACKED_BYTES:
            raise InputError(
                f"{where} would unpack to {unpacked:,} bytes, more than the {MAX_UNPACKED_BYTES:,} that are allowed.",
                "Save its text alone and give that.",
            )
        return docx.Document(io.BytesIO(data))
    except InputError:
        raise
    except Exception as error:  # python-docx lets zip, XML, key and value errors of a damaged file through
        raise InputError(
            f"{where} is a damaged Word document: {error}", "Save it again as .docx, or as text."
        ) from error


def _blocks(parent: Any) -> Iterator[str]:
    for child in parent:
        if child.tag == f"{_W}p":
            yield _words(child)
        elif child.tag == f"{_W}tbl":
            yield "\n".join(row for row in _rows(child) if row.strip(" |"))
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo"):
            yield from _blocks(child)


def _rows(table: Any) -> Iterator[str]:
    for row in table.iter(f"{_W}tr"):
        if next(row.iterancestors(f"{_W}tbl")) is table:
            cells = (" ".join(" ".join(_blocks(cell)).split()) for cell in row.findall(f".//{_W}tc") if _of(cell, row))
            yield " | ".join(cells)


def _of(cell: Any, row: Any) -> bool:
    return next(cell.iterancestors(f"{_W}tr")) is row


def _words(element: Any) -> str:
    parts = []
    for child in element:
        if child.tag == f"{_W}t":
            parts.append(child.text or "")
        elif child.tag in _BREAKS:
            parts.append(_BREAKS[child.tag])
        elif child.tag not in _PASSED_OVER:
            parts.append(_words(child))
    return "".join(parts)


def _styled_title(document: Any) -> str | None:
    first = next((p for p in document.paragraphs if p.text.strip()), None)
    styled = first is not None and first.style is not None and first.style.name in _TITLE_STYLES
    return one_line(first.text) if first is not None and styled else None


def _left_out(document: Any, body: Any) -> Iterator[str]:
    parts = {str(part.partname) for part in document.part.package.iter_parts()}
    for file, what in (("footnotes", "Footnotes"), ("endnotes", "Endnotes"), ("comments", "Comments")):
        if f"/word/{file}.xml" in parts and body.find(f".//{_W}{file[:-1]}Reference") is not None:
            yield f"{what} of the Word document were left out."
    if any(
        any(p.text.strip() for p in part.paragraphs)
        for section in document.sections
        for part in (section.header, section.footer)
        if not part.is_linked_to_previous
    ):
        yield "Page headers and footers of the Word document were left out."
    if body.find(f".//{_W}txbxContent") is not None:
        yield "Text boxes of the Word document were left out."
    if body.find(f".//{_W}del") is not None or body.find(f".//{_W}moveFrom") is not None:
        yield "The Word document tracks changes: they were read as accepted."
