"""What holds for any text whatsoever."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from summarizer.segment import Segmentation, segment

PIECES = st.sampled_from(
    "Oslo riga U.S. Gen. No. 5 Sept. e.g. 3.5 the The said. Why? Go! ... … (…) [sic] \" ' “ ” ‘ ’ « » „ `` '' ( ) [ ] "
    'said, - -- — • 1. 12" 5\'10" s’ ’90s MR. QUESTION: 。 ؟ । 🚀 e\u0301 \u200b \ufeff al-Falak'.split()
)
GLUE = st.sampled_from([" ", " ", " ", "", "\n", "\n\n", "\r\n", "\r", "\u2028", "\u00a0", "\t", "\x1c"])
NEWS = st.lists(st.tuples(PIECES, GLUE), max_size=60).map(lambda pairs: "".join(a + b for a, b in pairs))
TEXTS = st.one_of(NEWS, st.text(max_size=200))


def check_sentences(text: str, found: Segmentation) -> None:
    assert [s.number for s in found.sentences] == list(range(1, len(found.sentences) + 1))
    at, paragraph = 0, 0
    for sentence in found.sentences:
        words = text[sentence.start : sentence.end]
        assert words
        assert words == words.strip()
        assert not text[at : sentence.start].strip()
        assert sentence.start >= at
        assert paragraph <= sentence.paragraph <= paragraph + 1
        at, paragraph = sentence.end, sentence.paragraph
    assert not text[at:].strip()


def check_quotations(text: str, found: Segmentation) -> None:
    assert [q.number for q in found.quotations] == list(range(1, len(found.quotations) + 1))
    around: list[tuple[int, int, int]] = []
    for quotation in found.quotations:
        start, end = quotation.start, quotation.end
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        around = [outer for outer in around if outer[1] > start]
        assert all(outer[0] <= start and end <= outer[1] for outer in around)
        assert quotation.inside == (around[-1][2] if around else None)
        around.append((start, end, quotation.number))
        touched = tuple(s.number for s in found.sentences if s.start < end and start < s.end)
        assert quotation.sentences == touched
        assert touched
        if quotation.continues is not None:
            before = found.quotation(quotation.continues)
            assert not before.closed
            last, first = found.sentence(before.sentences[-1]), found.sentence(touched[0])
            assert last.paragraph + 1 == first.paragraph


@settings(max_examples=400, deadline=None)
@given(TEXTS)
@example("“ “A «C “B” » D")
@example("”")
@example("\"'\"'\"'")
def test_any_text(text: str) -> None:
    found = segment(text)
    check_sentences(text, found)
    check_quotations(text, found)


@settings(max_examples=100, deadline=None)
@given(NEWS)
def test_blank_lines_always_part(text: str) -> None:
    """What follows a blank line does not depend on whether anything stands before it."""
    first = "Riga paid for nine boats.\n\n"
    alone = [(s.start, s.end) for s in segment("Oslo paid.\n\n" + text).sentences if s.start > 11]
    after = [(s.start, s.end) for s in segment(first + "Oslo paid.\n\n" + text).sentences if s.start > 11 + len(first)]
    assert [(a + len(first), b + len(first)) for a, b in alone] == after


HOSTILE = {
    "stops": "." * 200_000,
    "spaced stops": ". " * 100_000,
    "questions": "? ! " * 50_000,
    "marks": "\"'“‘«" * 20_000,
    "closing marks": 'a”’»" ' * 40_000,
    "marks without partners": "« " * 60_000 + "a” " * 50_000,
    "brackets": "([" * 100_000 + ")]" * 100_000,
    "one word": "a" * 200_000,
    "initials": "A. " * 70_000,
    "spaces": "a." + " " * 200_000 + "B",
    "lines": "a\n" * 100_000,
    "blank lines": "\n \n" * 100_000 + "a",
    "combining": "a." + "\u0301" * 200_000,
    "closed questions": "“A?” Bcd efg " * 15_000,
    "nested unclosed": "“A. " * 50_000,
    "single opening": "‘As’ a " * 30_000,
    "one line": "Oslo sold (nine) boats to the U.S. in “May.” " * 5_000,
}


@pytest.mark.parametrize("text", [pytest.param(t, id=n) for n, t in HOSTILE.items()])
def test_time_is_linear(text: str) -> None:
    """Two hundred thousand characters in seconds: a quadratic step would take many minutes."""
    begin = time.process_time()
    found = segment(text)
    assert time.process_time() - begin < 8
    check_sentences(text, found)
