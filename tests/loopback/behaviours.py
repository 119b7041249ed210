"""What the loopback server can do with one request."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

Content = str | Callable[[dict[str, Any]], str]
"""The text of an answer, or a function that makes it of the request's JSON body."""


@dataclass(frozen=True)
class Behaviour:
    """One scripted reply.

    Args:
        status, headers: of the response.
        body: the response's JSON, or raw bytes, or a function of the request's JSON body that gives either.
        delay: seconds to wait before anything is sent.
        cut: reset the connection in the middle of the body.
        silent: never answer.
    """

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = b""
    delay: float = 0.0
    cut: bool = False
    silent: bool = False

    def bytes_for(self, asked: dict[str, Any]) -> bytes:
        body = self.body(asked) if callable(self.body) else self.body
        if isinstance(body, bytes):
            return body
        if asked.get("stream") and self.status == 200:
            return b"".join(_events(body)) + b"data: [DONE]\n\n"
        return json.dumps(body).encode()


def ok(
    content: Content,
    *,
    tokens_in: int = 12,
    tokens_out: int = 5,
    finish_reason: str = "stop",
    refusal: str | None = None,
    logprobs: list[dict[str, Any]] | None = None,
) -> Behaviour:
    """A completion with `content` as the assistant's message; a tool call when the request forces one."""

    def body(asked: dict[str, Any]) -> dict[str, Any]:
        text = content(asked) if callable(content) else content
        message: dict[str, Any] = {"role": "assistant", "content": text, "refusal": refusal}
        if asked.get("tools"):
            called = {"name": asked["tools"][0]["function"]["name"], "arguments": text}
            message |= {"content": None, "tool_calls": [{"id": "call_1", "type": "function", "function": called}]}
        choice = {"index": 0, "message": message, "finish_reason": finish_reason}
        if logprobs is not None:
            choice["logprobs"] = {"content": logprobs, "refusal": None}
        return {
            "id": "chatcmpl-loopback",
            "object": "chat.completion",
            "created": 1700000000,
            "model": asked.get("model", ""),
            "choices": [choice],
            "usage": {
                "prompt_tokens": tokens_in,
                "completion_tokens": tokens_out,
                "total_tokens": tokens_in + tokens_out,
            },
        }

    return Behaviour(body=body)


def refusal(text: str = "I can't help with that.") -> Behaviour:
    """The model declines in so many words."""
    return ok("", refusal=text)


def content_filter(content: str = "") -> Behaviour:
    """The provider stops the answer."""
    return ok(content, finish_reason="content_filter")


def truncated(content: str) -> Behaviour:
    """The answer ends at the token limit."""
    return ok(content, finish_reason="length")


def raw(body: bytes, status: int = 200, content_type: str = "application/json") -> Behaviour:
    """Exactly these bytes: broken JSON, an HTML page of a proxy, an empty list of choices."""
    return Behaviour(status=status, body=body, headers={"content-type": content_type})


def error(
    status: int,
    message: str = "scripted",
    *,
    code: str | None = None,
    retry_after: str | None = None,
    **more: Any,
) -> Behaviour:
    """An error in OpenAI's shape; `more` goes into the error object."""
    headers = {} if retry_after is None else {"retry-after": retry_after}
    body = {"error": {"message": message, "type": None, "param": None, "code": code, **more}}
    return Behaviour(status=status, headers=headers, body=body)


def reset(content: Content = "{}") -> Behaviour:
    """The connection is reset after half of the body."""
    return replace(ok(content), cut=True)


def slow(seconds: float, then: Behaviour) -> Behaviour:
    """`then`, after a pause."""
    return replace(then, delay=seconds)


def silence() -> Behaviour:
    """The request is read and never answered."""
    return Behaviour(silent=True)


def broken_stream(content: Content) -> Behaviour:
    """A stream of events that ends in the middle of one."""
    whole = ok(content)
    return replace(whole, body=lambda asked: whole.bytes_for({**asked, "stream": True})[:-60])


def _events(completion: dict[str, Any]) -> list[bytes]:
    choice = completion["choices"][0]
    text = choice["message"]["content"] or ""
    deltas: list[dict[str, Any]] = [{"content": text[at : at + 8]} for at in range(0, len(text), 8)]
    parts = [{"index": 0, "delta": delta, "finish_reason": None} for delta in deltas]
    parts.append({"index": 0, "delta": {}, "finish_reason": choice["finish_reason"]})
    common = {**completion, "object": "chat.completion.chunk", "usage": None}
    chunks = [{**common, "choices": [part]} for part in parts]
    chunks.append({**common, "choices": [], "usage": completion["usage"]})
    return [b"data: " + json.dumps(chunk).encode() + b"\n\n" for chunk in chunks]
