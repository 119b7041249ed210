"""What batches come to: expired, cancelled, rejected, or too many at once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from summarizer.errors import ProviderError
from summarizer.store import Outcome
from tests.batch.provider_runs import (
    Server,
    a_run,
    by_batches,
    created,
    good,
    outcomes,
)
from tests.loopback.batches import Fate

DONE, FAILED = Outcome.DONE, Outcome.FAILED


@pytest.mark.parametrize(
    ("fates", "batches"),
    [
        pytest.param([Fate("expired", answered=2), Fate()], 2, id="expired in part"),
        pytest.param([Fate("expired", answered=0), Fate("expired", answered=4), Fate()], 3, id="expired twice"),
        pytest.param([Fate(lost=2), Fate()], 2, id="answers that are in neither file"),
        pytest.param([Fate(polls=40)], 1, id="one that takes long"),
    ],
)
def test_what_a_batch_leaves_is_asked_in_the_next(
    server: Server, tmp_path: Path, fates: list[Fate], batches: int
) -> None:
    loopback = server(good, *fates)
    with a_run(tmp_path, 5) as (run, generation):
        by_batches(run, generation)
        assert set(outcomes(run, generation).values()) == {DONE}
        assert run.counts(generation).usage.calls == 5
    assert created(loopback) == batches
    assert len(loopback.asked) == 5 + (fates[0].lost)


def test_a_batch_that_always_expires_ends_in_failed_documents(server: Server, tmp_path: Path) -> None:
    loopback = server(good, Fate("expired", answered=0))
    with a_run(tmp_path, 2) as (run, generation):
        by_batches(run, generation)
        assert {(u.outcome, u.kind) for u in run.unsolved(generation)} == {(FAILED, "ProviderError")}
        assert all("completion window" in str(u.reason) for u in run.unsolved(generation))
    assert created(loopback) == 3


def test_a_cancelled_batch_is_not_repeated_until_the_run_is_resumed(server: Server, tmp_path: Path) -> None:
    loopback = server(good, Fate("cancelled", answered=1), Fate())
    with a_run(tmp_path, 3) as (run, generation):
        by_batches(run, generation)
        assert Counter(outcomes(run, generation).values()) == {DONE: 1, FAILED: 2}
        assert created(loopback) == 1
        by_batches(run, generation)
        assert Counter(outcomes(run, generation).values()) == {DONE: 3}
    assert len(loopback.asked) == 3


FULL = {"code": "token_limit_exceeded", "message": "Enqueued token limit reached.", "line": None, "param": None}


def test_a_full_queue_makes_smaller_batches_one_after_another(server: Server, tmp_path: Path) -> None:
    loopback = server(good, Fate(errors=(FULL,)), Fate(errors=(FULL,)), Fate())
    with a_run(tmp_path, 8) as (run, generation):
        by_batches(run, generation)
        assert run.counts(generation).done == 8
    lines = [len(loopback.lines(batch.input_file_id)) for batch in loopback.batches.values()]
    assert lines[0] == 8
    assert max(lines[-2:]) <= 4
    assert len(loopback.asked) == 8


def test_a_line_that_the_provider_rejects_fails_alone(server: Server, tmp_path: Path) -> None:
    wrong = {"code": "invalid_json_line", "message": "This line is wrong.", "line": 2, "param": None}
    server(good, Fate(errors=(wrong,)), Fate())
    with a_run(tmp_path, 3) as (run, generation):
        by_batches(run, generation)
        assert outcomes(run, generation) == {"0.txt": DONE, "1.txt": FAILED, "2.txt": DONE}
        (unsolved,) = run.unsolved(generation)
    assert "This line is wrong" in str(unsolved.reason)


@pytest.mark.parametrize(
    "errors",
    [
        [{"code": "model_not_found", "message": "There is no such model.", "line": n, "param": None} for n in (1, 2)],
        [{"code": "invalid_file", "message": "There is no such model.", "line": None, "param": None}],
        [FULL | {"message": "There is no such model.", "line": None}] * 1,
    ],
    ids=["every line", "the file", "a queue that is full for one request alone"],
)
def test_a_batch_rejected_whole_ends_the_run_and_loses_nothing(
    server: Server, tmp_path: Path, errors: list[dict[str, Any]]
) -> None:
    loopback = server(good, *[Fate(errors=tuple(errors))] * 3)
    with a_run(tmp_path, 2) as (run, generation):
        with pytest.raises(ProviderError, match="There is no such model"):
            by_batches(run, generation)
        assert run.counts(generation).left == 2
        loopback.fates = [Fate()]
        by_batches(run, generation)
        assert run.counts(generation).done == 2
