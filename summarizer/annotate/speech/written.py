"""Written answers: numbered questions to a government or body, and the paragraphs that answer each of them."""

from __future__ import annotations

import itertools
import re
from itertools import groupby, takewhile

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
NAMED = re.compile(
    r"^[ \t]*(?:(?:Written |Oral )?(?:Answer(?:ed)?|Reply|Replied|Response)(?: given| provided)?,?"
    r" (?:by|of|from|on behalf of)(?: the)?) (?P<label>[A-Z][^:\n]{2,90}?)"
    r"(?P<date>,? (?:on|dated) (?:\w+ )?\d[^:\n]{3,20})?(?::[ \t]*|[ \t]*\n\s*)(?=\S)",
    re.M,
)
"""What stands above or before an answer: "Answered by Jane Doe on 3 May 2025", "Reply by the Minister, Jane Doe:"."""
NAME = r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){0,4}"
SAID = re.compile(
    rf"(?P<label>{NAME}(?: \([^()\n]{{2,60}}\)|, [A-Z][^:\n.?!]{{2,60}})?)(?::[ \t]+|:?[ \t]*\n\s*)(?=\S)"
)
ANSWER = re.compile(r"^[ \t]*(?P<label>(?:Answer|Reply|Response|ANSWER|REPLY))[ \t]*:?[ \t]*\n\s*(?=\S)", re.M)
TO_ASK = re.compile(
    r"\b(?:To ask|asked|asks) (?:the )?(?:[A-Z][\w'’ ]* )?"
    r"(?:Secretary|Minister|Chancellor|Prime Minister|Government|Attorney)"
)
"""A question put in parliament, and who answers in the next paragraph."""
ASKED = re.compile(r"\?|\bTo ask\b|\basked\b")
NEXT_ONE = re.compile(r"(?:Written |Oral )?(?:Questions?|WQ|PQ|Q)\b.{0,60}|.{0,60}\bTo ask\b.*", re.S)
"""A paragraph that puts the next question."""
LABEL = "ANSWER"
"""What a turn without a label of its own is called."""
LEAST = 2
Paragraph = list[Sentence]


def written_answers(parsed: Parsed) -> tuple[Turn, ...]:
    """The answers of a document of written questions and answers as turns without labels, none for any other text."""
    blocks = [list(group) for _, group in groupby(parsed.segmentation.sentences, key=lambda s: s.paragraph)]
    asked = [at for at, block in enumerate(blocks) if QUESTION.fullmatch(_text(parsed, block))]
    named = _named(parsed, blocks)
    if named and ASKED.search(parsed.text[: named[0].start]):
        return named
    if len(asked) < LEAST or not ANSWERED.search(parsed.text[: blocks[asked[0]][0].start]):
        return ()
    ends = [*asked[1:], len(blocks)]
    answers = (_own(parsed, blocks[at + 1 : end]) for at, end in zip(asked, ends, strict=True))
    return tuple(_turn(answer) for answer in answers if answer)


def _named(parsed: Parsed, blocks: list[Paragraph]) -> tuple[Turn, ...]:
    """The answers above which, or at the head of which, it stands whose they are."""
    heads = list(NAMED.finditer(parsed.text))
    heads += ANSWER.finditer(parsed.text)
    pairs = itertools.pairwise(blocks)
    heads += [m for a, b in pairs if _puts(parsed, a) and (m := SAID.match(parsed.text, b[0].start))]
    heads.sort(key=lambda m: m.start())
    turns = []
    ends = [*(h.start() for h in heads), len(parsed.text)][1:]
    for head, end in zip(heads, ends, strict=True):
        own = [[s for s in block if s.end > head.end() and s.start < end] for block in blocks]
        told = list(takewhile(lambda b: not NEXT_ONE.fullmatch(_text(parsed, b)), (b for b in own if b)))
        told = [b for at, b in enumerate(told) if not at or not all(s.heading for s in b)]
        spans = tuple((max(b[0].start, head.end()), b[-1].end) for b in told)
        if told:
            numbers = tuple(s.number for b in told for s in b)
            turns.append(Turn(head["label"].rstrip(), *head.span("label"), spans, numbers, asks=False))
    return tuple(turns)


def _puts(parsed: Parsed, block: Paragraph) -> bool:
    """Whether a paragraph puts a question to a minister or a government."""
    text = _text(parsed, block)
    asked = TO_ASK.search(text)
    return asked is not None and (asked.group().startswith("To ask") or text.endswith("?"))


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
