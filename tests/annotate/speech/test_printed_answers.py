"""Answers printed under a heading or a name, words that an outlet passes on, and accounts known by their handles."""

from __future__ import annotations

import pytest

from summarizer.annotate import annotate
from summarizer.segment import segment

ANSWER = "The government has bought 300 guns. They came in May."


def quoted(text: str) -> list[tuple[str | None, str]]:
    """Speaker and first words of each official quote."""
    found = annotate(text, segment(text))
    official = [q for q in found.quotes if q.official]
    return [(None if q.speaker is None else found.party(q.speaker).name, text[slice(*q.spans[0])]) for q in official]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Written question 12 by Owen Strake (Greens): Has Ghana bought guns from Norway?\n\n"
            f"Reply by the Minister for Defence, Ann Lee: {ANSWER}\n",
            [("Ann Lee", ANSWER)],
        ),
        (
            "WQ 12 Owen Strake\nTo ask the Minister for Defence whether Ghana has bought guns from Norway.\n\n"
            f"Answered by Ann Lee on 3 May 2025\n{ANSWER}\n",
            [("Ann Lee", ANSWER)],
        ),
        (
            "Owen Strake (Greens): To ask the Minister for Defence whether Ghana has bought guns from Norway.\n\n"
            f"Ann Lee (Minister for Defence): {ANSWER}\n",
            [("Ann Lee", ANSWER)],
        ),
        (
            "Question\nTo ask the Minister for Defence whether Ghana has bought guns from Norway. [12]\n\n"
            f"Answer\n{ANSWER}\n",
            [(None, ANSWER)],
        ),
        (
            f"Why now?\n\nThe opposition asked the Minister for Defence about Norway.\n\nA Quiet Harbour\n\n{ANSWER}\n",
            [],
        ),
    ],
    ids=["reply_by", "answered_by", "to_ask", "under_a_heading", "a_story"],
)
def test_answers(text: str, expected: list[tuple[str | None, str]]) -> None:
    assert quoted(text) == expected


def test_an_account_is_known_by_its_handle() -> None:
    text = (
        "Ann Lee 🇬🇭 @annlee\nMinister of Defence, Ghana\n3 May 2025, 6:30 PM\nThe guns are on the way. More soon.\n\n"
        "Ann Lee ✔ @annlee\n3 May 2025, 6:40 PM\nReplying to @strake\nThey were paid for in March.\n"
    )
    assert [words.strip() for _, words in quoted(text)] == [
        "The guns are on the way. More soon.",
        "They were paid for in March.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "According to the newspaper Harbour Courier, Minister Ann Lee has declared that «the guns will come in time».",
        'Minister Ann Lee, the Harbour Courier said, had promised that "the guns will come in time".',
    ],
)
def test_words_that_an_outlet_passes_on(text: str) -> None:
    assert quoted(text) == [("Ann Lee", "the guns will come in time")]
