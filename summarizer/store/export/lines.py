"""A table as text, line by line: JSON Lines and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from itertools import chain

from summarizer.store.answers import canonical
from summarizer.store.export.columns import Row, Table, flat, is_formula
from summarizer.store.model import Record


def json_lines(table: Table, records: Iterable[Record]) -> Iterator[str]:
    """One JSON object a line, lists as arrays; of briefs, the brief itself."""
    names = [column.name for column in table.columns]
    for record in records:
        if table.name == "briefs":
            yield canonical(record.brief) + "\n"
            continue
        for row in table.rows(record):
            yield json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, separators=(",", ":")) + "\n"


def csv_lines(table: Table, records: Iterable[Record], *, guard: bool = True) -> Iterator[str]:
    """A line of names, then one record after the other (RFC 4180, but with line feeds); lists joined by " | ".

    Args:
        guard: put an apostrophe before text that a spreadsheet would take for a formula.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")  # so that a lone carriage return is quoted too
    names: list[Row] = [[column.name for column in table.columns]]
    for row in chain(names, (row for record in records for row in table.rows(record))):
        writer.writerow([_cell(flat(value), guard) for value in row])
        yield buffer.getvalue().removesuffix("\r\n") + "\n"
        buffer.seek(0)
        buffer.truncate()


def _cell(value: str | int | float | None, guard: bool) -> str | int | float | None:
    return f"'{value}" if guard and isinstance(value, str) and is_formula(value) else value
