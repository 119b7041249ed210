"""One sitting at a run: what is in flight, what becomes of it, and what ends the sitting early."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from summarizer.batch.budget import Budget
from summarizer.batch.inputs import Item
from summarizer.batch.progress import Tally
from summarizer.batch.settling import Defect, Failure, Reading, settle, usage_of
from summarizer.batch.threads import Threads
from summarizer.document import Document
from summarizer.engines.meter import Meter
from summarizer.errors import BudgetError, EngineTimeoutError, ProviderError, SummarizerError
from summarizer.schema import Brief
from summarizer.store import Generation, Outcome, Run

T = TypeVar("T")

AHEAD = 2
"""Documents that are made ready while as many as may be asked are asked."""
MOST_AGAIN = 10_000
"""Failed documents that are tried again at the end of a sitting; what goes beyond is left to the next one."""
HOPELESS = 20
"""So many documents that fail one after another, the provider being at fault, end a sitting."""
UNEXPECTED = 20
"""So many documents, or so many sources, that fail one after another by one kind of defect, end a sitting."""
PASSING = (ProviderError, EngineTimeoutError)
"""Failures that may be gone a little later."""


class Answer(Protocol):
    """What a reading gives; where there is no brief it raises instead."""

    @property
    def brief(self) -> Brief | None: ...


class Reader(Protocol):
    """What a sitting needs of a session. The job that `prepare` gives it only hands back."""

    @property
    def free(self) -> bool: ...

    def meter(self) -> Meter: ...

    async def prepare(self, document: Document) -> Any: ...

    def prompt_tokens(self, job: Any) -> int: ...

    async def extract(self, job: Any, meter: Meter) -> Answer: ...


class Stop:
    """Asks a sitting to begin nothing new, and to finish what is in flight."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    @property
    def requested(self) -> bool:
        return self._event.is_set()

    def request(self) -> None:
        self._event.set()

    async def wait(self) -> None:
        await self._event.wait()


@dataclass
class Defects:
    """Defects one after another, all of one kind."""

    of: str
    cause: str = ""
    count: int = 0

    def learn(self, failure: Failure | None) -> Defect | None:
        """Take in how one more document or source ended; gives what ends the sitting, if that was enough of them."""
        cause = failure.cause if failure else ""
        self.count = self.count + 1 if cause == self.cause else 1
        self.cause = cause
        if failure is None or not cause or self.count < UNEXPECTED:
            return None
        return Defect(
            f"{self.count} {self.of} failed one after another by what looks like one mistake of this program or of how "
            f"it is installed, the last one so: {failure.what} No more are tried; what is done is kept.",
            cause,
        )


@dataclass
class Sitting:
    """Takes documents through a session into the store.

    Args:
        connect: gives the session, entered on the stack it is handed; awaited when the first document needs it, so that
            a run in which nothing is left to do needs no key.
        jobs: gives how many documents are asked at the same time; asked again and again.
        documents: the most that are begun; None for no limit.
        loads: reads a source without holding up the loop.
        clerk: the one thread that speaks to the store.
    """

    store: Run
    generation: Generation
    connect: Callable[[AsyncExitStack], Awaitable[Reader]]
    jobs: Callable[[], int]
    documents: int | None
    budget: Budget
    tally: Tally
    stop: Stop
    clerk: Threads
    loads: Callable[[Callable[[], Document]], Awaitable[Document]]
    stack: AsyncExitStack
    over: SummarizerError | None = None
    _session: Reader | None = None
    _connecting: asyncio.Lock = field(default_factory=asyncio.Lock)
    _begun: int = 0
    _in_a_row: int = 0
    _unread: Defects = field(default_factory=lambda: Defects("sources"))
    _failed: Defects = field(default_factory=lambda: Defects("documents"))
    _again: list[str] = field(default_factory=list)

    @property
    def ending(self) -> bool:
        """Whether the sitting is to end before all is done."""
        return self.stop.requested or self.over is not None

    @property
    def enough(self) -> bool:
        """Whether as many documents were begun as may be."""
        return self.documents is not None and self._begun >= self.documents

    async def go(self, values: AsyncGenerator[T, None], take: Callable[[T], Awaitable[None]]) -> None:
        """`take` every value, so many at a time; the next one is asked for only when there is room for it.

        Raises:
            Exception: whatever `take` raises, at once; the others are cancelled.
        """
        flying: set[asyncio.Task[None]] = set()
        stopping = asyncio.create_task(self.stop.wait())
        fetching: asyncio.Task[Any] | None = None
        end = object()
        try:
            while not self.ending and not self.enough:
                if fetching is None and len(flying) < self.jobs() + AHEAD:
                    fetching = asyncio.create_task(_next(values, end))
                await _some(flying, stopping, *filter(None, [fetching]))
                if fetching is not None and fetching.done():
                    if (value := fetching.result()) is end:
                        break
                    flying.add(asyncio.create_task(self._take(value, take)))
                    fetching = None
            while flying:
                await _some(flying)
        finally:
            under_way = [task for task in (*flying, stopping, fetching) if task is not None]
            for task in under_way:
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)
            await values.aclose()

    async def _take(self, value: T, take: Callable[[T], Awaitable[None]]) -> None:
        with self.tally.flight():
            await take(value)

    async def take_in(self, item: Item) -> None:
        """A source: its document, when it is new to the run, is read."""
        try:
            document = await self.loads(item.load)
        except Exception as error:
            failure = Failure.of(error)
            await self.clerk(self.store.unread, item.location, failure.error)
            self.tally.pass_over(read=False)
            self.over = self.over or self._unread.learn(failure)
            return
        self._unread.learn(None)
        if await self.clerk(self.store.add, document, item.location):
            await self._read(document.sha256, document)
        else:
            self.tally.pass_over(read=True)

    async def take_up(self, document_id: str) -> None:
        """A document that an earlier sitting left."""
        await self._read(document_id, await self.clerk(self.store.document, document_id))

    async def failed_in_passing(self) -> AsyncGenerator[str, None]:
        """Documents of this sitting that failed for a reason that may be gone."""
        again, self._again = self._again, []
        self.documents = None  # they were counted when they were begun
        for document_id in again:
            yield document_id

    async def take_again(self, document_id: str) -> None:
        """A document that failed in this sitting; whatever becomes of it now stands."""
        document = await self.clerk(self.store.document, document_id)
        await self._read(document_id, document, before=Outcome.FAILED)

    async def _read(self, document_id: str, document: Document, before: Outcome | None = None) -> None:
        if self.ending or self.enough:
            return
        self._begun += 1
        session = await self._connected()
        began, meter = time.perf_counter(), session.meter()
        result: Answer | None = None
        failure: Failure | None = None
        try:
            job = await session.prepare(document)
            # Without a budget the prompts need not be made once more to be counted.
            tokens = session.prompt_tokens(job) if self.budget.limited else 0
            if not await self._affordable(document_id, tokens):
                return
            result = await session.extract(job, meter)
        except Exception as error:
            failure = Failure.of(error)
            if failure.of_the_run:
                raise
        usage = usage_of(meter, time.perf_counter() - began, free=session.free)
        reading = Reading(document_id, result.brief if result else None, failure, usage)
        self.budget.settle(document_id, usage)
        await self.clerk(settle, self.store, self.generation, reading)
        self.tally.finish(reading.outcome, usage, before=before)
        self._learn(reading, last=before is not None)

    async def _connected(self) -> Reader:
        async with self._connecting:
            if self._session is None:
                self._session = await self.connect(self.stack)
            return self._session

    async def _affordable(self, document_id: str, prompt_tokens: int) -> bool:
        """Whether a document may still be asked about: nobody has stopped the sitting, and the budget has room."""
        if self.ending:
            return False
        try:
            await self.budget.reserve(document_id, prompt_tokens)
        except BudgetError as error:
            self.over = self.over or error
        return not self.ending

    def _learn(self, reading: Reading, *, last: bool) -> None:
        """What a failure means for the document's second round, and for the whole sitting."""
        self.over = self.over or self._failed.learn(reading.failure)
        if reading.failure is None or not isinstance(reading.failure.error, PASSING):
            self._in_a_row = 0
            return
        if last:
            return
        if len(self._again) < MOST_AGAIN:
            self._again.append(reading.document_id)
        self._in_a_row += 1
        if self._in_a_row >= max(HOPELESS, 3 * self.jobs()):
            raise ProviderError(
                f"{self._in_a_row} documents failed one after another, the last one so: {reading.failure.what}",
                "Everything until here is kept. Resume the run later, or with --retry none to pass them over.",
            )


async def _next(values: AsyncGenerator[T, None], end: object) -> T | object:
    return await anext(values, end)


async def _some(flying: set[asyncio.Task[None]], *others: asyncio.Task[Any]) -> None:
    """Waits until some of the tasks are done, takes those of `flying` out, and raises what one of them raised."""
    done, _ = await asyncio.wait({*flying, *others}, return_when=asyncio.FIRST_COMPLETED)
    ended = flying & done
    flying -= ended
    failures = [failure for task in ended if (failure := task.exception())]
    if failures:
        raise failures[0]
