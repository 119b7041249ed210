"""What stands on a page: pairs, stages and voices by party number."""

from __future__ import annotations

import pytest

from summarizer.judge.tellings import NOBODY, Voice
from summarizer.schema import Stage, Stance
from tests.judge.scenes import Flows, Voices, recited, scene

TRIO = scene(
    "Norland met Sudland. It rained. Dogs barked. Westland was not asked by Norland.",
    *"Norland Sudland Westland".split(),
)
FLOWS: Flows = {
    (1, "Norland", "Sudland"): (Stage.SOUGHT, 0.75),
    (1, "Norland", "-"): (Stage.HALTED, 0.5),
    (1, "Sudland", "Norland"): (Stage.PLEDGED, 0.25),
}
VOICES: Voices = {
    (1, "Norland", "Sudland", "Norland"): (Stance.DENIES, 0.25),
    (1, "Norland", "Sudland", "-"): (Stance.ASSERTS, 0.75),
}


def test_pairs_above_the_least_come_likeliest_first() -> None:
    [page, *_], _ = recited(TRIO, FLOWS)
    assert [(t.pair, t.chance, t.stage) for t in page.tellings(0.5)] == [
        ((1, 2), 0.75, Stage.SOUGHT),
        ((1, None), 0.5, Stage.HALTED),
    ]


@pytest.mark.parametrize(
    ("pair", "chance", "stage"),
    [
        ((1, 2), 0.75, Stage.SOUGHT),
        ((2, 1), 0.25, Stage.PLEDGED),
        ((1, None), 0.5, Stage.HALTED),
        ((1, 3), None, None),
        ((1, 99), None, None),
    ],
)
def test_a_pair_is_looked_up(pair: tuple[int | None, int | None], chance: float | None, stage: Stage | None) -> None:
    [page, *_], _ = recited(TRIO, FLOWS)
    assert (page.chance(*pair), page.stage(*pair)) == (chance, stage)


def test_nobody_gives_to_itself() -> None:
    [page, *_], _ = recited(TRIO, FLOWS)
    assert page.chance(1, 1) is None
    assert page.chance(None, None) is None


def test_slots_and_parties_answer_each_other() -> None:
    page, *_ = recited(TRIO, {})[0]
    assert (page.slot(None), page.party(NOBODY), page.slot(3)) == (NOBODY, None, None)
    assert [page.slot(page.party(slot)) for slot in page.slots()] == page.slots()


def test_voices_come_likeliest_first() -> None:
    [page, *_], network = recited(TRIO, FLOWS, VOICES)
    both = [Voice(None, Stance.ASSERTS, 0.75), Voice(1, Stance.DENIES, 0.25)]
    assert page.voices(network, 1, 2, 0.25) == both
    assert page.voices(network, 1, 2, 0.5) == both[:1]
    assert page.voices(network, 1, 3, 0.0) == []


def test_sentences_without_parties_in_sight_are_not_read() -> None:
    dull = scene("It rained. Dogs barked. Norland slept.", "Norland")
    assert [p.window.sentence for p in recited(dull, {})[0]] == [3]
