"""Damage to any one field lowers the score of the section it belongs to, and raises none."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.score import Section, Totals, score_document, total
from tests.score.minis import TEXT, Json, changed, flag, gold, item, party, quote, sentence, span, warning, without

S = Section

CHANGES: dict[str, tuple[Json, set[Section]]] = {
    "party renamed": (
        changed("parties.1", party("P2", "Nobody", "penalty")),
        {S.PARTIES, S.FLOWS, S.SPEAKERS, S.WARNINGS},
    ),
    "party lost": (without("parties.4") | {"arms_flows": gold()["arms_flows"][:2]}, {S.PARTIES, S.FLOWS, S.CLAIMS}),
    "flow lost": (without("arms_flows.1"), {S.FLOWS, S.CLAIMS}),
    "supplier": (changed("arms_flows.0.supplier", "P4"), {S.FLOWS, S.CLAIMS}),
    "recipient": (changed("arms_flows.2.recipient", None), {S.FLOWS, S.CLAIMS}),
    "stage": (changed("arms_flows.0.stage", "sought"), {S.FLOW_STAGE}),
    "item": (changed("arms_flows.0.items.0", item("penalty")), {S.ITEMS}),
    "item lost": (without("arms_flows.0.items.0"), {S.ITEMS}),
    "claimant": (changed("arms_flows.2.claims.0.claimant", "P4"), {S.CLAIMS}),
    "stance": (changed("arms_flows.1.claims.0.stance", "asserts"), {S.CLAIMS}),
    "claim lost": (without("arms_flows.1.claims.0"), {S.CLAIMS}),
    "quote": (changed("official_quotes.1", quote("Q2", "P2", "mine")), {S.QUOTES, S.SPEAKERS}),
    "quote lost": (without("official_quotes.1"), {S.QUOTES, S.SPEAKERS}),
    "speaker": (changed("official_quotes.1.speaker", "P1"), {S.SPEAKERS}),
    "warning kind": (changed("warnings.0.kind", "risk"), {S.WARNINGS}),
    "issuer": (changed("warnings.0.issuer", None), {S.WARNINGS}),
    "warning evidence": (changed("warnings.1", warning("W2", "demand", "P3", "P2", 1)), {S.WARNINGS}),
    "warning added": (
        changed("warnings", [*gold()["warnings"], warning("W3", "risk", "P3", "P2", 7)]),
        {S.WARNINGS},
    ),
    "flag kind": (changed("uncertainty.0.kind", "conflict"), {S.UNCERTAINTY}),
    "flag sentence": (changed("uncertainty.1", flag("secondhand", 6, "warned")), {S.UNCERTAINTY}),
    "flag lost": (without("uncertainty.2"), {S.UNCERTAINTY}),
}


def f1(predicted: Json) -> Totals:
    return total([score_document(gold(), predicted, TEXT)])


@pytest.mark.parametrize(("predicted", "lowered"), [pytest.param(*c, id=n) for n, c in CHANGES.items()])
def test_every_change_lowers_its_sections(predicted: Json, lowered: set[Section]) -> None:
    found = f1(predicted).sections
    assert all((found[section].f1 or 0) < 1 for section in lowered)


ALONE = ("stage", "item", "claimant", "stance", "speaker", "warning kind", "issuer", "flag kind")


@pytest.mark.parametrize("name", ALONE)
def test_changes_of_one_field_leave_the_other_sections_alone(name: str) -> None:
    predicted, lowered = CHANGES[name]
    found = f1(predicted).sections
    assert {s for s, figures in found.items() if figures.f1 != 1} == lowered


SECTIONS = {
    "parties": S.PARTIES,
    "arms_flows": S.FLOWS,
    "official_quotes": S.QUOTES,
    "warnings": S.WARNINGS,
    "uncertainty": S.UNCERTAINTY,
}


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_leaving_out_parts_costs_recall_alone(data: st.DataObject) -> None:
    """Any part of any section left out: what is left is all right, and recall is the share that is left."""
    predicted = gold()
    for name in ("arms_flows", "official_quotes", "warnings", "uncertainty"):
        predicted[name] = [part for part in predicted[name] if data.draw(st.booleans())]
    found = f1(predicted).sections
    for name, section in SECTIONS.items():
        figures = found[section]
        assert figures.precision in (1, None)
        assert figures.recall == len(predicted[name]) / len(gold()[name])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(sorted(SECTIONS)), max_size=6), st.randoms(use_true_random=False))
def test_spurious_parts_cost_precision_alone(names: list[str], random: Random) -> None:
    """Whatever is added or however parts are ordered, everything in gold is still found."""
    predicted = gold()
    spurious: dict[str, Callable[[int], Json]] = {
        "parties": lambda n: party(f"P{n}", "Nobody", "penalty"),
        "arms_flows": lambda n: {**gold()["arms_flows"][2], "id": f"F{n}", "recipient": None},
        "official_quotes": lambda n: quote(f"Q{n}", "P1", "penalty"),
        "warnings": lambda n: warning(f"W{n}", "risk", "P4", None, 4),
        "uncertainty": lambda n: {
            "kind": "conflict",
            "sentence": sentence(1),
            "cue": span("said"),
            "about": "document",
        },
    }
    for at, name in enumerate(names):
        predicted[name].append(spurious[name](at + 10))
    for name in SECTIONS:
        random.shuffle(predicted[name])
    found = f1(predicted).sections
    for name, section in SECTIONS.items():
        assert found[section].recall == 1
        assert found[section].precision == len(gold()[name]) / len(predicted[name])
