"""What segmenting gives: numbered sentences and numbered quotations, both with exact offsets."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, heading or list entry; `S{number}` in prompts. Never begins or ends with white space.

    `paragraph` counts blocks of text parted by line breaks (0-based). `heading` is true for a line that is no
    sentence of its own: a title, a section heading, a dated headline.
    """

    number: int
    start: int
    end: int
    paragraph: int
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Quotation:
    """One stretch inside quotation marks; `Q{number}` in prompts.

    `start` and `end` bound the words between the marks (closing punctuation inside the marks is kept).
    `closed` is false when the stretch ends with its paragraph and no closing mark.
    `continues` is the number of the stretch that this one carries on: an open paragraph before it that was
    never closed, so that the marks were opened again for the same statement.
    `inside` is the number of the quotation that encloses this one, for quotes inside quotes.
    `sentences` are the numbers of the sentences it touches.
    """

    number: int
    start: int
    end: int
    closed: bool
    sentences: tuple[int, ...]
    continues: int | None = None
    inside: int | None = None


@dataclass(frozen=True)
class Segmentation:
    """Sentences are disjoint and ordered, and nothing but white space lies between them."""

    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    def sentence(self, number: int) -> Sentence:
        """The sentence `S{number}` (1-based). Raises IndexError when there is none."""
        if not 1 <= number <= len(self.sentences):
            raise IndexError(f"there is no sentence S{number}")
        return self.sentences[number - 1]

    def quotation(self, number: int) -> Quotation:
        """The quotation `Q{number}` (1-based). Raises IndexError when there is none."""
        if not 1 <= number <= len(self.quotations):
            raise IndexError(f"there is no quotation Q{number}")
        return self.quotations[number - 1]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that covers a code point offset, or None between sentences."""
        at = bisect_right(self._starts, offset) - 1
        if at >= 0 and offset < self.sentences[at].end:
            return self.sentences[at]
        return None
