"""What the judge sees of a sentence: no names, marks in their place, and what stands before it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.annotate.model import Mention
from summarizer.judge.window import BEFORE, MOST_PARTIES, WORDS, Goods, Mark, Window
from summarizer.schema import PartyKind
from tests.judge.scenes import Scene, scene

NAMES = [f"{letter}land" for letter in "ABCDEFGHIJKLMNOP"]


def plain(window: Window) -> str:
    """A window in one line: "<0" a mark before the judged sentence, "<0!" one inside it, "*" materiel, "|" where the
    judged sentence begins."""
    words = []
    for i, piece in enumerate(window.pieces):
        bar = "|" if i == window.begin else ""
        if isinstance(piece, Mark):
            words.append(f"{bar}<{piece.slot}{'!' * piece.inside}>")
        else:
            words.append(bar + ("*" if isinstance(piece, Goods) else piece))
    return "".join(words)


def test_every_kind_of_party_has_a_word() -> None:
    assert WORDS.keys() == set(PartyKind)


def test_names_become_numbers_and_words_for_their_kinds() -> None:
    found = scene("Norland\n sold guns to Sudland's minister. The Herald saw it.", "Herald", "Norland")
    found = with_kind(found, "Norland", PartyKind.ARMED_GROUP)
    assert [plain(w) for w in found.windows()] == [
        "|<0!>militia sold guns to Sudland's minister.",
        "<0>militia sold guns to Sudland's minister.|The <1!>newspaper saw it.",
    ]


@pytest.mark.parametrize(
    ("anonymous", "modifier", "words"),
    [(False, False, "country"), (True, False, "officials"), (False, True, "country 's"), (True, True, "officials 's")],
)
def test_unnamed_officials_and_modifiers(anonymous: bool, modifier: bool, words: str) -> None:
    found = scene("Norland spoke.", "Norland")
    [party] = found.annotations.parties
    party = replace(party, mentions=(Mention(0, 7, 1, anonymous=anonymous, modifier=modifier),))
    found = replace(found, annotations=replace(found.annotations, parties=(party,)))
    assert [plain(w) for w in found.windows()] == [f"|<0!>{words} spoke."]


def test_goods_have_a_sign_before_them_and_keep_their_words() -> None:
    found = scene("Norland has guns. It sold mortars and guns.", "Norland", goods=["guns", "mortars"])
    assert [plain(w) for w in found.windows()] == [
        "|<0!>country has *guns.",
        "<0>country has *guns.|It sold *mortars and *guns.",
    ]


def test_a_window_holds_the_sentences_right_before() -> None:
    found = scene("Aland came. Bland came. Cland came. Dland came.", *NAMES[:4])
    assert [w.sentence for w in found.windows()] == [1, 2, 3, 4]
    assert BEFORE == 2
    assert [w.parties for w in found.windows()] == [(1,), (1, 2), (1, 2, 3), (2, 3, 4)]
    assert [w.named for w in found.windows()] == [{0}, {1}, {2}, {2}]


def test_bystanders_are_seen_too() -> None:
    found = scene("Norland armed Sudland.", "Sudland", bystanders=["Norland"])
    assert [w.parties for w in found.windows()] == [(2, 1)]


def test_of_too_many_parties_the_last_ones_have_numbers() -> None:
    text = ", ".join(NAMES) + " met."
    [window] = scene(text, *NAMES).windows()
    kept = len(NAMES) - MOST_PARTIES
    assert window.parties == tuple(range(kept + 1, len(NAMES) + 1))
    assert plain(window).startswith("|" + ", ".join(NAMES[:kept]) + ", <0!>country")


def test_a_name_within_a_name_is_no_mark_of_its_own() -> None:
    found = scene("Sudland's minister spoke.", "Sudland", "Sudland's minister")
    assert [plain(w) for w in found.windows()] == ["|<0!>minister spoke."]


@given(st.lists(st.sampled_from([*NAMES, "guns", "sold", "to", ". Then", "\n\n"]), min_size=1, max_size=40))
def test_slots_are_those_of_the_parties_and_marks_inside_stand_after_the_beginning(words: list[str]) -> None:
    for window in scene("It " + " ".join(words) + ".", *NAMES, goods=["guns"]).windows():
        marks = [(i, p) for i, p in enumerate(window.pieces) if isinstance(p, Mark)]
        assert {m.slot for _, m in marks} == set(range(len(window.parties)))
        assert len(window.parties) == len(set(window.parties)) <= MOST_PARTIES
        assert all(m.inside == (i >= window.begin) for i, m in marks)


def with_kind(found: Scene, name: str, kind: PartyKind) -> Scene:
    parties = tuple(replace(p, kind=kind) if p.name == name else p for p in found.annotations.parties)
    return replace(found, annotations=replace(found.annotations, parties=parties))
