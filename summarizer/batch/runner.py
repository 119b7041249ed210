"""A run from its first source to its last brief: what is new is read, what is answered is left alone.

Documents that an earlier sitting left come first, then the sources as they are enumerated, then once more what failed
for a reason that may have passed. Nothing is held but what is in flight.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from threading import Lock

from summarizer import api
from summarizer.batch.budget import Budget
from summarizer.batch.inputs import Item
from summarizer.batch.limiter import Limiter
from summarizer.batch.progress import Listener, Tally
from summarizer.batch.readers import InProcesses, InThread, Readers
from summarizer.batch.session import RETRY, Session, session
from summarizer.batch.settings import settings_of
from summarizer.batch.sitting import Reader, Sitting, Stop
from summarizer.batch.threads import Threads
from summarizer.document import Document
from summarizer.engines.meter import Prices
from summarizer.engines.retry import RetryPolicy
from summarizer.read.language import language_of
from summarizer.store import Counts, Outcome, Run

MOST_LOADS = 8
ENGLISH = "This sentence is long enough for its language to be told by what stands in it."
_LOADING = Lock()


@dataclass(frozen=True)
class Limits:
    """How fast, how much, how far.

    Args:
        jobs: requests that may fly at once, and documents that are asked about at once.
        processes: processes that segment and annotate; 0 does it in a thread.
        documents: begin no more documents than this in this sitting.
        rpm, tpm: requests and tokens a minute.
        max_tokens, usd: what the whole run may take, earlier sittings included.
        prices: what tokens cost.
        retry: how failed requests are sent again.
    """

    jobs: int = 8
    processes: int = 0
    documents: int | None = None
    rpm: float | None = None
    tpm: float | None = None
    max_tokens: int | None = None
    usd: float | None = None
    prices: Prices | None = None
    retry: RetryPolicy = RETRY


def _unheard(_: object) -> None:
    return None


@dataclass(frozen=True)
class Watch:
    """Who hears of a run: `listener` every change, `tell` sentences about what slows it down.

    `total` gives the number of sources once it is known.
    """

    listener: Listener = _unheard
    tell: Callable[[str], None] = _unheard
    total: Callable[[], int | None] = field(default=lambda: None)


async def run(
    items: Iterable[Item],
    store: Run,
    options: api.Options,
    limits: Limits = Limits(),
    watch: Watch = Watch(),
    *,
    again: Collection[Outcome] = (Outcome.FAILED,),
    stop: Stop | None = None,
) -> Counts:
    """Every source of `items`, and every document that an earlier sitting left, to its brief or to its failure.

    A failure of one document is kept with it and stops nobody. Where `stop` is requested, the counts are those of what
    was finished. Cancelled, it stops at once, and what was finished is kept.

    Args:
        items: enumerated in a thread, and only as fast as documents are finished.
        store: held for writing.
        options: as `summarizer.api.arun` takes them, but without recordings, which belong to one document.
        again: outcomes of earlier sittings that are tried again.

    Raises:
        BudgetError: the budget leaves no room for the next document; what was in flight is finished.
        NoEngineError, CredentialsError, WeightsError, PromptError, StoreError: nothing can be run, or nothing more.
        ProviderError: so many documents failed one after another that there is no sense in going on.
        Defect: so many failed one after another by one mistake of this program.
    """

    def engage(stack: AsyncExitStack) -> Hands:
        threads = Threads(min(limits.jobs, MOST_LOADS), "load", wait=False, first=_tell_languages)
        return Hands(_connecting(options, limits, watch), stack.enter_context(threads), lambda: limits.jobs)

    return await conduct(engage, items, store, options, limits, watch, again=again, stop=stop)


@dataclass(frozen=True)
class Hands:
    """Who does the work of a sitting: what `Sitting` calls `connect`, `loads` and `jobs`."""

    connect: Callable[[AsyncExitStack], Awaitable[Reader]]
    loads: Callable[[Callable[[], Document]], Awaitable[Document]]
    jobs: Callable[[], int]


async def conduct(
    engage: Callable[[AsyncExitStack], Hands],
    items: Iterable[Item],
    store: Run,
    options: api.Options,
    limits: Limits,
    watch: Watch,
    *,
    again: Collection[Outcome],
    stop: Stop | None,
) -> Counts:
    """`run` by whatever hands: `engage` gives them, and leaves to its stack how they are let go."""
    generation = store.generation(settings_of(options))
    before = store.counts(generation)
    leftovers = before.left + sum(getattr(before, outcome) for outcome in set(again))

    def expected() -> int | None:
        total = watch.total()
        return None if total is None else total + leftovers

    async with AsyncExitStack() as stack:
        clerk = stack.enter_context(Threads(1, "store", wait=True))
        scout = stack.enter_context(Threads(1, "sources", wait=False))
        hands = engage(stack)
        sitting = Sitting(
            store=store,
            generation=generation,
            connect=hands.connect,
            jobs=hands.jobs,
            documents=limits.documents,
            budget=Budget(limits.max_tokens, limits.usd, limits.prices, before.usage),
            tally=Tally(watch.listener, expected),
            stop=stop or Stop(),
            clerk=clerk,
            loads=hands.loads,
            stack=stack,
        )
        await sitting.go(clerk.each(store.todo(generation, again=again)), sitting.take_up)
        await sitting.go(scout.each(items), sitting.take_in)
        await sitting.go(sitting.failed_in_passing(), sitting.take_again)
    if sitting.over is not None:
        raise sitting.over
    return store.counts(generation)


def _connecting(options: api.Options, limits: Limits, watch: Watch) -> Callable[[AsyncExitStack], Awaitable[Session]]:
    async def connect(stack: AsyncExitStack) -> Session:
        lexicon = options.get("lexicon")
        readers: Readers = InThread(lexicon)
        if limits.processes:
            readers = stack.enter_context(InProcesses(limits.processes, lexicon))
        gate = Limiter(limits.jobs, rpm=limits.rpm, tpm=limits.tpm, tell=watch.tell)
        opened = session(options, gate=gate, prices=limits.prices, readers=readers, retry=limits.retry)
        return await stack.enter_async_context(opened)

    return connect


def _tell_languages() -> None:
    """Load what tells languages, one thread after the other: all at once, each would load 100 MB of its own."""
    with _LOADING, suppress(Exception):  # whoever needs it will say what is wrong with it
        language_of(ENGLISH)
