"""Drivers that are cut off or stopped, and connections that fail: nothing is submitted twice."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

import pytest

from summarizer.batch.provider_batch import Pace, Size, Standing, run_by_batches
from summarizer.batch.sitting import Stop
from summarizer.store import Outcome
from tests.batch.provider_runs import (
    OPTIONS,
    Server,
    a_run,
    answering,
    by_batches,
    created,
    edition,
    good,
    no_sleep,
    outcomes,
)
from tests.engines.accounts import saying, wrong_count
from tests.loopback import Behaviour, Received, error, ok
from tests.loopback.batches import BatchLoopback, Fate

DONE = Outcome.DONE


def _cut_after(loopback: BatchLoopback, requests: int, task: asyncio.Task[None]) -> None:
    """Cancels a driver as soon as the server has carried out so many of its requests, before it hears of the last."""
    receive, seen, loop = loopback.receive, 0, task.get_loop()

    def counted(request: Received) -> Behaviour:
        nonlocal seen
        seen += 1
        behaviour = receive(request)
        if seen == requests:
            loop.call_soon_threadsafe(task.cancel)
            return Behaviour(silent=True)
        return behaviour

    loopback.receive = counted  # type: ignore[method-assign]  # a spy


@pytest.mark.parametrize("requests", range(1, 17))
def test_a_driver_cut_off_anywhere_submits_nothing_twice(server: Server, tmp_path: Path, requests: int) -> None:
    loopback = server(answering({1: ok(saying(wrong_count()))}), Fate(polls=0))
    ordinary = loopback.receive
    with a_run(tmp_path, 3) as (run, generation):

        async def driver() -> None:
            task = asyncio.ensure_future(
                run_by_batches(
                    run, generation, run.todo(generation), OPTIONS, size=Size(questions=2), pace=Pace(sleep=no_sleep)
                )
            )
            _cut_after(loopback, requests, task)
            await task

        with pytest.raises(asyncio.CancelledError):
            asyncio.run(driver())
    loopback.receive = ordinary  # type: ignore[method-assign]  # the spy is gone
    with a_run(tmp_path, 3) as (run, generation):
        by_batches(run, generation, size=Size(questions=2))
        assert set(outcomes(run, generation).values()) == {DONE}
        assert run.counts(generation).usage.calls == 4
    assert len(loopback.asked) == 4
    assert Counter(edition(request) for request in loopback.asked) == {0: 1, 1: 2, 2: 1}
    # A file may have been uploaded and not heard of; no two batches were made of one.
    assert len({batch.input_file_id for batch in loopback.batches.values()}) == created(loopback)


@pytest.mark.parametrize("trouble", [error(429, retry_after="0"), error(500), error(503)], ids=["429", "500", "503"])
@pytest.mark.parametrize(
    "place", [("POST", "/files"), ("POST", "/batches"), ("GET", "/batches/batch_1"), ("GET", "/files/file-2/content")]
)
def test_trouble_in_passing_is_waited_out(
    server: Server, tmp_path: Path, place: tuple[str, str], trouble: Behaviour
) -> None:
    loopback = server(good)
    loopback.troubles[place] = [trouble, trouble]
    with a_run(tmp_path, 2) as (run, generation):
        by_batches(run, generation)
        assert run.counts(generation).done == 2
    assert created(loopback) == 1
    assert loopback.troubles[place] == []


def test_a_batch_whose_making_was_not_heard_of_is_found_again(server: Server, tmp_path: Path) -> None:
    loopback = server(good)
    receive = loopback.receive
    cut: list[Received] = []

    def deaf(request: Received) -> Behaviour:
        behaviour = receive(request)
        if (request.method, request.path) == ("POST", "/v1/batches") and not cut:
            cut.append(request)
            return Behaviour(body=b"{}", cut=True)
        return behaviour

    loopback.receive = deaf  # type: ignore[method-assign]  # a spy
    with a_run(tmp_path, 2) as (run, generation):
        by_batches(run, generation)
        assert run.counts(generation).done == 2
    assert cut
    assert created(loopback) == 1


def test_a_batch_that_the_provider_no_longer_knows_is_asked_anew(server: Server, tmp_path: Path) -> None:
    loopback = server(good, Fate(polls=10**9))
    stop = Stop()
    with a_run(tmp_path, 2) as (run, generation):
        by_batches(run, generation, stop=stop, listener=lambda _: stop.request())
        loopback.batches.clear()
        loopback.fates = [Fate()]
        by_batches(run, generation)
        assert run.counts(generation).done == 2


def test_a_stopped_driver_leaves_its_batches_to_the_next(server: Server, tmp_path: Path) -> None:
    loopback = server(good, Fate(polls=3))
    stop, seen = Stop(), []

    def watch(standing: Standing) -> None:
        seen.append(standing)
        stop.request()

    with a_run(tmp_path, 3) as (run, generation):
        by_batches(run, generation, stop=stop, listener=watch)
        assert run.counts(generation).left == 3
        assert seen == [Standing(batches=1, questions=3, completed=0, failed=0)]
        by_batches(run, generation)
        assert run.counts(generation).done == 3
    assert created(loopback) == 1
