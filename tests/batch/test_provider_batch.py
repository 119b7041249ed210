"""A run by the provider's batch endpoint, against a server that speaks its protocol."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from summarizer import api
from summarizer.batch.inputs import Item
from summarizer.batch.provider_batch import Pace, Size, Standing, batched, check, run_by_batches
from summarizer.batch.runner import Limits
from summarizer.batch.settings import settings_of
from summarizer.batch.sitting import Stop
from summarizer.document import Document
from summarizer.engines.chunks import Stretch, stretches
from summarizer.engines.meter import Prices
from summarizer.engines.retry import RetryPolicy
from summarizer.errors import BudgetError, NoEngineError, OutputError, ProviderError
from summarizer.segment import Segmentation
from summarizer.store import Outcome
from tests.batch.provider_runs import (
    OPTIONS,
    a_run,
    account,
    always,
    answering,
    briefs,
    by_batches,
    edition,
    good,
    no_sleep,
    outcomes,
)
from tests.engines.accounts import GOOD, depots, listed, of_depots, saying, wrong_count
from tests.loopback import Behaviour, Received, content_filter, error, ok, raw, refusal, truncated
from tests.loopback.batches import BatchLoopback, Fate

DONE, PARTIAL, REFUSED, FAILED = Outcome.DONE, Outcome.PARTIAL, Outcome.REFUSED, Outcome.FAILED
Server = Callable[..., BatchLoopback]


@pytest.fixture(autouse=True)
def _annotated_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same few accounts are read over and over."""
    monkeypatch.setattr(api, "annotated", _annotated)


_annotated = cache(api.annotated)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Starts a server that answers as told."""
    running: list[BatchLoopback] = []

    def start(react: Callable[[Received], Behaviour], *fates: Fate) -> BatchLoopback:
        loopback = BatchLoopback(react, *fates)
        running.append(loopback.__enter__())
        monkeypatch.setenv("OPENAI_BASE_URL", loopback.url)
        return loopback

    yield start
    for loopback in running:
        loopback.__exit__()


def created(loopback: BatchLoopback) -> int:
    return len(loopback.batches)


# One path ---------------------------------------------------------------------------------------------------------


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


# What answers come to ---------------------------------------------------------------------------------------------

BROKEN = raw(b'{"choices": []}')


@pytest.mark.parametrize(
    ("react", "outcome", "kind", "batches"),
    [
        pytest.param(answering({1: ok("not JSON")}), DONE, None, 2, id="an answer that is no JSON is asked again"),
        pytest.param(always({1: ok("not JSON")}), FAILED, "AnswerError", 2, id="no JSON twice"),
        pytest.param(answering({1: ok(saying(wrong_count()))}), DONE, None, 2, id="what does not stand is asked again"),
        pytest.param(always({1: refusal()}), REFUSED, "RefusedError", 1, id="refused"),
        pytest.param(always({1: content_filter()}), REFUSED, "RefusedError", 1, id="filtered"),
        pytest.param(
            always({1: error(400, "flagged", code="content_filter")}), REFUSED, "RefusedError", 1, id="line refused"
        ),
        pytest.param(always({1: error(400, "bad value")}), FAILED, "ProviderError", 1, id="a line that is wrong"),
        pytest.param(answering({1: error(500)}), DONE, None, 2, id="a server error is asked again"),
        pytest.param(answering({1: error(429)}), DONE, None, 2, id="a rate limit is asked again"),
        pytest.param(answering({1: BROKEN}), DONE, None, 2, id="an answer without a choice is asked again"),
        pytest.param(always({1: error(500)}), FAILED, "ProviderError", 3, id="a server error three times"),
        pytest.param(always({1: BROKEN}), FAILED, "ProviderError", 3, id="no choice three times"),
    ],
)
def test_outcome_of_one_document_among_others(
    server: Server,
    tmp_path: Path,
    react: Callable[[Received], Behaviour],
    outcome: Outcome,
    kind: str | None,
    batches: int,
) -> None:
    loopback = server(react)
    with a_run(tmp_path, 3) as (run, generation):
        by_batches(run, generation)
        assert outcomes(run, generation) == {"0.txt": DONE, "1.txt": outcome, "2.txt": DONE}
        assert [unsolved.kind for unsolved in run.unsolved(generation)] == ([kind] if kind else [])
    assert created(loopback) == batches


def test_a_mended_answer_is_the_one_that_stands(server: Server, tmp_path: Path) -> None:
    server(answering({0: ok(saying(wrong_count()))}))
    with a_run(tmp_path, 1) as (run, generation):
        by_batches(run, generation)
        (record,) = run.records(generation)
    assert [item.span.text for flow in record.brief.arms_flows for item in flow.items] == ["howitzers", "mines"]
    assert record.brief.provenance.calls == 2


def test_a_long_document_is_asked_in_one_batch_and_halved_in_the_next(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def short(segmentation: Segmentation, _: int) -> list[Stretch]:
        return stretches(segmentation, 200)

    monkeypatch.setattr("summarizer.engines.single.stretches", short)

    cut: list[Received] = []

    def react(request: Received) -> Behaviour:
        sentences = listed(request)
        if 20 in sentences and len(sentences) > 6:
            cut.append(request)
            return truncated("{")
        return ok(saying(of_depots(sentences)))

    loopback = server(react)
    with a_run(tmp_path, 0) as (run, generation):
        run.add(Document(depots(30)), "long.txt")
        by_batches(run, generation)
        (record,) = run.records(generation)
    first, second = (len(loopback.lines(name)) for name in loopback.uploaded)
    assert first > 3
    assert second == 2 * len(cut) > 0
    assert len(record.brief.coverage.chunks) == first + len(cut)
    assert record.outcome is DONE
    assert len(record.brief.arms_flows[0].items) > 1


def test_a_model_that_refuses_gives_way_to_another_in_a_batch_of_its_own(server: Server, tmp_path: Path) -> None:
    loopback = server(lambda request: refusal() if request.body["model"] == "test-model" else ok(GOOD))
    with a_run(tmp_path, 2) as (run, _):
        options = api.Options(model="openai/test-model", fallback="openai/other-model")
        generation = run.generation(settings_of(options))
        by_batches(run, generation, options)
        assert run.counts(generation).done == 2
    asked = [{line["body"]["model"] for line in loopback.lines(name)} for name in loopback.uploaded]
    assert asked == [{"test-model"}, {"other-model"}]


# What batches come to ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fates", "batches"),
    [
        pytest.param([Fate("expired", answered=2), Fate()], 2, id="expired in part"),
        pytest.param([Fate("expired", answered=0), Fate("expired", answered=4), Fate()], 3, id="expired twice"),
        pytest.param([Fate(lost=2), Fate()], 2, id="answers that are in neither file"),
        pytest.param([Fate(polls=40)], 1, id="one that takes long"),
    ],
)
def test_what_a_batch_leaves_is_asked_in_the_next(
    server: Server, tmp_path: Path, fates: list[Fate], batches: int
) -> None:
    loopback = server(good, *fates)
    with a_run(tmp_path, 5) as (run, generation):
        by_batches(run, generation)
        assert set(outcomes(run, generation).values()) == {DONE}
        assert run.counts(generation).usage.calls == 5
    assert created(loopback) == batches
    assert len(loopback.asked) == 5 + (fates[0].lost)


def test_a_batch_that_always_expires_ends_in_failed_documents(server: Server, tmp_path: Path) -> None:
    loopback = server(good, Fate("expired", answered=0))
    with a_run(tmp_path, 2) as (run, generation):
        by_batches(run, generation)
        assert {(u.outcome, u.kind) for u in run.unsolved(generation)} == {(FAILED, "ProviderError")}
        assert all("completion window" in str(u.reason) for u in run.unsolved(generation))
    assert created(loopback) == 3


def test_a_cancelled_batch_is_not_repeated_until_the_run_is_resumed(server: Server, tmp_path: Path) -> None:
    loopback = server(good, Fate("cancelled", answered=1), Fate())
    with a_run(tmp_path, 3) as (run, generation):
        by_batches(run, generation)
        assert Counter(outcomes(run, generation).values()) == {DONE: 1, FAILED: 2}
        assert created(loopback) == 1
        by_batches(run, generation)
        assert Counter(outcomes(run, generation).values()) == {DONE: 3}
    assert len(loopback.asked) == 3


FULL = {"code": "token_limit_exceeded", "message": "Enqueued token limit reached.", "line": None, "param": None}


def test_a_full_queue_makes_smaller_batches_one_after_another(server: Server, tmp_path: Path) -> None:
    loopback = server(good, Fate(errors=(FULL,)), Fate(errors=(FULL,)), Fate())
    with a_run(tmp_path, 8) as (run, generation):
        by_batches(run, generation)
        assert run.counts(generation).done == 8
    lines = [len(loopback.lines(batch.input_file_id)) for batch in loopback.batches.values()]
    assert lines[0] == 8
    assert max(lines[-2:]) <= 4
    assert len(loopback.asked) == 8


def test_a_line_that_the_provider_rejects_fails_alone(server: Server, tmp_path: Path) -> None:
    wrong = {"code": "invalid_json_line", "message": "This line is wrong.", "line": 2, "param": None}
    server(good, Fate(errors=(wrong,)), Fate())
    with a_run(tmp_path, 3) as (run, generation):
        by_batches(run, generation)
        assert outcomes(run, generation) == {"0.txt": DONE, "1.txt": FAILED, "2.txt": DONE}
        (unsolved,) = run.unsolved(generation)
    assert "This line is wrong" in str(unsolved.reason)


@pytest.mark.parametrize(
    "errors",
    [
        [{"code": "model_not_found", "message": "There is no such model.", "line": n, "param": None} for n in (1, 2)],
        [{"code": "invalid_file", "message": "There is no such model.", "line": None, "param": None}],
        [FULL | {"message": "There is no such model.", "line": None}] * 1,
    ],
    ids=["every line", "the file", "a queue that is full for one request alone"],
)
def test_a_batch_rejected_whole_ends_the_run_and_loses_nothing(
    server: Server, tmp_path: Path, errors: list[dict[str, Any]]
) -> None:
    loopback = server(good, *[Fate(errors=tuple(errors))] * 3)
    with a_run(tmp_path, 2) as (run, generation):
        with pytest.raises(ProviderError, match="There is no such model"):
            by_batches(run, generation)
        assert run.counts(generation).left == 2
        loopback.fates = [Fate()]
        by_batches(run, generation)
        assert run.counts(generation).done == 2


# Sizes ------------------------------------------------------------------------------------------------------------


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


# Ends and new beginnings ------------------------------------------------------------------------------------------


def _cut_after(loopback: BatchLoopback, requests: int, task: asyncio.Task[None]) -> None:
    """Cancels a driver as soon as the server has carried out so many of its requests, before it hears of the last."""
    receive, seen, loop = loopback.receive, 0, task.get_loop()

    def counted(request: Received) -> Behaviour:
        nonlocal seen
        seen += 1
        behaviour = receive(request)
        if seen == requests:
            loop.call_soon_threadsafe(task.cancel)
            return Behaviour(silent=True)
        return behaviour

    loopback.receive = counted  # type: ignore[method-assign]  # a spy


@pytest.mark.parametrize("requests", range(1, 17))
def test_a_driver_cut_off_anywhere_submits_nothing_twice(server: Server, tmp_path: Path, requests: int) -> None:
    loopback = server(answering({1: ok(saying(wrong_count()))}), Fate(polls=0))
    ordinary = loopback.receive
    with a_run(tmp_path, 3) as (run, generation):

        async def driver() -> None:
            task = asyncio.ensure_future(
                run_by_batches(
                    run, generation, run.todo(generation), OPTIONS, size=Size(questions=2), pace=Pace(sleep=no_sleep)
                )
            )
            _cut_after(loopback, requests, task)
            await task

        with pytest.raises(asyncio.CancelledError):
            asyncio.run(driver())
    loopback.receive = ordinary  # type: ignore[method-assign]  # the spy is gone
    with a_run(tmp_path, 3) as (run, generation):
        by_batches(run, generation, size=Size(questions=2))
        assert set(outcomes(run, generation).values()) == {DONE}
        assert run.counts(generation).usage.calls == 4
    assert len(loopback.asked) == 4
    assert Counter(edition(request) for request in loopback.asked) == {0: 1, 1: 2, 2: 1}
    # A file may have been uploaded and not heard of; no two batches were made of one.
    assert len({batch.input_file_id for batch in loopback.batches.values()}) == created(loopback)


@pytest.mark.parametrize("trouble", [error(429, retry_after="0"), error(500), error(503)], ids=["429", "500", "503"])
@pytest.mark.parametrize(
    "place", [("POST", "/files"), ("POST", "/batches"), ("GET", "/batches/batch_1"), ("GET", "/files/file-2/content")]
)
def test_trouble_in_passing_is_waited_out(
    server: Server, tmp_path: Path, place: tuple[str, str], trouble: Behaviour
) -> None:
    loopback = server(good)
    loopback.troubles[place] = [trouble, trouble]
    with a_run(tmp_path, 2) as (run, generation):
        by_batches(run, generation)
        assert run.counts(generation).done == 2
    assert created(loopback) == 1
    assert loopback.troubles[place] == []


def test_a_batch_whose_making_was_not_heard_of_is_found_again(server: Server, tmp_path: Path) -> None:
    loopback = server(good)
    receive = loopback.receive
    cut: list[Received] = []

    def deaf(request: Received) -> Behaviour:
        behaviour = receive(request)
        if (request.method, request.path) == ("POST", "/v1/batches") and not cut:
            cut.append(request)
            return Behaviour(body=b"{}", cut=True)
        return behaviour

    loopback.receive = deaf  # type: ignore[method-assign]  # a spy
    with a_run(tmp_path, 2) as (run, generation):
        by_batches(run, generation)
        assert run.counts(generation).done == 2
    assert cut
    assert created(loopback) == 1


def test_a_batch_that_the_provider_no_longer_knows_is_asked_anew(server: Server, tmp_path: Path) -> None:
    loopback = server(good, Fate(polls=10**9))
    stop = Stop()
    with a_run(tmp_path, 2) as (run, generation):
        by_batches(run, generation, stop=stop, listener=lambda _: stop.request())
        loopback.batches.clear()
        loopback.fates = [Fate()]
        by_batches(run, generation)
        assert run.counts(generation).done == 2


def test_a_stopped_driver_leaves_its_batches_to_the_next(server: Server, tmp_path: Path) -> None:
    loopback = server(good, Fate(polls=3))
    stop, seen = Stop(), []

    def watch(standing: Standing) -> None:
        seen.append(standing)
        stop.request()

    with a_run(tmp_path, 3) as (run, generation):
        by_batches(run, generation, stop=stop, listener=watch)
        assert run.counts(generation).left == 3
        assert seen == [Standing(batches=1, questions=3, completed=0, failed=0)]
        by_batches(run, generation)
        assert run.counts(generation).done == 3
    assert created(loopback) == 1


def test_what_may_not_start_is_left(server: Server, tmp_path: Path) -> None:
    left = iter([True, True, False, False])
    loopback = server(good)
    with a_run(tmp_path, 4) as (run, generation):
        by_batches(run, generation, may_start=lambda _: next(left))
        assert (run.counts(generation).done, run.counts(generation).left) == (2, 2)
    assert len(loopback.asked) == 2


@pytest.mark.parametrize(
    ("limits", "done", "empty"),
    [
        (Limits(), 4, False),
        (Limits(documents=2), 2, False),
        (Limits(max_tokens=10), 0, True),
        (Limits(usd=1e-9, prices=Prices(1.0, 1.0)), 0, True),
        (Limits(usd=100.0, prices=Prices(1.0, 1.0)), 4, False),
    ],
    ids=["no limit", "documents", "tokens", "money", "money enough"],
)
def test_the_whole_run_from_its_sources_keeps_to_its_limits(
    server: Server, tmp_path: Path, limits: Limits, done: int, empty: bool
) -> None:
    loopback = server(good, Fate(polls=0))
    items = [Item(f"{number}.txt", partial(Document, account(number))) for number in range(4)]
    items.append(Item("gone.txt", partial(Path(tmp_path / "gone.txt").read_text)))  # type: ignore[arg-type]  # it raises
    with a_run(tmp_path, 0) as (run, generation):
        with pytest.raises(BudgetError) if empty else nullcontext():
            asyncio.run(batched(items, run, OPTIONS, limits))
        counts = run.counts(generation)
    assert (counts.done, counts.left, counts.unread) == (done, 4 - done, 1)
    assert len(loopback.asked) == done


def test_an_endpoint_without_batches_is_named(server: Server, tmp_path: Path) -> None:
    loopback = server(good)
    loopback.troubles["POST", "/files"] = [error(404, "no such path")]
    with a_run(tmp_path, 1) as (run, generation):
        with pytest.raises(NoEngineError, match="no batch endpoint"):
            by_batches(run, generation)
        assert run.counts(generation).left == 1


def test_a_file_that_is_no_ledger_is_told(server: Server, tmp_path: Path) -> None:
    server(good)
    (tmp_path / "talks.run.batches").write_bytes(b"something else entirely, and long enough to be no database" * 20)
    with a_run(tmp_path, 1) as (run, generation), pytest.raises(OutputError, match="record of batches"):
        by_batches(run, generation)


@pytest.mark.parametrize(
    "options",
    [
        api.Options(engine="rules"),
        api.Options(model="openai/test-model", strategy="stepwise"),
        api.Options(model="openai/test-model", record="r.jsonl"),
        api.Options(model="openai/test-model", records="r.jsonl"),
        api.Options(model="mistral/test-model"),
    ],
    ids=["rules", "stepwise", "recorded", "kept", "another provider"],
)
def test_options_that_cannot_be_run_by_batches(options: api.Options) -> None:
    with pytest.raises(NoEngineError):
        check(options)


@pytest.mark.parametrize(("attempts", "sent"), [(1, 1), (3, 3)])
def test_a_provider_that_stays_away_ends_the_run(server: Server, tmp_path: Path, attempts: int, sent: int) -> None:
    loopback = server(good)
    loopback.troubles["POST", "/files"] = [error(503)] * 9
    with a_run(tmp_path, 1) as (run, generation):
        with pytest.raises(ProviderError, match="503"):
            by_batches(run, generation, retry=RetryPolicy(attempts=attempts, sleep=no_sleep))
        assert run.counts(generation).left == 1
    assert len(loopback.requests) == sent
