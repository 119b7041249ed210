"""Folders and patterns: every file below a folder, in an order that is the same each time."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from fnmatch import fnmatchcase
from typing import Any, Protocol

from summarizer.batch.inputs.places import LocalFile, Place, RemoteFile
from summarizer.batch.inputs.remote import file_system, is_folder, listing
from summarizer.batch.inputs.spill import sorted_names

_MAGIC = re.compile(r"[*?\[]")


class Sort(Enum):
    """What a path leads to."""

    FILE = auto()
    FOLDER = auto()
    LINKED_FOLDER = auto()
    SPECIAL = auto()
    """A socket, a pipe or a device, which might never end."""
    MISSING = auto()


@dataclass(frozen=True)
class Entry:
    """One name in a folder. `mark` tells two folders apart however they were reached; None when they cannot loop."""

    path: str
    sort: Sort
    mark: tuple[int, int] | None = None


class Tree(Protocol):
    """Folders and files of one kind of store. Paths are parted by "/"."""

    def entry(self, path: str) -> Entry:
        """What a path leads to."""

    def entries(self, folder: str) -> Iterator[Entry]:
        """What is in a folder, by name, hidden ones too. Raises OSError or InputError."""

    def place(self, path: str) -> Place:
        """The file at a path."""


class LocalTree:
    """The folders of this machine."""

    def entry(self, path: str) -> Entry:
        try:
            found = os.stat(path)
        except (OSError, ValueError):
            return Entry(path, Sort.MISSING)
        if stat.S_ISDIR(found.st_mode):
            linked = os.path.islink(path)
            return Entry(path, Sort.LINKED_FOLDER if linked else Sort.FOLDER, (found.st_dev, found.st_ino))
        return Entry(path, Sort.FILE if stat.S_ISREG(found.st_mode) else Sort.SPECIAL)

    def entries(self, folder: str) -> Iterator[Entry]:
        with os.scandir(folder or ".") as scan:
            names = sorted_names(entry.name for entry in scan)
            yield from (self.entry(_joined(folder, name)) for name in names)

    def place(self, path: str) -> LocalFile:
        return LocalFile(path)


class RemoteTree:
    """The folders of a store; `address` is any address in it."""

    def __init__(self, address: str) -> None:
        self._system: Any
        self._system, self.root = file_system(address)
        self._address = address
        self._chain = "".join(address.partition("::")[1:])

    def entry(self, path: str) -> Entry:
        found = is_folder(self._system, path, self._address)
        return Entry(path, Sort.MISSING if found is None else Sort.FOLDER if found else Sort.FILE)

    def entries(self, folder: str) -> Iterator[Entry]:
        for path, inner in listing(self._system, folder, self._address):
            yield Entry(path, Sort.FOLDER if inner else Sort.FILE)

    def place(self, path: str) -> RemoteFile:
        return RemoteFile(f"{self._system.unstrip_protocol(path)}{self._chain}")


def walk(tree: Tree, folder: str) -> Iterator[Entry | tuple[str, OSError]]:
    """Everything below a folder that is no folder, and (path, why) for folders that cannot be listed.

    Hidden names are passed over. Links to folders are followed, but never into a folder that the walk is inside of.
    """
    stack = [(tree.entry(folder), _listed(tree, folder))]
    while stack:
        entry = next(stack[-1][1], None)
        if entry is None:
            stack.pop()
        elif isinstance(entry, tuple):
            yield entry
        elif is_hidden(entry.path):
            continue
        elif entry.sort not in (Sort.FOLDER, Sort.LINKED_FOLDER):
            yield entry
        elif entry.mark is None or all(entry.mark != above.mark for above, _ in stack):
            stack.append((entry, _listed(tree, entry.path)))


def is_pattern(path: str) -> bool:
    """Whether a path holds wildcards."""
    return _MAGIC.search(path) is not None


def matches(tree: Tree, pattern: str) -> Iterator[Entry | tuple[str, OSError]]:
    """What a pattern leads to: `*`, `?`, `[...]` inside a name, `**` for folders at any depth, links not followed.

    Hidden names match only a part of the pattern that begins with a full stop.
    """
    top = "/" if pattern.startswith("/") else ""
    parts = [part for part in pattern.split("/") if part]
    return _matching(tree, top, parts)


def _matching(tree: Tree, base: str, parts: list[str]) -> Iterator[Entry | tuple[str, OSError]]:
    part, rest = parts[0], parts[1:]
    if part == "**":
        yield from _matching(tree, base, rest or ["*"])
        for entry in _listed(tree, base):
            if isinstance(entry, Entry) and entry.sort is Sort.FOLDER and not is_hidden(entry.path):
                yield from _matching(tree, entry.path, parts)
        return
    if not is_pattern(part):
        path = _joined(base, part)
        if rest:
            yield from _matching(tree, path, rest)
        elif (entry := tree.entry(path)).sort is not Sort.MISSING:
            yield entry
        return
    for entry in _listed(tree, base):
        if isinstance(entry, tuple):
            yield entry
        elif fnmatchcase(_base(entry.path), part) and (part.startswith(".") or not is_hidden(entry.path)):
            if not rest:
                yield entry
            elif entry.sort in (Sort.FOLDER, Sort.LINKED_FOLDER):
                yield from _matching(tree, entry.path, rest)


def _listed(tree: Tree, folder: str) -> Iterator[Entry | tuple[str, OSError]]:
    try:
        yield from tree.entries(folder)
    except (FileNotFoundError, NotADirectoryError):
        return  # gone since it was seen, or a part of a pattern that leads nowhere
    except OSError as error:
        yield folder, error


def is_hidden(path: str) -> bool:
    return _base(path).startswith(".")


def _base(path: str) -> str:
    return path.rpartition("/")[2]


def _joined(folder: str, name: str) -> str:
    return name if folder in ("", ".") else f"{folder.rstrip('/')}/{name}"
