"""What the text itself marks as uncertain: the eight kinds of cues."""

from summarizer.annotate.doubt.finder import find_cues

__all__ = ["find_cues"]
