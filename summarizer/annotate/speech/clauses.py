"""Whether quoted words are a clause of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.annotate.pipeline import Parsed, ParsedSentence

if TYPE_CHECKING:
    from spacy.tokens import Token

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
LEAST = 4
"""More words than this make a sentence of what begins and ends like one."""
END = re.compile(r"[.!?…]['\"’”)]*$")


def is_clause(parsed: Parsed, spans: tuple[tuple[int, int], ...]) -> bool:
    """Whether the words between the marks hold a clause of their own: a finite verb with its subject, or an order."""
    for start, end in spans:
        for sentence in _touched(parsed, start, end):
            inside = [s for s in spans if s[0] < sentence.sentence.end and sentence.sentence.start < s[1]]
            tokens = [t for t in sentence.tokens if _is_in(sentence.start(t), inside) and not t.is_punct]
            if any(_heads_clause(t, tokens) for t in tokens) or _orders(parsed.text[start:end], tokens):
                return True
            if _reads_as_one(parsed.text[start:end], tokens):
                return True
    return False


def _is_in(offset: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= offset < end for start, end in spans)


def _touched(parsed: Parsed, start: int, end: int) -> tuple[ParsedSentence, ...]:
    first, last = parsed.segmentation.sentence_at(start), parsed.segmentation.sentence_at(end - 1)
    if first is None or last is None:
        return ()
    return parsed.sentences[first.number - 1 : last.number]


def _heads_clause(token: Token, tokens: list[Token]) -> bool:
    if token.tag_ not in FINITE or token.pos_ not in ("VERB", "AUX"):
        return False
    verb = token.head if token.dep_ in ("aux", "auxpass") else token
    if verb.dep_ in ("relcl", "acl") or (verb.dep_ in ("advcl", "ccomp") and verb.head in tokens):
        return False
    inside = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "expl") and c in tokens]
    return any(c.tag_ not in ("WDT", "WP") for c in inside) or any(
        c.dep_ in ("csubj", "csubjpass") and c in tokens for c in verb.children
    )


def _reads_as_one(text: str, tokens: list[Token]) -> bool:
    """Whether words are set like a sentence and hold a verb that may be finite, whatever the parser makes of it."""
    whole = text[:1].isupper() and (END.search(text) is not None or text.endswith(","))
    return whole and len(tokens) > LEAST and any(t.tag_ in FINITE | {"VB", "NNS"} for t in tokens[1:])


def _orders(text: str, tokens: list[Token]) -> bool:
    """An imperative ("Stop the shipments."): a bare verb that opens a capitalised, finished sentence."""
    opens = bool(tokens) and tokens[0].tag_ in ("VB", "VBP") and tokens[0].text[:1].isupper()
    return opens and (bool(END.search(text)) or text.endswith(",")) and len(tokens) > 1
