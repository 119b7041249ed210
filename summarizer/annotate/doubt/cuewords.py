"""The word lists and patterns of `lexicon/cues.toml`, and how they are looked for in a sentence."""

from __future__ import annotations

from functools import cache

from summarizer.annotate.lexicon import load_table
from summarizer.annotate.matching import AnyCase
from summarizer.annotate.pipeline import ParsedSentence

Found = tuple[int, int, int | None]
"""Document offsets of a cue, and the number of the party it points to."""

GAP, GAP_LOOSE = r"[\w'&.\"-]+(?: [\w'&.\"-]+){0,2}", r"(?:[\w'&.\"-]+ ){0,3}"


@cache
def pattern(section: str, name: str = "patterns") -> AnyCase:
    """The patterns of one section of `lexicon/cues.toml` as one expression, in their order."""
    entries = load_table("cues")[section][name]
    body = "|".join(e.replace("(?:~ )?", GAP_LOOSE).replace("~", GAP) for e in entries)
    return AnyCase(rf"(?:(?<!\w)|(?=n't|'s |'re ))(?:{body})(?!\w)")


@cache
def listed(section: str, name: str) -> frozenset[str]:
    """A word list of `lexicon/cues.toml`."""
    return frozenset(load_table("cues")[section][name])


def search(sentence: ParsedSentence, section: str, name: str = "patterns") -> Found | None:
    match = pattern(section, name).search(sentence.plain)
    if match is None:
        return None
    return sentence.sentence.start + match.start(), sentence.sentence.start + match.end(), None
