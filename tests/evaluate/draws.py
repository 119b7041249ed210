"""Counts of invented runs, drawn with a fixed seed."""

from __future__ import annotations

import numpy as np

from summarizer.evaluate.statistics import COLUMNS, Array
from summarizer.score import Section


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


def linked(cases: int, seed: int, run: int, quality: float = 0.6) -> Array:
    """Cases whose sections hang together: a lost flow takes its claims along, a lost quotation its speaker.

    Gold, and how hard a case is, depend on the seed alone; what is found differs from run to run.
    """
    world, answers = np.random.default_rng([seed, 0]), np.random.default_rng([seed, 1 + run])
    ease = np.clip(quality + world.normal(0, 0.15, cases), 0.02, 0.98)
    flows, quotes = world.poisson(2, cases) + 1, world.poisson(1.5, cases)
    warnings, doubts = world.poisson(0.3, cases), world.poisson(1, cases)
    found, quoted = answers.binomial(flows, ease), answers.binomial(quotes, ease)
    listed = found + answers.poisson(0.5, cases)
    rows = {
        Section.PARTIES: (found + 1, flows + 1, listed + 1),
        Section.FLOWS: (found, flows, listed),
        Section.FLOW_STAGE: (answers.binomial(found, 0.8), flows, listed),
        Section.ITEMS: (answers.binomial(found, 0.7), flows, listed),
        Section.CLAIMS: (answers.binomial(found, 0.9), flows, listed),
        Section.QUOTES: (quoted, quotes, quoted),
        Section.SPEAKERS: (answers.binomial(quoted, 0.8), quotes, quoted),
        Section.WARNINGS: (answers.binomial(warnings, ease), warnings, answers.poisson(0.2, cases) + warnings),
        Section.UNCERTAINTY: (answers.binomial(doubts, ease), doubts, doubts),
    }
    has_flow = (answers.binomial(1, 0.95, cases), np.ones(cases), np.ones(cases))
    return np.stack([np.stack(row, axis=-1) for row in (*(rows[s] for s in Section), has_flow)], 1).astype(np.float64)


def stories(cases: int, each: int = 1) -> list[str]:
    """The stories of cases, so many cases in each."""
    return [f"story {case // each}" for case in range(cases)]
