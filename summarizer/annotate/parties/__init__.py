"""Who takes part: states, bodies, people, companies, groups, organisations, outlets."""

from summarizer.annotate.parties.finder import find_parties

__all__ = ["find_parties"]
