"""One rate for all documents of a run: how many requests fly at once, how many a minute, how many tokens a minute.

How many fly at once follows additive increase and multiplicative decrease (Chiu and Jain 1989, as in TCP): an answer
adds a little, a provider that says "too much" halves it. Requests and tokens a minute are token buckets.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from summarizer.engines.retry import Transient

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 60.0
LONGEST_ASKED = 3600.0
ANSWER_TOKENS = 800.0
"""What an answer takes, as long as none has been seen."""


class Bucket:
    """Fills with `a_minute` evenly, holds `burst` at most, and may go into debt, which is paid before the next turn.

    In any minute no more than `a_minute` is taken, unless something larger than the bucket is taken at once.

    Args:
        a_minute: how much may be taken in a minute.
        burst: how much may be taken at once after a rest; what a rest saves is held back from the steady rate.
    """

    def __init__(self, a_minute: float, burst: float = 1.0) -> None:
        self.burst = min(burst, a_minute)
        self.a_second = (a_minute - max(0.0, self.burst - 1.0)) / 60.0
        self._level = self.burst
        self._at: float | None = None

    def wait(self, amount: float, now: float) -> float:
        """Seconds until `amount` may be taken; what is larger than the bucket may be taken when it is full."""
        self._fill(now)
        short = min(amount, self.burst) - self._level
        return max(0.0, short / self.a_second)

    def take(self, amount: float, now: float) -> None:
        """Take it, whether it is there or not; a negative amount gives back what was not used."""
        self._fill(now)
        self._level = min(self.burst, self._level - amount)

    def _fill(self, now: float) -> None:
        if self._at is not None:
            self._level = min(self.burst, self._level + (now - self._at) * self.a_second)
        self._at = now


@dataclass(slots=True)
class _Turn:
    """An attempt under way: when it began, its prompt as estimated, and what the token bucket was charged for it."""

    began: float
    prompt: int
    charged: float


class Limiter:
    """The gate (`summarizer.engines.retry.Gate`) that all requests of a run pass, first come, first served.

    Args:
        jobs: the most requests that may fly at once.
        rpm: the most requests a minute, None for no limit.
        tpm: the most tokens a minute, in and out, None for no limit. Estimated before, settled after each attempt.
        tell: called with a sentence when the provider slows the run down.
    """

    def __init__(
        self,
        jobs: int,
        *,
        rpm: float | None = None,
        tpm: float | None = None,
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.jobs = max(1, jobs)
        self.allowed = float(self.jobs)
        self.flying = 0
        self._requests = None if rpm is None else Bucket(rpm, 1.0 + rpm / 60.0)
        self._tokens = None if tpm is None else Bucket(tpm, 1.0 + tpm / 60.0)
        self._tell = tell
        self.answer_tokens = ANSWER_TOKENS
        self._turns: dict[float, _Turn] = {}
        self._next = 0.0
        self._halved = float("-inf")
        self._strikes = 0
        self._closed_until = float("-inf")
        self._line = asyncio.Lock()
        self._changed = asyncio.Event()

    async def enter(self, tokens: int) -> float:
        """Wait until a request with about so many prompt tokens may be sent; the ticket is for `leave`."""
        charged = tokens + self.answer_tokens
        async with self._line:  # a Lock is fair: whoever waits longest goes next
            while (pause := self._wait(charged)) > 0:
                await self._pause(pause)
            now = _now()
            if self._requests is not None:
                self._requests.take(1.0, now)
            if self._tokens is not None:
                self._tokens.take(charged, now)
            self.flying += 1
            self._next += 1.0
            self._turns[self._next] = _Turn(now, tokens, charged)
            return self._next

    def leave(self, ticket: float, tokens: int, failure: Transient | None) -> None:
        """The attempt is over: settle its tokens, and learn from how it went."""
        turn = self._turns.pop(ticket)
        self.flying -= 1
        if self._tokens is not None and (tokens or failure is not None):
            self._tokens.take(tokens - turn.charged, _now())
        if failure is not None:
            if failure.throttled:
                self._slow_down(turn, failure.retry_after)
            elif failure.retry_after is not None:
                self._close(failure.retry_after)
        elif tokens:
            self._speed_up(turn, tokens)
        self._changed.set()

    def _speed_up(self, turn: _Turn, tokens: int) -> None:
        self._strikes = 0
        # All that goes beyond the estimated prompt, so that an estimate that runs low is mended as well.
        self.answer_tokens += (max(0.0, tokens - turn.prompt) - self.answer_tokens) / 10
        self.allowed = min(float(self.jobs), self.allowed + 1.0 / self.allowed)

    def _slow_down(self, turn: _Turn, asked: float | None) -> None:
        if turn.began > self._halved:
            # Requests that were sent before the last halving say nothing about the rate after it.
            self._halved = _now()
            self.allowed = max(1.0, self.allowed / 2)
            self._strikes += 1
            self._close(min(FIRST_PAUSE * 2 ** (self._strikes - 1), LONGEST_PAUSE))
        if asked is not None:
            self._close(asked)

    def _close(self, seconds: float) -> None:
        until = _now() + min(seconds, LONGEST_ASKED)
        if until > self._closed_until:
            self._closed_until = until
            if seconds >= 5.0:
                self._tell(f"the provider asks for a pause of {seconds:.0f} s; all requests wait.")

    def _wait(self, charged: float) -> float:
        """Seconds until the next request may go; infinite when it waits for another one to end."""
        now = _now()
        if self.flying >= int(self.allowed):
            return float("inf")
        waits = [self._closed_until - now]
        if self._requests is not None:
            waits.append(self._requests.wait(1.0, now))
        if self._tokens is not None:
            waits.append(self._tokens.wait(charged, now))
        return max(waits)

    async def _pause(self, seconds: float) -> None:
        """Until so much time has passed, or something has changed."""
        self._changed.clear()
        try:
            # A little more than nothing, so that rounding never makes a wait spin.
            async with asyncio.timeout(None if seconds == float("inf") else max(seconds, 0.001)):
                await self._changed.wait()
        except TimeoutError:
            pass


def _now() -> float:
    return asyncio.get_running_loop().time()
