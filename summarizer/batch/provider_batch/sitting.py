"""The same call as a run's, by batches: the sources are read first, then everything that is left is handed over."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from summarizer import api
from summarizer.batch.budget import Budget
from summarizer.batch.inputs import Item
from summarizer.batch.provider_batch.rounds import Standing
from summarizer.batch.provider_batch.whole import check, run_by_batches
from summarizer.batch.runner import Limits
from summarizer.batch.settings import settings_of
from summarizer.batch.settling import Failure
from summarizer.batch.sitting import Stop
from summarizer.batch.threads import Threads
from summarizer.document import Document
from summarizer.engines import chunks
from summarizer.errors import BudgetError
from summarizer.store import Counts, Outcome, Run, Usage


async def batched(
    items: Iterable[Item],
    store: Run,
    options: api.Options,
    limits: Limits = Limits(),  # noqa: B008  # frozen
    listener: Callable[[Standing], None] = lambda _: None,
    *,
    again: Collection[Outcome] = (Outcome.FAILED,),
    stop: Stop | None = None,
) -> Counts:
    """As `summarizer.batch.runner.run`, by the provider's batch endpoint; it returns when every batch is over.

    Args:
        limits: of these `documents`, `max_tokens`, `usd` and `prices` (of batches) count; a batch has no pace.
        listener: told how the batches stand.

    Raises:
        BudgetError: the budget left no room for some documents; what was handed over is finished.
        and what `run_by_batches` raises.
    """
    check(options)
    stop = stop or Stop()
    generation = store.generation(settings_of(options))
    with Threads(1, "sources", wait=False) as scout:
        async for item in scout.each(items):
            if stop.requested:
                break
            await _take_in(item, store, scout)
    prompt = api.chosen(**options).prompt
    purse = _Purse(
        limits,
        Budget(limits.max_tokens, limits.usd, limits.prices),
        store.counts(generation).usage,
        chunks.tokens(prompt.fill("system")) if prompt else 0,
    )
    todo = store.todo(generation, again=again)
    more = {"prices": limits.prices, "listener": listener, "may_start": purse.allows, "stop": stop}
    await run_by_batches(store, generation, todo, options, **more)  # type: ignore[arg-type]  # each of its own type
    if purse.empty:
        raise BudgetError(
            "The next document might take the run over its budget, so it stops here.",
            "Raise the budget and run it again; nothing is asked twice.",
        )
    return store.counts(generation)


async def _take_in(item: Item, store: Run, scout: Threads) -> None:
    try:
        document = await scout(item.load)
    except Exception as error:
        store.unread(item.location, Failure.of(error).error)
    else:
        store.add(document, item.location)


@dataclass
class _Purse:
    """What may still be handed over, by estimate: nothing is known of a batch's cost before it is over."""

    limits: Limits
    budget: Budget
    spent: Usage
    prompt_tokens: int
    begun: int = 0
    planned: int = 0
    empty: bool = False

    def allows(self, document: Document) -> bool:
        limits, most = self.limits, self.limits.max_tokens
        if limits.documents is not None and self.begun >= limits.documents:
            return False
        planned = self.planned + self.prompt_tokens + 2 * chunks.tokens(document.text)
        into, out = self.budget.expected(planned)
        into, out = into + self.spent.tokens_in, out + self.spent.tokens_out
        passed = (most is not None and into + out > most) or (
            limits.usd is not None and self.budget.cost(into, out) > limits.usd
        )
        self.empty = self.empty or passed
        if self.empty:
            return False
        self.begun += 1
        self.planned = planned
        return True
