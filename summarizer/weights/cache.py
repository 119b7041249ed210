"""The folder that holds the weights, what is written in it, and the lock that keeps two writers apart."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from summarizer.errors import WeightsError

CACHE_VARIABLE = "SUMMARIZER_CACHE"
OFFLINE_VARIABLE = "SUMMARIZER_OFFLINE"
HASH_BLOCK = 1 << 22


def cache_folder() -> Path:
    """Where weights are kept: `$SUMMARIZER_CACHE/weights`, else the user's cache folder. It need not exist yet.

    Raises:
        WeightsError: the variable names the home of a user who is not there.
    """
    import platformdirs

    chosen = os.environ.get(CACHE_VARIABLE)
    if not chosen:
        return Path(platformdirs.user_cache_dir("summarizer", appauthor=False)) / "weights"
    try:
        return Path(chosen).expanduser() / "weights"
    except RuntimeError as error:  # "~name" of nobody here
        raise WeightsError(f"{CACHE_VARIABLE} names the folder {chosen}, which is nobody's.", "Correct it.") from error


def is_offline(asked: bool = False) -> bool:
    """Whether the network is out of bounds, by argument or by SUMMARIZER_OFFLINE."""
    return asked or os.environ.get(OFFLINE_VARIABLE, "").strip().lower() not in ("", "0", "false", "no")


@dataclass(frozen=True)
class Stamp:
    """That a file was hashed, and how it looked then. While it still looks so, it is not hashed again."""

    sha256: str
    size: int
    mtime_ns: int
    inode: int
    verified_at: str

    @classmethod
    def of(cls, path: Path, sha256: str) -> Stamp:
        """A stamp for `path`, whose bytes were just found to hash to `sha256`."""
        seen = path.stat()
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return cls(sha256, seen.st_size, seen.st_mtime_ns, seen.st_ino, now)

    def holds(self, path: Path, sha256: str) -> bool:
        """Whether `path` is still the file that was hashed, and `sha256` the hash that was found."""
        seen = path.stat()
        return (self.sha256, self.size, self.mtime_ns, self.inode) == (
            sha256,
            seen.st_size,
            seen.st_mtime_ns,
            seen.st_ino,
        )


def read_stamp(folder: Path, name: str) -> Stamp | None:
    """The stamp of the model `name`, or None when there is none that can be read."""
    try:
        return Stamp(**json.loads(_stamp_path(folder, name).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write_stamp(folder: Path, name: str, stamp: Stamp) -> None:
    """Keep the stamp. A cache that cannot be written to only costs the next start another hashing."""
    try:
        write_atomically(_stamp_path(folder, name), json.dumps(asdict(stamp), indent=1))
    except OSError:
        return


def drop_stamp(folder: Path, name: str) -> None:
    _stamp_path(folder, name).unlink(missing_ok=True)


def _stamp_path(folder: Path, name: str) -> Path:
    return folder / f"{name}.verified.json"


def write_atomically(path: Path, text: str) -> None:
    """Replace `path` by `text` so that a reader sees the old content or the new, never half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.{os.getpid()}.new")
    aside.write_text(text, encoding="utf-8")
    aside.replace(path)


def hash_file(path: Path) -> str:
    """The SHA-256 of the file's bytes, in lower-case hex."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(HASH_BLOCK):
            digest.update(block)
    return digest.hexdigest()


@contextmanager
def locked(folder: Path, name: str, seconds: float) -> Iterator[None]:
    """Hold the model `name` alone, also against other processes.

    Raises:
        WeightsError: another process still holds it after `seconds`, or the folder cannot be written.
    """
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / f"{name}.lock")
        lock.acquire(timeout=seconds)
    except Timeout:
        raise WeightsError(
            f"Another process is fetching {name} into {folder}.", "Wait until it has finished, or stop it."
        ) from None
    except OSError as error:
        raise WeightsError(
            f"The cache folder {folder} cannot be written ({error.strerror}).",
            f"Make it writable, or name another folder in {CACHE_VARIABLE}.",
        ) from error
    try:
        yield
    finally:
        lock.release()
