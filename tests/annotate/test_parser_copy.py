"""The copy of a sentence that the parser sees: same length, with datelines and headline capitals made plain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.annotate.pipeline import plain_copy, sentence_case, without_dateline

DATELINES = [
    ("date 2021-03-04 Lima sends tanks to Quito", "Lima sends tanks to Quito"),
    ("LIMA (Andes Wire) - Peru sent tanks.", "Peru sent tanks."),
    ("LIMA, January 27. /ANDES/. Peru sent tanks.", "Peru sent tanks."),
    ("Peru sent tanks.", "Peru sent tanks."),
]
HEADLINES = [
    ("Peru Sends Tanks to Chad After Talks", {"talks"}, "Peru sends tanks to Chad after talks"),
    ("Peru Seeks Storm Shadow Missiles From London", {"shadow"}, "Peru seeks Storm shadow missiles from London"),
    ("Peru Orders New State Radar From Norway", {"state", "radar"}, "Peru orders New State radar from Norway"),
    ("Peru sent tanks to the army of Chad", {"army"}, "Peru sent tanks to the army of Chad"),
]


@pytest.mark.parametrize(("sentence", "rest"), DATELINES)
def test_a_dateline_becomes_blanks(sentence: str, rest: str) -> None:
    copy = without_dateline(sentence)
    assert copy.strip() == rest
    assert len(copy) == len(sentence)


@pytest.mark.parametrize(("headline", "common", "copy"), HEADLINES)
def test_common_words_of_a_headline_lose_their_capitals(headline: str, common: set[str], copy: str) -> None:
    assert sentence_case(headline, frozenset(common)) == copy


PLAIN = [
    ("Tanks for #Peru \U0001f69a", "Tanks for  Peru  "),
    ("a EUR84 million (USD91 million) order", "a   $84 million                 order"),
    ("a $2.1bn (€1.9bn) order", "a $2.1bn          order"),
    ("the T-72 (A4) tank", "the T-72 (A4) tank"),
    ("#", "#"),
]


@pytest.mark.parametrize(("sentence", "copy"), PLAIN)
def test_tags_pictures_and_converted_sums_become_blanks(sentence: str, copy: str) -> None:
    assert plain_copy(sentence) == copy


@given(st.text(max_size=80))
def test_copies_have_the_same_length(sentence: str) -> None:
    assert len(plain_copy(sentence)) == len(sentence)
    assert len(without_dateline(sentence)) == len(sentence)
    assert len(sentence_case(sentence, frozenset({"the"}))) == len(sentence)
