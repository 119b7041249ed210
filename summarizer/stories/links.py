"""Ties that are no copies: reports of one event in other words, and quotations used again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from summarizer.stories.facts import rare
from summarizer.stories.model import SharedQuote
from summarizer.stories.nearby import sharing
from summarizer.stories.sketch import Sketch
from summarizer.stories.words import hashes_of

DAYS = 3
"""Reports of one event are published at most so many days apart."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Names and figures that two articles share, rare ones only.

    `share` is the part of the rare names of the article that has fewer, `overall` the part of both articles'; names of
    one person or body `count` once. `days` between the two, None when one has no date.
    """

    names: tuple[str, ...]
    count: int
    figures: tuple[str, ...]
    share: float
    overall: float
    days: int | None


class Links:
    """Compares articles by what tells events apart.

    `sketches` are all of the collection, and say what is rare; `copies` are the groups of them that are one text, which
    count once in that: a name does not become common by being printed a hundred times.
    """

    def __init__(
        self,
        sketches: Sequence[Sketch],
        copies: Collection[Sequence[int]],
        quotes: Mapping[tuple[int, int], Sequence[SharedQuote]],
    ) -> None:
        self._sketches = sketches
        self._quotes = quotes
        spread = Counter(word for group in copies for word in {w for i in group for w in sketches[i].facts.names})
        self._rare = [rare(s.facts, spread, len(copies)) for s in sketches]

    def candidates(self) -> Iterator[tuple[int, int]]:
        """Pairs with two rare words of names or a quotation in common."""
        hashed = [hashes_of(sorted(names)) for names in self._rare]
        yield from sorted({*sharing(hashed, least=2), *self._quotes})

    def likeness(self, i: int, j: int) -> Likeness:
        """What articles i and j have in common."""
        a, b = self._rare[i], self._rare[j]
        common = sorted(a.keys() & b.keys())
        labels = sorted({a[w] for w in common})
        count = min(len(labels), len({b[w] for w in common}))
        of_a, of_b = len(set(a.values())), len(set(b.values()))
        one, other = self._sketches[i], self._sketches[j]
        return Likeness(
            names=tuple(labels),
            count=count,
            figures=tuple(sorted(one.facts.figures & other.facts.figures)),
            share=count / max(1, min(of_a, of_b)),
            overall=count / max(1, of_a + of_b - count),
            days=None if one.day is None or other.day is None else abs(one.day - other.day),
        )

    def quoted(self, i: int, j: int) -> Sequence[SharedQuote]:
        """The quotations that articles i and j share."""
        return self._quotes.get((min(i, j), max(i, j)), ())

    def one_event(self, i: int, j: int) -> bool:
        """Whether two articles plainly report one event. In doubt they do not.

        With dates at most three days apart: three rare names, or two and a figure or a quotation. Without dates,
        when it may be a matter that comes up again: six names, or four and a figure or a quotation. Always half of the
        names of the one that has fewer, and a sixth of both articles', so that a digest is no report of each of its
        matters.
        """
        like = self.likeness(i, j)
        support = bool(like.figures) or bool(self.quoted(i, j))
        if like.share < 0.5 or like.overall < 1 / 6:
            return False
        count = like.count
        if like.days is None:
            return count >= 6 or (count >= 4 and support)
        return like.days <= DAYS and (count >= 3 or (count >= 2 and support))
