"""Find sentences that speak to a machine that reads, not to a person: instructions hidden in a document.

Such text is never followed, and what it "reports" is not reported by the document: whatever rests on it alone is
dropped when a draft is held against its source, by whichever engine it was proposed.
"""

from __future__ import annotations

import re

from summarizer.annotate.matching import AnyCase
from summarizer.segment import Segmentation, Sentence

_MACHINE = (
    r"(?:AI|A\.I\.|artificial intelligence|language models?|LLMs?|chat ?bots?|summari[sz]ers?|ChatGPT|GPT"
    r"|(?:AI|digital|automated|virtual) (?:system|assistant|agent|reader|tool|summari[sz]er)s?)"
)
_TELL = (
    r"(?:report|summari[sz]e|output|answer|respond|reply|state|write|say|omit|add|include|ignore|mention|leave out"
    r"|treat|conclude|describe|disregard)"
)
_ORDERS = AnyCase(
    r"\b(?:ignore|disregard|forget|override) (?:all |any |every |the |your |these |those )*"
    r"(?:previous|prior|above|earlier|preceding|other|system|existing|foregoing)?\s*"
    r"(?:instructions?|prompts?|directions?|rules|guidelines)\b"
    r"|\b(?:system|hidden|secret) prompt\b"
    rf"|\b(?:note|message|instructions?|attention|notice|reminder) (?:to|for) (?:the |all |any )*{_MACHINE}\b"
    rf"|\b{_MACHINE}(?: \w+){{0,6}} (?:must|should|shall|(?:are|is) (?:instructed|told|asked|required))"
    rf"(?: not)?(?: to)? {_TELL}\b"
    rf"|\b(?:if you are|as) an? {_MACHINE}\b"
    rf"|\byou (?:must|should|shall|will) (?:now )?(?:not )?{_TELL}\b"
    r"|^\W*(?:AI|ASSISTANT|SYSTEM)\s*:"
)


def find_instructions(text: str, segmentation: Segmentation) -> tuple[int, ...]:
    """The numbers of sentences that belong to an instruction: those that match, and what follows in the paragraph."""
    found: set[int] = set()
    open_paragraph = None
    for sentence in segmentation.sentences:
        if _is_order(text, sentence):
            open_paragraph = sentence.paragraph
        if sentence.paragraph == open_paragraph:
            found.add(sentence.number)
    return tuple(sorted(found))


def _is_order(text: str, sentence: Sentence) -> bool:
    words = text[sentence.start : sentence.end]
    # An official who speaks of machines inside quotation marks orders nobody here.
    return _ORDERS.search(re.sub(r"[\"“«][^\"”»]*[\"”»]", " ", words)) is not None
