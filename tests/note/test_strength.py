"""The published table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.note.model import Standing, Strength
from summarizer.note.strength import MEANING, strength

ROOTS = st.integers(0, 9)


@pytest.mark.parametrize(
    ("asserts", "suspects", "denies", "finds_no_evidence", "word"),
    [
        (2, 0, 0, 0, Strength.CORROBORATED),
        (1, 4, 0, 0, Strength.SINGLE),
        (9, 0, 1, 0, Strength.CONTESTED),
        (1, 0, 0, 1, Strength.CONTESTED),
        (0, 3, 0, 0, Strength.SUSPECTED),
        (0, 3, 1, 0, Strength.CONTESTED_SUSPICION),
        (0, 0, 1, 0, Strength.DENIED_ONLY),
        (0, 0, 0, 2, Strength.DENIED_ONLY),
    ],
)
def test_words(asserts: int, suspects: int, denies: int, finds_no_evidence: int, word: Strength) -> None:
    standing = Standing(asserts=asserts, suspects=suspects, denies=denies, finds_no_evidence=finds_no_evidence)
    assert strength(standing) is word


@given(ROOTS, ROOTS, st.integers(1, 9))
def test_no_number_of_assertions_outweighs_a_denial(asserts: int, suspects: int, denies: int) -> None:
    word = strength(Standing(asserts=asserts, suspects=suspects, denies=denies, finds_no_evidence=0))
    assert word in (Strength.CONTESTED, Strength.CONTESTED_SUSPICION, Strength.DENIED_ONLY)


def test_every_word_is_explained() -> None:
    assert set(MEANING) == set(Strength)
