"""Windows as numbers, over a tiny vocabulary."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.judge.encoder import PAD
from summarizer.judge.pieces import BEGINNING, END, FIRST_SIGN, LONGEST, MOST, UNKNOWN, Encoded, Pieces
from summarizer.judge.window import MOST_PARTIES, Gap, Goods, Mark, Piece, Window
from tests.judge.scenes import SPECIAL, SPELT, shipped
from tests.judge.tiny import SIGNS

WORDS = ("ship", "##ment", "##s", "re", "##pair", "cafe", ".", "'", "##r", "repair", "s")
TINY = Pieces({piece: i for i, piece in enumerate((*SPECIAL, *WORDS))})
NAMES = {number: piece for piece, number in TINY.numbers.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("shipments", "ship ##ment ##s"),
        ("Repair repairs.", "repair repair ##s ."),
        ("CAFÉ Cafe\u0301s", "cafe cafe ##s"),
        ("ship's", "ship ' s"),
        ("shipz ship", "<unk> ship"),
        ("船 ship", "<unk> ship"),
        ("s" * (LONGEST + 1), "<unk>"),
        ("s" + "s" * (LONGEST - 1), " ".join(["s", *["##s"] * (LONGEST - 1)])),
    ],
)
def test_words_become_their_longest_pieces(text: str, expected: str) -> None:
    assert " ".join(NAMES[n] for n in TINY.words(text)) == expected


def window(*pieces: Piece, begin: int, parties: int) -> Window:
    return Window(1, tuple(range(1, parties + 1)), pieces, begin)


def test_marks_goods_and_the_beginning_have_signs() -> None:
    found = TINY.encode(
        window(
            Mark(0, False),
            "ship",
            Mark(1, False),
            "cafe.",
            Gap(),
            Mark(0, True),
            "repairs",
            Goods(),
            begin=5,
            parties=2,
        )
    )
    signs = [NAMES[n] for n in found.ids]
    assert signs == (
        "<s> [unused10] ship [unused11] cafe . [unused4] [unused2] [unused10] repair ##s [unused3] </s>".split()
    )
    assert signs[found.target] == "[unused2]"
    # Named inside, a party is where it is named there; else where it is named before.
    assert (found.marks, found.inside) == (((8,), (3,)), (True, False))


def cut(before: int, inside: int) -> Encoded:
    """A window of so many words before the judged sentence and in it, each with a party."""
    pieces = (Mark(0, False), "ship " * before, Mark(1, True), "cafe " * inside)
    return TINY.encode(window(*pieces, begin=2, parties=2))


@pytest.mark.parametrize(
    ("before", "inside", "first"), [(10, 10, True), (MOST - 7, 2, True), (MOST - 6, 2, False), (500, 90, False)]
)
def test_what_is_too_long_loses_what_is_farthest_before(before: int, inside: int, first: bool) -> None:
    found = cut(before, inside)
    assert len(found.ids) <= MOST
    assert (NAMES[found.ids[0]], NAMES[found.ids[-1]]) == ("<s>", "</s>")
    assert found.ids.count(TINY.numbers["cafe"]) == inside
    assert (bool(found.marks[0]), found.inside) == (first, (False, True))
    assert NAMES[found.ids[found.target]] == "[unused2]"


def test_a_sentence_longer_than_all_is_cut_at_its_end() -> None:
    found = cut(20, 400)
    assert (len(found.ids), found.target, found.marks) == (MOST, 1, ((), (2,)))


PIECES = st.one_of(
    st.text(max_size=30),
    st.builds(Mark, st.integers(0, 9), st.just(False)),
    st.just(Goods()),
    st.just(Gap()),
    st.just("ship " * 40),
)


@given(st.lists(PIECES, max_size=12), st.lists(PIECES, min_size=1, max_size=12))
def test_every_mark_stands_on_its_own_sign(before: list[Piece], judged: list[Piece]) -> None:
    inside = [Mark(p.slot, True) if isinstance(p, Mark) else p for p in judged]
    found = SPELT.encode(window(*before, *inside, begin=len(before), parties=10))
    assert len(found.ids) <= MOST
    assert found.ids[found.target] == SPELT.numbers["[unused2]"]
    for slot, (places, named) in enumerate(zip(found.marks, found.inside, strict=True)):
        assert {found.ids[at] for at in places} <= {SPELT.numbers[f"[unused{10 + slot}]"]}
        assert all(at > found.target for at in places) if named else all(at < found.target for at in places)


def test_the_vocabulary_that_ships_has_every_sign() -> None:
    """The spare pieces follow each other: the rows of signs take their place from the first of them on."""
    numbers = shipped().numbers
    assert [numbers[piece] for piece in (BEGINNING, END, UNKNOWN)] == [0, 2, 3]
    assert numbers["<pad>"] == PAD
    first = numbers[FIRST_SIGN]
    assert [numbers[f"[unused{n}]"] for n in range(SIGNS)] == list(range(first, first + SIGNS))
    assert 10 + MOST_PARTIES <= SIGNS
    assert numbers[UNKNOWN] not in shipped().words("Norland's ministry shipped howitzers.")
