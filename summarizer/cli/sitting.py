"""From the options of `summarizer batch` to a sitting at a run, with signals, talk and an exit code."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from collections.abc import Callable, Coroutine, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import typer

from summarizer import api
from summarizer.batch import intake
from summarizer.batch.forecast import Forecast, forecast
from summarizer.batch.progress import words
from summarizer.batch.runner import Limits, Watch, run
from summarizer.batch.settings import options_of, settings_of
from summarizer.batch.sitting import Stop
from summarizer.batch.sources import Item, SourceOptions, sources
from summarizer.cli import output
from summarizer.cli.failures import say
from summarizer.cli.watching import Screen, counting, watching
from summarizer.errors import EXIT_INTERRUPTED, EXIT_PARTIAL, BudgetError, StoreError
from summarizer.store import Counts, Outcome, Run, Settings, open_run

T = TypeVar("T")


@dataclass(frozen=True)
class Asked:
    """What the command line asked for.

    `reading` are fields of `SourceOptions`, `pace` fields of `Limits`; `retry` names outcomes. `cluster` is the address
    of a Ray cluster, `via` a provider's own batch endpoint; without either the work is done here.
    """

    path: Path
    resuming: bool
    sources: tuple[str, ...]
    options: api.Options
    reading: dict[str, Any]
    retry: tuple[str, ...]
    limit: int | None
    pace: dict[str, Any]
    jobs: int | None
    cluster: str | None
    via: str | None
    quiet: bool

    @property
    def again(self) -> tuple[Outcome, ...]:
        return tuple(Outcome(name) for name in self.retry)


def sit(asked: Asked, *, dry: bool) -> int:
    """One sitting, or with `dry` what it would be; the counts go to stdout.

    Returns:
        The exit code.

    Raises:
        SummarizerError: the run could not begin, or could not go on.
    """
    if dry:
        return _foresee(asked)
    if not asked.resuming:
        settings_of(asked.options)  # what is wrong with them is said before a file is made
    with open_run(asked.path, create=not asked.resuming, write=True) as store:
        asked = replace(asked, options=_options(asked, store))
        settings = settings_of(asked.options)
        limits = _limits(asked, settings)
        stop, ended = Stop(), "failed"
        taken = [intake.begin(store, asked.sources, asked.reading)] if asked.sources else intake.pending(store)
        try:
            with watching(quiet=asked.quiet) as screen:
                ended = _go(asked, taken, store, limits, screen, stop)
        finally:
            counts = store.counts(store.generation(settings))
            _tell(counts, asked, ended)
    if ended == "interrupted":
        return EXIT_INTERRUPTED
    if ended == "budget":
        return BudgetError.exit_code
    return EXIT_PARTIAL if _lacking(counts) or ended == "incomplete" else 0


def _go(asked: Asked, taken: list[intake.Intake], store: Run, limits: Limits, screen: Screen, stop: Stop) -> str:
    """The sitting itself; gives how it ended."""
    again = [one for one in taken if asked.sources or one.can_be_read_again]
    latest: list[Any] = []

    def listen(status: Any) -> None:
        latest[:] = [status]
        screen.show(status)

    def found(tell: Callable[[str], None], **changed: Any) -> Iterator[Item]:
        for one in again:
            yield from sources(one.sources, SourceOptions(**(one.reading | changed), run=asked.path, tell=tell))

    watch = Watch(listen, screen.say, _total(again, found))
    before = store.counts(store.generation(settings_of(asked.options)))
    work = _work(asked, found(screen.say), store, limits, watch, stop)
    try:
        asyncio.run(_interruptible(work, stop, screen.say))
    except BudgetError as error:
        say(str(error))
        return "budget"
    except (KeyboardInterrupt, asyncio.CancelledError):
        say("stopped at once. What was finished is kept; --resume does the rest.")
        return "interrupted"
    if stop.requested:
        say("stopped. What was in flight is finished; --resume does the rest.")
        return "interrupted"
    for one in again:
        intake.end(store, one)
    if latest and not asked.quiet:
        say(words(latest[0]))
    if len(again) < len(taken):
        say("the end of what came on standard input was never seen; give it again with --resume RUN -.")
        return "incomplete"
    after = store.counts(store.generation(settings_of(asked.options)))
    if after == before and not any(status.finished or status.unread for status in latest):
        screen.say(f"nothing was left to do in {asked.path}; nobody was asked.")
    return "done"


def _work(
    asked: Asked, found: Iterator[Item], store: Run, limits: Limits, watch: Watch, stop: Stop
) -> Coroutine[Any, Any, Counts]:
    """The sitting here, on a cluster, or by the provider's batches: the same run whatever does it."""
    if asked.cluster is not None:
        from summarizer.batch.cluster import run_on_cluster

        address, again = asked.cluster, asked.again
        return run_on_cluster(found, store, asked.options, limits, watch, address=address, again=again, stop=stop)
    if asked.via is not None:
        from summarizer.batch.provider_batch import Standing, batched

        def stand(now: Standing) -> None:
            answered = f"{now.completed} of {now.questions} questions answered, {now.failed} failed"
            watch.tell(f"{now.batches} batches at the provider: {answered}")

        return batched(found, store, asked.options, limits, stand, again=asked.again, stop=stop)
    return run(found, store, asked.options, limits, watch, again=asked.again, stop=stop)


async def _interruptible(work: Coroutine[Any, Any, T], stop: Stop, say: Callable[[str], None]) -> T:
    """Ctrl-C or SIGTERM once asks `work` to come to an end, twice cancels it."""
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()

    def interrupt() -> None:
        if stop.requested:
            task.cancel()
            return
        stop.request()
        say("no new documents; what is in flight is being finished. Press Ctrl-C again to stop at once.")

    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, interrupt)
        except NotImplementedError:  # no such handlers on Windows
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(interrupt))
    return await task


def _options(asked: Asked, store: Run) -> api.Options:
    """As given, or as the run was begun."""
    if not asked.resuming:
        return asked.options
    newest = store.newest()
    if newest is None:
        raise StoreError(f"{asked.path} was never begun.", "Use --out, and say which sources and which model.")
    return options_of(newest.settings, asked.options)


def _limits(asked: Asked, settings: Settings) -> Limits:
    cores = os.cpu_count() or 1
    free = settings.engine in api.FREE
    if asked.pace["usd"] is not None and asked.pace["prices"] is None and not free:
        raise typer.BadParameter("--budget-usd needs --price IN,OUT")
    usual = {"rules": min(2, cores), "local": 1}.get(settings.engine, 8)
    jobs = asked.jobs or usual
    processes = {"rules": jobs if jobs > 1 else 0, "local": 0}.get(settings.engine, int(cores > 1))
    return Limits(jobs=jobs, processes=processes, documents=asked.limit, **asked.pace)


def _total(taken: list[intake.Intake], found: Callable[..., Iterator[Item]]) -> Callable[[], int | None]:
    """The number of sources, counted beside the work where they can be enumerated twice and for nothing."""
    if not all(one.can_be_read_again for one in taken):
        return lambda: None
    return counting(lambda: sum(1 for _ in found(lambda _: None, offline=True)))


def _lacking(counts: Counts) -> int:
    return counts.partial + counts.refused + counts.failed + counts.unread


def _tell(counts: Counts, asked: Asked, ended: str) -> None:
    """The counts: data on stdout, what is lacking in words on stderr."""
    data = {"run": str(asked.path), "ended": ended, **counts.data}
    output.write(json.dumps(data, ensure_ascii=False) + "\n", None)
    if asked.quiet:
        return
    lacking = [f"{getattr(counts, name)} {name}" for name in ("partial", "refused", "failed", "unread", "left")]
    lacking = [told for told in lacking if not told.startswith("0 ")]
    if lacking:
        say(f"{', '.join(lacking)} of {counts.documents} documents; `summarizer show {asked.path}` says which and why.")


def _foresee(asked: Asked) -> int:
    """What would be done, as a line of JSON and in words."""
    with ExitStack() as stack:
        store = None
        if asked.resuming or asked.path.exists():
            store = stack.enter_context(open_run(asked.path))
            asked = replace(asked, options=_options(asked, store))
        screen = stack.enter_context(watching(quiet=asked.quiet))
        options = SourceOptions(**{**asked.reading, "offline": True}, run=asked.path, tell=screen.say)
        unseen = intake.pending(store) if store is not None and not asked.sources else []
        given = asked.sources or tuple(s for one in unseen if one.can_be_read_again for s in one.sources)
        found: Iterator[Item] = sources(given, options)
        told = forecast(found, store, asked.options, asked.pace["prices"], again=asked.again, limit=asked.limit)
    output.write(
        json.dumps({"run": str(asked.path), "ended": "dry run", **asdict(told)}, ensure_ascii=False) + "\n", None
    )
    if not asked.quiet:
        _say_forecast(told)
    return 0


def _say_forecast(told: Forecast) -> None:
    for reason in told.reasons:
        say(f"unread: {reason}")
    cost = "at an unknown price (give --price)" if told.cost_usd is None else f"${told.cost_usd:,.2f}"
    others = f"{told.known:,} sources known, {told.unread:,} unread or to be fetched"
    tokens = f"about {told.tokens_in:,} tokens in and {told.tokens_out:,} out, {cost}"
    say(f"would read {told.documents:,} documents ({told.left:,} left from before); {others}; {tokens}.")
