"""Where the parties of the flow picture stand: suppliers left, recipients right, those that are both between them.

What one party between sends to another one between ends at a second box of the recipient in the right column, so that
every line runs from left to right. A narrow picture has no column between: there every such recipient has a second box.

The order within a column is the one with the fewest crossings among a few sweeps by the mean of the neighbours (the
barycentre method of Sugiyama, Tagawa and Toda, 1981). Ties go by weight and then by name, so that the same flows always
give the same order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise

SWEEPS = 6
SUPPLIER, RECIPIENT = "?supplier", "?recipient"
"""Ends that are not named: never one party, and never both supplier and recipient."""
AGAIN = "+"
"""Ends the node of a second box."""


@dataclass(frozen=True)
class Edge:
    """One movement between two ends; `weight` is what a heavier one is drawn wider by."""

    id: str
    supplier: str
    recipient: str
    weight: int


@dataclass(frozen=True)
class Layers:
    """Columns from left to right, each from top to bottom.

    `columns` has two, or three when parties stand between; an edge that passes the middle column stands in it under
    its own id.
    """

    columns: tuple[tuple[str, ...], ...]
    ends: Mapping[str, str]
    """The node at which each edge ends."""


def layers(edges: tuple[Edge, ...], names: Mapping[str, str], *, narrow: bool = False) -> Layers:
    """`names` gives the words by which ties are broken. Every end of an edge must be in it."""
    suppliers, recipients = {e.supplier for e in edges}, {e.recipient for e in edges}
    between = frozenset(suppliers & recipients)
    twice = {e.id for e in edges if e.recipient in between and (narrow or e.supplier in between)}
    ends = {e.id: e.recipient + AGAIN * (e.id in twice) for e in edges}
    left, middle, right = suppliers - between, between & set(ends.values()), set(ends.values()) - between
    # Parties that only send to each other need no column between: their second boxes are all at the right.
    left |= between - middle
    passing = {e.id for e in edges if e.supplier in left and ends[e.id] in right} if middle else set()
    links = _links(edges, ends, passing)
    weight = _weights(edges)

    def by_name(node: str) -> tuple[str, str]:
        return names.get(node.removesuffix(AGAIN), node), node

    def first(node: str) -> tuple[int, str, str]:
        return -weight[node], *by_name(node)

    columns = (left, middle | passing, right) if middle else (left, right)
    starts = [[sorted(nodes, key=first) for nodes in columns], [sorted(nodes, key=by_name) for nodes in columns]]
    starts += [[column[::-1] for column in start] for start in starts]
    # Of equally good orders the first is taken: that which starts from the heaviest.
    best = min((_untangled(start, links) for start in starts), key=lambda order: _crossings(order, links))
    return Layers(tuple(tuple(column) for column in best), ends)


def _links(edges: tuple[Edge, ...], ends: Mapping[str, str], passing: set[str]) -> list[tuple[str, str]]:
    """Pairs of neighbours in adjacent columns."""
    found: list[tuple[str, str]] = []
    for edge in edges:
        stops = [edge.supplier, edge.id, ends[edge.id]] if edge.id in passing else [edge.supplier, ends[edge.id]]
        found += pairwise(stops)
    return found


def _weights(edges: tuple[Edge, ...]) -> dict[str, int]:
    weight: dict[str, int] = {}
    for edge in edges:
        for node in (edge.supplier, edge.recipient, edge.recipient + AGAIN, edge.id):
            weight[node] = weight.get(node, 0) + edge.weight
    return weight


def _untangled(columns: list[list[str]], links: list[tuple[str, str]]) -> list[list[str]]:
    best, fewest = columns, _crossings(columns, links)
    for sweep in range(SWEEPS):
        columns = [list(column) for column in columns]
        rightward = sweep % 2 == 0
        order = range(1, len(columns)) if rightward else range(len(columns) - 2, -1, -1)
        for at in order:
            place = {node: n for n, node in enumerate(columns[at - 1 if rightward else at + 1])}
            columns[at] = _by_mean(columns[at], place, links)
        if (crossings := _crossings(columns, links)) < fewest:
            best, fewest = columns, crossings
    return best


def _by_mean(column: list[str], place: Mapping[str, int], links: list[tuple[str, str]]) -> list[str]:
    """The column by the mean place of each node's neighbours; a node without any keeps its own place."""

    def mean(node: str) -> float:
        near = [place[b] for a, b in links if a == node and b in place]
        near += [place[a] for a, b in links if b == node and a in place]
        return sum(near) / len(near) if near else float(column.index(node))

    return sorted(column, key=mean)


def _crossings(columns: list[list[str]], links: list[tuple[str, str]]) -> int:
    total = 0
    for left, right in pairwise(columns):
        a, b = ({node: n for n, node in enumerate(column)} for column in (left, right))
        pairs = [(a[x], b[y]) for x, y in links if x in a and y in b]
        total += sum((p[0] - q[0]) * (p[1] - q[1]) < 0 for p, q in combinations(pairs, 2))
    return total
