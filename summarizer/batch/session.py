"""One engine, connected once, that reads one document after another."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from summarizer import api
from summarizer.batch.readers import InThread, Readers
from summarizer.document import Document
from summarizer.engines import chunks, select
from summarizer.engines.base import Job
from summarizer.engines.meter import Meter, Prices
from summarizer.engines.retry import Gate, RetryPolicy
from summarizer.engines.select import Engine

if TYPE_CHECKING:
    import httpx2

RETRY = RetryPolicy(forgiven=6)
"""A document is not given up because others asked too much."""


@dataclass(frozen=True)
class Session:
    """Reads documents, several at a time, on one connection.

    Args:
        engine: connected.
        options: as `summarizer.api.arun` takes them.
        readers: segment and annotate.
        prices: what tokens cost; None when nobody knows.
    """

    engine: Engine
    options: api.Options = field(default_factory=api.Options)
    readers: Readers = field(default_factory=InThread)
    prices: Prices | None = None

    @property
    def free(self) -> bool:
        """Whether the engine charges nothing."""
        return self.engine.name in api.FREE

    def meter(self) -> Meter:
        """A new one, for one document."""
        return Meter(prices=self.prices)

    async def prepare(self, document: Document) -> Job:
        """The document, segmented and annotated.

        Raises:
            SummarizerError: it cannot be annotated.
        """
        return api.job_of(document, *await self.readers.annotate(document.text))

    def prompt_tokens(self, job: Job) -> int:
        """An estimate of all prompts that are known before the first answer; 0 for an engine that asks nobody."""
        return sum(chunks.message_tokens(call) for call in self.engine.calls(job))

    async def extract(self, job: Job, meter: Meter) -> api.Result:
        """The brief. Everything is counted into `meter`, also when it fails.

        Raises:
            EngineError: nothing of the document could be read.
        """
        return await api.extracted(self.engine.counting(meter), job, time.perf_counter(), self.options)


@asynccontextmanager
async def session(
    options: api.Options,
    *,
    gate: Gate | None = None,
    prices: Prices | None = None,
    readers: Readers | None = None,
    retry: RetryPolicy = RETRY,
    transport: httpx2.AsyncBaseTransport | None = None,
) -> AsyncIterator[Session]:
    """Connected while it lasts. The embedded model is loaded once.

    Args:
        options: as `summarizer.api.arun` takes them, but without recordings, which belong to one document.
        gate: passed by every request of every document.
        readers: segment and annotate; closed by whoever made them.
        transport: carries the requests in place of the network.

    Raises:
        NoEngineError, CredentialsError, WeightsError, PromptError: the engine cannot be had.
    """
    names = ("engine", "model", "strategy", "prompt", "offline", "fallback")
    async with AsyncExitStack() as stack:
        chosen: dict[str, Any] = {name: options.get(name) for name in names}
        engine = await select.engine(stack, gate=gate, retry=retry, transport=transport, **chosen)
        yield Session(engine, options, readers or InThread(options.get("lexicon")), prices)
