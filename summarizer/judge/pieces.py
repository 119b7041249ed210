"""Windows as numbers: the word pieces of MPNet's vocabulary (BERT's, uncased), lower case and without accents.

Written out here because the library that does it brings a network client with it; the rule is short (Wu et al. 2016,
"Google's Neural Machine Translation System", section 4: the longest piece first).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from summarizer.judge.window import Gap, Goods, Mark, Window

MOST = 256
"""Most pieces of a window; what is farthest before the judged sentence is cut off."""
LONGEST = 40
"""Words longer than this many characters are unknown."""

BEGINNING, END, UNKNOWN = "<s>", "</s>", "<unk>"
FIRST_SIGN = "[unused0]"
"""The first of the spare pieces of the vocabulary. Those after it stand for what is no word: 2 begins the judged
sentence, 3 is materiel, 4 a gap, and from 10 on each is a party's slot."""

_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True)
class Encoded:
    """A window as numbers: `ids` of its pieces, `target` the place where the judged sentence begins, and for each slot
    the places of its marks inside the judged sentence, or before it when it is not named there."""

    ids: tuple[int, ...]
    target: int
    marks: tuple[tuple[int, ...], ...]
    inside: tuple[bool, ...]


@dataclass(frozen=True)
class Pieces:
    """The vocabulary: the number of each piece."""

    numbers: Mapping[str, int]

    def encode(self, window: Window) -> Encoded:
        """A window as numbers, the judged sentence whole when it fits."""
        ids: list[int] = []
        marks: list[tuple[int, Mark]] = []
        target = 0
        for i, piece in enumerate(window.pieces):
            if i == window.begin:
                target = len(ids)
                ids.append(self.numbers["[unused2]"])
            if isinstance(piece, Mark):
                marks.append((len(ids), piece))
                ids.append(self.numbers[f"[unused{10 + piece.slot}]"])
            elif isinstance(piece, Goods):
                ids.append(self.numbers["[unused3]"])
            elif isinstance(piece, Gap):
                ids.append(self.numbers["[unused4]"])
            else:
                ids.extend(self.words(piece))
        cut = max(0, min(len(ids) - MOST + 2, target))
        ids = [self.numbers[BEGINNING], *ids[cut:][: MOST - 2], self.numbers[END]]
        shifted = [(at - cut + 1, mark) for at, mark in marks if 0 <= at - cut < MOST - 2]
        found: list[tuple[int, ...]] = []
        inside: list[bool] = []
        for slot in range(len(window.parties)):
            own = tuple(at for at, mark in shifted if mark.slot == slot and mark.inside)
            found.append(own or tuple(at for at, mark in shifted if mark.slot == slot))
            inside.append(bool(own))
        return Encoded(tuple(ids), target - cut + 1, tuple(found), tuple(inside))

    def words(self, text: str) -> list[int]:
        """The numbers of the pieces of some words."""
        flat = unicodedata.normalize("NFD", text.lower())
        flat = "".join(c for c in flat if unicodedata.category(c) != "Mn")
        return [n for word in _WORD.findall(flat) for n in self._word(word)]

    def _word(self, word: str) -> list[int]:
        unknown = [self.numbers[UNKNOWN]]
        if len(word) > LONGEST:
            return unknown
        found: list[int] = []
        at = 0
        while at < len(word):
            end = len(word)
            while end > at:
                piece = ("##" if at else "") + word[at:end]
                if piece in self.numbers:
                    break
                end -= 1
            else:
                return unknown
            found.append(self.numbers[piece])
            at = end
        return found
