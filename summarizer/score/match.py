"""Comparing parts of two briefs: overlap of spans, likeness of names and phrases, and the best one-to-one pairing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import numpy as np
from scipy.optimize import linear_sum_assignment

from summarizer.score.scorable import ScoredParty, Words

Gold = TypeVar("Gold")
Predicted = TypeVar("Predicted")

Pairs = tuple[tuple[int, int], ...]
"""(index in gold, index in predicted), ordered by the first."""

_ARTICLES = frozenset({"the", "a", "an"})
_POSSESSIVE = re.compile(r"['’]s\b")
_SILENT = re.compile(r"[.'’‘]")
_TOKEN = re.compile(r"\w+")


def pair(gold: Sequence[Gold], predicted: Sequence[Predicted], likeness: Callable[[Gold, Predicted], float]) -> Pairs:
    """The best one-to-one pairs by `scipy.optimize.linear_sum_assignment`.

    Args:
        likeness: 0 when two parts must not be paired, else a figure above 0 and up to 1.

    As many parts as possible are paired; among pairings of that size, the sum of likeness is the largest.
    """
    if not gold or not predicted:
        return ()
    if len(gold) == len(predicted) == 1:
        return ((0, 0),) if likeness(gold[0], predicted[0]) > 0 else ()
    scores = np.array([[likeness(g, p) for p in predicted] for g in gold], dtype=float)
    floor = min(scores.shape) + 1.0
    weights = np.where(scores > 0, scores + floor, 0.0)
    rows, columns = linear_sum_assignment(weights, maximize=True)
    return tuple((int(i), int(j)) for i, j in zip(rows, columns, strict=True) if scores[i, j] > 0)


def overlap(gold: Iterable[Words], predicted: Iterable[Words]) -> float:
    """Characters in both sets of spans over characters in either (intersection over union), 0 to 1."""
    ours, theirs = _merged(gold), _merged(predicted)
    common, i, j = 0, 0, 0
    while i < len(ours) and j < len(theirs):
        common += max(0, min(ours[i][1], theirs[j][1]) - max(ours[i][0], theirs[j][0]))
        if ours[i][1] <= theirs[j][1]:
            i += 1
        else:
            j += 1
    total = sum(b - a for a, b in ours) + sum(b - a for a, b in theirs) - common
    return common / total if total else 0.0


def _merged(spans: Iterable[Words]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted((s.start, s.end) for s in spans if s.start < s.end):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def folded(alias: str) -> str:
    """A name without case, articles, punctuation and possessive endings: "the U.S.'s" and "US" are the same.

    A name of which nothing would be left stays as it is, in lower case.
    """
    plain = unicodedata.normalize("NFKC", alias).casefold().strip()
    words = _TOKEN.findall(_SILENT.sub("", _POSSESSIVE.sub("", plain)))
    return " ".join(word for word in words if word not in _ARTICLES) or plain


def aliases(party: ScoredParty) -> frozenset[str]:
    """The folded name and mentions of a party."""
    return frozenset(folded(alias) for alias in (party.name, *(m.text for m in party.mentions))) - {""}


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """Members in both sets over members in either, 0 to 1."""
    either = one | other
    return len(one & other) / len(either) if either else 0.0


def tokens(phrase: str) -> frozenset[str]:
    """The words of a phrase, in lower case, without punctuation."""
    return frozenset(_TOKEN.findall(unicodedata.normalize("NFKC", phrase).casefold()))
