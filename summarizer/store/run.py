"""One run: documents, every attempt at them, and the briefs; one SQLite file."""

from __future__ import annotations

import os
import socket
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from summarizer.document import Document
from summarizer.errors import StoreError, SummarizerError
from summarizer.schema import Brief
from summarizer.store import answers, documents
from summarizer.store import check as checks
from summarizer.store import search as searches
from summarizer.store.database import Database
from summarizer.store.lock import hold
from summarizer.store.model import (
    Attempt,
    Counts,
    Generation,
    Hit,
    Outcome,
    Place,
    Record,
    Settings,
    Unread,
    Unsolved,
    Usage,
)

if TYPE_CHECKING:
    from filelock import BaseFileLock

FREE = Usage()


class Run:
    """Safe to share between threads. Every method may raise StoreError when the file cannot be read or written."""

    def __init__(self, database: Database, lock: BaseFileLock | None = None) -> None:
        self._database = database
        self._lock = lock
        self.path = database.path

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let the run go. A second time does nothing."""
        if self._lock is not None and self._lock.is_locked:
            try:
                with suppress(StoreError), self._database.writing(durable=False) as db:
                    db.execute("DELETE FROM writer")
                self._database.close()
            finally:
                self._lock.release()
        elif self._lock is None:
            self._database.close()

    # documents and sources

    def add(self, document: Document, location: str) -> bool:
        """Keep a document and where it was found; True when its text is new to the run.

        The first place that gives a text gives it its title, outlet and so on; what later places say is kept beside.
        """
        return documents.add(self._database, document, location)

    def unread(self, location: str, error: SummarizerError) -> None:
        """Keep that a source gave no document. A later `add` from the same location takes it back."""
        documents.unread(self._database, location, error)

    def knows(self, location: str) -> bool:
        """Whether a document was added from this location."""
        return documents.knows(self._database, location)

    def find(self, start: str) -> str:
        """The id of the one document whose id begins with `start` (a brief's document.id will do).

        Raises:
            StoreError: there is none, or more than one.
        """
        return documents.find(self._database, start)

    def document(self, document_id: str) -> Document:
        """The document with this id (the full SHA-256 of its text). Raises StoreError when it is not there."""
        return documents.document(self._database, document_id)

    def places(self, document_id: str) -> tuple[Place, ...]:
        """Where the document was found, in the order in which the places were added."""
        return documents.places(self._database, document_id)

    def unread_sources(self) -> Iterator[Unread]:
        """Sources that gave no document, by location."""
        return documents.unread_sources(self._database)

    # generations and answers

    def generation(self, settings: Settings) -> Generation:
        """The generation with these settings, made when it is not there."""
        return answers.generation(self._database, settings)

    def generations(self) -> tuple[Generation, ...]:
        """All of them, oldest first."""
        return answers.generations(self._database)

    def newest(self) -> Generation | None:
        """The one with the highest number, None in a run that has none."""
        return answers.newest(self._database)

    def todo(
        self,
        generation: Generation,
        *,
        again: Collection[Outcome] = (Outcome.FAILED,),
        limit: int | None = None,
    ) -> Iterator[str]:
        """Ids of documents without a final answer, in the order in which they were added, each at most once.

        Lazy: documents added while it runs come too; `again` says which answers are not final.
        """
        return answers.todo(self._database, generation.number, again, limit)

    def next_attempt(self, generation: Generation, document_id: str) -> int:
        """The number that the next attempt at this document would have, from 1."""
        return answers.next_attempt(self._database, generation.number, document_id)

    def finish(
        self,
        generation: Generation,
        document_id: str,
        outcome: Outcome,
        *,
        brief: Brief | None = None,
        usage: Usage = FREE,
        error: SummarizerError | None = None,
        attempt: int | None = None,
    ) -> bool:
        """Keep an attempt and what came of it, in one transaction that is on disk when this returns.

        Args:
            attempt: its number, the next one when left out. A number that is already there changes nothing.

        Returns:
            False when the attempt was already there.

        Raises:
            ValueError: a brief without `done` or `partial`, or the other way round; a brief of another text;
                `done` for a brief that covers only a part.
        """
        return answers.finish(self._database, generation.number, document_id, outcome, brief, usage, error, attempt)

    def attempts(self, generation: Generation, document_id: str) -> tuple[Attempt, ...]:
        """Every attempt at a document, oldest first."""
        return answers.attempts(self._database, generation.number, document_id)

    def counts(self, generation: Generation | None) -> Counts:
        """How many documents stand where, and what all attempts have cost; without a generation, all are left."""
        return answers.counts(self._database, generation.number if generation else 0)

    def records(self, generation: Generation | None = None, *, ids: Collection[str] | None = None) -> Iterator[Record]:
        """Every document with a brief, by published date (undated last) and id; the newest generation by default.

        Lazy, and flat in memory; others may write meanwhile.
        """
        number = self._number(generation)
        return iter(()) if number is None else answers.records(self._database, number, ids)

    def record(self, document_id: str, generation: Generation | None = None) -> Record | None:
        """The document with its brief, None when it has none in this generation (the newest by default)."""
        number = self._number(generation)
        return None if number is None else answers.record(self._database, number, document_id)

    def latest(self, limit: int, generation: Generation | None = None) -> list[Record]:
        """The documents with a brief that were published last, the newest first; undated ones after all others."""
        number = self._number(generation)
        return [] if number is None else answers.latest(self._database, number, limit)

    def unsolved(self, generation: Generation) -> Iterator[Unsolved]:
        """Documents without a brief in this generation, those not tried yet included, in the order they were added."""
        return answers.unsolved(self._database, generation.number)

    def failures(self, generation: Generation) -> dict[str, int]:
        """How many documents stand refused or failed, by the name of the error's class; most first."""
        return answers.failures(self._database, generation.number)

    # search and check

    def search(self, query: str, limit: int = 20, generation: Generation | None = None) -> list[Hit]:
        """The documents that match best, one hit each. All words must match; "a phrase", begin*, -without."""
        return searches.search(self._database, query, limit, self._number(generation))

    def matching(self, query: str, generation: Generation | None = None) -> frozenset[str]:
        """Ids of all documents that match, by the rules of `search`."""
        return searches.matching(self._database, query, self._number(generation))

    def check(self) -> None:
        """Check the file and everything the store promises of it. Raises StoreError with the first thing wrong."""
        checks.check(self._database)

    # small state beside the answers

    def keep(self, name: str, value: str | None) -> None:
        """Keep a short text under a name (state of an unfinished job, say); None forgets it."""
        with self._database.writing(durable=True) as db:
            if value is None:
                db.execute("DELETE FROM kept WHERE name = ?", (name,))
            else:
                db.execute("INSERT OR REPLACE INTO kept (name, value) VALUES (?, ?)", (name, value))

    def kept(self, start: str = "") -> dict[str, str]:
        """What is kept under names that begin with `start`, by name."""
        sql = "SELECT name, value FROM kept WHERE substr(name, 1, ?) = ? ORDER BY name"
        return dict(self._database.rows(sql, (len(start), start)))

    def _number(self, generation: Generation | None) -> int | None:
        """The number of the generation given, else of the newest, None when there is none."""
        chosen = generation or self.newest()
        return chosen.number if chosen else None


def open_run(path: str | os.PathLike[str], *, create: bool = False, write: bool = False) -> Run:
    """The run in a file. Use it as a context manager.

    Args:
        create: make the run where there is none; needs `write`.
        write: hold the run as its one writer. Readers need nothing, and may read while another writes.

    Raises:
        StoreError: no run there, not a run, held by another writer, damaged, or made by a newer version.
    """
    if create and not write:
        raise ValueError("a run is made by a writer")
    file = _file(Path(path), create)
    if not write:
        return Run(_reading(file))
    lock = hold(file)
    if lock is None:
        raise StoreError(
            f"{file} is being written to by {_holder(file)}.",
            "Wait until that has finished, or stop it; `show` and `export` read meanwhile.",
        )
    try:
        database = Database(file, create=create, write=True)
        try:
            _sign(database)
        except BaseException:
            database.close()
            raise
    except BaseException:
        lock.release()
        raise
    return Run(database, lock)


def _file(path: Path, create: bool) -> Path:
    """The file behind all links, so that two names of a run share its lock."""
    try:
        file = path.resolve()
        is_folder, is_there = file.is_dir(), file.exists()
    except (OSError, RuntimeError, ValueError) as error:  # a name too long, links that go round in a circle
        raise StoreError(f"{path} cannot be opened: {error}.", "Give another file.") from error
    if is_folder:
        raise StoreError(f"{path} is a folder, not a run.", f"`summarizer runs {path}` lists the runs in it.")
    if not is_there and not create:
        raise StoreError(f"There is no run {path}.", f"`summarizer batch SOURCES... --out {path}` makes one.")
    if not file.parent.is_dir():
        raise StoreError(f"There is no folder {file.parent}.", "Make it first, or give another place.")
    return file


def _reading(file: Path) -> Database:
    database = Database(file)
    if database.current:
        return database
    # An older run: bring it up to date as its writer, unless somebody else is writing.
    database.close()
    open_run(file, write=True).close()
    return Database(file)


def _holder(file: Path) -> str:
    """Who holds the lock, in words; vague when they have not signed yet."""
    try:
        database = Database(file)
        try:
            row = database.row("SELECT pid, host, since FROM writer")
        finally:
            database.close()
    except StoreError:
        row = None
    return f"process {row[0]} on {row[1]} (since {row[2]})" if row else "another process"


def _sign(database: Database) -> None:
    with database.writing(durable=False) as db:
        row = (os.getpid(), socket.gethostname(), documents.now())
        db.execute("INSERT OR REPLACE INTO writer (one, pid, host, since) VALUES (1, ?, ?, ?)", row)
