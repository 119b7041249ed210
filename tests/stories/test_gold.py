"""Pairs of the gold collection: documents that share a `story`, their edited copies, and all others apart."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from summarizer.evaluate.gold import Gold, load_folder
from summarizer.schema import Stance
from summarizer.stories import Piece, claim_ref, cluster, independent_roots, piece_of
from tests.stories.edits import EDITS, other_agency_merged

GOLD = Path(__file__).parents[2] / "evals" / "gold"
LONG = 900
"""Characters of an article that is still itself with two paragraphs of another one."""


@pytest.fixture(scope="module")
def gold() -> list[Gold]:
    return [g for half in ("dev", "test") for g in load_folder(GOLD / half)]


def wrong(pieces: dict[str, tuple[str, Piece]]) -> tuple[list[str], list[str], int]:
    """Pairs put together wrongly, pairs missed, and pairs of one story in all."""
    found = cluster(piece for _, piece in pieces.values())
    false: list[str] = []
    missed: list[str] = []
    count = 0
    for one, other in combinations(pieces, 2):
        same = pieces[one][0] == pieces[other][0]
        together = found.stories[pieces[one][1].document] is found.stories[pieces[other][1].document]
        count += same
        if together != same:
            (missed if same else false).append(f"{one} | {other}")
    return false, missed, count


def test_stories_of_the_gold_collection(gold: list[Gold]) -> None:
    false, missed, count = wrong({g.name: (g.story, piece_of(g.document, g.brief)) for g in gold})
    assert count > 0
    assert (false, missed) == ([], [])


def test_edited_copies_of_the_gold_collection(gold: list[Gold]) -> None:
    pieces = {}
    for n, g in enumerate(gold):
        piece = piece_of(g.document, g.brief)
        pieces[g.name] = g.story, piece
        for edit in EDITS:
            if edit is not other_agency_merged or len(piece.text) >= LONG:
                name = f"{g.name} {edit.__name__}"
                text = edit(piece.text, gold[(n + 7) % len(gold)].document.text)
                pieces[name] = g.story, replace(piece, document=name, text=text, outlet=None)
    false, missed, count = wrong(pieces)
    assert false == []
    assert len(missed) < 0.01 * count


def test_one_accusation_in_two_papers_rests_on_who_made_it(gold: list[Gold]) -> None:
    two = [g for g in gold if g.story == "accused-shipments"]
    clusters = cluster(piece_of(g.document, g.brief) for g in two)
    claims = [
        claim_ref(g.brief, claim)
        for g in two
        for flow in g.brief.arms_flows
        if "MMR" in {p.country for p in g.brief.parties if p.id == flow.recipient}
        for claim in flow.claims
    ]
    found = independent_roots(claims, clusters)
    assert {c.document for c in claims} == {g.document.sha256 for g in two}
    assert found.n < len([c for c in claims if c.stance in (Stance.ASSERTS, Stance.SUSPECTS)])
    names = [g.name for g in found.groups if g.supports]
    assert names.count("United States") == 1
    assert "Belarus" in [g.name for g in found.groups if not g.supports]
