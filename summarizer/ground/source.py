"""What a draft is held against: a document and its sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from summarizer.document import Document
from summarizer.draft import Range
from summarizer.segment import Segmentation


@dataclass(frozen=True)
class Source:
    """A document together with its sentences and quotations.

    `orders` are the numbers of sentences that speak to a machine that reads, not to a person: no evidence of anything.
    """

    document: Document
    segmentation: Segmentation
    orders: frozenset[int] = frozenset()

    @property
    def text(self) -> str:
        return self.document.text

    def words(self, numbers: Iterable[int]) -> str:
        """The verbatim sentences with these numbers, one a line."""
        sentences = (self.segmentation.sentence(n) for n in numbers)
        return "\n".join(self.text[s.start : s.end] for s in sentences)

    def sentence_of(self, words: Range) -> int | None:
        """The number of the sentence in which a range begins."""
        sentence = self.segmentation.sentence_at(words[0])
        return sentence.number if sentence else None

    def has_sentence(self, number: int) -> bool:
        return 1 <= number <= len(self.segmentation.sentences)
