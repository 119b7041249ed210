"""Flags of the rules that the network does not see, with a network that recites."""

from __future__ import annotations

from dataclasses import replace

import pytest

from summarizer.annotate.model import Cue
from summarizer.judge import PARTS
from summarizer.judge.bars import BARS
from summarizer.judge.flagged import KINDS
from summarizer.schema import FlagKind
from tests.judge.scenes import Scene, Seen, combined, scene

ABOVE, BELOW = 0.01, -0.01
TALK = scene(
    "Norland may sell guns. It denied that. Nobody could say more. Or less. It rained, sources said.", "Norland"
)
HEDGE, DENIAL = FlagKind.HEDGE, FlagKind.DENIAL


def cued(*cues: tuple[int, FlagKind]) -> Scene:
    """The scene with these cues of the rules; each begins at its own number."""
    found = tuple(Cue(i, kind, i, i + 1, sentence, party=1) for i, (sentence, kind) in enumerate(cues, 1))
    return replace(TALK, annotations=replace(TALK.annotations, cues=found))


def kept(found: Scene, seen: Seen, *without: str) -> list[tuple[int, FlagKind]]:
    """The cues that are left, whose numbers count on; each is one of the rules' as it was, but for its number."""
    cues = combined(found, {}, seen=seen, bars=BARS.without(without)).cues
    assert [c.number for c in cues] == list(range(1, len(cues) + 1))
    assert [replace(c, number=c.start) for c in cues] == [c for c in found.annotations.cues if c.start in starts(cues)]
    return [(c.sentence, c.kind) for c in cues]


def starts(cues: tuple[Cue, ...]) -> list[int]:
    return [c.start for c in cues]


def test_the_head_has_an_answer_for_every_kind() -> None:
    assert sorted(KINDS) == sorted(FlagKind)


@pytest.mark.parametrize("kind", FlagKind)
@pytest.mark.parametrize(("chance", "stays"), [(BARS.flag + ABOVE, True), (BARS.flag + BELOW, False)])
def test_a_flag_stands_above_its_bar(kind: FlagKind, chance: float, stays: bool) -> None:
    assert kept(cued((1, kind)), {(1, kind): chance}) == [(1, kind)] * stays


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ({}, [(1, HEDGE), (2, DENIAL), (2, HEDGE)]),
        ({(2, DENIAL): 0.0}, [(1, HEDGE), (2, HEDGE)]),
        ({(2, HEDGE): 0.0}, [(1, HEDGE), (2, DENIAL)]),
        ({(1, HEDGE): 0.0, (2, HEDGE): 0.9}, [(2, DENIAL), (2, HEDGE)]),
        ({(1, DENIAL): 0.0, (3, HEDGE): 0.0}, [(1, HEDGE), (2, DENIAL), (2, HEDGE)]),
        ({(1, HEDGE): 0.0, (2, HEDGE): 0.0, (2, DENIAL): 0.0}, []),
    ],
    ids=["unsure", "one of a sentence", "the other", "the first", "another kind or sentence", "all"],
)
def test_a_flag_falls_by_its_own_kind_in_its_own_sentence(seen: Seen, expected: list[tuple[int, FlagKind]]) -> None:
    assert kept(cued((1, HEDGE), (2, DENIAL), (2, HEDGE)), seen) == expected


def test_the_network_raises_no_flag() -> None:
    assert kept(cued(), {(1, kind): 1.0 for kind in FlagKind}) == []


def test_a_sentence_that_the_network_did_not_read_keeps_its_flags() -> None:
    """No party is named in what opens the text, nor in the two sentences before it."""
    found = scene("It rained. It may snow. Norland may sell guns.", "Norland")
    far = replace(found, annotations=replace(found.annotations, cues=(Cue(1, HEDGE, 14, 17, 2),)))
    assert [c.sentence for c in combined(far, {}, seen={(2, kind): 0.0 for kind in FlagKind}).cues] == [2]


def test_it_can_be_switched_off() -> None:
    found, seen = cued((1, HEDGE), (2, DENIAL)), {(1, HEDGE): 0.0, (2, DENIAL): 0.0}
    assert "judge-flags" in PARTS
    assert kept(found, seen) == []
    assert kept(found, seen, "judge-flags") == [(1, HEDGE), (2, DENIAL)]
    assert kept(found, seen, "judge-parties", "judge-doubt") == []
