"""A run never begins a document that would take it over its budget, and stops no earlier than it must."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.batch.budget import Budget
from summarizer.engines.meter import Prices
from summarizer.errors import BudgetError
from summarizer.store import Usage
from tests.batch.clockwork import run

PRICES = Prices(1.0, 4.0)


async def spend(budget: Budget, documents: Iterable[Usage], jobs: int, prompt: int = 1_000) -> int:
    """So many documents at a time until the budget says no; gives how many were finished."""
    gate, finished, over = asyncio.Semaphore(jobs), 0, False

    async def one(number: int, usage: Usage) -> None:
        nonlocal finished, over
        async with gate:
            if over:
                return
            try:
                await budget.reserve(str(number), prompt)
            except BudgetError:
                over = True
                return
            await asyncio.sleep(1)
            budget.settle(str(number), usage)
            finished += 1

    await asyncio.gather(*(one(n, usage) for n, usage in enumerate(documents)))
    return finished


def took(tokens_in: int, tokens_out: int) -> Usage:
    return Usage(1, tokens_in, tokens_out, None, 1.0)


LIMITS = [
    pytest.param(Budget(max_tokens=20_000), 14, id="tokens"),
    pytest.param(Budget(usd=0.03, prices=PRICES), 10, id="money"),
    pytest.param(Budget(max_tokens=20_000, usd=0.03, prices=PRICES), 10, id="both: the narrower one"),
    pytest.param(Budget(max_tokens=20_000, spent=took(15_000, 0)), 3, id="what was spent before counts"),
    pytest.param(Budget(max_tokens=1_000), 0, id="no room for one"),
    pytest.param(Budget(), 40, id="no limit"),
]


@pytest.mark.parametrize(("budget", "finished"), LIMITS)
@pytest.mark.parametrize("jobs", [1, 8])
def test_documents_alike_fill_the_budget_and_not_more(budget: Budget, finished: int, jobs: int) -> None:
    fresh = Budget(budget.max_tokens, budget.usd, budget.prices, budget.spent)
    done = run(spend(fresh, [took(900, 500)] * 40, jobs))
    assert finished - 1 <= done <= finished
    assert fresh.spent.tokens_in == budget.spent.tokens_in + 900 * done


@given(st.lists(st.tuples(st.integers(500, 1_400), st.integers(0, 900)), max_size=30), st.integers(1, 40_000))
def test_documents_that_take_what_is_expected_never_pass_it(sizes: list[tuple[int, int]], limit: int) -> None:
    budget = Budget(max_tokens=limit)
    # Within the first guess, and within what any earlier document taught.
    run(spend(budget, [took(*size) for size in sizes[:3]], 3))
    assert budget.spent.tokens_in + budget.spent.tokens_out <= limit


def test_a_failed_document_without_tokens_frees_its_room() -> None:
    budget = Budget(max_tokens=3_000)
    assert run(spend(budget, [took(0, 0)] * 20, 4)) == 20


def test_the_budget_says_what_to_do() -> None:
    with pytest.raises(BudgetError, match=r"over its budget of 0\.01 US dollars.*nothing is asked twice") as caught:
        asyncio.run(Budget(usd=0.01, prices=PRICES).reserve("a", 100_000))
    assert caught.value.exit_code == 20
