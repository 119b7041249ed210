"""A sketch of one document: a few kilobytes that stand for it, so that the texts need not be held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from summarizer.segment import segment
from summarizer.stories.credit import credits
from summarizer.stories.facts import Facts, facts
from summarizer.stories.model import Piece
from summarizer.stories.words import QUOTED, Hashes32, Hashes64, grams, hash64, shingles, words

if TYPE_CHECKING:
    from numpy.typing import NDArray

PERMUTATIONS = 128
MOST_SHINGLES = 8192
"""Shingles kept of one document, those with the smallest hashes; a longer text is compared by this sample."""

MOST_SENTENCES = 1024
MOST_QUOTES = 64
SENTENCE_WORDS = 6
"""Words a sentence must have to count as copied."""

_UNDATED = (date.max.toordinal(), "")


@dataclass(frozen=True, slots=True)
class QuoteSketch:
    words: str
    speaker: str | None
    grams: Hashes64


@dataclass(frozen=True, slots=True)
class Sketch:
    """`when` sorts by date, undated documents last; `sampled` says that `shingles` is a sample."""

    document: str
    whole: int
    signature: NDArray[np.uint32]
    shingles: Hashes32
    sampled: bool
    sentences: Hashes64
    quotes: tuple[QuoteSketch, ...]
    facts: Facts
    outlet: str | None
    title: str | None
    credits: tuple[str, ...]
    when: tuple[int, str]

    @property
    def day(self) -> int | None:
        return None if self.when == _UNDATED else self.when[0]


def sketch(piece: Piece) -> Sketch:
    """What is kept of a document: at most about 60 kB, 5 kB for an article of six hundred words."""
    text = piece.text
    cut = segment(text)
    folded = words(text)
    all_shingles = shingles(folded)
    sentences = [words(text[s.start : s.end]) for s in cut.sentences[:MOST_SENTENCES] if not s.heading]
    quotes = [(q, words(q.words)) for q in piece.quotes]
    return Sketch(
        document=piece.document,
        whole=hash64(folded or [text.strip()]),
        signature=_signature(all_shingles),
        shingles=all_shingles[:MOST_SHINGLES],
        sampled=len(all_shingles) > MOST_SHINGLES,
        sentences=np.fromiter((hash64(s) for s in sentences if len(s) >= SENTENCE_WORDS), np.uint64),
        quotes=tuple(
            QuoteSketch(q.words[:200], q.speaker, grams(said, QUOTED))
            for q, said in quotes[:MOST_QUOTES]
            if len(said) >= QUOTED
        ),
        facts=facts(text, cut, piece.names, piece.places),
        outlet=piece.outlet,
        title=piece.title,
        credits=credits(text),
        when=_when(piece.published),
    )


def _signature(of: Hashes32) -> NDArray[np.uint32]:
    from datasketch import MinHash

    found = MinHash(num_perm=PERMUTATIONS, permutations=_permutations(), scheme="affine32", hashfunc=int)
    if len(of):
        found.update_batch(of)
    values: NDArray[np.uint32] = found.hashvalues
    return values


@cache
def _permutations() -> Any:
    from datasketch import MinHash

    return MinHash(num_perm=PERMUTATIONS, scheme="affine32").permutations


def _when(published: str | None) -> tuple[int, str]:
    """The day, and the time within it in UTC; a date without a time comes after those with one."""
    try:
        at = datetime.fromisoformat(published or "")
        if not any(mark in (published or "") for mark in "T "):
            return at.toordinal(), "~"
        at = at.astimezone(UTC) if at.tzinfo is not None else at
    except (ValueError, OverflowError):
        return _UNDATED
    return at.toordinal(), at.strftime("%H:%M:%S")
