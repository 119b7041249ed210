"""Sorting and remembering more names than memory should hold, in a temporary SQLite database on disk."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import islice

IN_MEMORY = 50_000
"""Names sorted without a file."""


def sorted_names(names: Iterable[str]) -> Iterator[str]:
    """The names in the order of their bytes, which is the same on every machine; memory is bounded."""
    rest = iter(names)
    first = list(islice(rest, IN_MEMORY + 1))
    if len(first) <= IN_MEMORY:
        yield from sorted(first, key=os.fsencode)
        return
    with closing(_scratch()) as database:
        database.execute("CREATE TABLE names (name BLOB NOT NULL) STRICT")
        for part in (first, rest):
            database.executemany("INSERT INTO names VALUES (?)", ((os.fsencode(name),) for name in part))
            first.clear()
        for (name,) in database.execute("SELECT name FROM names ORDER BY name"):
            yield os.fsdecode(name)


class Seen:
    """Remembers keys; about 30 bytes each, on disk once there are many."""

    def __init__(self) -> None:
        self._database = _scratch()
        self._database.execute("CREATE TABLE seen (digest BLOB PRIMARY KEY) STRICT, WITHOUT ROWID")

    def is_new(self, key: str) -> bool:
        """Whether the key was never asked about before."""
        digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        return self._database.execute("INSERT OR IGNORE INTO seen VALUES (?)", (digest,)).rowcount == 1

    def close(self) -> None:
        self._database.close()


def _scratch() -> sqlite3.Connection:
    # An empty name is a database in a temporary file that is written only when the cache is full. An iterator may be
    # moved on from several threads, one after the other.
    database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -16000", "locking_mode = EXCLUSIVE"):
        database.execute(f"PRAGMA {setting}")
    database.execute("BEGIN")
    return database
