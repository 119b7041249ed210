"""A run whose reading is done by a cluster: the same sitting as on one machine, its hands elsewhere.

Nothing is lost with a worker or a node, since Ray tries its tasks again elsewhere and only the driver writes the store.
Nothing is lost with the driver either: what it had not kept still stands in the store as to be done.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass

from summarizer import api
from summarizer.batch.cluster.crew import Crew
from summarizer.batch.cluster.ring import joined
from summarizer.batch.inputs import Item
from summarizer.batch.runner import Hands, Limits, Watch, conduct
from summarizer.batch.settling import Reading
from summarizer.batch.sitting import Stop
from summarizer.document import Document
from summarizer.engines import chunks
from summarizer.engines.meter import Meter, Prices
from summarizer.engines.select import Engine
from summarizer.errors import NoEngineError
from summarizer.store import Counts, Outcome, Run


async def run_on_cluster(
    items: Iterable[Item],
    store: Run,
    options: api.Options,
    limits: Limits = Limits(),  # noqa: B008  # frozen
    watch: Watch = Watch(),  # noqa: B008  # frozen
    *,
    address: str = "auto",
    again: Collection[Outcome] = (Outcome.FAILED,),
    stop: Stop | None = None,
) -> Counts:
    """As `summarizer.batch.runner.run`, with sources and documents read by the workers of a Ray cluster.

    The workers need this program, and find the files that sources and options name where the driver finds them; a file
    that a worker cannot read is read by the driver. Keys of providers travel with the work.

    Args:
        limits: `jobs` counts requests that may fly at once, of all workers together; how many documents are under way
            follows from the cluster's size.
        address: see `joined`.

    Raises:
        NoEngineError: Ray is not installed, there is no such cluster, or it lacks this program; and what `run` raises.
    """
    if any(options.get(name) for name in ("record", "records", "replay", "recorded_only")):
        raise NoEngineError("Recorded answers stay on one machine.", "Leave --cluster or the recording out.")

    def engage(stack: AsyncExitStack) -> Hands:
        crew = Crew(options, limits)
        stack.push_async_callback(crew.aclose)
        afar = Afar(crew, api.chosen(**options), limits.prices)
        return Hands(afar.connect, crew.load, crew.room)

    with joined(address):
        return await conduct(engage, items, store, options, limits, watch, again=again, stop=stop)


@dataclass(frozen=True)
class Afar:
    """Stands for a session in a sitting: a document is read, from beginning to end, where the crew is."""

    crew: Crew
    engine: Engine
    prices: Prices | None

    async def connect(self, _: AsyncExitStack) -> Afar:
        return self

    @property
    def free(self) -> bool:
        return self.engine.name in api.FREE

    def meter(self) -> Meter:
        return Meter(prices=self.prices)

    async def prepare(self, document: Document) -> Document:
        return document

    def prompt_tokens(self, document: Document) -> int:
        """Roughly: the prompt itself, the sentences, and about as much again for what is marked in them."""
        if self.free or self.engine.prompt is None:
            return 0
        return chunks.tokens(self.engine.prompt.fill("system")) + 2 * chunks.tokens(document.text)

    async def extract(self, document: Document, meter: Meter) -> Reading:
        reading = await self.crew.read(document)
        meter.calls += reading.usage.calls
        meter.tokens_in += reading.usage.tokens_in
        meter.tokens_out += reading.usage.tokens_out
        if reading.failure is not None:
            raise reading.failure.error
        return reading
