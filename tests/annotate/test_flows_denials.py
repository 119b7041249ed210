"""Denials that name no transfer, and who makes them."""

from __future__ import annotations

import pytest

from summarizer.schema import Stance
from tests.annotate.flow_cast import found_in

ANSWERS = [
    # All the subjects of the denial deny.
    (
        "Ukraine said Iran sent Shahed drones to Russia. Tehran and Moscow have denied it.",
        ["IRN", "RUS"],
    ),
    # The denial hangs on the charge as a relative clause.
    (
        "Iran sent drones to Russia, Britain said, an accusation that Tehran has heard before and rejected.",
        ["IRN"],
    ),
    # Who neither confirms nor denies does not deny.
    (
        "Norway sold radars to Egypt, Sweden said. Cairo neither confirms nor denies the report.",
        [],
    ),
]


@pytest.mark.parametrize(("text", "deniers"), ANSWERS)
def test_who_denies_the_flow_told_before(text: str, deniers: list[str]) -> None:
    flows, names, _ = found_in(text)
    denials = [c for f in flows for c in f.claims if c.stance is Stance.DENIES]
    assert len(flows) == 1
    assert sorted(names[c.claimant or 0] for c in denials) == deniers
