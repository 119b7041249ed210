"""The judge's network, run in plain numpy: an encoder of word pieces, and a head for each question.

What training made lies in one file (`training/pack.py`): the heads, the judge's own signs, and what is added to the
encoder's published weights. A window of seventy pieces takes some hundredths of a second.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from summarizer.errors import WeightsError
from summarizer.judge import SHA256
from summarizer.judge.encoder import Array, Encoder, published, softmax
from summarizer.judge.pieces import FIRST_SIGN, Encoded, Pieces
from summarizer.threads import one_thread

FILE = Path(__file__).with_name("judge.npz")
SLOTS = 11
"""Ten parties and, last, nobody."""
BATCH = 16
CHANGE = ":down"
"""How names end under which the file holds the thin matrices that change the encoder: `NAME:down` and `NAME:up`."""


@dataclass(frozen=True)
class Reading:
    """What a window's parties are (`SLOTS` rows) and what the judged sentence says, as vectors."""

    parties: Array
    sentence: Array


@dataclass(frozen=True)
class Network:
    """The heads' weights by name, as float32, the vocabulary, and the encoder."""

    weights: Mapping[str, Array]
    pieces: Pieces
    encoder: Encoder

    def read(self, windows: Sequence[Encoded]) -> list[Reading]:
        """One reading for each window, in order."""
        found: dict[int, Reading] = {}
        order = sorted(range(len(windows)), key=lambda i: len(windows[i].ids))
        for at in range(0, len(order), BATCH):
            chosen = order[at : at + BATCH]
            with one_thread():
                states = self.encoder.states([windows[i].ids for i in chosen])
            for row, i in enumerate(chosen):
                found[i] = self._reading(windows[i], states[row])
        return [found[i] for i in range(len(windows))]

    def pairs(self, head: str, reading: Reading) -> Array:
        """Probabilities of each answer for every ordered pair of slots: (SLOTS, SLOTS, answers)."""
        p = reading.parties
        both = self._linear(f"{head}.left", p)[:, None] * self._linear(f"{head}.right", p)[None]
        alone = self._linear(f"{head}.one", p)[:, None] + self._linear(f"{head}.two", p)[None]
        told = alone + both + self._linear(f"{head}.sentence", reading.sentence)
        return softmax(self._linear(f"{head}.out", np.maximum(told, 0.0)))

    def claims(self, reading: Reading, supplier: int, recipient: int) -> Array:
        """Probabilities of each stance for every slot as claimant of one pair: (SLOTS, stances)."""
        p = reading.parties
        told = (
            self._linear("claims.one", p[supplier])
            + self._linear("claims.two", p[recipient])
            + self._linear("claims.who", p)
            + self._linear("claims.sentence", reading.sentence)
        )
        return softmax(self._linear("claims.out", np.maximum(told, 0.0)))

    def flags(self, reading: Reading) -> Array:
        """How likely the sentence carries each kind of flag: (kinds)."""
        return self._each("flags", reading.sentence)

    def part(self, reading: Reading) -> Array:
        """How likely each slot takes part in what the text reports: (SLOTS,), nobody's without meaning."""
        return self._each("part", reading.parties)[:, 0]

    def voice(self, reading: Reading, slots: Sequence[int]) -> Array:
        """How likely the sentence quotes each of some slots as an official, nobody's being that it quotes none of them:
        (SLOTS,), 0 for other slots."""
        told = self._linear("voice.who", reading.parties) + self._linear("voice.sentence", reading.sentence)
        scores = self._linear("voice.out", np.maximum(told, 0.0))[:, 0]
        chances = np.zeros(SLOTS, dtype=np.float32)
        chances[list(slots)] = softmax(scores[list(slots)])
        return chances

    def _each(self, head: str, things: Array) -> Array:
        scores = self._linear(f"{head}.out", np.maximum(self._linear(f"{head}.one", things), 0.0))
        told: Array = np.float32(1.0) / (np.float32(1.0) + np.exp(-scores))
        return told

    def _reading(self, window: Encoded, states: Array) -> Reading:
        parties = np.zeros((SLOTS, states.shape[1]), dtype=np.float32)
        for slot, places in enumerate(window.marks):
            if places:
                parties[slot] = states[list(places)].mean(axis=0)
            if window.inside[slot]:
                parties[slot] += self.weights["inside"]
        parties[SLOTS - 1] = self.weights["nobody"] + states[0]
        return Reading(parties, states[window.target])

    def _linear(self, name: str, states: Array) -> Array:
        told: Array = states @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        return told


@cache
def load(encoder: Path, path: Path = FILE) -> Network:
    """The network that ships over the encoder's published weights, loaded once per process.

    Args:
        encoder: the file of all-mpnet-base-v2 in the format safetensors, whose hash the caller has checked.

    Raises:
        WeightsError: the judge's own file is not the one that was shipped.
        OSError: a file cannot be read.
    """
    data = path.read_bytes()
    if path == FILE and hashlib.sha256(data).hexdigest() != SHA256:
        raise WeightsError(f"{path} is not the file that was shipped", "install the program again")
    return unpacked(path, published(encoder))


def unpacked(path: Path, base: Mapping[str, Array]) -> Network:
    """A network from its file and the encoder's weights by name; of those only what is changed is copied."""
    with np.load(path, allow_pickle=False) as file:
        words = str(file["vocabulary"]).split("\n")
        own = {name: file[name].astype(np.float32) for name in file.files if name != "vocabulary"}
    pieces = Pieces({word: i for i, word in enumerate(words)})
    changes = [name.removesuffix(CHANGE) for name in own if name.endswith(CHANGE)]
    changed = {name: base[name] + own.pop(f"{name}:up") @ own.pop(f"{name}{CHANGE}") for name in changes}
    encoder = Encoder({**base, **changed}, own.pop("signs"), pieces.numbers[FIRST_SIGN])
    return Network(own, pieces, encoder)
