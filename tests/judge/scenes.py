"""Invented scenes for the tests of the trained reader: parties found by plain search, a vocabulary of letters, and a
network that recites what a test gave it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from summarizer.annotate.flows.cast import CLAIMANTS
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
from summarizer.judge.encoder import Array, Encoder
from summarizer.judge.flagged import KINDS as FLAGS
from summarizer.judge.network import FILE, SLOTS, Network, Reading
from summarizer.judge.pieces import Encoded, Pieces
from summarizer.judge.tellings import NOBODY, STAGES, STANCES, Page, pages
from summarizer.judge.warned import KINDS
from summarizer.judge.window import Frames, Window
from summarizer.schema import Category, ClaimantKind, FlagKind, PartyKind, Stage, Stance, WarningKind
from summarizer.segment import Segmentation, segment

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789.,;:'\"?!-"
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>", *(f"[unused{n}]" for n in range(30)))
SPELT = Pieces({piece: i for i, piece in enumerate((*SPECIAL, *LETTERS, *(f"##{c}" for c in LETTERS)))})
"""A vocabulary that spells every word out."""


def shipped() -> Pieces:
    """The vocabulary that ships."""
    with np.load(FILE, allow_pickle=False) as file:
        return Pieces({piece: i for i, piece in enumerate(str(file["vocabulary"]).split("\n"))})


PARTY_KINDS = {
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
Warned = Mapping[tuple[int, str, str], tuple[WarningKind, float]]
"""Sentence, issuer, target: the kind of warning, and how likely it is. "-" is nobody."""
Seen = Mapping[tuple[int, FlagKind], float]
"""Sentence and kind of flag: how likely it is, where that is not even."""
Takes = Mapping[tuple[int, str], float]
"""Sentence and party: how likely the party takes part by that sentence, where that is not even."""
Speaks = Mapping[tuple[int, str], float]
"""Sentence and party: how likely the sentence quotes the party, "-" for nobody; 0 where nothing is said."""


@dataclass(frozen=True)
class Scene:
    """A text with its annotations; parties go by their names."""

    text: str
    segmentation: Segmentation
    annotations: Annotations

    def number(self, name: str) -> int | None:
        return None if name == "-" else next(p.number for p in self.annotations.everyone if p.name == name)

    @property
    def frames(self) -> Frames:
        return Frames(self.text, self.segmentation, self.annotations)

    def windows(self) -> list[Window]:
        return list(self.frames.each())

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
        speaker = self.annotations.everyone[(self.number(claimant) or 0) - 1]
        kind = CLAIMANTS[speaker.kind]
        said = Attribution(sentence, speaker.number, kind, start=start, end=start + len(words))
        return replace(self, annotations=replace(self.annotations, attributions=(*self.annotations.attributions, said)))


def scene(text: str, *names: str, bystanders: Sequence[str] = (), goods: Sequence[str] = ()) -> Scene:
    """A scene whose parties are `names`, then `bystanders`: states but for the last words of `PARTY_KINDS`."""
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
        kind = PARTY_KINDS.get(name.rpartition(" ")[2], PartyKind.STATE)
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
class Numbered(Pieces):
    """Pieces that tell which sentence a window judges, and its parties."""

    def encode(self, window: Window) -> Encoded:
        return replace(super().encode(window), ids=(window.sentence, *window.parties))


EVEN = 0.5
"""Neither likely nor unlikely."""
SILENT = Encoder({}, np.zeros((0, 0), np.float32), 0)
"""An encoder that is not asked."""


@dataclass(frozen=True)
class Reciter(Network):
    """A network that knows the answers: a reading is the number of its sentence with those of its parties."""

    scene: Scene = field(kw_only=True)
    flows: Flows = field(kw_only=True)
    voices: Voices = field(kw_only=True)
    warned: Warned = field(kw_only=True)
    seen: Seen = field(kw_only=True)
    takes: Takes = field(kw_only=True)
    speaks: Speaks = field(kw_only=True)

    def read(self, windows: Sequence[Encoded]) -> list[Reading]:
        return [Reading(np.zeros((SLOTS, 1), np.float32), np.array(w.ids, np.float32)) for w in windows]

    def pairs(self, head: str, reading: Reading) -> Array:
        number, parties = _seen(reading)
        told = _nothing((SLOTS, SLOTS, 1 + (len(STAGES) if head == "flows" else len(KINDS))))
        answers = self.flows if head == "flows" else self.warned
        for (sentence, one, other), (answer, chance) in answers.items():
            a, b = (_slot(self.scene, parties, name) for name in (one, other))
            if sentence == number and a is not None and b is not None:
                at = STAGES.index(answer) if isinstance(answer, Stage) else KINDS.index(answer)
                told[a, b, 0], told[a, b, 1 + at] = 1 - chance, chance
        return told

    def flags(self, reading: Reading) -> Array:
        number, _ = _seen(reading)
        return np.array([self.seen.get((number, kind), EVEN) for kind in FLAGS], np.float32)

    def part(self, reading: Reading) -> Array:
        number, parties = _seen(reading)
        names = [self.scene.annotations.everyone[n - 1].name for n in parties]
        told = [self.takes.get((number, name), EVEN) for name in names]
        return np.array([*told, *[EVEN] * (SLOTS - len(told))], np.float32)

    def voice(self, reading: Reading, slots: Sequence[int]) -> Array:
        number, parties = _seen(reading)
        told = np.zeros(SLOTS, np.float32)
        for (sentence, name), chance in self.speaks.items():
            slot = _slot(self.scene, parties, name)
            if sentence == number and slot in slots:
                told[slot] = chance
        return told

    def claims(self, reading: Reading, supplier: int, recipient: int) -> Array:
        number, parties = _seen(reading)
        told = _nothing((SLOTS, 1 + len(STANCES)))
        for (sentence, giver, taker, claimant), (stance, chance) in self.voices.items():
            ends = [_slot(self.scene, parties, name) for name in (giver, taker)]
            slot = _slot(self.scene, parties, claimant)
            if sentence == number and ends == [supplier, recipient] and slot is not None:
                told[slot, 0], told[slot, 1 + STANCES.index(stance)] = 1 - chance, chance
        return told


def recited(
    found: Scene,
    flows: Flows,
    voices: Voices | None = None,
    warned: Warned | None = None,
    seen: Seen | None = None,
    takes: Takes | None = None,
    speaks: Speaks | None = None,
) -> tuple[list[Page], Reciter]:
    """The pages of a scene on which stand these flows, and the network that hears these voices and warnings, sees
    these flags, takes these for parties, and hears these quoted."""
    answers: dict[str, Any] = {"voices": voices, "warned": warned, "seen": seen, "takes": takes, "speaks": speaks}
    known = {name: told or {} for name, told in answers.items()}
    network = Reciter({}, Numbered(SPELT.numbers), SILENT, scene=found, flows=flows, **known)
    return pages(found.frames, network), network


def combined(
    found: Scene,
    flows: Flows,
    voices: Voices | None = None,
    bars: Bars = BARS,
    warned: Warned | None = None,
    seen: Seen | None = None,
    takes: Takes | None = None,
    speaks: Speaks | None = None,
) -> Annotations:
    """What comes of a scene when the network reads all this in it."""
    return Combiner(found.frames, *recited(found, flows, voices, warned, seen, takes, speaks), bars).combined()


def shown(found: Annotations) -> list[str]:
    """Flows in words: "Norland>Sudland delivered: - asserts 1"."""

    def name(number: int | None) -> str:
        return "-" if number is None else found.party(number).name

    lines = []
    for f in found.flows:
        claims = ", ".join(f"{name(c.claimant)} {c.stance.value} {'+'.join(map(str, c.evidence))}" for c in f.claims)
        lines.append(f"{name(f.supplier)}>{name(f.recipient)} {f.stage.value}: {claims}")
    return lines


def _seen(reading: Reading) -> tuple[int, tuple[int, ...]]:
    number, *parties = (int(n) for n in reading.sentence)
    return number, tuple(parties)


def _slot(found: Scene, parties: tuple[int, ...], name: str) -> int | None:
    number = found.number(name)
    return NOBODY if number is None else parties.index(number) if number in parties else None


def _nothing(shape: tuple[int, ...]) -> Array:
    """Answers that all say none."""
    table = np.zeros(shape, np.float32)
    table[..., 0] = 1.0
    return table
