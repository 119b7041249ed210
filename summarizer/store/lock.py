"""One writer at a time: a lock of the operating system on a file beside the run, let go even by a SIGKILL."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import StoreError

if TYPE_CHECKING:
    from filelock import BaseFileLock


def lock_path(run: Path) -> Path:
    """The file that is locked. It stays when the lock is let go: deleting it would let two writers in."""
    return run.with_name(f".{run.name}.lock")


def hold(run: Path) -> BaseFileLock | None:
    """The lock, held; None when another writer holds it.

    A process forked while it is held keeps it too; one that is spawned does not.

    Raises:
        StoreError: the file to lock cannot be made.
    """
    from filelock import FileLock, Timeout

    # Not the run itself: SQLite locks that one, and closing a second handle on it would undo its locks.
    lock = FileLock(lock_path(run), timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        return None
    except OSError as error:
        raise StoreError(
            f"{run} cannot be written to: its lock could not be made ({error.strerror or error}).",
            "Make its folder writable, or give another place.",
        ) from error
    return lock
