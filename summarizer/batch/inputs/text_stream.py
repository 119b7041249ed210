"""A long text read as it comes: its encoding told by its beginning, and bytes that do not fit kept for mending."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from summarizer.read import MAX_FILE_BYTES
from summarizer.read.decode import decode, encoding_of

MAX_LINE = MAX_FILE_BYTES
"""Characters."""
HEAD = 200_000
"""Bytes by which the encoding is told."""
_UNDECODED = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True)
class TextStream:
    """The text after its byte order mark. Bytes that do not fit `encoding` stand as lone surrogates: see `mended`."""

    lines: io.TextIOWrapper
    notes: tuple[str, ...]
    where: str

    def numbered(self) -> Iterator[tuple[int, str]]:
        """(number from 1, line with its end); of an overlong line no more than the beginning."""
        number, inside = 0, False
        while line := self.lines.readline(MAX_LINE + 1):
            if not inside:
                number += 1
                yield number, line
            inside = not line.endswith("\n")

    def entries(self) -> Iterator[tuple[int, str]]:
        """(number, line) of a list: stripped, without blank lines and those that begin with "#"."""
        for number, line in self.numbered():
            entry = line.strip()
            if entry and not entry.startswith("#"):
                yield number, entry

    def mended(self, text: str, where: str) -> tuple[str, tuple[str, ...]]:
        """The text with bytes that did not fit decoded by another table, or replaced, and notes that say so."""
        if not _UNDECODED.search(text):
            return text, ()
        return decode(text.encode("utf-8", "surrogateescape"), where)


def text_stream(file: BinaryIO, where: str, *, newline: str | None = None, guess: bool = True) -> TextStream:
    """Read a file as text.

    Args:
        newline: as for `open`.
        guess: whether the encoding may be other than UTF-8 without a byte order mark that says so.

    Raises:
        BinaryInputError: the bytes are not text in any encoding.
    """
    head = file.read(HEAD)
    encoding, notes = encoding_of(head if guess else head[:4], where)
    errors = "replace" if encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"
    lines = io.TextIOWrapper(io.BufferedReader(_Rejoined(head, file), 1 << 16), encoding, errors, newline=newline)
    return TextStream(lines, notes, where)


class _Rejoined(io.RawIOBase):
    """The head that was looked at, then the rest of the file, which may not be able to go back."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # the stub's Buffer cannot be written
        data = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)
