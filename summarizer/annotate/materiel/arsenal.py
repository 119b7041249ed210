"""The words that name materiel, as an index over folded words.

A phrase is a tuple of lower-case words; blanks and hyphens between words are equal, so that "anti tank missile",
"anti-tank missile" and "Anti-Tank Missile" are one entry, and "F-16", "F16" and "F 16" another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import Any

from summarizer.annotate.lexicon import load_table
from summarizer.schema import Category

WORD = re.compile(r"[^\W_]+(?:\.\d+(?![^\W\d]))?")
LINK = re.compile(r"[ \-–‑/\u00a0\u202f]|'s? |’s? ")
LONGEST = 7

Phrase = tuple[str, ...]


class Sort(IntEnum):
    """What a phrase is, in falling order of what it decides about the category of the words around it."""

    NAME = 3
    TERM = 2
    WEAK = 1
    EXCLUDED = 0


@dataclass(frozen=True, slots=True)
class Entry:
    sort: Sort
    category: Category | None
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text; `linked` tells that only a blank or a hyphen parts it from the word before."""

    start: int
    end: int
    folded: str
    linked: bool
    capital: bool


@dataclass(frozen=True)
class Arsenal:
    """All phrases, by their first word. Build it with `Arsenal.load`."""

    index: dict[str, dict[Phrase, Entry]]
    modifiers: frozenset[Phrase]
    heads: frozenset[Phrase]

    @classmethod
    def load(cls) -> Arsenal:
        """The package's table, read and indexed once per process."""
        return _load()

    def longest(self, words: list[Word], at: int) -> tuple[int, Entry] | None:
        """The longest phrase that begins at `words[at]`: how many words it has, and its entry."""
        phrases = self.index.get(words[at].folded)
        if phrases is None:
            return None
        for size in range(min(LONGEST, run(words, at)), 0, -1):
            entry = phrases.get(tuple(w.folded for w in words[at : at + size]))
            if entry is not None and (entry.sort is not Sort.NAME or any(w.capital for w in words[at : at + size])):
                return size, entry
        return None


def words_of(text: str) -> list[Word]:
    """The words of a text in order, folded, with their offsets in it."""
    words: list[Word] = []
    for m in WORD.finditer(text):
        word, between = m.group(), text[words[-1].end : m.start()] if words else ""
        linked = between == " " or LINK.fullmatch(between) is not None
        plain = word.isalpha() and word.islower()  # asked first, for most words are
        capital = not plain and any(c.isupper() or c.isdigit() for c in word)
        words.append(Word(m.start(), m.end(), word.lower(), linked, capital))
    return words


def run(words: list[Word], at: int) -> int:
    """How many words from `at` on hang together without punctuation."""
    size = 1
    while at + size < len(words) and words[at + size].linked and size < LONGEST:
        size += 1
    return size


def folded(phrase: str) -> Phrase:
    return tuple(w.folded for w in words_of(phrase))


@cache
def _load() -> Arsenal:
    table = load_table("materiel")
    ambiguous = {folded(n) for n in table["ambiguous"]["names"]}
    index: dict[str, dict[Phrase, Entry]] = {}
    for phrase, entry in _entries(table, ambiguous):
        index.setdefault(phrase[0], {}).setdefault(phrase, entry)
    heads = frozenset(p for w in table["heads"]["words"] for p in _numbers(folded(w)))
    modifiers = frozenset(folded(w) for w in table["modifiers"]["words"])
    return Arsenal(index, modifiers, heads)


def _entries(table: dict[str, Any], ambiguous: set[Phrase]) -> Iterator[tuple[Phrase, Entry]]:
    for phrase in table["excluded"]["phrases"]:
        yield folded(phrase), Entry(Sort.EXCLUDED, None)
    for category in Category:
        rows = table.get(category.value, {})
        for name in rows.get("names", ()):
            entry = Entry(Sort.NAME, category, folded(name) in ambiguous)
            for phrase in _joined(folded(name)):
                yield phrase, entry
                yield (*phrase[:-1], phrase[-1] + "s"), entry
        for key, sort in (("terms", Sort.TERM), ("weak", Sort.WEAK)):
            for term in rows.get(key, ()):
                yield from ((phrase, Entry(sort, category)) for phrase in _numbers(folded(term)))


def _joined(name: Phrase) -> Iterable[Phrase]:
    """A designation with its parts apart, and written as one word ("f", "16" and "f16")."""
    yield name
    if len(name) == 2 and len(name[0]) <= 4 and name[1][0].isdigit():
        yield (name[0] + name[1],)


def _numbers(term: Phrase) -> Iterable[Phrase]:
    """Singular and plural."""
    yield term
    if "of" in term:
        at = term.index("of")
        yield (*term[: at - 1], term[at - 1] + "s", *term[at:])
        return
    last = term[-1]
    if last.endswith("y") and last[-2:-1] not in ("a", "e", "o"):
        yield (*term[:-1], last[:-1] + "ies")
    elif last.endswith(("s", "x", "ch", "sh", "torpedo")):
        yield (*term[:-1], last + "es")
    else:
        yield (*term[:-1], last + "s")
