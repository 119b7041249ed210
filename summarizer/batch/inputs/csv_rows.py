"""CSV and its kin: records with their row numbers, whatever parts the cells, and what is wrong in them."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from summarizer.batch.inputs.text_stream import TextStream, text_stream
from summarizer.errors import InputError
from summarizer.read import MAX_FILE_BYTES

MAX_READ_AGAIN = 4 * MAX_FILE_BYTES
"""Characters that may be read a second time after records that never end; then the rest is given up."""
_SEPARATORS = ",;\t|"
_DECLARED = re.compile(r"sep=(.)\s*")


@dataclass(frozen=True)
class Record:
    """One record. `number` is its row as a spreadsheet counts: the header is 1. `error` stands for its cells."""

    number: int
    cells: list[str]
    notes: tuple[str, ...] = ()
    error: InputError | None = None


def csv_records(file: BinaryIO, where: str, *, tab: bool, known: frozenset[str]) -> Iterator[Record]:
    """The records of a table, the header first, blank ones left out.

    Quotation marks are taken strictly: a cell that closes and goes on would lose marks that belong to the text.

    Args:
        where: names the table in messages.
        tab: whether its name says that tabs part the cells; else the header tells what does.
        known: names of columns, in lower case, by which a separator is known to be right.

    Raises:
        InputError: the bytes are not text, or records without an end are too long to go on behind them.
    """
    # For the whole process, as the module has it; articles are longer than its 131,072 characters.
    csv.field_size_limit(max(csv.field_size_limit(), MAX_FILE_BYTES))
    stream = text_stream(file, where, newline="")
    lines = _Lines(stream)
    separator = "\t" if tab else _separator(lines, known)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    number = 0
    while True:
        lines.begin()
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Record(number, [], error=_broken(number, lines.first_line, where, error))
            lines.again()
            reader = csv.reader(lines, delimiter=separator, strict=True)
            continue
        if any(cell.strip() for cell in cells):
            yield _mended(number, cells, stream)


def _mended(number: int, cells: list[str], stream: TextStream) -> Record:
    notes = stream.notes
    for position, cell in enumerate(cells):
        cells[position], found = stream.mended(cell, f"Row {number} of {stream.where}")
        notes += found
    return Record(number, cells, tuple(dict.fromkeys(notes)))


def _broken(number: int, line: int, where: str, error: csv.Error) -> InputError:
    reason = str(error)
    if "unexpected end" in reason or "field limit" in reason:
        reason = "a quotation mark opens a cell and is never closed"
    return InputError(
        f"Row {number} of {where}, in line {line}, is broken: {reason}.",
        "Double the quotation marks inside cells; reading went on in the next line.",
    )


def _separator(lines: _Lines, known: frozenset[str]) -> str:
    first = next(lines, "")
    if declared := _DECLARED.fullmatch(first):
        return declared[1]
    lines.give_back([first])

    def fitness(separator: str) -> tuple[int, int]:
        cells = next(csv.reader([first], delimiter=separator), [])
        return sum(cell.strip().lower() in known for cell in cells), len(cells)

    return max(_SEPARATORS, key=fitness)


class _Lines(Iterator[str]):
    """The lines of a text, which remembers those of the record at hand, so that a broken one can be left behind."""

    def __init__(self, stream: TextStream) -> None:
        self._stream = stream
        self._ahead: deque[str] = deque()
        self._record: list[str] = []
        self._given = 0
        self._read_again = 0
        self.first_line = 1

    def __next__(self) -> str:
        line = self._ahead.popleft() if self._ahead else self._stream.lines.readline(MAX_FILE_BYTES)
        if not line:
            raise StopIteration
        self._given += 1
        self._record.append(line)
        return line

    def begin(self) -> None:
        """A new record begins with the next line."""
        self._record.clear()
        self.first_line = self._given + 1

    def again(self) -> None:
        """Go back to the line after the first one of this record."""
        rest = self._record[1:]
        self._read_again += sum(map(len, rest))
        if self._read_again > MAX_READ_AGAIN:
            raise InputError(
                f"{self._stream.where} has too many broken records; it was not read after line {self.first_line}.",
                "Double the quotation marks inside cells.",
            )
        self.give_back(rest)

    def give_back(self, lines: list[str]) -> None:
        """Let these lines, the last ones that were given, come again."""
        self._given -= len(lines)
        self._ahead.extendleft(reversed(lines))
