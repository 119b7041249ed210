"""The encoder under the judge, run in plain numpy: MPNet, twelve layers over word pieces.

MPNet is BERT with a learned bias on how far apart two pieces stand (Song et al. 2020, "MPNet: Masked and Permuted
Pre-training"; the buckets of distances are those of Raffel et al. 2020, "T5", section 2.1). Its published weights,
all-mpnet-base-v2 (Apache-2.0), lie in the store of weights; what training changed comes with the judge's own file: for
each matrix a product of two thin ones to be added to it (Hu et al. 2021, "LoRA"), and rows for the judge's own signs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

HEADS = 12
PAD = 1
FIRST = 2
"""The position of a text's first piece; positions count from behind that of padding."""
EPSILON = np.float32(1e-5)
FAR = 128
"""Distances in pieces beyond this are one."""


@dataclass(frozen=True)
class Encoder:
    """The weights by name, as float32, the judge's changes already in them. `signs` are the rows of the word pieces
    from number `first_sign` on that the judge reads in place of words."""

    weights: Mapping[str, Array]
    signs: Array
    first_sign: int

    @property
    def layers(self) -> int:
        return 1 + max(int(name.split(".")[2]) for name in self.weights if name.startswith("encoder.layer."))

    def states(self, ids: Sequence[Sequence[int]]) -> Array:
        """What each piece is in its text: (texts, longest, width), rows beyond a text's end without meaning."""
        longest = max(map(len, ids))
        table = np.full((len(ids), longest), PAD, dtype=np.int64)
        for row, own in enumerate(ids):
            table[row, : len(own)] = own
        states = self._words(table) + self.weights["embeddings.position_embeddings.weight"][FIRST : FIRST + longest]
        states = self._norm("embeddings.LayerNorm", states)
        apart = self.weights["encoder.relative_attention_bias.weight"][buckets(longest)].transpose(2, 0, 1)
        bias = np.where((table == PAD)[:, None, None, :], np.float32(-1e9), apart[None])
        for layer in range(self.layers):
            states = self._layer(f"encoder.layer.{layer}", states, bias)
        return states

    def _words(self, table: NDArray[np.int64]) -> Array:
        states: Array = self.weights["embeddings.word_embeddings.weight"][table]
        own = (table >= self.first_sign) & (table < self.first_sign + len(self.signs))
        states[own] = self.signs[table[own] - self.first_sign]
        return states

    def _layer(self, name: str, states: Array, bias: Array) -> Array:
        n, length, width = states.shape

        def heads(part: str) -> Array:
            split = self._linear(f"{name}.attention.attn.{part}", states)
            return split.reshape(n, length, HEADS, width // HEADS).transpose(0, 2, 1, 3)

        scores = heads("q") @ heads("k").transpose(0, 1, 3, 2) / np.float32(np.sqrt(width // HEADS))
        mixed = (softmax(scores + bias) @ heads("v")).transpose(0, 2, 1, 3).reshape(n, length, width)
        states = self._norm(f"{name}.attention.LayerNorm", states + self._linear(f"{name}.attention.attn.o", mixed))
        inner = gelu(self._linear(f"{name}.intermediate.dense", states))
        return self._norm(f"{name}.output.LayerNorm", states + self._linear(f"{name}.output.dense", inner))

    def _linear(self, name: str, states: Array) -> Array:
        # One product of two tables is twice as fast as a stack of them.
        flat = states.reshape(-1, states.shape[-1]) @ self.weights[f"{name}.weight"].T
        flat += self.weights[f"{name}.bias"]
        told: Array = flat.reshape(*states.shape[:-1], -1)
        return told

    def _norm(self, name: str, states: Array) -> Array:
        centred = states - states.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + EPSILON)
        told: Array = centred / spread * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]
        return told


def published(path: Path) -> dict[str, Array]:
    """The published weights by name, from a file in the format safetensors.

    Raises:
        OSError: the file cannot be read.
    """
    from safetensors.numpy import load_file

    return {name: values for name, values in load_file(path).items() if values.dtype == np.float32}


@lru_cache(maxsize=64)
def buckets(length: int) -> NDArray[np.int64]:
    """The bucket of the distance between each two of so many pieces: (length, length), asking piece first. Half of the
    32 buckets are for pieces to the right; up to 8 each distance has its own, beyond that they widen."""
    apart = np.arange(length)[None, :] - np.arange(length)[:, None]
    far = np.abs(apart)
    wide = 8 + (np.log(np.maximum(far, 1) / 8) / np.log(FAR / 8) * 8).astype(np.int64)
    told: NDArray[np.int64] = np.where(far < 8, far, np.minimum(wide, 15)) + 16 * (apart > 0)
    return told


def softmax(scores: Array) -> Array:
    """Chances that add up to 1 along the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    told: Array = raised / raised.sum(axis=-1, keepdims=True)
    return told


def gelu(x: Array) -> Array:
    """x * Phi(x) as Hendrycks and Gimpel 2016 approach it ("Gaussian Error Linear Units"); off by less than 0.0005."""
    told: Array = x * x
    told *= np.float32(0.044715)
    told += np.float32(1.0)
    told *= x
    told *= np.float32(np.sqrt(2.0 / np.pi))
    np.tanh(told, out=told)
    told += np.float32(1.0)
    told *= x
    told *= np.float32(0.5)
    return told
