"""Joining things into groups."""

from __future__ import annotations


class Unions:
    """Disjoint groups of the numbers 0..count-1; the smallest number of a group stands for it."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def find(self, i: int) -> int:
        """The number that stands for the group of `i`."""
        while self._above[i] != i:
            self._above[i] = self._above[self._above[i]]
            i = self._above[i]
        return i

    def join(self, i: int, j: int) -> None:
        """Make one group of the groups of `i` and `j`."""
        i, j = sorted((self.find(i), self.find(j)))
        self._above[j] = i

    def groups(self) -> dict[int, list[int]]:
        """Every group by the number that stands for it, its members in ascending order."""
        found: dict[int, list[int]] = {}
        for i in range(len(self._above)):
            found.setdefault(self.find(i), []).append(i)
        return found
