"""Run an engine over gold: one log entry for every case and repeat, whatever becomes of it.

What is wrong with the whole run (no engine, no key, no weights, no prompt) is raised at once. What is wrong with one
document is that document's outcome.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, Generator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Unpack

from summarizer import api
from summarizer._version import __version__
from summarizer.engines.meter import Meter
from summarizer.engines.records import prune
from summarizer.errors import (
    CredentialsError,
    NoEngineError,
    PromptError,
    RecordingError,
    RefusedError,
    SummarizerError,
    WeightsError,
)
from summarizer.evaluate.gold import Gold
from summarizer.evaluate.log import Entry, Head
from summarizer.score import Outcome

_OF_THE_RUN = (NoEngineError, CredentialsError, WeightsError, PromptError)


@dataclass(frozen=True)
class Answers:
    """Where answers come from.

    `folder` holds those that are kept; None keeps and uses none. With `recorded_only` no model is ever asked: a case
    whose answers are not kept was not run. `prune` forgets kept answers of a scored case that the run did not use.
    """

    folder: Path | None = None
    recorded_only: bool = False
    prune: bool = False

    def file(self, model: str, case: str) -> Path | None:
        """The file of kept answers of one case."""
        if self.folder is None:
            return None
        name = "".join(c if c.isalnum() or c in "-._" else "-" for c in model)
        return self.folder / name / f"{case}.jsonl"


def sample(gold: Sequence[Gold], stories: int) -> list[Gold]:
    """The documents of so many stories: always the same ones, whatever else the folder holds, chosen by hash."""
    chosen = sorted({g.story for g in gold}, key=lambda story: sha256(story.encode()).digest())[:stories]
    return [g for g in gold if g.story in chosen]


def head(gold: Sequence[Gold], folder: str, repeats: int, **options: Unpack[api.Options]) -> Head:
    """What the log says of a run before it starts.

    Raises:
        NoEngineError, PromptError: the options do not go together, or the prompt is not valid.
    """
    engine = api.chosen(**options)
    return Head(
        program=__version__,
        engine=engine.name,
        model=engine.model,
        strategy=engine.strategy_name,
        prompt=engine.prompt.id if engine.prompt else None,
        prompt_sha256=engine.prompt.sha256 if engine.prompt else None,
        parameters=dict(engine.parameters),
        gold=folder,
        cases=tuple(g.name for g in gold),
        repeats=repeats,
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )


async def arun(
    gold: Sequence[Gold], head: Head, answers: Answers, jobs: int = 1, **options: Unpack[api.Options]
) -> AsyncGenerator[Entry, None]:
    """The entries as they are done, at most `jobs` documents at a time.

    Raises:
        NoEngineError, CredentialsError, WeightsError, PromptError: nothing can be run at all.
    """
    waiting: list[tuple[Gold, int]] = [(g, repeat) for g in gold for repeat in range(head.repeats)]
    waiting.reverse()
    running: set[asyncio.Task[Entry]] = set()
    used: dict[Path, set[str]] = defaultdict(set)
    incomplete: set[str] = set()
    async with nullcontext() if answers.recorded_only else api.standing(**options):
        try:
            while waiting or running:
                while waiting and len(running) < jobs:
                    one, repeat = waiting.pop()
                    running.add(asyncio.create_task(_entry(one, repeat, head, answers, options, used)))
                done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                for entry in (task.result() for task in done):
                    if entry.outcome is not Outcome.SCORED:
                        incomplete.add(entry.case)
                    yield entry
        finally:
            for task in running:
                task.cancel()
    for path in used if answers.prune else ():
        if path.stem not in incomplete:
            prune(path, used[path])


def run(
    gold: Sequence[Gold], head: Head, answers: Answers, jobs: int = 1, **options: Unpack[api.Options]
) -> Generator[Entry, None, None]:
    """`arun` where no event loop runs."""
    entries = arun(gold, head, answers, jobs, **options)
    with asyncio.Runner() as runner:
        try:
            while True:
                yield runner.run(entries.asend(None))
        except StopAsyncIteration:
            return
        finally:
            runner.run(entries.aclose())


async def _entry(
    gold: Gold, repeat: int, head: Head, answers: Answers, options: api.Options, used: dict[Path, set[str]]
) -> Entry:
    given: dict[str, Any] = {"case": gold.name, "document_sha256": gold.document.sha256, "repeat": repeat}
    meter = Meter()
    options = options.copy()
    options["meter"] = meter
    kept = answers.file(head.model, gold.name) if head.model else None
    if kept is not None:
        options |= {"records": kept, "recorded_only": answers.recorded_only, "repeat": repeat}
    try:
        result = await api.arun(gold.document, **options)
    except _OF_THE_RUN:
        raise
    except RefusedError as error:
        given |= {"outcome": Outcome.REFUSED, "reason": str(error)}
    except RecordingError as error:
        given |= {"outcome": Outcome.NOT_RUN, "reason": str(error)}
    except SummarizerError as error:
        given |= {"outcome": Outcome.FAILED, "reason": str(error)}
    else:
        given |= {"outcome": Outcome.SCORED, "brief": result.brief.model_dump(mode="json")}
    if kept is not None:
        used[kept] |= meter.used
    return Entry(
        **given,
        seconds=round(meter.seconds, 2),
        calls=meter.calls,
        asked=meter.asked,
        recorded=meter.recorded,
        tokens_in=meter.tokens_in,
        tokens_out=meter.tokens_out,
        cost_usd=0.0 if head.engine in api.FREE else meter.cost_usd,
    )
