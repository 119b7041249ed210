"""Tables whose rows are documents: JSON lines and Parquet, read row by row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any, BinaryIO

from summarizer.batch.inputs.csv_rows import csv_records
from summarizer.batch.inputs.forms import Form, extension, printable
from summarizer.batch.inputs.model import Found, Item, SourceOptions, unread
from summarizer.batch.inputs.places import Place, opened
from summarizer.batch.inputs.rows import USUAL, Row, chosen_columns, load_row, usual_columns
from summarizer.batch.inputs.text_stream import MAX_LINE, TextStream, text_stream
from summarizer.batch.inputs.web import Reach
from summarizer.errors import EmptyInputError, InputError
from summarizer.read.metadata import one_line

PARQUET_BATCH = 64
"""Rows that are decoded at a time."""
MAX_ID = 80
"""Characters of an identifier that stand in a location."""


class Table:
    """The rows of one table on their way to items.

    Args:
        form: JSON_LINES, CSV or PARQUET.
        place: the table; only names it when its lines are handed to `json_lines`.
        options: the columns that were asked for.
        reach: what the rows may fetch.
    """

    def __init__(self, place: Place, form: Form, options: SourceOptions, reach: Reach) -> None:
        self.place = place
        self._form = form
        self.asked = options.columns()
        self._reach = reach

    def found(self) -> Iterator[Found]:
        """One item for each row that is not blank. Raises InputError: the table cannot be opened or has no columns."""
        with opened(self.place) as file:
            match self._form:
                case Form.CSV:
                    yield from self._csv(file)
                case Form.PARQUET:
                    yield from self._parquet(file)
                case _:
                    stream = text_stream(file, self.place.location)
                    yield from self.json_lines(stream, stream.numbered())

    def json_lines(self, stream: TextStream, lines: Iterable[tuple[int, str]]) -> Iterator[Found]:
        """One item for each line that is not blank; a row is its line number."""
        count = 0
        for number, line in lines:
            if line.strip():
                count += 1
                try:
                    yield self._json_line(number, line, stream)
                except InputError as error:
                    yield self._unread(number, error)
        self._expect_rows(count)

    def _json_line(self, number: int, line: str, stream: TextStream) -> Found:
        where = self._where(number)
        if len(line) > MAX_LINE:
            raise InputError(f"{where} is longer than {MAX_LINE:,} characters.", "Split it.")
        text, notes = stream.mended(line, where)
        try:
            values = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{where} is not JSON: {error}.", "Give one JSON object on each line.") from None
        if not isinstance(values, dict):
            raise InputError(
                f"{where} is no JSON object.", 'Give one on each line, like {"text": "...", "url": "..."}.'
            )
        # An object leaves out what it does not know, so that a column may be missing here and there.
        asked = {field: name for field, name in self.asked.items() if name in values}
        missing = {field: name for field, name in self.asked.items() if name not in values}
        columns = usual_columns(list(values), asked) | asked
        lacking = missing.keys() & {"text", "url"} and not asked.keys() & {"text", "url"}
        if lacking or not columns.keys() & {"text", "url"}:
            chosen_columns(list(values), missing, where)  # raises, and says which columns there are
        notes += tuple(f"{where} has no column {name!r}." for name in missing.values())
        return self._row(number, values, columns, (*stream.notes, *notes))

    def _csv(self, file: BinaryIO) -> Iterator[Found]:
        records = csv_records(file, self.place.location, tab=extension(self.place.name) != ".csv", known=self._known())
        header = next(records, None)
        if header is None:
            raise EmptyInputError(
                f"{self.place.location} is empty.", "Give a table with a first row that names its columns."
            )
        columns = chosen_columns(header.cells, self.asked, self.place.location)
        count = 0
        for record in records:
            count += 1
            if record.error is not None:
                yield self._unread(record.number, record.error)
                continue
            notes = (*header.notes, *record.notes)
            width, cells = len(header.cells), record.cells
            if any(cell.strip() for cell in cells[width:]):
                error = InputError(
                    f"{self._where(record.number)} has {len(cells)} cells where the first row names {width} columns.",
                    "Put quotation marks around cells that hold the separator.",
                )
                yield self._unread(record.number, error)
                continue
            if len(cells) < width:
                notes += (f"{self._where(record.number)} has {len(cells)} cells, the first row {width}.",)
            yield self._row(record.number, dict(zip(header.cells, cells, strict=False)), columns, notes)
        self._expect_rows(count)

    def _parquet(self, file: BinaryIO) -> Iterator[Found]:
        try:
            import pyarrow as pa
            from pyarrow import parquet
        except ImportError:
            raise InputError(
                f"{self.place.location} needs pyarrow, which is not installed.",
                "Run `pip install 'summarizer[parquet]'`, or save the table as CSV.",
            ) from None
        number = 0
        try:
            table = parquet.ParquetFile(file, pre_buffer=False, buffer_size=1 << 20)
            columns = chosen_columns(table.schema_arrow.names, self.asked, self.place.location)
            for batch in table.iter_batches(batch_size=PARQUET_BATCH, columns=sorted(set(columns.values()))):
                for values in batch.to_pylist():
                    number += 1
                    yield self._row(number, values, columns, ())
        except (pa.ArrowException, OSError, ValueError) as error:
            raise InputError(
                f"{self.place.location} cannot be read as Parquet after {number:,} rows: {one_line(str(error))}.",
                "Write the table again.",
            ) from error
        self._expect_rows(number)

    def _row(self, number: int, values: Mapping[str, Any], columns: Mapping[str, str], notes: tuple[str, ...]) -> Found:
        fields = {field: values.get(column) for field, column in columns.items() if field != "id"}
        row = Row(self._where(number), **fields, notes=notes)
        name = values.get(columns["id"]) if "id" in columns else None
        location = self._location(number) + (f":{printable(str(name)[:MAX_ID])}" if name not in (None, "") else "")
        return Found(Item(location, partial(load_row, row, self._reach)), f"{self.place.key} row {number}")

    def _unread(self, number: int, error: InputError) -> Found:
        return unread(self._location(number), error, filtered=True)

    def _location(self, number: int) -> str:
        return f"{self.place.location}#{number}"

    def _where(self, number: int) -> str:
        return f"Row {number} of {self.place.location}"

    def _known(self) -> frozenset[str]:
        return frozenset(self.asked.values()).union(*USUAL.values())

    def _expect_rows(self, count: int) -> None:
        if not count:
            raise EmptyInputError(f"{self.place.location} holds no rows.", "Give a table with at least one.")
