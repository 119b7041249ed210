"""Denials without a verb of denying: acts that a side says it, its things or its people did not do."""

from __future__ import annotations

import pytest

from summarizer.annotate.doubt.finder import find_cues
from summarizer.schema import FlagKind
from tests.annotate.cast import stage


def denials(text: str) -> list[str | None]:
    scene = stage(text)
    return [scene.words((c.start, c.end)) for c in find_cues(scene.parsed, scene.parties) if c.kind is FlagKind.DENIAL]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Strake said its depots had not been opened to anyone.", "not been opened"),
        ("Moscow maintains that the missiles were not made in Russia.", "not made"),
        ("Dorin said the army did not possess such drones.", "not possess"),
        ("Cairo says its aircraft never crossed the frontier.", "never crossed"),
        ("Dorin said the rifles could not have come from Russia.", "not have come"),
        ('"That is not so," Dorin said.', "is not so"),
        ("Strake said Germany was not a party to the talks.", "was not a party"),
        ('"There has never been a contract," Dorin said.', "never"),
        ('"Neither we nor our partners have transferred such rockets," said Strake.', "Neither"),
        ('"Not a rifle has come from us," Strake said.', "Not a rifle"),
        ("Iran says none of its shells were meant for Sudan.", "none"),
        ("Strake told reporters that no officer had set foot there.", "no officer"),
        ('"There are no radars in Sudan," Dorin said.', "no radars"),
        ("Russia has no military ties with the rebels, Dorin said.", "no military ties"),
        ("Dorin said that his country had played no role in the shipment.", "played no role"),
        ("Asked if Russia had shipped the rockets, Dorin said no.", "no"),
        ("The sale, an allegation which Ankara dismissed, was on the agenda.", "dismissed"),
        ("Dorin confirmed the flight but denied that it carried rockets.", "denied"),
        ("Norvik Arms protests its innocence.", "protests its innocence"),
        ("Strake rebuffed a complaint about the tanks.", "rebuffed"),
    ],
)
def test_negated_acts(text: str, cue: str) -> None:
    found = denials(text)
    assert len(found) == 1
    assert cue in (found[0] or "") or (found[0] or "") in cue


@pytest.mark.parametrize(
    "text",
    [
        "Dorin said Russia had not yet received the jets it ordered.",
        "Strake said the government would not send tanks to Ukraine.",
        "Dorin said Ukraine had not withdrawn its troops.",
        "Strake said the tanks were not enough to hold the line.",
        "Dorin spoke of a plan that Moscow never approved.",
        "Analysts believe that the missile has not been flown.",
        "Strake said the inspectors had not been allowed into the depot.",
        "Strake said Germany was not selling the jets in order to please anyone.",
        "Dorin would neither confirm nor deny the sale.",
        "What is there that did not happen?",
        "Two officers asked that their names not be used.",
        "Halden said there was no sign of weapons at the port.",
    ],
)
def test_negations_that_deny_nothing(text: str) -> None:
    assert denials(text) == []
