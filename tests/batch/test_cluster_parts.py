"""The parts of a cluster run that need no cluster: the ferry, the keeper of the gate, what is told without Ray."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from types import SimpleNamespace

import pytest

from summarizer import api
from summarizer.batch.cluster.crew import _Ferry, _given_up, _portable, _prefixes
from summarizer.batch.cluster.gate import GateKeeper, Slip
from summarizer.batch.cluster.ring import joined
from summarizer.batch.limiter import Limiter
from summarizer.batch.settling import Defect
from summarizer.engines.meter import Meter
from summarizer.errors import EngineError, NoEngineError


class RayError(Exception):
    """Stands in for what Ray raises when it has given a task up."""


class Sea:
    """Stands in for Ray: carries out what is sent at once, or never, or sinks with what is deadly."""

    exceptions = SimpleNamespace(RayError=RayError)

    def __init__(self, deadly: Sequence[int] = (), *, calm: bool = False, told: str = "lost") -> None:
        self.deadly, self.calm, self.told = deadly, calm, told
        self.sent: list[list[int]] = []
        self.cancelled: list[object] = []

    def send(self, values: list[int]) -> SimpleNamespace:
        self.sent.append(values)
        future: Future[list[int]] = Future()
        if set(values) & set(self.deadly):
            future.set_exception(RayError(self.told))
        elif not self.calm:
            future.set_result([value * 10 for value in values])
        return SimpleNamespace(future=lambda: future)

    def cancel(self, reference: object, *, force: bool) -> None:
        assert force
        self.cancelled.append(reference)


def carried(sea: Sea, values: Sequence[int], each: int) -> list[int | BaseException]:
    async def run() -> list[int | BaseException]:
        ferry: _Ferry[int, int] = _Ferry(sea, sea.send, each)
        return await asyncio.gather(*(ferry(value) for value in values), return_exceptions=True)

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("values", "each", "sent"),
    [
        ([1], 1, [[1]]),
        ([1, 2, 3], 3, [[1, 2, 3]]),
        ([1, 2, 3, 4, 5], 2, [[1, 2], [3, 4], [5]]),
        ([7], 8, [[7]]),
    ],
)
def test_values_cross_together_and_results_come_back_to_whoever_waits(
    values: list[int], each: int, sent: list[list[int]]
) -> None:
    sea = Sea()
    assert carried(sea, values, each) == [value * 10 for value in values]
    assert sea.sent == sent


def test_what_sinks_its_ship_goes_down_alone() -> None:
    sea = Sea(deadly=[2])
    one, two, three = carried(sea, [1, 2, 3], 3)
    assert (one, three) == (10, 30)
    assert isinstance(two, EngineError)
    assert sea.sent == [[1, 2, 3], [1], [2], [3]]


def test_workers_without_the_program_are_told_from_documents_that_kill() -> None:
    (error,) = carried(Sea([1], told="ModuleNotFoundError: No module named 'summarizer'"), [1], 1)
    assert isinstance(error, NoEngineError)


def test_what_the_workers_own_program_raises_is_a_defect_and_no_lost_worker() -> None:
    raised = RayError("the task failed")
    raised.cause = ImportError("cannot import name 'segment'")  # type: ignore[attr-defined]  # as RayTaskError has it
    error = _given_up(raised)
    assert isinstance(error, Defect)
    assert error.cause == "ImportError"


def test_closing_gives_up_what_is_under_way() -> None:
    sea = Sea(calm=True)

    async def run() -> None:
        ferry: _Ferry[int, int] = _Ferry(sea, sea.send, 1)
        waiting = asyncio.ensure_future(ferry(1))
        await asyncio.sleep(0.01)
        await ferry.aclose()
        with pytest.raises(asyncio.CancelledError):
            await waiting

    asyncio.run(run())
    assert len(sea.cancelled) == 1


def test_who_no_longer_waits_is_left_on_the_quay() -> None:
    sea = Sea()

    async def run() -> int:
        ferry: _Ferry[int, int] = _Ferry(sea, sea.send, 2)
        gone = asyncio.ensure_future(ferry(1))
        await asyncio.sleep(0)
        gone.cancel()
        await asyncio.sleep(0)
        return await ferry(2)

    assert asyncio.run(run()) == 20
    assert sea.sent == [[2]]


def keeping(work: Callable[[GateKeeper], object], *, jobs: int, lease: float) -> object:
    async def run() -> object:
        keeper = GateKeeper(lambda: Limiter(jobs), lease)
        result: object = await work(keeper)  # type: ignore[misc]  # every one is a coroutine function
        return result

    return asyncio.run(run())


def test_a_ticket_of_a_lost_worker_is_taken_back() -> None:
    async def work(keeper: GateKeeper) -> bool:
        await keeper.enter(10)
        async with asyncio.timeout(5.0):
            await keeper.enter(10)  # has to wait for the first, which never leaves
        return True

    assert keeping(work, jobs=1, lease=0.05)


def test_a_ticket_counts_once_however_often_it_is_given_back() -> None:
    async def work(keeper: GateKeeper) -> int:
        first = await keeper.enter(10)
        await keeper.leave(first, 20, None)
        await keeper.leave(first, 20, Slip(None, True))
        await keeper.leave(99.0, 20, None)
        second = await keeper.enter(10)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await keeper.enter(10)
        return int(second - first)

    assert keeping(work, jobs=1, lease=60.0) == 1


@pytest.mark.parametrize(
    ("engine", "prefixes"),
    [
        ("rules", ("SUMMARIZER_",)),
        ("local", ("SUMMARIZER_",)),
        ("openai", ("SUMMARIZER_", "OPENAI_", "OPENAI_")),
        ("azure_openai", ("SUMMARIZER_", "AZURE_", "OPENAI_")),
        ("anthropic", ("SUMMARIZER_", "ANTHROPIC_", "OPENAI_")),
    ],
)
def test_variables_that_travel(engine: str, prefixes: tuple[str, ...]) -> None:
    assert _prefixes(engine) == prefixes


def test_what_belongs_to_this_process_stays() -> None:
    assert _portable(api.Options(model="openai/x", meter=Meter(), progress=print)) == {"model": "openai/x"}


def test_without_ray_it_is_told_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(NoEngineError, match=r"summarizer\[ray\]"), joined("auto"):
        pass
