"""Cutting a document into stretches: whole sentences, nothing left out, nothing read twice without need."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.engines.chunks import CHARS_PER_TOKEN, Stretch, halves, stretches, tokens
from summarizer.segment.model import Segmentation, Sentence


def cut(*lengths: int) -> Segmentation:
    """Sentences of these lengths, one behind another."""
    found, at = [], 0
    for number, length in enumerate(lengths, start=1):
        found.append(Sentence(number, at, at + length, 0))
        at += length + 1
    return Segmentation(tuple(found), ())


def cost(segmentation: Segmentation, stretch: Stretch) -> int:
    sentences = map(segmentation.sentence, stretch.numbers)
    return sum(int((s.end - s.start) / CHARS_PER_TOKEN) + 4 for s in sentences)


# A sentence of 16 characters counts 9 tokens.
@pytest.mark.parametrize(
    ("lengths", "budget", "overlap", "expected"),
    [
        ([16] * 3, 27, 3, [(1, 3)]),
        ([16] * 4, 27, 0, [(1, 3), (4, 4)]),
        ([16] * 4, 27, 1, [(1, 3), (3, 4)]),
        ([16] * 5, 27, 2, [(1, 3), (2, 4), (3, 5)]),
        ([16] * 4, 27, 3, [(1, 3), (2, 4)]),
        ([16, 900, 16], 27, 3, [(1, 1), (2, 2), (3, 3)]),
        ([16, 16, 16, 900, 16], 27, 3, [(1, 3), (4, 4), (5, 5)]),
        ([900], 27, 3, [(1, 1)]),
        ([16] * 3, 0, 3, [(1, 1), (2, 2), (3, 3)]),
    ],
)
def test_stretches(lengths: list[int], budget: int, overlap: int, expected: list[tuple[int, int]]) -> None:
    assert [(s.first, s.last) for s in stretches(cut(*lengths), budget, overlap)] == expected


@given(st.lists(st.integers(1, 400), min_size=1, max_size=40), st.integers(0, 300), st.integers(0, 5))
def test_every_sentence_is_in_a_stretch_and_every_stretch_brings_something_new(
    lengths: list[int], budget: int, overlap: int
) -> None:
    segmentation = cut(*lengths)
    found = stretches(segmentation, budget, overlap)
    assert {n for s in found for n in s.numbers} == set(range(1, len(lengths) + 1))
    for before, after in pairwise(found):
        assert before.first < after.first
        assert before.last < after.last
        assert before.last + 1 - after.first in range(overlap + 1)
    assert all(cost(segmentation, s) <= budget or s.first == s.last for s in found)


@given(st.integers(1, 99), st.integers(0, 99))
def test_halves_are_the_whole(first: int, more: int) -> None:
    stretch = Stretch(first, first + more)
    found = halves(stretch)
    if more == 0:
        assert found is None
    else:
        assert found is not None
        assert [*found[0].numbers, *found[1].numbers] == list(stretch.numbers)
        assert 0 <= len(found[0].numbers) - len(found[1].numbers) <= 1


@given(st.text())
def test_no_text_is_free(text: str) -> None:
    assert tokens(text) >= 1
    assert tokens(text) >= len(text) / 4
