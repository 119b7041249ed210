"""The many wordings of a demand, a threat, sanctions and a risk, and sentences close to them that warn nobody."""

from __future__ import annotations

import pytest

from summarizer.schema import WarningKind
from tests.annotate.test_warnings import CONSEQUENCES, DEMAND, EGYPT, IRAN, RISK, RUSSIA, SANCTIONS, US, brief

Told = list[tuple[WarningKind, str | None, str | None]]
HALDEN, DORIN = "Mira Halden", "Pavel Dorin"

CASES: list[tuple[str, str, Told]] = [
    ("withhold", "Ukraine asked Germany to withhold the radars.", [(DEMAND, "Ukraine", "Germany")]),
    ("send_no", "Ukraine has asked Germany to send no radars.", [(DEMAND, "Ukraine", "Germany")]),
    ("wants_end", "Ukraine wants an end to the flights.", [(DEMAND, "Ukraine", None)]),
    ("wants_stopped", "Ukraine wants the flights stopped.", [(DEMAND, "Ukraine", None)]),
    ("would_like", "Ukraine would like Germany to suspend the sale.", [(DEMAND, "Ukraine", "Germany")]),
    ("expects", "Ukraine expects Germany to keep its promise.", [(DEMAND, "Ukraine", "Germany")]),
    ("pleaded", "Ukraine pleaded with Germany to stop the sale.", [(DEMAND, "Ukraine", "Germany")]),
    ("a_week", "Ukraine gave Germany a week to return the crates.", [(DEMAND, "Ukraine", "Germany")]),
    ("time_for", '"It is time for Iran to open its depots," Halden said.', [(DEMAND, HALDEN, IRAN)]),
    ("must_stop", '"It must stop now," Halden said.', [(DEMAND, HALDEN, None)]),
    ("had_to_stop", "The flights had to stop at once, Halden said.", [(DEMAND, HALDEN, None)]),
    ("no_state", '"No state should arm these people," Halden said.', [(DEMAND, HALDEN, None)]),
    ("there_must", '"There must be no further flights," Halden said.', [(DEMAND, HALDEN, None)]),
    ("ought", '"Iran ought to keep its word," Halden said.', [(DEMAND, HALDEN, IRAN)]),
    ("obliged", '"All states are obliged to respect the ban," Halden said.', [(DEMAND, HALDEN, None)]),
    ("told_iran", '"Keep your drones at home," Halden told Iran.', [(DEMAND, HALDEN, IRAN)]),
    ("expected_to", "Halden is expected to press Iran to open the depots.", [(DEMAND, HALDEN, IRAN)]),
    ("described", "Pavel Dorin, a former judge, called on Egypt to publish the price.", [(DEMAND, DORIN, EGYPT)]),
    ("demanding", "The crates were empty, Dorin said, demanding that Egypt return them.", [(DEMAND, DORIN, EGYPT)]),
    ("his_state", "Dorin said that Russia expects Egypt to honour the contract.", [(DEMAND, DORIN, EGYPT)]),
    ("unless", "Unless the flights stop, our ports will close, Dorin said.", [(CONSEQUENCES, DORIN, None)]),
    ("should", "Should Egypt sell the guns, Russia could close its ports, Dorin said.", [(CONSEQUENCES, DORIN, None)]),
    ("patience", '"Our patience is running out," Dorin said.', [(CONSEQUENCES, DORIN, None)]),
    ("fate", '"Those who help them will share their fate," Dorin said.', [(CONSEQUENCES, DORIN, None)]),
    ("a_target", '"Any ship that carries them is a target," Dorin said.', [(CONSEQUENCES, DORIN, None)]),
    ("a_price", '"There will be a price," Dorin said.', [(CONSEQUENCES, DORIN, None)]),
    ("threatened_by", "Egypt was threatened with expulsion by Russia.", [(CONSEQUENCES, RUSSIA, None)]),
    ("expected_ban", "Germany is expected to announce sanctions on Iran.", [(SANCTIONS, "Germany", IRAN)]),
    ("whose", "Germany, whose sanctions on Iran have stood since 2019, kept silent.", [(SANCTIONS, "Germany", IRAN)]),
    ("broken", "The arms embargo that Germany imposed on Iran was breached.", [(SANCTIONS, "Germany", IRAN)]),
    ("bill", "Strake introduced a bill that would impose sanctions on Iran.", [(SANCTIONS, "Owen Strake", IRAN)]),
    ("on_the_table", '"Sanctions are on the table," Halden said.', [(SANCTIONS, HALDEN, None)]),
    ("worries", "Washington worries that the guns could end up with smugglers.", [(RISK, US, None)]),
    ("alarmed", "Germany is alarmed by the flights.", [(RISK, "Germany", None)]),
    ("at_stake", "Peace itself was at stake, Halden said.", [(RISK, HALDEN, None)]),
    ("one_step", '"We are one step from war," Halden said.', [(RISK, HALDEN, None)]),
    ("feeds", '"This will feed the next war," Halden said.', [(RISK, HALDEN, None)]),
    ("at_risk", "The sale put the fragile peace of the whole coast at risk, Halden said.", [(RISK, HALDEN, None)]),
    ("in_words", 'Ukraine asks Germany "to look again at the list".', [(DEMAND, "Ukraine", "Germany")]),
    ("insisted_on", "Ukraine insisted on the return of the radars.", [(DEMAND, "Ukraine", None)]),
    ("up_to", '"It is up to Iran to open its depots," Halden said.', [(DEMAND, HALDEN, IRAN)]),
    ("and_must", "Arat said the world could not look away and must act.", [(DEMAND, "Selin Arat", None)]),
    ("no_ship_may", "Russia reminded Germany that no ship may enter the bay.", [(DEMAND, RUSSIA, "Germany")]),
    ("partly_quoted", 'Dorin said any raid would be met "by all means".', [(CONSEQUENCES, DORIN, None)]),
    ("reserved", "Dorin said Russia reserved the right to strike the depots.", [(CONSEQUENCES, DORIN, None)]),
    ("go_on", "Dorin said the strikes would go on until the port is closed.", [(CONSEQUENCES, DORIN, None)]),
    ("have_to", '"If they cross it, we shall have to shoot them down," Dorin said.', [(CONSEQUENCES, DORIN, None)]),
    (
        "lists",
        '"Any firm that helps should expect to find itself on our sanctions list," Halden said.',
        [(SANCTIONS, HALDEN, None)],
    ),
    ("more_likely", '"Each crate makes the next attack more likely," Strake said.', [(RISK, "Owen Strake", None)]),
    ("his_own_state", "Strake said Germany was deeply concerned about the flights.", [(RISK, "Owen Strake", None)]),
]

NOTHING = [
    ("others_right", '"Egypt has the right to defend itself," Halden said.'),
    ("threatened", '"We were threatened over the radars," Strake said.'),
    ("cannot_say", '"Those who sell them cannot say they did not know," Strake said.'),
    ("own_duty", '"We have to modernise our fleet," Halden said.'),
    ("favour", "Ukraine asked Germany to supply twelve howitzers."),
    ("outcome", "Germany expects Egypt to sign the contract in May."),
    ("machines", "Egypt wants Iranian drones to watch its borders."),
    ("purpose", "Egypt will get the boats in May, Strake told Germany on Monday, to sail in the autumn."),
    ("name_withheld", "Halden asked us not to print the letter."),
    ("procedure", "If parliament approves, we will close the deal, Strake said."),
    ("help", '"If Egypt asks, we will help," Dorin said.'),
    ("figure", '"Look at the map," Dorin said.'),
    ("accused", "Russia accused Germany of stoking a new war."),
    ("without", '"Without consequences, words are wind," Dorin said.'),
    ("nobody's", "Sanctions have been evaded for years."),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_warning(text: str, expected: Told) -> None:
    assert brief(text) == expected


@pytest.mark.parametrize("text", [c[1] for c in NOTHING], ids=[c[0] for c in NOTHING])
def test_nothing(text: str) -> None:
    assert brief(text) == []
