"""Warnings that the network reads beside those of the rules, with a network that recites."""

from __future__ import annotations

from dataclasses import replace

import pytest

from summarizer.annotate.model import WarningCandidate
from summarizer.judge.bars import BARS
from summarizer.schema import WarningKind
from tests.judge.scenes import Scene, Warned, combined, scene

ABOVE, BELOW = 0.01, -0.01
THREAT = scene(
    "Norland will answer Sudland. It will strike back. The Herald saw it. Westland waits.",
    "Norland",
    "Sudland",
    "Herald",
    bystanders=["Westland"],
)
AT_ONCE: Warned = {(1, "Norland", "Sudland"): (WarningKind.CONSEQUENCES, 0.99)}


def ruled(kind: WarningKind, target: int | None = 2) -> Scene:
    """The scene with a warning that the rules found in its first sentence."""
    warning = WarningCandidate(1, kind, 1, target, (1,))
    return replace(THREAT, annotations=replace(THREAT.annotations, warnings=(warning,)))


def warnings(found: Scene, warned: Warned, **options: float) -> list[str]:
    """Warnings in words: "Norland>Sudland risk 1+2"."""
    bars = replace(BARS, **options) if options else BARS
    made = combined(found, {}, warned=warned, bars=bars)

    def name(number: int | None) -> str:
        return "-" if number is None else made.party(number).name

    assert [w.number for w in made.warnings] == list(range(1, len(made.warnings) + 1))
    return [f"{name(w.issuer)}>{name(w.target)} {w.kind.value} {'+'.join(map(str, w.evidence))}" for w in made.warnings]


@pytest.mark.parametrize(
    ("chance", "expected"), [(BARS.warning + ABOVE, ["Norland>Sudland demand 1"]), (BARS.warning + BELOW, [])]
)
def test_a_warning_stands_above_its_bar(chance: float, expected: list[str]) -> None:
    assert warnings(THREAT, {(1, "Norland", "Sudland"): (WarningKind.DEMAND, chance)}) == expected


@pytest.mark.parametrize(
    ("warned", "expected"),
    [
        ({(2, "Norland", "-"): (WarningKind.CONSEQUENCES, 0.99)}, ["Norland>Sudland consequences 1+2"]),
        ({(2, "Norland", "-"): (WarningKind.RISK, 0.99)}, ["Norland>Sudland consequences 1", "Norland>- risk 2"]),
        ({(1, "Sudland", "-"): (WarningKind.CONSEQUENCES, 0.99)}, ["Norland>Sudland consequences 1"]),
    ],
    ids=["said again near by", "another kind", "a second one of its kind in the sentence"],
)
def test_beside_a_warning_of_the_rules(warned: Warned, expected: list[str]) -> None:
    assert warnings(ruled(WarningKind.CONSEQUENCES), warned) == expected


def test_a_target_that_the_rules_did_not_find_is_added() -> None:
    found = ruled(WarningKind.CONSEQUENCES, target=None)
    assert warnings(found, {(2, "Norland", "Sudland"): (WarningKind.CONSEQUENCES, 0.99)}) == [
        "Norland>Sudland consequences 1+2"
    ]


def test_papers_warn_nobody() -> None:
    assert warnings(THREAT, {(3, "Herald", "-"): (WarningKind.RISK, 0.99)}) == []


def test_a_bystander_who_warns_becomes_a_party() -> None:
    assert warnings(THREAT, {(4, "Westland", "-"): (WarningKind.RISK, 0.99)}) == ["Westland>- risk 4"]


def test_a_sentence_of_orders_warns_nobody() -> None:
    ordered = replace(THREAT, annotations=replace(THREAT.annotations, instructions=(1,)))
    assert warnings(ordered, AT_ONCE) == []


def test_the_part_can_be_switched_off() -> None:
    assert warnings(THREAT, AT_ONCE) == ["Norland>Sudland consequences 1"]
    bars = BARS.without(["judge-warnings"])
    assert warnings(THREAT, AT_ONCE, warning=bars.warning) == []
