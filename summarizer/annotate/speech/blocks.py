"""Block quotations: paragraphs without marks that a sentence announces as somebody's words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile
from typing import TypeVar

from summarizer.annotate.pipeline import Parsed, ParsedSentence
from summarizer.annotate.speech.quoted import Quoted

T = TypeVar("T")
FOLLOWING = re.compile(
    r"\bthe following (?:\w+ ){0,2}(?:answers?|repl(?:y|ies)|statement|remarks?|declaration|message|text|comment"
    r"|passage|words|terms)\b",
    re.I,
)
"""What announces a block quotation without a verb of saying."""
OVER = re.compile(r"(?:So far|Thus far|Thus (?:said|spoke)|Here ends|End of|\(?ENDS?\b)", re.I)
"""What follows a statement that has been given in full."""
LONGEST = 20
"""Paragraphs after which an announced statement is taken to be over."""

INSET = 3
"""Columns that a block quotation is set in by, at least."""


@dataclass(frozen=True, slots=True)
class Announced:
    """The paragraphs that the sentence `number` announces: their sentence numbers, and one span per paragraph."""

    number: int
    sentences: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]


def announced_in(
    parsed: Parsed, quoted: Quoted, speaking: Mapping[int, Sequence[T]], told: Callable[[T], bool]
) -> Iterator[Announced]:
    """The block quotations of a text. `speaking` holds the frames of each sentence, none for most.

    `told` is true for the frames with which somebody reports what another said.

    A colon announces the next paragraph; "the following statement:" announces all that follow until somebody
    else speaks or is quoted.
    """
    paragraphs = [list(group) for _, group in groupby(parsed, key=lambda s: s.sentence.paragraph)]
    for at, paragraph in enumerate(paragraphs[:-1]):
        last = paragraph[-1]
        text = parsed.text[last.sentence.start : last.sentence.end]
        inset = is_inset(parsed, paragraphs[at + 1]) and not is_inset(parsed, paragraph)
        if not text.endswith(":") or not (speaking.get(last.number) or inset or FOLLOWING.search(text)):
            continue
        taken: list[list[ParsedSentence]] = []
        whole = list(takewhile(lambda p: is_inset(parsed, p), paragraphs[at + 1 :]))
        many = whole if inset else paragraphs[at + 1 : at + 1 + (LONGEST if "following" in text.lower() else 1)]
        for following in many:
            others = taken and any(told(entry) for s in following for entry in speaking.get(s.number, ()))
            quotes = any(
                s.sentence.heading or (quoted.touching(s.number) and not FOLLOWING.search(text)) for s in following
            )
            if not inset and (others or quotes or OVER.match(parsed.text, following[0].sentence.start)):
                break
            taken.append(following)
        if taken and parsed.text[taken[0][0].sentence.start].isupper():
            yield Announced(
                last.number,
                tuple(s.number for block in taken for s in block),
                tuple((block[0].sentence.start, block[-1].sentence.end) for block in taken),
            )


def is_inset(parsed: Parsed, paragraph: Sequence[ParsedSentence]) -> bool:
    """Whether a paragraph is set in from the margin, or each of its lines begins with ">"."""
    start = paragraph[0].sentence.start
    line = parsed.text[parsed.text.rfind("\n", 0, start) + 1 : start]
    return len(line.expandtabs(4)) >= INSET or parsed.text.startswith(">", start) or line.strip() == ">"
