"""Direct quotations that two documents share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from summarizer.stories.model import SharedQuote
from summarizer.stories.nearby import sharing
from summarizer.stories.sketch import Sketch
from summarizer.stories.words import QUOTED, words

ENOUGH = {"same": QUOTED, "unknown": 8, "different": 12}
"""Words in common from which two quotations are one: their speakers carry the same name, one is not known, or the
documents name them differently ("Ann Bell" and "the ministry"); commonplaces are shorter."""


def shared_quotations(sketches: Sequence[Sketch]) -> dict[tuple[int, int], list[SharedQuote]]:
    """For pairs `i < j` of documents the quotations they share, one for each pair of speakers, the longest."""
    grams = [np.concatenate([np.empty(0, np.uint64), *(q.grams for q in s.quotes)]) for s in sketches]
    found = {}
    for i, j in sharing(grams):
        quotes = list(_shared(sketches[i], sketches[j]))
        if quotes:
            found[i, j] = quotes
    return found


def _shared(earlier: Sketch, later: Sketch) -> Iterator[SharedQuote]:
    longest: dict[tuple[str | None, str | None], tuple[int, str]] = {}
    for one in later.quotes:
        for other in earlier.quotes:
            common = len(np.intersect1d(one.grams, other.grams))
            length = common + QUOTED - 1
            if common and length >= ENOUGH[_speakers(one.speaker, other.speaker)]:
                said = min((one.words, other.words), key=lambda w: (len(w), w))
                key = one.speaker, other.speaker
                longest[key] = max(longest.get(key, (0, "")), (length, said))
    for (speaker, other_speaker), (_, said) in sorted(longest.items(), key=lambda item: (-item[1][0], item[1][1])):
        yield SharedQuote(later.document, speaker, earlier.document, other_speaker, said)


def _speakers(one: str | None, other: str | None) -> str:
    if one is None or other is None:
        return "unknown"
    return "same" if words(one)[-1:] == words(other)[-1:] else "different"
