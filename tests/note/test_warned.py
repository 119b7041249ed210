"""Warnings across documents, and how those of one sentence are shown."""

from __future__ import annotations

import pytest

from summarizer.note.compose import compose
from summarizer.note.render import to_markdown
from tests.note.reports import Filed, Report

HALT = "stop the sale of radars to Peru and keep the promise given in Lima last year."


def warned(who: str, kind: str, words: str, country: str = "NOR", day: str | None = None) -> Filed:
    report = Report(f"{who} urged Chile to {words}", day=day, outlet=f"Paper of {who}")
    report.party(who, kind, country)
    return report.warning("demand", who, "Chile", f"{who} urged Chile to stop.", 1).filed(f"{who}.txt")


@pytest.mark.parametrize(
    ("other", "issuers"),
    [
        (warned("Norway", "state", HALT), ["Ada Vell"]),
        (warned("Foreign Ministry", "government_body", HALT), ["Ada Vell"]),
        (warned("Ghana", "state", HALT, "GHA"), ["Ada Vell", "Ghana"]),
        (warned("Norway", "state", "buy more fish."), ["Ada Vell", "Norway"]),
    ],
)
def test_one_demand_of_a_state_and_its_spokeswoman(other: Filed, issuers: list[str]) -> None:
    records = [other, warned("Ada Vell", "official", HALT, day="2031-01-02")]
    note = compose(records)
    assert [note.name(w.issuer) for w in note.warnings] == issuers
    assert sum(len(w.references) for w in note.warnings) == 2


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ([("demand", "Peru"), ("risk", "Peru")], "W1, W2 **demand, risk**, to Peru: "),
        ([("demand", "Peru"), ("demand", "Chile")], "W1, W2 **demand**, to Peru and Chile: "),
        ([("demand", None), ("demand", "Chile")], "W1, W2 **demand**, to Chile: "),
        ([("demand", "Chile"), ("risk", None)], "W1, W2 **demand**, to Chile; **risk**, to nobody in particular: "),
        ([("risk", None)], "W1 **risk**, to nobody in particular: "),
    ],
)
def test_one_sentence_is_shown_once(told: list[tuple[str, str | None]], shown: str) -> None:
    report = Report("Norway told Peru and Chile to stop, or there would be war.", "Nobody answered.")
    for kind, target in told:
        report.warning(kind, "Norway", target, "Stop, or there will be war.", 1)
    note = compose([report.filed()])
    assert len(note.warnings) == len(told)
    lines = [line for line in to_markdown(note).splitlines() if line.startswith("- W")]
    assert len(lines) == 1
    assert lines[0].startswith(f"- {shown}Stop")
