"""The whole of segmenting: paragraphs, then quotation marks, then sentences."""

from __future__ import annotations

from summarizer.segment.model import Segmentation, Sentence
from summarizer.segment.paragraphs import paragraphs
from summarizer.segment.quotations import find_quotations, number_quotations
from summarizer.segment.sentences import Cutter, is_title


def segment(text: str) -> Segmentation:
    """Cut a text into numbered sentences and quotations.

    Offsets are code points into `text`, half-open. Everything in the text but white space belongs to exactly one
    sentence; a text without any has no sentences. Takes time linear in the length of the text, and any string.
    """
    blocks = paragraphs(text)
    quoted = find_quotations(text, blocks)
    lower = not any(c.isupper() for c in text)
    sentences: list[Sentence] = []
    for number, (start, end) in enumerate(blocks):
        cuts = list(Cutter(text, start, end, quoted, lower).cuts())
        heading = len(cuts) == 1 and is_title(text[start:end])
        for first, last in cuts:
            sentences.append(Sentence(len(sentences) + 1, first, last, number, heading))
    return Segmentation(tuple(sentences), number_quotations(quoted.stretches, sentences))
