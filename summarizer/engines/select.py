"""From what the user asked for to an engine that is ready to read."""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator, Collection
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer import judge, prompts
from summarizer.engines.base import Extraction, Job, Strategy
from summarizer.engines.client import Client, Parameter
from summarizer.engines.meter import Meter
from summarizer.engines.retry import Gate, RetryPolicy
from summarizer.engines.rules import read_by_rules
from summarizer.engines.single import Single
from summarizer.engines.stepwise import PARTS, Stepwise
from summarizer.engines.wires import Wires, keeping_loaded, local_name
from summarizer.errors import NoEngineError, PromptError

if TYPE_CHECKING:
    import httpx2

    from summarizer.engines.client import Connection, Message

MODEL_VARIABLE = "SUMMARIZER_MODEL"
ENGINES = ("local", "rules", "replay")

# Reasoning models take no temperature and answer an attempt to set one with an error.
_FIXED_TEMPERATURE = re.compile(r"^(o\d|gpt-5)")


OURS = frozenset({"judge", "without"})
"""Parameters of the program's own part in the reading, which are told in a brief and not sent to a model."""


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

    def counting(self, meter: Meter) -> Engine:
        """The same engine on the same connection, counting into `meter`: one for each of many documents."""
        strategy = self.strategy
        if isinstance(strategy, Single) and strategy.fallback is not None:
            strategy = replace(strategy, fallback=strategy.fallback.metered(meter))
        return replace(self, strategy=strategy, meter=meter)

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
    records: Path | None = None
    recorded_only: bool = False
    repeat: int = 0
    ablate: tuple[str, ...] = ()


def choose(
    engine: str | None = None,
    model: str | None = None,
    strategy: str | None = None,
    prompt: str | None = None,
    offline: bool | None = None,
    record: Path | None = None,
    replay: Path | None = None,
    fallback: str | None = None,
    records: Path | None = None,
    recorded_only: bool | None = None,
    repeat: int | None = None,
    ablate: Collection[str] | None = None,
) -> Choice:
    """Put the defaults in: a named engine, else a replay, else a model, else SUMMARIZER_MODEL, else the embedded model.

    Raises:
        NoEngineError: no such engine, or options that do not go together.
    """
    from summarizer.weights import is_offline

    if engine is None and replay is not None:
        engine = "replay"
    if engine is None:
        model = model or os.environ.get(MODEL_VARIABLE) or None
        engine = _engine_of(model)
    elif engine not in ENGINES:
        raise NoEngineError(f"There is no engine {engine!r}.", f"Choose {', '.join(ENGINES)}, or give --model.")
    if (engine == "replay") != (replay is not None):
        raise NoEngineError("The engine replay and a recording go together.", "Give --replay FILE and no other engine.")
    if engine == "replay" and record is not None:
        raise NoEngineError("What is replayed is not recorded again.", "Leave --record or --replay out.")
    _check_records(engine, records, bool(recorded_only), record or replay)
    if strategy is not None and strategy not in prompts.STRATEGIES:
        raise NoEngineError(f"There is no strategy {strategy!r}.", f"Choose {' or '.join(prompts.STRATEGIES)}.")
    offline = is_offline(bool(offline))
    unreachable = model if engine not in ENGINES else fallback if engine != "replay" else None
    if offline and unreachable and not recorded_only:
        raise NoEngineError(
            f"Working offline, the model {unreachable!r} cannot be reached.", "Use --engine local or rules."
        )
    if strange := sorted(set(ablate or ()) - PARTS.keys()):
        raise NoEngineError(f"There is no part {strange[0]!r} to switch off.", f"Choose of {', '.join(PARTS)}.")
    kept = (records, bool(recorded_only), repeat or 0, tuple(sorted(set(ablate or ()))))
    return Choice(engine, model, strategy, prompt, offline, record, replay, fallback, *kept)


def _check_records(engine: str, records: Path | None, recorded_only: bool, recording: Path | None) -> None:
    if records is None:
        if recorded_only:
            raise NoEngineError("Recorded answers only, but no file of kept answers.", "Give `records` its path.")
        return
    if engine in ("rules", "replay"):
        raise NoEngineError(f"The engine {engine} keeps no answers.", "Leave `records` out, or choose a model.")
    if recording is not None:
        raise NoEngineError("Kept answers and a recording do not go together.", "Leave `records` or the recording out.")


def _engine_of(model: str | None) -> str:
    """The engine that a model alone asks for: its provider, or the embedded runtime for a file of weights."""
    if model is None or model.endswith(".gguf"):
        return "local"
    provider = model.partition("/")[0]
    if provider in ENGINES:
        raise NoEngineError(f"{model!r} names an engine, not a model of a provider.", f"Use --engine {provider}.")
    return provider


def without_connection(**options: object) -> Engine:
    """The engine as `engine` would make it, but unable to ask: for a dry run."""
    return _engine(choose(**options))  # type: ignore[arg-type]  # the names are those of `choose`


@asynccontextmanager
async def standing(**options: object) -> AsyncIterator[None]:
    """While it lasts, the embedded model stays in memory from one document to the next; other engines hold nothing.

    Raises:
        NoEngineError, WeightsError: why there is none.
    """
    transport = keeping_loaded(choose(**options))  # type: ignore[arg-type]  # the names are those of `choose`
    try:
        yield
    finally:
        if transport is not None:
            await transport.aclose()


async def engine(
    stack: AsyncExitStack,
    document_sha256: str = "",
    meter: Meter | None = None,
    *,
    gate: Gate | None = None,
    retry: RetryPolicy | None = None,
    transport: httpx2.AsyncBaseTransport | None = None,
    **options: object,
) -> Engine:
    """A connected engine; its connections are closed with `stack`.

    Args:
        stack: closes the connections.
        document_sha256: of the document to be read; kept answers belong to it.
        meter: where everything is counted; a new one by default.
        gate: passed by every request; none by default.
        retry: how failed requests are sent again, in place of the usual way.
        transport: carries the requests in place of the network.
        options: see `choose`.

    Raises:
        NoEngineError, CredentialsError, WeightsError, PromptError, RecordingError: why there is none.
    """
    choice = choose(**options)  # type: ignore[arg-type]  # the names are those of `choose`
    # Made before anything is connected: weights take long to load, and a wrong prompt should be told at once.
    made = _engine(choice)
    made = made if meter is None else replace(made, meter=meter)
    if made.strategy is None:
        return made
    wires = Wires(choice, made, document_sha256, transport)
    timeout = _TIMEOUTS.get(choice.engine, 180.0)

    def client(connection: Connection, parameters: dict[str, Parameter]) -> Client:
        if connection.close is not None:
            stack.push_async_callback(connection.close)
        return Client(connection, parameters, timeout, made.meter, retry or RetryPolicy(), gate)

    first = client(wires.model(), {k: v for k, v in made.parameters.items() if k not in OURS})
    if choice.fallback is None or not isinstance(made.strategy, Single):
        return replace(made, client=first)
    second = client(wires.fallback(choice.fallback), _parameters(choice.fallback))
    parameters = {**made.parameters, "fallback": choice.fallback}
    return replace(made, client=first, strategy=replace(made.strategy, fallback=second), parameters=parameters)


def _engine(choice: Choice) -> Engine:
    strategy = choice.strategy or ("stepwise" if choice.engine == "local" else "single")
    name, parameters = choice.model, _parameters(choice.model or "")
    if choice.engine == "local":
        name, parameters = local_name(choice.model), {"temperature": 0.0}
    elif choice.engine == "replay" and choice.replay is not None:
        from summarizer.engines.replay import recorded

        record = recorded(choice.replay)
        name, parameters = record.model, dict(record.parameters)
        strategy = choice.strategy or ("single" if record.schema == "BriefAnswer" else "stepwise")
    if choice.fallback and (choice.engine == "rules" or strategy != "single"):
        raise NoEngineError("A fallback model goes with the strategy single alone.", "Leave --fallback out.")
    if choice.engine == "rules":
        if choice.ablate:
            raise NoEngineError("The engine rules has no parts that can be switched off.", "Leave --ablate out.")
        return Engine("rules", notes=("The engine rules asks no model.",))
    prompt = prompts.load(choice.prompt or prompts.DEFAULTS[strategy])
    if prompt.strategy != strategy:
        raise PromptError(f"Prompt {prompt.id!r} is made for strategy {prompt.strategy}, not {strategy}.")
    if choice.ablate and strategy != "stepwise":
        raise NoEngineError("Only the strategy stepwise has parts that can be switched off.", "Leave --ablate out.")
    made = Single(prompt) if strategy == "single" else Stepwise(prompt, without=frozenset(choice.ablate))
    if strategy == "stepwise" and "judge" not in choice.ablate:
        parameters = {**parameters, "judge": judge.SHA256[:16]}
    if choice.ablate:
        parameters = {**parameters, "without": ",".join(choice.ablate)}
    return Engine(choice.engine, name, prompt, made, None, parameters, notes=_notes(strategy))


# A local answer may wait for the weights to load and for every question before it.
_TIMEOUTS = {"local": 900.0}


def _notes(strategy: str) -> tuple[str, ...]:
    if strategy == "single":
        return ("A part of the answer that does not stand on the text is asked again once, with the reason.",)
    return ("Only what rules leave in doubt is asked; later questions may follow from earlier answers.",)


def _parameters(model: str) -> dict[str, Parameter]:
    name = model.rpartition("/")[2]
    return {} if _FIXED_TEMPERATURE.match(name) else {"temperature": 0.0}
