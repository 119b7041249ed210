"""Cut a long document into stretches of whole sentences that fit a model, with some overlap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from summarizer.segment import Segmentation

CHARS_PER_TOKEN = 3.2
"""A cautious ratio for English text with numbers and names: estimates run high rather than low."""

OVERLAP_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Stretch:
    """Sentences `first` to `last` (numbers, both included)."""

    first: int
    last: int

    @property
    def numbers(self) -> range:
        return range(self.first, self.last + 1)


def tokens(text: str) -> int:
    """An estimate of how many tokens a text is, before any model has seen it."""
    return int(len(text) / CHARS_PER_TOKEN) + 1


def message_tokens(messages: Iterable[Any]) -> int:
    """An estimate for the messages of a request: mappings with a `content`, or what else a provider's SDK takes."""
    return sum(tokens(str(m.get("content") if isinstance(m, Mapping) else m)) for m in messages)


def stretches(segmentation: Segmentation, budget: int, overlap: int = OVERLAP_SENTENCES) -> list[Stretch]:
    """Stretches of at most `budget` estimated tokens; each but the first begins up to `overlap` sentences early.

    The overlap gives way where it would leave no room for a sentence not read before, so that no stretch lies
    inside another. A single sentence over the budget makes a stretch of its own: nothing is ever left out here.
    """
    costs = [int((s.end - s.start) / CHARS_PER_TOKEN) + 4 for s in segmentation.sentences]
    found: list[Stretch] = []
    last = 0
    while last < len(costs):
        first = last + 1
        while first > 1 and last + 1 - first < overlap and sum(costs[first - 2 : last + 1]) <= budget:
            first -= 1
        used = sum(costs[first - 1 : last + 1])
        last += 1
        while last < len(costs) and used + costs[last] <= budget:
            used += costs[last]
            last += 1
        found.append(Stretch(first, last))
    return found


def halves(stretch: Stretch) -> tuple[Stretch, Stretch] | None:
    """The stretch cut in two, or None when it is a single sentence."""
    if stretch.first == stretch.last:
        return None
    middle = (stretch.first + stretch.last) // 2
    return Stretch(stretch.first, middle), Stretch(middle + 1, stretch.last)
