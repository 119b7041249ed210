"""Warnings as news words them: by pronoun and institution, as a prospect, a condition, a measure, and by several."""

from __future__ import annotations

import pytest

from summarizer.schema import WarningKind
from tests.annotate.test_warnings import CONSEQUENCES, DEMAND, EGYPT, IRAN, RISK, RUSSIA, SANCTIONS, US, brief

Told = list[tuple[WarningKind, str | None, str | None]]
HALDEN, DORIN = "Mira Halden", "Pavel Dorin"

DEMANDS: list[tuple[str, str, Told]] = [
    ("pronoun", "Germany takes no side. It calls on all ports to refuse the ship.", [(DEMAND, "Germany", None)]),
    (
        "and_on",
        "Dorin called on Berlin to stop the sale, and on Cairo to return the rockets.",
        [(DEMAND, DORIN, "Germany"), (DEMAND, DORIN, EGYPT)],
    ),
    (
        "government_of",
        "Washington urged the Egyptian government to cancel the order.",
        [(DEMAND, US, EGYPT)],
    ),
    ("told_to", "Ukraine told Iran to withdraw its crews.", [(DEMAND, "Ukraine", IRAN)]),
    ("wants", "Ukraine wants Germany to suspend its sale of rockets to Egypt.", [(DEMAND, "Ukraine", "Germany")]),
    ("account", "Ukraine asked Iran for an explanation of the flights.", [(DEMAND, "Ukraine", IRAN)]),
    ("call_by", "A call by Ukraine for Iran to end the sale went unheard.", [(DEMAND, "Ukraine", None)]),
    ("pressure", "Washington has put pressure on Egypt to drop the rockets.", [(DEMAND, US, EGYPT)]),
    ("has_to", '"Iran has to stop these flights," Halden said.', [(DEMAND, HALDEN, IRAN)]),
    ("the_government", '"The government should pull the licence," Halden said.', [(DEMAND, HALDEN, None)]),
    (
        "delegation",
        "The UN's delegation in Geneva said it was counting the ships and called on Egypt to publish a list.",
        [(DEMAND, "United Nations", EGYPT)],
    ),
    (
        "or_face",
        "Ukraine gave Iran an ultimatum to end the flights or face the consequences.",
        [(DEMAND, "Ukraine", IRAN), (CONSEQUENCES, "Ukraine", IRAN)],
    ),
]

THREATS: list[tuple[str, str, Told]] = [
    ("any_ship", '"Any ship that brings them will be turned back," Dorin said.', [(CONSEQUENCES, DORIN, None)]),
    ("whoever", '"Whoever sells rockets should count his friends first," Dorin said.', [(CONSEQUENCES, DORIN, None)]),
    ("met_with", "Dorin said that any attack would be met with force.", [(CONSEQUENCES, DORIN, None)]),
    ("reply", "Russia's answer would be swift, Dorin said.", [(CONSEQUENCES, DORIN, None)]),
    (
        "condition",
        "If Egypt sends the tanks, Russia will recall its ambassador, Dorin said.",
        [(CONSEQUENCES, DORIN, None)],
    ),
    ("our_forces", '"Our forces will destroy those depots," Dorin said.', [(CONSEQUENCES, DORIN, None)]),
    ("party_to", "Moscow warned that Berlin would become a party to the war.", [(CONSEQUENCES, RUSSIA, None)]),
    ("act_of_war", "Iran said it would regard the sale as an act of war.", [(CONSEQUENCES, IRAN, None)]),
    ("not_tolerate", "Iran would not tolerate such flights, Halden said.", [(CONSEQUENCES, HALDEN, None)]),
    (
        "could_be_attacked",
        "The Houthis warned that any vessel which carries tanks could be attacked.",
        [(CONSEQUENCES, "Houthis", None)],
    ),
]

MEASURES: list[tuple[str, str, Told]] = [
    ("barred", "Germany has barred exports of radars to Iran since May.", [(SANCTIONS, "Germany", IRAN)]),
    ("travel_ban", "Germany announced travel bans on officials from Iran.", [(SANCTIONS, "Germany", IRAN)]),
    (
        "official_speaks",
        "Berlin will blacklist any port that serves the ships, Strake said.",
        [(SANCTIONS, "Owen Strake", None)],
    ),
    ("wants", "Ukraine wants sanctions against Iran.", [(SANCTIONS, "Ukraine", IRAN)]),
    (
        "three_warn",
        "Germany and Ukraine have warned that sanctions will return in October.",
        [(SANCTIONS, "Germany", None), (SANCTIONS, "Ukraine", None)],
    ),
    ("risks", "Washington warned Egypt that it risks sanctions over the jets.", [(SANCTIONS, US, EGYPT)]),
    (
        "once",
        "US sanctions on Iran have been in place for years.\n\nIt rained. Ships waited.\n\n"
        "The US sanctions on Iran also cover rockets.",
        [(SANCTIONS, US, IRAN)],
    ),
]

RISKS: list[tuple[str, str, Told]] = [
    ("ablaze", "A single shot could set the region ablaze, Dorin said.", [(RISK, DORIN, None)]),
    ("brink", '"We stand on the brink of war," Halden said.', [(RISK, HALDEN, None)]),
    ("wrong_hands", "The rifles could fall into the wrong hands, Halden said.", [(RISK, HALDEN, None)]),
    ("warning_of", "Ukraine's warning that the rifles could reach militias was ignored.", [(RISK, "Ukraine", None)]),
    (
        "both",
        "Germany and Ukraine have warned that the truce is close to collapse.",
        [(RISK, "Germany", None), (RISK, "Ukraine", None)],
    ),
]

FOUND = [*DEMANDS, *THREATS, *MEASURES, *RISKS]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in FOUND], ids=[c[0] for c in FOUND])
def test_found(text: str, expected: Told) -> None:
    assert brief(text) == expected


NOTHING = [
    ("arms_sought", "Ukraine asked Germany to send more tanks before the winter."),
    ("future_request", "Ukraine will ask Germany to withdraw its crews."),
    ("own_ministry", "Dorin instructed the ministry to stop the repair of the tanks."),
    ("own_garrison", "Germany ordered its garrison to return the helmets."),
    ("tender", "Egypt called a tender for two helicopters."),
    ("asked_whether", "Asked if Washington had told Cairo to stop the sale, Strake smiled."),
    ("citing_demand", "Norvik Arms raised its forecast, citing demand for rockets in Europe."),
    ("storm", "The Pentagon warned of storms over the Gulf."),
    ("hasty", "Halden warned against reading too much into the visit."),
    ("bare_worry", "Egypt has budget worries of its own."),
    ("own_transit", "Germany will not allow the transit of the tanks, Strake said."),
    ("studied", "Dorin said Russia would study the consequences of the sale."),
    ("fear", "The banks, for fear of US sanctions, would not pay Norvik Arms."),
    ("offer_on_table", "Halden said the offer was still on the table."),
    ("any_party", "Iran says that it arms no party to the conflict."),
    ("approval", "If parliament approves, Germany will cancel the old order, Strake said."),
    ("should_inverted", "Should Egypt stop the sale, Strake said, Germany would welcome it."),
    ("no_agent", "Norvik had been warned twice that it needed a licence, Strake said."),
]


@pytest.mark.parametrize("text", [c[1] for c in NOTHING], ids=[c[0] for c in NOTHING])
def test_nothing(text: str) -> None:
    assert brief(text) == []
