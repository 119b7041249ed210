"""Who is said to send what to whom: transfer predicates, their ends, their stage, and who claims them."""

from summarizer.annotate.flows.finder import find_flows

__all__ = ["find_flows"]
