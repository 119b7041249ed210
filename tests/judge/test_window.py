"""What the judge sees of a sentence: no names, marks in their place, and what stands before it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.annotate.model import Cue, Mention
from summarizer.judge.window import BEFORE, MOST_PARTIES, WORDS, Gap, Goods, Mark, Window
from summarizer.schema import FlagKind, PartyKind
from tests.judge.scenes import Scene, scene

NAMES = [f"{letter}land" for letter in "ABCDEFGHIJKLMNOP"]


def plain(window: Window) -> str:
    """A window in one line: "<0" a mark before the judged sentence, "<0!" one inside it, "*" materiel, " ... " a gap,
    "|" where the judged sentence begins."""
    words = []
    for i, piece in enumerate(window.pieces):
        bar = "|" if i == window.begin else ""
        if isinstance(piece, Mark):
            words.append(f"{bar}<{piece.slot}{'!' * piece.inside}>")
        else:
            words.append(bar + {Goods: "*", Gap: " ... "}.get(type(piece), str(piece)))
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
    assert [w.parties for w in found.windows()] == [(1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)]
    assert [w.named for w in found.windows()] == [{0}, {1}, {2}, {3}]


def test_a_window_begins_with_the_first_sentences_that_name_somebody() -> None:
    found = scene("Guns. Aland sold guns. Bells rang. Bland paid. Cland came. Dogs barked. It rained.", *NAMES[:3])
    assert found.frames.opening == (2, 4)
    shown = [plain(w) for w in found.windows()]
    assert shown[:3] == ["|Guns.", "Guns.|<0!>country sold guns.", "Guns.<0>country sold guns.|Bells rang."]
    assert shown[-1] == "<0>country sold guns. ... <1>country paid.<2>country came.Dogs barked.|It rained."


def test_whom_the_rules_hear_stands_before_what_is_said() -> None:
    found = scene("Norland spoke. It sold guns. Sudland paid.", "Norland", "Sudland").attributed(
        1, "Norland", "Norland"
    )
    carried = replace(found.annotations.attributions[0], sentence=2, start=None, end=None)
    said = (*found.annotations.attributions, carried)
    found = replace(found, annotations=replace(found.annotations, attributions=said))
    assert [plain(w) for w in found.windows()][:2] == [
        "|<0>:<0!>country spoke.",
        "<0>:<0>country spoke.|<0>:It sold guns.",
    ]


STORY = scene(
    "Norland is north. It sold guns to Sudland. Bells rang. Dogs barked. Sudland paid. Norland denied it.",
    "Norland",
    "Sudland",
)


@pytest.mark.parametrize(
    ("ends", "evidence", "told"),
    [
        ((2, None), (2,), (2,)),
        ((1, 2), (2,), (1, 2)),
        ((1, 2), (5,), ()),
        ((1, None), (6, 1), (1,)),
        ((1, 2), (), ()),
    ],
    ids=["named there", "named right before", "not named near", "the first of two", "no evidence"],
)
def test_what_tells_of_a_movement(
    ends: tuple[int | None, ...], evidence: tuple[int, ...], told: tuple[int, ...]
) -> None:
    assert STORY.frames.told(ends, evidence) == told


@pytest.mark.parametrize(
    ("sentence", "told", "words"),
    [
        (6, (1, 2), "<0>country is north.It sold guns to <1>country. ... <1>country paid.|<0!>country denied it."),
        (3, (2,), "It sold guns to <0>country.|Bells rang."),
        (1, (2,), "It sold guns to <0>country. ... |<1!>country is north."),
    ],
    ids=["far from it", "right after it", "before it"],
)
def test_a_reply_is_shown_beside_what_it_replies_to(sentence: int, told: tuple[int, ...], words: str) -> None:
    assert plain(STORY.frames.reply(sentence, told)) == words


def test_somebody_may_take_a_stance_where_one_is_heard_or_a_cue_stands() -> None:
    found = STORY.attributed(5, "Sudland", "Sudland paid")
    cues = (Cue(1, FlagKind.DENIAL, 90, 96, 6), Cue(2, FlagKind.HEDGE, 0, 4, 1))
    annotations = replace(found.annotations, cues=cues, instructions=(6,))
    assert replace(found, annotations=replace(annotations, instructions=())).frames.voiced == (5, 6)
    assert replace(found, annotations=annotations).frames.voiced == (5,)


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
