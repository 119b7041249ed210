"""Expressions that are tried sooner or at fewer places find what the plain expression finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.annotate.matching import AnyCase, Opened

WORDS = ("prime minister", "minister", "vice-president", "chief", "lt. gen.")
ROLE = "(?<![\\w-])(?i:" + "|".join(map(re.escape, WORDS)) + r")\s+(?P<name>[A-Z]\w+(?: [A-Z]\w+)?)"
PIECES = (*WORDS, "Chief", "PRIME MINISTER", "Ada", "Ode Minister", "ex-", " ", "  ", ", ", "chiefly", "_", "é", "'s ")
TEXTS = st.lists(st.sampled_from(PIECES)).map("".join)


@given(TEXTS, st.integers(0, 12))
def test_trying_at_opening_words_alone_finds_the_same(text: str, start: int) -> None:
    found = [m.span() for m in Opened.of(ROLE, WORDS).finditer(text, start)]
    assert found == [m.span() for m in re.compile(ROLE).finditer(text, start)]


def test_a_word_that_begins_with_a_mark_is_tried_everywhere() -> None:
    found = Opened.of(r"(?:\.gov|chief) (?P<name>[A-Z]\w+)", (".gov", "chief")).search("The.gov Ada")
    assert found is not None
    assert found["name"] == "Ada"


@pytest.mark.parametrize(
    "body",
    [
        r"(?<!\w)(?:told|said) (?:to )?(?:the )?(?-i:[A-Z])\w+(?!\w)",
        r"\b(?:arm|Missile)s?\W+(?!of\b)\w+",
        r"no (?!(?-i:[A-Z]))\w+ said",
        r"\bAI\S*",
    ],
)
@given(st.lists(st.sampled_from(("told", "Said", "to", "The", "Herald", "MISSILES", "of", "no", "ai", "AI-", "x"))))
def test_small_letters_first_finds_the_same(body: str, words: list[str]) -> None:
    text, plain = " ".join(words), re.compile(body, re.IGNORECASE)
    assert [m.span() for m in AnyCase(body).finditer(text)] == [m.span() for m in plain.finditer(text)]
    assert (AnyCase(body).search(text) is None) == (plain.search(text) is None)
