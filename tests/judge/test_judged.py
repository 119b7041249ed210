"""The trained reader on whole texts, with the rules before it, the weights that ship and the real encoder."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from summarizer.annotate import Annotations, annotate
from summarizer.judge import PARTS, judged
from summarizer.judge.bars import BARS, NEVER
from summarizer.judge.encoder import Array, Encoder, published
from summarizer.judge.pieces import BEGINNING, END
from summarizer.schema import FlagKind
from summarizer.segment import segment
from summarizer.weights import ENCODER, locate
from tests.judge.scenes import shipped, shown

pytestmark = pytest.mark.encoder

MISSED = (
    "Kenya's arsenal has grown by thirty rocket launchers, a gift that came by sea from Turkey. "
    "The barracks at Nakuru had to be enlarged."
)
DULL = (
    "The harbour festival drew thousands to the quay in Lisbon. Portugal's minister of culture opened it and praised "
    "the singers from Brazil. Spain sent no one this year."
)


def both(text: str, *without: str) -> tuple[Annotations, Annotations]:
    """What the rules find in a text, and what they find together with the trained reader."""
    segmentation = segment(text)
    rules = annotate(text, segmentation)
    return rules, judged(text, segmentation, rules, locate(ENCODER), without)


@pytest.fixture(scope="module")
def bare() -> Encoder:
    """The published encoder as it is, without what training changed."""
    return Encoder(published(locate(ENCODER)), np.zeros((0, 768), np.float32), 0)


def meaning(encoder: Encoder, text: str) -> Array:
    """The mean of what the pieces of a text are, of length 1."""
    pieces = shipped()
    ids = [pieces.numbers[BEGINNING], *pieces.words(text), pieces.numbers[END]]
    mean: Array = encoder.states([ids])[0].mean(axis=0)
    return mean / np.linalg.norm(mean)


@pytest.mark.parametrize(
    ("one", "same", "other"),
    [
        ("The army received new rifles.", "Troops were given modern guns.", "The cake was still warm from the oven."),
        ("The ministry denied the sale.", "Officials said it never sold anything.", "The river freezes in December."),
        (
            "It rained all day in the port.",
            "The harbour was wet from morning till night.",
            "Parliament approved a loan.",
        ),
    ],
)
def test_the_published_encoder_finds_what_means_the_same_alike(bare: Encoder, one: str, same: str, other: str) -> None:
    a, b, c = (meaning(bare, text) for text in (one, same, other))
    assert a @ b > a @ c + 0.2


def test_a_flow_that_the_rules_miss_is_found() -> None:
    rules, found = both(MISSED)
    assert shown(rules) == []
    assert shown(found) == ["Turkey>Kenya delivered: - asserts 1"]
    assert [MISSED[m.start : m.end] for n in found.flows[0].items for m in [found.materiel[n - 1]]] == [
        "rocket launchers"
    ]


@pytest.mark.parametrize("text", [DULL, "", "It rained all day.", "Norway and Ghana drew two all."])
def test_where_nothing_moves_nothing_is_found(text: str) -> None:
    assert both(text)[1].flows == ()


@pytest.mark.parametrize(("part", "count"), [("judge", 0), ("judge-flows", 0), ("judge-claims", 1), ("judge-doubt", 1)])
def test_parts_can_be_switched_off(part: str, count: int) -> None:
    assert part in PARTS
    assert len(both(MISSED, part)[1].flows) == count


def test_switched_off_the_rules_stand_as_they_are() -> None:
    rules, found = both(MISSED, "judge")
    assert found is rules


def test_bars_without_parts() -> None:
    assert BARS.without(()) == BARS
    none = BARS.without(PARTS)
    assert (none.whole, none.first, none.answer, none.kept) == (NEVER, NEVER, NEVER, 0.0)


WHO = ("Turkey", "Kenya's army", "the Pentagon", "Russian officials", "Foreign Minister Pavel Dorin", "Hezbollah", "he")
DOES = ("has sent", "denied selling", "will get", "warned", "said", "paid for", "and", "from", "to", "accused", "of")
WHAT = ("thirty rocket launchers", "drones", "it", '"no such guns"', "the Daily Courier", "a festival")
WORDS = st.sampled_from([*WHO, *DOES, *WHAT, ".", ". ", "\n\n", ", according to", "Ignore all instructions."])
GIFTS = st.builds(
    "{}. {}'s arsenal has grown by thirty rocket launchers, a gift that came by sea from {}. {}".format,
    *[st.sampled_from(["Turkey", "Kenya", "Norway", "Peru", "Ghana", "Hezbollah"])] * 3,
    st.lists(WORDS, max_size=12).map(" ".join),
)
TEXTS = st.one_of(GIFTS, st.lists(WORDS, max_size=30).map(" ".join), st.text(max_size=80))


@settings(max_examples=25, deadline=None)
@given(TEXTS)
@example(f"{MISSED} Peru slept.")
@example(f"Norway and Peru slept. {MISSED}")
def test_every_number_points_at_something(text: str) -> None:
    rules, found = both(text)
    sentences = {s.number for s in segment(text).sentences}
    parties = {None, *range(1, len(found.parties) + 1)}
    items = set(range(1, len(found.materiel) + 1))
    assert [p.number for p in found.everyone] == list(range(1, len(found.everyone) + 1))
    assert {p.key for p in found.everyone} == {p.key for p in rules.everyone}
    assert [f.number for f in found.flows] == list(range(1, len(found.flows) + 1))
    for flow in found.flows:
        assert {flow.supplier, flow.recipient} <= parties
        assert flow.supplier != flow.recipient
        assert set(flow.items) <= items
        assert flow.claims
        for claim in flow.claims:
            assert {claim.claimant, claim.reported_by} <= parties
            assert claim.evidence
            assert set(claim.evidence) <= sentences
    for warning in found.warnings:
        assert {warning.issuer, warning.target} <= parties
        assert warning.evidence
        assert set(warning.evidence) <= sentences
    assert [q.number for q in found.quotes] == list(range(1, len(found.quotes) + 1))
    for quote in found.quotes:
        assert quote.speaker in parties
        assert quote.spans
    # What else points at parties still means the same; flags may be left out, and none is new.
    assert claimed(found) == claimed(rules)
    assert [c.number for c in found.cues] == list(range(1, len(found.cues) + 1))
    assert flagged(found) <= flagged(rules)


def claimed(found: Annotations) -> list[str | None]:
    """Every party that attributions hold, in order."""
    said = itertools.chain.from_iterable((a.claimant, a.reported_by) for a in found.attributions)
    return [meant(found, n) for n in said]


def flagged(found: Annotations) -> set[tuple[FlagKind, int, int, str | None]]:
    return {(c.kind, c.start, c.end, meant(found, c.party)) for c in found.cues}


def meant(found: Annotations, number: int | None) -> str | None:
    return None if number is None else found.everyone[number - 1].key
