"""The SQLite file behind a run: how it is opened, migrated, locked against a second thread, and how its failures read.

A commit marked durable is on disk when it returns (synchronous = FULL): an answer costs money and must outlive a power
cut. Other commits (documents and sources, which can be read again) may be lost in a power cut, though never in part,
and never by the death of the process; the next durable commit takes them to disk with it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

from summarizer.errors import StoreError

APPLICATION_ID = 0x53554D4D
"""Written in the file's header: this SQLite file is a run."""
MIGRATIONS = tuple(sorted((Path(__file__).parent / "migrations").glob("*.sql")))
"""In order; PRAGMA user_version counts those that were applied."""
BUSY_SECONDS = 20.0

Row = tuple[Any, ...]
Parameters = Sequence[Any] | Mapping[str, Any]


class Database:
    """One connection, safe to share between threads; not across a fork.

    Raises:
        StoreError: not a run, damaged, or made by a newer version.
    """

    def __init__(self, path: Path, *, create: bool = False, write: bool = False) -> None:
        self.path = path
        self._write = write
        self._mutex = RLock()
        with explained(path):
            # No transaction is begun unasked (isolation_level None).
            self._connection = sqlite3.connect(
                _address(path, create, write),
                uri=True,
                timeout=BUSY_SECONDS,
                isolation_level=None,
                check_same_thread=False,
            )
        try:
            with explained(path):
                self._prepare(create, write)
        except BaseException:
            self._connection.close()
            raise

    def _prepare(self, create: bool, write: bool) -> None:
        # A run may come from a stranger: nothing in its schema may do more than SQL.
        self._connection.execute("PRAGMA trusted_schema = OFF")
        self._connection.execute("PRAGMA foreign_keys = ON")
        self._connection.execute("PRAGMA fullfsync = ON")
        if not (create and write and self._is_blank()):
            self._check_kind()
        if not write:
            self._connection.execute("PRAGMA query_only = ON")
            return
        self._migrate()
        self._connection.execute("PRAGMA journal_mode = WAL")

    def _is_blank(self) -> bool:
        """Whether there is nothing in the file yet: just made, or its maker died before the first migration."""
        header = [self._value(f"PRAGMA {name}") for name in ("application_id", "user_version")]
        return header == [0, 0] and self._value("SELECT count(*) FROM sqlite_master") == 0

    def _check_kind(self) -> None:
        if self._value("PRAGMA application_id") != APPLICATION_ID:
            raise not_a_run(self.path)
        if self.version > len(MIGRATIONS):
            raise StoreError(
                f"{self.path} was made by a newer version of this program (store {self.version}; this one knows "
                f"{len(MIGRATIONS)}).",
                "Update summarizer.",
            )

    def _migrate(self) -> None:
        for number, script in enumerate(MIGRATIONS[self.version :], start=self.version + 1):
            header = f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {number};"
            try:
                self._connection.executescript(f"BEGIN EXCLUSIVE; {script.read_text('utf-8')} {header} COMMIT;")
            except sqlite3.Error:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @property
    def version(self) -> int:
        """How many migrations the file has had."""
        return int(self._value("PRAGMA user_version"))

    @property
    def current(self) -> bool:
        """Whether the file has had all migrations."""
        return self.version == len(MIGRATIONS)

    @property
    def writes(self) -> bool:
        """Whether it was opened for writing."""
        return self._write

    def close(self) -> None:
        """The last one to close moves what is in the write-ahead log into the file, and removes the log."""
        with self._mutex, explained(self.path):
            self._connection.close()

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """All rows of a query; the query says how many those may be."""
        with self._mutex, explained(self.path):
            return self._connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """The first row, None when there is none."""
        with self._mutex, explained(self.path):
            found: Row | None = self._connection.execute(sql, parameters).fetchone()
            return found

    def one(self, sql: str, parameters: Parameters = ()) -> Row:
        """The row of a query that always has one."""
        found = self.row(sql, parameters)
        if found is None:
            raise LookupError(sql)
        return found

    @contextmanager
    def writing(self, *, durable: bool) -> Iterator[sqlite3.Connection]:
        """A transaction: all of the block or nothing of it.

        Raises:
            StoreError: the run was opened for reading, the disk is full, and the like.
        """
        if not self._write:
            raise StoreError(f"{self.path} was opened for reading.")
        with self._mutex, explained(self.path):
            self._connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # a full disk has undone it already
                    self._connection.execute("ROLLBACK")
                raise

    def _value(self, sql: str) -> Any:
        return self._connection.execute(sql).fetchone()[0]


def is_run(path: Path) -> bool:
    """Whether the file says of itself that it is a run; reads its header only.

    Not for a run that this process has open: closing the handle would undo SQLite's locks on it.
    """
    try:
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            header = stream.read(100)
    except OSError:
        return False
    return header.startswith(b"SQLite format 3\x00") and header[68:72] == APPLICATION_ID.to_bytes(4, "big")


def not_a_run(path: Path) -> StoreError:
    return StoreError(f"{path} is not a run.", "Give a file that `summarizer batch --out` made.")


def _address(path: Path, create: bool, write: bool) -> str:
    """The file as SQLite's URI. A reader too opens for writing where it may: it can tidy up after a killed writer."""
    mode = "mode=rwc" if create and write else "mode=rw"
    if not write and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        # Read-only medium: without a log beside it, nobody writes, and no index of the log can be made.
        mode = "mode=ro" if path.with_name(f"{path.name}-wal").exists() else "immutable=1"
    return f"{path.as_uri()}?{mode}"


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns what SQLite says of a file into words for a person.

    Raises:
        StoreError: the file cannot be read or written. Broken constraints are mistakes of this program, and pass.
    """
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise
    except sqlite3.Error as error:
        raise _in_words(path, error) from error


def _in_words(path: Path, error: sqlite3.Error) -> StoreError:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code == sqlite3.SQLITE_NOTADB:
        return not_a_run(path)
    if code == sqlite3.SQLITE_FULL:
        return StoreError(f"The disk with {path} is full.", "Make room and run again; what was stored is safe.")
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreError(f"Another program keeps {path} locked.", "Close it and run again.")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR):
        return StoreError(f"{path} cannot be read or written: {error}.", "Check its permissions and its disk.")
    return StoreError(f"{path} is damaged: {error}.", "Take a copy from a backup, or run the batch anew.")
