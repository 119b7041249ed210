"""What the judge sees: a sentence with the two before it, in which every party is a number and a word for its kind.

Names are taken away on purpose. A reader that cannot see who is named cannot learn who usually arms whom; it has to
read what the words say.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.annotate import Annotations
from summarizer.annotate.model import Mention, PartyCandidate
from summarizer.schema import PartyKind
from summarizer.segment import Segmentation

BEFORE = 2
"""How many sentences before the one that is judged the reader sees."""
MOST_PARTIES = 10
"""Most parties of a window that get a number of their own; those named farthest from the end go without."""

WORDS = {
    PartyKind.STATE: "country",
    PartyKind.GOVERNMENT_BODY: "ministry",
    PartyKind.OFFICIAL: "minister",
    PartyKind.ARMED_GROUP: "militia",
    PartyKind.COMPANY: "company",
    PartyKind.INTERNATIONAL_ORGANISATION: "organization",
    PartyKind.MEDIA: "newspaper",
    PartyKind.PERSON: "man",
    PartyKind.OTHER: "group",
}
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Mark:
    """A place where a party is named: its slot in the window, and whether the judged sentence names it there."""

    slot: int
    inside: bool


@dataclass(frozen=True)
class Goods:
    """A place where words for materiel begin."""


Piece = str | Mark | Goods


@dataclass(frozen=True)
class Window:
    """A judged sentence with its context. `parties[slot]` is a party number; `pieces` are words and marks in text
    order, those of the judged sentence from `begin` on."""

    sentence: int
    parties: tuple[int, ...]
    pieces: tuple[Piece, ...]
    begin: int

    @property
    def named(self) -> frozenset[int]:
        """The slots of the parties that the judged sentence itself names."""
        return frozenset(p.slot for p in self.pieces if isinstance(p, Mark) and p.inside)


def windows(text: str, segmentation: Segmentation, annotations: Annotations) -> Iterator[Window]:
    """One window for each sentence of the document, in order."""
    places: dict[int, list[tuple[Mention, PartyCandidate]]] = {}
    for party in annotations.everyone:
        for mention in party.mentions:
            places.setdefault(mention.sentence, []).append((mention, party))
    for found in places.values():
        found.sort(key=lambda p: (p[0].start, -p[0].end))
    goods = sorted(m.start for m in annotations.materiel)
    sentences = segmentation.sentences
    for i, sentence in enumerate(sentences):
        near = sentences[max(0, i - BEFORE) : i + 1]
        slots = _slots([m for s in near for m in places.get(s.number, ())])
        pieces: list[Piece] = []
        begin = 0
        for s in near:
            if s is sentence:
                begin = len(pieces)
            pieces.extend(_pieces(text, s.start, s.end, places.get(s.number, ()), slots, s is sentence, goods))
        yield Window(sentence.number, tuple(slots), tuple(pieces), begin)


def _slots(mentions: Sequence[tuple[Mention, PartyCandidate]]) -> dict[int, int]:
    """The slot of each party number, in the order in which the window names them."""
    latest = list(dict.fromkeys(p.number for _, p in reversed(mentions)))[:MOST_PARTIES]
    named = dict.fromkeys(p.number for _, p in mentions if p.number in latest)
    return {number: slot for slot, number in enumerate(named)}


def _pieces(
    text: str,
    start: int,
    end: int,
    mentions: Sequence[tuple[Mention, PartyCandidate]],
    slots: dict[int, int],
    inside: bool,
    goods: Sequence[int],
) -> Iterator[Piece]:
    at = start
    for mention, party in mentions:
        if mention.start < at or party.number not in slots:
            continue
        yield from _words(text, at, mention.start, goods)
        yield Mark(slots[party.number], inside)
        yield ("officials" if mention.anonymous else WORDS[party.kind]) + (" 's" if mention.modifier else "")
        at = mention.end
    yield from _words(text, at, end, goods)


def _words(text: str, start: int, end: int, goods: Sequence[int]) -> Iterator[Piece]:
    """The words of a stretch, with a sign where materiel is named."""
    for place in goods[bisect_left(goods, start) : bisect_left(goods, end)]:
        yield _SPACE.sub(" ", text[start:place])
        yield Goods()
        start = place
    yield _SPACE.sub(" ", text[start:end])
