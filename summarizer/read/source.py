"""The door: where a source is, which reader its kind needs, and the `Document` they make."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from email.message import Message
from typing import BinaryIO

from summarizer.document import Document
from summarizer.errors import EmptyInputError, InputError
from summarizer.read.dateline import dateline
from summarizer.read.decode import REPLACEMENT, without_surrogates
from summarizer.read.fetch import Fetched, Fetcher, shown
from summarizer.read.kind import Kind, kind_of
from summarizer.read.language import language_of
from summarizer.read.mail import read_mail
from summarizer.read.metadata import Extracted, Metadata, iso_date, one_line
from summarizer.read.pdf import read_pdf
from summarizer.read.plain import read_plain
from summarizer.read.webpage import read_html
from summarizer.read.word import read_docx

MAX_FILE_BYTES = 50 * 1024 * 1024
"""Bound on a file, on standard input and on given bytes. What is fetched has its own in `fetch`."""

_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


@dataclass(frozen=True)
class _Origin:
    """Where bytes came from: how messages name it, and what is known from there alone."""

    where: str
    name: str | None = None
    media_type: str | None = None
    charset: str | None = None
    url: str | None = None
    notes: tuple[str, ...] = ()


def read(
    source: str | os.PathLike[str],
    *,
    title: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    url: str | None = None,
    stdin: BinaryIO | None = None,
) -> Document:
    """Read a source into a document.

    Args:
        source: a path, an http or https URL, or "-" for standard input. A path object is always a path.
        title, outlet, published, url: what the user knows; wins over what the source says. `published` is a date in
            ISO 8601, or one with the month in letters.
        stdin: read instead of the process's standard input when `source` is "-".

    Raises:
        InputError: the source cannot be read; its subclasses say more closely why (empty, binary, of a kind that is
            not read, not fetched).
    """
    told = _told(title, outlet, published, url)
    if isinstance(source, str) and source == "-":
        if stdin is None and sys.stdin is None:
            raise InputError("Standard input is closed.", "Give a path, or send the document through a pipe.")
        data = _bounded(stdin or sys.stdin.buffer, "Standard input")
        return _document(data, _Origin("Standard input"), told)
    if isinstance(source, str) and _URL.match(source):
        return read_url(source, told, Fetcher())
    path = os.fspath(source)
    return _document(_file(path), _Origin(_printable(path), name=os.path.basename(path)), told)


def read_bytes(
    data: bytes,
    *,
    name: str | None,
    media_type: str | None,
    title: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    url: str | None = None,
) -> Document:
    """Read bytes that are already at hand into a document.

    Args:
        name: a file name, for its extension and for messages.
        media_type: as a server or mail gave it; may carry a charset ("text/html; charset=windows-1251").
        title, outlet, published, url: as for `read`.

    Raises:
        InputError: as for `read`.
    """
    where = _printable(name) if name else "The given data"
    if len(data) > MAX_FILE_BYTES:
        raise _too_large(where)
    plain_type, charset = _media_type(media_type)
    return _document(data, _Origin(where, name, plain_type, charset), _told(title, outlet, published, url))


def read_url(source: str, told: Metadata, fetcher: Fetcher) -> Document:
    """Read what stands at a URL; `fetcher` bounds what may be reached. Raises as `read` does."""
    return read_fetched(source, fetcher.get(source), told)


def read_fetched(source: str, fetched: Fetched, told: Metadata) -> Document:
    """Read what was fetched from a URL into a document. Raises as `read` does."""
    media_type, charset = _media_type(fetched.content_type)
    moved = shown(source.partition("#")[0]).rstrip("/") != shown(fetched.url).rstrip("/")
    notes = (f"{shown(source)} redirected to {shown(fetched.url)}.",) if moved else ()
    origin = _Origin(shown(source), None, media_type, charset, fetched.url, notes)
    return _document(fetched.data, origin, told)


def _document(data: bytes, origin: _Origin, told: Metadata) -> Document:
    if not data.strip():
        raise EmptyInputError(f"{origin.where} is empty.", "Give a source with at least one sentence.")
    found = _extracted(data, origin)
    text, damage = without_surrogates(found.text)
    if not text.strip():
        raise EmptyInputError(f"{origin.where} holds no text.", "Give a source with at least one sentence.")
    known = told.over(Metadata(url=origin.url)).over(found.metadata).over(dateline(text))
    return Document(
        text=text,
        title=known.title,
        outlet=known.outlet,
        published=known.published,
        url=known.url,
        language=known.language or language_of(text),
        media_type=found.media_type,
        notes=(*origin.notes, *found.notes, *damage),
    )


def _extracted(data: bytes, origin: _Origin) -> Extracted:
    kind = kind_of(data, origin.name, origin.media_type, origin.where)
    match kind:
        case Kind.HTML:
            return read_html(data, origin.where, origin.charset, origin.url)
        case Kind.PDF:
            return read_pdf(data, origin.where)
        case Kind.DOCX:
            return read_docx(data, origin.where)
        case Kind.EMAIL:
            return read_mail(data, origin.where)
        case Kind.TEXT | Kind.MARKDOWN:
            return read_plain(data, origin.where, kind.value, origin.charset)


def _file(path: str) -> bytes:
    where = _printable(path)
    try:
        with open(path, "rb") as file:
            return _bounded(file, where)
    except FileNotFoundError:
        raise InputError(f"{where} does not exist.", "Check how the path is written.") from None
    except IsADirectoryError:
        raise InputError(f"{where} is a folder, not a document.", "Give one file.") from None
    except PermissionError:
        raise InputError(
            f"{where} may not be read: permission denied.", "Change its permissions, or copy it."
        ) from None
    except (OSError, ValueError) as error:
        raise InputError(f"{where} cannot be read: {error}.", "Check the path and the disk.") from error


def _bounded(stream: BinaryIO, where: str) -> bytes:
    data = stream.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise _too_large(where)
    return data


def _too_large(where: str) -> InputError:
    return InputError(f"{where} is larger than {MAX_FILE_BYTES // 1024**2} MiB.", "Split it, or give its text alone.")


def _told(title: str | None, outlet: str | None, published: str | None, url: str | None) -> Metadata:
    date = iso_date(published)
    if one_line(published) and date is None:
        raise InputError(f"The date {published!r} is not understood.", "Give it as YYYY-MM-DD.")
    return Metadata(title=one_line(title), outlet=one_line(outlet), published=date, url=one_line(url))


def _media_type(header: str | None) -> tuple[str | None, str | None]:
    if not header:
        return None, None
    message = Message()
    message["Content-Type"] = one_line(header) or ""
    return message.get_content_type(), message.get_content_charset()


def _printable(path: str) -> str:
    return _CONTROLS.sub(REPLACEMENT, os.fsencode(path).decode("utf-8", "replace"))
