"""Invented scenes for the tests of the trained reader: parties found by plain search, a vocabulary of letters, and a
network that recites what a test gave it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from summarizer.annotate.model import (
    Annotations,
    Attribution,
    ClaimCandidate,
    FlowCandidate,
    Materiel,
    Mention,
    PartyCandidate,
)
from summarizer.judge.bars import BARS, Bars
from summarizer.judge.combine import Combiner
from summarizer.judge.network import SLOTS, Array, Network, Reading
from summarizer.judge.pieces import Pieces
from summarizer.judge.tellings import NOBODY, STAGES, STANCES, Page
from summarizer.judge.window import Window, windows
from summarizer.schema import Category, ClaimantKind, PartyKind, Stage, Stance
from summarizer.segment import Segmentation, segment

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789.,;:'\"?!-"
SPECIAL = ("[PAD]", *(f"[unused{n}]" for n in range(1, 30)), "[UNK]", "[CLS]", "[SEP]")
SPELT = Pieces({piece: i for i, piece in enumerate((*SPECIAL, *LETTERS, *(f"##{c}" for c in LETTERS)))})
"""A vocabulary that spells every word out."""

KINDS = {
    "minister": PartyKind.OFFICIAL,
    "army": PartyKind.GOVERNMENT_BODY,
    "Herald": PartyKind.MEDIA,
    "someone": PartyKind.OTHER,
}
COUNTRIES = {"Norland's minister": "Norland", "Sudland's minister": "Sudland", "Herald": None, "someone": None}

Flows = Mapping[tuple[int, str, str], tuple[Stage, float]]
"""Sentence, supplier, recipient: the stage, and how likely it is. "-" is nobody."""
Voices = Mapping[tuple[int, str, str, str], tuple[Stance, float]]
"""Sentence, supplier, recipient, claimant: the stance, and how likely it is. "-" is the outlet."""


@dataclass(frozen=True)
class Scene:
    """A text with its annotations; parties go by their names."""

    text: str
    segmentation: Segmentation
    annotations: Annotations

    def number(self, name: str) -> int | None:
        return None if name == "-" else next(p.number for p in self.annotations.everyone if p.name == name)

    def windows(self) -> list[Window]:
        return list(windows(self.text, self.segmentation, self.annotations))

    def with_flow(
        self,
        supplier: str,
        recipient: str,
        stage: Stage = Stage.DELIVERED,
        claimant: str = "-",
        evidence: tuple[int, ...] = (1,),
        doubts: Sequence[str] = (),
    ) -> Scene:
        """The scene with one more flow that the rules found."""
        kind = ClaimantKind.UNATTRIBUTED if claimant == "-" else ClaimantKind.OFFICIAL
        claim = ClaimCandidate(self.number(claimant), kind, Stance.ASSERTS, None, evidence)
        flows = self.annotations.flows
        ends = self.number(supplier), self.number(recipient)
        flow = FlowCandidate(len(flows) + 1, *ends, stage, (), (claim,), frozenset(doubts))
        return replace(self, annotations=replace(self.annotations, flows=(*flows, flow)))

    def attributed(self, sentence: int, claimant: str, words: str) -> Scene:
        """The scene with words that attribute a sentence to somebody."""
        start = self.text.index(words)
        said = Attribution(sentence, self.number(claimant), ClaimantKind.OFFICIAL, start=start, end=start + len(words))
        return replace(self, annotations=replace(self.annotations, attributions=(*self.annotations.attributions, said)))


def scene(text: str, *names: str, bystanders: Sequence[str] = (), goods: Sequence[str] = ()) -> Scene:
    """A scene whose parties are `names`, then `bystanders`: states but for the last words of `KINDS`."""
    segmentation = segment(text)

    def places(words: str) -> list[tuple[int, int, int]]:
        found = []
        for match in re.finditer(re.escape(words), text):
            sentence = segmentation.sentence_at(match.start())
            assert sentence is not None
            found.append((match.start(), match.end(), sentence.number))
        return found

    everyone = []
    for number, name in enumerate((*names, *bystanders), 1):
        kind = KINDS.get(name.rpartition(" ")[2], PartyKind.STATE)
        mentions = tuple(Mention(start, end, n) for start, end, n in places(name))
        country = COUNTRIES.get(name, name)
        everyone.append(PartyCandidate(number, f"test:{name}", name, kind, country, None, mentions))
    materiel = [
        Materiel(number, start, end, n, Category.ARTILLERY)
        for number, (start, end, n) in enumerate(sorted(p for words in goods for p in places(words)), 1)
    ]
    cast = Annotations(
        parties=tuple(everyone[: len(names)]), bystanders=tuple(everyone[len(names) :]), materiel=tuple(materiel)
    )
    return Scene(text, segmentation, cast)


@dataclass(frozen=True)
class Reciter(Network):
    """A network that knows the answers: a reading is the number of its sentence."""

    scene: Scene = field(kw_only=True)
    voices: Voices = field(kw_only=True)

    def claims(self, reading: Reading, supplier: int, recipient: int) -> Array:
        number = int(reading.sentence[0])
        parties = next(w.parties for w in self.scene.windows() if w.sentence == number)
        told = _nothing((SLOTS, 1 + len(STANCES)))
        for (sentence, giver, taker, claimant), (stance, chance) in self.voices.items():
            ends = [_slot(self.scene, parties, name) for name in (giver, taker)]
            slot = _slot(self.scene, parties, claimant)
            if sentence == number and ends == [supplier, recipient] and slot is not None:
                told[slot, 0], told[slot, 1 + STANCES.index(stance)] = 1 - chance, chance
        return told


def recited(found: Scene, flows: Flows, voices: Voices | None = None) -> tuple[list[Page], Reciter]:
    """The pages of a scene on which stand these flows, and the network that hears these voices."""
    network = Reciter({}, SPELT, scene=found, voices=voices or {})
    pages = []
    for window in found.windows():
        table = _nothing((SLOTS, SLOTS, 1 + len(STAGES)))
        for (sentence, supplier, recipient), (stage, chance) in flows.items():
            a, b = (_slot(found, window.parties, name) for name in (supplier, recipient))
            if sentence == window.sentence and a is not None and b is not None:
                table[a, b, 0], table[a, b, 1 + STAGES.index(stage)] = 1 - chance, chance
        reading = Reading(np.zeros((SLOTS, 1), np.float32), np.array([window.sentence], np.float32))
        pages.append(Page(window, SPELT.encode(window), reading, table))
    return pages, network


def combined(found: Scene, flows: Flows, voices: Voices | None = None, bars: Bars = BARS) -> Annotations:
    """What comes of a scene when the network reads these flows and voices in it."""
    pages, network = recited(found, flows, voices)
    return Combiner(found.text, found.segmentation, found.annotations, pages, network, bars).combined()


def shown(found: Annotations) -> list[str]:
    """Flows in words: "Norland>Sudland delivered: - asserts 1"."""

    def name(number: int | None) -> str:
        return "-" if number is None else found.party(number).name

    lines = []
    for f in found.flows:
        claims = ", ".join(f"{name(c.claimant)} {c.stance.value} {'+'.join(map(str, c.evidence))}" for c in f.claims)
        lines.append(f"{name(f.supplier)}>{name(f.recipient)} {f.stage.value}: {claims}")
    return lines


def _slot(found: Scene, parties: tuple[int, ...], name: str) -> int | None:
    number = found.number(name)
    return NOBODY if number is None else parties.index(number) if number in parties else None


def _nothing(shape: tuple[int, ...]) -> Array:
    """Answers that all say none."""
    table = np.zeros(shape, np.float32)
    table[..., 0] = 1.0
    return table
