"""A run by batches from its options: the ordinary path, its network replaced, and the driver around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer import api
from summarizer.batch.provider_batch.carrier import Carrier
from summarizer.batch.provider_batch.ledger import Ledger, Size
from summarizer.batch.provider_batch.rounds import Pace, Rounds, Standing
from summarizer.batch.provider_batch.service import Service
from summarizer.batch.session import session
from summarizer.batch.sitting import Stop
from summarizer.engines.retry import RetryPolicy
from summarizer.errors import NoEngineError
from summarizer.store import Generation, Run

if TYPE_CHECKING:
    from summarizer.document import Document
    from summarizer.engines.meter import Meter, Prices
    from summarizer.schema import Brief

SUFFIX = ".batches"


def check(options: api.Options) -> None:
    """Whether these options can be run by batches.

    Raises:
        NoEngineError: another engine or strategy, or answers from a file.
    """
    engine = api.chosen(**options)
    if engine.name != "openai" or engine.strategy_name != "single":
        raise NoEngineError(
            f"Batches are for an OpenAI-compatible model and the strategy single, not {engine.strategy_name} with "
            f"{engine.model or engine.name}.",
            "Give --model openai/NAME, or leave --via out.",
        )
    if any(options.get(name) for name in ("record", "records", "replay", "recorded_only")):
        raise NoEngineError("Recorded answers and batches do not go together.", "Leave one of the two out.")


async def run_by_batches(
    run: Run,
    generation: Generation,
    document_ids: Iterable[str],
    options: api.Options,
    *,
    prices: Prices | None = None,
    size: Size | None = None,
    pace: Pace | None = None,
    listener: Callable[[Standing], None] = lambda _: None,
    may_start: Callable[[Document], bool] = lambda _: True,
    stop: Stop | None = None,
    retry: RetryPolicy | None = None,
) -> None:
    """Read documents of a run through the provider's batch endpoint and keep every outcome in the store.

    What was handed over stands in a file beside the run, `RUN.batches`: a driver that was killed submits nothing
    twice, and the next one collects what is there. Call it with the same options and `run.todo(generation)`.

    Args:
        run: open for writing.
        generation: the settings that the answers belong to.
        document_ids: as `run.todo` gives them; enumerated once, and not held.
        options: see `summarizer.api.Options`; how to reach the model, and how to read.
        prices: what tokens cost in a batch; None when nobody knows.
        size: the most that one file may hold; by default what OpenAI takes.
        pace: how often the provider is asked how things stand.
        listener: told how things stand after every look.
        may_start: asked before each document is read for the first time; False leaves it.
        stop: once requested, the driver ends after the step it is at; batches under way go on at the provider.
        retry: how failed requests of the batch protocol are sent again.

    Raises:
        NoEngineError, CredentialsError: these options cannot be run by batches.
        ProviderError: the provider rejects the batches, or cannot be reached.
        OutputError, StoreError: what came back cannot be kept.
    """
    check(options)
    async with AsyncExitStack() as stack:
        service = Service(api.chosen(**options).model or "", retry)
        stack.push_async_callback(service.aclose)
        path = run.path.with_name(run.path.name + SUFFIX)
        ledger = stack.enter_context(Ledger(path, size))
        carrier = Carrier(ledger)
        # What the carrier cannot answer now is not tried again at once.
        once = RetryPolicy(attempts=1)
        reader = await stack.enter_async_context(session(options, prices=prices, retry=once, transport=carrier))

        async def read(document: Document, meter: Meter) -> Brief:
            return (await reader.extract(await reader.prepare(document), meter)).brief

        rounds = Rounds(
            run, generation, read, reader.meter, carrier, ledger, service, pace or Pace(), listener, may_start
        )
        if stop is not None:
            rounds.stop = stop
        await rounds.all(document_ids)
        idle = ledger.idle
    if idle:
        _remove(path)


def _remove(path: Path) -> None:
    """Nothing is under way: the file has no more to say."""
    for name in (path.name, path.name + "-wal", path.name + "-shm"):
        path.with_name(name).unlink(missing_ok=True)
