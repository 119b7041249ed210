"""What line breaks mean: paragraphs, headings, lists, transcripts and text wrapped to a width."""

from __future__ import annotations

import pytest

from summarizer.segment import segment

WRAPPED = (
    "The defence ministry in Oslo told lawmakers on Tuesday that the\n"
    "Riga shipyard would hand over three boats before the end of the\n"
    "year. It did not say who would pay, and an official of the U.S.\n"
    "Navy declined to comment.\n"
)
CAPITALS = (
    "OSLO WILL SELL NINE BOATS TO RIGA BEFORE THE END OF NEXT YEAR AND\n"
    "TRAIN THE CREWS OF THE BOATS IN BERGEN. THE MINISTER SAID BOTH OF\n"
    "THEM WERE GLAD.\n"
)
RAGGED = (
    "Oslo Sells Boats\n"
    "The defence ministry told lawmakers that the shipyard would hand\n"
    "over three boats before the end of the year.\n"
    "Riga Is Glad\n"
    "The second ministry said that it had waited for this news for a\n"
    "long time and that its crews were ready.\n"
)


def lines(text: str) -> list[tuple[int, bool, str]]:
    """Paragraph, heading and words (line breaks folded) of every sentence."""
    found = segment(text).sentences
    return [(s.paragraph, s.heading, " ".join(text[s.start : s.end].split())) for s in found]


CASES = {
    "heading and paragraph": (
        "Boats for Riga\n\nOslo paid. Riga did not.\n",
        [(0, True, "Boats for Riga"), (1, False, "Oslo paid."), (1, False, "Riga did not.")],
    ),
    "one line per paragraph": (
        "Boats for Riga\nOslo paid for boats.\nRiga did not pay.",
        [(0, True, "Boats for Riga"), (1, False, "Oslo paid for boats."), (2, False, "Riga did not pay.")],
    ),
    "dated headline": (
        " date 2021-05-04 Oslo Sells Boats. What Next for ‘Riga’\n\n(Outlet) -- Oslo paid.",
        [(0, True, "date 2021-05-04 Oslo Sells Boats. What Next for ‘Riga’"), (1, False, "(Outlet) -- Oslo paid.")],
    ),
    "heading with an acronym": (
        "U.S. In Talks With Gen. Brun on Boats\n\nOslo paid.",
        [(0, True, "U.S. In Talks With Gen. Brun on Boats"), (1, False, "Oslo paid.")],
    ),
    "long line without a full stop": ("word " * 40, [(0, False, ("word " * 40).strip())]),
    "bullets": (
        "Oslo sends:\n• nine boats\n- 12 tanks\n* Mines\n2) Shells. All old.",
        [
            (0, False, "Oslo sends:"),
            (1, False, "• nine boats"),
            (2, False, "- 12 tanks"),
            (3, False, "* Mines"),
            (4, False, "2) Shells."),
            (4, False, "All old."),
        ],
    ),
    "transcript": (
        "MR. DAHL: Good day. I have no news.\nQUESTION: Who paid for the boats?\nMS. VAN DER LIND (via video): Oslo",
        [
            (0, False, "MR. DAHL: Good day."),
            (0, False, "I have no news."),
            (1, False, "QUESTION: Who paid for the boats?"),
            (2, False, "MS. VAN DER LIND (via video): Oslo"),
        ],
    ),
    "label on a line of its own": (
        "QUESTION:\nWho paid? Tell us.\nMR. DAHL:\nOslo did.",
        [
            (0, False, "QUESTION: Who paid?"),
            (0, False, "Tell us."),
            (1, False, "MR. DAHL: Oslo did."),
        ],
    ),
    "question and answer": (
        "Q. Who paid for them?\nA. Oslo did.",
        [(0, False, "Q. Who paid for them?"), (1, False, "A. Oslo did.")],
    ),
    "dateline on a line of its own": (
        "OSLO, May 4 (Wire) -\nThe port is shut.",
        [(0, False, "OSLO, May 4 (Wire) - The port is shut.")],
    ),
    "wrapped": (
        WRAPPED,
        [
            (0, False, WRAPPED[: WRAPPED.index(" It did")].replace("\n", " ")),
            (0, False, WRAPPED[WRAPPED.index("It did") :].replace("\n", " ").strip()),
        ],
    ),
    "wrapped capitals": (
        CAPITALS,
        [
            (0, False, CAPITALS[: CAPITALS.index(" THE MINISTER")].replace("\n", " ")),
            (0, False, CAPITALS[CAPITALS.index("THE MINISTER") :].replace("\n", " ").strip()),
        ],
    ),
    "wrapped with headings": (
        RAGGED,
        [
            (0, True, "Oslo Sells Boats"),
            (1, False, " ".join(RAGGED.splitlines()[1:3])),
            (2, True, "Riga Is Glad"),
            (3, False, " ".join(RAGGED.splitlines()[4:6])),
        ],
    ),
    "blank line within a sentence": ("Oslo sold\n\nboats.", [(0, True, "Oslo sold"), (1, False, "boats.")]),
    "small letter after a line break": ("Oslo sold nine\nboats.", [(0, False, "Oslo sold nine boats.")]),
    "open word before a line break": ("Oslo sold boats to\nRiga.", [(0, False, "Oslo sold boats to Riga.")]),
    "initial at the start of a line": (
        "Oslo sold boats to George\nW. Lind.",
        [(0, True, "Oslo sold boats to George"), (1, False, "W. Lind.")],
    ),
}
BREAKS = {"lf": "\n", "crlf": "\r\n", "cr": "\r", "line separator": "\u2028", "paragraph separator": "\u2029"}


@pytest.mark.parametrize("line_break", [pytest.param(b, id=n) for n, b in BREAKS.items()])
@pytest.mark.parametrize(("text", "expected"), [pytest.param(*c, id=n) for n, c in CASES.items()])
def test_layout(text: str, expected: list[tuple[int, bool, str]], line_break: str) -> None:
    assert lines(text.replace("\n", line_break)) == expected


@pytest.mark.parametrize("text", ["", " ", "\n\t\u00a0\u2028"])
def test_no_text_no_sentences(text: str) -> None:
    assert segment(text).sentences == ()


def test_sentences_are_found_by_number_and_offset() -> None:
    found = segment("Oslo paid. Riga did not.")
    assert found.sentence(2).start == 11
    assert found.sentence_at(3) == found.sentence(1)
    assert found.sentence_at(10) is None
    with pytest.raises(IndexError, match="no sentence S3"):
        found.sentence(3)
    with pytest.raises(IndexError, match="no quotation Q1"):
        found.quotation(1)
