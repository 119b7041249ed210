"""From what the user asked for to an engine that is ready to read."""

from __future__ import annotations

import os
import re
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer import prompts
from summarizer.engines.base import Extraction, Job, Strategy
from summarizer.engines.client import Client, Parameter
from summarizer.engines.meter import Meter
from summarizer.engines.rules import read_by_rules
from summarizer.engines.single import Single
from summarizer.engines.stepwise import Stepwise
from summarizer.errors import NoEngineError, PromptError

if TYPE_CHECKING:
    import httpx2

    from summarizer.engines.client import Connection, Message

MODEL_VARIABLE = "SUMMARIZER_MODEL"
ENGINES = ("local", "rules", "replay")
LOCAL_URL = "http://local.invalid/v1"

# Reasoning models take no temperature and answer an attempt to set one with an error.
_FIXED_TEMPERATURE = re.compile(r"^(o\d|gpt-5)")


@dataclass(frozen=True)
class Engine:
    """Something that reads a document. `model`, `prompt` and `client` are None for the engine `rules`."""

    name: str
    model: str | None = None
    prompt: prompts.Prompt | None = None
    strategy: Strategy | None = None
    client: Client | None = None
    parameters: dict[str, Parameter] = field(default_factory=dict)
    meter: Meter = field(default_factory=Meter)
    notes: tuple[str, ...] = ()

    @property
    def strategy_name(self) -> str:
        return self.strategy.name if self.strategy else "rules"

    async def extract(self, job: Job) -> Extraction:
        """Read a document; raises an EngineError when nothing of it could be read."""
        if self.strategy is None or self.client is None:
            return read_by_rules(job)
        return await self.strategy.extract(job, self.client.metered(self.meter))

    def calls(self, job: Job) -> list[list[Message]]:
        """The messages of every call that can be known before any answer; none for the engine `rules`."""
        return self.strategy.calls(job) if self.strategy else []


@dataclass(frozen=True)
class Choice:
    """What was asked for, with every default put in: which engine, which model, by which strategy."""

    engine: str
    model: str | None
    strategy: str | None
    prompt: str | None
    offline: bool
    record: Path | None
    replay: Path | None
    fallback: str | None


def choose(
    engine: str | None = None,
    model: str | None = None,
    strategy: str | None = None,
    prompt: str | None = None,
    offline: bool | None = None,
    record: Path | None = None,
    replay: Path | None = None,
    fallback: str | None = None,
) -> Choice:
    """Put the defaults in: a named engine, else a replay, else a model, else SUMMARIZER_MODEL, else the embedded model.

    Raises:
        NoEngineError: no such engine, or options that do not go together.
    """
    offline = bool(offline) or os.environ.get("SUMMARIZER_OFFLINE", "") not in ("", "0")
    if engine is None and replay is not None:
        engine = "replay"
    if engine is None:
        model = model or os.environ.get(MODEL_VARIABLE) or None
        engine = model.partition("/")[0] if model else "local"
    elif engine not in ENGINES:
        raise NoEngineError(f"There is no engine {engine!r}.", f"Choose {', '.join(ENGINES)}, or give --model.")
    if engine == "replay" and replay is None:
        raise NoEngineError("The engine replay needs a recording.", "Give it with --replay FILE.")
    if strategy is not None and strategy not in prompts.STRATEGIES:
        raise NoEngineError(f"There is no strategy {strategy!r}.", f"Choose {' or '.join(prompts.STRATEGIES)}.")
    if offline and (engine not in ENGINES or fallback):
        raise NoEngineError(
            f"Working offline, the model {fallback or model!r} cannot be reached.", "Use --engine local or rules."
        )
    return Choice(engine, model, strategy, prompt, offline, record, replay, fallback)


def without_connection(**options: object) -> Engine:
    """The engine as `engine` would make it, but unable to ask: for a dry run."""
    choice = choose(**options)  # type: ignore[arg-type]  # the names are those of `choose`
    return _engine(choice, None)


async def engine(stack: AsyncExitStack, **options: object) -> Engine:
    """A connected engine; its connections are closed with `stack`.

    Raises:
        NoEngineError, CredentialsError, WeightsError, PromptError, RecordingError: why there is none.
    """
    choice = choose(**options)  # type: ignore[arg-type]  # the names are those of `choose`
    if choice.engine == "rules":
        return _engine(choice, None)
    connection = _connection(choice)
    if connection.close is not None:
        stack.push_async_callback(connection.close)
    fallback = None
    if choice.fallback:
        from summarizer.engines.providers import connect

        fallback = connect(choice.fallback)
        if fallback.close is not None:
            stack.push_async_callback(fallback.close)
    made = _engine(choice, connection)
    if fallback is not None and isinstance(made.strategy, Single):
        second = Client(fallback, _parameters(choice.fallback or ""), meter=made.meter)
        made = replace(made, strategy=replace(made.strategy, fallback=second))
    return made


def _engine(choice: Choice, connection: Connection | None) -> Engine:
    if choice.engine == "rules":
        return Engine("rules", notes=("The engine rules asks no model.",))
    name, parameters = choice.model, _parameters(choice.model or "")
    strategy = choice.strategy or ("stepwise" if choice.engine == "local" else "single")
    if choice.engine == "local":
        name, parameters = _local_name(choice.model), {"temperature": 0.0}
    elif choice.engine == "replay" and choice.replay is not None:
        from summarizer.engines.replay import recorded

        record = recorded(choice.replay)
        name, parameters = record.model, dict(record.parameters)
        strategy = choice.strategy or ("single" if record.schema == "BriefAnswer" else "stepwise")
    prompt = prompts.load(choice.prompt or prompts.DEFAULTS[strategy])
    if prompt.strategy != strategy:
        raise PromptError(f"Prompt {prompt.id!r} is made for strategy {prompt.strategy}, not {strategy}.")
    client = Client(connection, parameters, timeout=_TIMEOUTS.get(choice.engine, 180.0)) if connection else None
    made = Single(prompt) if strategy == "single" else Stepwise(prompt)
    return Engine(choice.engine, name, prompt, made, client, parameters, notes=_notes(strategy))


# A local answer may wait for the weights to load and for every question before it.
_TIMEOUTS = {"local": 900.0}


def _notes(strategy: str) -> tuple[str, ...]:
    if strategy == "single":
        return ("A part of the answer that does not stand on the text is asked again once, with the reason.",)
    return ("Only what rules leave in doubt is asked; later questions may follow from earlier answers.",)


def _connection(choice: Choice) -> Connection:
    from summarizer.engines.providers import connect

    if choice.engine == "replay" and choice.replay is not None:
        from summarizer.engines.replay import ReplayTransport, recorded

        record = recorded(choice.replay)
        transport = ReplayTransport(choice.replay)
        return connect(
            f"openai/{record.model}", base_url=LOCAL_URL, api_key="none", strict=record.strict, transport=transport
        )
    if choice.engine == "local":
        from summarizer.engines.local import BASE_URL, LocalTransport, shared_model
        from summarizer.weights import BUILT_IN, locate

        name = _local_name(choice.model)
        local = LocalTransport(shared_model(locate(choice.model or BUILT_IN)), name=name)
        inner = _recording(local, choice.record)
        return connect(f"openai/{name}", base_url=BASE_URL, api_key="none", strict=False, transport=inner)
    if choice.record is None:
        return connect(choice.model or "")
    import httpx2

    return connect(choice.model or "", transport=_recording(httpx2.AsyncHTTPTransport(), choice.record))


def _recording(inner: httpx2.AsyncBaseTransport, path: Path | None) -> httpx2.AsyncBaseTransport:
    if path is None:
        return inner
    from summarizer.engines.replay import RecordingTransport

    return RecordingTransport(inner, path)


def _local_name(model: str | None) -> str:
    """What the embedded model is called in requests and in provenance: its catalogue name, or the file's stem."""
    from summarizer.weights import BUILT_IN

    return Path(model).stem if model and model.endswith(".gguf") else model or BUILT_IN


def _parameters(model: str) -> dict[str, Parameter]:
    name = model.partition("/")[2]
    return {} if _FIXED_TEMPERATURE.match(name) else {"temperature": 0.0}
