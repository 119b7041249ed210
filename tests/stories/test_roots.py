"""How many independent origins stand behind a claim, and how that is said."""

from __future__ import annotations

import dataclasses
import random

import pytest

from summarizer.schema import ClaimantKind, Stance
from summarizer.stories import ClaimRef, Clusters, Piece, Quote, Story, cluster, independent_roots
from tests.stories.edits import byline_changed
from tests.stories.texts import OTHER, REWRITE, WIRE

NOTHING = Clusters(stories={}, roots={})


def official(
    document: str, name: str = "Oona Brask", state: str | None = "KST", stance: Stance = Stance.ASSERTS, **more: object
) -> ClaimRef:
    claim = ClaimRef(
        document,
        name.casefold(),
        ClaimantKind.OFFICIAL,
        stance,
        claimant_name=name,
        allegiance=state,
        allegiance_name={"KST": "Kestovia", "USA": "United States"}.get(state or ""),
    )
    return dataclasses.replace(claim, **more)  # type: ignore[arg-type]  # a test's shorthand


def unnamed(document: str, relay: str | None = None, *evidence: str) -> ClaimRef:
    kind = ClaimantKind.ANONYMOUS_SOURCE
    folded = relay and relay.casefold()
    return ClaimRef(document, None, kind, Stance.ASSERTS, folded, reported_by_name=relay, evidence=evidence)


def own_voice(document: str, *evidence: str) -> ClaimRef:
    return ClaimRef(document, None, ClaimantKind.UNATTRIBUTED, Stance.ASSERTS, evidence=evidence)


def told(**outlets: str) -> Clusters:
    """Documents of outlets, all of one story."""
    story = Story("a", tuple(outlets), None)
    return Clusters(stories=dict.fromkeys(outlets, story), roots={d: d for d in outlets}, outlets=outlets)


TEN = [official(f"d{n}") for n in range(10)]
EVIDENCE = "A first batch of nine vehicles will be handed over in the harbour before the autumn."
CASES = {
    "ten articles, one spokesman": (
        TEN,
        NOTHING,
        (1, 0),
        "Ten articles, one root: all rest on the statement of Kestovia (Oona Brask); none reports it independently.",
    ),
    "one article": (
        [official("a")],
        NOTHING,
        (1, 0),
        "One article, one root: it rests on the statement of Kestovia (Oona Brask).",
    ),
    "two voices of one state": (
        [official("a", "Jo Lind", "USA"), official("b", "State Department", "USA")],
        NOTHING,
        (1, 0),
        "Two articles, one root: all rest on statements of the United States (Jo Lind, State Department); "
        "none reports it independently.",
    ),
    "two states": (
        [official("a"), official("b"), official("b", "Jo Lind", "USA")],
        NOTHING,
        (2, 0),
        "Two articles, two roots: Kestovia (two articles); the United States (one article).",
    ),
    "a denial is no support": (
        [official("a"), official("a", "Jo Lind", "USA", Stance.DENIES)],
        NOTHING,
        (1, 1),
        "One article, one root: it rests on the statement of Kestovia (Oona Brask). "
        "Denied by the United States (one article).",
    ),
    "only doubt": (
        [official("a", "Jo Lind", "USA", Stance.FINDS_NO_EVIDENCE)],
        NOTHING,
        (0, 1),
        "No evidence found by the United States (one article).",
    ),
    "a rewrite relays the agency's sources": (
        [unnamed("wire"), unnamed("paper", "Northern Wire")],
        told(wire="Northern Wire", paper="The Standard"),
        (1, 0),
        "Two articles, one root: all go back to Northern Wire, which says so from unnamed sources; "
        "none reports it independently.",
    ),
    "sources of their own": (
        [unnamed("wire"), unnamed("paper")],
        told(wire="Northern Wire", paper="The Standard"),
        (2, 0),
        "Two articles, two roots: Northern Wire (one article, its own reporting); "
        "The Standard (one article, its own reporting).",
    ),
    "the agency's copy without its sources": (
        [unnamed("wire", None, EVIDENCE), own_voice("paper", EVIDENCE)],
        told(wire="Northern Wire", paper="The Standard"),
        (1, 0),
        "Two articles, one root: all go back to Northern Wire, which says so from unnamed sources; "
        "none reports it independently.",
    ),
    "own voice beside a source": (
        [official("a"), own_voice("a")],
        told(a="The Standard"),
        (1, 0),
        "One article, one root: it rests on the statement of Kestovia (Oona Brask).",
    ),
    "own voice beside another article's source": (
        [official("a"), own_voice("b")],
        told(a="Northern Wire", b="The Standard"),
        (1, 0),
        "Two articles, one root: one rests on the statement of Kestovia (Oona Brask); one names no source of its own.",
    ),
    "own voice of another story": (
        [official("a"), own_voice("b")],
        dataclasses.replace(told(b="The Standard"), stories={}),
        (1, 0),
        "Two articles, one root: one rests on the statement of Kestovia (Oona Brask); one names no source of its own.",
    ),
    "own voice of another story, of what the outlet has seen": (
        [official("a"), own_voice("b", "Nine of them stand in the harbour, in pictures reviewed by this newspaper.")],
        dataclasses.replace(told(b="The Standard"), stories={}),
        (2, 0),
        "Two articles, two roots: Kestovia (one article); The Standard (one article, its own reporting).",
    ),
    "own voice of two stories, and nobody named": (
        [own_voice("a"), own_voice("b")],
        dataclasses.replace(told(a="Northern Wire", b="The Standard"), stories={}),
        (2, 0),
        "Two articles, two roots: Northern Wire (one article, its own reporting); "
        "The Standard (one article, its own reporting).",
    ),
    "unnamed officials of another outlet beside a spokesman": (
        [official("a"), unnamed("b", None, "Nine are on their way, officials said.")],
        told(a="Northern Wire", b="The Standard"),
        (1, 0),
        "Two articles, one root: one rests on the statement of Kestovia (Oona Brask); one names no source of its own.",
    ),
    "unnamed people who hold no office": (
        [official("a"), unnamed("b", None, "Two dockers counted nine of them.")],
        told(a="Northern Wire", b="The Standard"),
        (2, 0),
        "Two articles, two roots: Kestovia (one article); The Standard (one article, its own reporting).",
    ),
    "unnamed officials of the spokesman's state": (
        [official("a"), dataclasses.replace(unnamed("b", None, "Kestovian aides said so."), behind=("KST",))],
        told(a="Northern Wire", b="The Standard"),
        (1, 0),
        "Two articles, one root: all rest on the statement of Kestovia (Oona Brask); none reports it independently.",
    ),
    "unnamed officials of another state": (
        [official("a"), dataclasses.replace(unnamed("b", None, "American aides said so."), behind=("USA",))],
        told(a="Northern Wire", b="The Standard"),
        (2, 0),
        "Two articles, two roots: Kestovia (one article); The Standard (one article, its own reporting).",
    ),
    "nothing": ([], NOTHING, (0, 0), ""),
}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_roots_are_counted_and_said(case: str) -> None:
    claims, clusters, counts, sentence = CASES[case]
    found = independent_roots(claims, clusters)
    assert (found.n, found.denied, found.sentence) == (*counts, sentence)


def firm(document: str, name: str) -> ClaimRef:
    return dataclasses.replace(official(document, name, None), claimant_kind=ClaimantKind.COMPANY)


@pytest.mark.parametrize(
    ("claims", "roots"),
    [
        ([official("a"), official("a", "Economy Ministry", None)], 1),
        ([official("a", "Ministry", None), official("a", "Lea Holm", None)], 1),
        ([official("a"), official("a", "Jo Lind", "USA")], 2),
        ([official("a"), official("a", "Jo Lind", "USA"), official("a", "Ministry", None)], 2),
        ([firm("a", "Nordwerk"), firm("a", "Ragna Moe")], 1),
        ([firm("a", "Nordwerk"), official("a")], 2),
        ([official("a"), official("b", "Economy Ministry", None)], 2),
        ([official("a", "Ministry", None, claimant_kind=ClaimantKind.EXPERT), official("a")], 2),
    ],
)
def test_voices_whose_house_is_not_told_corroborate_nobody_in_their_document(
    claims: list[ClaimRef], roots: int
) -> None:
    assert independent_roots(claims, NOTHING).n == roots
    assert independent_roots(reversed(claims), NOTHING).n == roots


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_order_of_claims_changes_nothing(case: str) -> None:
    claims, clusters, *_ = CASES[case]
    shuffled = random.Random(7).sample(claims, len(claims))
    assert independent_roots(shuffled, clusters) == independent_roots(claims, clusters)


SAID = "We are buying what our brigades asked for, and nothing that they did not,"


@pytest.mark.parametrize(
    ("quotes", "other_quotes", "roots"),
    [((SAID,), ("what our brigades asked for, and nothing",), 1), ((SAID,), ("asked for",), 2), ((), (SAID,), 2)],
    ids=["shared", "too short", "quoted once"],
)
def test_a_shared_quotation_makes_one_root(quotes: tuple[str, ...], other_quotes: tuple[str, ...], roots: int) -> None:
    claims = [
        official("a", state=None, quotes=quotes),
        official("b", "defence ministry", None, quotes=other_quotes),
    ]
    found = independent_roots(claims, NOTHING)
    assert found.n == roots
    assert [g.why for g in found.groups] == (["they share a direct quotation"] if roots == 1 else ["", ""])


def test_one_paper_may_share_a_spokesman_and_still_have_reporting_of_its_own() -> None:
    quote = (Quote(SAID, "Oona Brask"),)
    pieces = [Piece("wire", WIRE, outlet="Northern Wire", quotes=quote), Piece("paper", REWRITE, quotes=quote)]
    clusters = cluster(pieces)
    price = [official("wire", state=None), official("paper", "Brask of the ministry", None)]
    handover = [
        unnamed("wire", None, EVIDENCE),
        unnamed("paper", None, "Our own visit found nine of them already there."),
    ]
    assert independent_roots(price, clusters).n == 2
    shared = [dataclasses.replace(c, claimant_name="Oona Brask") for c in price]
    assert independent_roots(shared, clusters).n == 1
    assert independent_roots(handover, clusters).n == 2


def test_copies_are_one_root_and_added_reporting_is_another() -> None:
    copy = byline_changed(WIRE, "")
    clusters = cluster([Piece("a", WIRE), Piece("b", copy), Piece("c", OTHER)])
    assert independent_roots([own_voice("a", EVIDENCE), own_voice("b", "In other words.")], clusters).n == 1
    assert independent_roots([own_voice("a", EVIDENCE), own_voice("c", "In other words.")], clusters).n == 2


def test_many_claims_take_little_time() -> None:
    said = [
        f"On day {n} the {n * 7}th convoy crossed the bridge at dawn with {n} guns and {n} crews" for n in range(3000)
    ]
    claims = [own_voice(f"d{n}", text) for n, text in enumerate(said)]
    assert independent_roots(claims, NOTHING).n == 3000
