"""What the answers of a batch come to, document by document."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from summarizer import api
from summarizer.batch.settings import settings_of
from summarizer.document import Document
from summarizer.engines.chunks import Stretch, stretches
from summarizer.segment import Segmentation
from summarizer.store import Outcome
from tests.batch.provider_runs import (
    Server,
    a_run,
    always,
    answering,
    by_batches,
    created,
    outcomes,
)
from tests.engines.accounts import GOOD, depots, listed, of_depots, saying, wrong_count
from tests.loopback import Behaviour, Received, content_filter, error, ok, raw, refusal, truncated

DONE, REFUSED, FAILED = Outcome.DONE, Outcome.REFUSED, Outcome.FAILED


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
