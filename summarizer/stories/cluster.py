"""From documents to stories, roots and ties. The same documents give the same answer in whatever order they come."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from summarizer.stories.copies import Overlap, candidates, overlap
from summarizer.stories.credit import folded
from summarizer.stories.explain import why
from summarizer.stories.links import Links
from summarizer.stories.model import Clusters, Piece, SharedQuote, Story, Tie, TieKind
from summarizer.stories.quotations import shared_quotations
from summarizer.stories.sketch import Sketch, sketch
from summarizer.stories.unions import Unions

MOST_TIES = 8
"""Ties told of one document to earlier ones, the strongest first; all count."""

HALF = 0.5
"""A text inside another that is at least half of it makes the longer one rest on the shorter one's root."""

SPAN = 10
"""Days between the first and the last report of a story, copies aside."""

SAMPLED = 5
"""Texts of each of two stories that are compared before the two become one."""

NEWS_SHARE = 0.3
"""Part of the shorter article that a copied stretch must make up to carry its news; it must lead one of the two."""

INSIDE_SHARE = 0.25
"""Part of the longer article that a text inside it must make up; in less than that it is one matter of a digest."""

_STRENGTH = {kind: n for n, kind in enumerate(reversed(TieKind))}


def cluster(pieces: Iterable[Piece]) -> Clusters:
    """Find copies, stories and roots.

    Takes the pieces one by one and keeps about six kilobytes of an article, at most sixty of a long document. A
    document that comes twice counts once, with its earlier date.
    """
    once: dict[str, Sketch] = {}
    for s in map(sketch, pieces):
        known = once.setdefault(s.document, s)
        if (s.when, s.outlet or "") < (known.when, known.outlet or ""):
            once[s.document] = s
    sketches = sorted(once.values(), key=lambda s: (s.when, s.document))
    return _Clustering(sketches).clusters()


class _Clustering:
    """The sketches in order of publication, and what has been found so far."""

    def __init__(self, sketches: Sequence[Sketch]) -> None:
        self.sketches = sketches
        self.overlaps: dict[tuple[int, int], Overlap] = {}
        self.copies = Unions(len(sketches))
        self.rests = Unions(len(sketches))
        self._copy()
        self.quotes = shared_quotations(sketches)
        self.links = Links(sketches, self.copies.groups().values(), self.quotes)
        self.events = {pair for pair in self.links.candidates() if self.links.one_event(*pair)}
        self.stories = self._join()

    def clusters(self) -> Clusters:
        documents = [s.document for s in self.sketches]
        stories: dict[str, Story] = {}
        for members in self.stories.groups().values():
            told = tuple(documents[i] for i in members)
            first = told[0] if self.sketches[members[0]].day is not None else None
            story = Story(told[0], told, first)
            stories.update(dict.fromkeys(told, story))
        roots: dict[str, str] = {}
        for members in self.rests.groups().values():
            credited = {folded(c) for i in members for c in self.sketches[i].credits}
            root = min((self.sketches[i] for i in members), key=lambda s: _seniority(s, credited)).document
            roots.update((documents[i], root) for i in members)
        shared: list[SharedQuote] = [q for pair in sorted(self.quotes) for q in self.quotes[pair]]
        return Clusters(
            stories=stories,
            roots=roots,
            ties=tuple(self._ties()),
            quotes=tuple(shared),
            outlets={s.document: s.outlet for s in self.sketches if s.outlet},
            credits={s.document: s.credits for s in self.sketches if s.credits},
        )

    def _copy(self) -> None:
        """Find copies; the first of identical texts stands for all of them."""
        first: dict[int, int] = {}
        for i, s in enumerate(self.sketches):
            if (same := first.setdefault(s.whole, i)) != i:
                self.overlaps[same, i] = Overlap(TieKind.SAME, 1.0, 1.0)
        heads = sorted(first.values())
        for m, n in candidates([self.sketches[i] for i in heads]):
            i, j = heads[m], heads[n]
            if (found := overlap(self.sketches[i], self.sketches[j])) is not None:
                self.overlaps[i, j] = found
        for (i, j), found in self.overlaps.items():
            if found.kind in (TieKind.SAME, TieKind.NEAR):
                self.copies.join(i, j)
                self.rests.join(i, j)
            elif found.kind is TieKind.CONTAINS and found.of_longer >= HALF:
                self.rests.join(i, j)

    def _join(self) -> Unions:
        """Copies are one story. Other ties join stories from the strongest to the weakest, while the whole agrees."""
        stories = Unions(len(self.sketches))
        for i in range(len(self.sketches)):
            stories.join(i, self.copies.find(i))
        members = {head: list(group) for head, group in stories.groups().items()}
        for i, j in sorted({*self.overlaps, *self.events}, key=self._weight):
            a, b = stories.find(i), stories.find(j)
            if a != b and self._is_one_story(i, j) and self._agree(members[a], members[b]):
                stories.join(a, b)
                head = stories.find(a)
                members[head] = sorted(members.pop(a) + members.pop(b))
        return stories

    def _weight(self, pair: tuple[int, int]) -> tuple[float, ...]:
        found = self.overlaps.get(pair)
        like = self.links.likeness(*pair)
        kind = found.kind if found else TieKind.REWRITE
        return (-_STRENGTH[kind], -(found.of_longer if found else like.overall), -like.count, *pair)

    def _is_one_story(self, i: int, j: int) -> bool:
        found = self.overlaps.get((min(i, j), max(i, j)))
        if found is None:
            return (min(i, j), max(i, j)) in self.events or self.links.one_event(i, j)
        if found.form:
            return False
        if found.kind is TieKind.PART:
            days = self.links.likeness(i, j).days
            news = found.leads and found.share >= NEWS_SHARE and (days is None or days <= SPAN)
            return news or self.links.one_event(i, j)
        if found.kind is TieKind.CONTAINS:
            return found.of_longer >= INSIDE_SHARE or self.links.one_event(i, j)
        return True

    def _agree(self, one: Sequence[int], other: Sequence[int]) -> bool:
        """Whether more than half of the pairs across two stories are reports of one event, within the same days."""
        days = [d for i in (*one, *other) if (d := self.sketches[i].day) is not None]
        a, b = self._texts(one), self._texts(other)
        alone = len(a) == len(b) == 1
        within = alone or not days or max(days) - min(days) <= SPAN
        agreed = sum(m * n for i, m in a.items() for j, n in b.items() if self._is_one_story(i, j))
        return within and agreed * 2 > sum(a.values()) * sum(b.values())

    def _texts(self, story: Sequence[int]) -> dict[int, int]:
        """The commonest texts of a story: a typical copy of each, and how many copies there are."""
        texts: dict[int, list[int]] = {}
        for i in story:
            texts.setdefault(self.copies.find(i), []).append(i)
        commonest = sorted(texts.values(), key=lambda copies: (-len(copies), copies))[:SAMPLED]
        return {self._typical(copies): len(copies) for copies in commonest}

    def _typical(self, copies: Sequence[int]) -> int:
        """The copy with neither the fewest names (it may be cut, or in capitals) nor the most (it may hold more)."""
        return sorted(copies, key=lambda i: (len(self.sketches[i].facts.names), i))[(len(copies) - 1) // 2]

    def _ties(self) -> list[Tie]:
        found: dict[int, list[Tie]] = {}
        for i, j in sorted({*self.overlaps, *self.events, *self.quotes}):
            found.setdefault(j, []).append(self._tie(i, j))
        told = []
        for j in sorted(found):
            strongest = sorted(found[j], key=lambda t: (-_STRENGTH[t.kind], -t.share))
            told += strongest[:MOST_TIES]
        return told

    def _tie(self, i: int, j: int) -> Tie:
        earlier, later = self.sketches[i], self.sketches[j]
        copied, quoted, like = self.overlaps.get((i, j)), self.links.quoted(i, j), self.links.likeness(i, j)
        if copied is not None:
            kind, share = copied.kind, copied.share
        else:
            kind, share = (TieKind.REWRITE if (i, j) in self.events else TieKind.QUOTE), like.share
        return Tie(
            later.document,
            earlier.document,
            kind,
            share,
            why(earlier, later, copied, quoted, like if (i, j) in self.events else None),
            self.stories.find(i) == self.stories.find(j),
        )


def _seniority(copy: Sketch, credited: Container[str]) -> tuple[int, bool, str, str]:
    """The root of copies is the earliest; of one day's, the one that another credits; then the earliest hour."""
    day, hour = copy.when
    return day, folded(copy.outlet or "") not in credited, hour, copy.document
