"""Searching a run: a person's words made into an FTS5 query, and one hit per document."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.store.database import Database, Row
from summarizer.store.model import MATCH_END, MATCH_START, Hit

MOST_WORDS = 64
"""More words than this make no better search, and FTS5 refuses a tree that is too deep."""
SNIPPET_TOKENS = 24
TITLE_WEIGHT = 5.0

PART = re.compile(r'(?P<without>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))(?P<begin>\*?)')


@dataclass(frozen=True, slots=True)
class Query:
    """What a person asks for, in FTS5's language: what must be there, and what must not (None: nothing)."""

    wanted: str
    unwanted: str | None


def understood(query: str) -> Query | None:
    """The query in FTS5's language, None when it asks for nothing.

    All words must be there, in any order and any form ("delivers" finds "delivered"); "words in quotes" as they
    stand, begin* any word that begins so, -without no such word anywhere in the document. A sign inside a word parts
    it: F-16 is the phrase "F 16".
    """
    wanted: dict[str, None] = {}
    unwanted: dict[str, None] = {}
    for part in PART.finditer(query.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")):
        words = part["phrase"] if part["phrase"] is not None else part["word"]
        begin = part["begin"] or ("*" if words.endswith("*") else "")
        if any(c.isalnum() for c in words):
            term = '"' + words.rstrip("*") + '"' + begin
            (unwanted if part["without"] else wanted)[term] = None
    if not wanted:
        return None
    return Query(" AND ".join([*wanted][:MOST_WORDS]), " OR ".join([*unwanted][:MOST_WORDS]) or None)


def search(database: Database, query: str, limit: int, generation: int | None) -> list[Hit]:
    asked = understood(query)
    if asked is None or limit < 1:
        return []
    hits = [_hit(database, asked, generation, row) for row in _texts(database, asked, limit)]
    seen = {hit.document_id for hit in hits}
    for document_id, title, place, snippet in _parts(database, asked, generation, limit):
        if document_id not in seen and len(hits) < limit:
            seen.add(document_id)
            hits.append(Hit(document_id, title, place, snippet))
    return hits


def matching(database: Database, query: str, generation: int | None) -> frozenset[str]:
    asked = understood(query)
    if asked is None:
        return frozenset()
    rows = database.rows(
        "SELECT id FROM documents WHERE "
        "(seq IN (SELECT rowid FROM documents_index WHERE documents_index MATCH :wanted) OR seq IN "
        "(SELECT document FROM evidence WHERE generation = :generation AND evidence.id IN "
        f"(SELECT rowid FROM evidence_index WHERE evidence_index MATCH :wanted))){_without(asked)}",
        _named(asked, generation),
    )
    return frozenset(row[0] for row in rows)


def _without(asked: Query) -> str:
    """SQL that leaves out documents with an unwanted word."""
    if asked.unwanted is None:
        return ""
    return " AND seq NOT IN (SELECT rowid FROM documents_index WHERE documents_index MATCH :unwanted)"


def _named(asked: Query, generation: int | None, **more: int) -> dict[str, str | int | None]:
    """The values of every query here, by name."""
    marks = {"start": MATCH_START, "end": MATCH_END}
    return {"wanted": asked.wanted, "unwanted": asked.unwanted, "generation": generation, **marks, **more}


def _texts(database: Database, asked: Query, limit: int) -> list[Row]:
    """Documents whose title or text match, best first: row, id, title, title with its matches marked, words around."""
    return database.rows(
        "SELECT seq, id, documents.title, highlight(documents_index, 0, :start, :end), "
        f"snippet(documents_index, -1, :start, :end, '…', {SNIPPET_TOKENS}) "
        "FROM documents_index JOIN documents ON seq = documents_index.rowid "
        f"WHERE documents_index MATCH :wanted{_without(asked)} "
        f"ORDER BY bm25(documents_index, {TITLE_WEIGHT}, 1.0), id LIMIT :limit",
        _named(asked, None, limit=limit),
    )


def _hit(database: Database, asked: Query, generation: int | None, row: Row) -> Hit:
    """The best place of a document: a part of its brief, else its title, else its text."""
    seq, document_id, title, marked, snippet = row
    part = database.row(
        f"SELECT place, snippet(evidence_index, 0, :start, :end, '…', {SNIPPET_TOKENS}) "
        "FROM evidence_index JOIN evidence ON evidence.id = evidence_index.rowid "
        "WHERE evidence_index MATCH :wanted AND evidence_index.rowid IN "
        "(SELECT id FROM evidence WHERE generation = :generation AND document = :seq) "
        "ORDER BY bm25(evidence_index), place LIMIT 1",
        _named(asked, generation, seq=seq),
    )
    if part:
        return Hit(document_id, title, *part)
    if marked and MATCH_START in marked:
        return Hit(document_id, title, "title", marked)
    return Hit(document_id, title, "text", snippet)


def _parts(database: Database, asked: Query, generation: int | None, limit: int) -> list[Row]:
    """Parts of briefs that match: id and title of the document, place, words around. A document may come again.

    A brief has at most some dozens of parts, so that a few hundred rows are enough for `limit` documents.
    """
    return database.rows(
        f"SELECT documents.id, title, place, snippet(evidence_index, 0, :start, :end, '…', {SNIPPET_TOKENS}) "
        "FROM evidence_index JOIN evidence ON evidence.id = evidence_index.rowid JOIN documents ON seq = document "
        f"WHERE evidence_index MATCH :wanted AND generation = :generation{_without(asked)} "
        "ORDER BY bm25(evidence_index), documents.id, place LIMIT :limit",
        _named(asked, generation, limit=limit * 40),
    )
