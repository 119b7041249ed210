"""Sources that a run was given and whose end it has not seen: kept in the run, so that a resume goes on with them.

Without this a run that was stopped early would know only the documents it had come to, and call itself finished.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from summarizer.store import Run

STDIN = "-"
_PREFIX = "intake."


@dataclass(frozen=True)
class Intake:
    """Sources as they were given (in full when this is another folder than then), and how to read them."""

    name: str
    sources: tuple[str, ...]
    reading: dict[str, Any] = field(default_factory=dict)

    @property
    def can_be_read_again(self) -> bool:
        """What came on standard input cannot."""
        return STDIN not in self.sources


def begin(store: Run, sources: Sequence[str], reading: Mapping[str, Any]) -> Intake:
    """Note in the run that these sources are being taken in."""
    given = {"sources": list(sources), "folder": os.getcwd(), "reading": dict(reading)}
    told = json.dumps(given, sort_keys=True, ensure_ascii=False)
    name = _PREFIX + hashlib.sha256(told.encode()).hexdigest()[:16]
    store.keep(name, told)
    return _read(name, told)


def end(store: Run, intake: Intake) -> None:
    """All its sources have been seen."""
    store.keep(intake.name, None)


def pending(store: Run) -> list[Intake]:
    """What an earlier sitting has not seen the end of."""
    return [_read(name, told) for name, told in store.kept(_PREFIX).items()]


def _read(name: str, told: str) -> Intake:
    given = json.loads(told)
    reading = {key: tuple(value) if isinstance(value, list) else value for key, value in given["reading"].items()}
    folder = given["folder"]
    moved = folder != os.getcwd()
    return Intake(name, tuple(_in_full(s, folder) if moved else s for s in given["sources"]), reading)


def _in_full(source: str, folder: str) -> str:
    """The same place, seen from another folder."""
    if source == STDIN or "://" in source or source.startswith("feed:"):
        return source
    if source.startswith("@"):
        return "@" + os.path.join(folder, source[1:])
    return os.path.join(folder, source)
