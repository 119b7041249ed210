"""Threads for what blocks, so that the loop never does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Generator, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Any, ParamSpec, Self, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

CLOSING_SECONDS = 1.0


class Threads:
    """So many threads. Use it as a context manager.

    Args:
        wait: at the end, wait for what was begun. What is not waited for is given up.
        first: called by every thread before anything else.
    """

    def __init__(self, count: int, name: str, *, wait: bool, first: Callable[[], object] = lambda: None) -> None:
        self._executor = ThreadPoolExecutor(count, thread_name_prefix=name, initializer=first)
        self._wait = wait

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._executor.shutdown(wait=self._wait, cancel_futures=True)

    async def __call__(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The call's value. Cancelled, it is not waited for, but a call that was begun runs to its end."""
        return await asyncio.get_running_loop().run_in_executor(self._executor, partial(call, *args, **kwargs))

    async def each(self, values: Iterable[T]) -> AsyncGenerator[T, None]:
        """The values, each fetched in a thread when it is asked for; a generator is closed there as well."""
        iterator, end = iter(values), object()
        fetch: Callable[[], Any] = partial(next, iterator, end)
        try:
            while (value := await self(fetch)) is not end:
                yield value
        finally:
            if isinstance(iterator, Generator):
                with suppress(TimeoutError):  # it may be waiting for the network; then it is given up
                    async with asyncio.timeout(CLOSING_SECONDS):
                        await self(iterator.close)
