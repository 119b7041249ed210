"""Who is a party: by the network that recites, and by what the brief says of them whatever the network says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.annotate.model import (
    Annotations,
    Attribution,
    ClaimCandidate,
    Cue,
    FlowCandidate,
    QuoteCandidate,
    WarningCandidate,
)
from summarizer.judge import PARTS
from summarizer.judge.bars import BARS
from summarizer.judge.taking_part import chances, recast
from summarizer.schema import ClaimantKind, FlagKind, Stage, Stance, WarningKind
from tests.judge.scenes import EVEN, Flows, Scene, Takes, Warned, combined, recited, scene

ABOVE, BELOW = 0.01, -0.01
STAYS, RISES = BARS.stays, BARS.rises
NAMES = ("Norland", "Sudland", "Westland", "Ostland", "Eastland")
MEETING = scene(
    "Norland met Sudland. Westland waited. Ostland slept, and so did Eastland. Norland left.",
    *NAMES[:3],
    bystanders=NAMES[3:],
)
"""Three parties and two bystanders."""
NOBODY_TAKES: Takes = {(n, name): 0.0 for n in range(1, 5) for name in NAMES}


def names(found: Annotations) -> tuple[str, str]:
    """Parties and bystanders by their names."""
    return " ".join(p.name for p in found.parties), " ".join(p.name for p in found.bystanders)


@pytest.mark.parametrize(
    ("takes", "parties", "bystanders"),
    [
        ({}, "Norland Sudland Westland", "Ostland Eastland"),
        ({(2, "Westland"): STAYS + ABOVE}, "Norland Sudland Westland", "Ostland Eastland"),
        ({(2, "Westland"): STAYS + BELOW}, "Norland Sudland", "Westland Ostland Eastland"),
        ({(1, "Sudland"): 0.0}, "Norland Westland", "Sudland Ostland Eastland"),
        ({(3, "Eastland"): RISES + ABOVE}, "Norland Sudland Westland Eastland", "Ostland"),
        ({(3, "Eastland"): RISES + BELOW}, "Norland Sudland Westland", "Ostland Eastland"),
        ({(1, "Norland"): 0.0}, "Norland Sudland Westland", "Ostland Eastland"),
        ({(1, "Norland"): 0.0, (4, "Norland"): 0.0}, "Sudland Westland", "Norland Ostland Eastland"),
        ({(1, "Sudland"): 0.0, (3, "Sudland"): 0.9}, "Norland Westland", "Sudland Ostland Eastland"),
        (NOBODY_TAKES, "", "Norland Sudland Westland Ostland Eastland"),
    ],
    ids=[
        "unsure",
        "stays",
        "falls",
        "one before others falls",
        "rises",
        "does not rise",
        "another sentence speaks for it",
        "no sentence does",
        "a sentence after those that name it does not count",
        "nobody",
    ],
)
def test_the_network_says_who_takes_part(takes: Takes, parties: str, bystanders: str) -> None:
    assert names(combined(MEETING, {}, takes=takes)) == (parties, bystanders)


def test_a_chance_is_that_of_the_sentence_that_says_most_of_those_that_name_it() -> None:
    takes = {(1, "Norland"): 0.25, (4, "Norland"): 0.75, (3, "Westland"): 1.0}
    assert chances(*recited(MEETING, {}, takes=takes)) == {1: 0.75, 2: EVEN, 3: EVEN, 4: EVEN, 5: EVEN}


def test_nothing_is_said_of_whom_no_sentence_names() -> None:
    quiet = scene("Norland slept.", "Norland", "Sudland", bystanders=["Westland"])
    assert chances(*recited(quiet, {})) == {1: EVEN}
    assert names(combined(quiet, {}, takes=NOBODY_TAKES)) == ("Sudland", "Norland Westland")


def claimed(claimant: int | None, reported_by: int | None = None) -> ClaimCandidate:
    return ClaimCandidate(claimant, ClaimantKind.GOVERNMENT, Stance.ASSERTS, reported_by, (1,))


def flow(supplier: int | None, recipient: int | None, claim: ClaimCandidate | None = None) -> FlowCandidate:
    return FlowCandidate(1, supplier, recipient, Stage.PLEDGED, (), (claim or claimed(None),))


def quote(speaker: int, official: bool = True) -> QuoteCandidate:
    return QuoteCandidate(1, (1,), speaker, None, None, False, official)


def warning(issuer: int | None, target: int | None) -> WarningCandidate:
    return WarningCandidate(1, WarningKind.RISK, issuer, target, (1,))


@pytest.mark.parametrize(
    ("flows", "fields", "parties"),
    [
        ([], {}, ""),
        ([flow(1, None)], {}, "Norland"),
        ([flow(None, 5)], {}, "Eastland"),
        ([flow(2, 4)], {}, "Sudland Ostland"),
        ([flow(None, None, claimed(3))], {}, "Westland"),
        ([flow(None, None, claimed(3, 5))], {}, "Westland Eastland"),
        ([], {"warnings": (warning(2, None),)}, "Sudland"),
        ([], {"warnings": (warning(None, 4),)}, "Ostland"),
        ([], {"quotes": (quote(5),)}, "Eastland"),
        ([], {"quotes": (quote(5, official=False),)}, ""),
        ([], {"attributions": (Attribution(1, 1, ClaimantKind.GOVERNMENT),)}, ""),
        ([], {"cues": (Cue(1, FlagKind.DENIAL, 0, 1, 1, party=1),)}, ""),
    ],
    ids=[
        "nobody",
        "a supplier",
        "a recipient",
        "both",
        "a claimant",
        "who reports",
        "who warns",
        "who is warned",
        "an official quote",
        "another quote",
        "words that attribute",
        "a cue",
    ],
)
def test_whoever_the_brief_speaks_of_is_a_party_whatever_the_network_says(
    flows: list[FlowCandidate], fields: dict[str, Any], parties: str
) -> None:
    found = replace(MEETING.annotations, **fields)
    nobody = dict.fromkeys(range(1, 6), 0.0)
    assert names(recast(found, flows, nobody, BARS))[0] == parties
    assert set(parties.split()) <= set(names(recast(found, flows, nobody, BARS.without(["judge-parties"])))[0].split())


SOLD: Flows = {(1, "Norland", "Sudland"): (Stage.DELIVERED, 0.99)}
BELIEVED: Flows = {(3, "Ostland", "Sudland"): (Stage.DELIVERED, EVEN)}
THREATENED: Warned = {(2, "Westland", "-"): (WarningKind.DEMAND, 0.99)}


@pytest.mark.parametrize(
    ("found", "flows", "warned", "parties"),
    [
        (MEETING, SOLD, {}, "Norland Sudland"),
        (MEETING.with_flow("Ostland", "Sudland", evidence=(3,)), BELIEVED, {}, "Sudland Ostland"),
        (MEETING, {}, THREATENED, "Westland"),
    ],
    ids=["a flow of the network", "a flow of the rules", "a warning of the network"],
)
def test_what_both_find_together_keeps_its_parties(found: Scene, flows: Flows, warned: Warned, parties: str) -> None:
    assert names(combined(found, flows, warned=warned, takes=NOBODY_TAKES))[0] == parties


def test_it_can_be_switched_off() -> None:
    takes: Takes = {(1, "Sudland"): 0.0, (3, "Eastland"): 1.0}
    assert "judge-parties" in PARTS
    assert names(combined(MEETING, {}, takes=takes))[0] == "Norland Westland Eastland"
    for parts, expected in [
        (["judge-parties"], "Norland Sudland Westland"),
        (["judge-flags"], "Norland Westland Eastland"),
    ]:
        assert names(combined(MEETING, {}, takes=takes, bars=BARS.without(parts)))[0] == expected


POINTS: list[tuple[str, Callable[[Annotations], list[int | None]]]] = [
    ("attributions", lambda a: [n for x in a.attributions for n in (x.claimant, x.reported_by)]),
    ("cues", lambda a: [x.party for x in a.cues]),
    ("quotes", lambda a: [x.speaker for x in a.quotes]),
    ("warnings", lambda a: [n for x in a.warnings for n in (x.issuer, x.target)]),
    ("flows", lambda a: [n for x in a.flows for n in (x.supplier, x.recipient)]),
    ("claims", lambda a: [n for x in a.flows for c in x.claims for n in (c.claimant, c.reported_by)]),
]
"""Everything that refers to a party by its number."""
NUMBERS = st.none() | st.integers(1, 5)
CHANCES = st.dictionaries(st.integers(1, 5), st.sampled_from([0.0, 0.5, 1.0]))


def pointing(numbers: list[int | None]) -> tuple[Annotations, list[FlowCandidate]]:
    """The scene's annotations with one thing of each kind, which refer to these numbers; and its flows."""
    a, b, c, d, e, f, g, h, i, j = numbers
    said = Attribution(1, a, ClaimantKind.GOVERNMENT, b)
    cue = Cue(1, FlagKind.DENIAL, 0, 1, 1, party=c)
    words = QuoteCandidate(1, (1,), d, None, None, False, False)
    found = replace(MEETING.annotations, attributions=(said,), cues=(cue,), quotes=(words,), warnings=(warning(e, f),))
    return found, [flow(g, h, claimed(i, j))]


@given(st.lists(NUMBERS, min_size=10, max_size=10), CHANCES)
def test_numbers_keep_meaning_the_same(numbers: list[int | None], part: dict[int, float]) -> None:
    found, flows = pointing(numbers)
    made = recast(found, flows, part, BARS)
    assert [p.number for p in made.everyone] == [1, 2, 3, 4, 5]
    assert sorted(p.name for p in made.everyone) == sorted(NAMES)
    for name, points in POINTS:
        before, after = points(replace(found, flows=tuple(flows))), points(made)
        assert [meant(found, n) for n in before] == [meant(made, n) for n in after], name


def meant(found: Annotations, number: int | None) -> str | None:
    return None if number is None else found.everyone[number - 1].key


def test_numbers_are_given_anew_where_somebody_falls_or_rises() -> None:
    """The property above, seen once: Sudland falls and Eastland rises, so that almost every number changes."""
    found, flows = pointing([1, 2, 3, 4, 5, None, 1, 3, None, 5])
    made = recast(found, flows, {2: 0.0, 5: 1.0}, BARS)
    assert names(made) == ("Norland Westland Eastland", "Sudland Ostland")
    assert {name: points(made) for name, points in POINTS} == {
        "attributions": [1, 4],
        "cues": [2],
        "quotes": [5],
        "warnings": [3, None],
        "flows": [1, 2],
        "claims": [None, 3],
    }
