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
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager, suppress
from multiprocessing.connection import Connection
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
CLOSING_SECONDS = 5.0
"""The most that the end of processes, which are told to end at once, is waited for."""


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
        self._pool = _Pool(count)
        self._alone = asyncio.Lock()
        self._texts = 0
        self._starting: asyncio.Task[None] | None = None
        self._unable: Defect | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._starting is not None:
            self._starting.cancel()
        self._pool.close()

    async def annotate(self, text: str) -> Annotated:
        self._texts += 1
        if self._texts == FEW:
            self._starting = asyncio.create_task(self._start())
        if self._starting is None or not self._starting.done():
            return await self._thread.annotate(text)
        pool = self._pool
        try:
            return await pool.annotate(text, self._lexicon)
        except BrokenProcessPool:
            if pool is self._pool:
                # Every text that was being read hears of it; the first one to do so replaces the pool for all.
                self._pool = _Pool(self.count)
                pool.close()
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
        with closing(_Pool(1)) as single:
            return await single.annotate(text, self._lexicon)

    async def _start(self) -> None:
        """One text for each process, so that all of them are started."""
        each = (self._pool.annotate(FIRST, self._lexicon) for _ in range(self.count))
        await asyncio.gather(*each, return_exceptions=True)


class _Pool:
    """Processes that end at once when it is closed, and when the process that made it ends, however that comes.

    Closed, it leaves nothing behind. Where this process is killed, the semaphores of the pool are taken away by
    Python's resource tracker, which then warns of them: nobody else is left to do it.
    """

    def __init__(self, count: int) -> None:
        # Started afresh and not forked: this process has threads, and a fork copies the locks that they hold.
        context = multiprocessing.get_context("spawn")
        self._collar, self._leash = context.Pipe(duplex=False)
        self._executor = ProcessPoolExecutor(count, context, _begin, (self._collar,))

    async def annotate(self, text: str, lexicon: Path | None) -> Annotated:
        with _deaf():
            reading = asyncio.get_running_loop().run_in_executor(self._executor, annotated, text, lexicon)
        return await reading

    def close(self) -> None:
        self._leash.close()
        ending = threading.Thread(target=self._executor.shutdown, kwargs={"cancel_futures": True}, daemon=True)
        ending.start()
        ending.join(CLOSING_SECONDS)
        self._collar.close()


def _begin(collar: Connection) -> None:
    """In a new process: Ctrl-C is the parent's business, and when it lets go of the other end nothing is left to do."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def follow() -> None:
        with suppress(EOFError, OSError):
            collar.recv()
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()


@contextmanager
def _deaf() -> Iterator[None]:
    """Processes started in the block never hear of Ctrl-C, which is their parent's business."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
