"""The log of an evaluation run: what an engine answered to each case, and nothing that can be computed from it.

A log is one JSON Lines file. The first line is the head, every further line one case in one repeat, written when it is
done, so that a run cut short keeps what it has. Scores are not stored: they are computed from the log and the gold
whenever they are asked for, with the scorer of that day.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from summarizer.errors import InputError, OutputError
from summarizer.score import Outcome

FORMAT: Literal["summarizer-eval-1"] = "summarizer-eval-1"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Blessing(_Part):
    """Who made a run the baseline, why, and when (UTC, ISO 8601); `moved_from` are the first 16 digits of the old one's
    SHA-256."""

    by: str
    why: str
    at: str
    prompt_sha256: str | None
    moved_from: str | None = None


class Head(_Part):
    """How a run was made. `cases` are the names of all cases that were to be run, done or not."""

    format: Literal["summarizer-eval-1"] = FORMAT
    program: str
    """Version of this program."""
    engine: str
    model: str | None
    strategy: str
    prompt: str | None
    prompt_sha256: str | None
    parameters: dict[str, str | int | float | bool | None]
    gold: str
    """Folder of the gold, as it was given."""
    cases: tuple[str, ...]
    repeats: int = 1
    created_at: str
    """UTC, ISO 8601."""
    blessing: Blessing | None = None

    @property
    def label(self) -> str:
        """The run in a few words: "local qwen2.5-coder-1.5b-instruct, stepwise-v1 (5a01b2c3)"."""
        who = self.engine if not self.model or self.model == self.engine else f"{self.engine} {self.model}"
        return f"{who}, {self.prompt} ({(self.prompt_sha256 or '')[:8]})" if self.prompt else who


class Entry(_Part):
    """What became of one case in one repeat.

    `brief` is there if and only if the outcome is `scored` (the JSON of a `Brief`); else `reason` says why it is not.
    `seconds` were spent waiting for a model; an answer from a record counts what it took when it was first given.
    `asked` and `recorded` count the answers that a model gave now, and those that came from a record.
    """

    case: str
    document_sha256: str
    repeat: int = 0
    outcome: Outcome
    reason: str | None = None
    brief: dict[str, Any] | None = None
    seconds: float = 0.0
    calls: int = 0
    asked: int = 0
    recorded: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost_usd: float | None = 0.0


@dataclass(frozen=True)
class Log:
    """A whole log. `entries` are in the order of the file; a case of the head without entry was not run."""

    head: Head
    entries: tuple[Entry, ...]
    path: Path | None = None

    def of(self, case: str) -> tuple[Entry, ...]:
        """The entries of one case, by repeat."""
        return tuple(sorted((e for e in self.entries if e.case == case), key=lambda e: e.repeat))

    def blessed(self, blessing: Blessing) -> Self:
        return replace(self, head=self.head.model_copy(update={"blessing": blessing}))

    def to_text(self) -> str:
        """The content of the file."""
        return _line(self.head) + "".join(_line(entry) for entry in self.entries)


def read_log(path: Path) -> Log:
    """Read a log. A last line that was cut off in the middle (a run that was killed) is left out.

    Raises:
        InputError: there is no such file, or it is not a log.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise InputError(f"The log {path} cannot be read: {reason}.", "Give a log that `eval run` wrote.") from error
    try:
        head = Head.model_validate_json(lines[0])
        entries = tuple(_entries(lines[1:]))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "line"
        raise InputError(
            f"{path} is not a log of an evaluation run ({where}: {first['msg']}).", "Give a log that `eval run` wrote."
        ) from error
    return Log(head, entries, path)


def _entries(lines: Sequence[str]) -> Iterator[Entry]:
    for number, line in enumerate(lines, start=1):
        if not line:
            continue
        try:
            json.loads(line)
        except ValueError:
            if number == len(lines):
                return
        yield Entry.model_validate_json(line)


class LogWriter:
    """Writes a log line by line. A file of that name that is no log is left alone.

    Raises:
        OutputError: the file cannot be written, or holds something else.
    """

    def __init__(self, path: Path, head: Head) -> None:
        self.path = path
        try:
            if path.is_file() and path.stat().st_size and not _is_log(path):
                raise OutputError(f"{path} holds something that is no log.", "Give --out another name.")
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("w", encoding="utf-8")
        except OSError as error:
            raise OutputError(f"{path} cannot be written: {error.strerror}.", "Give --out another name.") from error
        self.add(head)

    def add(self, part: Head | Entry) -> None:
        """One more line, on disk before this returns."""
        try:
            self._file.write(_line(part))
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise OutputError(f"{self.path} cannot be written: {error.strerror}.") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._file.close()


def _is_log(path: Path) -> bool:
    with path.open("rb") as lines:
        first = lines.readline(1 << 20)
    return f'"{FORMAT}"'.encode() in first


def _line(part: Head | Entry) -> str:
    return json.dumps(part.model_dump(mode="json"), ensure_ascii=False, separators=(",", ":")) + "\n"
