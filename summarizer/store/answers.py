"""Generations of a run, every attempt at a document, and the brief that stands for it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from typing import Any

from pydantic import ValidationError

from summarizer.errors import StoreError, SummarizerError
from summarizer.schema import Brief
from summarizer.store import documents
from summarizer.store.database import Database, Row
from summarizer.store.documents import PAGE, now, storable
from summarizer.store.evidence import passages
from summarizer.store.model import Attempt, Counts, Generation, Outcome, Record, Settings, Unsolved, Usage

RANK = {Outcome.DONE: 2, Outcome.PARTIAL: 1, Outcome.REFUSED: 0, Outcome.FAILED: 0}
"""Of all attempts at a document, the one of the highest rank stands, and of those the last."""

USAGE = "calls, tokens_in, tokens_out, cost_usd, seconds"


def generation(database: Database, settings: Settings) -> Generation:
    found = _generations(database, "WHERE key = ?", (settings.key,))
    if not found:
        with database.writing(durable=True) as db:
            columns, row = "key, settings, created_at", (settings.key, settings.json, now())
            db.execute(f"INSERT INTO generations ({columns}) VALUES (?, ?, ?) ON CONFLICT (key) DO NOTHING", row)
        found = _generations(database, "WHERE key = ?", (settings.key,))
    return found[0]


def generations(database: Database) -> tuple[Generation, ...]:
    return _generations(database, "ORDER BY number")


def newest(database: Database) -> Generation | None:
    found = _generations(database, "ORDER BY number DESC LIMIT 1")
    return found[0] if found else None


def _generations(database: Database, which: str, parameters: tuple[Any, ...] = ()) -> tuple[Generation, ...]:
    rows = database.rows(f"SELECT number, settings, created_at FROM generations {which}", parameters)
    return tuple(Generation(number, Settings(**json.loads(settings)), made) for number, settings, made in rows)


def todo(database: Database, number: int, again: Collection[Outcome], limit: int | None) -> Iterator[str]:
    sql = (
        "SELECT seq, id FROM documents LEFT JOIN answers ON generation = ? AND document = seq "
        f"WHERE seq > ? AND (outcome IS NULL OR outcome IN ({_marks(again)})) ORDER BY seq LIMIT ?"
    )
    after, left = 0, limit
    while page := database.rows(sql, (number, after, *again, PAGE if left is None else min(left, PAGE))):
        yield from (row[1] for row in page)
        after = page[-1][0]
        left = None if left is None else left - len(page)


def next_attempt(database: Database, number: int, document_id: str) -> int:
    seq = documents.seq_of(database, document_id)
    sql = "SELECT coalesce(max(number), 0) + 1 FROM attempts WHERE generation = ? AND document = ?"
    return int(database.one(sql, (number, seq))[0])


def attempts(database: Database, number: int, document_id: str) -> tuple[Attempt, ...]:
    seq = documents.seq_of(database, document_id)
    rows = database.rows(
        f"SELECT number, outcome, finished_at, kind, reason, {USAGE} FROM attempts "
        "WHERE generation = ? AND document = ? ORDER BY number",
        (number, seq),
    )
    return tuple(Attempt(n, Outcome(o), at, Usage(*usage), kind, why) for n, o, at, kind, why, *usage in rows)


def finish(
    database: Database,
    number: int,
    document_id: str,
    outcome: Outcome,
    brief: Brief | None,
    usage: Usage,
    error: SummarizerError | None,
    attempt: int | None,
) -> bool:
    _sensible(document_id, outcome, brief, attempt)
    seq = documents.seq_of(database, document_id)
    written = brief and canonical(brief)
    with database.writing(durable=True) as db:
        if attempt is None:
            last = "SELECT coalesce(max(number), 0) FROM attempts WHERE generation = ? AND document = ?"
            attempt = db.execute(last, (number, seq)).fetchone()[0] + 1
        key = (number, seq, attempt)
        if db.execute("SELECT 1 FROM attempts WHERE (generation, document, number) = (?, ?, ?)", key).fetchone():
            return False
        db.execute(
            "INSERT INTO attempts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*key, outcome, now(), *_costs(usage), *_failure(error)),
        )
        if brief:
            db.execute("INSERT INTO briefs (generation, document, attempt, json) VALUES (?, ?, ?, ?)", (*key, written))
            dropped = ((*key, n, d.section, d.reason, d.answer) for n, d in enumerate(brief.coverage.dropped, start=1))
            db.executemany("INSERT INTO drops VALUES (?, ?, ?, ?, ?, ?, ?)", dropped)
        _stand(db, key, outcome, brief)
    return True


def _sensible(document_id: str, outcome: Outcome, brief: Brief | None, attempt: int | None) -> None:
    if (brief is not None) != outcome.briefed:
        raise ValueError(f"an attempt that ended as {outcome} has {'no' if brief else 'a'} brief")
    if brief and brief.document.sha256 != document_id:
        raise ValueError(f"the brief is of document {brief.document.sha256}, not of {document_id}")
    if brief and outcome is Outcome.DONE and not brief.coverage.complete:
        raise ValueError("a brief that covers only a part of its document is partial, not done")
    if attempt is not None and attempt < 1:
        raise ValueError("attempts are counted from 1")


def _stand(db: sqlite3.Connection, key: tuple[int, int, int], outcome: Outcome, brief: Brief | None) -> None:
    """Make the attempt the one that stands for its document, when it is better than the one that does."""
    before = db.execute(
        "SELECT outcome, attempt FROM answers WHERE generation = ? AND document = ?", key[:2]
    ).fetchone()
    if before and (RANK[Outcome(before[0])], before[1]) > (RANK[outcome], key[2]):
        return
    db.execute(
        "INSERT INTO answers (generation, document, attempt, outcome) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (generation, document) DO UPDATE SET attempt = excluded.attempt, outcome = excluded.outcome",
        (*key, outcome),
    )
    _index(db, key[:2], brief)


def _index(db: sqlite3.Connection, key: tuple[int, int], brief: Brief | None) -> None:
    """Make the words of the brief those that a search finds for its document."""
    old = db.execute("SELECT id, text FROM evidence WHERE generation = ? AND document = ?", key).fetchall()
    # An index without text of its own must be told which words it forgets.
    db.executemany("INSERT INTO evidence_index (evidence_index, rowid, text) VALUES ('delete', ?, ?)", old)
    db.execute("DELETE FROM evidence WHERE generation = ? AND document = ?", key)
    for place, text in passages(brief) if brief else ():
        row = (*key, place, text)
        added = db.execute("INSERT INTO evidence (generation, document, place, text) VALUES (?, ?, ?, ?)", row)
        db.execute("INSERT INTO evidence_index (rowid, text) VALUES (?, ?)", (added.lastrowid, text))


def counts(database: Database, number: int) -> Counts:
    sql = "SELECT outcome, count(*) FROM answers WHERE generation = ? GROUP BY outcome"
    by_outcome: dict[str, int] = dict(database.rows(sql, (number,)))
    documents_, unread = database.one("SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM unread)")
    *sums, unknown = database.one(
        "SELECT coalesce(sum(calls), 0), coalesce(sum(tokens_in), 0), coalesce(sum(tokens_out), 0), "
        "coalesce(sum(cost_usd), 0.0), coalesce(sum(seconds), 0.0), "
        "count(*) FILTER (WHERE cost_usd IS NULL AND calls > 0) "
        "FROM attempts WHERE generation = ?",
        (number,),
    )
    calls, tokens_in, tokens_out, cost, seconds = sums
    usage = Usage(calls, tokens_in, tokens_out, None if unknown else cost, seconds)
    answered = {outcome.value: by_outcome.get(outcome, 0) for outcome in Outcome}
    return Counts(**answered, left=documents_ - sum(answered.values()), unread=unread, usage=usage)


def failures(database: Database, number: int) -> dict[str, int]:
    """How many documents stand refused or failed, by the name of the error's class; most first."""
    rows = database.rows(
        "SELECT coalesce(kind, attempts.outcome), count(*) FROM answers JOIN attempts "
        "ON attempts.generation = answers.generation AND attempts.document = answers.document AND number = attempt "
        "WHERE answers.generation = ? AND answers.outcome IN ('refused', 'failed') GROUP BY 1 ORDER BY 2 DESC, 1",
        (number,),
    )
    return dict(rows)


def records(database: Database, number: int, ids: Collection[str] | None) -> Iterator[Record]:
    wanted = None if ids is None else frozenset(ids)
    sql = (
        "SELECT by_date, id FROM documents JOIN answers ON generation = ? AND document = seq "
        "WHERE outcome IN ('done', 'partial') AND (by_date, id) > (?, ?) ORDER BY by_date, id LIMIT ?"
    )
    after: Row = ("", "")
    while page := database.rows(sql, (number, *after, PAGE)):
        for _, document_id in page:
            if wanted is None or document_id in wanted:
                found = record(database, number, document_id)
                if found:
                    yield found
        after = page[-1]


def latest(database: Database, number: int, limit: int) -> list[Record]:
    rows = database.rows(
        "SELECT id FROM documents JOIN answers ON generation = ? AND document = seq "
        "WHERE outcome IN ('done', 'partial') ORDER BY by_date = '~', by_date DESC, id LIMIT ?",
        (number, limit),
    )
    found = (record(database, number, row[0]) for row in rows)
    return [one for one in found if one]


def record(database: Database, number: int, document_id: str) -> Record | None:
    row = database.row(
        "SELECT documents.seq, answers.outcome, answers.attempt, finished_at, json FROM documents "
        "JOIN answers ON answers.document = documents.seq "
        "JOIN attempts ON (attempts.generation, attempts.document, number) "
        "= (answers.generation, answers.document, answers.attempt) "
        "JOIN briefs ON (briefs.generation, briefs.document, briefs.attempt) "
        "= (answers.generation, answers.document, answers.attempt) "
        "WHERE answers.generation = ? AND id = ?",
        (number, document_id),
    )
    if row is None:
        return None
    seq, outcome, attempt, finished_at, written = row
    document = documents.document(database, document_id)
    try:
        brief = Brief.parse(written, document.text)
    except ValidationError as error:
        raise StoreError(
            f"{database.path} is damaged: the brief of document {document_id} no longer holds "
            f"({error.errors(include_url=False)[0]['msg']})."
        ) from error
    return Record(document, brief, Outcome(outcome), attempt, finished_at, documents.locations(database, seq))


def unsolved(database: Database, number: int) -> Iterator[Unsolved]:
    sql = (
        "SELECT seq, id, title, answers.outcome, kind, reason, (SELECT count(*) FROM attempts AS all_ "
        "WHERE all_.generation = ?1 AND all_.document = seq) FROM documents "
        "LEFT JOIN answers ON answers.generation = ?1 AND answers.document = seq "
        "LEFT JOIN attempts ON attempts.generation = ?1 AND attempts.document = seq AND number = attempt "
        "WHERE seq > ?2 AND (answers.outcome IS NULL OR answers.outcome IN ('refused', 'failed')) ORDER BY seq LIMIT ?3"
    )
    after = 0
    while page := database.rows(sql, (number, after, PAGE)):
        for seq, document_id, title, outcome, kind, reason, tried in page:
            found = documents.locations(database, seq)
            ended = Outcome(outcome) if outcome else None
            yield Unsolved(document_id, title, found, ended, kind, reason, tried)
        after = page[-1][0]


def canonical(brief: Brief) -> str:
    """One line of JSON, fields in the order of the schema, parameters in order of their names."""
    data = brief.model_dump(mode="json")
    parameters = data["provenance"]["parameters"]
    data["provenance"]["parameters"] = {name: parameters[name] for name in sorted(parameters)}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _costs(usage: Usage) -> Row:
    return usage.calls, usage.tokens_in, usage.tokens_out, usage.cost_usd, usage.seconds


def _failure(error: SummarizerError | None) -> tuple[str | None, str | None]:
    return (type(error).__name__, storable(str(error))) if error else (None, None)


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))
