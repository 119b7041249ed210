"""Whether a single full stop ends its sentence, judged by the word before it and the word after it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.segment import words

_TOKEN = re.compile(r"[^\s,;:(\[{“\"‘«»„/—–]*$")
_ENUMERATOR = re.compile(r"(?:[•●◦▪*–—-]\s*)?\(?(?:\d{1,3}|(?:\d{1,2}\.)+\d{1,2}|[A-Za-z]|[IVX]{1,5}|[ivx]{1,5})")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_TRAILING = "\"”’»›')]}\u200b\u200e\u200f"


@dataclass(frozen=True, slots=True)
class Before:
    """The word before a full stop, without that stop; `first` says that nothing but it begins the paragraph."""

    word: str
    first: bool

    @classmethod
    def of(cls, text: str, start: int, stop: int) -> Before:
        """The word that ends at offset `stop` of a paragraph that begins at `start`."""
        match = _TOKEN.search(text, max(start, stop - 40), stop)
        word = match.group().strip(_TRAILING) if match else ""
        first = stop - start <= 12 and _ENUMERATOR.fullmatch(text, start, stop) is not None
        return cls(word, first)

    @property
    def is_initial(self) -> bool:
        return len(self.word) == 1 and self.word.isalpha()

    @property
    def is_dotted(self) -> bool:
        return _DOTTED.fullmatch(self.word) is not None

    @property
    def is_abbreviation(self) -> bool:
        word = self.word.casefold()
        known = words.TITLES, words.LATIN, words.NUMBERED - {"no"}, words.WEAK
        return self.is_initial or self.is_dotted or any(word in group for group in known)


def may_end(before: Before, word: str, following: str, title: bool) -> bool:
    """Whether the full stop after `before` ends a sentence when `word`, which may begin one, and `following` come next.

    In a title, where most words have a capital, an abbreviation never ends a sentence.
    """
    if before.first:
        return False
    name = before.word if before.is_initial else before.word.casefold()
    if name in words.TITLES or name in words.LATIN:
        return False
    if name in words.NUMBERED:
        return not word[0].isdigit()
    if name in ("a.m", "p.m"):
        return word.casefold() not in words.CLOCK and following.casefold() != "time" and not title
    if not (before.is_initial or before.is_dotted or name in words.WEAK):
        return True
    return not title and _begins(word, following)


def _begins(word: str, following: str) -> bool:
    """Whether a word plainly begins a sentence."""
    if word[0].isdigit():
        return False
    folded = word.casefold()
    capitals = len(word) > 1 and word.isupper()
    if folded in (words.STRONG_STARTERS if capitals else words.STARTERS):
        return True
    return folded in words.STATES and following.casefold() in words.FINITE
