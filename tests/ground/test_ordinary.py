"""Capitals that are owed to the start of a sentence, and those that make a name."""

from __future__ import annotations

import pytest

from summarizer.ground.ordinary import is_ordinary


@pytest.mark.parametrize(
    "word",
    "Whoever Unless Anyone Lawmakers Expert Prosecutors Deliveries Suppliers Unexploded Retailers Sanctions Ministers "
    "Talks Sent Bought Negotiations Cargo Rebels Western Foreign Ceasefire".split(),
)
def test_words_that_begin_a_sentence(word: str) -> None:
    assert is_ordinary(word)


@pytest.mark.parametrize(
    "word",
    "Norland Lavria Turkey Chad Oman Polish Dutch Smith Baker Wagner London Houthis Hamas Nordvik Taliban".split(),
)
def test_names(word: str) -> None:
    assert not is_ordinary(word)
