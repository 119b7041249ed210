"""Written answers: numbered questions to a government or body, and the paragraphs that answer each of them."""

from __future__ import annotations

import re
from itertools import groupby

from summarizer.annotate.pipeline import Parsed
from summarizer.annotate.speech.turns import Turn, uncited
from summarizer.segment.model import Sentence

ANSWERED = re.compile(
    r"\b(?:answers?|repl(?:y|ies)|responses?) (?:of|by|from|to|given)\b|\bwritten (?:answers?|repl(?:y|ies)"
    r"|questions?)\b"
    r"|\binterpellation\b|\bparliamentary questions?\b|\bquestions? for (?:written|oral)\b",
    re.I,
)
"""What the heading of written answers says."""
QUESTION = re.compile(r"(?:(?:Question|Q)[ .]?)?(?:\d{1,3}[.):]|\(?[a-z]\)|\d{1,3}\b)\s+\S.*\?[\"”’»)]?", re.S)
TOGETHER = re.compile(
    r"(?:questions?|parts?|points?) .{1,60}\b(?:answered|taken) (?:together|jointly|as one)\b.{0,40}", re.I
)
LABEL = "ANSWER"
"""What a turn without a label of its own is called."""
LEAST = 2
Paragraph = list[Sentence]


def written_answers(parsed: Parsed) -> tuple[Turn, ...]:
    """The answers of a document of written questions and answers as turns without labels, none for any other text."""
    blocks = [list(group) for _, group in groupby(parsed.segmentation.sentences, key=lambda s: s.paragraph)]
    asked = [at for at, block in enumerate(blocks) if QUESTION.fullmatch(_text(parsed, block))]
    if len(asked) < LEAST or not ANSWERED.search(parsed.text[: blocks[asked[0]][0].start]):
        return ()
    ends = [*asked[1:], len(blocks)]
    answers = (_own(parsed, blocks[at + 1 : end]) for at, end in zip(asked, ends, strict=True))
    return tuple(_turn(answer) for answer in answers if answer)


def _text(parsed: Parsed, block: Paragraph) -> str:
    return parsed.text[block[0].start : block[-1].end]


def _own(parsed: Parsed, blocks: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs of an answer without headings, what only joins questions, and what is set in as a quotation."""
    told = (b for b in blocks if not (all(s.heading for s in b) or TOGETHER.fullmatch(_text(parsed, b))))
    return uncited(parsed, list(told))


def _turn(blocks: list[Paragraph]) -> Turn:
    start = blocks[0][0].start
    spans = tuple((block[0].start, block[-1].end) for block in blocks)
    return Turn(LABEL, start, start, spans, tuple(s.number for block in blocks for s in block), asks=False)
