"""Counts of invented runs, drawn with a fixed seed."""

from __future__ import annotations

import numpy as np

from summarizer.evaluate.statistics import COLUMNS, Array


def counts(*rows: tuple[float, float, float], column: int = 1) -> Array:
    """One case per row of (tp, n_gold, n_pred) in one column; nothing in the others, and has-flow right."""
    made = np.zeros((len(rows), COLUMNS, 3))
    made[:, -1] = 1
    for case, row in enumerate(rows):
        made[case, column] = row
    return made


def drawn(cases: int, seed: int, quality: float = 0.6) -> Array:
    """Cases in which each gold entry is found with this probability, and some entries are made up."""
    random = np.random.default_rng(seed)
    gold = random.poisson(3, (cases, COLUMNS))
    found = random.binomial(gold, quality)
    made = np.stack([found, gold, found + random.poisson(1, gold.shape)], axis=-1).astype(np.float64)
    made[:, -1] = 1
    made[:, -1, 0] = random.binomial(1, 0.8, cases)
    return made


def stories(cases: int, each: int = 1) -> list[str]:
    """The stories of cases, so many cases in each."""
    return [f"story {case // each}" for case in range(cases)]
