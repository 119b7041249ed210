"""However often a run is interrupted and taken up again, it ends as if it had never been."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.errors import FetchError, RefusedError
from summarizer.store import Outcome, Run, open_run
from tests.store.sample import SETTINGS, USAGE, article, partial

ARTICLES = [article(number) for number in range(3)]
FINAL = (Outcome.DONE, Outcome.PARTIAL, Outcome.REFUSED)

endings = st.builds(
    lambda failed, last: [*failed, last], st.lists(st.just(Outcome.FAILED), max_size=2), st.sampled_from(FINAL)
)
plans = st.tuples(endings, endings, endings)
"""For every document, how its attempts end: some fail, then one is final."""


def work(run: Run, plan: Sequence[Sequence[Outcome]], steps: int) -> bool:
    """Do what is left to do, at most `steps` things of it; True when there was nothing left."""
    done = 0
    for number, one in enumerate(ARTICLES):  # sources are given again when a run is taken up
        run.add(one.document, f"{number}.txt")
        run.unread(f"{number}.gone", FetchError("Gone."))
        if (done := done + 1) >= steps:
            return False
    generation = run.generation(SETTINGS)
    planned = {one.document.sha256: (one, plan[number]) for number, one in enumerate(ARTICLES)}
    while todo := list(run.todo(generation)):
        for document_id in todo:
            one, outcomes = planned[document_id]
            outcome = outcomes[run.next_attempt(generation, document_id) - 1]
            _finish(run, one, outcome)
            if (done := done + 1) >= steps:
                return False
    return True


def _finish(run: Run, one: Any, outcome: Outcome) -> None:
    brief = one.brief() if outcome is Outcome.DONE else partial(one) if outcome is Outcome.PARTIAL else None
    error = None if brief else RefusedError("No.")
    generation = run.generation(SETTINGS)
    run.finish(generation, one.document.sha256, outcome, brief=brief, usage=USAGE, error=error)


def state(run: Run) -> Any:
    """Everything in a run except the hours at which it was put there."""
    run.check()
    generation = run.generation(SETTINGS)
    tries = [run.attempts(generation, one.document.sha256) for one in ARTICLES]
    return (
        [(r.document, r.brief, r.outcome, r.attempt, r.locations) for r in run.records()],
        [[(a.number, a.outcome, a.usage, a.kind, a.reason) for a in attempts] for attempts in tries],
        list(run.unsolved(generation)),
        list(run.unread_sources()),
        run.counts(generation),
        run.search("norland", 99),
    )


@settings(max_examples=20, deadline=None)
@given(plans, st.lists(st.integers(1, 8), max_size=4))
def test_a_resumed_run_equals_an_uninterrupted_one(plan: Any, cuts: list[int]) -> None:
    with TemporaryDirectory() as folder:
        with open_run(Path(folder) / "whole.run", create=True, write=True) as run:
            assert work(run, plan, 1000)
            expected = state(run)
        for cut in cuts:
            with open_run(Path(folder) / "cut.run", create=True, write=True) as run:
                work(run, plan, cut)
        with open_run(Path(folder) / "cut.run", create=True, write=True) as run:
            assert work(run, plan, 1000)
            assert state(run) == expected
            assert list(run.todo(run.generation(SETTINGS))) == []
