"""`summarizer batch` as a person and a script meet it: what it prints, how it ends, and that it can be stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from summarizer.batch.sitting import AHEAD
from summarizer.cli.main import app
from summarizer.store import Outcome, open_run
from tests.batch.desk import Desk, article
from tests.engines.accounts import full
from tests.loopback import error, ok, refusal, slow
from tests.loopback.batches import BatchLoopback

ROOT = Path(__file__).parents[2]
MODEL = ("--model", "openai/test-model")


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    with Desk() as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        yield server


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A hundred articles, one a line."""
    path = tmp_path / "news.jsonl"
    rows = ({"title": f"Report {n}", "text": article(n).text} for n in range(100))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return tmp_path / "it.run"


def invoke(*args: str | Path) -> Result:
    return CliRunner().invoke(app, ["batch", *(str(a) for a in args)], prog_name="summarizer")


def told(result: Result) -> dict[str, Any]:
    """The one line on stdout."""
    (line,) = result.stdout.splitlines()
    counts: dict[str, Any] = json.loads(line)
    return counts


def start(*args: str | Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "summarizer", "batch", *(str(a) for a in args)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ})


def wait_for(happened: Callable[[], bool], running: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while not happened():
        assert running.poll() is None, running.communicate()
        assert time.monotonic() < until
        time.sleep(0.02)


def test_from_sources_to_counts(desk: Desk, table: Path, run: Path) -> None:
    desk.plans |= {1: [refusal()], 2: [ok("{}")]}
    result = invoke(table, "--limit", "5", "--out", run, *MODEL, "--price", "1,2")
    assert result.exit_code == 3
    counts = told(result)
    assert {name: counts[name] for name in ("run", "ended", "documents", "done", "refused", "failed", "left")} == {
        "run": str(run), "ended": "done", "documents": 5, "done": 3, "refused": 1, "failed": 1, "left": 0,
    }  # fmt: skip
    assert counts["usage"]["cost_usd"] == pytest.approx(6 * (12 + 2 * 5) / 1e6)
    assert "1 refused, 1 failed of 5 documents; `summarizer show" in result.stderr


def test_again_asks_nobody_and_says_so(desk: Desk, table: Path, run: Path) -> None:
    given = (table, "--limit", "3", "--out", run, *MODEL)
    first = invoke(*given)
    assert first.exit_code == 0
    for again in (invoke(*given), invoke("--resume", run), invoke(table, "--limit", "3", "--resume", run)):
        assert (again.exit_code, told(again)) == (0, told(first))
        assert "nothing was left to do" in again.stderr
    assert len(desk.requests) == 3


def test_what_was_refused_is_asked_again_when_told(desk: Desk, table: Path, run: Path) -> None:
    desk.plans[1] = [refusal()]
    invoke(table, "--limit", "3", "--out", run, *MODEL)
    del desk.plans[1]
    assert invoke("--resume", run).exit_code == 3
    assert invoke("--resume", run, "--retry", "failed,refused").exit_code == 0
    assert sum(desk.asked.values()) == 4


def test_a_dry_run_asks_nobody_and_makes_nothing(desk: Desk, table: Path, run: Path) -> None:
    result = invoke(table, "--out", run, *MODEL, "--price", "1,2", "--dry-run")
    counts = told(result)
    assert result.exit_code == 0
    assert (counts["documents"], counts["left"], counts["known"], counts["unread"]) == (100, 0, 0, 0)
    assert counts["tokens_in"] > 100 * 1_000
    assert counts["cost_usd"] == pytest.approx((counts["tokens_in"] + 2 * counts["tokens_out"]) / 1e6)
    assert "would read 100 documents" in result.stderr
    assert (desk.requests, run.exists()) == ([], False)
    invoke(table, "--limit", "10", "--out", run, *MODEL)
    later = told(invoke(table, "--resume", run, "--dry-run"))
    assert (later["documents"], later["known"]) == (90, 10)


WRONG = [
    pytest.param(["{table}"], 2, "either --out RUN or --resume RUN", id="no run"),
    pytest.param(["{table}", "--out", "{run}", "--resume", "{run}"], 2, "either --out RUN or", id="two runs"),
    pytest.param(["--out", "{run}"], 2, "at least one source", id="no source"),
    pytest.param(["{table}", "--out", "{run}", "--retry", "all"], 2, "failed, refused, partial", id="odd retry"),
    pytest.param(["{table}", "--out", "{run}", "--price", "cheap"], 2, "two numbers", id="odd price"),
    pytest.param(["{table}", "--out", "{run}", *MODEL, "--budget-usd", "1"], 2, "needs --price", id="no price"),
    pytest.param(["--resume", "{run}"], 19, "There is no run", id="no such run"),
    pytest.param(["{table}", "--out", "{table}", *MODEL], 19, "news.jsonl", id="not a run"),
    pytest.param(["{table}", "--out", "{run}", "--model", "openai/"], 5, "names no model", id="no model"),
    pytest.param(["{table}", "--out", "{run}", *MODEL, "--prompt", "no-such"], 13, "no-such", id="no prompt"),
]


@pytest.mark.parametrize(("args", "code", "words"), WRONG)
def test_what_cannot_be_begun(desk: Desk, table: Path, run: Path, args: list[str], code: int, words: str) -> None:
    result = invoke(*(arg.format(table=table, run=run) for arg in args))
    assert result.exit_code == code
    assert words in " ".join(result.stderr.replace("│", " ").split())
    assert desk.requests == []


def test_a_wrong_key_ends_it_with_counts(desk: Desk, table: Path, run: Path) -> None:
    desk.usual = error(401, "wrong")
    result = invoke(table, "--out", run, *MODEL)
    assert result.exit_code == 6
    assert told(result)["ended"] == "failed"
    assert told(result)["failed"] == 0
    assert "does not accept the API key" in result.stderr


def test_the_budget_ends_it_with_20(desk: Desk, table: Path, run: Path) -> None:
    desk.usual = ok(json.dumps(full()), tokens_in=1_500, tokens_out=1_000)
    result = invoke(table, "--out", run, *MODEL, "--max-tokens", "20000")
    assert result.exit_code == 20
    counts = told(result)
    assert counts["ended"] == "budget"
    assert counts["left"] >= 1
    assert counts["usage"]["tokens_in"] + counts["usage"]["tokens_out"] <= 20_000


def test_a_run_that_another_process_holds(desk: Desk, table: Path, run: Path) -> None:
    with open_run(run, create=True, write=True):
        result = invoke(table, "--out", run, *MODEL)
    assert result.exit_code == 19
    assert result.stdout == ""


def test_other_settings_do_not_resume(desk: Desk, table: Path, run: Path) -> None:
    invoke(table, "--limit", "2", "--out", run, *MODEL)
    result = invoke("--resume", run, "--model", "openai/another")
    assert result.exit_code == 19
    assert "not the settings of the run any more (model differ)" in result.stderr


def test_interrupted_once_it_finishes_what_is_in_flight(desk: Desk, table: Path, run: Path) -> None:
    desk.usual = slow(0.7, desk.usual)
    running = start(table, "--out", run, *MODEL, "--jobs", "3")
    wait_for(lambda: len(desk.requests) >= 5, running)
    running.send_signal(signal.SIGINT)
    stdout, stderr = running.communicate(timeout=60)
    assert running.returncode == 130, stderr
    counts = json.loads(stdout)
    assert (counts["ended"], counts["done"]) == ("interrupted", len(desk.requests))
    assert b"being finished" in stderr
    assert b"Traceback" not in stderr


def test_stopped_while_sources_come_in_the_rest_of_them_is_not_forgotten(desk: Desk, table: Path, run: Path) -> None:
    desk.script(slow(0.2, ok(json.dumps(full()))))
    running = start(table, "--out", run, *MODEL, "--jobs", "2")
    wait_for(lambda: len(desk.requests) > 2, running)
    running.send_signal(signal.SIGINT)
    running.communicate(timeout=60)
    with open_run(run) as store:
        assert store.counts(store.newest()).documents < 100
    desk.script(ok(json.dumps(full())))
    resumed = invoke("--resume", run)
    assert (told(resumed)["documents"], told(resumed)["done"]) == (100, 100)
    assert "nothing was left to do" in invoke("--resume", run).stderr


def test_interrupted_twice_it_stops_at_once(desk: Desk, table: Path, run: Path) -> None:
    desk.usual = slow(30, desk.usual)
    running = start(table, "--out", run, *MODEL, "--jobs", "3")
    wait_for(lambda: len(desk.requests) >= 3, running)
    began = time.monotonic()
    running.send_signal(signal.SIGINT)
    time.sleep(0.5)
    running.send_signal(signal.SIGINT)
    stdout, stderr = running.communicate(timeout=60)
    assert time.monotonic() - began < 15
    assert running.returncode == 130, stderr
    assert json.loads(stdout)["done"] == 0
    assert b"stopped at once" in stderr
    assert b"Traceback" not in stderr
    with open_run(run) as store:
        store.check()


def test_killed_and_resumed_nothing_is_lost_and_nothing_asked_twice(desk: Desk, table: Path, run: Path) -> None:
    desk.usual = slow(0.1, desk.usual)
    for after in (4, 20, 45):
        running = start(table, "--out", run, *MODEL, "--jobs", "3", "--quiet")
        wait_for(lambda after=after: len(desk.requests) >= after, running)  # type: ignore[misc]  # bound at once
        running.kill()
        running.communicate()
        with open_run(run) as store:
            store.check()
            kept = sum(1 for _ in store.records())
        assert kept >= after // 2 - 3
    result = invoke(table, "--resume", run)
    assert result.exit_code == 0, result.stderr
    assert told(result)["done"] == 100
    # What was answered but not yet kept is asked again: at each end no more than was in flight.
    assert len(desk.requests) <= 100 + 3 * (3 + AHEAD)
    with open_run(run) as store:
        store.check()
        assert {r.outcome for r in store.records()} == {Outcome.DONE}


def test_by_the_providers_batches_it_is_the_same_run(table: Path, run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from summarizer.batch.provider_batch import Pace, run_by_batches, sitting

    pace = Pace(first=0.01, longest=0.02)
    monkeypatch.setattr(sitting, "run_by_batches", partial(run_by_batches, pace=pace))
    with BatchLoopback(lambda _: ok(json.dumps(full()))) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        first = invoke(table, "--out", run, *MODEL, "--limit", "3", "--via", "openai-batch")
        assert first.exit_code == 0, first.output
        assert (told(first)["done"], told(first)["ended"]) == (3, "done")
        assert "3 of 3 questions answered" in first.stderr
        again = invoke(table, "--out", run, *MODEL, "--limit", "3", "--via", "openai-batch")
    assert "nothing was left to do" in again.stderr
    assert not [r for r in server.requests if r.path.endswith("/chat/completions")]


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("--engine", "rules", "--via", "openai-batch"), 5, "openai"),
        ((*MODEL, "--via", "openai-batch", "--cluster", "auto"), 2, "exclude each other"),
    ],
)
def test_where_it_is_done_must_fit_what_does_it(
    table: Path, run: Path, options: tuple[str, ...], code: int, words: str
) -> None:
    refused = invoke(table, "--out", run, *options)
    assert refused.exit_code == code, refused.output
    assert words in " ".join(refused.stderr.replace("│", " ").split())
