"""The judge's network, run in plain numpy: a BERT encoder of six layers and a head for each question.

The encoder is all-MiniLM-L6-v2 (Apache-2.0; Wang et al. 2020, "MiniLM"), trained further by `training/train.py`.
Weights ship as one file of 8-bit rows with their scales; a window of eighty pieces takes a few milliseconds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from summarizer.errors import WeightsError
from summarizer.judge import SHA256
from summarizer.judge.pieces import Encoded, Pieces
from summarizer.threads import one_thread

Array = NDArray[np.float32]

FILE = Path(__file__).with_name("judge.npz")
HEADS = 12
SLOTS = 11
"""Ten parties and, last, nobody."""
BATCH = 16


@dataclass(frozen=True)
class Reading:
    """What a window's parties are (`SLOTS` rows) and what the judged sentence says, as vectors."""

    parties: Array
    sentence: Array


@dataclass(frozen=True)
class Network:
    """The weights by name, as float32, and the vocabulary they were trained on."""

    weights: Mapping[str, Array]
    pieces: Pieces

    @property
    def layers(self) -> int:
        return 1 + max(int(name.split(".")[3]) for name in self.weights if name.startswith("encoder.encoder.layer."))

    def read(self, windows: Sequence[Encoded]) -> list[Reading]:
        """One reading for each window, in order."""
        found: dict[int, Reading] = {}
        order = sorted(range(len(windows)), key=lambda i: len(windows[i].ids))
        for at in range(0, len(order), BATCH):
            chosen = order[at : at + BATCH]
            with one_thread():
                states = self._states([windows[i].ids for i in chosen])
            for row, i in enumerate(chosen):
                found[i] = self._reading(windows[i], states[row])
        return [found[i] for i in range(len(windows))]

    def pairs(self, head: str, reading: Reading) -> Array:
        """Probabilities of each answer for every ordered pair of slots: (SLOTS, SLOTS, answers)."""
        p = reading.parties
        both = self._linear(f"{head}.left", p)[:, None] * self._linear(f"{head}.right", p)[None]
        alone = self._linear(f"{head}.one", p)[:, None] + self._linear(f"{head}.two", p)[None]
        told = alone + both + self._linear(f"{head}.sentence", reading.sentence)
        return _softmax(self._linear(f"{head}.out", np.maximum(told, 0.0)))

    def claims(self, reading: Reading, supplier: int, recipient: int) -> Array:
        """Probabilities of each stance for every slot as claimant of one pair: (SLOTS, stances)."""
        p = reading.parties
        told = (
            self._linear("claims.one", p[supplier])
            + self._linear("claims.two", p[recipient])
            + self._linear("claims.who", p)
            + self._linear("claims.sentence", reading.sentence)
        )
        return _softmax(self._linear("claims.out", np.maximum(told, 0.0)))

    def _reading(self, window: Encoded, states: Array) -> Reading:
        parties = np.zeros((SLOTS, states.shape[1]), dtype=np.float32)
        for slot, places in enumerate(window.marks):
            if places:
                parties[slot] = states[list(places)].mean(axis=0)
            if window.inside[slot]:
                parties[slot] += self.weights["inside"]
        parties[SLOTS - 1] = self.weights["nobody"] + states[0]
        return Reading(parties, states[window.target])

    def _states(self, ids: Sequence[Sequence[int]]) -> Array:
        longest = max(map(len, ids))
        table = np.zeros((len(ids), longest), dtype=np.int64)
        for row, own in enumerate(ids):
            table[row, : len(own)] = own
        hidden = (table == 0)[:, None, None, :]
        at = "encoder.embeddings"
        states: Array = self.weights[f"{at}.word_embeddings.weight"][table]
        states = states + self.weights[f"{at}.position_embeddings.weight"][:longest]
        states = self._norm(f"{at}.LayerNorm", states + self.weights[f"{at}.token_type_embeddings.weight"][0])
        for layer in range(self.layers):
            states = self._layer(f"encoder.encoder.layer.{layer}", states, hidden)
        return states

    def _layer(self, name: str, states: Array, hidden: NDArray[np.bool_]) -> Array:
        n, length, width = states.shape

        def heads(part: str) -> Array:
            split = self._linear(f"{name}.attention.self.{part}", states).reshape(n, length, HEADS, width // HEADS)
            return split.transpose(0, 2, 1, 3)

        scores = heads("query") @ heads("key").transpose(0, 1, 3, 2) / np.float32(np.sqrt(width // HEADS))
        mixed = _softmax(np.where(hidden, np.float32(-1e9), scores)) @ heads("value")
        mixed = mixed.transpose(0, 2, 1, 3).reshape(n, length, width)
        states = self._norm(
            f"{name}.attention.output.LayerNorm", states + self._linear(f"{name}.attention.output.dense", mixed)
        )
        inner = _gelu(self._linear(f"{name}.intermediate.dense", states))
        return self._norm(f"{name}.output.LayerNorm", states + self._linear(f"{name}.output.dense", inner))

    def _linear(self, name: str, states: Array) -> Array:
        told: Array = states @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        return told

    def _norm(self, name: str, states: Array) -> Array:
        centred = states - states.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + 1e-12)
        told: Array = centred / spread * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]
        return told


@cache
def load(path: Path = FILE) -> Network:
    """The network that ships, loaded once per process.

    Raises:
        WeightsError: the file is not the one that was shipped.
    """
    data = path.read_bytes()
    if path == FILE and hashlib.sha256(data).hexdigest() != SHA256:
        raise WeightsError(f"{path} is not the file that was shipped", "install the program again")
    return unpacked(path)


def unpacked(path: Path) -> Network:
    """A network from its file: rows of 8-bit numbers with one scale each (`NAME` and `NAME:scale`), or plain arrays."""
    with np.load(path, allow_pickle=False) as file:
        words = str(file["vocabulary"]).split("\n")
        weights = {}
        for name in file.files:
            if name == "vocabulary" or name.endswith(":scale"):
                continue
            stored = file[name].astype(np.float32)
            scale = file.get(f"{name}:scale")
            weights[name] = stored * scale[:, None].astype(np.float32) if scale is not None else stored
    return Network(weights, Pieces({word: i for i, word in enumerate(words)}))


def _softmax(scores: Array) -> Array:
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    told: Array = raised / raised.sum(axis=-1, keepdims=True)
    return told


def _gelu(x: Array) -> Array:
    """x * Phi(x); the error function by Abramowitz and Stegun 7.1.26, whose error is below 1.5e-7."""
    z = np.abs(x) * np.float32(0.7071067811865476)
    t = 1.0 / (1.0 + np.float32(0.3275911) * z)
    steps = (0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429)
    total = np.zeros_like(x)
    for step in reversed(steps):
        total = (total + np.float32(step)) * t
    error = np.sign(x) * (1.0 - total * np.exp(-z * z))
    told: Array = 0.5 * x * (1.0 + error)
    return told
