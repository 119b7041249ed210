"""How fast requests may go: never faster than told, never slower than need be."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.batch.limiter import ANSWER_TOKENS, LONGEST_ASKED, Bucket, Limiter
from summarizer.engines.retry import Transient
from summarizer.errors import ProviderError
from tests.batch.clockwork import now, run


def too_much(retry_after: float | None = None) -> Transient:
    return Transient(ProviderError("HTTP 429"), retry_after, throttled=True)


BROKEN = Transient(ProviderError("HTTP 500"))


async def send(limiter: Limiter, seconds: float = 1.0, prompt: int = 100, tokens: int = 150) -> float:
    """One answered request; gives when it was sent."""
    ticket = await limiter.enter(prompt)
    sent = now()
    await asyncio.sleep(seconds)
    limiter.leave(ticket, tokens, None)
    return sent


async def fail(limiter: Limiter, failure: Transient) -> None:
    limiter.leave(await limiter.enter(100), 0, failure)


RESTS = st.lists(st.sampled_from([0.0] * 9 + [1.0, 20.0, 70.0]), min_size=80, max_size=160)


@given(st.integers(1, 40), RESTS, st.floats(1, 20))
def test_in_no_minute_is_more_taken_than_may_be(a_minute: int, rests: list[float], burst: float) -> None:
    bucket, time, taken = Bucket(a_minute, burst), 0.0, []
    for rest in rests:
        time += rest
        time += bucket.wait(1.0, time)
        bucket.take(1.0, time)
        taken.append(time)
    # Half a millisecond is what rounding may cost.
    assert all(later - sooner > 60 - 5e-4 for sooner, later in zip(taken, taken[a_minute:], strict=False))


@pytest.mark.parametrize(
    ("rpm", "requests", "seconds"), [(60, 62, 60.0), (600, 611, 60.0), (1, 3, 120.0), (0.5, 2, 120.0)]
)
def test_a_rate_is_used_up(rpm: float, requests: int, seconds: float) -> None:
    async def all_of_them() -> float:
        limiter = Limiter(50, rpm=rpm)
        return max(await asyncio.gather(*(send(limiter, 0.01) for _ in range(requests))))

    assert run(all_of_them()) == pytest.approx(seconds, rel=0.05)


def test_tokens_are_settled_by_what_was_really_taken() -> None:
    async def all_of_them() -> float:
        limiter = Limiter(1, tpm=6_000)
        return [await send(limiter, 0.0, prompt=1_000, tokens=100) for _ in range(60)][-1]

    # 60 requests of 100 tokens are a minute's worth, whatever was estimated.
    assert run(all_of_them()) < 75.0


def test_a_request_larger_than_a_minute_still_goes() -> None:
    async def both() -> list[float]:
        limiter = Limiter(2, tpm=1_000)
        return [await send(limiter, 0.0, prompt=5_000, tokens=6_000) for _ in range(2)]

    first, second = run(both())
    assert first == 0.0
    assert second == pytest.approx(360.0, rel=0.1)


def test_no_more_fly_than_jobs() -> None:
    async def most() -> int:
        limiter, seen = Limiter(3), []

        async def one() -> None:
            ticket = await limiter.enter(1)
            seen.append(limiter.flying)
            await asyncio.sleep(1)
            limiter.leave(ticket, 1, None)

        await asyncio.gather(*(one() for _ in range(10)))
        return max(seen)

    assert run(most()) == 3


def test_whoever_waits_longest_goes_next() -> None:
    async def order() -> list[int]:
        limiter, went = Limiter(1), []

        async def one(number: int) -> None:
            await send(limiter)
            went.append(number)

        await asyncio.gather(*(one(n) for n in range(6)))
        return went

    assert run(order()) == [0, 1, 2, 3, 4, 5]


def test_one_burst_of_refusals_halves_once_and_answers_add_up_again() -> None:
    async def course() -> list[float]:
        limiter, course = Limiter(8), []
        tickets = [await limiter.enter(1) for _ in range(8)]
        for ticket in tickets:
            limiter.leave(ticket, 0, too_much())
        course.append(limiter.allowed)
        await fail(limiter, too_much())
        course.append(limiter.allowed)
        await fail(limiter, BROKEN)
        course.append(limiter.allowed)
        for _ in range(60):
            await send(limiter, 0.0)
        return [*course, limiter.allowed]

    assert run(course()) == [4.0, 2.0, 2.0, 8.0]


def test_at_least_one_flies_always() -> None:
    async def allowed() -> float:
        limiter = Limiter(8)
        for _ in range(10):
            await fail(limiter, too_much())
        return limiter.allowed

    assert run(allowed()) == 1.0


PAUSES = [
    (too_much(30.0), 30.0),
    (too_much(0.0), 0.5),
    (too_much(None), 0.5),
    (too_much(1e9), LONGEST_ASKED),
    (Transient(ProviderError("HTTP 500"), 7.0), 7.0),
    (BROKEN, 0.0),
]


@pytest.mark.parametrize(("failure", "seconds"), PAUSES)
def test_a_pause_that_one_request_is_asked_for_holds_for_all(failure: Transient, seconds: float) -> None:
    async def times() -> list[float]:
        limiter = Limiter(4)
        await fail(limiter, failure)
        return await asyncio.gather(*(send(limiter, 0.0) for _ in range(3)))

    assert run(times()) == [pytest.approx(seconds, abs=0.01)] * 3


def test_pauses_that_nobody_asked_for_double_until_an_answer_comes() -> None:
    async def times() -> list[float]:
        limiter, seen = Limiter(1), []
        for _ in range(4):
            await fail(limiter, too_much())
            seen.append(now())
        await send(limiter, 0.0)
        answered = now()
        await fail(limiter, too_much())
        return [*seen, answered, await send(limiter, 0.0) - answered]

    assert run(times()) == [pytest.approx(at, abs=0.05) for at in (0.0, 0.5, 1.5, 3.5, 7.5, 0.5)]


def test_a_long_pause_is_told() -> None:
    told: list[str] = []

    async def both() -> None:
        limiter = Limiter(4, tell=told.append)
        await fail(limiter, too_much(1.0))
        await fail(limiter, too_much(30.0))

    run(both())
    assert told == ["the provider asks for a pause of 30 s; all requests wait."]


def test_whoever_gives_up_waiting_holds_nobody_up() -> None:
    async def sent() -> float:
        limiter = Limiter(1)
        held = await limiter.enter(1)
        waiting = asyncio.create_task(limiter.enter(1))
        await asyncio.sleep(1)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        limiter.leave(held, 1, None)
        return await send(limiter)

    assert run(sent()) == pytest.approx(1.0, abs=0.01)


def test_answers_are_estimated_by_those_before() -> None:
    async def charged() -> float:
        limiter = Limiter(1, tpm=1e9)
        for _ in range(60):
            await send(limiter, 0.0, prompt=100, tokens=400)
        return limiter.answer_tokens

    assert ANSWER_TOKENS != 300
    assert run(charged()) == pytest.approx(300, rel=0.05)
