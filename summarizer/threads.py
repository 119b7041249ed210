"""How many threads linear algebra takes: one.

The matrices of a sentence are small. Shared out over threads they take as long, cost twice the work, and crawl when
another process wants the same cores.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache

from threadpoolctl import ThreadpoolController


def one_thread() -> AbstractContextManager[object]:
    """A block in which numpy's linear algebra runs in one thread; afterwards as before."""
    limited: AbstractContextManager[object] = _libraries().limit(limits=1, user_api="blas")
    return limited


@cache
def _libraries() -> ThreadpoolController:
    """The libraries that are loaded at the first call; who calls has loaded numpy by then."""
    return ThreadpoolController()
