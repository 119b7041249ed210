"""Who speaks where no verb of saying tells it, and which words are a quotation of their own."""

from __future__ import annotations

import pytest

from summarizer.annotate import annotate
from summarizer.annotate.pipeline import parse
from summarizer.annotate.speech.clauses import is_clause
from summarizer.annotate.speech.labels import labels_in
from summarizer.segment import segment

NOBODY: list[tuple[str | None, list[str]]] = []
CASES = [
    (
        "named_right_before_a_colon",
        'The programme opened with a statement by the African Union: "Whoever feeds a fire must sleep beside it."',
        [("African Union", ["Whoever feeds a fire must sleep beside it."])],
    ),
    (
        "the_one_who_acts",
        'NATO in its note of Sunday begged both sides to stay at home, "as the wise sailor does in a gale".',
        [("NATO", ["as the wise sailor does in a gale"])],
    ),
    (
        "named_in_the_tag_alone",
        '"We warned them once, and we warn again", - so has written on Monday the senator Pavel Dorin.',
        [("Pavel Dorin", ["We warned them once, and we warn again"])],
    ),
    (
        "no_official_acts",
        'The bakery in the harbour hung out a sign, "as every baker does in the spring".',
        NOBODY,
    ),
    (
        "paraphrase_runs_on",
        '"No gun has left us," said Pavel Dorin, the foreign minister, who saw in it a pretext for "another fine".',
        [("Pavel Dorin", ["No gun has left us,"]), ("Pavel Dorin", ["another fine"])],
    ),
    (
        "a_fragment_and_a_sentence",
        'Defence Minister Pavel Dorin said the sea "is nobody\'s garden". "Norway has been a good neighbour," he said.',
        [("Pavel Dorin", ["is nobody's garden"]), ("Pavel Dorin", ["Norway has been a good neighbour,"])],
    ),
    (
        "two_stretches_about_a_tag",
        '"Every crate that lands brings the siege closer," Minister Pavel Dorin said there. "We shall not wait."',
        [("Pavel Dorin", ["Every crate that lands brings the siege closer,", "We shall not wait."])],
    ),
    (
        "minister_of_two_matters",
        'State Secretary for Trade and National Defence Pavel Dorin said "the boats are ours".',
        [("Pavel Dorin", ["the boats are ours"])],
    ),
    (
        "minister_after_the_verb",
        '"The boats are ours," said Minister of National Defence Pavel Dorin at the quay.',
        [("Pavel Dorin", ["The boats are ours,"])],
    ),
    (
        "colleague_of_another_state",
        'Poland said nothing. Her Russian colleague, Pavel Dorin, called the boats "a present nobody unwraps".',
        [("Pavel Dorin", ["a present nobody unwraps"])],
    ),
    (
        "mission_at_a_seat",
        'Sudan\'s mission in New York called the report "a tale that no child would believe".',
        [("Sudan's mission in New York", ["a tale that no child would believe"])],
    ),
    (
        "political_party",
        'The People\'s Party called the boats "a gift that must be fed".',
        [("People's Party", ["a gift that must be fed"])],
    ),
    (
        "who_owns_a_department",
        '"The boats left," Pavel Dorin, who had come late, told the House. A clerk in Dorin\'s own department wept.',
        [("Pavel Dorin", ["The boats left,"])],
    ),
    (
        "office_before_a_colon",
        'Pavel Dorin, the defence minister: "The boats have sailed."',
        [("Pavel Dorin", ["The boats have sailed."])],
    ),
]


def told(text: str) -> list[tuple[str | None, list[str]]]:
    """Speaker and words of each official quote."""
    found = annotate(text, segment(text))
    official = [q for q in found.quotes if q.official]
    speakers = [None if q.speaker is None else found.party(q.speaker).name for q in official]
    return [(who, [text[a:b] for a, b in q.spans]) for who, q in zip(speakers, official, strict=True)]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_who_is_quoted(text: str, expected: list[tuple[str | None, list[str]]]) -> None:
    assert told(text) == expected


BRIEFING = """Ministry of Foreign Affairs
Transcript of the press conference by the Official Spokesperson (3 March 2025)

Pavel Dorin, Official Spokesperson, opened the press conference at 3 p.m.

Official Spokesperson: I have one announcement to make. The minister will travel to Hanoi on Monday.

Ann Lee, Halden Daily: Sir, has Norway sold boats to Vietnam?

Official Spokesperson: We have sold no boats to Vietnam. The report is wrong.

Owen Strake, Island Wire: On the submarines. Is the contract signed?

Official Spokesperson: Talks go on, and they go well.
"""


def test_an_office_is_no_name_and_journalists_ask() -> None:
    assert [label.words for label in labels_in(BRIEFING)] == [
        "Official Spokesperson",
        "Ann Lee, Halden Daily",
        "Official Spokesperson",
        "Owen Strake, Island Wire",
        "Official Spokesperson",
    ]
    found = annotate(BRIEFING, segment(BRIEFING))
    assert [found.party(q.speaker).name for q in found.quotes if q.official and q.speaker] == ["Pavel Dorin"] * 3
    assert "Spokesperson" not in [p.name for p in found.parties]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Every crate that lands brings the siege closer,", True),
        ("The exact date we are keeping to ourselves.", True),
        ("a war that neither can win", False),
        ("Next month, perhaps.", False),
    ],
)
def test_words_set_like_a_sentence(words: str, expected: bool) -> None:
    text = f'Norway spoke of "{words}" on Monday.'
    start = text.index(words)
    assert is_clause(parse(text, segment(text)), ((start, start + len(words)),)) is expected


def test_a_place_before_a_verb_is_nobody() -> None:
    text = 'Sudan\'s office in New York called the tale "an insult to all of us".'
    assert "New York" not in [p.name for p in annotate(text, segment(text)).parties]
