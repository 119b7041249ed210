"""Documents of a run, the places where they were found, and the sources that gave none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime

from summarizer.document import Document
from summarizer.errors import StoreError, SummarizerError
from summarizer.store.database import Database
from summarizer.store.model import Place, Unread

PAGE = 200
"""Rows fetched at a time where there may be any number of them."""


def add(database: Database, document: Document, location: str) -> bool:
    where, told = storable(location), [_or_none(v) for v in _told(document)]
    with database.writing(durable=False) as db:
        found = db.execute("SELECT seq FROM documents WHERE id = ?", (document.sha256,)).fetchone()
        if found is None:
            row = (document.sha256, *told, _or_none(document.language), document.media_type, _notes(document), now())
            columns = "id, title, outlet, published, url, language, media_type, notes, added_at"
            cursor = db.execute(f"INSERT INTO documents ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
            seq = cursor.lastrowid
            db.execute("INSERT INTO texts (document, text) VALUES (?, ?)", (seq, document.text))
            index = "INSERT INTO documents_index (rowid, title, text) VALUES (?, ?, ?)"
            db.execute(index, (seq, told[0], document.text))
        else:
            seq = found[0]
        db.execute(
            "INSERT INTO sources (document, location, title, outlet, published, url, added_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (document, location) DO NOTHING",
            (seq, where, *told, now()),
        )
        db.execute("DELETE FROM unread WHERE location = ?", (where,))
    return found is None


def unread(database: Database, location: str, error: SummarizerError) -> None:
    with database.writing(durable=False) as db:
        db.execute(
            "INSERT INTO unread (location, kind, reason, added_at) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (location) DO UPDATE SET kind = excluded.kind, reason = excluded.reason, "
            "added_at = excluded.added_at",
            (storable(location), type(error).__name__, storable(str(error)), now()),
        )


def knows(database: Database, location: str) -> bool:
    return database.row("SELECT 1 FROM sources WHERE location = ?", (storable(location),)) is not None


def find(database: Database, start: str) -> str:
    wanted = start.strip().lower()
    found = []
    if wanted and set(wanted) <= set("0123456789abcdef"):
        # "g" follows the hex digits: everything that begins so lies between the two.
        sql = "SELECT id FROM documents WHERE id >= ? AND id < ? ORDER BY id LIMIT 2"
        found = [row[0] for row in database.rows(sql, (wanted, f"{wanted}g"))]
    if not found:
        raise StoreError(f"{database.path} holds no document whose id begins with {start!r}.", "`show RUN` lists some.")
    if len(found) > 1:
        raise StoreError(f"Several documents of {database.path} have ids that begin with {start}.", "Give more digits.")
    return str(found[0])


def seq_of(database: Database, document_id: str) -> int:
    """The row of a document. Raises StoreError when it is not there."""
    row = database.row("SELECT seq FROM documents WHERE id = ?", (document_id,))
    if row is None:
        raise StoreError(f"{database.path} holds no document {document_id}.")
    return int(row[0])


def document(database: Database, document_id: str) -> Document:
    row = database.row(
        "SELECT text, title, outlet, published, url, language, media_type, notes "
        "FROM documents JOIN texts ON texts.document = documents.seq WHERE id = ?",
        (document_id,),
    )
    if row is None:
        raise StoreError(f"{database.path} holds no document {document_id}.")
    text, title, outlet, published, url, language, media_type, notes = row
    kept = Document(text, title, outlet, published, url, language, media_type, tuple(json.loads(notes)))
    if kept.sha256 != document_id:
        raise StoreError(
            f"{database.path} is damaged: the text of document {document_id} is not the one that was stored."
        )
    return kept


def places(database: Database, document_id: str) -> tuple[Place, ...]:
    sql = "SELECT location, title, outlet, published, url FROM sources WHERE document = ? ORDER BY id"
    return tuple(Place(*row) for row in database.rows(sql, (seq_of(database, document_id),)))


def locations(database: Database, seq: int) -> tuple[str, ...]:
    """Where the document in this row was found."""
    return tuple(row[0] for row in database.rows("SELECT location FROM sources WHERE document = ? ORDER BY id", (seq,)))


def unread_sources(database: Database) -> Iterator[Unread]:
    sql = f"SELECT location, kind, reason FROM unread WHERE location > ? ORDER BY location LIMIT {PAGE}"
    # No location is empty.
    after = ""
    while page := database.rows(sql, (after,)):
        yield from (Unread(*row) for row in page)
        after = page[-1][0]


def storable(text: str) -> str:
    """The text with what UTF-8 cannot hold (undecodable bytes of a file name) written as escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _told(document: Document) -> tuple[str | None, ...]:
    return document.title, document.outlet, document.published, document.url


def _or_none(value: str | None) -> str | None:
    return None if value is None else storable(value)


def _notes(document: Document) -> str:
    return json.dumps([storable(note) for note in document.notes], ensure_ascii=False)
