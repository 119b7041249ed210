"""Phrases of warning in a sentence, read across the quotation marks that newspapers set around part of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.annotate.speech.addressees import Scene, idle_stretches, pattern

if TYPE_CHECKING:
    from spacy.tokens import Token

MARKS = re.compile(r"\"|(?<!\w)'|'(?!\w)")
"""Quotation marks; an apostrophe stands between two letters."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A phrase of one of the lexicon's lists: its first token, its words, and offsets into the sentence."""

    token: Token
    words: str
    start: int
    end: int


def wordings(scene: Scene, section: str, name: str = "patterns") -> Iterator[Wording]:
    """The phrases of a list that a sentence holds, but for those that warn nobody.

    Words that are partly quoted count like others: `would "answer in kind"`.
    """
    text = scene.sentence.plain
    kept = [(0, len(text))] if not MARKS.search(text) else list(_between_marks(text))
    bare = "".join(text[a:b] for a, b in kept)
    places = [i for a, b in kept for i in range(a, b)]
    idle = idle_stretches(text)
    for match in pattern(section, name).finditer(bare):
        words = match.group().lstrip()
        if not words:
            continue
        start, end = places[match.end() - len(words)], places[match.end() - 1] + 1
        token = scene.token_at(start)
        if token is not None and not any(a <= start < b for a, b in idle):
            yield Wording(token, words, start, end)


def _between_marks(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for mark in MARKS.finditer(text):
        yield at, mark.start()
        at = mark.end()
    yield at, len(text)
