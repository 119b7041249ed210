"""How much a run by batches may do, and what it cannot do at all."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
from functools import partial
from pathlib import Path

import pytest

from summarizer import api
from summarizer.batch.inputs import Item
from summarizer.batch.provider_batch import batched, check
from summarizer.batch.runner import Limits
from summarizer.document import Document
from summarizer.engines.meter import Prices
from summarizer.engines.retry import RetryPolicy
from summarizer.errors import BudgetError, NoEngineError, OutputError, ProviderError
from tests.batch.provider_runs import (
    OPTIONS,
    Server,
    a_run,
    account,
    by_batches,
    good,
    no_sleep,
)
from tests.loopback import error
from tests.loopback.batches import Fate


def test_what_may_not_start_is_left(server: Server, tmp_path: Path) -> None:
    left = iter([True, True, False, False])
    loopback = server(good)
    with a_run(tmp_path, 4) as (run, generation):
        by_batches(run, generation, may_start=lambda _: next(left))
        assert (run.counts(generation).done, run.counts(generation).left) == (2, 2)
    assert len(loopback.asked) == 2


@pytest.mark.parametrize(
    ("limits", "done", "empty"),
    [
        (Limits(), 4, False),
        (Limits(documents=2), 2, False),
        (Limits(max_tokens=10), 0, True),
        (Limits(usd=1e-9, prices=Prices(1.0, 1.0)), 0, True),
        (Limits(usd=100.0, prices=Prices(1.0, 1.0)), 4, False),
    ],
    ids=["no limit", "documents", "tokens", "money", "money enough"],
)
def test_the_whole_run_from_its_sources_keeps_to_its_limits(
    server: Server, tmp_path: Path, limits: Limits, done: int, empty: bool
) -> None:
    loopback = server(good, Fate(polls=0))
    items = [Item(f"{number}.txt", partial(Document, account(number))) for number in range(4)]
    items.append(Item("gone.txt", partial(Path(tmp_path / "gone.txt").read_text)))  # type: ignore[arg-type]  # it raises
    with a_run(tmp_path, 0) as (run, generation):
        with pytest.raises(BudgetError) if empty else nullcontext():
            asyncio.run(batched(items, run, OPTIONS, limits))
        counts = run.counts(generation)
    assert (counts.done, counts.left, counts.unread) == (done, 4 - done, 1)
    assert len(loopback.asked) == done


def test_an_endpoint_without_batches_is_named(server: Server, tmp_path: Path) -> None:
    loopback = server(good)
    loopback.troubles["POST", "/files"] = [error(404, "no such path")]
    with a_run(tmp_path, 1) as (run, generation):
        with pytest.raises(NoEngineError, match="no batch endpoint"):
            by_batches(run, generation)
        assert run.counts(generation).left == 1


def test_a_file_that_is_no_ledger_is_told(server: Server, tmp_path: Path) -> None:
    server(good)
    (tmp_path / "talks.run.batches").write_bytes(b"something else entirely, and long enough to be no database" * 20)
    with a_run(tmp_path, 1) as (run, generation), pytest.raises(OutputError, match="record of batches"):
        by_batches(run, generation)


@pytest.mark.parametrize(
    "options",
    [
        api.Options(engine="rules"),
        api.Options(model="openai/test-model", strategy="stepwise"),
        api.Options(model="openai/test-model", record="r.jsonl"),
        api.Options(model="openai/test-model", records="r.jsonl"),
        api.Options(model="mistral/test-model"),
    ],
    ids=["rules", "stepwise", "recorded", "kept", "another provider"],
)
def test_options_that_cannot_be_run_by_batches(options: api.Options) -> None:
    with pytest.raises(NoEngineError):
        check(options)


@pytest.mark.parametrize(("attempts", "sent"), [(1, 1), (3, 3)])
def test_a_provider_that_stays_away_ends_the_run(server: Server, tmp_path: Path, attempts: int, sent: int) -> None:
    loopback = server(good)
    loopback.troubles["POST", "/files"] = [error(503)] * 9
    with a_run(tmp_path, 1) as (run, generation):
        with pytest.raises(ProviderError, match="503"):
            by_batches(run, generation, retry=RetryPolicy(attempts=attempts, sleep=no_sleep))
        assert run.counts(generation).left == 1
    assert len(loopback.requests) == sent
