"""A network of random numbers, as small as the encoder's twelve heads allow: what it says means nothing, but it is
built, stored and read as the one that ships."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from summarizer.judge.encoder import FIRST, HEADS, Array, Encoder
from summarizer.judge.flagged import KINDS as FLAGS
from summarizer.judge.network import Network, unpacked
from summarizer.judge.pieces import FIRST_SIGN, MOST
from summarizer.judge.tellings import STAGES, STANCES
from summarizer.judge.warned import KINDS as WARNINGS
from tests.judge.scenes import SPELT

LAYERS, WIDTH, INNER, HIDDEN, THIN = 2, 2 * HEADS, 40, 8, 3
SIGNS = 30
"""Pieces that the network reads in place of words."""
CHANGED = "encoder.layer.1.intermediate.dense.weight"
"""The matrix of the encoder that training changed."""

PAIRS = ("one", "two", "sentence", "left", "right")
HEADS_OF = {
    "flows": (PAIRS, 1 + len(STAGES)),
    "warnings": (PAIRS, 1 + len(WARNINGS)),
    "claims": (("one", "two", "who", "sentence"), 1 + len(STANCES)),
    "flags": (("one",), len(FLAGS)),
    "part": (("one",), 1),
    "voice": (("who", "sentence"), 1),
}
"""The matrices of each head that read a vector, and how many answers it has."""


def published(layers: int = LAYERS) -> dict[str, Array]:
    """Weights of an encoder under the names that the published ones have."""
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (len(SPELT.numbers), WIDTH),
        "embeddings.position_embeddings.weight": (FIRST + MOST, WIDTH),
        "encoder.relative_attention_bias.weight": (32, HEADS),
    }
    norms = ["embeddings.LayerNorm"]
    for layer in (f"encoder.layer.{n}" for n in range(layers)):
        for part in "qkvo":
            shapes |= _linear(f"{layer}.attention.attn.{part}", WIDTH, WIDTH)
        shapes |= _linear(f"{layer}.intermediate.dense", INNER, WIDTH) | _linear(f"{layer}.output.dense", WIDTH, INNER)
        norms += [f"{layer}.attention.LayerNorm", f"{layer}.output.LayerNorm"]
    ones = {f"{name}.weight": np.ones(WIDTH, np.float32) for name in norms}
    zeros = {f"{name}.bias": np.zeros(WIDTH, np.float32) for name in norms}
    return _drawn(shapes, 1) | ones | zeros


def trained() -> dict[str, Array]:
    """What training makes: the heads, the signs, and what is added to one matrix of the encoder."""
    shapes: dict[str, tuple[int, ...]] = {
        "signs": (SIGNS, WIDTH),
        "inside": (WIDTH,),
        "nobody": (WIDTH,),
        f"{CHANGED}:down": (THIN, WIDTH),
        f"{CHANGED}:up": (INNER, THIN),
    }
    for head, (parts, answers) in HEADS_OF.items():
        for part in parts:
            shapes |= _linear(f"{head}.{part}", HIDDEN, WIDTH)
        shapes |= _linear(f"{head}.out", answers, HIDDEN)
    return _drawn(shapes, 2)


def stored(path: Path) -> Path:
    """What training makes, in a file as it ships."""
    half: dict[str, Any] = {name: values.astype(np.float16) for name, values in trained().items()}
    np.savez(path, **half, vocabulary=np.array("\n".join(SPELT.numbers)))
    return path


def tiny(folder: Path) -> Network:
    """The network from its file."""
    return unpacked(stored(folder / "tiny.npz"), published())


def encoder(layers: int = LAYERS) -> Encoder:
    """The published encoder alone, with rows for the signs."""
    return Encoder(published(layers), trained()["signs"], SPELT.numbers[FIRST_SIGN])


def _linear(name: str, out: int, into: int) -> dict[str, tuple[int, ...]]:
    return {f"{name}.weight": (out, into), f"{name}.bias": (out,)}


def _drawn(shapes: dict[str, tuple[int, ...]], seed: int) -> dict[str, Array]:
    random = np.random.default_rng(seed)
    return {name: random.normal(0.0, 0.5, shape).astype(np.float32) for name, shape in shapes.items()}
