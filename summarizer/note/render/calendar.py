"""The days of a timeline: where each stands on the axis, and which of them are written below it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from summarizer.note.render.picture import width as width_of

SIZE = 11.0
APART = 12.0
"""Least room between two written days, in pixels."""


@dataclass(frozen=True)
class Axis:
    """From `first` at `left` to `last` at `right`; a single day stands in the middle."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        days = (self.last - self.first).days
        if not days:
            return (self.left + self.right) / 2
        return self.left + (self.right - self.left) * (day - self.first).days / days

    def ticks(self) -> tuple[tuple[float, str], ...]:
        """Places and words of the finest marks whose words keep apart: days, weeks, months, quarters, years."""
        for step, letters in ((1, 10), (2, 10), (7, 10), (14, 10)):
            days = list(_every(self.first, self.last, step))
            if self._fit(days, letters):
                return self._written(days, letters)
        for months in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200):
            days = list(_months(self.first, self.last, months))
            letters = 7 if months < 12 else 4
            if self._fit(days, letters):
                return self._written(days or [self.first], letters if days else 10)
        return self._written([self.first], 10)

    def _fit(self, days: list[date], letters: int) -> bool:
        places = [self.x(day) for day in days]
        room = width_of("0" * letters, SIZE) + APART
        return all(b - a >= room for a, b in pairwise(places))

    def _written(self, days: list[date], letters: int) -> tuple[tuple[float, str], ...]:
        return tuple((self.x(day), day.isoformat()[:letters]) for day in days)


def _every(first: date, last: date, step: int) -> Iterator[date]:
    # Years of days would never fit; the caller goes on to months.
    for n in range(0, min((last - first).days + 1, 4000), step):
        yield first + timedelta(days=n)


def _months(first: date, last: date, step: int) -> Iterator[date]:
    """First days of the months of `first` to `last` whose number since year 0 is a multiple of `step`."""
    month = first.year * 12 + first.month - 1
    while month <= last.year * 12 + last.month - 1:
        if month % step == 0 and (day := date(month // 12, month % 12 + 1, 1)) >= first:
            yield day
        month += 1
