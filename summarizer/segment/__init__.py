"""Cut a text into numbered sentences and quotations."""

from summarizer.segment.model import Quotation, Segmentation, Sentence
from summarizer.segment.segmenter import segment

__all__ = ["Quotation", "Segmentation", "Sentence", "segment"]
