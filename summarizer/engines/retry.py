"""When a failed request is sent again, and how long to wait before that."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Protocol, TypeVar

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type
from tenacity.wait import wait_exponential, wait_random

from summarizer.errors import EngineError

T = TypeVar("T")


class Transient(Exception):
    """A failure that another attempt may mend.

    Args:
        error: what the user is told when no attempt mends it.
        retry_after: the pause in seconds that the provider asked for, or None.
        throttled: the provider says that it is asked too much, and not that this request is at fault.
    """

    def __init__(self, error: EngineError, retry_after: float | None = None, *, throttled: bool = False) -> None:
        super().__init__(error.what)
        self.error = error
        self.retry_after = retry_after
        self.throttled = throttled


class Gate(Protocol):
    """What all requests of many documents pass, one attempt at a time, so that together they keep to a rate."""

    async def enter(self, tokens: int) -> float:
        """Wait for a turn to send about so many prompt tokens; gives a ticket for `leave`."""

    def leave(self, ticket: float, tokens: int, failure: Transient | None) -> None:
        """The attempt is over: the tokens it really took, 0 when it was not answered, and why it failed, if so."""


@dataclass(frozen=True)
class RetryPolicy:
    """At most `attempts` attempts; exponential pauses with jitter from `first` to `longest` seconds between them.

    A pause that the provider asks for (Retry-After) goes before, up to `longest_asked` seconds. `sleep` is the way
    to wait, replaceable in tests. The first `forgiven` throttled attempts do not count against a request.
    """

    attempts: int = 5
    forgiven: int = 0
    first: float = 0.5
    longest: float = 30.0
    longest_asked: float = 120.0
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def run(self, attempt: Callable[[], Awaitable[T]], on_retry: Callable[[], None]) -> T:
        """Await `attempt()` until it gives a value or the policy gives up; `on_retry` is called before each repeat.

        Raises:
            EngineError: the `error` of the last `Transient`; whatever else `attempt` raises passes at once.
        """

        async def once() -> T:  # tenacity awaits coroutine functions only, and `attempt` may be any callable
            return await attempt()

        async def pause(seconds: float) -> None:
            await self.sleep(seconds)
            on_retry()

        throttled = 0

        def enough(state: RetryCallState) -> bool:
            nonlocal throttled
            throttled += _is_throttled(state)
            return state.attempt_number - min(throttled, self.forgiven) >= self.attempts

        retrying = AsyncRetrying(
            stop=enough,
            wait=self._pause,
            retry=retry_if_exception_type(Transient),
            sleep=pause,
            reraise=True,
        )
        try:
            return await retrying(once)
        except Transient as failure:
            raise failure.error from failure.__cause__

    def _pause(self, state: RetryCallState) -> float:
        failure = state.outcome.exception() if state.outcome else None
        asked = failure.retry_after if isinstance(failure, Transient) else None
        backoff = (wait_exponential(self.first, max=self.longest) + wait_random(0, self.first))(state)
        return backoff if asked is None else min(asked, self.longest_asked)


def _is_throttled(state: RetryCallState) -> bool:
    failure = state.outcome.exception() if state.outcome else None
    return isinstance(failure, Transient) and failure.throttled


def retry_after(headers: Mapping[str, str], now: float | None = None) -> float | None:
    """The pause in seconds that response headers ask for, or None when they ask for none that can be read.

    Reads `retry-after-ms`, and `Retry-After` as seconds or as an HTTP date (RFC 9110, section 10.2.3).
    `now` is the present as seconds since the epoch.
    """
    try:
        return max(0.0, float(headers["retry-after-ms"]) / 1000)
    except (KeyError, ValueError):
        pass
    asked = headers.get("retry-after", "")
    try:
        seconds = float(asked)
    except ValueError:
        try:
            date = parsedate_to_datetime(asked)
        except ValueError:
            return None
        date = date if date.tzinfo else date.replace(tzinfo=UTC)
        seconds = date.timestamp() - (time.time() if now is None else now)
    return max(0.0, seconds) if seconds < float("inf") else None
