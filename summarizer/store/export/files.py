"""A table as a file of a kind that holds more than text: Parquet, SQLite, XLSX. Written in bounded memory."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from summarizer.errors import OutputError
from summarizer.store.export.columns import Kind, Row, Table, Value, flat, is_formula
from summarizer.store.model import Record

ROWS = 1000
"""Rows held in memory at a time."""
MOST_ROWS = 1_048_575
"""Rows of a sheet, besides the names."""
MOST_CHARS = 32_767
"""Characters of a cell of a sheet."""

Rows = Iterator[Row]


def parquet_file(table: Table, records: Iterable[Record], path: Path) -> int:
    """Write the table as Parquet, lists as lists. Returns how many rows.

    Raises:
        OutputError: `pyarrow` is not installed, or the file cannot be written.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise _missing("Parquet", "parquet") from error
    types = {
        Kind.TEXT: pa.string(),
        Kind.INTEGER: pa.int64(),
        Kind.REAL: pa.float64(),
        Kind.YES_NO: pa.bool_(),
        Kind.LIST: pa.list_(pa.string()),
    }
    schema = pa.schema([(column.name, types[column.kind]) for column in table.columns])
    written = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for rows in _batches(table, records):
            by_column = [pa.array(values, f.type) for values, f in zip(zip(*rows, strict=True), schema, strict=True)]
            writer.write_table(pa.Table.from_arrays(by_column, schema=schema))
            written += len(rows)
    return written


def sqlite_file(table: Table, records: Iterable[Record], path: Path) -> int:
    """Write the table into a fresh SQLite file, lists as JSON arrays. Returns how many rows.

    Raises:
        OutputError: the file cannot be written.
    """
    types = {Kind.TEXT: "TEXT", Kind.INTEGER: "INTEGER", Kind.REAL: "REAL", Kind.YES_NO: "INTEGER", Kind.LIST: "TEXT"}
    columns = ", ".join(f'"{column.name}" {types[column.kind]}' for column in table.columns)
    marks, written = ", ".join("?" * len(table.columns)), 0
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            # The file is put in its place only when it is whole.
            db.execute("PRAGMA journal_mode = OFF")
            db.execute("BEGIN")
            db.execute(f'CREATE TABLE "{table.name}" ({columns}) STRICT')
            for rows in _batches(table, records):
                db.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', ([_stored(v) for v in r] for r in rows))
                written += len(rows)
            db.execute("COMMIT")
    except sqlite3.Error as error:
        raise OutputError(f"The table could not be written: {error}.", "Give another --out.") from error
    return written


def xlsx_file(table: Table, records: Iterable[Record], path: Path) -> int:
    """Write the table as a workbook of one sheet, lists joined by " | ". Returns how many rows.

    Text stays text: what looks like a formula is marked so that no program runs it, not even after editing. A cell
    holds 32,767 characters; longer text is cut, and ends by saying so.

    Raises:
        OutputError: `xlsxwriter` is not installed, a sheet cannot hold all rows, or the file cannot be written.
    """
    try:
        import xlsxwriter
        from xlsxwriter.exceptions import XlsxWriterException
    except ImportError as error:
        raise _missing("XLSX", "xlsx") from error
    book = xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_urls": False})
    # The same run gives the same bytes.
    book.set_properties({"created": datetime(2000, 1, 1)})
    sheet = book.add_worksheet(table.name)
    plain, verbatim = book.add_format(), book.add_format({"quote_prefix": True})
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(table.columns) - 1, 24)
    for at, column in enumerate(table.columns):
        sheet.write_string(0, at, column.name, book.add_format({"bold": True}))
    try:
        written = _fill(sheet, table, records, {True: verbatim, False: plain})
    except BaseException:
        with suppress(XlsxWriterException, OSError):
            book.close()  # else its scratch files stay
        raise
    try:
        book.close()
    except XlsxWriterException as error:
        raise OutputError(f"The workbook could not be written: {error}.", "Give another --out.") from error
    return written


def _fill(sheet: Any, table: Table, records: Iterable[Record], formats: dict[bool, Any]) -> int:
    """Write the rows below the names; `formats` by whether text looks like a formula."""
    written = 0
    for row in (row for record in records for row in table.rows(record)):
        written += 1
        if written > MOST_ROWS:
            raise OutputError(f"A sheet holds at most {MOST_ROWS} rows.", "Give --to csv or --to parquet.")
        for at, value in enumerate(map(flat, row)):
            if isinstance(value, str):
                sheet.write_string(written, at, _fitted(value), formats[is_formula(value)])
            elif value is not None:
                sheet.write_number(written, at, value)
    return written


FILES: dict[str, Callable[[Table, Iterable[Record], Path], int]] = {
    "parquet": parquet_file,
    "sqlite": sqlite_file,
    "xlsx": xlsx_file,
}
"""By name, as `export --to` takes it."""


def _batches(table: Table, records: Iterable[Record]) -> Iterator[list[Row]]:
    rows = (row for record in records for row in table.rows(record))
    while batch := list(islice(rows, ROWS)):
        yield batch


def _stored(value: Value) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def _fitted(text: str) -> str:
    # Excel counts UTF-16 units.
    units = len(text.encode("utf-16-le")) // 2
    if units <= MOST_CHARS:
        return text
    end = f" … [cut: {len(text)} characters; --to jsonl has them all]"
    kept = text.encode("utf-16-le")[: 2 * (MOST_CHARS - len(end))].decode("utf-16-le", "ignore")
    return kept + end


def _missing(what: str, extra: str) -> OutputError:
    return OutputError(f"What writes {what} is not installed.", f"Run `pip install 'summarizer[{extra}]'`.")
