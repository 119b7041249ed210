"""Train the judge: a sentence encoder with a few changes, and a head for each question, over windows without names.

    python training/examples.py --vocabulary MODEL/vocab.txt --out build/examples.jsonl
    python training/train.py --encoder MODEL --examples build/examples.jsonl --out build/judge.pt

MODEL is a folder with all-mpnet-base-v2 (Apache-2.0): `config.json`, `model.safetensors` and `vocab.txt`. The
encoder's own weights stay as they are. What is learned is a product of two thin matrices for each of its matrices (Hu
et al. 2021, "LoRA: Low-Rank Adaptation of Large Language Models"), the rows of the judge's signs, and the heads.
Runs in an environment of its own (training/requirements.txt); the program needs none of it.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from heads import Judge, Low, Signs
from measure import measure
from torch import Tensor, nn
from transformers import MPNetModel
from windows import (
    FLAGS,
    SKIP,
    SLOTS,
    STAGES,
    STANCES,
    WARNINGS,
    Example,
    batch_of,
    flag_labels,
    pair_labels,
    part_labels,
    shuffled,
    speaks,
    voice_labels,
)

RANK = 16
FROZEN = 2
"""The lowest layers, which stay as they are: what words are is the same in any text."""


def adapted(encoder: Path) -> nn.Module:
    """The published encoder with changes that can be learned, and nothing else of it that can."""
    model = MPNetModel.from_pretrained(encoder, add_pooling_layer=False)
    for parameter in model.parameters():
        parameter.requires_grad = False
    for layer in model.encoder.layer[FROZEN:]:
        for part in "qkvo":
            setattr(layer.attention.attn, part, Low(getattr(layer.attention.attn, part), RANK))
        layer.intermediate.dense = Low(layer.intermediate.dense, RANK)
        layer.output.dense = Low(layer.output.dense, RANK)
    return Signs(model)


def loss_of(judge: Judge, examples: list[Example]) -> Tensor:
    parties, sentence = judge.read(batch_of(examples))
    total = torch.zeros(())
    for what, answers, head in (("flows", STAGES, judge.flows), ("warnings", WARNINGS, judge.warnings)):
        labels = pair_labels(examples, what, answers)
        total = total + weighed(head(parties, sentence).flatten(0, 2), labels.flatten())
    asked = [(i, *c) for i, e in enumerate(examples) for c in e["claims"]]
    if asked:
        row = torch.tensor([a[0] for a in asked])
        a, b, k = (torch.tensor([q[j] for q in asked]) for j in (1, 2, 3))
        told = judge.claims(parties[row, a], parties[row, b], parties[row, k], sentence[row])
        total = total + weighed(told, torch.tensor([STANCES.index(q[4]) for q in asked]))
    marked = [i for i, e in enumerate(examples) if e["flags"] is not None]
    if marked:
        labels = flag_labels([examples[i] for i in marked])
        each = nn.functional.binary_cross_entropy_with_logits(judge.flags(sentence[marked]), labels, reduction="none")
        total = total + each.sum()
        part = part_labels([examples[i] for i in marked])
        told = judge.part(parties[marked, : SLOTS - 1]).squeeze(-1)[part != SKIP]
        total = total + 0.3 * nn.functional.binary_cross_entropy_with_logits(told, part[part != SKIP], reduction="sum")
        named = torch.cat([part != SKIP, torch.ones(len(marked), 1, dtype=torch.bool)], 1)
        told = judge.voice(parties[marked], sentence[marked]).masked_fill(~named, -1e4)
        labels = voice_labels([examples[i] for i in marked])
        total = total + nn.functional.cross_entropy(told, labels, reduction="sum", label_smoothing=0.0)
    return total / len(examples)


def weighed(scores: Tensor, labels: Tensor, quiet: float = 0.3) -> Tensor:
    """Cross-entropy summed over pairs, those that tell nothing counting for less: there are many of them."""
    kept = labels != SKIP
    each = nn.functional.cross_entropy(scores[kept], labels[kept], reduction="none", label_smoothing=0.02)
    return (each * torch.where(labels[kept] == 0, quiet, 1.0)).sum()


def batches(examples: list[Example], size: int, seed: int) -> Iterator[list[Example]]:
    """Batches of windows of like length, in an order of chance."""
    chance = random.Random(seed)
    order = sorted(examples, key=lambda e: len(e["ids"]) + chance.random() * 12)
    found = [order[i : i + size] for i in range(0, len(order), size)]
    chance.shuffle(found)
    yield from found


def train(judge: Judge, examples: list[Example], options: argparse.Namespace) -> None:
    """Learn, and keep what was learned after every round."""
    encoder = [p for n, p in judge.encoder.named_parameters() if p.requires_grad and n != "signs"]
    heads = [p for n, p in judge.named_parameters() if not n.startswith("encoder.")]
    optimiser = torch.optim.AdamW(
        [
            {"params": encoder, "lr": options.rate},
            {"params": heads, "lr": options.rate},
            {"params": [judge.encoder.signs], "lr": 2 * options.rate, "weight_decay": 0.0},
        ],
        weight_decay=0.01,
    )
    learned = [p for p in judge.parameters() if p.requires_grad]
    steps = options.epochs * math.ceil(len(examples) / options.size)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min(1.0, s / 150) * max(0.02, 1 - s / steps))
    began = time.time()
    for epoch in range(options.epochs):
        judge.train()
        chance = random.Random(options.seed * 1000 + epoch)
        total = seen = 0.0
        for step, batch in enumerate(batches([shuffled(e, chance) for e in examples], options.size, epoch), 1):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = loss_of(judge, batch)
            loss.backward()
            nn.utils.clip_grad_norm_(learned, 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            total, seen = total + loss.item() * len(batch), seen + len(batch)
            if step % 100 == 0:
                print(f"{int(seen)} windows: loss {total / seen:.3f}, {time.time() - began:.0f} s", flush=True)
        print(f"epoch {epoch + 1}: loss {total / seen:.3f}, {time.time() - began:.0f} s", flush=True)
        if options.out:
            options.out.parent.mkdir(parents=True, exist_ok=True)
            torch.save(judge.learned(), options.out)


def told_apart(path: Path, hold: str, silent: float, passages: float) -> tuple[list[Example], list[Example]]:
    """The examples to learn from, and those held back."""
    examples = [json.loads(line) for line in path.open(encoding="utf-8")]
    held = tuple(h for h in hold.split(",") if h)
    apart = [e for e in examples if held and e["name"].startswith(held)]
    rest = [e for e in examples if not (held and e["name"].startswith(held))]
    # Real articles are what it will read: their telling sentences count twice.
    rest += [e for e in rest if e["source"] == "gold" and (e["flows"] or e["warnings"])]
    # Most replies say nothing of most flows: a part of those is enough.
    chance = random.Random(0)
    rest = [e for e in rest if e["source"] != "reply" or speaks(e) or chance.random() < silent]
    rest = [e for e in rest if e["source"] != "passages" or chance.random() < passages]
    rest += [e for e in rest if e["source"] == "reply" and speaks(e)]
    return rest, apart


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--examples", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--start", type=Path, help="go on from what an earlier training learned")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--size", type=int, default=20, help="windows in a batch")
    parser.add_argument("--hold", default="", help="beginnings of names to hold back and measure on, by comma")
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--silent", type=float, default=0.4, help="share of replies that say nothing to learn from")
    parser.add_argument("--passages", type=float, default=1.0, help="share of the passages to learn from")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    rest, apart = told_apart(options.examples, options.hold, options.silent, options.passages)
    print(f"{len(rest)} windows to learn from, {len(apart)} held back, {len(FLAGS)} kinds of flags", flush=True)
    judge = Judge(adapted(options.encoder))
    if options.start:
        judge.load_state_dict(torch.load(options.start, weights_only=True), strict=False)
    train(judge, rest, options)
    judge.eval()
    for sure in (0.3, 0.5, 0.7, 0.9) if apart else ():
        print(measure(judge, apart, sure), flush=True)


if __name__ == "__main__":
    main()
