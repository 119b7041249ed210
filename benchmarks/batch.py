"""Documents a minute of a batch run beside a bare loop on the `openai` client, on one server in one go.

    python -m benchmarks.batch [--documents 120] [--jobs 8] [--latency 1.0] [--rounds 2] [--limit 0.8]

The server stands in another process on this machine and answers after `latency` seconds with a whole account. The bare
loop sends requests of the same size and throws the answers away; the run segments, annotates, grounds and stores, with
every commit on disk. Both take turns, round by round. Exit 1 when the run is slower than `limit` times the loop.

Told with it is the processor's time that a document takes here and in the processes that read, starting them included:
no run can be faster than those together on all processors, nor than either on one.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import statistics
import tempfile
import time
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Annotated, Any

import openai
import typer

from summarizer import api
from summarizer.batch.runner import Limits, run
from summarizer.batch.sources import Item
from summarizer.document import Document
from summarizer.store import open_run
from tests.engines.accounts import TEXT, full
from tests.loopback import Loopback, ok, slow

FILLER = "The ministry published the figures for road repairs in the northern districts, and the council met twice. "


def main(
    documents: Annotated[int, typer.Option(min=10)] = 120,
    jobs: Annotated[int, typer.Option(min=1)] = 8,
    latency: Annotated[float, typer.Option(min=0, help="Seconds until the server answers.")] = 1.0,
    rounds: Annotated[int, typer.Option(min=1)] = 2,
    processes: Annotated[int, typer.Option(min=0, help="That segment and annotate; 0 is a thread.")] = 1,
    limit: Annotated[float, typer.Option(help="The lowest ratio that passes.")] = 0.8,
) -> None:
    """Print documents a minute of both, and the ratio of the medians."""
    near, far = multiprocessing.get_context("spawn").Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(far, latency), daemon=True)
    server.start()
    os.environ["OPENAI_BASE_URL"] = near.recv()
    body = request()
    rates: dict[str, list[float]] = {"bare": [], "run": []}
    here: list[float] = []
    there: list[float] = []
    for turn in range(rounds):
        rates["bare"].append(documents / timed(partial(bare, documents, jobs, body)) * 60)
        before = os.times()
        rates["run"].append(documents / timed(partial(batch, documents, jobs, processes, turn)) * 60)
        after = os.times()
        here.append(after.user - before.user + after.system - before.system)
        there.append(after.children_user - before.children_user + after.children_system - before.children_system)
    server.terminate()
    bare_rate, run_rate = statistics.median(rates["bare"]), statistics.median(rates["run"])
    ratio = run_rate / bare_rate
    typer.echo(f"bare {bare_rate:.0f}   run {run_rate:.0f} documents a minute   ratio {ratio:.2f}")
    own, others = (statistics.median(seconds) / documents * 1000 for seconds in (here, there))
    typer.echo(f"processor: {own:.0f} ms a document here, {others:.0f} ms in the processes that read")
    if ratio < limit:
        typer.echo(f"below {limit}", err=True)
        raise typer.Exit(1)


def serve(far: Connection, latency: float) -> None:
    """The server's process: tells its address, then answers until it is ended."""
    with Loopback() as loopback:
        loopback.script(slow(latency, ok(json.dumps(full()), tokens_in=1800, tokens_out=900)))
        far.send(loopback.url)
        time.sleep(3600)


def article(number: int) -> Document:
    """About as long as a wire report."""
    return Document(f"{TEXT}\n{FILLER * 12}\nThis is report {number}.\n")


def request() -> Any:
    """What a run would send about one article."""
    messages = api.plan(article(0), model="openai/test-model").calls[0]
    return {"model": "test-model", "messages": [dict(message) for message in messages], "temperature": 0}


def bare(documents: int, jobs: int, body: Any) -> None:
    """The loop that anybody would write first."""

    async def all_of_them() -> None:
        gate = asyncio.Semaphore(jobs)
        async with openai.AsyncOpenAI(api_key="none") as client:

            async def one() -> None:
                async with gate:
                    completion = await client.chat.completions.create(**body)
                    json.loads(completion.choices[0].message.content or "")

            await asyncio.gather(*(one() for _ in range(documents)))

    asyncio.run(all_of_them())


def batch(documents: int, jobs: int, processes: int, turn: int) -> None:
    """A run from nothing to the last commit."""
    items = [Item(f"report {n}", partial(article, turn * documents + n)) for n in range(documents)]
    with tempfile.TemporaryDirectory() as folder, open_run(Path(folder) / "it.run", create=True, write=True) as store:
        limits = Limits(jobs=jobs, processes=processes)
        counts = asyncio.run(run(items, store, {"model": "openai/test-model"}, limits))
        assert counts.done == documents, counts
        assert counts.usage.calls == documents, counts


def timed(work: Any) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    typer.run(main)
