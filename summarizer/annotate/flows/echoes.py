"""Goods named again by the last word of their name: "six coastal radars ... the radars", "those missiles"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from summarizer.annotate.model import Materiel
from summarizer.annotate.pipeline import Parsed

DEFINITE = r"(?:the|these|those|such|its|their|first|last|all|any|both|remaining|other|further|more|\d[\d,.]*)"
LOOSE = frozenset({"part", "parts", "component", "components", "system", "systems", "equipment", "unit", "units"})
"""Last words that say too little to call the goods to mind."""
PEOPLE = r"\s+(?:base|crew|pilot|programme|program|maker|industry|operator|commander)"
"""What makes the word a mere part of another name."""
LEAST = 4
"""The fewest letters of a last word that is looked for."""


def echoes(parsed: Parsed, found: Sequence[Materiel]) -> Iterator[Materiel]:
    """Later mentions of goods by the last word of their name alone, with a word before it that points back."""
    known: dict[str, Materiel] = {}
    for m in found:
        last = re.split(r"[\s-]+", parsed.text[m.start : m.end].lower())[-1]
        if len(last) >= LEAST and last.isalpha() and last not in LOOSE:
            known.setdefault(last.removesuffix("s"), m)
    if not known:
        return
    words = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    again = re.compile(rf"\b{DEFINITE}\s+(?P<word>(?:{words})s?)\b(?!-)(?!{PEOPLE})", re.IGNORECASE)
    for sentence in parsed.segmentation.sentences:
        for match in again.finditer(parsed.text, sentence.start, sentence.end):
            first = known[match["word"].lower().removesuffix("s")]
            start, end = match.span("word")
            if first.end < start and not any(m.start < end and start < m.end for m in found):
                yield replace(first, start=start, end=end, sentence=sentence.number, quantity=None)
