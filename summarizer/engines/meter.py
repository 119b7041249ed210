"""What the model side has cost so far: calls, tokens, seconds, money."""

from __future__ import annotations

from dataclasses import dataclass, field


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
    `seconds` is the time spent waiting for answers; pauses between attempts are left out. An answer that came from a
    record counts like any other, with the seconds it took when it was first given; `recorded` says how many did.
    `used` names the kept answers that were given or added, for `summarizer.engines.records.prune`.
    """

    calls: int = 0
    retries: int = 0
    reasks: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: float = 0.0
    prices: Prices | None = None
    recorded: int = 0
    used: set[str] = field(default_factory=set)

    @property
    def asked(self) -> int:
        """The calls that went to a model, and not to a record."""
        return self.calls - self.recorded

    @property
    def cost_usd(self) -> float | None:
        """What the tokens cost, or None when no prices are known."""
        if self.prices is None:
            return None
        millions_in, millions_out = self.tokens_in / 1e6, self.tokens_out / 1e6
        return millions_in * self.prices.million_in_usd + millions_out * self.prices.million_out_usd
