"""Giving memory back to the operating system, where Linux and glibc allow it; elsewhere nothing happens."""

from __future__ import annotations

import ctypes
import sys
import time
from collections.abc import Iterator
from pathlib import Path

MAPS = Path("/proc/self/maps")
MADV_DONTNEED = 4


def trim() -> None:
    """Return what the allocator holds free."""
    trim_ = getattr(_libc(), "malloc_trim", None)
    if trim_ is not None:
        trim_(0)


def release_pages(path: Path) -> None:
    """Drop the resident pages of a file mapped for reading. Whoever reads them again gets them from the file."""
    madvise = getattr(_libc(), "madvise", None)
    if madvise is None:
        return
    for start, end in _mappings(path):
        madvise(ctypes.c_void_p(start), ctypes.c_size_t(end - start), MADV_DONTNEED)


def wait_until_unmapped(path: Path, seconds: float = 5.0) -> None:
    """Wait until nothing maps the file any more, at most `seconds`: a runtime gives its model up in the background."""
    deadline = time.monotonic() + seconds
    while any(_mappings(path)) and time.monotonic() < deadline:
        time.sleep(0.02)


def _mappings(path: Path) -> Iterator[tuple[int, int]]:
    """Address ranges of read-only mappings of `path`; a writable one must not lose its pages."""
    if not MAPS.exists():
        return
    for line in MAPS.read_text(encoding="utf-8", errors="replace").splitlines():
        fields = line.split(maxsplit=5)
        if len(fields) == 6 and fields[5] == str(path.resolve()) and "w" not in fields[1]:
            start, _, end = fields[0].partition("-")
            yield int(start, 16), int(end, 16)


def _libc() -> ctypes.CDLL | None:
    return ctypes.CDLL(None) if sys.platform == "linux" else None
