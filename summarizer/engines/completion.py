"""What a raw completion tells beside its value, under the names that the various providers give it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

RECORDED_SECONDS = "recorded_seconds"
"""Top-level field of a replayed completion: how long the recorded call took."""


@dataclass(frozen=True, slots=True)
class TokenLogprob:
    """One token of the raw answer, its log-probability, and those of the likeliest tokens in its place."""

    token: str
    logprob: float
    top: Mapping[str, float]


def usage(completion: Any) -> tuple[int, int]:
    """Tokens in and out, under the names that OpenAI, Anthropic and Google give them; 0 when not told."""
    counts = getattr(completion, "usage", None) or getattr(completion, "usage_metadata", None)

    def first(*names: str) -> int:
        return next((n for name in names if isinstance(n := getattr(counts, name, None), int)), 0)

    return (
        first("prompt_tokens", "input_tokens", "prompt_token_count"),
        first("completion_tokens", "output_tokens", "candidates_token_count"),
    )


def raw_text(completion: Any) -> str:
    """The words of the answer before any parsing: the content, or the arguments of the tool call."""
    choices = getattr(completion, "choices", None)
    if not choices:
        return str(completion)
    message = choices[0].message
    calls = getattr(message, "tool_calls", None)
    return str(message.content or (calls[0].function.arguments if calls else ""))


def finish_reason(completion: Any) -> str | None:
    """Why the answer ended, in the provider's own word."""
    choices = getattr(completion, "choices", None)
    reason = choices[0].finish_reason if choices else getattr(completion, "stop_reason", None)
    return None if reason is None else str(reason)


def token_logprobs(completion: Any) -> tuple[TokenLogprob, ...] | None:
    """The tokens of the answer with their log-probabilities, None when the provider gave none."""
    choices = getattr(completion, "choices", None)
    content = getattr(getattr(choices[0], "logprobs", None), "content", None) if choices else None
    if content is None:
        return None
    return tuple(TokenLogprob(t.token, t.logprob, {o.token: o.logprob for o in t.top_logprobs or ()}) for t in content)
