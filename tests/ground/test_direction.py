"""Who gives to whom, in plain wordings only."""

from __future__ import annotations

import pytest

from summarizer.ground.direction import swapped

SOLD = "Norland has secretly sold 12 long-range howitzers to Estria, its minister said."


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Estria sold 12 howitzers to Norland.", SOLD),
        ("Norland bought howitzers from Estria.", SOLD),
        ("Estria supplied Norland with howitzers.", SOLD),
        ("A sale of howitzers from Estria to Norland is near.", SOLD),
        ("Estria's delivery of guns to the Norland Navy was late.", "Norland Navy sent guns to Estria."),
        ("Tehran sent drones to Russia.", "Moscow delivered drones to Iran."),
    ],
)
def test_the_reverse_of_the_evidence(text: str, evidence: str) -> None:
    assert swapped(text, evidence) is not None


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Norland sold 12 howitzers to Estria.", SOLD),
        ("Estria bought howitzers from Norland.", SOLD),
        ("Estria ordered radars from Norland.", "Estria awaits the radars, which Norland builds."),
        ("Russia sent drones to Iran.", "Moscow delivered drones to Tehran."),
        ("Estria sent mines to Norland.", f"{SOLD} Estria sent mines to Norland in return."),
        ("Lavria sent mines to Sudria.", SOLD),
    ],
)
def test_what_the_evidence_tells_or_does_not_gainsay(text: str, evidence: str) -> None:
    assert swapped(text, evidence) is None
