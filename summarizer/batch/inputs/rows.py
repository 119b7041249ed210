"""One row of a table becomes a document: which column is what, and what the row lacks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from summarizer.batch.inputs.web import Reach, load_address
from summarizer.document import Document
from summarizer.errors import EmptyInputError, InputError
from summarizer.read.dateline import dateline
from summarizer.read.decode import decode, refuse_binary, without_surrogates
from summarizer.read.language import language_of
from summarizer.read.metadata import Metadata, iso_date, language_code, one_line
from summarizer.read.plain import first_line

USUAL: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "article_text", "full_text", "fulltext", "maintext"),
    "title": ("title", "headline"),
    "outlet": ("outlet", "source", "publisher", "publication", "newspaper", "source_name", "site_name"),
    "published": (
        "published", "date", "published_at", "publishedat", "pubdate", "pub_date", "publish_date", "published_date",
        "publication_date", "date_publish", "datetime", "timestamp",
    ),
    "url": ("url", "link", "href", "web_url", "weburl"),
    "language": ("language", "lang"),
}  # fmt: skip
"""Names that a column usually has, the surest first; case, spaces and hyphens do not matter."""

_ZONE = re.compile(r"\s*(?:UTC|GMT|Z)$", re.IGNORECASE)


@dataclass(frozen=True)
class Row:
    """What stands in the columns of one row, as stored. `where` names the row in messages ("Row 17 of news.csv")."""

    where: str
    text: Any = None
    title: Any = None
    outlet: Any = None
    published: Any = None
    url: Any = None
    language: Any = None
    notes: tuple[str, ...] = ()


def chosen_columns(names: Sequence[str], asked: Mapping[str, str], where: str) -> dict[str, str]:
    """Which column is which field: those that were asked for, and the usual names for the others.

    Raises:
        InputError: a column that was asked for is not there or is there twice, or there is neither text nor address;
            it names the columns that are there.
    """
    there = f"Its columns are: {', '.join(repr(name) for name in names) or 'none'}."
    for field, column in asked.items():
        if column not in names:
            raise InputError(f"{where} has no column {column!r} for the {field}.", there)
    chosen = usual_columns(names, asked) | dict(asked)
    if not chosen.keys() & {"text", "url"}:
        raise InputError(f"{where} has no column that holds a text or an address.", f"{there} Name one of them.")
    for field, column in chosen.items():
        if names.count(column) > 1:
            raise InputError(f"{where} has several columns {column!r}, the one for the {field}.", "Rename one of them.")
    return chosen


def usual_columns(names: Sequence[str], asked: Mapping[str, str]) -> dict[str, str]:
    """The columns of a usual name, for the fields for which none was asked."""
    folded: dict[str, str] = {}
    for name in names:
        folded.setdefault(re.sub(r"[\s-]+", "_", name.strip().lower()), name)
    taken = set(asked.values())
    found = {}
    for field, usual in USUAL.items():
        column = next((folded[name] for name in usual if name in folded and folded[name] not in taken), None)
        if column is not None and field not in asked:
            found[field] = column
    return found


def load_row(row: Row, reach: Reach) -> Document:
    """The document of a row: its text exactly as stored, or when it has none what stands at its address.

    Raises:
        InputError: the row holds neither, or not text, or its address cannot be fetched.
    """
    told, notes = _told(row)
    text, damage = _text(row)
    if text.strip():
        refuse_binary(text, row.where)
        known = told.over(first_line(text)).over(dateline(text))
        return Document(
            text=text,
            title=known.title,
            outlet=known.outlet,
            published=known.published,
            url=known.url,
            language=known.language or language_of(text),
            notes=(*row.notes, *notes, *damage),
        )
    if told.url is None:
        raise EmptyInputError(f"{row.where} has no text and no address.", "Fill in its text, or leave the row out.")
    document = load_address(told.url, replace(told, url=None), reach)
    return replace(document, notes=(*row.notes, *notes, *document.notes))


def _text(row: Row) -> tuple[str, tuple[str, ...]]:
    match row.text:
        case None:
            return "", ()
        case str():
            return without_surrogates(row.text)
        case bytes():
            return decode(row.text, row.where)
    raise InputError(
        f"{row.where} holds {_kind(row.text)} where its text should be.", "Name the column that holds the text."
    )


def _told(row: Row) -> tuple[Metadata, tuple[str, ...]]:
    notes = []
    published = iso_moment(row.published)
    if published is None and _plain(row.published):
        notes.append(f"{row.where} was published {_plain(row.published)!r}: not understood as a date, and left out.")
    language = language_code(_plain(row.language))
    values = {field: _plain(getattr(row, field)) for field in ("title", "outlet", "url")}
    for field, value in values.items():
        if value is None and getattr(row, field) not in (None, "") and not isinstance(getattr(row, field), str):
            notes.append(f"{row.where} holds {_kind(getattr(row, field))} as its {field}, which was left out.")
    return Metadata(**values, published=published, language=language), tuple(notes)


def iso_moment(value: Any) -> str | None:
    """A date, or date and time, as ISO 8601; None when it is not one beyond doubt.

    Takes dates as Python has them, ISO 8601, English dates with the month in letters, and those of e-mail and feeds.
    """
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    text = _plain(value)
    if text is None:
        return None
    if found := iso_date(text) or iso_date(_ZONE.sub("+00:00", text)):
        return found
    try:
        return parsedate_to_datetime(text).isoformat() if "," in text or ":" in text else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _plain(value: Any) -> str | None:
    """A metadata value on one line; None for what is no plain value."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(value)
    return one_line(value) if isinstance(value, str) else None


def _kind(value: Any) -> str:
    names: dict[type, str] = {
        dict: "an object",
        list: "a list",
        bool: "true or false",
        int: "a number",
        float: "a number",
    }
    return names.get(type(value), f"a value of type {type(value).__name__}")
