"""The loopback server with OpenAI's batch protocol: /files and /batches, as the API reference describes them.

https://platform.openai.com/docs/api-reference/batch: a file of JSON lines is uploaded, a batch is made of it, its
status is asked until it is one of `ENDED`, and its answers are fetched as one file, its failures as another.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from typing import Any

from tests.loopback.behaviours import Behaviour, error
from tests.loopback.server import Loopback, Received, _Handler

ENDED = ("failed", "completed", "expired", "cancelled")
NOT_RUN = {
    "expired": ("batch_expired", "This request could not be executed before the completion window expired."),
    "cancelled": ("batch_cancelled", "This request was cancelled."),
}


@dataclass(frozen=True)
class Fate:
    """What becomes of one batch.

    Args:
        status: the one it ends with.
        polls: how often it is asked before it ends; a number that is never reached keeps it in progress.
        answered: how many of its requests are carried out before an end that is not "completed"; None means all.
        errors: why it failed, in the shape of `Batch.errors.data`.
        lost: how many answers are in neither file, as no provider should leave them.
    """

    status: str = "completed"
    polls: int = 2
    answered: int | None = None
    errors: tuple[dict[str, Any], ...] = ()
    lost: int = 0


@dataclass
class _Batch:
    id: str
    input_file_id: str
    fate: Fate
    metadata: dict[str, str] | None
    status: str = "validating"
    polls: int = 0
    errors: list[dict[str, Any]] = field(default_factory=list)
    output_file_id: str | None = None
    error_file_id: str | None = None
    counts: dict[str, int] = field(default_factory=lambda: {"total": 0, "completed": 0, "failed": 0})


class BatchLoopback(Loopback):
    """Batches answer as `react` says, request by request; `fates` are those of the batches in their order, the last
    one goes on. `troubles` are answers to the next requests of the batch protocol itself, by method and path.
    """

    def __init__(self, react: Callable[[Received], Behaviour], *fates: Fate) -> None:
        super().__init__()
        self.react = react
        self.fates = list(fates) or [Fate()]
        self.troubles: dict[tuple[str, str], list[Behaviour]] = {}
        self.max_requests = 50_000
        self.files: dict[str, bytes] = {}
        self.uploaded: list[str] = []
        self.deleted: list[str] = []
        self.batches: dict[str, _Batch] = {}
        self.asked: list[Received] = []
        self.directly: list[Received] = []
        self._server.RequestHandlerClass = _BatchHandler

    def receive(self, request: Received) -> Behaviour:
        with self._lock:
            self.requests.append(request)
            path = request.path.partition("?")[0].removeprefix("/v1")
            trouble = self.troubles.get((request.method, path))
            if trouble:
                return trouble.pop(0)
            match [request.method, *path.strip("/").split("/")]:
                case ["POST", "chat", "completions"]:
                    self.directly.append(request)
                    return self.react(request)
                case ["POST", "files"]:
                    return self._upload(request.body)
                case ["GET", "files", name, "content"] if name in self.files:
                    return Behaviour(body=self.files[name], headers={"content-type": "application/octet-stream"})
                case ["DELETE", "files", name] if name in self.files:
                    self.deleted.append(name)
                    return Behaviour(body={"id": name, "object": "file", "deleted": True})
                case ["POST", "batches"]:
                    return self._create(request.body)
                case ["GET", "batches"]:
                    listed = [self._shown(batch) for batch in reversed(self.batches.values())]
                    return Behaviour(body={"object": "list", "data": listed, "has_more": False})
                case ["GET", "batches", name] if name in self.batches:
                    return self._poll(self.batches[name])
                case ["POST", "batches", name, "cancel"] if name in self.batches:
                    self.batches[name].fate = Fate("cancelled", polls=0, answered=0)
                    return Behaviour(body=self._shown(self.batches[name]))
            return error(404, f"no such path: {request.path}")

    def lines(self, name: str) -> list[dict[str, Any]]:
        """The lines of a file."""
        return [json.loads(line) for line in self.files[name].splitlines()]

    def _upload(self, body: dict[str, Any]) -> Behaviour:
        if body.get("purpose") != "batch":
            return error(400, "purpose must be batch")
        name = f"file-{len(self.files) + 1}"
        self.files[name] = body["file"]
        self.uploaded.append(name)
        shown = {"id": name, "object": "file", "bytes": len(body["file"]), "created_at": 1_700_000_000}
        return Behaviour(body={**shown, "filename": "batch.jsonl", "purpose": "batch", "status": "processed"})

    def _create(self, body: dict[str, Any]) -> Behaviour:
        if body.get("endpoint") != "/v1/chat/completions" or body.get("completion_window") != "24h":
            return error(400, "endpoint or completion_window is wrong")
        fate = self.fates.pop(0) if len(self.fates) > 1 else self.fates[0]
        batch = _Batch(f"batch_{len(self.batches) + 1}", body["input_file_id"], fate, body.get("metadata"))
        self.batches[batch.id] = batch
        return Behaviour(body=self._shown(batch))

    def _poll(self, batch: _Batch) -> Behaviour:
        if batch.status not in ENDED:
            batch.polls += 1
            batch.status = "in_progress"
            batch.errors = list(batch.fate.errors) or self._faults(batch)
            if batch.errors:
                batch.status = "failed"
            elif batch.polls > batch.fate.polls:
                self._end(batch)
        return Behaviour(body=self._shown(batch))

    def _faults(self, batch: _Batch) -> list[dict[str, Any]]:
        """What the validation of a file finds."""
        lines = self.lines(batch.input_file_id)
        found: list[dict[str, Any]] = []
        if len(lines) > self.max_requests:
            found.append({"code": "too_many_tasks", "message": "too many requests", "line": None, "param": None})
        if len({line["custom_id"] for line in lines}) < len(lines):
            found.append({"code": "duplicate_custom_id", "message": "not unique", "line": 2, "param": "custom_id"})
        if len({line["body"]["model"] for line in lines}) > 1:
            found.append({"code": "mismatched_model", "message": "one model a file", "line": 2, "param": "body.model"})
        return found

    def _end(self, batch: _Batch) -> None:
        lines, fate = self.lines(batch.input_file_id), batch.fate
        carried_out = len(lines) if fate.status == "completed" or fate.answered is None else fate.answered
        good: list[dict[str, Any]] = []
        bad: list[dict[str, Any]] = []
        for number, line in enumerate(lines):
            told: dict[str, Any] = {"id": f"batch_req_{number}", "custom_id": line["custom_id"], "error": None}
            if number >= carried_out:
                code, message = NOT_RUN[fate.status]
                bad.append({**told, "response": None, "error": {"code": code, "message": message}})
                continue
            asked = Received(line["method"], line["url"], {}, line["body"])
            self.asked.append(asked)
            behaviour = self.react(asked)
            body = json.loads(behaviour.bytes_for(line["body"]))
            response = {"status_code": behaviour.status, "request_id": f"req_{number}", "body": body}
            (good if behaviour.status == 200 else bad).append({**told, "response": response})
        # A provider promises no order.
        good = good[::-1][: len(good) - fate.lost]
        batch.status = fate.status
        batch.counts = {"total": len(lines), "completed": len(good), "failed": len(bad)}
        batch.output_file_id = self._kept(good)
        batch.error_file_id = self._kept(bad)

    def _kept(self, lines: list[dict[str, Any]]) -> str | None:
        if not lines:
            return None
        name = f"file-{len(self.files) + 1}"
        self.files[name] = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
        return name

    def _shown(self, batch: _Batch) -> dict[str, Any]:
        return {
            "id": batch.id,
            "object": "batch",
            "endpoint": "/v1/chat/completions",
            "completion_window": "24h",
            "created_at": 1_700_000_100,
            "input_file_id": batch.input_file_id,
            "output_file_id": batch.output_file_id,
            "error_file_id": batch.error_file_id,
            "status": batch.status,
            "errors": {"object": "list", "data": batch.errors} if batch.errors else None,
            "request_counts": batch.counts,
            "metadata": batch.metadata,
        }


class _BatchHandler(_Handler):
    """Takes uploads, which are forms of several parts, and DELETE."""

    def do_POST(self) -> None:
        content_type = self.headers.get("content-type", "")
        if not content_type.startswith("multipart/form-data"):
            super().do_POST()
            return
        content = self.rfile.read(int(self.headers.get("content-length", 0)))
        form = message_from_bytes(b"content-type: " + content_type.encode() + b"\r\n\r\n" + content, policy=policy.HTTP)
        asked: dict[str, Any] = {}
        for part in form.iter_parts():
            name = part.get_param("name", header="content-disposition")
            value = part.get_payload(decode=True)
            assert isinstance(value, bytes)
            asked[str(name)] = value if name == "file" else value.decode()
        self._answer(asked)

    def do_DELETE(self) -> None:
        self._answer({})
