"""When a request is sent again, and after which pause."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.engines.retry import RetryPolicy, Transient, retry_after
from summarizer.errors import EngineError, ProviderError, RefusedError
from tests.engines.asking import GOOD, VALUE, Pauses, ask
from tests.loopback import Loopback, error, ok

NOW = 1_445_412_480.0  # Wed, 21 Oct 2015 07:28:00 GMT

HEADERS = [
    ({}, None),
    ({"retry-after": "7"}, 7.0),
    ({"retry-after": "0.5"}, 0.5),
    ({"retry-after": "-3"}, 0.0),
    ({"retry-after": "Wed, 21 Oct 2015 07:28:30 GMT"}, 30.0),
    ({"retry-after": "Wed, 21 Oct 2015 07:28:30"}, 30.0),
    ({"retry-after": "Wed, 21 Oct 2015 07:27:00 GMT"}, 0.0),
    ({"retry-after": "soon"}, None),
    ({"retry-after": "inf"}, None),
    ({"retry-after": "nan"}, None),
    ({"retry-after": "Wed, 99 Oct 2015 07:28:30 GMT"}, None),
    ({"retry-after-ms": "250", "retry-after": "7"}, 0.25),
    ({"retry-after-ms": "x", "retry-after": "7"}, 7.0),
]


@pytest.mark.parametrize(("headers", "seconds"), HEADERS)
def test_the_pause_that_headers_ask_for(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers, NOW) == seconds


@given(st.text())
def test_any_header_is_read_or_left(text: str) -> None:
    seconds = retry_after({"retry-after": text}, NOW)
    assert seconds is None or 0 <= seconds < float("inf")


def run(policy: RetryPolicy, failures: list[Exception]) -> tuple[str, int]:
    retries = 0

    def count() -> None:
        nonlocal retries
        retries += 1

    async def attempt() -> str:
        if failures:
            raise failures.pop(0)
        return "done"

    return asyncio.run(policy.run(attempt, count)), retries


def overloaded(seconds: float | None = None) -> Transient:
    return Transient(ProviderError("overloaded"), seconds)


def test_pauses_grow_and_stay_within_bounds() -> None:
    pauses = Pauses()
    policy = RetryPolicy(attempts=7, first=1.0, longest=8.0, sleep=pauses.sleep)
    assert run(policy, [overloaded() for _ in range(6)]) == ("done", 6)
    assert all(low <= pause <= low + 1 for pause, low in zip(pauses, [1, 2, 4, 8, 8, 8], strict=True))


def test_a_pause_asked_for_goes_before_up_to_a_limit() -> None:
    pauses = Pauses()
    policy = RetryPolicy(longest_asked=60.0, sleep=pauses.sleep)
    assert run(policy, [overloaded(7.0), overloaded(0.0), overloaded(3600.0)]) == ("done", 3)
    assert pauses == [7.0, 0.0, 60.0]


def test_the_last_failure_is_told() -> None:
    pauses = Pauses()
    with pytest.raises(ProviderError, match=r"^third$"):
        run(RetryPolicy(3, sleep=pauses.sleep), [overloaded(), overloaded(), Transient(ProviderError("third"))])
    assert len(pauses) == 2


@pytest.mark.parametrize("failure", [RefusedError("no"), ValueError("a bug")])
def test_what_is_not_transient_passes_at_once(failure: Exception) -> None:
    pauses = Pauses()
    with pytest.raises(type(failure)):
        run(RetryPolicy(sleep=pauses.sleep), [failure])
    assert pauses == []


@pytest.mark.parametrize("status", [429, 503])
def test_the_header_is_honoured_over_the_wire(loopback: Loopback, status: int) -> None:
    pauses = Pauses()
    loopback.script(error(status, retry_after="9"), error(status, retry_after="100000"), ok(GOOD))
    assert ask(loopback, pauses=pauses).value == VALUE
    assert pauses == [9.0, 120.0]


def test_the_sdk_sends_nothing_again_by_itself(loopback: Loopback) -> None:
    with pytest.raises(EngineError):
        ask(loopback.script(error(503)), attempts=1)
    assert len(loopback.requests) == 1
    assert loopback.requests[0].headers["x-stainless-retry-count"] == "0"
