"""What a file is to a batch run, by its name: a document, or something that holds many."""

from __future__ import annotations

import re
from enum import Enum, auto
from pathlib import PurePosixPath

from summarizer.read.kind import BY_EXTENSION

PACKED = (".gz", ".bz2", ".xz")
"""Endings of single files that are unpacked on the way."""


class Form(Enum):
    """How a file is read."""

    DOCUMENT = auto()
    PLAIN = auto()
    """A document, unless every line of it is an address."""
    JSON_LINES = auto()
    JSON = auto()
    """JSON lines, when its first line is an object of its own."""
    CSV = auto()
    PARQUET = auto()
    FEED = auto()
    XML = auto()
    """A feed, when it says so."""
    ADDRESSES = auto()
    ZIP = auto()
    UNKNOWN = auto()


_FORMS = {
    **dict.fromkeys(BY_EXTENSION, Form.DOCUMENT),
    ".pdf": Form.DOCUMENT,
    ".docx": Form.DOCUMENT,
    ".txt": Form.PLAIN,
    ".jsonl": Form.JSON_LINES,
    ".ndjson": Form.JSON_LINES,
    ".json": Form.JSON,
    ".csv": Form.CSV,
    ".tsv": Form.CSV,
    ".tab": Form.CSV,
    ".parquet": Form.PARQUET,
    ".pq": Form.PARQUET,
    ".rss": Form.FEED,
    ".atom": Form.FEED,
    ".rdf": Form.XML,
    ".xml": Form.XML,
    ".urls": Form.ADDRESSES,
    ".zip": Form.ZIP,
}


def unpacked_name(name: str) -> str:
    """The name without the ending of its compression."""
    stem, dot, ending = name.rpartition(".")
    return stem if stem and f"{dot}{ending}".lower() in PACKED else name


def extension(name: str) -> str:
    """The extension in lower case with its dot, that of the packed file when it is compressed; "" when it has none."""
    return PurePosixPath(unpacked_name(name)).suffix.lower()


def form_of(name: str) -> Form:
    """What a file of this name is; a name without an extension is that of a document."""
    ending = extension(name)
    return _FORMS.get(ending, Form.UNKNOWN) if ending else Form.DOCUMENT


_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\\]")


def printable(path: str) -> str:
    r"""The path on one line of valid Unicode: control characters and bytes that are no text become escapes like \x0a.

    Different paths stay different, because a backslash is doubled.
    """
    return _UNPRINTABLE.sub(_escape, path)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if match[0] == "\\":
        return "\\\\"
    if 0xDC80 <= code <= 0xDCFF:  # a byte that could not be decoded
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x80 else f"\\u{code:04x}"
