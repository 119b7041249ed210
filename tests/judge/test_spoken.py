"""Whose words quotations are, with a network that recites."""

from __future__ import annotations

from dataclasses import replace

import pytest

from summarizer.annotate.model import QuoteCandidate
from summarizer.judge import PARTS
from summarizer.judge.bars import BARS
from tests.judge.scenes import Scene, Speaks, combined, scene

ABOVE, BELOW = 0.01, -0.01
TALK = scene(
    'Norland met Sudland and the Herald. "We sent guns," was the word. "The pits" are deep. "No." It rained. '
    '"We paid for all."',
    "Norland",
    "Sudland",
    "Herald",
)
"""Quotations 1 to 4 stand in sentences 2, 3, 4 and 6."""


def quoted(*found: tuple[int, str, bool]) -> Scene:
    """The scene with these quotes of the rules: number of the quotation, speaker, whether an official one."""
    quotations = TALK.segmentation.quotations
    quotes = tuple(
        QuoteCandidate(i, (n,), TALK.number(who), (0, 7), None, False, official, spans=((q.start, q.end),))
        for i, (n, who, official) in enumerate(found, 1)
        for q in [quotations[n - 1]]
    )
    return replace(TALK, annotations=replace(TALK.annotations, quotes=quotes))


def heard(found: Scene, speaks: Speaks, *without: str) -> list[tuple[int, str, bool]]:
    """The quotes that are left, in order; a speaker whom the rules did not name has no words for a name."""
    annotations = combined(found, {}, speaks=speaks, bars=BARS.without(without))
    own = {(q.quotations, q.speaker) for q in found.annotations.quotes}
    lines = []
    for number, quote in enumerate(annotations.quotes, 1):
        assert quote.number == number
        name = "-" if quote.speaker is None else annotations.party(quote.speaker).name
        speaker = None if quote.speaker is None else found.number(name)
        assert (quote.speaker_name is None) == ((quote.quotations, speaker) not in own)
        lines.append((quote.quotations[0], name, quote.official))
    return lines


def test_the_scene_has_its_quotations_where_it_says() -> None:
    assert [q.sentences for q in TALK.segmentation.quotations] == [(2,), (3,), (4,), (6,)]


@pytest.mark.parametrize(
    ("speaks", "expected"),
    [
        ({}, (1, "Norland", True)),
        ({(2, "Sudland"): BARS.corrected + ABOVE}, (1, "Sudland", True)),
        ({(2, "Sudland"): BARS.corrected + BELOW}, (1, "Norland", True)),
        ({(2, "Norland"): 1.0}, (1, "Norland", True)),
        ({(2, "-"): 1.0}, (1, "Norland", True)),
        ({(2, "Herald"): 1.0}, (1, "Norland", True)),
        ({(3, "Sudland"): 1.0, (2, "-"): 0.5}, (1, "Norland", True)),
    ],
    ids=["unheard", "another", "hardly another", "the same", "nobody", "a paper", "elsewhere"],
)
def test_a_quote_of_the_rules(speaks: Speaks, expected: tuple[int, str, bool]) -> None:
    assert [q for q in heard(quoted((1, "Norland", True)), speaks) if q[0] == 1] == [expected]


@pytest.mark.parametrize("who", ["-", "Norland"])
@pytest.mark.parametrize(("chance", "found"), [(BARS.speaks + ABOVE, True), (BARS.speaks + BELOW, False)])
def test_a_quote_that_was_no_official_s_becomes_one(who: str, chance: float, found: bool) -> None:
    expected = (1, "Sudland", True) if found else (1, who, False)
    assert heard(quoted((1, who, False)), {(2, "Sudland"): chance}) == [expected]


@pytest.mark.parametrize(
    ("speaks", "expected"),
    [
        ({}, []),
        ({(6, "Norland"): BARS.speaks + ABOVE}, [(4, "Norland", True)]),
        ({(6, "Norland"): BARS.speaks + BELOW}, []),
        ({(4, "Norland"): 1.0}, []),
        ({(6, "Herald"): 1.0}, []),
        ({(3, "Sudland"): 1.0, (2, "Norland"): 1.0}, [(1, "Norland", True), (2, "Sudland", True)]),
    ],
    ids=["unheard", "heard", "hardly heard", "one word", "a paper", "two"],
)
def test_quotations_that_the_rules_did_not_take_for_speech(
    speaks: Speaks, expected: list[tuple[int, str, bool]]
) -> None:
    assert heard(quoted(), speaks) == expected


def test_a_sentence_with_a_quote_of_the_rules_gets_no_second_one() -> None:
    text = 'Norland spoke. "We sent guns" to "the front line", it said.'
    found = scene(text, "Norland")
    first, _ = found.segmentation.quotations
    quote = QuoteCandidate(1, (1,), 1, (0, 7), None, False, True, spans=((first.start, first.end),))
    found = replace(found, annotations=replace(found.annotations, quotes=(quote,)))
    assert [q.quotations for q in combined(found, {}, speaks={(2, "Norland"): 1.0}).quotes] == [(1,)]


def test_what_is_heard_over_several_sentences_is_the_mean() -> None:
    text = 'Norland met Sudland. "We came. We saw."'
    found = scene(text, "Norland", "Sudland")
    [quotation] = found.segmentation.quotations
    quote = QuoteCandidate(1, (1,), None, None, None, False, False, spans=((quotation.start, quotation.end),))
    found = replace(found, annotations=replace(found.annotations, quotes=(quote,)))
    for other, expected in [(2 * BARS.speaks - 1 + BELOW, None), (2 * BARS.speaks - 1 + ABOVE, 1)]:
        speaks: Speaks = {(2, "Norland"): 1.0, (3, "Norland"): other}
        assert [q.speaker for q in combined(found, {}, speaks=speaks).quotes] == [expected]


def test_it_can_be_switched_off() -> None:
    found = quoted((1, "Norland", True))
    speaks = {(2, "Sudland"): 1.0, (6, "Sudland"): 1.0}
    assert "judge-quotes" in PARTS
    assert heard(found, speaks) == [(1, "Sudland", True), (4, "Sudland", True)]
    assert heard(found, speaks, "judge-quotes") == [(1, "Norland", True)]
