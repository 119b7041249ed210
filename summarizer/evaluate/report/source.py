"""The text of a document cut into pieces, so that a page can light up exactly the words that an entry points at.

Every sentence is an anchor. Inside it the text is cut wherever an entry begins or ends; pieces are numbered through the
document, and an entry names the ranges of pieces that its places come to. Numbers of pieces, unlike offsets, stay right
when control characters are replaced by signs and when a browser counts characters in its own way.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from summarizer.evaluate.items import Item, Place
from summarizer.evaluate.report.model import DocumentReport
from summarizer.render.element import Html, join, tag
from summarizer.render.neutral import neutral
from summarizer.segment import Sentence


@dataclass(frozen=True)
class Source:
    """The pieces of one document; `anchor` is the id of the document on the page."""

    document: DocumentReport
    anchor: str

    @cached_property
    def cuts(self) -> tuple[int, ...]:
        """Every offset at which an entry begins or ends, in order."""
        sides = [item for row in self.document.shown for item in (row.gold, row.predicted) if item]
        return tuple(sorted({edge for item in sides for place in item.places for edge in place}))

    @cached_property
    def pieces(self) -> tuple[Place, ...]:
        """The pieces of all sentences, in text order."""
        return tuple(piece for sentence in self.document.segmentation.sentences for piece in self._cut(sentence))

    def ranges(self, places: Iterable[Place]) -> str:
        """The pieces that lie inside some places: "3-5 9-9"; pieces are numbered from 0."""
        starts, ends = [a for a, _ in self.pieces], [b for _, b in self.pieces]
        found = []
        for a, b in places:
            first, last = bisect_left(starts, a), bisect_left(ends, b + 1) - 1
            if first <= last:
                found.append(f"{first}-{last}")
        return " ".join(dict.fromkeys(found))

    def sentence_anchor(self, number: int) -> str:
        return f"{self.anchor}-s{number}"

    def link(self, item: Item) -> str | None:
        """Address of the first sentence that an entry touches, None when it touches none."""
        touched = self.document.sentences(item)
        return f"#{self.sentence_anchor(touched[0])}" if touched else None

    def html(self) -> Html:
        """The whole text in one block, with white space kept."""
        text = self.document.case.gold.document.text
        parts, at = [], 0
        for sentence in self.document.segmentation.sentences:
            parts.append(join(neutral(text[at : sentence.start])))
            cut = (tag("span", neutral(text[a:b])) for a, b in self._cut(sentence))
            number = tag("sup", f"S{sentence.number}", aria_hidden="true")
            parts.append(tag("span", number, *cut, id=self.sentence_anchor(sentence.number), class_="s"))
            at = sentence.end
        parts.append(join(neutral(text[at:])))
        return tag("div", *parts, class_="text", dir="auto", lang=self.document.case.gold.document.language)

    def _cut(self, sentence: Sentence) -> list[Place]:
        first, last = bisect_left(self.cuts, sentence.start + 1), bisect_left(self.cuts, sentence.end)
        return list(pairwise([sentence.start, *self.cuts[first:last], sentence.end]))
