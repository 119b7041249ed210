"""Block quotations: paragraphs without marks that a sentence announces as somebody's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from summarizer.annotate.pipeline import Parsed, ParsedSentence
from summarizer.annotate.speech.quoted import Quoted

LONGEST = 20
"""Paragraphs after which an announced statement is taken to be over."""


@dataclass(frozen=True, slots=True)
class Announced:
    """The paragraphs that the sentence `number` announces: their sentence numbers, and one span per paragraph."""

    number: int
    sentences: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]


def announced_in(parsed: Parsed, quoted: Quoted, speaking: Mapping[int, Sequence[object]]) -> Iterator[Announced]:
    """The block quotations of a text. `speaking` holds the frames of each sentence, none for most.

    A colon announces the next paragraph; "the following statement:" announces all that follow until somebody
    else speaks or is quoted.
    """
    paragraphs = [list(group) for _, group in groupby(parsed, key=lambda s: s.sentence.paragraph)]
    for at, paragraph in enumerate(paragraphs[:-1]):
        last = paragraph[-1]
        text = parsed.text[last.sentence.start : last.sentence.end]
        if not text.endswith(":") or not speaking.get(last.number):
            continue
        taken: list[list[ParsedSentence]] = []
        for following in paragraphs[at + 1 : at + 1 + (LONGEST if "following" in text.lower() else 1)]:
            others = taken and any(speaking.get(s.number) for s in following)
            if others or any(quoted.touching(s.number) or s.sentence.heading for s in following):
                break
            taken.append(following)
        if taken and parsed.text[taken[0][0].sentence.start].isupper():
            yield Announced(
                last.number,
                tuple(s.number for block in taken for s in block),
                tuple((block[0].sentence.start, block[-1].sentence.end) for block in taken),
            )
