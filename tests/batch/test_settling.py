"""Failures as plain words, and what a reading comes to."""

from __future__ import annotations

import pickle

import pytest

from summarizer.batch.settling import OF_THE_RUN, Defect, Failure, Reading, usage_of
from summarizer.engines.meter import Meter, Prices
from summarizer.errors import (
    AnswerError,
    CredentialsError,
    EmptyInputError,
    FetchError,
    NoEngineError,
    ProviderError,
    RefusedError,
    SummarizerError,
    TruncatedError,
)
from summarizer.store import Outcome, Usage

KINDS = [
    SummarizerError, EmptyInputError, FetchError, NoEngineError, CredentialsError, RefusedError, TruncatedError,
    ProviderError, AnswerError,
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_failure_travels_and_is_the_same_error_again(kind: type[SummarizerError]) -> None:
    failure = pickle.loads(pickle.dumps(Failure.of(kind("It went wrong.", "Do this."))))
    assert type(failure.error) is kind
    assert (failure.error.what, failure.error.todo) == ("It went wrong.", "Do this.")
    assert failure.of_the_run is issubclass(kind, OF_THE_RUN)


@pytest.mark.parametrize(
    ("exception", "what", "cause"),
    [
        (
            ZeroDivisionError("division\nby zero"),
            "Reading failed unexpectedly (ZeroDivisionError: division by zero).",
            "ZeroDivisionError",
        ),
        (
            ImportError("cannot import name 'x' from 'y'."),
            "Reading failed unexpectedly (ImportError: cannot import name 'x' from 'y').",
            "ImportError",
        ),
        (KeyError(), "Reading failed unexpectedly (KeyError).", "KeyError"),
    ],
)
def test_any_other_exception_is_a_defect_told_with_its_class(exception: Exception, what: str, cause: str) -> None:
    failure = pickle.loads(pickle.dumps(Failure.of(exception)))
    assert isinstance(failure.error, Defect)
    assert (failure.what, failure.error.cause) == (what, cause)
    assert Failure.of(failure.error) == failure  # told twice it is the same
    assert not failure.of_the_run


@pytest.mark.parametrize("kind", ["OutputFolder", "annotations", "EXIT_PARTIAL", ""])
def test_a_kind_that_is_no_error_gives_the_root(kind: str) -> None:
    assert type(Failure(kind, "It went wrong.").error) is SummarizerError


@pytest.mark.parametrize(
    ("kind", "outcome"), [("RefusedError", Outcome.REFUSED), ("ProviderError", Outcome.FAILED), ("x", Outcome.FAILED)]
)
def test_outcome_of_a_failure(kind: str, outcome: Outcome) -> None:
    assert Reading("id", None, Failure(kind, "It went wrong."), Usage()).outcome is outcome


@pytest.mark.parametrize(
    ("meter", "free", "cost"),
    [
        (Meter(), False, 0.0),
        (Meter(calls=1, tokens_in=5), False, None),
        (Meter(calls=1, tokens_in=5), True, 0.0),
        (Meter(calls=1, tokens_in=2_000_000, tokens_out=1_000_000, prices=Prices(1.0, 4.0)), False, 6.0),
    ],
    ids=["nobody asked", "unknown price", "free", "known price"],
)
def test_cost_of_a_reading(meter: Meter, free: bool, cost: float | None) -> None:
    assert usage_of(meter, 1.0, free=free).cost_usd == cost
