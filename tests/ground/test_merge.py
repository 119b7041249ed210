"""Joining the drafts of overlapping chunks: what two chunks both saw stands once, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.draft import (
    Draft,
    DraftClaim,
    DraftFlag,
    DraftFlow,
    DraftItem,
    DraftParty,
    DraftPoint,
    DraftQuote,
    DraftWarning,
)
from summarizer.ground.merge import merge
from summarizer.schema import Category, ClaimantKind, FlagKind, PartyKind, Stage, Stance, WarningKind


def party(ref: str, name: str, *starts: int, **more: Any) -> DraftParty:
    mentions = tuple((start, start + 4) for start in starts)
    return replace(DraftParty(ref, name, PartyKind.STATE, None, None, mentions), **more)


def claim(claimant: str | None, *evidence: int, stance: Stance = Stance.ASSERTS, by: str | None = None) -> DraftClaim:
    return DraftClaim(claimant, ClaimantKind.GOVERNMENT, stance, by, evidence)


GUNS = DraftItem((10, 14), Category.ARTILLERY, None)
COUNTED = replace(GUNS, quantity=(7, 9))
SHELLS = DraftItem((20, 26), Category.AMMUNITION, None)


def flow(ref: str, supplier: str, recipient: str, *claims: DraftClaim, **more: Any) -> DraftFlow:
    return replace(DraftFlow(ref, supplier, recipient, Stage.DELIVERED, (GUNS,), claims), **more)


def test_one_flow_seen_by_two_chunks_stands_once() -> None:
    first = Draft(
        parties=(party("P1", "Norland", 0), party("N1", "Estria", 30)),
        flows=(flow("F1", "P1", "N1", claim("P1", 1, 2)),),
    )
    second = Draft(
        parties=(party("P1", "Norland", 60), party("2:N1", "ESTRIA", 90, country="EST")),
        flows=(flow("2:F1", "P1", "2:N1", claim("P1", 2, 3, by="2:N1"), claim("2:N1", 3, stance=Stance.DENIES)),),
        flags=(DraftFlag(FlagKind.HEDGE, 3, (70, 75), "2:F1"),),
    )
    whole = merge([first, second])
    assert whole.parties == (party("P1", "Norland", 0, 60), party("N1", "Estria", 30, 90, country="EST"))
    joined = flow("F1", "P1", "N1", claim("P1", 1, 2, 3, by="N1"), claim("N1", 3, stance=Stance.DENIES))
    assert whole.flows == (joined,)
    assert whole.flags == (DraftFlag(FlagKind.HEDGE, 3, (70, 75), "F1"),)


@pytest.mark.parametrize(
    ("other", "count"),
    [
        ({}, 1),
        ({"items": (COUNTED,)}, 1),
        ({"items": (GUNS, SHELLS)}, 1),
        ({"items": (SHELLS,)}, 2),
        ({"items": (replace(GUNS, words=(40, 44)),)}, 1),
        ({"stage": Stage.PLEDGED}, 2),
        ({"supplier": "P2", "recipient": "P1"}, 2),
        ({"supplier": None}, 2),
    ],
)
def test_which_flows_are_the_same(other: dict[str, Any], count: int) -> None:
    one = flow("F1", "P1", "P2", claim(None, 1))
    two = replace(flow("2:F1", "P1", "P2", claim(None, 2)), **other)
    found = merge([Draft(flows=(one,)), Draft(flows=(two,))]).flows
    assert len(found) == count
    assert {n for f in found for n in f.evidence} == {1, 2}
    assert {i.words for f in found for i in f.items} == {i.words for i in (*one.items, *two.items)}


def test_a_count_that_one_chunk_saw_is_kept() -> None:
    one, two = flow("F1", "P1", "P2", claim(None, 1)), flow("2:F1", "P1", "P2", claim(None, 1), items=(COUNTED,))
    for order in ((one, two), (two, one)):
        assert merge([Draft(flows=(f,)) for f in order]).flows[0].items == (COUNTED,)


def test_the_same_reference_is_the_same_party_whatever_it_is_called() -> None:
    first = Draft(parties=(party("P1", "Norland", 0), party("P2", "Sudria", 9)))
    second = Draft(parties=(party("P2", "Norland", 50),))
    assert merge([first, second]).parties == (party("P1", "Norland", 0), party("P2", "Sudria", 9, 50))


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        (((10, 20),), ((10, 20),), [((10, 20),)]),
        (((10, 20),), ((10, 20), (30, 40)), [((10, 20), (30, 40))]),
        (((10, 20), (30, 40)), ((30, 40),), [((10, 20), (30, 40))]),
        (((10, 20),), ((30, 40),), [((10, 20),), ((30, 40),)]),
    ],
)
def test_quotes_that_share_a_stretch_are_one(one: Any, two: Any, expected: list[Any]) -> None:
    first = Draft(quotes=(DraftQuote(one, None, None, None, False),))
    second = Draft(parties=(party("2:N1", "Norland", 0),), quotes=(DraftQuote(two, "2:N1", (1, 2), None, False),))
    found = merge([first, second]).quotes
    assert [q.spans for q in found] == expected
    assert found[-1].speaker == "2:N1"


def warning(ref: str, *evidence: int, kind: WarningKind = WarningKind.RISK) -> DraftWarning:
    return DraftWarning(ref, kind, "P1", None, f"gist of {ref}", evidence)


def test_warnings_of_two_chunks_that_cite_one_sentence_are_one() -> None:
    first = Draft(warnings=(warning("W1", 1, 2), warning("W2", 2)))
    second = Draft(
        warnings=(warning("2:W1", 2, 3), warning("2:W2", 9), warning("2:W3", 1, kind=WarningKind.DEMAND)),
        flags=(DraftFlag(FlagKind.HEDGE, 2, (0, 1), "2:W1"), DraftFlag(FlagKind.HEDGE, 9, (0, 1), "2:W2")),
    )
    whole = merge([first, second])
    found = {w.ref: (w.evidence, w.gist) for w in whole.warnings}
    assert found["W1"] == ((1, 2, 3), "gist of W1")
    assert list(found) == ["W1", "W2", "2:W2", "2:W3"]
    assert [f.about for f in whole.flags] == ["W1", "2:W2"]


def test_the_first_flag_of_a_kind_and_sentence_stands() -> None:
    one, two = DraftFlag(FlagKind.HEDGE, 1, (0, 2), None), DraftFlag(FlagKind.HEDGE, 1, (3, 4), None)
    other = DraftFlag(FlagKind.DENIAL, 1, (3, 4), None)
    assert merge([Draft(flags=(one,)), Draft(flags=(two, other))]).flags == (one, other)


def points(*sentences: int) -> tuple[DraftPoint, ...]:
    return tuple(DraftPoint(f"about S{n}", (n,)) for n in sentences)


@pytest.mark.parametrize(
    ("chunks", "expected"),
    [
        ([(1, 2, 3)], (1, 2, 3)),
        ([(1, 2, 3, 4, 5), (11, 12)], (1, 2, 3, 11, 12)),
        ([(1, 2, 3, 4, 5), (), (21, 22, 23)], (1, 2, 3, 21, 22)),
        ([(1, 2), (2, 3)], (1, 2, 3)),
        ([(n, n + 1) for n in range(0, 70, 10)], (0, 10, 20, 30, 40)),
    ],
)
def test_key_points_speak_of_the_whole_text(chunks: list[tuple[int, ...]], expected: tuple[int, ...]) -> None:
    drafts = [Draft(key_points=points(*numbers), headline=f"of {numbers}") for numbers in chunks]
    whole = merge(drafts)
    assert whole.key_points == points(*expected)
    assert whole.headline == f"of {chunks[0]}"


def test_a_later_headline_serves_where_the_first_chunk_gives_none() -> None:
    assert merge([Draft(headline=None), Draft(headline="Second")]).headline == "Second"


refs = st.sampled_from(["P1", "P2", "N1", None])
claims = st.builds(
    DraftClaim,
    refs,
    st.sampled_from(list(ClaimantKind)[:2]),
    st.sampled_from(list(Stance)[:2]),
    refs,
    st.lists(st.integers(1, 6), min_size=1, max_size=3).map(tuple),
)
flows = st.builds(
    DraftFlow,
    st.sampled_from(["F1", "F2", "F3"]),
    refs,
    refs,
    st.sampled_from([Stage.DELIVERED, Stage.PLEDGED]),
    st.lists(st.sampled_from([GUNS, COUNTED, SHELLS]), max_size=2).map(tuple),
    st.lists(claims, min_size=1, max_size=2).map(tuple),
)
NAMES = ["Norland", "Sudria"]


@st.composite
def drafts(draw: st.DrawFn) -> list[Draft]:
    """Some chunks' drafts, each with references of its own except for parties P1 and P2."""
    found = []
    for number in range(draw(st.integers(0, 4))):
        tag = f"{number}:"

        def own(ref: str | None, tag: str = tag) -> str | None:
            return ref if ref is None or ref[0] == "P" else tag + ref

        made = draw(st.lists(flows, max_size=3, unique_by=lambda f: f.ref))
        found.append(
            Draft(
                parties=tuple(
                    party(own(ref) or "", draw(st.sampled_from(NAMES)), draw(st.integers(0, 50)))
                    for ref in ("P1", "P2", "N1")
                ),
                flows=tuple(
                    replace(
                        f,
                        ref=tag + f.ref,
                        supplier=own(f.supplier),
                        recipient=own(f.recipient),
                        claims=tuple(
                            replace(c, claimant=own(c.claimant), reported_by=own(c.reported_by)) for c in f.claims
                        ),
                    )
                    for f in made
                ),
            )
        )
    return found


@given(drafts())
def test_nothing_is_lost_and_every_reference_resolves(chunks: list[Draft]) -> None:
    whole = merge(chunks)
    known = {p.ref for p in whole.parties}
    assert len(known) == len(whole.parties)
    assert len({f.ref for f in whole.flows}) == len(whole.flows)
    used = {r for f in whole.flows for r in (f.supplier, f.recipient)}
    used |= {r for f in whole.flows for c in f.claims for r in (c.claimant, c.reported_by)}
    assert used - {None} <= known
    for name, of in (
        ("evidence", lambda f: f.evidence),
        ("items", lambda f: [i.words for i in f.items]),
        ("stances", lambda f: [c.stance for c in f.claims]),
    ):
        before = {x for d in chunks for f in d.flows for x in of(f)}
        assert {x for f in whole.flows for x in of(f)} == before, name
    mentions = {m for d in chunks for p in d.parties for m in p.mentions}
    assert {m for p in whole.parties for m in p.mentions} == mentions


@given(drafts())
def test_merging_again_changes_nothing(chunks: list[Draft]) -> None:
    whole = merge(chunks)
    again = merge([whole])
    assert again.parties == whole.parties
    assert {f.ref for f in again.flows} <= {f.ref for f in whole.flows}
