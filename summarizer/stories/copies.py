"""Copies: the same text, nearly the same text, a text inside another, and stretches of one text in another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np

from summarizer.stories.common import is_state
from summarizer.stories.model import TieKind
from summarizer.stories.nearby import alike, sharing
from summarizer.stories.sketch import Sketch
from summarizer.stories.words import Hashes32, words

NEAR = 0.7
"""Jaccard similarity of word shingles from which two texts are copies of each other."""

INSIDE = 0.7
"""Part of the shorter text's shingles that must stand in the longer one for it to be contained."""

RUN = 3
"""Consecutive sentences that make a partial copy."""

LEAST_INSIDE = 12
LEAST_PART = 30
"""Shingles in common without which nothing is contained, or copied in part."""

BAND = 5
"""Rows in a band: two texts with a similarity of 0.7 are compared with a chance of 99 in 100, with 0.8 always."""

SAMPLE = 16
"""One shingle in so many also brings two texts together; two of them do."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two sketches have in common, checked on the shingles and sentences themselves.

    `share` is the Jaccard similarity for near copies, else the part of the shorter text that stands in the longer one;
    `of_longer` the part of the longer one. `run` counts consecutive sentences, `leads` says that they are the first of
    one of the two. `form` says that the two follow one form, or share a background, and tell of different events.
    """

    kind: TieKind
    share: float
    of_longer: float
    run: int = 0
    leads: bool = False
    form: bool = False


def candidates(sketches: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """Pairs of texts that may be copies: by MinHash, by a whole sentence, or by two sampled shingles in common."""
    if not sketches:
        return
    found = set(alike(np.stack([s.signature for s in sketches]), BAND))
    found.update(sharing([s.sentences for s in sketches]))
    found.update(sharing([s.shingles[s.shingles % SAMPLE == 0] for s in sketches], least=2))
    yield from sorted(found)


def overlap(one: Sketch, other: Sketch) -> Overlap | None:
    """How much of the two texts is the same; None when it is too little."""
    if one.whole == other.whole:
        return Overlap(TieKind.SAME, 1.0, 1.0)
    a, b = _comparable(one, other)
    if not len(a) or not len(b):
        return None
    common = len(np.intersect1d(a, b, assume_unique=True))
    shorter, longer = sorted((len(a), len(b)))
    near, inside, of_longer = common / (len(a) + len(b) - common), common / shorter, common / longer
    form = common >= LEAST_INSIDE and _filled_in_anew(one, other)
    if near >= NEAR and not form:
        return Overlap(TieKind.NEAR, near, of_longer)
    if inside >= INSIDE and common >= LEAST_INSIDE and not form:
        return Overlap(TieKind.CONTAINS, inside, of_longer)
    run, leads = _run(one, other) if common >= LEAST_PART else (0, False)
    return Overlap(TieKind.PART, inside, of_longer, run, leads, form) if run >= RUN else None


def _comparable(one: Sketch, other: Sketch) -> list[Hashes32]:
    """The shingles of both, cut to the hashes that either sample covers."""
    limit = min((s.shingles[-1] for s in (one, other) if s.sampled), default=np.uint32(2**32 - 1))
    return [s.shingles[: np.searchsorted(s.shingles, limit, side="right")] for s in (one, other)]


def _run(one: Sketch, other: Sketch) -> tuple[int, bool]:
    a, b = one.sentences.tolist(), other.sentences.tolist()
    longest = SequenceMatcher(None, a, b, autojunk=False).find_longest_match()
    return longest.size, longest.size > 0 and min(longest.a, longest.b) == 0


def _filled_in_anew(one: Sketch, other: Sketch) -> bool:
    """Notices follow a form. Two of them with a leading name each that the other never has tell of two events."""
    return _has_its_own(one, other) and _has_its_own(other, one)


def _has_its_own(one: Sketch, other: Sketch) -> bool:
    own_credit = {w for name in (one.outlet or "", *one.credits) for w in words(name)}
    for name, seen in one.facts.names.items():
        main = seen.times >= 3 or (seen.times >= 2 and name in one.facts.leading)
        if not main or name in other.facts.names or name in own_credit:
            continue
        if not any(_spelt_alike(name, theirs) for theirs in other.facts.names):
            return True
    return False


def _spelt_alike(one: str, other: str) -> bool:
    """The same name in another spelling or form ("Kyiv" and "Kiev", "Turkey" and "Turkish"), unlike Iran and Iraq."""
    if one[0] != other[0] or (is_state(one) and is_state(other)):
        return False
    return SequenceMatcher(None, one, other).ratio() >= 0.6
