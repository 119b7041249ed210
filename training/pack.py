"""Pack a trained judge for shipping: matrices as 8-bit rows with a scale each, the rest as 32-bit numbers.

python training/pack.py --judge build/judge/judge.pt --vocabulary MODEL/vocab.txt --out summarizer/judge/judge.npz
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import numpy as np
import torch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--judge", type=Path, required=True)
    parser.add_argument("--vocabulary", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    words = options.vocabulary.read_text(encoding="utf-8").rstrip("\n").split("\n")
    state = {k: v.float().numpy() for k, v in torch.load(options.judge, weights_only=True).items()}
    # Text is read without accents: pieces of other scripts can never occur.
    kept = [i for i, word in enumerate(words) if word.isascii() and not _spare(word)]
    packed: dict[str, np.ndarray] = {}
    for name, values in state.items():
        if name.endswith("word_embeddings.weight"):
            values = values[kept]
        if name.endswith("position_embeddings.weight"):
            values = values[:192]
        if values.ndim == 2 and values.shape[0] > 2:
            scale = np.abs(values).max(axis=1) / 127
            packed[name] = np.round(values / np.maximum(scale, 1e-12)[:, None]).astype(np.int8)
            packed[f"{name}:scale"] = scale.astype(np.float32)
        elif name != "encoder.embeddings.position_ids":
            packed[name] = values.astype(np.float32)
    packed["vocabulary"] = np.array("\n".join(words[i] for i in kept))
    np.savez_compressed(options.out, **packed)
    data = options.out.read_bytes()
    print(f"{len(kept)} pieces, {len(data):,} bytes, sha256 {hashlib.sha256(data).hexdigest()}")


def _spare(word: str) -> bool:
    return word.startswith("[unused") and not 0 < int(word[7:-1]) < 30


if __name__ == "__main__":
    main()
