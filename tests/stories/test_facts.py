"""Words, names and figures."""

from __future__ import annotations

from collections import Counter

import pytest

from summarizer.segment import segment
from summarizer.stories.facts import facts, rare
from summarizer.stories.words import shingles, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The U.S. sent 8,000 shells", "the US sent 8000 shells"),
        ("“Kim Jong-Un’s”", '"Kim Jong Uns"'),
        ("ﬁve per cent", "Five, per cent!"),
    ],
)
def test_typography_makes_no_other_words(one: str, other: str) -> None:
    assert words(one) == words(other)


@pytest.mark.parametrize("text", ["", "one", "one two three four", "a b c d e f g"])
def test_shingles_are_a_sorted_set(text: str) -> None:
    found = shingles(words(text)).tolist()
    assert found == sorted(set(found))
    assert len(found) == (max(1, len(words(text)) - 4) if text else 0)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Talks began. The visitors met Oona Brask in Tarlow.",
            {"oona": "Oona Brask", "brask": "Oona Brask", "tarlow": "Tarlow"},
        ),
        ("Talks began with Defence Minister Oona Brask.", {"oona": "Oona Brask", "brask": "Oona Brask"}),
        ("Grain is dear. Nobody knew why.", {}),
        ("Everyone waits. Brask spoke. Then they asked Brask again.", {"brask": "Brask"}),
        ("On Monday the Russians met President Putin in Moscow.", {}),
        ("The Belarusian envoy saw Brask's letter.", {"brask": "Brask's"}),
    ],
)
def test_names_that_tell_events_apart(text: str, names: dict[str, str]) -> None:
    assert rare(facts(text, segment(text)), Counter(), 1) == names


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("a price of $1.9 billion", {"1.9e+09"}),
        ("worth 1.9bn crowns and 318 million", {"1.9e+09", "3.18e+08"}),
        ("8,000 rockets and 12 launchers in 2024, 100 of them new", {"8000"}),
    ],
)
def test_figures_that_tell_events_apart(text: str, figures: set[str]) -> None:
    assert facts(text, segment(text)).figures == figures
