"""Flows told over several sentences: merging, claims, denials, and ends that only the text around names."""

from __future__ import annotations

import pytest

from summarizer.annotate.model import ClaimCandidate
from summarizer.schema import ClaimantKind
from tests.annotate.flow_cast import found_in, told

Says = dict[int, tuple[str | None, ClaimantKind]]
IRAN: Says = {2: ("IRN", ClaimantKind.GOVERNMENT)}
STRAKE: Says = {2: ("STRAKE", ClaimantKind.OFFICIAL)}

MERGED = [
    # The same movement told twice is one flow; the better word for the goods stands.
    (
        "Iran sent weapons to Russia. The drones were shipped to Russia by Iran last year.",
        ["IRN>RUS delivered asserts | drones"],
    ),
    # Planned and past movements are two.
    (
        "Iran sent drones to Russia. Iran will send ballistic missiles to Russia.",
        ["IRN>RUS delivered asserts | drones", "IRN>RUS pledged asserts | ballistic missiles"],
    ),
    # Other groups of materiel are other movements.
    (
        "Iran sent drones to Russia. Iran delivered ballistic missiles to Russia.",
        ["IRN>RUS delivered asserts | ballistic missiles", "IRN>RUS delivered asserts | drones"],
    ),
    # One package in one sentence is one movement.
    (
        "Germany sent Ukraine tanks, drones and shells.",
        ["DEU>UKR delivered asserts | tanks, drones, shells"],
    ),
    # The furthest point told of one movement counts.
    (
        "Taiwan requested F-16 jets from the United States. Washington approved the sale of F-16 jets to Taiwan.",
        ["USA>TWN approved asserts | F-16 jets"],
    ),
    # The recipient of the sentence before.
    (
        "Ethiopia has received support from Turkey and Iran. Turkey provided drones, while Iran sent shells.",
        ["TUR>ETH delivered asserts | drones", "IRN>ETH delivered asserts | shells"],
    ),
    # Talks without direction join the flow that has one.
    (
        "Arms talks between Egypt and France go on. France would supply Egypt with jets under the potential deal.",
        [],
    ),
    (
        "North Korea and Russia negotiate arms deals. Under a potential deal, Pyongyang would give Moscow shells.",
        ["PRK>RUS negotiating asserts | shells"],
    ),
    # Talks whose direction nobody tells are no flow.
    ("Arms talks between Egypt and France go on.", []),
    # Two parties in talks: the one not named as recipient is the giver.
    (
        "Iran and Syria were in talks on weapons deals that would have the pariah regime provide Syria with rockets.",
        ["IRN>SYR negotiating asserts | rockets"],
    ),
    # Goods that go the other way.
    (
        "Iran sent Russia hundreds of drones. In return Iran received helicopters.",
        ["IRN>RUS delivered asserts | drones", "RUS>IRN delivered asserts | helicopters"],
    ),
    # Goods named by a pronoun, and talks of two about a sale.
    (
        "Serbia sold rifles to Rwanda in 2019. Rwanda passed them to M23.",
        ["RWA>M23 delivered asserts | rifles", "SRB>RWA contracted asserts | rifles"],
    ),
    ("Poland sent its minister to Rwanda. Rwanda passed them to M23.", []),
    ("Russia and Sudan are discussing the sale of radars.", ["RUS>SDN negotiating asserts | radars"]),
    # Somebody unnamed as recipient is not filled from the text around.
    (
        "Germany sent tanks to Ukraine. Russia delivered missiles to its troops.",
        ["DEU>UKR delivered asserts | tanks"],
    ),
    # A flow with one end stands only when nobody in the text fits.
    ("Wagner received ballistic missiles from an unnamed dealer.", ["->WAGNER delivered asserts | ballistic missiles"]),
    (
        "North Korea sent rockets to Wagner. Wagner received rockets.",
        ["PRK>WAGNER delivered asserts | rockets"],
    ),
]

DENIED = [
    ("Iran sent drones to Russia. Tehran rejected the accusation.", ["IRN>RUS delivered asserts+denies | drones"]),
    ("Iran sent drones to Russia. Russia denied the claim.", ["IRN>RUS delivered asserts+denies | drones"]),
    (
        "Kyiv accused Belarus of sending shells to Russia. Minsk dismissed the allegations.",
        ["BLR>RUS delivered asserts+denies | shells"],
    ),
    (
        "Iran sent drones to Russia. Iran has repeatedly denied supplying drones to Russia.",
        ["IRN>RUS delivered asserts+denies | drones"],
    ),
    # The denial of somebody who is no part of the flow answers nothing.
    ("Iran sent drones to Russia. Egypt rejected the accusation.", ["IRN>RUS delivered asserts | drones"]),
    # Who neither confirms nor denies does not deny.
    (
        "Cairo neither confirms nor denies that it bought radars from Norway.",
        ["NOR>EGY contracted asserts | radars"],
    ),
]


@pytest.mark.parametrize(("text", "flows"), MERGED)
def test_merged(text: str, flows: list[str]) -> None:
    assert told(text) == sorted(flows)


@pytest.mark.parametrize(("text", "flows"), DENIED)
def test_denied(text: str, flows: list[str]) -> None:
    assert told(text) == sorted(flows)


def claims_of(text: str, says: Says) -> list[tuple[str | None, str, str, tuple[int, ...]]]:
    flows, names, _ = found_in(text, says)

    def row(c: ClaimCandidate) -> tuple[str | None, str, str, tuple[int, ...]]:
        return (names[c.claimant] if c.claimant else None, c.kind.value, c.stance.value, c.evidence)

    return [row(c) for f in flows for c in f.claims]


CLAIMS: list[tuple[str, Says, list[tuple[str | None, str, str, tuple[int, ...]]]]] = [
    ("Iran sent drones to Russia.", {}, [(None, "unattributed", "asserts", (1,))]),
    (
        "Iran sent drones to Russia, Kyiv said.",
        {1: ("UKR", ClaimantKind.GOVERNMENT)},
        [("UKR", "government", "asserts", (1,))],
    ),
    (
        "Iran sent drones to Russia. Iran may have sent drones to Russia, Strake said.",
        STRAKE,
        [(None, "unattributed", "asserts", (1,)), ("STRAKE", "official", "suspects", (2,))],
    ),
    # An assertion outweighs the same voice's hedge.
    (
        "Iran may have sent drones to Russia, Kyiv said. Iran sent drones to Russia.",
        {1: ("UKR", ClaimantKind.GOVERNMENT), 2: ("UKR", ClaimantKind.GOVERNMENT)},
        [("UKR", "government", "asserts", (1, 2))],
    ),
    # Who accuses in so many words is the claimant when nothing else is known.
    ("Kyiv accused Iran of sending drones to Russia.", {}, [("UKR", "government", "asserts", (1,))]),
    # Who denies is the claimant of the denial, whoever reports it.
    (
        "Tehran denied sending drones to Russia, the Daily Courier wrote.",
        {1: ("COURIER", ClaimantKind.MEDIA)},
        [("IRN", "government", "denies", (1,))],
    ),
    # A plain negation is a denial when somebody says it.
    (
        "Iran sent drones to Russia. Iran has not sent drones to Russia.",
        IRAN,
        [(None, "unattributed", "asserts", (1,)), ("IRN", "government", "denies", (2,))],
    ),
    # To dismiss a denial is to assert.
    (
        "The United States dismissed Iran's claims that it has not supplied drones to Russia.",
        {1: ("USA", ClaimantKind.GOVERNMENT)},
        [("USA", "government", "asserts", (1,))],
    ),
    # To condemn a statement is to deny it.
    (
        "Iran condemned statements about Tehran supplying drones to Russia.",
        {1: ("IRN", ClaimantKind.GOVERNMENT)},
        [("IRN", "government", "denies", (1,))],
    ),
]


@pytest.mark.parametrize(("text", "says", "claims"), CLAIMS)
def test_claims(text: str, says: Says, claims: list[tuple[str | None, str, str, tuple[int, ...]]]) -> None:
    assert claims_of(text, says) == claims


DOUBTS = [
    ("Iran sent drones to Russia.", set()),
    ("Pyongyang could supply Moscow with more shells.", {"stage"}),
    ("Ukrainian troops fired US-supplied rockets.", {"recipient"}),
    ("Ethiopia has received support from Turkey. Turkey provided drones.", {"recipient"}),
    ("Iranian drones have been shipped to Venezuela.", {"supplier"}),
]


@pytest.mark.parametrize(("text", "doubts"), DOUBTS)
def test_doubts(text: str, doubts: set[str]) -> None:
    flows, _, _ = found_in(text)
    assert [set(f.doubts) for f in flows] == [doubts]


def test_numbers_count_from_one_in_order_of_evidence() -> None:
    flows, _, _ = found_in("Turkey sold drones to Poland. Iran sent rockets to Syria. France sent tanks to Egypt.")
    assert [(f.number, f.claims[0].evidence) for f in flows] == [(1, (1,)), (2, (2,)), (3, (3,))]


def test_a_doubtful_attribution_is_a_doubt_of_the_claimant() -> None:
    from summarizer.annotate.flows.finder import find_flows
    from summarizer.annotate.materiel.finder import find_materiel
    from summarizer.annotate.model import Attribution
    from summarizer.annotate.pipeline import parse
    from summarizer.segment import segment
    from tests.annotate.flow_cast import parties_in

    text = "Iran sent drones to Russia, Kyiv said."
    parsed = parse(text, segment(text))
    said = (Attribution(1, None, ClaimantKind.UNATTRIBUTED, doubt=True),)
    (flow,) = find_flows(parsed, parties_in(parsed), find_materiel(parsed), said)
    assert flow.doubts == {"claimant"}
