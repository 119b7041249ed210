"""Flows that lean on the one told right before, and clauses of one sentence that are different people's words."""

from __future__ import annotations

import pytest

from summarizer.annotate.flows.finder import find_flows
from summarizer.annotate.materiel.finder import find_materiel
from summarizer.annotate.model import Attribution
from summarizer.annotate.pipeline import parse
from summarizer.schema import ClaimantKind
from summarizer.segment import segment
from tests.annotate.flow_cast import parties_in, told

SEQUELS = [
    # Goods as the subject of a clause that names no end.
    (
        "Egypt has ordered 30 frigates from Norway. A batch of 12 howitzers was delivered last year.",
        ["NOR>EGY contracted asserts | frigates", "NOR>EGY delivered asserts | howitzers"],
    ),
    # One end alone, of the same direction.
    (
        "Norway sent radars to Ukraine. Six howitzers came from Norway in May.",
        ["NOR>UKR delivered asserts | howitzers", "NOR>UKR delivered asserts | radars"],
    ),
    # Talks and requests: who asks is who gets.
    (
        "Egypt received radars from Norway. Talks on torpedoes are under way.",
        ["NOR>EGY delivered asserts | radars", "NOR>EGY negotiating asserts | torpedoes"],
    ),
    (
        "Egypt received radars from Norway. A request from Norway for Egyptian rifles has yet to be answered.",
        ["EGY>NOR sought asserts | rifles", "NOR>EGY delivered asserts | radars"],
    ),
    # More of the same transfer.
    (
        "Sweden has pledged howitzers to Ukraine. The package includes radars.",
        ["SWE>UKR pledged asserts | howitzers, radars"],
    ),
    # The only giver so far gave the goods that were named before.
    (
        "Photographs show howitzers that France sent to Armenia. Armenia ordered 36 of the howitzers in June.",
        ["FRA>ARM contracted asserts | howitzers", "FRA>ARM delivered asserts | howitzers"],
    ),
    # Training in a country is its own.
    ("Ukrainian soldiers were trained in Germany.", ["DEU>UKR delivered asserts | trained"]),
    # The source of arms is who gives.
    ("Iran has become Sudan's biggest source of drones.", ["IRN>SDN unspecified asserts | drones"]),
]
STRANGERS = [
    # Another end is named, the direction is turned, or the paragraph is another and names nobody.
    "Norway sent radars to Ukraine. Six howitzers came from Sweden in May.",
    "Norway sent radars to Ukraine.\n\nA batch of howitzers was delivered in May.",
]


@pytest.mark.parametrize(("text", "flows"), SEQUELS)
def test_a_sequel_leans_on_the_flow_before(text: str, flows: list[str]) -> None:
    assert told(text) == flows


@pytest.mark.parametrize("text", STRANGERS)
def test_no_sequel(text: str) -> None:
    assert told(text) == ["NOR>UKR delivered asserts | radars"]


def _claimants(text: str, who: str | None, kind: ClaimantKind) -> set[str | None]:
    parsed = parse(text, segment(text))
    parties = parties_in(parsed)
    names = {p.number: p.name for p in parties}
    number = next((n for n, name in names.items() if name == who), None)
    flows = find_flows(parsed, parties, find_materiel(parsed), (Attribution(1, number, kind),))
    return {names.get(c.claimant) if c.claimant is not None else None for f in flows for c in f.claims}


CLAUSES = [
    ("Norway sent radars to Ukraine in May, and Egypt says that the weather was bad.", None),
    ("China protested after Norway sold howitzers to Ukraine.", None),
    ("China is calm, but Japan claimed that Norway had sold howitzers to Ukraine.", "JPN"),
]


@pytest.mark.parametrize(("text", "claimant"), CLAUSES)
def test_whose_words_a_clause_is(text: str, claimant: str | None) -> None:
    who = "EGY" if "Egypt" in text else "CHN"
    assert _claimants(text, who, ClaimantKind.GOVERNMENT) == {claimant}


def test_the_maker_of_a_denied_charge_claims_it() -> None:
    text = "Rwanda rejected a Sudanese allegation that it had sent rifles to Ethiopia."
    assert told(text) == ["RWA>ETH delivered asserts+denies | rifles"]
