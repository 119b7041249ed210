"""What the network reads in a document: sentence by sentence, who moves what to whom and who says so, with chances."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from summarizer.judge.encoder import Array
from summarizer.judge.network import SLOTS, Network, Reading
from summarizer.judge.pieces import Encoded
from summarizer.judge.window import Frames, Window
from summarizer.schema import Stage, Stance

STAGES = tuple(
    Stage(s) for s in "sought negotiating pledged approved contracted delivering delivered halted unspecified".split()
)
STANCES = (Stance.ASSERTS, Stance.SUSPECTS, Stance.DENIES, Stance.FINDS_NO_EVIDENCE)
"""The answers of the heads in order, after a first one that means none."""
NOBODY = SLOTS - 1
TINY = 1e-9
"""Least sum of chances that is divided by."""


@dataclass(frozen=True)
class Voice:
    """A claimant (party number, None for the outlet) and its stance, with its chance from 0 to 1."""

    claimant: int | None
    stance: Stance
    chance: float


@dataclass(frozen=True)
class Telling:
    """A pair of ends in one sentence: how likely the sentence tells of a movement between them, and its likeliest
    stage. Ends are party numbers, None for somebody the window does not name."""

    sentence: int
    supplier: int | None
    recipient: int | None
    chance: float
    stage: Stage
    stages: Mapping[Stage, float] = field(default_factory=dict)
    """How likely each stage is, if there is such a movement."""

    @property
    def pair(self) -> tuple[int | None, int | None]:
        return self.supplier, self.recipient


@dataclass(frozen=True)
class Page:
    """A sentence as the network has read it."""

    window: Window
    encoded: Encoded
    reading: Reading
    flows: Array

    def slot(self, party: int | None) -> int | None:
        """The slot of a party that the window names; None when it does not."""
        if party is None:
            return NOBODY
        if party not in self.window.parties:
            return None
        slot = self.window.parties.index(party)
        return slot if self.encoded.marks[slot] else None

    def party(self, slot: int) -> int | None:
        return None if slot == NOBODY else self.window.parties[slot]

    def slots(self) -> list[int]:
        """The slots of parties that the window names, and nobody's."""
        return [i for i, places in enumerate(self.encoded.marks) if places] + [NOBODY]

    def tellings(self, least: float) -> Iterator[Telling]:
        """The pairs that are likelier than `least`, the likeliest first."""
        found = []
        for a, b in product(self.slots(), repeat=2):
            chance = 1.0 - float(self.flows[a, b][0])
            if a != b and chance >= least:
                ends, stages = (self.party(a), self.party(b)), self._stages(a, b)
                found.append(Telling(self.window.sentence, *ends, chance, max(stages, key=stages.__getitem__), stages))
        yield from sorted(found, key=lambda t: -t.chance)

    def chance(self, supplier: int | None, recipient: int | None) -> float | None:
        """How likely this sentence tells of the pair; None when the window does not name both."""
        a, b = self.slot(supplier), self.slot(recipient)
        if a is None or b is None or a == b:
            return None
        return 1.0 - float(self.flows[a, b][0])

    def stage(self, supplier: int | None, recipient: int | None) -> Stage | None:
        """The likeliest stage of the pair here; None when the window does not name both."""
        a, b = self.slot(supplier), self.slot(recipient)
        return None if a is None or b is None else self._stage(a, b)

    def _stage(self, a: int, b: int) -> Stage:
        stages = self._stages(a, b)
        return max(stages, key=stages.__getitem__)

    def _stages(self, a: int, b: int) -> dict[Stage, float]:
        told = self.flows[a, b][1:]
        total = max(float(told.sum()), TINY)
        return {stage: float(chance) / total for stage, chance in zip(STAGES, told, strict=True)}

    def voices(self, network: Network, supplier: int | None, recipient: int | None, least: float) -> list[Voice]:
        """Who takes which stance on the pair here, the likeliest first."""
        a, b = self.slot(supplier), self.slot(recipient)
        if a is None or b is None:
            return []
        answers = network.claims(self.reading, a, b)
        found = []
        for slot in self.slots():
            stance = STANCES[int(answers[slot][1:].argmax())]
            chance = 1.0 - float(answers[slot][0])
            if chance >= least:
                found.append(Voice(self.party(slot), stance, chance))
        return sorted(found, key=lambda v: -v.chance)


def pages(frames: Frames, network: Network) -> list[Page]:
    """Every sentence that has parties around it, read."""
    return read([w for w in frames.each() if w.parties], network)


def read(seen: Sequence[Window], network: Network) -> list[Page]:
    """Windows, read; in their order."""
    encoded = [network.pieces.encode(w) for w in seen]
    readings = network.read(encoded)
    return [Page(w, e, r, network.pairs("flows", r)) for w, e, r in zip(seen, encoded, readings, strict=True)]
