"""What a run may still spend, asked before each document and settled after it."""

from __future__ import annotations

import asyncio
import math
from dataclasses import dataclass, field

from summarizer.engines.meter import Prices
from summarizer.errors import BudgetError
from summarizer.store import Usage

ANSWER_SHARE = 1.5
"""Tokens in over the estimated prompts, as long as no document has been read: some are asked a second time."""


@dataclass
class _Share:
    """Running mean and deviation (Welford 1962) of what documents took over their estimate, as a factor."""

    count: int = 0
    mean: float = 0.0
    squares: float = 0.0

    def learn(self, factor: float) -> None:
        self.count += 1
        step = factor - self.mean
        self.mean += step / self.count
        self.squares += step * (factor - self.mean)

    def cautious(self, before: float) -> float:
        """Two deviations above the mean, or `before` while little is known."""
        if self.count < 3:
            return max(before, self.mean)
        return self.mean + 2.0 * math.sqrt(self.squares / (self.count - 1))


@dataclass
class Budget:
    """Tokens and money of a whole run, earlier sittings included.

    Documents in flight count with what they are expected to take: their estimated prompts, times what earlier documents
    took over theirs. A document that takes far more than any before it can still pass the budget, once.

    Args:
        max_tokens: tokens in and out, None for no limit.
        usd: None for no limit; needs `prices`.
        prices: None when the engine is free.
        spent: so far.
    """

    max_tokens: int | None = None
    usd: float | None = None
    prices: Prices | None = None
    spent: Usage = field(default_factory=Usage)
    _flying: dict[str, int] = field(default_factory=dict)
    _into: _Share = field(default_factory=_Share)
    _out: _Share = field(default_factory=_Share)
    _settled: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def limited(self) -> bool:
        return self.max_tokens is not None or self.usd is not None

    async def reserve(self, document_id: str, prompt_tokens: int) -> None:
        """Wait until the document certainly fits, or is known not to.

        Args:
            prompt_tokens: estimate of the prompts known beforehand.

        Raises:
            BudgetError: it does not fit, even after all that is in flight has been settled.
        """
        while self.limited and (passed := self._passed(prompt_tokens)):
            if not self._flying:
                raise BudgetError(
                    f"The next document might take the run over its budget of {passed}, so it stops here.",
                    "Raise the budget and run it again; nothing is asked twice.",
                )
            self._settled.clear()
            await self._settled.wait()
        self._flying[document_id] = prompt_tokens

    def settle(self, document_id: str, usage: Usage) -> None:
        """The document is over, however it ended."""
        prompt = self._flying.pop(document_id, 0)
        self.spent += usage
        if prompt and usage.tokens_in:
            self._into.learn(usage.tokens_in / prompt)
            self._out.learn(usage.tokens_out / prompt)
        self._settled.set()

    def expected(self, prompt_tokens: int) -> tuple[int, int]:
        """Tokens in and out that documents with such prompts may take, cautiously."""
        share = ANSWER_SHARE
        return math.ceil(prompt_tokens * self._into.cautious(share)), math.ceil(prompt_tokens * self._out.cautious(1.0))

    def cost(self, tokens_in: int, tokens_out: int) -> float:
        """In US dollars; 0 without prices."""
        if self.prices is None:
            return 0.0
        return (tokens_in * self.prices.million_in_usd + tokens_out * self.prices.million_out_usd) / 1e6

    def _passed(self, prompt_tokens: int) -> str:
        """Which limit one more document might pass, "" for none."""
        more_in, more_out = self.expected(sum(self._flying.values()) + prompt_tokens)
        tokens = self.spent.tokens_in + self.spent.tokens_out + more_in + more_out
        if self.max_tokens is not None and tokens > self.max_tokens:
            return f"{self.max_tokens:,} tokens"
        if self.usd is not None:
            spent = self.cost(self.spent.tokens_in, self.spent.tokens_out)
            if spent + self.cost(more_in, more_out) > self.usd:
                return f"{self.usd:,.2f} US dollars"
        return ""
