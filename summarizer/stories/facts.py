"""What tells one event from another: the names and the figures of an article."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.segment import Segmentation
from summarizer.stories.common import is_common
from summarizer.stories.words import words

MOST_NAMES = 96
"""Words of names kept of one document, the most frequent ones."""

FIRST_SENTENCES = 3

_NAME = r"[^\W\d_a-z][^\W\d_]*(?:['’][^\W\d_]+)*"
_NAMES = re.compile(rf"(?<![\w'’]){_NAME}(?:[ -]{_NAME})*")
_FIGURE = re.compile(
    r"(?<![\w.,-])(\d{1,3}(?:[,\u00a0\u202f]\d{3})+|\d+)(\.\d+)?(?:[\s-]?(million|billion|bn|mn|m|b)\b)?"
)
_SCALE = {"million": 10**6, "mn": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9, "b": 10**9}
_OPENERS = '"“”„‘«.:?!'


@dataclass(frozen=True, slots=True)
class Name:
    """A word of a name: how often it stands in the text, and the longest name that it is part of there."""

    times: int
    label: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Words of names, folded; those that are too common to tell events apart; figures; and the words
    of names in the title and the first sentences."""

    names: dict[str, Name]
    common: frozenset[str]
    figures: frozenset[str]
    leading: frozenset[str]


def facts(text: str, cut: Segmentation, names: tuple[str, ...] = (), places: tuple[str, ...] = ()) -> Facts:
    """The facts of one article; `names` and `places` are what is already known of its parties.

    A capital at the beginning of a sentence or in a headline makes no name, unless the word has one elsewhere too.
    """
    written = [run for name in names for run in _NAMES.findall(name)]
    known = {word: name for name in sorted(written, key=lambda n: (len(n), n)) for word in _folded(name)}
    plain = {word for place in places for word in _folded(place)} - known.keys()
    sure, unsure, leading = Counter[str](), Counter[str](), set[str]()
    labels: dict[str, str] = dict(known)
    for number, name, opens in _named(text, cut):
        first, *rest = re.split("[ -]", name)
        parts = _folded(name)
        for word in parts:
            (unsure if opens is None or (opens and word in _folded(first)) else sure)[word] += 1
        label = name if opens is False else " ".join(rest)
        label = _trimmed(label)
        for word in _folded(label) if opens is not None else ():
            if len(label) > len(labels.get(word, "")):
                labels[word] = label
        if number <= FIRST_SENTENCES:
            leading.update(parts)
    counted = {w: sure[w] + unsure[w] for w in {*sure, *known}}
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:MOST_NAMES]
    kept = {sys.intern(word): Name(times, sys.intern(labels.get(word, word))) for word, times in ranked}
    common = frozenset(w for w in kept if w in plain or is_common(w))
    return Facts(kept, common, _figures(text), frozenset(leading & kept.keys()))


def _named(text: str, cut: Segmentation) -> Iterator[tuple[int, str, bool | None]]:
    """Runs of capitalised words: the sentence, the words, whether they open a sentence (None: in a headline)."""
    for sentence in cut.sentences:
        said = text[sentence.start : sentence.end]
        headline = sentence.heading or _title_case(said)
        for match in _NAMES.finditer(said):
            before = said[: match.start()].rstrip()
            opens = not any(c.isalnum() for c in before) or before[-1] in _OPENERS
            yield sentence.number, match[0], None if headline else opens


def _folded(name: str) -> list[str]:
    parts = words(re.sub(r"['’]s?(?=\s|-|$)", "", name))
    return [w for w in parts if len(w) > 2 and not w.isdigit()]


def _trimmed(label: str) -> str:
    """The label without the offices before a name: "Defence Minister Ann Bell" is "Ann Bell"."""
    parts = label.split(" ")
    while len(parts) > 1 and all(is_common(w) for w in _folded(parts[0])):
        parts.pop(0)
    return " ".join(parts)


def _title_case(said: str) -> bool:
    if said.endswith((".", "!", "?", '"', "”")):
        return False
    long = [w for w in said.split() if len(w) > 3 and w[0].isalpha()]
    return bool(long) and sum(w[0].isupper() for w in long) > 0.6 * len(long)


def _figures(text: str) -> frozenset[str]:
    """Numbers that are neither small, nor round, nor a year."""
    found = set()
    for match in _FIGURE.finditer(text):
        value = float(re.sub(r"\D", "", match[1]) + (match[2] or "")) * _SCALE.get(match[3] or "", 1)
        if value > 50 and not 1900 <= value <= 2100 and not (value <= 1000 and value % 50 == 0):
            found.add(f"{value:g}")
    return frozenset(sys.intern(f) for f in found)


def rare(names: Facts, spread: Counter[str], documents: int) -> dict[str, str]:
    """The words that tell this event from others, with the names they are part of: not common ones, and in at most
    five documents or one in fifty. `spread` counts the documents that have a word.
    """
    most = max(5, documents // 50)
    return {word: name.label for word, name in names.names.items() if word not in names.common and spread[word] <= most}
