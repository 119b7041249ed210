"""A run that stands in a store which fsspec reaches (s3://bucket/talks.run): worked on here, and carried back.

SQLite needs a file of this machine. The live file lies in the user's folder for state; a consistent copy of it replaces
the one in the store every minute and at the end. A process that is killed loses nothing: the live file is still there,
and a resume on this machine goes on with it. A resume on another machine goes on with the last copy.

A store has no locks. Who finds that the copy there is not the one it left replaces nothing and says so; two machines
should not work on one run at the same time.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from summarizer.batch.inputs.remote import SCHEME, check_store, explained, file_system
from summarizer.errors import OutputError, StoreError, SummarizerError
from summarizer.store.database import explained as explained_sqlite
from summarizer.store.lock import hold
from summarizer.weights import is_offline

EVERY_SECONDS = 60.0
BLOCK = 1 << 22


def is_away(place: str) -> bool:
    """Whether a place is the address of a store, and no path of this machine, which file:// is too."""
    return bool(SCHEME.match(place)) and _named(place) is None


def here(place: str) -> Path:
    """The path that a place on this machine is, also where it is written file://..."""
    return _named(place) or Path(place)


@contextmanager
def at_hand(
    place: str,
    *,
    write: bool = False,
    offline: bool = False,
    tell: Callable[[str], None] = lambda _: None,
    every: float = EVERY_SECONDS,
) -> Iterator[Path]:
    """The file of a run, wherever the run stands, for `summarizer.store.open_run`; it need not exist yet.

    Args:
        place: a path, or an address of fsspec.
        write: carry back what changes, every so many seconds and at the end.
        offline: refuse stores that need the network.
        tell: called with a sentence when a copy could not be carried back, which is tried again.

    Raises:
        InputError: the store cannot be reached.
        StoreError: the run was changed elsewhere, or another process of this machine works on it.
        OutputError: the last copy could not be carried back; it says where the live file is.
    """
    if not is_away(place):
        yield here(place)
        return
    check_store(place, offline=is_offline(offline))
    system, path = file_system(place)
    with tempfile.TemporaryDirectory() as scratch:
        run = Away(place, system, path, _folder(place) if write else Path(scratch))
        if not write:
            run.fetch()
            if not run.file.exists():
                raise StoreError(f"There is no run {place}.", f"`summarizer batch SOURCES... --out {place}` makes one.")
            yield run.file
            return
        with run.held():
            run.fetch()
            with run.carried_back(every, tell):
                yield run.file


def send(file: Path, address: str) -> None:
    """Put a file at an address, all of it or nothing.

    Raises:
        InputError: there is no such store.
        OutputError: it could not be written.
    """
    system, path = file_system(address)
    _send(file, system, path, address)


@dataclass(frozen=True)
class Mark:
    """What is known of the copy in the store, kept beside the live file.

    Args:
        version: of the copy, as the store tells it; None while there is none.
        saved: the live file holds nothing that the copy does not.
        sending: SHA-256 of a copy that is on its way, of which nobody may have heard whether it arrived.
    """

    version: str | None = None
    saved: bool = True
    sending: str | None = None


class Away:
    """One run in a store, and its live file here.

    Args:
        system, path: the file system of fsspec, and the path inside it.
        folder: where the live file is.
    """

    def __init__(self, address: str, system: Any, path: str, folder: Path) -> None:
        self.address, self._system, self._path = address, system, path
        self.file = folder / (Path(path).name or "run")
        self._noted = folder / "mark.json"
        self._sent = ""

    @contextmanager
    def held(self) -> Iterator[None]:
        """Held against other processes of this machine. Raises StoreError when one of them works on it."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        lock = hold(self._noted)
        if lock is None:
            raise StoreError(f"{self.address} is being written to by another process.", "Wait until it has finished.")
        try:
            yield
        finally:
            lock.release()

    def fetch(self) -> None:
        """Make the live file what the run is: the copy in the store, or what this machine made of it since."""
        version, mark = self._version(), self._mark()
        if self.file.exists():
            if version == mark.version:
                return
            if mark.sending is not None and version is not None and self._digest_there() == mark.sending:
                self._note(Mark(version, saved=False))
                return
            if not mark.saved:
                raise StoreError(
                    f"{self.address} was changed or removed elsewhere, while this machine has work on it that was "
                    f"never carried back, in {self.file}.",
                    "Move that file away to go on with what is in the store, or copy it there to go on with it.",
                )
        self._forget()
        if version is not None:
            with explained(self.address):
                self._system.get_file(self._path, str(self.file))
        self._note(Mark(version))

    @contextmanager
    def carried_back(self, every: float, tell: Callable[[str], None]) -> Iterator[None]:
        """While it lasts, a copy is carried back every so many seconds, and once more at its end."""
        over = threading.Event()

        def now_and_then() -> None:
            while not over.wait(every):
                try:
                    self.carry_back()
                except SummarizerError as error:
                    tell(f"{error.what} It is tried again.")

        self._note(replace(self._mark(), saved=False))
        thread = threading.Thread(target=now_and_then, daemon=True, name="carrying back")
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()
            self.carry_back()
            self._note(replace(self._mark(), saved=True))

    def carry_back(self) -> None:
        """Replace the copy in the store by one of the live file as it is now.

        Raises:
            StoreError: the copy there is another than this machine left.
            OutputError: it could not be written.
        """
        if not self.file.exists():
            return
        with tempfile.TemporaryDirectory(dir=self.file.parent) as folder:
            copy = Path(folder) / "copy"
            _copy(self.file, copy)
            digest = _digest(copy)
            if digest == self._sent:
                return
            mark = self._mark()
            if self._version() != mark.version:
                raise StoreError(
                    f"{self.address} was changed by somebody else meanwhile and is left as it is; what was done here "
                    f"is in {self.file}."
                )
            self._note(replace(mark, sending=digest))
            try:
                _send(copy, self._system, self._path, self.address)
            except OutputError as error:
                raise OutputError(f"{error.what} What was done is in {self.file}.", error.todo) from error
            self._note(Mark(self._version(), saved=False))
            self._sent = digest

    def _version(self) -> str | None:
        """Different for every copy; None when there is none."""
        with explained(self.address):
            try:
                self._system.invalidate_cache()
                return str(self._system.checksum(self._path))
            except FileNotFoundError:
                return None

    def _digest_there(self) -> str:
        with tempfile.TemporaryDirectory() as folder, explained(self.address):
            self._system.get_file(self._path, f"{folder}/copy")
            return _digest(Path(folder) / "copy")

    def _mark(self) -> Mark:
        try:
            return Mark(**json.loads(self._noted.read_text("utf-8")))
        except FileNotFoundError:
            return Mark()

    def _note(self, mark: Mark) -> None:
        new = self._noted.with_suffix(".new")
        new.write_text(json.dumps(asdict(mark)), "utf-8")
        new.replace(self._noted)

    def _forget(self) -> None:
        for ending in ("", "-wal", "-shm"):
            self.file.with_name(f"{self.file.name}{ending}").unlink(missing_ok=True)


def _copy(file: Path, target: Path) -> None:
    """A consistent copy, whoever writes meanwhile: one step of SQLite's backup."""
    with (
        explained_sqlite(file),
        closing(sqlite3.connect(f"{file.as_uri()}?mode=rw", uri=True)) as live,
        closing(sqlite3.connect(target)) as copy,
    ):
        live.backup(copy)


def _send(file: Path, system: Any, path: str, address: str) -> None:
    try:
        with file.open("rb") as source, system.transaction, system.open(path, "wb") as target:
            shutil.copyfileobj(source, target, BLOCK)
    except Exception as error:  # fsspec and the packages behind it share no class of failures
        reason = str(error) or type(error).__name__
        raise OutputError(f"{address} could not be written: {reason}.", "Check the address and your rights.") from error


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _named(place: str) -> Path | None:
    """The path that a file:// address names."""
    with suppress(ValueError):
        parts = urlsplit(place)
        if parts.scheme.lower() in ("file", "local") and "::" not in place:
            return Path(url2pathname(parts.path))
    return None


def _folder(address: str) -> Path:
    import platformdirs

    state = Path(platformdirs.user_state_dir("summarizer", appauthor=False))
    return state / "runs" / hashlib.sha256(address.encode()).hexdigest()[:16]
