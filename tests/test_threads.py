"""Linear algebra in one thread, and afterwards as before."""

from __future__ import annotations

import numpy as np
from threadpoolctl import threadpool_info

from summarizer.threads import one_thread


def threads() -> list[int]:
    return [library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"]


def test_a_block_runs_in_one_thread_and_leaves_the_rest_as_it_was() -> None:
    assert np.eye(2).sum() == 2
    before = threads()
    with one_thread():
        assert threads()
        assert set(threads()) == {1}
    assert threads() == before
