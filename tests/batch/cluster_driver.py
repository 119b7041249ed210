"""A driver of a run on a cluster, as a process of its own that a test can kill: ADDRESS, RUN, and how many accounts."""

from __future__ import annotations

import asyncio
import sys
from functools import partial

from summarizer.batch.cluster import run_on_cluster
from summarizer.batch.inputs import Item
from summarizer.batch.runner import Limits
from summarizer.document import Document
from summarizer.store import open_run
from tests.batch.provider_runs import OPTIONS, account


def sources(count: int) -> list[Item]:
    """So many accounts."""
    return [Item(f"{number}.txt", partial(Document, account(number))) for number in range(count)]


def main(address: str, path: str, count: str) -> None:
    with open_run(path, create=True, write=True) as run:
        asyncio.run(run_on_cluster(sources(int(count)), run, OPTIONS, Limits(jobs=4), address=address))


if __name__ == "__main__":
    main(*sys.argv[1:])
