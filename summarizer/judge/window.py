"""What the judge sees: a sentence with the two before it and those that open the text, in which every party is a number
and a word for its kind. What a text is about it says first, and refers to from then on ("the shipment", "the deal").

Whoever the rules hear in a sentence stands before it, as in a play. A sentence far from a movement is shown beside the
sentence that tells of it, so that a denial three paragraphs later is read for what it denies.

Names are taken away on purpose. A reader that cannot see who is named cannot learn who usually arms whom; it has to
read what the words say.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from summarizer.annotate import Annotations
from summarizer.annotate.flows.claims import who_says
from summarizer.annotate.model import Mention, PartyCandidate
from summarizer.schema import FlagKind, PartyKind
from summarizer.segment import Segmentation, Sentence

BEFORE = 2
"""How many sentences before the one that is judged the reader sees."""
OPENING = 2
"""How many sentences it sees of those that open the text: the first ones that name a party."""
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
STANCES = frozenset(
    {FlagKind.DENIAL, FlagKind.NO_EVIDENCE, FlagKind.CONFLICT, FlagKind.ANONYMOUS_SOURCE, FlagKind.SECONDHAND}
)
"""The flags of sentences in which somebody takes a stance."""
AGAINST = frozenset({FlagKind.DENIAL, FlagKind.NO_EVIDENCE})
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Mark:
    """A place where a party is named: its slot in the window, and whether the judged sentence names it there."""

    slot: int
    inside: bool


@dataclass(frozen=True)
class Goods:
    """A place where words for materiel begin."""


@dataclass(frozen=True)
class Gap:
    """A place where sentences are left out."""


Piece = str | Mark | Goods | Gap


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


@dataclass(frozen=True)
class Frames:
    """Makes the windows of one document."""

    text: str
    segmentation: Segmentation
    annotations: Annotations

    def each(self) -> Iterator[Window]:
        """One window for each sentence of the document, in order: with those before it, after those that open it."""
        for sentence in self.segmentation.sentences:
            near = range(sentence.number - BEFORE, sentence.number)
            yield self.window(sentence.number, [*(n for n in self.opening if n < near.start), *near])

    @cached_property
    def opening(self) -> tuple[int, ...]:
        """The first sentences of the document that name a party."""
        naming = (s.number for s in self.segmentation.sentences if self.named(s.number))
        return tuple(islice(naming, OPENING))

    def reply(self, sentence: int, told: Sequence[int]) -> Window:
        """A sentence beside the sentences that tell of a movement, with the one right before it."""
        return self.window(sentence, [*told, *({sentence - 1} - set(told))])

    def told(self, ends: Collection[int | None], evidence: Collection[int]) -> tuple[int, ...]:
        """The sentences that best tell of a movement: the one of its evidence that names most of its ends, the first
        of those, and whichever right before it names one that it does not name; none when an end stays unnamed."""
        wanted = {n for n in ends if n is not None}
        if not evidence:
            return ()
        best = min(sorted(evidence), key=lambda n: -len(wanted & self.named(n)))
        missing = wanted - self.named(best)
        chosen = [best]
        for n in range(best - 1, best - 1 - BEFORE, -1):
            if missing & self.named(n):
                chosen.insert(0, n)
                missing -= self.named(n)
        return () if missing else tuple(chosen)

    @cached_property
    def doubted(self) -> frozenset[int]:
        """The sentences with a cue of denial, or of evidence that is not there."""
        return frozenset(c.sentence for c in self.annotations.cues if c.kind in AGAINST)

    @cached_property
    def voiced(self) -> tuple[int, ...]:
        """The sentences in which somebody may take a stance: the rules hear somebody there, or a cue of doubt."""
        cued = {c.sentence for c in self.annotations.cues if c.kind in STANCES}
        sentences = (s.number for s in self.segmentation.sentences)
        orders = self.annotations.instructions
        return tuple(n for n in sentences if n not in orders and (n in self.speaks or n in cued))

    def window(self, sentence: int, context: Collection[int]) -> Window:
        """A sentence after those of its context, in the order given; numbers that no sentence has are passed over."""
        own = self.segmentation.sentences[sentence - 1]
        count = len(self.segmentation.sentences)
        near = [self.segmentation.sentences[n - 1] for n in context if 0 < n <= count and n != sentence] + [own]
        slots = self._slots(near)
        pieces: list[Piece] = []
        begin = last = 0
        for s in near:
            if last and s.number != last + 1:
                pieces.append(Gap())
            if s is own:
                begin = len(pieces)
            pieces.extend(self._pieces(s, slots, s is own))
            last = s.number
        return Window(sentence, tuple(slots), tuple(pieces), begin)

    def named(self, sentence: int) -> frozenset[int]:
        """The numbers of the parties that a sentence names."""
        return frozenset(p.number for _, p in self._places.get(sentence, ()))

    @cached_property
    def speaks(self) -> dict[int, int]:
        """The party number of whom the rules hear in a sentence."""
        heard = who_says(self.annotations.attributions)
        return {n: said.claimant for n, said in heard.items() if said.claimant is not None}

    @cached_property
    def _places(self) -> dict[int, list[tuple[Mention, PartyCandidate]]]:
        places: dict[int, list[tuple[Mention, PartyCandidate]]] = {}
        for party in self.annotations.everyone:
            for mention in party.mentions:
                places.setdefault(mention.sentence, []).append((mention, party))
        for found in places.values():
            found.sort(key=lambda p: (p[0].start, -p[0].end))
        return places

    @cached_property
    def _goods(self) -> list[int]:
        return sorted(m.start for m in self.annotations.materiel)

    def _slots(self, sentences: Sequence[Sentence]) -> dict[int, int]:
        """The slot of each party number, in the order in which the window names them."""
        order: list[int] = []
        for s in sentences:
            order += [self.speaks[s.number]] if s.number in self.speaks else []
            order += [p.number for _, p in self._places.get(s.number, ())]
        latest = list(dict.fromkeys(reversed(order)))[:MOST_PARTIES]
        return {number: slot for slot, number in enumerate(n for n in dict.fromkeys(order) if n in latest)}

    def _pieces(self, sentence: Sentence, slots: dict[int, int], inside: bool) -> Iterator[Piece]:
        speaker = self.speaks.get(sentence.number)
        if speaker in slots:
            yield Mark(slots[speaker], False)
            yield ":"
        at = sentence.start
        for mention, party in self._places.get(sentence.number, ()):
            if mention.start < at or party.number not in slots:
                continue
            yield from self._words(at, mention.start)
            yield Mark(slots[party.number], inside)
            yield ("officials" if mention.anonymous else WORDS[party.kind]) + (" 's" if mention.modifier else "")
            at = mention.end
        yield from self._words(at, sentence.end)

    def _words(self, start: int, end: int) -> Iterator[Piece]:
        """The words of a stretch, with a sign where materiel is named."""
        for place in self._goods[bisect_left(self._goods, start) : bisect_left(self._goods, end)]:
            yield _SPACE.sub(" ", self.text[start:place])
            yield Goods()
            start = place
        yield _SPACE.sub(" ", self.text[start:end])
