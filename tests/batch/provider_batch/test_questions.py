"""Batches ask what single calls ask, in files no larger than allowed."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from summarizer import api
from summarizer.batch.provider_batch import Size
from summarizer.document import Document
from tests.batch.provider_runs import (
    OPTIONS,
    Server,
    a_run,
    account,
    always,
    answering,
    briefs,
    by_batches,
    good,
)
from tests.engines.accounts import GOOD, saying, wrong_count
from tests.loopback import ok


def test_a_batch_asks_what_single_calls_ask_and_gives_the_same_briefs(server: Server, tmp_path: Path) -> None:
    loopback = server(always({2: ok(saying(wrong_count()))}))
    for number in range(4):
        api.run(Document(account(number)), **OPTIONS)
    called = Counter(json.dumps(request.body, sort_keys=True) for request in loopback.directly)
    with a_run(tmp_path, 4) as (run, generation):
        by_batches(run, generation)
        batched = briefs(run, generation)
    assert Counter(json.dumps(request.body, sort_keys=True) for request in loopback.asked) == called
    for number in range(4):
        single = json.loads(api.run(Document(account(number)), **OPTIONS).brief.model_dump_json())
        del single["provenance"]["created_at"], single["provenance"]["seconds"]
        assert batched[f"{number}.txt"] == single


def test_each_line_is_a_request_of_the_protocol(server: Server, tmp_path: Path) -> None:
    loopback = server(good)
    with a_run(tmp_path, 2) as (run, generation):
        by_batches(run, generation)
    lines = loopback.lines(loopback.uploaded[0])
    assert [(line["method"], line["url"]) for line in lines] == [("POST", "/v1/chat/completions")] * 2
    assert all(set(line) == {"custom_id", "method", "url", "body"} for line in lines)
    assert all(len(line["custom_id"]) <= 64 for line in lines)
    assert all(line["body"]["response_format"]["json_schema"]["strict"] is True for line in lines)


def test_a_finished_run_leaves_nothing_behind_and_asks_nothing(server: Server, tmp_path: Path) -> None:
    loopback = server(good)
    with a_run(tmp_path, 3) as (run, generation):
        by_batches(run, generation)
        before = len(loopback.requests)
        by_batches(run, generation)
        assert run.counts(generation).done == 3
    assert len(loopback.requests) == before
    assert not [path.name for path in tmp_path.iterdir() if "batches" in path.name]
    assert set(loopback.deleted) == set(loopback.files)


def test_usage_counts_every_answer_once(server: Server, tmp_path: Path) -> None:
    server(answering({1: ok("not JSON", tokens_in=100, tokens_out=7)}, ok(GOOD, tokens_in=10, tokens_out=1)))
    with a_run(tmp_path, 2) as (run, generation):
        by_batches(run, generation)
        usage = run.counts(generation).usage
    assert (usage.calls, usage.tokens_in, usage.tokens_out) == (3, 120, 9)


@pytest.mark.parametrize(("size", "lines"), [(Size(questions=2), [2, 2, 1]), (Size(questions=5), [5])])
def test_files_hold_no_more_requests_than_allowed(server: Server, tmp_path: Path, size: Size, lines: list[int]) -> None:
    loopback = server(good)
    with a_run(tmp_path, 5) as (run, generation):
        by_batches(run, generation, size=size)
        assert run.counts(generation).done == 5
    assert [len(loopback.lines(name)) for name in loopback.uploaded] == lines


def test_files_hold_no_more_bytes_than_allowed(server: Server, tmp_path: Path) -> None:
    loopback = server(good)
    with a_run(tmp_path, 5) as (run, generation):
        by_batches(run, generation)
        whole = len(loopback.files[loopback.uploaded[0]])
    other = tmp_path / "other"
    other.mkdir()
    loopback.uploaded.clear()
    with a_run(other, 5) as (run, generation):
        by_batches(run, generation, size=Size(bytes=whole // 2))
        assert run.counts(generation).done == 5
    assert len(loopback.uploaded) > 1
    assert all(len(loopback.files[name]) <= whole // 2 for name in loopback.uploaded)


def test_a_request_that_no_file_can_hold_fails_its_document_alone(server: Server, tmp_path: Path) -> None:
    server(good)
    with a_run(tmp_path, 1) as (run, generation):
        by_batches(run, generation, size=Size(bytes=100))
        (unsolved,) = run.unsolved(generation)
    assert unsolved.kind == "ProviderError"
    assert "does not fit a batch file" in str(unsolved.reason)
