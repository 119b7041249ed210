"""Long documents: chunks and their overlap, halves, refusals, and coverage that never mistakes silence for absence."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import api
from summarizer.document import Document
from summarizer.engines.client import Client
from summarizer.engines.meter import Meter
from summarizer.engines.providers import connect
from summarizer.engines.single import Single
from summarizer.errors import EngineError, RefusedError
from summarizer.schema import ChunkStatus
from tests.engines.accounts import (
    GOOD,
    PROMPT,
    TEXT,
    Reader,
    answer,
    brief_from,
    brief_of,
    claim,
    depots,
    flow,
    job,
    listed,
    of_depots,
    party,
    read,
    saying,
    words,
)
from tests.loopback import Behaviour, Loopback, Received, error, ok, refusal, reset, silence, truncated


def test_a_long_document_is_read_in_chunks_that_overlap(server: Loopback) -> None:
    text = depots(1_000)
    server.script(ok(lambda asked: saying(of_depots(listed(Received("", "", {}, asked))))))
    brief = brief_of(text)
    seen = [set(listed(r)) for r in server.requests]
    assert len(seen) >= 2
    assert set().union(*seen) == set(range(1, 1_001))
    assert all(len(one & other) in (0, 3) for one in seen for other in seen if one is not other)
    assert brief.provenance.calls == len(seen)
    assert [f.stage.value for f in brief.arms_flows] == ["delivered"]
    assert len(brief.arms_flows[0].claims) == 1
    assert len(brief.arms_flows[0].claims[0].evidence) == len(brief.arms_flows[0].items) == 1_000
    assert [p.name for p in brief.parties] == ["Norland", "Sudria"]
    assert brief.coverage.complete
    assert {u.about for u in brief.uncertainty} == {"F1"}
    ends = [chunk.end for chunk in brief.coverage.chunks]
    chunk_of = {next(i for i, end in enumerate(ends) if p.evidence[0].start < end) for p in brief.key_points}
    assert chunk_of == set(range(len(seen)))


def test_one_refused_chunk_does_not_cost_the_others() -> None:
    def react(request: Received) -> Behaviour:
        shown = listed(request)
        return refusal("No.") if 1 in shown else ok(saying(of_depots(shown)))

    with Reader(react) as server:
        work = job(depots(9))
        extraction = read(work, server, budget=90)
    assert [c.status.value for c in extraction.chunks] == ["refused", *["read"] * (len(extraction.chunks) - 1)]
    assert "declined to answer: No" in (extraction.chunks[0].detail or "")
    assert len(extraction.draft.flows) == 1


def test_the_fallback_reads_what_the_first_model_refuses(
    rules_find_nothing: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def react(request: Received) -> Behaviour:
        return refusal() if request.body["model"] == "shy" else ok(GOOD, tokens_in=11, tokens_out=3)

    record = tmp_path / "r.jsonl"
    with Reader(react) as reader:
        monkeypatch.setenv("OPENAI_BASE_URL", reader.url)
        brief = api.run(Document(TEXT), model="openai/shy", fallback="openai/bold", record=record).brief
    assert [r.body["model"] for r in reader.requests] == ["shy", "bold"]
    assert brief.coverage.complete
    assert brief.coverage.chunks[0].detail == "refused by shy, read by bold"
    assert (brief.provenance.calls, brief.provenance.tokens_in) == (2, 12 + 11)
    assert brief.provenance.parameters["fallback"] == "openai/bold"
    again = api.run(Document(TEXT), replay=record, fallback="openai/bold").brief
    assert (again.arms_flows, again.coverage) == (brief.arms_flows, brief.coverage)


def test_a_fallback_that_refuses_too_leaves_the_chunk_refused() -> None:
    with Loopback() as server:
        server.script(refusal())
        connection = connect("openai/other", base_url=server.url)

        async def run() -> None:
            async with Client(connection) as second:
                await Single(PROMPT, fallback=second).extract(job(TEXT), second.metered(Meter()))

        with pytest.raises(RefusedError):
            asyncio.run(run())
        assert len(server.requests) == 2


def test_a_cut_answer_is_asked_for_in_halves() -> None:
    def react(request: Received) -> Behaviour:
        shown = listed(request)
        return truncated('{"parties": [') if len(shown) > 4 else ok(saying(of_depots(shown)))

    with Reader(react) as reader:
        extraction = read(job(depots(8)), reader)
    assert [sorted(listed(r)) for r in reader.requests] == [[*range(1, 9)], [1, 2, 3, 4], [5, 6, 7, 8]]
    assert [c.status for c in extraction.chunks] == [ChunkStatus.READ] * 2
    assert len(extraction.draft.flows) == 1


def test_what_is_cut_after_all_halving_is_truncated() -> None:
    def react(request: Received) -> Behaviour:
        shown = listed(request)
        return truncated("{") if 1 in shown else ok(saying(of_depots(shown)))

    with Reader(react) as reader:
        work = job(depots(8))
        extraction = read(work, reader)
    assert [c.status.value for c in extraction.chunks] == ["truncated", "read", "read"]
    assert extraction.chunks[0].end == work.source.segmentation.sentence(2).end


@pytest.mark.parametrize("behaviour", [ok("never json"), reset(), silence(), error(400)])
def test_a_broken_chunk_has_failed(behaviour: Behaviour) -> None:
    def react(request: Received) -> Behaviour:
        shown = listed(request)
        return behaviour if 1 in shown else ok(saying(of_depots(shown)))

    with Reader(react) as reader:
        extraction = read(job(depots(6)), reader, budget=90, timeout=2.0)
    found = [c.status.value for c in extraction.chunks]
    assert found == ["failed", *["read"] * (len(found) - 1)]
    assert extraction.chunks[0].detail


def test_an_answer_points_only_at_what_it_was_shown() -> None:
    def react(request: Received) -> Behaviour:
        shown = listed(request)
        told = of_depots(shown)
        told["arms_flows"][0]["claims"][0]["sentences"].append(1 if 1 not in shown else 9)
        told["warnings"] = [{"kind": "risk", "issuer": None, "target": None, "gist": "x", "sentences": [1, 9]}]
        return ok(saying(told))

    with Reader(react) as reader:
        extraction = read(job(depots(9)), reader, budget=90)
    assert len(extraction.chunks) > 1
    shown = [set(listed(r)) for r in reader.requests]
    cited = [set(w.evidence) for w in extraction.draft.warnings]
    assert cited
    assert all(any(c <= s for s in shown) for c in cited)
    assert any(d.reason == "it cites no sentence of the text" for d in extraction.dropped)


def test_halves_that_begin_at_the_same_sentence_keep_their_own_references() -> None:
    """A second half of one chunk and the first half of the next, when both answers were cut."""
    answered: Counter[int] = Counter()

    def react(request: Received) -> Behaviour:
        shown = sorted(listed(request))
        if len(shown) > 3:
            return truncated("{")
        depot = shown[answered[shown[0]]]
        answered[shown[0]] += 1
        told = answer(
            parties=[
                party("N1", "Norland", "state", words(depot, "Norland")),
                party("N2", f"Depot {depot}", "other", words(depot, f"Depot {depot}")),
            ],
            arms_flows=[flow("N1", "N2", "delivered", [], claim(None, "unattributed", "asserts", depot))],
        )
        return ok(saying(told))

    work = job(depots(9))
    with Reader(react) as reader:
        extraction = read(work, reader, budget=120)
    assert answered == {1: 1, 4: 2, 7: 1}
    names = {p.ref: p.name for p in extraction.draft.parties}
    assert sorted(names[f.recipient or ""] for f in extraction.draft.flows) == [f"Depot {n}" for n in (1, 4, 5, 7)]
    assert len(brief_from(work, extraction).arms_flows) == 4


@pytest.fixture(scope="module")
def shared() -> Any:
    with Reader(lambda _: error(418)) as reader:
        yield reader


OUTCOMES = {"read": ChunkStatus.READ, "refused": ChunkStatus.REFUSED, "cut": ChunkStatus.TRUNCATED}
FAILING = {"bad": ok("never json"), "hung up": reset(), "denied": error(400)}


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from([*OUTCOMES, *FAILING]), min_size=1, max_size=12))
def test_coverage_tells_exactly_what_was_read(shared: Reader, outcomes: list[str]) -> None:
    """Whatever befalls the chunks: complete means all read, no sentence is missing, silence is never mistaken."""
    work = job(depots(len(outcomes)))
    said: list[frozenset[int]] = []

    def react(request: Received) -> Behaviour:
        shown = listed(request)
        outcome = outcomes[min(shown) - 1]
        if outcome == "read":
            said.append(frozenset(shown))
            return ok(saying(of_depots(shown)))
        return {"refused": refusal(), "cut": truncated("{"), **FAILING}[outcome]

    shared.react = react
    try:
        extraction = read(work, shared, budget=70)
    except EngineError:
        assert not said
        return
    assert said
    covered: dict[int, set[ChunkStatus]] = {n: set() for n in range(1, len(outcomes) + 1)}
    for chunk in extraction.chunks:
        inside = [s for s in work.source.segmentation.sentences if chunk.start <= s.start and s.end <= chunk.end]
        assert (chunk.start, chunk.end) == (inside[0].start, inside[-1].end)
        expected = OUTCOMES.get(outcomes[inside[0].number - 1], ChunkStatus.FAILED)
        assert chunk.status is expected
        assert (chunk.detail is None) is (chunk.status is ChunkStatus.READ)
        for sentence in inside:
            covered[sentence.number].add(chunk.status)
    assert all(covered.values())
    brief = brief_from(work, extraction)
    assert brief.coverage.complete is all(c.status is ChunkStatus.READ for c in extraction.chunks)
    evidence = set(brief.arms_flows[0].claims[0].evidence)
    read_in = {n for n, found in covered.items() if ChunkStatus.READ in found}
    sentences = work.source.segmentation.sentences
    assert {s.start for s in evidence} == {s.start for s in sentences if s.number in read_in}
