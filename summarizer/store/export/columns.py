"""What a table is: named columns in a fixed order, and the rows that a record gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from summarizer.store.model import Record

Value = str | int | float | bool | list[str | None] | None
Row = Sequence[Value]

SEPARATOR = " | "
"""Between the entries of a list where a cell holds plain text only."""


class Kind(StrEnum):
    """What a cell may hold; any may be empty. Lists hold texts or empty places."""

    TEXT = "text"
    INTEGER = "integer"
    REAL = "real"
    YES_NO = "yes or no"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    kind: Kind
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` gives the rows of one record, each with a value per column."""

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[Record], Iterator[Row]]


def columns(*described: str) -> tuple[Column, ...]:
    """Columns from "name: kind: meaning"."""
    parts = [text.split(": ", 2) for text in described]
    return tuple(Column(name, Kind(kind), meaning) for name, kind, meaning in parts)


def flat(value: Value) -> str | int | float | None:
    """The value as a cell of a sheet that knows neither lists nor yes and no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return SEPARATOR.join(entry or "" for entry in value)
    return value


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would take the text of a cell for a formula, and run it."""
    return text.lstrip()[:1] in FORMULA_SIGNS or text[:1] in ("\t", "\r", "\n")


FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
