"""Who segments and annotates: a thread of this process, or processes of their own.

spaCy holds the interpreter's lock: two threads read no faster than one, two processes nearly twice as fast.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self

from summarizer import api
from summarizer.batch.settling import Defect
from summarizer.errors import InputError

if TYPE_CHECKING:
    from summarizer.annotate.model import Annotations
    from summarizer.segment import Segmentation

Annotated = tuple["Segmentation", "Annotations"]

FEW = 16
FIRST = "Nothing is said here."
"""A text that ends nobody's process."""
CLOSING_SECONDS = 1.0


class Readers(Protocol):
    """Segments and annotates texts, several at a time."""

    async def annotate(self, text: str) -> Annotated:
        """Raises InputError when whoever read it died of it, Defect when whoever reads dies of any text."""


class InThread:
    """One thread: nothing to start, and enough where a model's answers take longer than reading does."""

    def __init__(self, lexicon: str | os.PathLike[str] | None = None) -> None:
        self._lexicon = Path(lexicon) if lexicon else None
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="annotate")

    async def annotate(self, text: str) -> Annotated:
        return await asyncio.get_running_loop().run_in_executor(self._executor, annotated, text, self._lexicon)


def annotated(text: str, lexicon: Path | None = None) -> Annotated:
    """`summarizer.api.annotated`, after which the parser forgets the text's words.

    Its vocabulary keeps every word it has ever met: some 15 KB for a document of new names, 150 MB for ten thousand.
    One thread of a process only.
    """
    from summarizer.annotate.pipeline import load

    with load().memory_zone():
        return api.annotated(text, lexicon)


class InProcesses:
    """So many processes. Use it as a context manager.

    The first texts are read in a thread; processes are started when there turn out to be more than a few, and take over
    when they are ready, so that a short run need not wait for them and a long one loses no time.

    A text that kills its process (for want of memory, say) is tried once more with no other text beside it; when it
    kills that one too, it fails alone. When a text that is harmless kills its process as well, no text is to blame.
    """

    def __init__(self, count: int, lexicon: str | os.PathLike[str] | None = None) -> None:
        self.count = count
        self._lexicon = Path(lexicon) if lexicon else None
        self._thread = InThread(lexicon)
        self._pool = _pool(count)
        self._alone = asyncio.Lock()
        self._texts = 0
        self._starting: asyncio.Task[None] | None = None
        self._unable: Defect | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._starting is not None:
            self._starting.cancel()
        # Whoever still reads a text that nobody wants ends with it, or with this process; it is waited for no longer
        # than this. A pool that has ended takes its semaphores along; of those of one that has not, Python warns when
        # this process leaves.
        closing = threading.Thread(target=self._pool.shutdown, kwargs={"cancel_futures": True}, daemon=True)
        closing.start()
        closing.join(CLOSING_SECONDS)

    async def annotate(self, text: str) -> Annotated:
        self._texts += 1
        if self._texts == FEW:
            self._starting = asyncio.create_task(self._start())
        if self._starting is None or not self._starting.done():
            return await self._thread.annotate(text)
        pool = self._pool
        try:
            return await self._in(pool, text)
        except BrokenProcessPool:
            if pool is self._pool:
                # Every text that was being read hears of it; the first one to do so replaces the pool for all.
                self._pool = _pool(self.count)
        async with self._alone:
            if self._unable is not None:
                raise self._unable
            try:
                return await self._by_itself(text)
            except BrokenProcessPool as error:
                await self._check()
                raise InputError(
                    "Reading this document ended its process, twice.", "Is it very large? Cut it, or add memory."
                ) from error

    async def _check(self) -> None:
        """Raises Defect when processes end whatever they are given to read."""
        try:
            await self._by_itself(FIRST)
        except BrokenProcessPool as error:
            self._unable = Defect.behind(error, "The processes that read documents end before they have read one")
            raise self._unable from error

    async def _by_itself(self, text: str) -> Annotated:
        with _pool(1) as single:
            return await self._in(single, text)

    async def _start(self) -> None:
        """One text for each process, so that all of them are started."""
        await asyncio.gather(*(self._in(self._pool, FIRST) for _ in range(self.count)), return_exceptions=True)

    async def _in(self, pool: Executor, text: str) -> Annotated:
        with _deaf():
            reading = asyncio.get_running_loop().run_in_executor(pool, annotated, text, self._lexicon)
        return await reading


@contextmanager
def _deaf() -> Iterator[None]:
    """Processes started in the block never hear of Ctrl-C, not even before `_begin`."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _pool(count: int) -> ProcessPoolExecutor:
    # Started afresh and not forked: this process has threads, and a fork copies the locks that they hold.
    return ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), _begin)


def _begin() -> None:
    """In a new process: Ctrl-C is the parent's business, and when the parent is gone there is nothing left to do."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None

    def follow() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()
