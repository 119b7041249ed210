"""Cut a text into numbered sentences and quotations."""

from summarizer.segment.model import Quotation, Segmentation, Sentence

__all__ = ["Quotation", "Segmentation", "Sentence"]
