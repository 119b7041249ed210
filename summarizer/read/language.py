"""The language of a text, told only when it is beyond reasonable doubt."""

from __future__ import annotations

from functools import cache
from typing import Any

from summarizer.read.metadata import language_code

MIN_LETTERS = 60
MIN_CONFIDENCE = 0.95
LEAST_LETTERS = 10
LEAST_ENGLISH = 0.001
"""Less is no English. Lines of names and figures in English documents stay above it, one sentence of another language
does not (lowest of 671 lines in `evals/gold`: 0.002)."""
SAMPLE = 20_000
"""Characters from the beginning; more of them do not change the answer."""


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language that most of `text` is in; None when it is short, mixed or doubtful."""
    sample = text[:SAMPLE]
    if sum(c.isalpha() for c in sample) < MIN_LETTERS:
        return None
    code, confidence = _identifier().classify(sample)
    return language_code(code) if confidence >= MIN_CONFIDENCE and len(code) == 2 else None


def is_foreign(text: str) -> bool:
    """Whether `text` is surely not in English, even where `language_of` cannot tell what else it is in."""
    sample = text[:SAMPLE]
    if sum(c.isalpha() for c in sample) < LEAST_LETTERS:
        return False
    return float(dict(_identifier().rank(sample))["en"]) < LEAST_ENGLISH


def plausibility(text: str) -> float:
    """How sure it is that `text` is in any one language, 0 to 1: low for text decoded by the wrong table."""
    return float(_identifier().classify(text[:SAMPLE])[1])


@cache
def _identifier() -> Any:
    """py3langid with its own model of 139 languages: about half a second to load, a millisecond a text."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
