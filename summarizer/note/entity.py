"""One party across documents, and the reasons for which its namings were taken for one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from summarizer.note.names import PEOPLE, fold, lowered
from summarizer.note.reading import ToldParty
from summarizer.schema import PartyKind

Where = tuple[str, ToldParty]
"""A document's id and a party of its brief."""


@dataclass(frozen=True, slots=True)
class Why:
    """The reason of one merge in words, and the places it was seen in."""

    text: str
    where: tuple[Where, ...]


@dataclass
class Entity:
    """One party across documents."""

    key: str
    kind: PartyKind
    country: str | None
    seen: list[Where] = field(default_factory=list)
    why: list[Why] = field(default_factory=list)
    _names: tuple[int, tuple[str, ...]] = (0, ())
    """What `names` gave last, and of how many seen."""

    @property
    def names(self) -> tuple[str, ...]:
        """All names that briefs give, the commonest first; of equals the longer, then by alphabet."""
        if self._names[0] != len(self.seen):
            counted = Counter(p.name for _, p in self.seen)
            ordered = sorted(counted, key=lambda n: (n.isupper(), -counted[n], -len(n), n))
            self._names = (len(self.seen), tuple(ordered))
        return self._names[1]

    @property
    def name(self) -> str:
        if self.kind in PEOPLE:
            return max(self.names, key=lambda n: (len(fold(n, people=True)), not n.isupper()))
        return lowered(self.names[0])

    @property
    def role(self) -> str | None:
        counted = Counter(p.role for _, p in self.seen if p.role)
        role = min(counted, key=lambda r: (-counted[r], -len(r), r), default=None)
        return lowered(role) if role else None

    @property
    def documents(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(d for d, _ in self.seen))
