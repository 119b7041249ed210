"""One limiter for all workers: an actor that holds it, and the gate through which a worker reaches it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from summarizer.engines.retry import Gate, Transient
from summarizer.errors import ProviderError

LEASE_SECONDS = 1200.0
"""A ticket that is not given back for so long belongs to a worker that is gone: longer than any attempt may take."""
PATROL_SECONDS = 5.0


@dataclass(frozen=True)
class Slip:
    """What a failed attempt tells the limiter, in plain values."""

    retry_after: float | None
    throttled: bool


class GateKeeper:
    """The actor. Its limiter is made where it runs.

    Args:
        make: gives the limiter.
        lease: seconds after which a ticket is taken back.
    """

    def __init__(self, make: Callable[[], Gate], lease: float = LEASE_SECONDS) -> None:
        self._make = make
        self._lease = lease
        self._gate: Gate | None = None
        self._out: dict[float, float] = {}
        self._patrol: asyncio.Task[None] | None = None

    async def enter(self, tokens: int) -> float:
        if self._gate is None:
            # Here and not before: a limiter belongs to the event loop in which it is used.
            self._gate = self._make()
            self._patrol = asyncio.ensure_future(self._walk())
        ticket = await self._gate.enter(tokens)
        self._out[ticket] = time.monotonic() + self._lease
        return ticket

    async def leave(self, ticket: float, tokens: int, slip: Slip | None) -> None:
        if self._gate is None or self._out.pop(ticket, None) is None:
            return
        failure = None
        if slip is not None:
            failure = Transient(ProviderError("told by a worker"), slip.retry_after, throttled=slip.throttled)
        self._gate.leave(ticket, tokens, failure)

    async def _walk(self) -> None:
        """Take back what lost workers never gave back, so that the others do not wait for it for ever."""
        while True:
            await asyncio.sleep(min(PATROL_SECONDS, self._lease))
            now = time.monotonic()
            for ticket in [ticket for ticket, until in self._out.items() if until < now]:
                await self.leave(ticket, 0, None)


class RemoteGate:
    """A `Gate` for a worker: every attempt asks the actor for a turn."""

    def __init__(self, actor: Any) -> None:
        self._actor = actor

    async def enter(self, tokens: int) -> float:
        ticket: float = await self._actor.enter.remote(tokens)
        return ticket

    def leave(self, ticket: float, tokens: int, failure: Transient | None) -> None:
        slip = None if failure is None else Slip(failure.retry_after, failure.throttled)
        # Not waited for: whoever leaves owes nothing more.
        self._actor.leave.remote(ticket, tokens, slip)
