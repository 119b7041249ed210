"""Whether a run still holds what the store promises: the file, its references, and every text and brief."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.errors import StoreError
from summarizer.store import answers, documents
from summarizer.store.database import Database
from summarizer.store.documents import PAGE


def _standing(outcome: str, attempt: str) -> str:
    """SQL for one number that is highest for the attempt that stands; names of two columns."""
    ranks = " ".join(f"WHEN '{o.value}' THEN {rank}" for o, rank in answers.RANK.items())
    return f"CASE {outcome} {ranks} END * 1000000 + {attempt}"


BROKEN = {
    "a document has no text": "SELECT id FROM documents WHERE seq NOT IN (SELECT document FROM texts)",
    "a document has no source": "SELECT id FROM documents WHERE seq NOT IN (SELECT document FROM sources)",
    "an attempt's brief is missing or too many": (
        "SELECT attempts.document FROM attempts LEFT JOIN briefs "
        "ON (briefs.generation, briefs.document, briefs.attempt) = (attempts.generation, attempts.document, number) "
        "WHERE (outcome IN ('done', 'partial')) != (json IS NOT NULL)"
    ),
    "a document was tried and has no answer": (
        "SELECT document FROM attempts WHERE (generation, document) NOT IN (SELECT generation, document FROM answers)"
    ),
    "an answer is not the best attempt": (
        "SELECT answers.document FROM answers JOIN attempts ON (attempts.generation, attempts.document) "
        f"= (answers.generation, answers.document) GROUP BY answers.generation, answers.document "
        f"HAVING max({_standing('attempts.outcome', 'number')}) != {_standing('answers.outcome', 'attempt')}"
    ),
    "a brief cannot be searched": (
        "SELECT document FROM answers WHERE (outcome IN ('done', 'partial')) != "
        "((generation, document) IN (SELECT generation, document FROM evidence))"
    ),
}
"""What must not be there: words for it, and the query that finds it."""


def check(database: Database) -> None:
    for wrong in _wrong(database):
        raise StoreError(f"{database.path} is damaged: {wrong}.", "Take a copy from a backup, or run the batch anew.")


def _wrong(database: Database) -> Iterator[str]:
    """Everything that is wrong, in words."""
    yield from (str(row[0]) for row in database.rows("PRAGMA integrity_check(1)") if row[0] != "ok")
    for row in database.rows("PRAGMA foreign_key_check"):
        yield f"a row of {row[0]} refers to a row of {row[2]} that is not there"
    for words, sql in BROKEN.items():
        found = database.row(f"{sql} LIMIT 1")
        if found:
            yield f"{words} ({found[0]})"
    if database.writes:
        yield from _wrong_indexes(database)
    for generation in answers.generations(database):
        if (
            generation.settings.key
            != database.one("SELECT key FROM generations WHERE number = ?", (generation.number,))[0]
        ):
            yield f"the settings of generation {generation.number} are not those it was made with"
        for _ in answers.records(database, generation.number, None):
            pass  # reading one holds its text against its hash, and its brief against its text
    for document_id in _ids(database):
        documents.document(database, document_id)


def _wrong_indexes(database: Database) -> Iterator[str]:
    """Whether the search indexes hold the words that are stored. Only a writer can ask: it is an INSERT."""
    for index in ("documents_index", "evidence_index"):
        try:
            with database.writing(durable=False) as db:
                db.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
        except StoreError:
            yield f"{index} does not agree with what is stored"


def _ids(database: Database) -> Iterator[str]:
    after = ""
    while page := database.rows("SELECT id FROM documents WHERE id > ? ORDER BY id LIMIT ?", (after, PAGE)):
        yield from (row[0] for row in page)
        after = page[-1][0]
