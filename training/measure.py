"""How well a judge reads examples that it has not learned from."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from heads import Judge
from torch import Tensor
from windows import (
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
    voice_labels,
)

SIZE = 48


@dataclass
class Count:
    """Right ones, found ones and wanted ones."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, told: Tensor, wanted: Tensor, right: Tensor) -> None:
        self.right += int(right.sum())
        self.found += int(told.sum())
        self.wanted += int(wanted.sum())

    def __str__(self) -> str:
        p, r = self.right / max(self.found, 1), self.right / max(self.wanted, 1)
        return f"P {p:.2f} R {r:.2f} F {2 * p * r / max(p + r, 1e-9):.3f} ({self.right}/{self.found}/{self.wanted})"


def measure(judge: Judge, examples: list[Example], sure: float) -> str:
    """Flows, warnings and flags likelier than `sure`, the stages of right flows, and the likeliest claims."""
    flows, claims, warnings, flags, part, voices, stages = *(Count() for _ in range(6)), 0
    order = sorted(examples, key=lambda e: len(e["ids"]))
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for at in range(0, len(order), SIZE):
            batch = order[at : at + SIZE]
            parties, sentence = judge.read(batch_of(batch))
            for what, answers, head, count in (
                ("flows", STAGES, judge.flows, flows),
                ("warnings", WARNINGS, judge.warnings, warnings),
            ):
                labels = pair_labels(batch, what, answers)
                chances = head(parties, sentence).float().softmax(-1)
                told = (1 - chances[..., 0] > sure) & (labels != SKIP)
                count.add(told, labels > 0, told & (labels > 0))
                if what == "flows":
                    best = chances[..., 1:].argmax(-1) + 1
                    stages += int((told & (labels > 0) & (best == labels)).sum())
            _claims(judge, batch, parties, sentence, claims)
            marked = [i for i, e in enumerate(batch) if e["flags"] is not None]
            if marked:
                wanted = flag_labels([batch[i] for i in marked]) > 0
                told = judge.flags(sentence[marked]).float().sigmoid() > sure
                flags.add(told, wanted, told & wanted)
                labels = part_labels([batch[i] for i in marked])
                told = (judge.part(parties[marked, : SLOTS - 1]).squeeze(-1).float().sigmoid() > sure) & (
                    labels != SKIP
                )
                part.add(told, labels == 1, told & (labels == 1))
                scores = judge.voice(parties[marked], sentence[marked]).float()
                blank = torch.cat([labels == SKIP, torch.zeros(len(marked), 1, dtype=torch.bool)], 1)
                chance, who = scores.masked_fill(blank, -1e4).softmax(-1)[:, : SLOTS - 1].max(-1)
                truth = voice_labels([batch[i] for i in marked])
                voices.add(chance > sure, truth < SLOTS - 1, (chance > sure) & (who == truth))
    stage = stages / max(flows.right, 1)
    return (
        f"{sure:.1f} flows {flows} stage {stage:.2f}; claims {claims}; warnings {warnings}; flags {flags}; "
        f"part {part}; voices {voices}"
    )


def _claims(judge: Judge, batch: list[Example], parties: Tensor, sentence: Tensor, count: Count) -> None:
    asked = [(i, *c) for i, e in enumerate(batch) for c in e["claims"]]
    if not asked:
        return
    row = torch.tensor([a[0] for a in asked])
    a, b, k = (torch.tensor([q[j] for q in asked]) for j in (1, 2, 3))
    best = judge.claims(parties[row, a], parties[row, b], parties[row, k], sentence[row]).argmax(-1)
    truth = torch.tensor([STANCES.index(q[4]) for q in asked])
    count.add(best > 0, truth > 0, (best == truth) & (truth > 0))
