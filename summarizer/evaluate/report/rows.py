"""The entries of one document as rows: gold on one side, the answer on the other, and what changed between two runs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from summarizer.evaluate.cases import Case
from summarizer.evaluate.items import (
    DROPPED_SPURIOUS,
    LOST,
    NEW_SPURIOUS,
    SHOWN,
    WON,
    Change,
    Item,
    Key,
    entries,
    items,
    readable,
    told_apart,
)
from summarizer.score import Section


class Kind(StrEnum):
    """What became of an entry in this run.

    `gone` and `not asked` are there for what an earlier run did: a spurious entry of that run only, and the stage
    or an item of a gold flow that it found and this one did not. `gold only` is an entry of the gold of a
    document without an answer that can be shown, so that nothing can be said about it.
    """

    FOUND = "found"
    MISSED = "missed"
    SPURIOUS = "spurious"
    NOT_ASKED = "not asked"
    GONE = "gone"
    GOLD = "gold only"


@dataclass(frozen=True)
class Row:
    """An entry of gold beside the entry of the answer that it is paired with; a missed or spurious one stands alone.

    It is so in `times` of the `of` repeats that can be shown. `change` says how the run compared with treats it.
    """

    section: Section
    kind: Kind
    gold: Item | None
    predicted: Item | None
    times: int
    of: int
    change: Change | None = None

    @property
    def item(self) -> Item:
        """The gold entry if there is one, else the predicted one."""
        item = self.gold or self.predicted
        assert item is not None, "a row holds an entry"
        return item


MARKED = {
    LOST: Kind.MISSED,
    WON: Kind.FOUND,
    NEW_SPURIOUS: Kind.SPURIOUS,
    DROPPED_SPURIOUS: Kind.SPURIOUS,
}
"""The kind of row that a change is shown at; one that has no such row gets a row of its own."""


def rows(case: Case, changed: Iterable[Change] = ()) -> tuple[Row, ...]:
    """The rows of one case by section and place in the text; none when it was not scored.

    With repeats, a gold entry that was found in some of them only has two rows, one for each.
    """
    waiting: defaultdict[tuple[Kind, Item], list[Change]] = defaultdict(list)
    alone: list[Change] = []
    plain = list(_rows(case))
    there = {(row.kind, row.item) for row in plain}
    for change in changed:
        key = MARKED[change.kind], change.item
        (waiting[key] if key in there else alone).append(change)
    marked = [_marked(row, waiting[row.kind, row.item]) for row in plain]
    of = len(readable(case))
    return tuple(sorted([*marked, *(_alone(change, of) for change in alone)], key=_place))


def gold_rows(case: Case) -> tuple[Row, ...]:
    """The entries of the gold, of a case without an answer that can be shown."""
    brief = case.gold.brief
    return tuple(Row(section, Kind.GOLD, item, None, 0, 0) for section in SHOWN for item in entries(section, brief))


def _rows(case: Case) -> Iterator[Row]:
    runs = readable(case)
    found: dict[Key, list[Item]] = defaultdict(list)
    missed: Counter[Key] = Counter()
    spurious: Counter[Key] = Counter()
    for run in runs:
        for section in items(case.gold.brief, run).values():
            keys = told_apart(pair.gold for pair in section.found)
            for key, pair in zip(keys, section.found, strict=True):
                found[key].append(pair.predicted)
            missed.update(told_apart(section.missed))
            spurious.update(told_apart(section.spurious))
    for (gold, _), partners in found.items():
        yield Row(gold.section, Kind.FOUND, gold, partners[0], len(partners), len(runs))
    for (gold, _), times in missed.items():
        yield Row(gold.section, Kind.MISSED, gold, None, times, len(runs))
    for (predicted, _), times in spurious.items():
        yield Row(predicted.section, Kind.SPURIOUS, None, predicted, times, len(runs))


def _marked(row: Row, waiting: list[Change]) -> Row:
    if not waiting:
        return row
    return Row(row.section, row.kind, row.gold, row.predicted, row.times, row.of, waiting.pop(0))


def _alone(change: Change, of: int) -> Row:
    if change.kind in (LOST, WON):
        return Row(change.item.section, Kind.NOT_ASKED, change.item, None, 0, of, change)
    return Row(change.item.section, Kind.GONE, None, change.item, 0, of, change)


def _place(row: Row) -> tuple[int, Sequence[tuple[int, int]], int]:
    return SHOWN.index(row.section), row.item.places[:1], list(Kind).index(row.kind)
