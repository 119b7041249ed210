"""What a worker process does: read sources, and read documents with an engine that stays connected.

Everything here runs on the workers, and nothing of it writes to the store. A failure of one document travels as words;
an exception would take its neighbours along.
"""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from summarizer import api
from summarizer.batch.cluster.gate import RemoteGate
from summarizer.batch.settling import Failure, Reading, usage_of
from summarizer.document import Document
from summarizer.engines.meter import Prices
from summarizer.engines.retry import RetryPolicy
from summarizer.store import Usage

Load = Callable[[], Document]


@dataclass(frozen=True)
class Work:
    """What all tasks of a run share.

    Args:
        id: of this sitting; a worker that knows it has everything ready.
        options: as `summarizer.api.arun` takes them; files that they name are found on every node.
        environment: variables that the engine needs, keys among them.
        folder: the driver's, from which relative names count, where it is there.
        limiter: the actor that all requests pass, None for no limit.
        prices: what tokens cost.
        retry: how failed requests are sent again.
    """

    id: str
    options: api.Options
    environment: dict[str, str] = field(repr=False)
    folder: str
    limiter: Any = None
    prices: Prices | None = None
    retry: RetryPolicy = field(default_factory=RetryPolicy)

    def __hash__(self) -> int:
        return hash(self.id)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Work) and self.id == other.id


def load_all(work: Work, loads: Sequence[Load]) -> list[Document | Failure]:
    """Read sources, in order."""
    _settle_in(work)
    return [_loaded(load) for load in loads]


def read_all(work: Work, documents: Sequence[Document]) -> list[Reading]:
    """Read documents at the same time, each to its brief or failure, in order."""
    return _desk(work).read(documents)


def _loaded(load: Load) -> Document | Failure:
    try:
        return load()
    except Exception as error:
        return Failure.of(error)


@lru_cache(maxsize=1)
def _settle_in(work: Work) -> None:
    os.environ.update(work.environment)
    if os.path.isdir(work.folder):
        os.chdir(work.folder)


@lru_cache(maxsize=1)
def _desk(work: Work) -> _Desk:
    """The one of this process; an earlier run's is left to the garbage."""
    _settle_in(work)
    return _Desk(work)


class _Desk:
    """An event loop of its own in a thread, and on it a session that lasts from task to task."""

    def __init__(self, work: Work) -> None:
        from summarizer.batch.session import Session, session

        self._work = work
        self._loop = asyncio.new_event_loop()
        self._stack = AsyncExitStack()
        threading.Thread(target=self._loop.run_forever, daemon=True, name="desk").start()

        async def connected() -> Session:
            gate = None if work.limiter is None else RemoteGate(work.limiter)
            return await self._stack.enter_async_context(
                session(work.options, gate=gate, prices=work.prices, retry=work.retry)
            )

        self._failure: Failure | None = None
        try:
            self._session = asyncio.run_coroutine_threadsafe(connected(), self._loop).result()
        except Exception as error:
            self._failure = Failure.of(error)

    def read(self, documents: Sequence[Document]) -> list[Reading]:
        if self._failure is not None:
            return [Reading(d.sha256, None, self._failure, Usage()) for d in documents]

        async def together() -> list[Reading]:
            return await asyncio.gather(*(self._read(document) for document in documents))

        return asyncio.run_coroutine_threadsafe(together(), self._loop).result()

    async def _read(self, document: Document) -> Reading:
        began, meter = time.perf_counter(), self._session.meter()
        brief, failure = None, None
        try:
            brief = (await self._session.extract(await self._session.prepare(document), meter)).brief
        except Exception as error:
            failure = Failure.of(error)
        usage = usage_of(meter, time.perf_counter() - began, free=self._session.free)
        return Reading(document.sha256, brief, failure, usage)
