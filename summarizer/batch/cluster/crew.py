"""The workers as the driver sees them: hand over a source or a document, await what becomes of it.

Ray places the tasks, and tries them again elsewhere when a worker or a node is lost. What is awaited here at the same
time travels together, a few at a time: one task for each document would leave a worker idle while a provider answers.
"""

from __future__ import annotations

import asyncio
import os
import time
import uuid
from collections.abc import Callable
from functools import partial
from typing import Any, Generic, TypeVar

from summarizer import api
from summarizer.batch.cluster.gate import GateKeeper
from summarizer.batch.cluster.ring import ray_module
from summarizer.batch.cluster.worker import Load, Work, load_all, read_all
from summarizer.batch.limiter import Limiter
from summarizer.batch.runner import Limits
from summarizer.batch.settling import Failure, Reading
from summarizer.document import Document
from summarizer.errors import EngineError, NoEngineError, SummarizerError

T = TypeVar("T")
R = TypeVar("R")

PROVIDER_EACH = 8
"""Documents in one task where a worker mostly waits for answers."""
RULES_EACH = 4
LOADS_EACH = 8
LOCAL_CPUS = 4.0
"""Processors for one embedded model; a small machine gives what it has."""
RETRIES = 3
"""How often Ray tries a task again whose worker or node was lost."""
AHEAD = 2
"""Tasks handed out for each that can run, so that no worker waits for the driver."""
FOLLOW_SECONDS = 5.0
"""How often the driver looks whether nodes have come or gone."""
LINGER_SECONDS = 0.05
"""How long the first of a few waits for the others."""


class Crew:
    """The workers of the cluster that this process has joined, and what they are to do. Close it before leaving.

    Args:
        options: as `summarizer.api.arun` takes them.
        limits: of the whole run; all workers share one limiter.
    """

    def __init__(self, options: api.Options, limits: Limits) -> None:
        ray = self._ray = ray_module()
        engine = api.chosen(**options)
        asks = engine.name not in api.FREE
        self.each = PROVIDER_EACH if asks else RULES_EACH if engine.name == "rules" else 1
        self._cpus = min(LOCAL_CPUS, _largest(ray)) if engine.name == "local" else 1.0
        work = Work(
            id=uuid.uuid4().hex,
            options=_portable(options),
            environment={name: value for name, value in os.environ.items() if name.startswith(_prefixes(engine.name))},
            folder=os.getcwd(),
            limiter=_limiter(ray, limits) if asks else None,
            prices=limits.prices,
            retry=limits.retry,
        )
        self._looked, self._processors = float("-inf"), 0.0
        self._work = ray.put(work)
        load = ray.remote(num_cpus=1, max_retries=RETRIES)(load_all)
        read = ray.remote(num_cpus=self._cpus, max_retries=RETRIES)(read_all)
        self._loads = _Ferry[Load, Document | Failure](ray, partial(load.remote, self._work), LOADS_EACH)
        self._reads = _Ferry[Document, Reading](ray, partial(read.remote, self._work), self.each)

    def room(self) -> int:
        """How many documents may be under way, as the cluster is by now: nodes come and go."""
        if time.monotonic() > self._looked + FOLLOW_SECONDS:
            self._looked = time.monotonic()
            self._processors = float(self._ray.cluster_resources().get("CPU", 0.0))
        return max(1, int(self._processors / self._cpus)) * self.each * AHEAD

    async def load(self, load: Load) -> Document:
        """Read a source.

        Raises:
            SummarizerError: neither a worker nor the driver can.
        """
        loaded = await self._loads(load)
        if not isinstance(loaded, Failure):
            return loaded
        if loaded.kind == "FetchError":
            raise loaded.error
        # A file may lie where only the driver sees it.
        return await asyncio.to_thread(load)

    async def read(self, document: Document) -> Reading:
        """Read a document to its brief or its failure.

        Raises:
            EngineError: the workers were lost with it again and again.
        """
        return await self._reads(document)

    async def aclose(self) -> None:
        """Give up what is still under way."""
        await self._loads.aclose()
        await self._reads.aclose()


class _Ferry(Generic[T, R]):
    """Carries values over, a few at a time, and the results back.

    Args:
        send: hands several values over; gives a reference to their results, in order.
        each: the most in one task.
    """

    def __init__(self, ray: Any, send: Callable[[list[T]], Any], each: int) -> None:
        self._ray, self._send, self._each = ray, send, each
        self._quay: list[tuple[T, asyncio.Future[R]]] = []
        self._crossings: set[asyncio.Task[None]] = set()

    async def __call__(self, value: T) -> R:
        loop = asyncio.get_running_loop()
        future: asyncio.Future[R] = loop.create_future()
        self._quay.append((value, future))
        if len(self._quay) >= self._each:
            self._leave()
        elif len(self._quay) == 1:
            loop.call_later(LINGER_SECONDS, self._leave)
        return await future

    async def aclose(self) -> None:
        for task in self._crossings:
            task.cancel()
        await asyncio.gather(*self._crossings, return_exceptions=True)

    def _leave(self) -> None:
        aboard, self._quay = [(value, future) for value, future in self._quay if not future.done()], []
        if aboard:
            self._start(aboard)

    def _start(self, aboard: list[tuple[T, asyncio.Future[R]]]) -> None:
        task = asyncio.create_task(self._cross(aboard))
        self._crossings.add(task)
        task.add_done_callback(self._crossings.discard)

    async def _cross(self, aboard: list[tuple[T, asyncio.Future[R]]]) -> None:
        try:
            results = await self._results(self._send([value for value, _ in aboard]))
        except asyncio.CancelledError:
            for _, future in aboard:
                future.cancel()
            raise
        except self._ray.exceptions.RayError as error:
            if len(aboard) > 1:
                # One of them may be what kills the workers; alone it takes nobody along.
                for one in aboard:
                    self._start([one])
            else:
                _settle(aboard[0][1], error=_given_up(error))
        except Exception as error:  # it cannot be sent at all
            for _, future in aboard:
                _settle(future, error=error)
        else:
            for (_, future), result in zip(aboard, results, strict=True):
                _settle(future, result)

    async def _results(self, reference: Any) -> list[R]:
        try:
            came: list[R] = await asyncio.wrap_future(reference.future())
        except asyncio.CancelledError:
            self._ray.cancel(reference, force=True)
            raise
        return came


def _settle(future: asyncio.Future[R], result: R | None = None, *, error: Exception | None = None) -> None:
    if future.done():  # whoever waited has gone
        return
    if error is not None:
        future.set_exception(error)
    else:
        future.set_result(result)  # type: ignore[arg-type]  # without an error there is a result


def _given_up(error: BaseException) -> SummarizerError:
    told = " ".join(str(error).split())
    if "ModuleNotFoundError" in told or "No module named" in told:
        return NoEngineError(f"The workers lack something: …{told[-200:]}", "Install this program on every node.")
    cause = getattr(error, "cause", None)
    if isinstance(cause, Exception):  # raised by what runs there, and by no lost worker
        return Failure.of(cause).error
    return EngineError(
        f"The workers that read this were lost, again and again ({type(error).__name__}).",
        "Is it very large? Cut it, or give the nodes more memory.",
    )


def _portable(options: api.Options) -> api.Options:
    """The options without what belongs to this process."""
    kept = options.copy()
    kept.pop("progress", None)
    kept.pop("meter", None)
    return kept


def _prefixes(engine: str) -> tuple[str, ...]:
    """How the names of an engine's variables begin; one that charges nobody needs this program's own only."""
    return (
        ("SUMMARIZER_",) if engine in api.FREE else ("SUMMARIZER_", f"{engine.upper().partition('_')[0]}_", "OPENAI_")
    )


def _limiter(ray: Any, limits: Limits) -> Any:
    """The actor with the run's one limiter, on the driver's own node: with that the run ends anyway."""
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    here = NodeAffinitySchedulingStrategy(ray.get_runtime_context().get_node_id(), soft=True)
    keeper = ray.remote(num_cpus=0, max_concurrency=10_000, max_restarts=-1, max_task_retries=-1)(GateKeeper)
    name = f"summarizer-limiter-{uuid.uuid4().hex[:8]}"
    make = partial(Limiter, limits.jobs, rpm=limits.rpm, tpm=limits.tpm)
    return keeper.options(name=name, scheduling_strategy=here).remote(make)


def _largest(ray: Any) -> float:
    """The processors of the largest node."""
    alive = [node["Resources"].get("CPU", 1.0) for node in ray.nodes() if node["Alive"]]
    return max(1.0, max(alive, default=1.0))
