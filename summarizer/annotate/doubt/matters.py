"""What a brief reports: the words of supply, trade, talks and response near which uncertainty matters."""

from __future__ import annotations

from functools import cache

from summarizer.annotate.doubt.cuewords import listed
from summarizer.annotate.matching import AnyCase
from summarizer.annotate.pipeline import Parsed, ParsedSentence


@cache
def _stems(name: str) -> AnyCase:
    return AnyCase(r"\b(?:" + "|".join(sorted(listed("matters", name))) + ")")


def near_matter(parsed: Parsed, sentence: ParsedSentence) -> bool:
    """Whether words of arms, trade or talks stand in the sentence's paragraph or in a sentence beside it."""
    return near_arms(parsed, sentence) or any(_stems("movement").search(s.plain) for s in _around(parsed, sentence))


def near_arms(parsed: Parsed, sentence: ParsedSentence) -> bool:
    """Whether arms or what is done about them are spoken of in the sentence or in one beside it."""
    beside = parsed.sentences[max(0, sentence.number - 2) : sentence.number + 1]
    return any(_stems("arms").search(s.plain) for s in beside)


def is_arms(text: str) -> bool:
    """Whether a stretch speaks of arms or of what is done about them."""
    return _stems("arms").search(text) is not None


def _around(parsed: Parsed, sentence: ParsedSentence) -> list[ParsedSentence]:
    """The sentence's paragraph, and the sentences right beside it."""
    at, paragraph = sentence.number - 1, sentence.sentence.paragraph
    first, last = at, at
    while first and parsed.sentences[first - 1].sentence.paragraph == paragraph:
        first -= 1
    while last + 1 < len(parsed.sentences) and parsed.sentences[last + 1].sentence.paragraph == paragraph:
        last += 1
    return list(parsed.sentences[max(0, min(first, at - 1)) : max(last, at + 1) + 1])
