"""What a sitting has done so far, in numbers and in words."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from summarizer.store import Outcome, Usage

REMEMBERED = 240
"""Documents by which the present speed is told."""


@dataclass(frozen=True, slots=True)
class Status:
    """One look at a sitting. Documents are those of this sitting; `known` had their answer before.

    `left` is None while nobody knows how many sources there are; `seconds_left` is None when it cannot be told.
    """

    outcomes: dict[Outcome, int]
    unread: int
    known: int
    flying: int
    left: int | None
    usage: Usage
    per_minute: float
    seconds_left: float | None

    @property
    def finished(self) -> int:
        return sum(self.outcomes.values())


Listener = Callable[[Status], None]


@dataclass
class Tally:
    """Counts while the work goes on, and tells `listener` after every change.

    Args:
        expected: how many documents and sources there are to go through, as far as is known by now.
        clock: seconds, monotonic.
    """

    listener: Listener
    expected: Callable[[], int | None]
    clock: Callable[[], float] = time.monotonic
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    unread: int = 0
    known: int = 0
    flying: int = 0
    usage: Usage = field(default_factory=Usage)
    _ends: deque[float] = field(default_factory=lambda: deque(maxlen=REMEMBERED))

    def __post_init__(self) -> None:
        self._ends.append(self.clock())

    @contextmanager
    def flight(self) -> Iterator[None]:
        """A document or source is under way."""
        self.flying += 1
        try:
            yield
        finally:
            self.flying -= 1
            self._tell()

    def finish(self, outcome: Outcome, usage: Usage, *, before: Outcome | None = None) -> None:
        """A document is over. `before` is how it ended when this is its second round."""
        if before is not None:
            self.outcomes[before] -= 1
        self.outcomes[outcome] += 1
        self.usage += usage
        self._ends.append(self.clock())

    def pass_over(self, *, read: bool) -> None:
        """A source that gave nothing to do: it could not be read, or its text was known."""
        if read:
            self.known += 1
        else:
            self.unread += 1

    def status(self) -> Status:
        expected, rate = self.expected(), self._rate()
        gone = sum(self.outcomes.values()) + self.unread + self.known
        left = None if expected is None else max(expected - gone, self.flying)
        seconds = left / rate if left is not None and rate else None
        outcomes = {outcome: self.outcomes[outcome] for outcome in Outcome}
        return Status(outcomes, self.unread, self.known, self.flying, left, self.usage, rate * 60, seconds)

    def _rate(self) -> float:
        """Documents a second, lately."""
        seconds = self.clock() - self._ends[0]
        return (len(self._ends) - 1) / seconds if len(self._ends) > 1 and seconds > 0 else 0.0

    def _tell(self) -> None:
        self.listener(self.status())


def words(status: Status) -> str:
    """One line: "412 done, 3 failed, 84 left; 1,204,311 tokens, $0.84; 96 documents a minute, 53 s left"."""
    counts = [f"{status.outcomes[Outcome.DONE]:,} done"]
    counts += [f"{n:,} {outcome}" for outcome, n in status.outcomes.items() if n and outcome is not Outcome.DONE]
    counts += [f"{n:,} {what}" for n, what in ((status.unread, "unread"), (status.known, "known")) if n]
    if status.left is not None:
        counts.append(f"{status.left:,} left")
    parts = [", ".join(counts)]
    if status.usage.calls:
        cost = "" if not status.usage.cost_usd else f", ${status.usage.cost_usd:,.2f}"
        parts.append(f"{status.usage.tokens_in + status.usage.tokens_out:,} tokens{cost}")
    if status.per_minute:
        ahead = "" if not status.seconds_left else f", {duration(status.seconds_left)} left"
        parts.append(f"{status.per_minute:,.0f} documents a minute{ahead}")
    return "; ".join(parts)


def duration(seconds: float) -> str:
    """In words: "53 s", "12 min", "3 h 20 min"."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
