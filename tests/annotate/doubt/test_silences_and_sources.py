"""Details kept back, sources without a name, what could not be checked or shown, and hedges of everyday news."""

from __future__ import annotations

import pytest

from summarizer.annotate.doubt.finder import find_cues
from summarizer.schema import FlagKind
from tests.annotate.cast import stage

ANON, SECOND, HEDGE, HIDDEN = FlagKind.ANONYMOUS_SOURCE, FlagKind.SECONDHAND, FlagKind.HEDGE, FlagKind.UNDISCLOSED
UNCHECKED, NO_PROOF, CONFLICT = FlagKind.UNVERIFIED, FlagKind.NO_EVIDENCE, FlagKind.CONFLICT


def cues(text: str, kind: FlagKind) -> list[str]:
    scene = stage(text)
    return [scene.words((c.start, c.end)) or "" for c in find_cues(scene.parsed, scene.parties) if c.kind is kind]


@pytest.mark.parametrize(
    ("text", "kind", "cue"),
    [
        ("Neither country has said what the frigates cost.", HIDDEN, "Neither country has said"),
        ("Strake did not give a price for the tanks.", HIDDEN, "not give"),
        ("No timetable for the delivery of the helicopters has been announced.", HIDDEN, "No timetable"),
        ("Dorin left for home without saying when the rockets would come.", HIDDEN, "without saying"),
        ("Dorin did not wish to reveal who had paid for the rifles.", HIDDEN, "reveal"),
        ("Strake gave no breakdown of the arms package.", HIDDEN, "gave no"),
        ("How many missiles are stored there is secret.", HIDDEN, "is secret"),
        ("The text leaves open when the jets will arrive.", HIDDEN, "leaves open"),
        ("The daily based its story of rockets on harbour workers.", ANON, "harbour workers"),
        ("Three dealers showed the rifles. One of them said the rest had been sold.", ANON, "One of them"),
        ("A second pilot gives a similar account of the flights with rockets.", ANON, "A second pilot"),
        ("European diplomats worry that the drones could be copied.", ANON, "European diplomats"),
        ("Dorin was quoted as warning that the sale of tanks would end.", SECOND, "was quoted as warning"),
        ("According to the same newspaper, the rockets came by rail.", SECOND, "According to the same newspaper"),
        ("Strake made his threat to sell tanks through the state press.", SECOND, "through the state press"),
        ("We have not been able to confirm the sale of the rockets.", UNCHECKED, "able to confirm"),
        ("There was no immediate confirmation of the seizure of the arms.", UNCHECKED, "no immediate confirmation"),
        ("There was no way of checking the claim about the missiles.", UNCHECKED, "no way of checking"),
        ("The port has no record of any delivery of rifles.", NO_PROOF, "no record"),
        ("Nothing in the wreckage showed that the drone was Iranian.", NO_PROOF, "Nothing in the wreckage showed"),
        ("The jets, expected to arrive in June, are used ones.", HEDGE, "expected to"),
        ("The rifles must have come from an army depot.", HEDGE, "must have come"),
        ("The shells, they believe, were paid for in oil.", HEDGE, "believe"),
        ("Tehran tells another story about the missiles.", CONFLICT, "tells another story"),
        ("The figures for the shells do not tally.", CONFLICT, "do not tally"),
    ],
)
def test_flagged(text: str, kind: FlagKind, cue: str) -> None:
    found = cues(text, kind)
    assert len(found) == 1
    assert cue.lower() in found[0].lower() or found[0].lower() in cue.lower()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Do not mention the tanks.", HIDDEN),
        ("Iran has not provided Sudan with a single missile.", HIDDEN),
        ("Two officers, whom the paper did not name, spoke of the rockets.", HIDDEN),
        ("That the tanks were sold is no secret.", HIDDEN),
        ("Strake said the inspectors' pictures of the missiles were sharp.", ANON),
        ("The ministry's spokesman said the tanks were ready.", ANON),
        ("Customs officers held back a crate of rifles.", ANON),
        ("The Daily Courier stands by its report on the missiles.", SECOND),
        ("Halden said she was following the reports about rockets with concern.", SECOND),
        ("Strake told his weekly press briefing that the tanks were ready.", SECOND),
        ("Prosecutors alleged that Norvik Arms had sold the rifles.", HEDGE),
        ("It may be recalled that Germany sold the tanks.", HEDGE),
        ("The tanks were his, whatever you may have read.", HEDGE),
        ("The crates of rifles were stopped before they could leave.", HEDGE),
        ("A change of heart made possible the sale of the jets.", HEDGE),
        ("Tom Vance thinks the tanks deal is too slow.", CONFLICT),
        ("Iran has been at odds with Sudan all year over the drones.", CONFLICT),
    ],
)
def test_not_flagged(text: str, kind: FlagKind) -> None:
    assert cues(text, kind) == []
