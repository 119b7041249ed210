"""Pack what training learned for shipping, as 16-bit numbers; the encoder's own weights are fetched by their hash.

python training/pack.py --judge build/judge.pt --vocabulary MODEL/vocab.txt --out summarizer/judge/judge.npz
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
    packed: dict[str, np.ndarray] = {}
    for name, values in state.items():
        matrix, _, part = name.removeprefix("encoder.model.").rpartition(".")
        if part in ("down", "up"):
            # A change counts twice (`heads.Low`): what ships has that in it.
            name, values = f"{matrix}.weight:{part}", values * (2.0 if part == "up" else 1.0)
        packed["signs" if name == "encoder.signs" else name] = values.astype(np.float16)
    packed["vocabulary"] = np.array("\n".join(words))
    np.savez_compressed(options.out, **packed)
    data = options.out.read_bytes()
    print(f"{len(packed)} arrays, {len(data):,} bytes, sha256 {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main()
