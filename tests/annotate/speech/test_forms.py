"""Whose words transcripts, posts, letters, written answers and block quotations are, in the layouts that people use."""

from __future__ import annotations

import pytest

from summarizer.annotate.speech.labels import label_end, labels_in
from tests.annotate.test_quotes import told

LABELS = [
    (
        "capitals",
        "MR. STRAKE: We sold it.\n\nQUESTION: When?\n\nMR. STRAKE: In May.",
        ["MR. STRAKE", "QUESTION", "MR. STRAKE"],
    ),
    (
        "benches",
        "4. Ms Ana Dorin (Halden) (Lab): Who paid?\n\nThe Minister for Trade (Mr Owen Strake): We did.\n\n"
        "Ms Dorin: How much?",
        ["Ms Ana Dorin (Halden) (Lab)", "The Minister for Trade (Mr Owen Strake)", "Ms Dorin"],
    ),
    (
        "first_names",
        "With us: Owen Strake.\n\nHost: Is it sold?\n\nOwen: It is.\n\nHost: Thanks.",
        ["Host", "Owen", "Host"],
    ),
    ("bold", "**Host:** Is it sold?\n\n**Strake:** It is.\n\n**Strake:** In May.", ["Host", "Strake", "Strake"]),
    (
        "times",
        "[00:10] Host: Is it sold?\n[00:15] Strake: It is.\n[00:20] Strake: In May.",
        ["Host", "Strake", "Strake"],
    ),
    ("dashes", "Q - Is it sold?\n\nA - It is.\n\nQ - When?\n\nA - In May.", ["Q", "A", "Q", "A"]),
    (
        "own_lines",
        "Mr Strake\nWe sold it.\n\nMs Dorin\nWho paid?\n\nMr Strake\nThe buyer did.",
        ["Mr Strake", "Ms Dorin", "Mr Strake"],
    ),
    ("fields_of_a_form", "Date: 4 May.\n\nSubject: The sale.\n\nDate: 5 May.", []),
    ("officers_of_a_sitting", "President: Mr. Dorin (Chile)\n\nThe sale was discussed.", []),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in LABELS], ids=[c[0] for c in LABELS])
def test_labels(text: str, expected: list[str]) -> None:
    assert [label.words for label in labels_in(text)] == expected


def test_where_the_words_of_a_turn_begin() -> None:
    text = (
        "Mr. Strake (Chile) (spoke in Spanish): We sold it.\n\nMs. Arat (Turkey): We did not.\n\n"
        "Mr. Dorin (Iran): Nor we."
    )
    assert label_end(text, 0, len(text)) == text.index("We sold")
    assert label_end(text, text.index("We did"), len(text)) is None


WORDS = [
    (
        "office_whose_holder_the_heading_names",
        "Briefing by the Spokesperson, Owen Strake\n\nSPOKESPERSON: We sold six tanks.\n\nQUESTION: To whom?\n\n"
        "SPOKESPERSON: To Turkey.\n\nSPOKESPERSON: Thank you very much.",
        [("Owen Strake", ["We sold six tanks."]), ("Owen Strake", ["To Turkey."])],
    ),
    (
        "chair_benches_and_closing",
        "MR. SPEAKER: Order.\n\nMR. STRAKE: We sold six tanks.\n\nHON. MEMBERS: Shame!\n\n"
        "MR. STRAKE: The buyer paid.\n\nThe House adjourned at noon.",
        [("Owen Strake", ["We sold six tanks."]), ("Owen Strake", ["The buyer paid."])],
    ),
    (
        "posts",
        "Pentagon @pentagon\n4:10 PM · May 4, 2025\nWe have sent six tanks to Chile. 1/2\n\n"
        "Owen Strake @strake\nMinister of Defence\nThe tanks are in port.",
        [("Pentagon", ["We have sent six tanks to Chile."]), ("Owen Strake", ["The tanks are in port."])],
    ),
    (
        "letter_and_its_signature",
        "Letter dated 4 May 2025 from the Permanent Representative of Chile\n\nIran has sold drones to Russia.\n\n"
        "1. We ask for an inquiry.\n\n(Signed) Owen Strake\nAmbassador",
        [("Owen Strake", ["Iran has sold drones to Russia.", "1. We ask for an inquiry."])],
    ),
    (
        "inset_words_of_a_paper",
        "The court cited a memorandum of the Pentagon. At paragraph 4 it states:\n\n"
        "      The tanks were sold by brokers. They bear no marks.\n\nThe court rose.",
        [("Pentagon", ["The tanks were sold by brokers. They bear no marks."])],
    ),
    (
        "written_answers",
        "Answer of the Pentagon to written questions\n\n1. Were tanks sold?\n\nSix tanks were sold to Chile.\n\n"
        "2. Were drones sold?\n\nNo drones were sold.",
        [("Pentagon", ["Six tanks were sold to Chile."]), ("Pentagon", ["No drones were sold."])],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in WORDS], ids=[c[0] for c in WORDS])
def test_whose_words(text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert told(text) == expected
