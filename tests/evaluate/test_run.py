"""Running an engine over gold: an entry for every case and repeat, whatever becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from summarizer import api
from summarizer.annotate.model import Annotations
from summarizer.errors import CredentialsError, NoEngineError, PromptError
from summarizer.evaluate.cases import score_log
from summarizer.evaluate.gold import Gold, load_folder
from summarizer.evaluate.log import Entry, Log
from summarizer.evaluate.run import Answers, head, run, sample
from summarizer.score import Outcome
from tests.engines.accounts import TEXT, full, saying
from tests.evaluate.golds import gold as in_memory
from tests.evaluate.sale import SALE, written
from tests.loopback import Loopback, error, ok, refusal

NONE = Answers()


@pytest.fixture
def server(loopback: Loopback, monkeypatch: pytest.MonkeyPatch) -> Loopback:
    """The loopback server in place of OpenAI's endpoint, and rules that find nothing beside its answers."""
    monkeypatch.setattr("summarizer.annotate.annotate", lambda *_: Annotations())
    monkeypatch.setenv("OPENAI_BASE_URL", loopback.url)
    return loopback


@pytest.fixture
def cases(tmp_path: Path) -> list[Gold]:
    """Two documents: an account, and the same with one more word, so that their answers are kept apart."""
    written(tmp_path, name="a")
    written(tmp_path, SALE, "b", TEXT + "Finis.\n")
    return load_folder(tmp_path)


def ran(gold: list[Gold], answers: Answers = NONE, repeats: int = 1, **options: Any) -> Log:
    given = cast(api.Options, {"model": "openai/test", **options})
    made = head(gold, "gold", repeats, **given)
    return Log(made, tuple(run(gold, made, answers, **given)))


def outcomes(log: Log) -> list[tuple[str, int, str]]:
    return [(e.case, e.repeat, e.outcome.value) for e in log.entries]


def test_the_head_says_how_a_run_is_made(cases: list[Gold]) -> None:
    made = head(cases, "evals/gold", 2, engine="local")
    assert (made.engine, made.strategy, made.prompt, made.repeats) == ("local", "stepwise", "stepwise-v1", 2)
    assert (made.cases, made.gold) == (("a", "b"), "evals/gold")
    assert len(made.prompt_sha256 or "") == 64


def test_rules_are_scored_and_ask_nobody(cases: list[Gold]) -> None:
    log = ran(cases, model=None, engine="rules")
    assert outcomes(log) == [("a", 0, "scored"), ("b", 0, "scored")]
    assert {(e.calls, e.asked, e.recorded, e.cost_usd) for e in log.entries} == {(0, 0, 0, 0.0)}


def test_an_answer_like_the_gold_scores_one(server: Loopback, cases: list[Gold]) -> None:
    server.script(ok(saying(full())))
    sheet = score_log(ran(cases), cases)
    assert (sheet.totals.headline, sheet.outcomes[Outcome.SCORED]) == (1.0, 2)


def test_refused_and_failed_are_told_apart_and_cost_what_they_cost(server: Loopback, cases: list[Gold]) -> None:
    server.script(refusal(), ok("{}"), ok("{}"))
    log = ran(cases)
    assert outcomes(log) == [("a", 0, "refused"), ("b", 0, "failed")]
    assert all(e.reason and e.brief is None for e in log.entries)
    assert [e.calls for e in log.entries] == [1, 2]
    assert log.entries[1].tokens_in > 0


def test_every_case_is_asked_once_a_repeat(server: Loopback, cases: list[Gold]) -> None:
    server.script(ok(saying(full())))
    log = ran(cases, repeats=2)
    assert outcomes(log) == [("a", 0, "scored"), ("a", 1, "scored"), ("b", 0, "scored"), ("b", 1, "scored")]
    assert len(server.requests) == 4


def test_kept_answers_are_not_asked_again(server: Loopback, cases: list[Gold], tmp_path: Path) -> None:
    answers = Answers(tmp_path / "kept")
    server.script(ok(saying(full())))
    first = ran(cases, answers)
    again = ran(cases, answers)
    assert [(e.asked, e.recorded) for e in first.entries] == [(1, 0), (1, 0)]
    assert [(e.asked, e.recorded) for e in again.entries] == [(0, 1), (0, 1)]
    assert sorted(p.name for p in (tmp_path / "kept" / "openai-test").iterdir()) == ["a.jsonl", "b.jsonl"]
    assert score_log(first, cases).totals == score_log(again, cases).totals


def test_what_is_not_kept_was_not_run(server: Loopback, cases: list[Gold], tmp_path: Path) -> None:
    server.script(ok(saying(full())))
    ran(cases[:1], Answers(tmp_path / "kept"))
    log = ran(cases, Answers(tmp_path / "kept", recorded_only=True))
    assert outcomes(log) == [("a", 0, "scored"), ("b", 0, "not_run")]
    assert "keeps no answer" in (log.entries[1].reason or "")
    assert len(server.requests) == 1


def test_pruning_forgets_what_the_run_did_not_use(server: Loopback, cases: list[Gold], tmp_path: Path) -> None:
    server.script(ok(saying(full())))
    kept = tmp_path / "kept"
    ran(cases, Answers(kept), repeats=2)
    ran(cases, Answers(kept, prune=True))
    log = ran(cases, Answers(kept, recorded_only=True), repeats=2)
    assert outcomes(log) == [("a", 0, "scored"), ("a", 1, "not_run"), ("b", 0, "scored"), ("b", 1, "not_run")]


def test_pruning_spares_a_case_that_was_not_scored(server: Loopback, cases: list[Gold], tmp_path: Path) -> None:
    server.script(ok(saying(full())))
    ran(cases, Answers(tmp_path / "kept"))
    server.script(refusal())
    ran(cases, Answers(tmp_path / "kept", prune=True), prompt=worse(tmp_path))
    log = ran(cases, Answers(tmp_path / "kept", recorded_only=True))
    assert outcomes(log) == [("a", 0, "scored"), ("b", 0, "scored")]


def worse(folder: Path) -> str:
    """A prompt folder like the shipped one, with one more word."""
    from shutil import copytree

    from summarizer import prompts

    made = copytree(prompts.load("single-v1").folder, folder / "worse")
    (made / "system.md").write_text((made / "system.md").read_text() + "\nHurry.\n")
    return str(made)


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        ({"engine": "replay", "model": None}, NoEngineError),
        ({"prompt": "no-such-prompt"}, PromptError),
        ({"prompt": "stepwise-v1"}, PromptError),
    ],
)
def test_what_is_wrong_with_the_whole_run_is_told_before_it_begins(
    cases: list[Gold], options: dict[str, Any], kind: type[Exception]
) -> None:
    with pytest.raises(kind):
        ran(cases, **options)


def test_a_key_that_is_not_accepted_ends_the_run(server: Loopback, cases: list[Gold]) -> None:
    server.script(error(401, "invalid_api_key"))
    with pytest.raises(CredentialsError):
        ran(cases)
    assert len(server.requests) == 1


@pytest.mark.parametrize("jobs", [1, 2, 8])
def test_documents_asked_at_the_same_time_give_the_same_entries(server: Loopback, cases: list[Gold], jobs: int) -> None:
    server.script(ok(saying(full())))
    options: api.Options = {"model": "openai/test"}
    made = head(cases, "gold", 2, **options)
    found = sorted(run(cases, made, NONE, jobs, **options), key=lambda e: (e.case, e.repeat))
    assert [(e.case, e.repeat, e.outcome) for e in found] == [
        (name, repeat, Outcome.SCORED) for name in "ab" for repeat in (0, 1)
    ]


def test_a_run_that_is_given_up_asks_nothing_more(server: Loopback, cases: list[Gold]) -> None:
    server.script(ok(saying(full())))
    options: api.Options = {"model": "openai/test"}
    made = head(cases, "gold", 1, **options)
    entries = run(cases, made, NONE, **options)
    assert isinstance(next(entries), Entry)
    entries.close()
    assert len(server.requests) <= 2


@pytest.mark.parametrize("more", [lambda n: [], lambda n: [in_memory(f"z{k}") for k in range(n)]])
def test_a_sample_is_of_whole_stories_and_always_the_same(more: Callable[[int], list[Gold]]) -> None:
    gold = [in_memory(f"g{n}", story=f"s{n // 2}") for n in range(12)]
    chosen = sample(gold, 3)
    assert len({g.story for g in chosen}) == 3
    assert len(chosen) == 6
    assert sample(list(reversed(gold)), 3) == list(reversed(chosen))
    grown = sample([*gold, *more(4)], 7)
    assert {g.name for g in chosen} & {g.name for g in gold} <= {g.name for g in grown}
