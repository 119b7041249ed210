"""Which words of a text stand inside quotation marks."""

from __future__ import annotations

from summarizer.annotate.pipeline import Parsed, ParsedSentence
from summarizer.segment.model import Quotation


class Quoted:
    """The quotations of a text that no other encloses: `stretches`, in text order."""

    def __init__(self, parsed: Parsed) -> None:
        self.stretches = [q for q in parsed.segmentation.quotations if q.inside is None]
        self._in: dict[int, list[Quotation]] = {}
        for quotation in self.stretches:
            for number in quotation.sentences:
                self._in.setdefault(number, []).append(quotation)

    def touching(self, sentence: int) -> list[Quotation]:
        """The stretches that a sentence has words of, in text order."""
        return self._in.get(sentence, [])

    def inside(self, sentence: int, offset: int) -> bool:
        """Whether a document offset inside a sentence is quoted."""
        return any(q.start <= offset < q.end for q in self.touching(sentence))

    def covers(self, sentence: ParsedSentence) -> bool:
        """Whether every word of the sentence stands inside quotation marks."""
        number = sentence.number
        return bool(self.touching(number)) and all(
            self.inside(number, sentence.start(t)) for t in sentence.tokens if t.is_alpha or t.like_num
        )
