"""Kept answers: what a model said of one document is asked once, and given again as long as the question is the same.

One JSON Lines file a document, one exchange a line, added to and never overwritten:

    {"key", "turn", "repeat", "document_sha256", "prompt_sha256", "schema", "model", "parameters",
     "request": {"method", "path", "body"}, "response": {"status", "seconds", "body"}}

`key` is a hash of method, path and body, of the document and of the repeat. The body holds the words of the prompt, the
passage, the answer's schema, the model and the parameters: a question that changed in any of them is another question,
and all others keep their answers. `turn` counts the same question asked again within one run. `prompt_sha256` tells
under which prompt the question was first asked; it may since have come back under another. Headers, and with them keys,
are never stored. Neither are failures that say nothing of the question: overload, a wrong key, an empty answer.
"""

from __future__ import annotations

import errno
import json
import os
import tempfile
import time
from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import RawIOBase
from pathlib import Path
from typing import Any

import httpx2

from summarizer.engines.failures import POLICY_CODES, POLICY_STATUSES, POLICY_WORDS, TOO_LONG
from summarizer.engines.meter import Meter
from summarizer.engines.replay import Recorded, answered_again, asked_of, json_of, key_of, to_line
from summarizer.errors import OutputError, RecordingError
from summarizer.weights.cache import write_atomically

LOCK_SECONDS = 30.0
_BEGINNING = b'{"key": '


@dataclass(frozen=True)
class Run:
    """What the answers belong to: the SHA-256 of the document and of the prompt, and which repeat it is, from 0."""

    document_sha256: str
    prompt_sha256: str | None = None
    repeat: int = 0


class RecordsTransport(httpx2.AsyncBaseTransport):
    """Answers requests from the kept answers at `path`; what is not there goes to `inner`, and its answer is kept.

    Args:
        inner: who is asked what was never asked before; None asks nobody.
        path: the file; one that is missing holds nothing yet, and is made with the first answer.
        run: what the answers belong to.
        meter: where answers from the file are counted, and the lines in use are named.

    Raises:
        RecordingError: the file is damaged; or, later, there is no answer and nobody to ask.
        OutputError: later, an answer cannot be kept.
    """

    def __init__(
        self, inner: httpx2.AsyncBaseTransport | None, path: Path, run: Run, meter: Meter | None = None
    ) -> None:
        self.inner = inner
        self.path = path
        self.run = run
        self.meter = meter or Meter()
        self._answers: dict[str, dict[str, Any]] = {}
        for line, _ in _lines(path):
            # Of two processes that asked the same at the same time, the first one speaks.
            self._answers.setdefault(name_of(line["key"], line["turn"]), line["response"])
        self._turns: defaultdict[str, set[int]] = defaultdict(set)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        asked = asked_of(request)
        key = question_key(asked, self.run)
        taken = self._turns[key]
        turn = next(n for n in range(len(taken) + 1) if n not in taken)
        taken.add(turn)
        kept = self._answers.get(name_of(key, turn))
        if kept is not None:
            self.meter.recorded += 1
            self.meter.used.add(name_of(key, turn))
            return answered_again(kept, request)
        stays = False
        try:
            response, stays = await self._ask(request, asked, key, turn)
            return response
        finally:
            # What failed will be asked once more, and is then no second question.
            if not stays:
                taken.discard(turn)

    async def aclose(self) -> None:
        if self.inner is not None:
            await self.inner.aclose()

    async def _ask(
        self, request: httpx2.Request, asked: dict[str, Any], key: str, turn: int
    ) -> tuple[httpx2.Response, bool]:
        """The answer of `inner`, and whether it was one to keep."""
        if self.inner is None:
            raise RecordingError(
                f"{self.path} keeps no answer to {_question(asked['body'])} (request {key}).",
                "Its prompt, model, parameters or document have changed: run again with leave to ask the model.",
            )
        began = time.perf_counter()
        response = await self.inner.handle_async_request(request)
        body = json_of(await response.aread())
        answer = {"status": response.status_code, "seconds": round(time.perf_counter() - began, 3), "body": body}
        if not _is_outcome(response.status_code, body):
            return response, False
        _append(self.path, _line(key, turn, self.run, asked, answer))
        self._answers[name_of(key, turn)] = answer
        self.meter.used.add(name_of(key, turn))
        return response, True


def question_key(asked: dict[str, Any], run: Run) -> str:
    """The identity of a question: 32 hex digits over the request, the document and the repeat.

    Endpoints have two names for the longest answer in tokens; under either it is the same question.
    """
    body = asked["body"]
    if isinstance(body, dict) and "max_completion_tokens" in body:
        body = {**body, "max_tokens": body["max_completion_tokens"]}
        del body["max_completion_tokens"]
    return key_of({**asked, "body": body, "document": run.document_sha256, "repeat": run.repeat})


def name_of(key: str, turn: int) -> str:
    """The name of a line, as it stands in `Meter.used`."""
    return f"{key}:{turn}"


def prune(path: Path, used: Collection[str]) -> int:
    """Rewrite the file with nothing but the lines in use, whole or not at all; gives the number of lines taken out.

    Args:
        path: a file of kept answers; nothing is done when it is missing. Without any line in use it is removed.
        used: names of lines, as `Meter.used` holds them; of every run whose answers are to stay.

    Raises:
        RecordingError: the file is damaged.
        OutputError: it cannot be written.
    """
    with _written(path), _locked(path):
        lines = list(_lines(path))
        stay: dict[str, bytes] = {}
        for line, content in lines:
            name = name_of(line["key"], line["turn"])
            if name in used:
                stay.setdefault(name, content)
        if not stay:
            path.unlink(missing_ok=True)
        elif len(stay) < len(lines):
            write_atomically(path, b"".join(content + b"\n" for content in stay.values()).decode())
    return len(lines) - len(stay)


def _is_outcome(status: int, body: Any) -> bool:
    """Whether a response says something of the question: an answer, a refusal, or that it does not fit the model."""
    if status == 200:
        choices = body.get("choices") if isinstance(body, dict) else None
        first = choices[0] if isinstance(choices, list) and choices else None
        return isinstance(first, dict) and first.get("message") is not None
    if body is None:
        return False
    told = json.dumps(body)
    refused = POLICY_WORDS.search(told) or any(code in told for code in POLICY_CODES)
    too_long = TOO_LONG.search(told) or "context_length_exceeded" in told
    return status == 413 or bool((status in POLICY_STATUSES and refused) or (status == 400 and too_long))


def _question(body: Any) -> str:
    """How a question begins, to tell a person which one it was: the first two lines of what was said last."""
    messages = body.get("messages") if isinstance(body, dict) else None
    said = [m.get("content") for m in messages or () if isinstance(m, dict) and m.get("role") == "user"]
    lines = [line.strip()[:100] for line in str(said[-1] if said else "").splitlines() if line.strip()]
    return repr(" / ".join(lines[:2]))


# The file -------------------------------------------------------------------------------------------------------


def _line(key: str, turn: int, run: Run, asked: dict[str, Any], answer: dict[str, Any]) -> bytes:
    body = asked["body"] if isinstance(asked["body"], dict) else {}
    made = Recorded.of(body)
    return to_line(
        {
            "key": key,
            "turn": turn,
            "repeat": run.repeat,
            "document_sha256": run.document_sha256,
            "prompt_sha256": run.prompt_sha256,
            "schema": made.schema,
            "model": made.model,
            "parameters": made.parameters,
            "request": asked,
            "response": answer,
        }
    )


def _lines(path: Path) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Every line and its bytes. A last one that was cut off by the end of its run is left out."""
    try:
        if path.exists() and not path.is_file():
            raise RecordingError(f"The kept answers {path} are no file.", "Give another path.")
        contents = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return
    except OSError as error:
        raise RecordingError(f"The kept answers {path} cannot be read: {error.strerror}.") from error
    for number, content in enumerate(contents, start=1):
        if number == len(contents) and _is_torn(content):
            return
        line = _whole(content)
        if line is None:
            raise RecordingError(
                f"Line {number} of the kept answers {path} is damaged.", "Take the line out, and it will be asked anew."
            )
        yield line, content


def _whole(content: bytes) -> dict[str, Any] | None:
    """What a line says, None unless all of it is there and the key is that of its request."""
    try:
        line = json.loads(content)
        key = question_key(line["request"], Run(line["document_sha256"], repeat=line["repeat"]))
        turn, status, seconds = line["turn"], line["response"]["status"], line["response"]["seconds"]
        sound = isinstance(turn, int) and isinstance(seconds, int | float) and 100 <= status < 600
        return line if line["key"] == key and sound and "body" in line["response"] else None
    except (ValueError, KeyError, TypeError):
        return None


def _is_torn(content: bytes) -> bool:
    """Whether the bytes after the last line break are nothing, or the beginning of a line, and not of another file."""
    return _whole(content) is None and content[: len(_BEGINNING)] == _BEGINNING[: len(content)]


def _append(path: Path, line: bytes) -> None:
    """Add a line after the last whole one; on disk it is there entirely or not at all."""
    with _written(path), _locked(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab+", buffering=0) as file:
            size = file.seek(0, os.SEEK_END)
            before = b""
            if size and not _ends_a_line(file):
                whole, _, tail = path.read_bytes().rpartition(b"\n")
                if _is_torn(tail):
                    size = len(whole) + 1 if whole else 0
                    file.truncate(size)
                else:
                    before = b"\n"
            content = before + line + b"\n"
            if file.write(content) < len(content):
                file.truncate(size)
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _ends_a_line(file: RawIOBase) -> bool:
    file.seek(-1, os.SEEK_END)
    return file.read(1) == b"\n"


@contextmanager
def _written(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(f"The kept answers {path} cannot be written: {error.strerror or error}.") from error


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the file alone, also against other processes of this user.

    One lock serves all files: it is held for a moment only, and does not lie among what is kept.
    """
    from filelock import FileLock, Timeout

    user = os.getuid() if hasattr(os, "getuid") else 0
    lock = FileLock(Path(tempfile.gettempdir()) / f"summarizer-records-{user}.lock")
    try:
        lock.acquire(timeout=LOCK_SECONDS)
    except Timeout:
        raise OutputError(f"Another process holds the kept answers {path}.", "Wait until it has finished.") from None
    try:
        yield
    finally:
        lock.release()
