"""Windows as tensors, and what is to be answered of them."""

from __future__ import annotations

import random
from typing import Any

import torch
from torch import Tensor

STAGES = "none sought negotiating pledged approved contracted delivering delivered halted unspecified".split()
STANCES = "none asserts suspects denies finds_no_evidence".split()
WARNINGS = "none sanctions consequences demand risk".split()
FLAGS = "anonymous_source secondhand hedge undisclosed unverified no_evidence denial conflict".split()
SLOTS = 11
"""Ten parties and, last, nobody."""
PAD = 1
FIRST_SIGN, SIGNS, FIRST_SLOT = 5, 30, 15
"""The vocabulary's numbers of the first spare piece and of the mark of slot 0, and how many spare pieces are signs."""
SKIP = -100

Example = dict[str, Any]


def batch_of(examples: list[Example]) -> dict[str, Tensor]:
    longest = max(len(e["ids"]) for e in examples)
    n = len(examples)
    ids = torch.full((n, longest), PAD)
    marks = torch.zeros(n, SLOTS - 1, longest)
    inside = torch.zeros(n, SLOTS - 1)
    for i, e in enumerate(examples):
        ids[i, : len(e["ids"])] = torch.tensor(e["ids"])
        for slot, places in enumerate(e["marks"]):
            marks[i, slot, places] = 1.0
            inside[i, slot] = float(e["inside"][slot])
    return {
        "ids": ids,
        "mask": (ids != PAD).long(),
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


def flag_labels(examples: list[Example]) -> Tensor:
    """Which kinds of flags each sentence has: (examples, kinds), 1 or 0."""
    return torch.tensor([[float(kind in e["flags"]) for kind in FLAGS] for e in examples])


def part_labels(examples: list[Example]) -> Tensor:
    """Whether each slot takes part: (examples, slots without nobody), 1 or 0, SKIP where no party stands."""
    labels = torch.full((len(examples), SLOTS - 1), float(SKIP))
    for i, e in enumerate(examples):
        for slot, places in enumerate(e["marks"]):
            if places:
                labels[i, slot] = float(e["part"][slot])
    return labels


def voice_labels(examples: list[Example]) -> Tensor:
    """The slot of whom each sentence quotes as an official, nobody's where it quotes none whom the window names."""
    return torch.tensor([SLOTS - 1 if e["voice"] < 0 else e["voice"] for e in examples])


def shuffled(example: Example, chance: random.Random) -> Example:
    """The same window with its parties' numbers dealt anew, so that a number means nothing."""
    deal = list(range(SLOTS - 1))
    chance.shuffle(deal)
    new = dict(example)
    last = FIRST_SLOT + SLOTS - 1
    new["ids"] = [FIRST_SLOT + deal[i - FIRST_SLOT] if FIRST_SLOT <= i < last else i for i in example["ids"]]
    marks: list[list[int]] = [[] for _ in deal]
    inside = [False for _ in deal]
    for slot, places in enumerate(example["marks"]):
        marks[deal[slot]], inside[deal[slot]] = places, example["inside"][slot]
    new["marks"], new["inside"] = marks, inside
    if example["part"] is not None:
        part = [False for _ in deal]
        for slot, takes in enumerate(example["part"]):
            part[deal[slot]] = takes
        new["part"] = part
        new["voice"] = deal[example["voice"]] if example["voice"] >= 0 else -1
    for what in ("flows", "warnings", "claims", "unsure", "unsure_warnings"):
        ends = 3 if what == "claims" else 2
        new[what] = [[*(deal[s] if s >= 0 else s for s in row[:ends]), *row[ends:]] for row in example[what]]
    return new


def speaks(example: Example) -> bool:
    """Whether somebody takes a stance in it."""
    return any(claim[3] != "none" for claim in example["claims"])
