"""Why a label of the note is what it is."""

from __future__ import annotations

import pytest

from summarizer.errors import InputError
from summarizer.note.compose import compose
from summarizer.note.explain import explain
from summarizer.note.model import Note
from tests.note.reports import Report, radars


@pytest.mark.parametrize(
    ("label", "words"),
    [
        (
            "F1",
            [
                "Norway to Peru: electronics and dual-use goods: GM400",
                "Joined because both speak of electronics and dual-use goods",
                "asserts: Ingrid Solum (official) (independent roots: 1)",
                "[D2 S1, F1.1 of its brief] Norway has delivered six GM400 radars to Peru",
                "six | GM400 radars",
                "Strength: contested (asserted, and somebody denies it or finds no evidence of it)",
                "D4  Lima Hoy, 2031-03-09, sha256 ",
            ],
        ),
        ("P1", ["Norway (state, NOR)", "both are the state with the code NOR", "documents: D1, D2, D3, D4"]),
        ("D3", ["Diario del Sur", "movements: F1", "S1: Peru received nine GM-400 radars"]),
    ],
)
def test_what_is_told(label: str, words: list[str]) -> None:
    note = compose(radars())
    told = explain(Note.from_json(note.to_json()), label)
    for piece in words:
        assert piece in told


@pytest.mark.parametrize("label", ["F99", "X1", "", "F"])
def test_no_such_label(label: str) -> None:
    with pytest.raises(InputError, match="the last is F3"):
        explain(compose(radars()), label)


def test_words_of_documents_cannot_command_a_terminal() -> None:
    report = Report("Norway gave \x1b[31mred radars to Peru.", title="\x1b]0;title\x07")
    report.flow(
        "Norway",
        "Peru",
        "delivered",
        [("\x1b[31mred radars", "electronics", None)],
        [(None, "unattributed", "asserts", [1])],
    )
    assert "\x1b" not in explain(compose([report.filed()]), "F1")
