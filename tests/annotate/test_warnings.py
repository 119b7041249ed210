"""Warnings: who threatens, demands or alerts, and whom; and what only sounds like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.annotate.model import WarningCandidate
from summarizer.annotate.speech.attribution import find_attributions
from summarizer.annotate.warnings.finder import find_warnings
from summarizer.schema import WarningKind
from tests.annotate.cast import stage

SANCTIONS, CONSEQUENCES, DEMAND, RISK = (
    WarningKind.SANCTIONS,
    WarningKind.CONSEQUENCES,
    WarningKind.DEMAND,
    WarningKind.RISK,
)


def warnings(text: str) -> tuple[WarningCandidate, ...]:
    scene = stage(text)
    return find_warnings(scene.parsed, scene.parties, find_attributions(scene.parsed, scene.parties))


def brief(text: str) -> list[tuple[WarningKind, str | None, str | None]]:
    scene = stage(text)
    return [(w.kind, scene.name(w.issuer), scene.name(w.target)) for w in warnings(text)]


US, IRAN, RUSSIA, EGYPT = "United States", "Iran", "Russia", "Egypt"

FOUND = [
    ("own_move", "Tehran warned that it could review its ties with Egypt.", [(CONSEQUENCES, IRAN, EGYPT)]),
    ("answer_for_it", '"Whoever arms them will answer for it," Halden said.', [(CONSEQUENCES, "Mira Halden", None)]),
    ("target", '"Any tank becomes a legitimate target," Dorin said.', [(CONSEQUENCES, "Pavel Dorin", None)]),
    ("made_clear", "Halden made clear that such sales carry a price.", [(CONSEQUENCES, "Mira Halden", None)]),
    ("designating", "The United States is designating Norvik Arms.", [(SANCTIONS, US, "Norvik Arms")]),
    ("into_war", "The sale would drag the region into war, Halden said.", [(RISK, "Mira Halden", None)]),
    (
        "demand_and_risk",
        "Dorin urged Berlin to show restraint and said the missiles would heighten tensions.",
        [(DEMAND, "Pavel Dorin", "Germany"), (RISK, "Pavel Dorin", None)],
    ),
    ("urged", "Washington urged Cairo to drop the rocket sale.", [(DEMAND, US, EGYPT)]),
    ("called_on", "Berlin has called on Tehran to end its shipments.", [(DEMAND, "Germany", IRAN)]),
    (
        "called_on_all",
        "The United Nations called on all states to stop arming Sudan.",
        [(DEMAND, "United Nations", None)],
    ),
    ("we_urge", '"We urge Iran to stop these shipments," Mira Halden said.', [(DEMAND, "Mira Halden", IRAN)]),
    ("must", "Iran must stop its shipments, Halden said.", [(DEMAND, "Mira Halden", IRAN)]),
    ("must_quoted", '"Iran must stop its shipments at once," Halden said.', [(DEMAND, "Mira Halden", IRAN)]),
    (
        "should_halt",
        "Amnesty International said Turkey should halt the sale.",
        [(DEMAND, "Amnesty International", "Turkey")],
    ),
    ("demanded_that", "Ukraine demanded that Iran stop its shipments.", [(DEMAND, "Ukraine", IRAN)]),
    ("demanded_an_end", "Ukraine demanded an end to the shipments.", [(DEMAND, "Ukraine", None)]),
    (
        "called_for",
        "Amnesty International called for an arms embargo on Sudan.",
        [(DEMAND, "Amnesty International", None)],
    ),
    ("order", '"Stop the shipments," Halden said.', [(DEMAND, "Mira Halden", None)]),
    ("appealed", "Kyiv appealed to Berlin to send more tanks.", [(DEMAND, "Ukraine", "Germany")]),
    ("warned_against", "Washington warned Pyongyang against selling shells to Russia.", [(DEMAND, US, "North Korea")]),
    ("warned_not_to", "Moscow warned Berlin not to send missiles to Kyiv.", [(DEMAND, RUSSIA, "Germany")]),
    ("passive", "Egypt was urged by the Pentagon to drop the sale.", [(DEMAND, "Pentagon", EGYPT)]),
    ("headline", "Iran Must End Drone Sales, US Says", [(DEMAND, US, IRAN)]),
    ("imposed", "The United States imposed sanctions on Iran over the drones.", [(SANCTIONS, US, IRAN)]),
    ("announced", "Owen Strake announced new sanctions against Russia.", [(SANCTIONS, "Owen Strake", RUSSIA)]),
    ("warned_of", "US officials warned of new sanctions on buyers of the drones.", [(SANCTIONS, US, None)]),
    ("threatened", "Washington threatened Egypt with sanctions over the jets.", [(SANCTIONS, US, EGYPT)]),
    ("threatened_to_sanction", "Washington threatened to sanction Norvik Arms.", [(SANCTIONS, US, "Norvik Arms")]),
    ("sanctioned", "The United States sanctioned Norvik Arms last year.", [(SANCTIONS, US, "Norvik Arms")]),
    (
        "sanctioned_passive",
        "Norvik Arms was sanctioned by the United States last year.",
        [(SANCTIONS, US, "Norvik Arms")],
    ),
    ("owned", "US sanctions on Iran have been in place for years.", [(SANCTIONS, US, IRAN)]),
    ("export_controls", "Germany announced export controls against Russia.", [(SANCTIONS, "Germany", RUSSIA)]),
    ("blacklisted", "The United States blacklisted Norvik Arms in May.", [(SANCTIONS, US, "Norvik Arms")]),
    ("will_face_sanctions", "Buyers will face sanctions, Halden said.", [(SANCTIONS, "Mira Halden", None)]),
    ("respond", "Moscow said it would respond if Berlin sent missiles.", [(CONSEQUENCES, RUSSIA, None)]),
    ("consequences", '"There will be serious consequences," Pavel Dorin said.', [(CONSEQUENCES, "Pavel Dorin", None)]),
    (
        "pay_a_price",
        '"North Korea will pay a price for this," Halden said.',
        [(CONSEQUENCES, "Mira Halden", "North Korea")],
    ),
    ("retaliate", "Tehran vowed to retaliate against Ukraine.", [(CONSEQUENCES, IRAN, "Ukraine")]),
    ("threatened_to_cut", "Russia threatened to cut gas supplies.", [(CONSEQUENCES, RUSSIA, None)]),
    ("reserve_the_right", "The Houthis said they reserve the right to strike back.", [(CONSEQUENCES, "Houthis", None)]),
    (
        "legitimate_target",
        "Dorin said any ship with tanks would be a legitimate target.",
        [(CONSEQUENCES, "Pavel Dorin", None)],
    ),
    (
        "action_against",
        "Halden said Washington would take action against any buyer.",
        [(CONSEQUENCES, "Mira Halden", None)],
    ),
    (
        "held_responsible",
        "Iran will be held responsible for the drones, Strake said.",
        [(CONSEQUENCES, "Owen Strake", IRAN)],
    ),
    (
        "warned_that",
        "Amnesty International warned that the rifles could reach militias.",
        [(RISK, "Amnesty International", None)],
    ),
    ("warned_about", "The Pentagon warned about a growing trade in rockets.", [(RISK, "Pentagon", None)]),
    ("concern", "The US voiced concern about the sale of rockets.", [(RISK, US, None)]),
    ("is_concerned", '"We are concerned about the trade in rockets," Halden said.', [(RISK, "Mira Halden", None)]),
    ("escalate", "Sending missiles would escalate the war, Dorin said.", [(RISK, "Pavel Dorin", None)]),
    ("threat_to_peace", '"This sale is a threat to peace in the region," Strake said.', [(RISK, "Owen Strake", None)]),
    ("as_we_warned", '"As we have warned before, the trade goes on," Halden said.', [(RISK, "Mira Halden", None)]),
    ("warned_party", "Washington warned Cairo about the rocket trade.", [(RISK, US, EGYPT)]),
    ("it_would", "Washington also said it would blacklist any port that serves the ships.", [(SANCTIONS, US, None)]),
    ("threatened_strikes", "The Houthis threatened painful strikes on US vessels.", [(CONSEQUENCES, "Houthis", None)]),
    ("warned_pay", '"Those who sell rockets will pay dearly," Dorin said.', [(CONSEQUENCES, "Pavel Dorin", None)]),
    (
        "demand_and_threat",
        "Washington called on Cairo to drop the sale, adding that it would take direct action against any buyer.",
        [(DEMAND, US, EGYPT), (CONSEQUENCES, US, EGYPT)],
    ),
    (
        "two_issuers",
        "The United States and Germany urged Iran to stop its shipments.",
        [(DEMAND, US, IRAN), (DEMAND, "Germany", IRAN)],
    ),
    (
        "two_addressees",
        "Ukraine called on Iran and Russia to end the trade.",
        [(DEMAND, "Ukraine", IRAN), (DEMAND, "Ukraine", RUSSIA)],
    ),
    (
        "recommended",
        "Amnesty International recommended that Germany freeze the sale.",
        [(DEMAND, "Amnesty International", "Germany")],
    ),
    (
        "reminded",
        "The United Nations reminded Iran that the sale of rockets is prohibited.",
        [(DEMAND, "United Nations", IRAN)],
    ),
    ("should", "Germany should train more crews, Halden said.", [(DEMAND, "Mira Halden", "Germany")]),
    (
        "joint_sanctions",
        "The United States and Germany imposed sanctions on Iran and Russia.",
        [(SANCTIONS, US, IRAN), (SANCTIONS, US, RUSSIA), (SANCTIONS, "Germany", IRAN), (SANCTIONS, "Germany", RUSSIA)],
    ),
    (
        "trade_ban",
        "Germany maintains its ban on all exports of rockets to Iran and to Russia.",
        [(SANCTIONS, "Germany", IRAN), (SANCTIONS, "Germany", RUSSIA)],
    ),
    ("would_face", "Washington warned Cairo that it would face sanctions.", [(SANCTIONS, US, EGYPT)]),
    (
        "sanctions_wished",
        "Ukraine said Germany should impose an arms embargo on Iran.",
        [(DEMAND, "Ukraine", "Germany")],
    ),
    (
        "prosecuted",
        "The State Department warned that smugglers of rockets will be prosecuted.",
        [(CONSEQUENCES, "State Department", None)],
    ),
    (
        "lose_licence",
        '"Any dealer who sells rockets will lose his licence," Strake said.',
        [(CONSEQUENCES, "Owen Strake", None)],
    ),
    ("to_court", "Ukraine said it would take Norvik to court.", [(CONSEQUENCES, "Ukraine", None)]),
    (
        "new_tensions",
        '"The sale will lead to new tensions," Dorin said.',
        [(RISK, "Pavel Dorin", None)],
    ),
    ("with_concern", "Ankara said it was following the sale with concern.", [(RISK, "Turkey", None)]),
    (
        "two_sentences",
        "US officials urged Iran to stop. They warned of sanctions against buyers.",
        [(DEMAND, US, IRAN), (SANCTIONS, US, None)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in FOUND], ids=[c[0] for c in FOUND])
def test_found(text: str, expected: list[tuple[WarningKind, str | None, str | None]]) -> None:
    assert brief(text) == expected


NOTHING = [
    ("no_risk", "The sale will not alter the military balance, Halden said."),
    ("in_spite", "Egypt sold rifles in spite of the sanctions on Sudan."),
    ("air_raid", "An air-raid warning was heard in Kyiv, Strake said."),
    ("early_warning", "Germany sold two early-warning radars to Egypt, Strake said."),
    ("weather", "The Pentagon said a storm warning had delayed the ship."),
    ("warning_shots", "Russia said its ship fired warning shots."),
    ("travel", "The State Department issued a travel warning for Sudan."),
    ("demand_for", "Strake said demand for tanks was high."),
    ("lifted", "The United States lifted sanctions on Sudan."),
    ("eased", "Washington eased its export controls on Turkey."),
    ("evaded", "Iran evades sanctions by using small ships."),
    ("no_issuer", "The company is under sanctions."),
    ("own_voice_risk", "The sale could escalate the war."),
    ("own_voice_must", "Iran must buy parts abroad."),
    ("reply", "Strake did not respond to questions about the tanks."),
    ("declined", "Halden would not say who bought the rockets."),
    ("past_response", "Russia responded with rockets on Kyiv."),
    ("heading", "Sanctions Warning"),
    ("heading_call", "Calls to Stop the Trade"),
    ("called_named", "The rocket is called Storm."),
    ("asked_reporters", "Halden asked reporters to wait for the statement."),
    ("said_plain", "Halden said the tanks had arrived."),
    ("denied", "Iran denied sending drones to Russia."),
    ("accused", "Ukraine accused Iran of sending drones to Russia."),
    ("respect_embargo", "Strake said Germany would respect the arms embargo."),
    ("asked_about", "Asked whether Washington might impose sanctions, Halden said nothing was planned."),
    ("press_officer", "The press was told that the tanks had arrived."),
    ("told_workers", "Dorin told workers to build more tanks."),
    ("ordered_crews", "Strake ordered the crews to train in May."),
    ("should_arrive", "Germany should receive the tanks in May, Strake said."),
    ("should_have", "Germany should have known the buyer, Strake said."),
    ("ban_lifted", "Germany lifted its ban on exports of rockets to Egypt."),
    ("reminded_of_home", "The tanks reminded Dorin of home."),
    ("did_not_warn", "Washington did not warn Cairo about the sale."),
]


@pytest.mark.parametrize("text", [c[1] for c in NOTHING], ids=[c[0] for c in NOTHING])
def test_nothing(text: str) -> None:
    assert brief(text) == []


MERGED = [
    (
        "same_target",
        "Washington urged Iran to stop its shipments. It rained.\n\nThe US called on Tehran to honour its word.",
        [(DEMAND, (1, 3))],
    ),
    (
        "other_target",
        "Washington urged Iran to stop its shipments. Washington urged Egypt to stop its shipments.",
        [(DEMAND, (1,)), (DEMAND, (2,))],
    ),
    (
        "other_issuer",
        "Washington urged Iran to stop its shipments. Berlin urged Iran to stop its shipments.",
        [(DEMAND, (1,)), (DEMAND, (2,))],
    ),
    (
        "no_target_nearby",
        "The US voiced concern about the rockets. It also warned about the crews.",
        [(RISK, (1, 2))],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in MERGED], ids=[c[0] for c in MERGED])
def test_repeated_wording_adds_evidence(text: str, expected: list[tuple[WarningKind, tuple[int, ...]]]) -> None:
    assert [(w.kind, w.evidence) for w in warnings(text)] == expected


def test_what_unnamed_experts_warn_of_is_nobodys_warning() -> None:
    assert warnings("Analysts warned that the rifles could reach militias.") == ()


@given(st.lists(st.sampled_from([c[1] for c in FOUND] + [c[1] for c in NOTHING]), min_size=1, max_size=4))
def test_one_warning_per_kind_issuer_and_named_target(pieces: list[str]) -> None:
    scene = stage("\n\n".join(pieces))
    found = find_warnings(scene.parsed, scene.parties, find_attributions(scene.parsed, scene.parties))
    named = [(w.kind, w.issuer, w.target) for w in found if w.target is not None]
    assert len(named) == len(set(named))
    assert [w.number for w in found] == list(range(1, len(found) + 1))
    assert all(w.evidence and w.evidence == tuple(sorted(set(w.evidence))) for w in found)
