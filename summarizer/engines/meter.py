"""What the model side has cost so far: calls, tokens, seconds, money."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Prices:
    """What a million tokens cost, in US dollars."""

    million_in_usd: float
    million_out_usd: float


@dataclass(slots=True)
class Meter:
    """Running totals over every attempt, transport retries and re-asks included.

    `calls` counts the requests that were answered, or failed after they were sent; `retries` the attempts that
    repeated a failed one; `reasks` the requests that handed an unusable answer back with the reason.
    `seconds` is the time spent waiting for answers; pauses between attempts are left out.
    """

    calls: int = 0
    retries: int = 0
    reasks: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: float = 0.0
    prices: Prices | None = None

    @property
    def cost_usd(self) -> float | None:
        """What the tokens cost, or None when no prices are known."""
        if self.prices is None:
            return None
        millions_in, millions_out = self.tokens_in / 1e6, self.tokens_out / 1e6
        return millions_in * self.prices.million_in_usd + millions_out * self.prices.million_out_usd
