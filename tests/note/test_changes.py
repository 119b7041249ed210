"""What changed between two notes."""

from __future__ import annotations

import pytest

from summarizer.note.compose import NoteOptions, compose
from summarizer.note.model import ChangeKind, Changes, Note, Section
from summarizer.note.template import Template
from tests.note.reports import Filed, Report, radars


def changed(before: list[Filed], after: list[Filed], template: Template | None = None) -> Changes:
    previous = compose(before)
    options = NoteOptions(previous=previous, template=template) if template else NoteOptions(previous=previous)
    note = compose(after, options=options)
    assert Note.from_json(note.to_json()) == note
    assert Section.CHANGES in note.sections
    assert note.changes is not None
    return note.changes


def one(stage: str, quantity: str | None, claimant: str | None, stance: str, day: str) -> Filed:
    report = Report(f"Norway, Peru, Chile: {quantity or 'some'} GM400 radars ({day}).", day=day)
    kind = "government" if claimant else "unattributed"
    report.flow("Norway", "Peru", stage, [("GM400 radars", "electronics", quantity)], [(claimant, kind, stance, [1])])
    return report.filed()


def test_nothing() -> None:
    told = changed(radars(), radars())
    assert told.changes == ()
    assert told.previous_as_of == "2031-03-09"


@pytest.mark.parametrize(
    ("more", "kinds", "words"),
    [
        (("delivered", "six", "Chile", "denies"), ["new_denial", "strength"], "denied by Chile"),
        (("delivered", "six", "Chile", "asserts"), ["new_claim"], "asserted by Chile"),
        (("delivering", "nine", None, "asserts"), ["quantity", "strength"], "“nine” (GM400 radars)"),
        (("contracted", "six", None, "asserts"), ["new_flow"], "of such materiel between them as delivered"),
    ],
)
def test_one_more_document(more: tuple[str, str, str | None, str], kinds: list[str], words: str) -> None:
    before = [one("delivered", "six", None, "asserts", "2031-03-02")]
    told = changed(before, [*before, one(*more, "2031-03-12")])
    assert [c.kind.value for c in told.changes] == kinds
    assert any(words in c.text for c in told.changes)
    assert all(c.references for c in told.changes)
    assert all(c.former == ("D1 S1",) for c in told.changes)


def test_another_stage_of_the_same_family() -> None:
    before = [one("negotiating", "six", None, "asserts", "2031-03-02")]
    told = changed(before, [*before, one("contracted", "six", None, "asserts", "2031-04-02")])
    assert ChangeKind.STAGE in [c.kind for c in told.changes]
    assert any("now told as contracted, formerly as negotiating" in c.text for c in told.changes)


def test_gone_with_its_document() -> None:
    told = changed(radars(), [r for r in radars() if "Ghana" not in r.document.text])
    assert [c.kind for c in told.changes] == [ChangeKind.GONE_FLOW]
    assert "its documents are not in this note" in told.changes[0].text
    assert (told.changes[0].references, told.changes[0].former) == ((), ("D1 S1",))


def test_a_new_warning() -> None:
    told = changed([r for r in radars() if "arms race" not in r.document.text], radars())
    assert ChangeKind.NEW_WARNING in [c.kind for c in told.changes]


def test_what_a_limit_of_the_previous_note_left_out_is_not_new() -> None:
    short = Template("short", "Short", (Section.FLOWS,), {Section.FLOWS: 1})
    previous = compose(radars(), options=NoteOptions(template=short))
    note = compose(radars(), options=NoteOptions(previous=previous))
    assert note.changes is not None
    assert note.changes.changes == ()


def test_a_limit_counts_what_it_leaves_out() -> None:
    short = Template("short", "Short", (Section.CHANGES, Section.FLOWS), {Section.CHANGES: 1})
    note = compose(radars(), options=NoteOptions(template=short, previous=compose([])))
    assert note.changes is not None
    assert len(note.changes.changes) == 1
    assert [o.text for o in note.omissions] == ["Three further changes are not listed here."]
