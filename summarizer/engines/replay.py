"""Recorded answers: the same client path with a file in place of the network.

A recording is one JSON Lines file, one exchange a line:

    {"key": ..., "repeat": 0, "request": {"method", "path", "body"}, "response": {"status", "seconds", "body"}}

`key` is a hash of method, path and body, `repeat` counts the exchanges with the same key. Headers, and with them
keys, are never stored. Requests that are going to be sent again (overload, time-out) are not recorded.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from summarizer.engines.completion import RECORDED_SECONDS
from summarizer.engines.failures import RETRIED_STATUSES
from summarizer.engines.meter import Meter
from summarizer.errors import OutputError, RecordingError


class RecordingTransport(httpx2.AsyncBaseTransport):
    """Passes requests on to `inner` and writes what was answered to a new file at `path`.

    Raises:
        OutputError: the file cannot be written.
    """

    def __init__(self, inner: httpx2.AsyncBaseTransport, path: Path) -> None:
        self.inner = inner
        self.path = path
        self._repeats: Counter[str] = Counter()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if _holds_something_else(path):
                raise OutputError(f"{path} holds something that is no recording.", "Give --record another name.")
            path.write_bytes(b"")
        except OSError as error:
            raise OutputError(f"The recording {path} cannot be written: {error.strerror}.") from error

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        began = time.perf_counter()
        response = await self.inner.handle_async_request(request)
        body = await response.aread()
        seconds = round(time.perf_counter() - began, 3)
        if response.status_code not in RETRIED_STATUSES and response.status_code < 500:
            asked, answered = asked_of(request), json_of(body)
            if answered is not None:
                self._write(asked, {"status": response.status_code, "seconds": seconds, "body": answered})
        return response

    async def aclose(self) -> None:
        await self.inner.aclose()

    def _write(self, asked: dict[str, Any], answered: dict[str, Any]) -> None:
        key = key_of(asked)
        line = {"key": key, "repeat": self._repeats[key], "request": asked, "response": answered}
        self._repeats[key] += 1
        # One write of a whole line to a file opened for appending: a line is there entirely or not at all.
        content = to_line(line) + b"\n"
        try:
            file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
            try:
                written = os.write(file, content)
            finally:
                os.close(file)
        except OSError as error:
            raise OutputError(f"The recording {self.path} cannot be written: {error.strerror}.") from error
        if written < len(content):
            raise OutputError(f"The recording {self.path} cannot be written: the disk is full.")


class ReplayTransport(httpx2.AsyncBaseTransport):
    """Answers requests from the recording at `path`, and from nothing else.

    A request that was recorded several times gets its answers in the recorded order, and then from the first again.
    Completions carry the recorded seconds in `RECORDED_SECONDS`; `meter` counts every answer as recorded.

    Raises:
        RecordingError: the file is missing or damaged; or, later, a request is not in it.
    """

    def __init__(self, path: Path, meter: Meter | None = None) -> None:
        self.path = path
        self.meter = meter or Meter()
        self._answers = _read(path)
        self._repeats: Counter[str] = Counter()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        asked = asked_of(request)
        key = key_of(asked)
        answers = self._answers.get(key)
        if not answers:
            raise RecordingError(
                f"The recording {self.path} holds no answer to request {key} ({subject_of(asked['body'])!r}).",
                "The prompt, the model, a parameter or the document has changed: record again.",
            )
        answer = answers[self._repeats[key] % len(answers)]
        self._repeats[key] += 1
        self.meter.recorded += 1
        return answered_again(answer, request)


_JSON = {"content-type": "application/json"}


def to_line(exchange: dict[str, Any]) -> bytes:
    """One exchange as a line of JSON, without the line break."""
    try:
        return json.dumps(exchange, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # half a surrogate pair, which a small model may write
        return json.dumps(exchange).encode()


def answered_again(answer: dict[str, Any], request: httpx2.Request) -> httpx2.Response:
    """The response that was recorded as status, seconds and body; a completion tells how long it took then."""
    body = answer["body"]
    if isinstance(body, dict) and answer["status"] == 200:
        body = {**body, RECORDED_SECONDS: answer["seconds"]}
    content = json.dumps(body).encode()
    return httpx2.Response(answer["status"], content=content, headers=_JSON, request=request)


def _holds_something_else(path: Path) -> bool:
    """Whether a file is there that starting a recording would destroy."""
    if not path.is_file():
        return False
    with path.open("rb") as lines:
        first = lines.readline(1 << 12)
    return bool(first) and not first.startswith(b'{"key": ')


def key_of(asked: dict[str, Any]) -> str:
    """The identity of a request: 32 hex digits over its canonical JSON (sorted keys)."""
    canonical = json.dumps(asked, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:32]


def asked_of(request: httpx2.Request) -> dict[str, Any]:
    """What of a request counts. The path is cut to its last two parts: the same at every endpoint."""
    path = "/".join(request.url.path.strip("/").split("/")[-2:])
    return {"method": request.method, "path": path, "body": json_of(request.content)}


def json_of(body: bytes) -> Any:
    """What a body says, None when it is no JSON."""
    try:
        return json.loads(body)
    except ValueError:
        return None


def _read(path: Path) -> dict[str, list[dict[str, Any]]]:
    try:
        lines = path.read_bytes().decode("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise RecordingError(f"The recording {path} cannot be read.", "Record it first.") from error
    answers: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for number, line in enumerate(lines, start=1):
        if not line and number == len(lines):
            break
        try:
            exchange = json.loads(line)
            key, repeat, response = exchange["key"], exchange["repeat"], exchange["response"]
            whole = key == key_of(exchange["request"]) and repeat == len(answers[key])
            whole = whole and isinstance(response["status"], int) and 100 <= response["status"] < 600
            answers[key].append({name: response[name] for name in ("status", "seconds", "body")})
        except (ValueError, KeyError, TypeError):
            whole = False
        if not whole:
            raise RecordingError(f"Line {number} of the recording {path} is damaged.", "Record again.")
    return dict(answers)


def subject_of(body: Any) -> str:
    """The first line of the last thing the user said, to tell a person which request it was."""
    messages = body.get("messages", []) if isinstance(body, dict) else []
    said = [m.get("content") for m in messages if isinstance(m, dict) and m.get("role") == "user"]
    text = said[-1] if said and isinstance(said[-1], str) else ""
    return text.strip().partition("\n")[0][:100]


@dataclass(frozen=True)
class Recorded:
    """What a request says of how it was made; the first of a recording says it of all.

    `token_limit` is the name under which the endpoint takes the longest answer in tokens.
    """

    model: str
    schema: str | None
    strict: bool
    parameters: dict[str, str | int | float | bool | None]
    token_limit: str = "max_tokens"

    @classmethod
    def of(cls, body: dict[str, Any]) -> Recorded:
        """What the body of one request says."""
        described = (body.get("response_format") or {}).get("json_schema") or {}
        parameters = {k: v for k, v in body.items() if k not in _PER_REQUEST and not isinstance(v, dict | list)}
        limit = "max_completion_tokens" if "max_completion_tokens" in body else "max_tokens"
        return cls(str(body.get("model")), described.get("name"), described.get("strict") is True, parameters, limit)


def recorded(path: Path) -> Recorded:
    """How the answers of a recording were asked for, so that the same requests can be made again.

    Raises:
        RecordingError: the file is missing, damaged or empty.
    """
    _read(path)
    with path.open(encoding="utf-8") as lines:
        first = lines.readline()
    body = json.loads(first)["request"]["body"] if first.strip() else None
    if not isinstance(body, dict):
        raise RecordingError(f"The recording {path} is empty.", "Record it first.")
    return Recorded.of(body)


# What belongs to one request rather than to all requests of a run.
_PER_REQUEST = frozenset(
    "model messages response_format max_tokens max_completion_tokens logprobs top_logprobs".split()
)
