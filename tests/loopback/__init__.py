"""An OpenAI-compatible server on this machine that answers as scripted, over real sockets."""

from tests.loopback.behaviours import (
    Behaviour,
    broken_stream,
    content_filter,
    error,
    ok,
    raw,
    refusal,
    reset,
    silence,
    slow,
    truncated,
)
from tests.loopback.server import Loopback, Received

__all__ = [
    "Behaviour",
    "Loopback",
    "Received",
    "broken_stream",
    "content_filter",
    "error",
    "ok",
    "raw",
    "refusal",
    "reset",
    "silence",
    "slow",
    "truncated",
]
