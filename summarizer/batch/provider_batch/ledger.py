"""What was handed to a provider's batch endpoint and what came back, so that nothing is submitted twice.

One SQLite file beside the run. A *part* is one upload and, later, one batch; a *question* is one line of it. A part
lives through these states, each written down before the next step is taken:

    open       lines are still added to its file
    sealed     its file is complete, and not uploaded yet
    uploaded   the provider has the file; a batch may have been made of it just before this process ended
    submitted  the batch is known by its id
    over       what it gave stands with the questions

A question is `waiting` until its batch has ended; then it is `answered`, or `lost` when the provider did not carry it
out, and `failed` when there is no use in asking again. What is lost or failed is asked anew by the next driver.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, Self

from summarizer.errors import OutputError, ProviderError

ENDPOINT: Literal["/v1/chat/completions"] = "/v1/chat/completions"

_SCHEMA = """
CREATE TABLE part (
    number INTEGER PRIMARY KEY,
    model TEXT NOT NULL,
    state TEXT NOT NULL,
    questions INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER NOT NULL DEFAULT 0,
    file_id TEXT,
    uploaded_at INTEGER,
    batch_id TEXT
) STRICT;
CREATE TABLE question (
    key TEXT PRIMARY KEY,
    document TEXT NOT NULL,
    part INTEGER NOT NULL REFERENCES part (number),
    line INTEGER NOT NULL,
    state TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 1,
    status INTEGER,
    answer TEXT,
    reason TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX question_of_document ON question (document);
CREATE INDEX question_of_part ON question (part);
PRAGMA user_version = 1;
"""


class State(StrEnum):
    OPEN = "open"
    SEALED = "sealed"
    UPLOADED = "uploaded"
    SUBMITTED = "submitted"
    OVER = "over"


@dataclass(frozen=True)
class Part:
    """One upload. `uploaded_at` is the provider's time, in seconds since the epoch."""

    number: int
    model: str
    state: State
    questions: int
    bytes: int
    file_id: str | None
    uploaded_at: int | None
    batch_id: str | None


@dataclass(frozen=True)
class Question:
    """One request of one document; `status` and `answer` (JSON) when it is answered, `reason` when it is lost."""

    key: str
    state: str
    tries: int
    status: int | None
    answer: str | None
    reason: str | None


@dataclass(frozen=True)
class Size:
    """The most that one file may hold. OpenAI takes 50,000 requests and 200 MB a file (API reference, batches)."""

    questions: int = 50_000
    bytes: int = 200_000_000


class Ledger:
    """Opened for one driver at a time; whoever opens it must hold the run.

    Args:
        path: the SQLite file; the files to upload lie in a folder beside it, each until its batch has been made.
        size: the most that one file may hold.

    Raises:
        OutputError: it cannot be written, or is no ledger.
    """

    def __init__(self, path: Path, size: Size | None = None) -> None:
        self.size = size or Size()
        self.folder = path.with_name(path.name + ".parts")
        try:
            self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            self._db.execute("PRAGMA journal_mode = WAL")
            # Every step must outlive a power cut: what is forgotten here is paid for twice.
            self._db.execute("PRAGMA synchronous = FULL")
            if self._one("PRAGMA user_version")[0] == 0:
                self._db.executescript(f"BEGIN; {_SCHEMA} COMMIT;")
            self._forget_unsubmitted()
        except sqlite3.Error as error:
            raise OutputError(f"The record of batches {path} cannot be used: {error}.") from error

    def close(self) -> None:
        self._db.close()
        with contextlib.suppress(OSError):  # something is left to be uploaded
            self.folder.rmdir()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Questions --------------------------------------------------------------------------------------------------

    def question(self, key: str) -> Question | None:
        row = self._db.execute(
            "SELECT key, state, tries, status, answer, reason FROM question WHERE key = ?", (key,)
        ).fetchone()
        return Question(*row) if row else None

    def waits(self, document: str) -> bool:
        """Whether a document has a question that is not answered yet."""
        found = "SELECT 1 FROM question WHERE document = ? AND state = 'waiting' LIMIT 1"
        return self._db.execute(found, (document,)).fetchone() is not None

    def want(self, key: str, document: str, body: dict[str, Any]) -> None:
        """Put a question into the open part of its model; once more when it was lost.

        Raises:
            ProviderError: no file can hold it.
            OutputError: it cannot be written.
        """
        line = json.dumps({"custom_id": key, "method": "POST", "url": ENDPOINT, "body": body}).encode() + b"\n"
        if len(line) > self.size.bytes:
            raise ProviderError(f"A request of {len(line):,} bytes does not fit a batch file.", "Use smaller chunks.")
        with self._transaction():
            part, line_number = self._room(str(body.get("model")), len(line))
            self._db.execute(
                "INSERT INTO question (key, document, part, line, state) VALUES (?, ?, ?, ?, 'waiting') "
                "ON CONFLICT (key) DO UPDATE "
                "SET state = 'waiting', part = excluded.part, line = excluded.line, tries = tries + 1",
                (key, document, part, line_number),
            )
            self._db.execute(
                "UPDATE part SET questions = questions + 1, bytes = bytes + ? WHERE number = ?", (len(line), part)
            )
            self._write(part, line)

    def answer(self, part: int, answers: Iterable[tuple[str, int, str]]) -> None:
        """Write down the answers of a part: key, HTTP status, JSON body. A line that nobody asked for is left out."""
        with self._transaction():
            self._db.executemany(
                "UPDATE question SET state = 'answered', status = ?2, answer = ?3, reason = NULL "
                "WHERE key = ?1 AND part = ?4 AND state = 'waiting'",
                ((key, status, body, part) for key, status, body in answers),
            )

    def lose(self, part: int, reasons: Iterable[tuple[str, str]], *, final: bool = False) -> None:
        """Write down that questions of a part, by key, were not carried out, and why; `final` ones stay so."""
        with self._transaction():
            self._db.executemany(
                "UPDATE question SET state = ?, reason = ? WHERE key = ? AND part = ? AND state = 'waiting'",
                ((_lost(final), reason, key, part) for key, reason in reasons),
            )

    def over(self, part: int, reason: str, *, final: bool = False) -> list[str]:
        """Close a part; what it left without a word is lost for `reason`. Gives the documents that it concerned."""
        with self._transaction():
            self._db.execute(
                "UPDATE question SET state = ?, reason = ? WHERE part = ? AND state = 'waiting'",
                (_lost(final), reason, part),
            )
            self._db.execute("UPDATE part SET state = 'over' WHERE number = ?", (part,))
        return self._documents(part)

    def not_taken(self, part: int) -> list[str]:
        """Close a part of which the provider took nothing: its questions count as never asked."""
        with self._transaction():
            self._db.execute(
                "UPDATE question SET state = 'lost', tries = tries - 1 WHERE part = ? AND state = 'waiting'", (part,)
            )
            self._db.execute("UPDATE part SET state = 'over' WHERE number = ?", (part,))
        return self._documents(part)

    def forget(self, document: str) -> None:
        """A document is finished and stored: nothing of it is needed any more."""
        self._db.execute("DELETE FROM question WHERE document = ?", (document,))

    # Parts ------------------------------------------------------------------------------------------------------

    def parts(self, *states: State) -> list[Part]:
        marks = ", ".join("?" for _ in states)
        rows = self._db.execute(
            "SELECT number, model, state, questions, bytes, file_id, uploaded_at, batch_id FROM part "
            f"WHERE state IN ({marks}) ORDER BY number",
            states,
        )
        return [Part(number, model, State(state), *rest) for number, model, state, *rest in rows]

    def key(self, part: int, line: int) -> str | None:
        """The question in a line of a part's file; lines count from 1."""
        row = self._one("SELECT key FROM question WHERE part = ? AND line = ?", part, line)
        return None if row is None else str(row[0])

    def smaller(self, questions: int) -> None:
        """From now on a file holds at most so many questions, and at least one."""
        self.size = replace(self.size, questions=max(1, questions))

    def file(self, part: int) -> Path:
        return self.folder / f"{part}.jsonl"

    def seal(self) -> None:
        """Every part is complete as it is."""
        self._db.execute("UPDATE part SET state = 'sealed' WHERE state = 'open'")

    def uploaded(self, part: int, file_id: str, at: int) -> None:
        self._db.execute(
            "UPDATE part SET state = 'uploaded', file_id = ?, uploaded_at = ? WHERE number = ?", (file_id, at, part)
        )

    def submitted(self, part: int, batch_id: str) -> None:
        self._db.execute("UPDATE part SET state = 'submitted', batch_id = ? WHERE number = ?", (batch_id, part))
        self.file(part).unlink(missing_ok=True)

    @property
    def idle(self) -> bool:
        """Whether nothing is under way and no answer waits to be used."""
        under_way = self.parts(State.OPEN, State.SEALED, State.UPLOADED, State.SUBMITTED)
        return not under_way and self._one("SELECT 1 FROM question WHERE state = 'answered'") is None

    # Inside -----------------------------------------------------------------------------------------------------

    def _one(self, query: str, *values: object) -> Any:
        return self._db.execute(query, values).fetchone()

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def _forget_unsubmitted(self) -> None:
        """What an earlier driver only meant to ask, or did not get, is asked anew: its documents are read again."""
        with self._transaction():
            self._db.execute(
                "DELETE FROM question WHERE state IN ('lost', 'failed') "
                "OR part IN (SELECT number FROM part WHERE state IN ('open', 'sealed'))"
            )
            unsent = [row[0] for row in self._db.execute("SELECT number FROM part WHERE state IN ('open', 'sealed')")]
            self._db.execute("UPDATE part SET state = 'over' WHERE state IN ('open', 'sealed')")
            self._db.execute("UPDATE question SET tries = 1")
        for number in unsent:
            self.file(number).unlink(missing_ok=True)

    def _room(self, model: str, more: int) -> tuple[int, int]:
        """The part of a model that takes `more` bytes, the open one or a new one, and the number of its next line."""
        row = self._one("SELECT number, questions, bytes FROM part WHERE state = 'open' AND model = ?", model)
        if row is not None:
            number, questions, used = row
            if questions < self.size.questions and used + more <= self.size.bytes:
                return number, questions + 1
            self._db.execute("UPDATE part SET state = 'sealed' WHERE number = ?", (number,))
        return self._one("INSERT INTO part (model, state) VALUES (?, 'open') RETURNING number", model)[0], 1

    def _write(self, part: int, line: bytes) -> None:
        try:
            self.folder.mkdir(exist_ok=True)
            with self.file(part).open("ab") as file:
                file.write(line)
        except OSError as error:
            raise OutputError(f"{self.file(part)} cannot be written: {error.strerror}.") from error

    def _documents(self, part: int) -> list[str]:
        rows = self._db.execute("SELECT DISTINCT document FROM question WHERE part = ? ORDER BY line", (part,))
        return [row[0] for row in rows]


def _lost(final: bool) -> str:
    return "failed" if final else "lost"
