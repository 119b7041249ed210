"""Who says what: attribution, quotations and their speakers, transcripts, letterheads."""

from summarizer.annotate.speech.attribution import find_attributions
from summarizer.annotate.speech.quotes import find_quotes

__all__ = ["find_attributions", "find_quotes"]
