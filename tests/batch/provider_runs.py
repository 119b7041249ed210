"""A run of a few invented accounts, by batches or call by call, and a server that answers either."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from summarizer import api
from summarizer.batch.provider_batch import Pace, run_by_batches
from summarizer.batch.settings import settings_of
from summarizer.document import Document
from summarizer.engines.retry import RetryPolicy
from summarizer.store import Generation, Outcome, Run, open_run
from tests.engines.accounts import GOOD, TEXT
from tests.loopback import Behaviour, Received, ok
from tests.loopback.batches import BatchLoopback

OPTIONS = api.Options(model="openai/test-model")
Server = Callable[..., BatchLoopback]
"""Starts a server that answers as told: the fixture `server`."""


async def no_sleep(_: float) -> None:
    await asyncio.sleep(0)


def account(number: int) -> str:
    """One of many different texts of which the same answer is true."""
    return f"{TEXT}\nThis is edition {number}.\n"


def edition(request: Received) -> int:
    """Which account a request is about."""
    asked = str(request.body["messages"][1]["content"])
    return int(asked.partition("This is edition ")[2].partition(".")[0])


def good(_: Received) -> Behaviour:
    return ok(GOOD)


def answering(first: dict[int, Behaviour], then: Behaviour | None = None) -> Callable[[Received], Behaviour]:
    """Answers the first question about some accounts in a way of its own; all others, and from then on, well."""
    left = dict(first)

    def react(request: Received) -> Behaviour:
        return left.pop(edition(request), then or ok(GOOD))

    return react


def always(odd: dict[int, Behaviour]) -> Callable[[Received], Behaviour]:
    """Answers every question about some accounts in a way of its own, all others well."""
    return lambda request: odd.get(edition(request), ok(GOOD))


@contextmanager
def a_run(folder: Path, accounts: int) -> Iterator[tuple[Run, Generation]]:
    """A run that holds so many accounts; opened again, the same one."""
    with open_run(folder / "talks.run", create=True, write=True) as run:
        for number in range(accounts):
            run.add(Document(account(number)), f"{number}.txt")
        yield run, run.generation(settings_of(OPTIONS))


def by_batches(run: Run, generation: Generation, options: api.Options = OPTIONS, **more: Any) -> None:
    """Every document that is left, by the batch endpoint, without a pause."""
    more.setdefault("retry", RetryPolicy(attempts=3, sleep=no_sleep))
    pace = Pace(sleep=no_sleep)
    asyncio.run(run_by_batches(run, generation, run.todo(generation), options, pace=pace, **more))


def outcomes(run: Run, generation: Generation) -> dict[str, Outcome | None]:
    """What became of each document, by its first place."""
    found: dict[str, Outcome | None] = {r.locations[0]: r.outcome for r in run.records(generation)}
    return found | {u.locations[0]: u.outcome for u in run.unsolved(generation)}


def briefs(run: Run, generation: Generation) -> dict[str, dict[str, Any]]:
    """The briefs by the first place of their documents, without what the clock says."""
    found = {}
    for record in run.records(generation):
        brief = json.loads(record.brief.model_dump_json())
        del brief["provenance"]["created_at"], brief["provenance"]["seconds"]
        found[record.locations[0]] = brief
    return found


def created(loopback: BatchLoopback) -> int:
    """How many batches were made."""
    return len(loopback.batches)
