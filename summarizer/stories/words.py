"""Text as words: what two copies of it have in common whatever their typography, and hashes of stretches of it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

SHINGLE = 5
"""Words in a shingle: long enough that a chance match is rare, short enough that an edit touches few."""

QUOTED = 6
"""Words that two quotations must have in common in one run to be the same quotation."""

Hashes32 = NDArray[np.uint32]
Hashes64 = NDArray[np.uint64]

# Scripts written without spaces count one character as a word.
_WORD = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_GROUPED = re.compile(r"(?<=\d)[,\u00a0\u202f](?=\d{3}(?!\d))")
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")


def words(text: str) -> list[str]:
    """The words of a text, folded: case, typography, "U.S." and "US", "8,000" and "8000" are the same."""
    text = unicodedata.normalize("NFKC", text)
    text = _DOTTED.sub(lambda m: m[0].replace(".", ""), text)
    text = _APOSTROPHE.sub("", _GROUPED.sub("", text))
    return _WORD.findall(text.casefold())


def hash64(stretch: Sequence[str]) -> int:
    """A 64-bit hash of some words, the same on every machine and in every run."""
    return int.from_bytes(hashlib.blake2b(" ".join(stretch).encode(), digest_size=8).digest(), "little")


def grams(of: Sequence[str], size: int) -> Hashes64:
    """Hashes of every `size` consecutive words, in order; of all of them together when there are fewer."""
    if not of:
        return np.empty(0, np.uint64)
    count = max(1, len(of) - size + 1)
    return np.fromiter((hash64(of[i : i + size]) for i in range(count)), np.uint64, count)


def shingles(of: Sequence[str]) -> Hashes32:
    """The set of word shingles, as sorted 32-bit hashes.

    Two texts of a thousand words each agree in one shingle by chance once in four thousand pairs, and in the hundreds
    that a tie needs, never.
    """
    return np.unique(grams(of, SHINGLE).astype(np.uint32))


def hashes_of(single: Sequence[str]) -> Hashes64:
    """A hash of each word."""
    return np.fromiter((hash64((w,)) for w in single), np.uint64, len(single))
