"""The Python face: sources, options, offline, dry runs, sync and async; all of it the path that the CLI takes."""

from __future__ import annotations

import asyncio
import json
import signal
import threading
import time
from pathlib import Path
from typing import Any

import pytest

import summarizer
from summarizer import api
from summarizer.document import Document
from summarizer.errors import EmptyInputError, FetchError, InputError, NoEngineError, RecordingError, SummarizerError
from summarizer.progress import Progress
from summarizer.schema import Brief
from tests.engines.accounts import TEXT, full, saying
from tests.loopback import Loopback, ok

REPORT = (
    "BERGEN, March 3, 2025 - Norway has delivered 14 howitzers to Estonia, Defence Minister Kari Dahl said on Monday. "
    '"We keep our word to our friends," Dahl told reporters in Bergen.\n'
)


@pytest.fixture(scope="module")
def by_rules() -> api.Result:
    return api.run(Document(REPORT), engine="rules")


def test_rules_read_a_document_without_any_model(by_rules: api.Result) -> None:
    brief = by_rules.brief
    assert (brief.document.id, by_rules.document.text) == (Document(REPORT).id, REPORT)
    assert {"Norway", "Estonia"} <= {p.name for p in brief.parties}
    assert [q.spans[0].text for q in brief.official_quotes] == ["We keep our word to our friends,"]
    made = brief.provenance
    assert (made.engine, made.strategy, made.model, made.prompt) == ("rules", "rules", None, None)
    assert (made.calls, made.tokens_in, made.tokens_out, made.cost_usd) == (0, 0, 0, 0.0)
    assert made.seconds >= 0
    assert made.created_at.endswith("+00:00")
    assert brief.coverage.complete


def test_a_brief_can_be_read_back_with_its_text(by_rules: api.Result) -> None:
    assert Brief.parse(by_rules.brief.model_dump_json(), by_rules.document.text) == by_rules.brief


def test_sync_async_path_and_document_give_the_same(by_rules: api.Result, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(REPORT)

    async def both() -> list[Brief]:
        return list(await asyncio.gather(*(summarizer.asummarize(s, engine="rules") for s in (path, Document(REPORT)))))

    briefs = [summarizer.summarize(str(path), engine="rules"), *asyncio.run(both())]
    wanted = by_rules.brief.arms_flows, by_rules.brief.parties, by_rules.brief.key_points
    assert all((b.arms_flows, b.parties, b.key_points) == wanted for b in briefs)


@pytest.mark.parametrize("as_document", [False, True])
def test_what_the_user_says_of_the_source_goes_before_what_it_says(tmp_path: Path, as_document: bool) -> None:
    path = tmp_path / "report.txt"
    path.write_text(REPORT)
    source: api.Source = Document(REPORT, title="Old", outlet="Old", language="en") if as_document else path
    url = "https://a.example/x"
    result = api.run(source, engine="rules", title="New", outlet="Post", published="2025-03-04", url=url)
    found = result.brief.document
    assert (found.title, found.outlet, found.published, found.url) == ("New", "Post", "2025-03-04", url)
    assert found.language == "en"
    kept = api.run(source, engine="rules", title="", outlet=None).brief.document
    assert kept.title == ("Old" if as_document else None)


@pytest.mark.parametrize("url", ["http://news.example/a", "https://news.example/a", "HTTPS://news.example/a"])
@pytest.mark.parametrize("by_variable", [False, True])
def test_offline_no_address_is_fetched(url: str, by_variable: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    options: api.Options = {"engine": "rules", "offline": True}
    if by_variable:
        monkeypatch.setenv("SUMMARIZER_OFFLINE", "1")
        options = {"engine": "rules"}
    for call in (api.run, api.plan):
        with pytest.raises(FetchError, match=r"Working offline, .*news\.example/a is not fetched") as told:
            call(url, **options)
        assert told.value.exit_code == 4


def test_offline_files_are_read(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(REPORT)
    assert summarizer.summarize(path, engine="rules", offline=True).coverage.complete


def missing(tmp_path: Path) -> Path:
    return tmp_path / "none.txt"


def empty(tmp_path: Path) -> Path:
    (tmp_path / "empty.txt").write_text(" \n")
    return tmp_path / "empty.txt"


@pytest.mark.parametrize(("make", "expected"), [(missing, InputError), (empty, EmptyInputError)])
def test_a_source_that_cannot_be_read_is_a_summarizer_error(
    tmp_path: Path, make: Any, expected: type[SummarizerError]
) -> None:
    with pytest.raises(expected):
        summarizer.summarize(make(tmp_path), engine="rules")


def test_an_unknown_engine_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoEngineError):
        summarizer.summarize(Document(REPORT), engine="magic")


@pytest.mark.parametrize("text", ["“”", "---", "x\n\n—", '"" ""', "• • •", "\ufeff", "\u200b", "a"])
@pytest.mark.parametrize("title", [None, "—", "A\nB", " "])
def test_the_oddest_document_has_a_brief(text: str, title: str | None) -> None:
    brief = summarizer.summarize(Document(text, title=title), engine="rules")
    assert brief.headline.strip()
    assert all(p.text.strip() and p.evidence for p in brief.key_points)


def test_progress_is_told_from_reading_on() -> None:
    seen: list[Progress] = []
    summarizer.summarize(Document(REPORT), engine="rules", progress=seen.append)
    assert [p.stage for p in seen[:2]] == ["reading", "annotating"]


def test_terms_of_ones_own_are_used(tmp_path: Path) -> None:
    lexicon = tmp_path / "mine.toml"
    lexicon.write_text("this is = not toml =")
    with pytest.raises(InputError):
        summarizer.summarize(Document(REPORT), engine="rules", lexicon=lexicon)


# Dry runs -------------------------------------------------------------------------------------------------------


def test_a_plan_is_what_a_run_sends_and_sends_nothing(loopback: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", loopback.url)
    options: api.Options = {"model": "openai/test-model", "title": "Sale"}
    loopback.script(ok(saying(full())))
    plan = api.plan(Document(TEXT), **options)
    assert loopback.requests == []
    api.run(Document(TEXT), **options)
    assert [list(call) for call in plan.calls] == [loopback.requests[0].body["messages"]]
    assert (plan.engine, plan.model, plan.strategy, plan.prompt) == (
        "openai",
        "openai/test-model",
        "single",
        "single-v1",
    )
    chars = sum(len(m["content"]) for m in plan.calls[0])
    assert chars / 4 < plan.tokens_estimate < chars / 2
    assert plan.notes
    json.dumps(plan.calls)


@pytest.mark.parametrize(
    ("options", "calls"), [({"engine": "rules"}, 0), ({"model": "openai/m"}, 1), ({"model": "mistral/m"}, 1)]
)
def test_a_plan_needs_no_key_no_package_and_no_weights(options: api.Options, calls: int) -> None:
    assert len(api.plan(Document(TEXT), **options).calls) == calls


def test_a_plan_for_the_embedded_model_needs_no_weights_but_those_of_the_trained_reader() -> None:
    plan = api.plan(Document(TEXT), engine="local", ablate=["judge"])
    assert (plan.engine, plan.strategy) == ("local", "stepwise")
    assert plan.model
    with pytest.raises(NoEngineError, match="summarizer model pull"):
        api.plan(Document(TEXT), engine="local")


def test_a_running_loop_is_told_what_to_do_instead() -> None:
    async def inside() -> None:
        with pytest.raises(SummarizerError, match="Await `asummarize`"):
            summarizer.summarize(Document(REPORT), engine="rules")

    asyncio.run(inside())


@pytest.mark.parametrize("run", [api.run, api.plan])
def test_a_misspelt_option_is_refused(run: Any) -> None:
    with pytest.raises(TypeError, match="unknown option ofline"):
        run(Document(REPORT), engine="rules", ofline=True)


def test_names_of_files_may_be_strings(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text("")
    read = summarizer.summarize(Document(REPORT), engine="rules", lexicon=str(tmp_path / "own.toml"))
    assert "lexicon_sha256" in read.provenance.parameters
    with pytest.raises(RecordingError):
        summarizer.summarize(Document(REPORT), replay=str(tmp_path / "none.jsonl"))


def test_an_interruption_does_not_wait_for_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    read = threading.Event()

    def endless(*_: Any) -> None:
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
        read.wait(20)

    monkeypatch.setattr(api, "_job", endless)
    # As in a program that has just begun, whatever ran before in this process.
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    blocked = signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    began = time.monotonic()
    try:
        with pytest.raises(KeyboardInterrupt):
            api.run(Document(REPORT), engine="rules")
        assert time.monotonic() - began < 10
    finally:
        read.set()
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        signal.signal(signal.SIGINT, handler)
