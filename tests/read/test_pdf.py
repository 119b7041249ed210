"""PDF: text page by page, and a clear word where there is none."""

from __future__ import annotations

import pytest

from summarizer.errors import InputError
from summarizer.read import pdf
from summarizer.read.pdf import read_pdf
from tests.read.samples import make_pdf

FULL = "The yard in the old harbour said on Friday that both of its new tugs were afloat and"


def test_lines_become_paragraphs_again() -> None:
    found = read_pdf(
        make_pdf(["Tugs afloat", FULL, "would be handed over in May.", "The buyer is not known."]), "a.pdf"
    )
    assert found.text == f"Tugs afloat\n{FULL} would be handed over in May.\nThe buyer is not known."
    assert found.notes == ("The lines of the PDF pages were joined into paragraphs.",)


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("the ship-", "ment", "shipment"),
        ("spares for F-", "16 jets", "F-16 jets"),
        ("surface-to-", "air", "surface-to-air"),
        ("long-", "range", "long-range"),
        ("the Franco-", "German tank", "Franco-German"),
        ("a (trans-", "fer)", "(transfer)"),
    ],
)
def test_a_hyphen_at_the_line_end(first: str, second: str, joined: str) -> None:
    filler = "of the kind that fills a whole line of the page without any doubt "
    assert joined in read_pdf(make_pdf([filler + first, second + " was named. " + filler]), "a.pdf").text


def test_pages_are_parted_unless_a_sentence_runs_on() -> None:
    found = read_pdf(make_pdf(["Two tugs are"], ["afloat in the yard."], ["A third is planned."]), "a.pdf")
    assert found.text == "Two tugs are afloat in the yard.\n\nA third is planned."


def test_entries_of_a_list_stand_alone() -> None:
    found = read_pdf(make_pdf([f"{FULL} waiting:", "• one tug for the port", "• one tug for the navy"]), "a.pdf")
    assert found.text.splitlines() == [f"{FULL} waiting:", "• one tug for the port", "• one tug for the navy"]


@pytest.mark.parametrize(
    ("pages", "text", "left_out"),
    [
        ([["Two tugs are", "7"], ["afloat in May.", "8"], ["Third."]], "Two tugs are afloat in May.\n\nThird.", True),
        ([["1", "Two tugs are"], ["2", "afloat in May."]], "Two tugs are afloat in May.", True),
        ([["Tugs sold:", "12"], ["Tugs kept:", "30"]], "Tugs sold: 12\n\nTugs kept: 30", False),
        ([["1"], ["2"]], "1\n\n2", False),
    ],
)
def test_page_numbers(pages: list[list[str]], text: str, left_out: bool) -> None:
    found = read_pdf(make_pdf(*pages), "a.pdf")
    assert found.text == text
    assert ("The page numbers were left out." in found.notes) is left_out


@pytest.mark.parametrize(
    ("pages", "said"),
    [
        ([["Text here."], []], "Page 2 of 2 holds no text"),
        ([[], ["Text here."], []], "2 of 3 pages hold no text that could be read: 1, 3."),
    ],
)
def test_pages_without_text_are_said(pages: list[list[str]], said: str) -> None:
    found = read_pdf(make_pdf(*pages), "a.pdf")
    assert found.text == "Text here."
    assert said in found.notes[1]


@pytest.mark.parametrize(("limit", "value"), [("MAX_PAGES", 2), ("MAX_CHARACTERS", 15)])
def test_pages_past_the_bound_are_said(monkeypatch: pytest.MonkeyPatch, limit: str, value: int) -> None:
    monkeypatch.setattr(pdf, limit, value)
    found = read_pdf(make_pdf(["Page one."], ["Page two."], ["Page three."]), "a.pdf")
    assert found.text == "Page one.\n\nPage two."
    assert found.notes[-1] == "Only the first 2 of 3 pages were read."


@pytest.mark.parametrize(
    ("title", "expected"),
    [("Tugs of the year", "Tugs of the year"), ("Microsoft Word - tugs.doc", None), ("tugs_v2.PDF", None), ("", None)],
)
def test_title(title: str, expected: str | None) -> None:
    assert read_pdf(make_pdf(["Text here."], title=title), "a.pdf").metadata.title == expected


def encrypted() -> bytes:
    """A PDF that says it is encrypted, with keys that no password fits."""
    whole = make_pdf(["Text here."])
    keys = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{'41' * 32}> /U <{'42' * 32}> /P -4 >> /ID [<00> <00>]"
    return whole.replace(b"/Root 1 0 R", f"/Root 1 0 R {keys}".encode())


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (make_pdf([], []), "a PDF without text: its 2 pages"),
        (make_pdf(), "a damaged PDF"),
        (b"%PDF-1.4\nnothing that follows is one\n", "a damaged PDF"),
        (encrypted(), "needs a password"),
    ],
    ids=["images only", "no pages", "damaged", "encrypted"],
)
def test_what_cannot_be_read_is_a_clear_error(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        read_pdf(data, "the/a.pdf")
    assert "the/a.pdf" in str(caught.value)
    assert caught.value.todo
