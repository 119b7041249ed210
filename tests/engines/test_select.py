"""From options to an engine: defaults, what does not go together, and recordings that give the same brief again."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

from summarizer import api
from summarizer.annotate.model import Annotations
from summarizer.document import Document
from summarizer.engines import providers, select
from summarizer.engines.select import MODEL_VARIABLE, choose, without_connection
from summarizer.engines.single import Single
from summarizer.engines.stepwise import Stepwise
from summarizer.errors import CredentialsError, EngineError, NoEngineError, PromptError, RecordingError
from summarizer.judge import SHA256
from summarizer.schema import Brief
from tests.engines.accounts import TEXT, full, saying, wrong_count
from tests.engines.doubts import TEXT as DOUBTFUL
from tests.engines.doubts import choosing, doubting
from tests.loopback import Loopback, ok, refusal

RECORDING = Path("r.jsonl")


JUDGED = {"temperature": 0.0, "judge": SHA256[:16]}


@pytest.mark.parametrize(
    ("options", "variable", "engine", "model"),
    [
        ({}, None, "local", None),
        ({}, "openai/from-variable", "openai", "openai/from-variable"),
        ({}, "", "local", None),
        ({"model": "openai/m"}, "anthropic/from-variable", "openai", "openai/m"),
        ({"model": "openrouter/openai/m"}, None, "openrouter", "openrouter/openai/m"),
        ({"model": "weights/mine.gguf"}, None, "local", "weights/mine.gguf"),
        ({"engine": "rules"}, "openai/from-variable", "rules", None),
        ({"engine": "local"}, "openai/from-variable", "local", None),
        ({"engine": "local", "model": "mine.gguf"}, None, "local", "mine.gguf"),
        ({"replay": RECORDING}, "openai/from-variable", "replay", None),
        ({"replay": RECORDING, "model": "openai/m"}, None, "replay", "openai/m"),
        ({"replay": RECORDING, "engine": "replay"}, None, "replay", None),
    ],
)
def test_engine_goes_before_replay_before_model_before_the_variable(
    monkeypatch: pytest.MonkeyPatch, options: dict[str, Any], variable: str | None, engine: str, model: str | None
) -> None:
    if variable is not None:
        monkeypatch.setenv(MODEL_VARIABLE, variable)
    choice = choose(**options)
    assert (choice.engine, choice.model) == (engine, model)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"engine": "magic"}, "no engine 'magic'.*local, rules, replay"),
        ({"strategy": "guess"}, "no strategy 'guess'.*single or stepwise"),
        ({"engine": "replay"}, "Give --replay FILE"),
        ({"engine": "local", "replay": RECORDING}, "Give --replay FILE"),
        ({"engine": "rules", "replay": RECORDING}, "Give --replay FILE"),
        ({"replay": RECORDING, "record": RECORDING}, "not recorded again"),
        ({"model": "rules/m"}, "Use --engine rules"),
        ({"model": "local"}, "Use --engine local"),
        ({"model": "openai/m", "offline": True}, "offline, the model 'openai/m'"),
        ({"engine": "local", "fallback": "openai/m", "offline": True}, "offline, the model 'openai/m'"),
    ],
)
def test_options_that_make_no_engine(options: dict[str, Any], told: str) -> None:
    with pytest.raises(NoEngineError, match=told) as error:
        choose(**options)
    assert error.value.exit_code == 5


@pytest.mark.parametrize("engine", ["rules", "local"])
def test_offline_engines_work_offline(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert choose(engine=engine, offline=True).offline
    monkeypatch.setenv("SUMMARIZER_OFFLINE", "1")
    assert choose(engine=engine).offline
    assert choose(replay=RECORDING, fallback="openai/m").engine == "replay"
    with pytest.raises(NoEngineError, match="Working offline"):
        choose(model="openai/m")


@pytest.mark.parametrize("value", ["", "0", "no", "false"])
def test_the_variable_may_also_say_that_the_network_is_there(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARIZER_OFFLINE", value)
    assert choose(model="openai/m").offline is False


@pytest.mark.parametrize(
    ("options", "strategy", "prompt", "parameters"),
    [
        ({"model": "openai/m"}, "single", "single-v1", {"temperature": 0.0}),
        (
            {"model": "openai/m", "strategy": "stepwise"},
            "stepwise",
            "stepwise-v1",
            {"temperature": 0.0, "judge": SHA256[:16]},
        ),
        ({"model": "openai/o3-mini"}, "single", "single-v1", {}),
        ({"model": "openai/gpt-5-mini"}, "single", "single-v1", {}),
        ({"model": "openrouter/openai/o4-mini"}, "single", "single-v1", {}),
        ({"model": "openai/olmo"}, "single", "single-v1", {"temperature": 0.0}),
        ({"engine": "local"}, "stepwise", "stepwise-v1", JUDGED),
        ({"engine": "local", "strategy": "single"}, "single", "single-v1", {"temperature": 0.0}),
        ({"engine": "rules"}, "rules", None, {}),
    ],
)
def test_each_engine_has_a_strategy_a_prompt_and_parameters(
    options: dict[str, Any], strategy: str, prompt: str | None, parameters: dict[str, Any]
) -> None:
    made = without_connection(**options)
    assert made.strategy_name == strategy
    assert (made.prompt.id if made.prompt else None) == prompt
    assert made.parameters == parameters
    assert made.client is None
    assert made.notes
    assert isinstance(made.strategy, {"single": Single, "stepwise": Stepwise, "rules": type(None)}[strategy])


def test_the_embedded_model_is_named_by_its_file(tmp_path: Path) -> None:
    from summarizer.weights import BUILT_IN

    assert without_connection(engine="local").model == BUILT_IN
    assert without_connection(engine="local", model="/models/mine-q4.gguf").model == "mine-q4"


@pytest.mark.parametrize(
    ("options", "expected", "told"),
    [
        ({"model": "openai/m", "prompt": "stepwise-v1"}, PromptError, "made for strategy stepwise, not single"),
        ({"engine": "local", "prompt": "single-v1"}, PromptError, "made for strategy single, not stepwise"),
        ({"model": "openai/m", "prompt": "none"}, PromptError, "no prompt 'none'"),
        ({"engine": "local", "fallback": "openai/m"}, NoEngineError, "strategy single alone"),
        ({"engine": "rules", "fallback": "openai/m"}, NoEngineError, "strategy single alone"),
        ({"replay": RECORDING}, RecordingError, "cannot be read"),
    ],
)
def test_what_is_wrong_is_told_before_anything_is_connected(
    options: dict[str, Any], expected: type[Exception], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def connect(*_: Any, **__: Any) -> None:
        raise AssertionError("connected")

    monkeypatch.setattr(providers, "connect", connect)
    monkeypatch.setattr("summarizer.weights.locate", connect)
    with pytest.raises(expected, match=told):
        without_connection(**options)
    with pytest.raises(expected, match=told):
        asyncio.run(_made(**options))


async def _made(**options: Any) -> select.Engine:
    async with AsyncExitStack() as stack:
        return await select.engine(stack, **options)


def test_a_provider_without_a_key_is_told() -> None:
    with pytest.raises(CredentialsError, match="OPENAI_API_KEY"):
        asyncio.run(_made(model="openai/m"))


def test_connections_are_closed_with_the_stack(loopback: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", loopback.url)
    made = asyncio.run(_made(model="openai/m", fallback="openai/n"))
    assert isinstance(made.strategy, Single)
    for client in (made.client, made.strategy.fallback):
        assert client is not None
        assert client.meter is made.meter
        assert client.connection.instructor.client.is_closed()  # type: ignore[union-attr]  # an SDK client it is


# Recordings -----------------------------------------------------------------------------------------------------


def alike(one: Brief, other: Brief) -> None:
    """The same brief, but for when and by which connection it was made."""
    made = {"engine", "model", "created_at", "seconds", "cost_usd"}
    left, right = (b.model_dump(exclude={"provenance": made}) for b in (one, other))
    assert left == right


@pytest.mark.parametrize("contents", [[full()], [wrong_count(), full()], [wrong_count()]])
def test_a_recording_gives_the_same_brief_again(
    loopback: Loopback,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    rules_find_nothing: None,
    contents: list[Any],
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", loopback.url)
    loopback.script(*(ok(saying(content)) for content in contents))
    document, record = Document(TEXT, title="Sale"), tmp_path / "r.jsonl"
    live = api.summarize(document, model="openai/test-model", record=record)
    asked = len(loopback.requests)
    monkeypatch.delenv("OPENAI_BASE_URL")
    again = api.summarize(document, replay=record, offline=True)
    alike(live, again)
    assert len(loopback.requests) == asked
    assert (again.provenance.engine, again.provenance.model) == ("replay", "test-model")
    assert again.provenance.cost_usd == 0.0


def test_a_recording_of_stepwise_is_replayed_stepwise(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("summarizer.annotate.annotate", lambda *_: doubting("supplier", "stage").annotations)
    record, document = tmp_path / "r.jsonl", Document(DOUBTFUL)
    with choosing(lambda asked: list(asked.choices.values())[2]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        live = api.summarize(document, model="openai/small", strategy="stepwise", record=record)
    again = api.summarize(document, replay=record)
    alike(live, again)
    assert again.provenance.strategy == "stepwise"
    assert again.provenance.calls == 2


def test_what_an_official_endpoint_was_asked_can_be_replayed(
    loopback: Loopback, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, rules_find_nothing: None
) -> None:
    """Official endpoints name the longest answer in another word, which is part of the request."""
    monkeypatch.setenv("OPENAI_BASE_URL", loopback.url)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    monkeypatch.setattr(providers, "OPENAI_URL", loopback.url)
    loopback.script(ok(saying(full())))
    record = tmp_path / "r.jsonl"
    live = api.summarize(Document(TEXT), model="openai/o3-mini", record=record)
    assert "max_completion_tokens" in loopback.requests[0].body
    assert "temperature" not in loopback.requests[0].body
    monkeypatch.undo()
    monkeypatch.setattr("summarizer.annotate.annotate", lambda *_: Annotations())
    alike(live, api.summarize(Document(TEXT), replay=record))


def test_a_recording_answers_for_its_own_document_alone(
    loopback: Loopback, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, rules_find_nothing: None
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", loopback.url)
    loopback.script(ok(saying(full())))
    api.summarize(Document(TEXT), model="openai/m", record=tmp_path / "r.jsonl")
    with pytest.raises(RecordingError, match="record again"):
        api.summarize(Document(TEXT.replace("12", "13")), replay=tmp_path / "r.jsonl")


def test_a_refusal_is_recorded_and_replayed(
    loopback: Loopback, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, rules_find_nothing: None
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", loopback.url)
    loopback.script(refusal("No."))
    told: list[str] = []
    for options in ({"model": "openai/m", "record": tmp_path / "r.jsonl"}, {"replay": tmp_path / "r.jsonl"}):
        with pytest.raises(EngineError) as error:
            api.summarize(Document(TEXT), **options)
        told.append(f"{error.value.exit_code} {error.value}")
    assert told[0] == told[1]
    assert told[0].startswith("7 ")
