"""Who warns whom: sanctions, threats, demands and risks."""

from summarizer.annotate.warnings.finder import find_warnings

__all__ = ["find_warnings"]
