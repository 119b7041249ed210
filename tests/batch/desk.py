"""Articles with a number, and a server that does with each what its number is down for."""

from __future__ import annotations

import asyncio
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from summarizer import api
from summarizer.batch.inputs import Item
from summarizer.batch.runner import Limits, Watch, run
from summarizer.batch.sitting import Stop
from summarizer.document import Document
from summarizer.engines.retry import RetryPolicy
from summarizer.errors import FetchError
from summarizer.store import Counts, Outcome, Run
from tests.engines.accounts import TEXT, full
from tests.loopback import Behaviour, Loopback, Received, ok

OPTIONS: api.Options = {"model": "openai/test-model"}
QUICK = RetryPolicy(attempts=3, forgiven=4, first=0.001, longest=0.002)
GOOD = ok(json.dumps(full()))


def article(number: int) -> Document:
    return Document(f"{TEXT}\nThis is report {number}.\n", title=f"Report {number}")


def items(numbers: Iterable[int]) -> list[Item]:
    return [Item(f"news.csv#{n}", partial(article, n)) for n in numbers]


def missing() -> Document:
    raise FetchError("It is gone.", "Look elsewhere.")


class Desk(Loopback):
    """Each article is answered by its own behaviours in their order, the last one again and again."""

    def __init__(self, plans: Mapping[int, Sequence[Behaviour]] | None = None, usual: Behaviour = GOOD) -> None:
        super().__init__()
        self.plans = {number: list(plan) for number, plan in (plans or {}).items()}
        self.usual = usual
        self.asked: Counter[int] = Counter()
        self.on_request: Callable[[], object] = lambda: None

    def receive(self, request: Received) -> Behaviour:
        with self._lock:
            self.requests.append(request)
            self.on_request()
            found = re.search(r"Report (\d+)", json.dumps(request.body["messages"]))
            assert found is not None
            number = int(found[1])
            self.asked[number] += 1
            plan = self.plans.get(number, [self.usual])
            return plan.pop(0) if len(plan) > 1 else plan[0]


def sit(
    store: Run,
    sources: Iterable[Item],
    limits: Limits = Limits(jobs=4, retry=QUICK),  # noqa: B008  # frozen
    **more: Any,
) -> Counts:
    """One sitting of the engine `OPTIONS`, which asks OPENAI_BASE_URL."""
    watch = Watch(more.pop("listener", lambda _: None), more.pop("tell", lambda _: None))
    options = more.pop("options", OPTIONS)

    async def work() -> Counts:
        prepare = more.pop("prepare", None)
        if prepare is not None:
            more["stop"] = stop = Stop()
            prepare(stop, asyncio.get_running_loop())
        return await run(sources, store, options, limits, watch, **more)

    return asyncio.run(work())


def outcomes(store: Run) -> dict[int, Outcome | None]:
    """What became of every article, by its number."""
    generation = store.newest()
    assert generation is not None
    found = {u.locations[0]: u.outcome for u in store.unsolved(generation)}
    found |= {r.locations[0]: r.outcome for r in store.records(generation)}
    return {int(location.partition("#")[2]): outcome for location, outcome in found.items()}
