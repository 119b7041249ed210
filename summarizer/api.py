"""One document to one brief, from Python: the same path that the command line takes."""

from __future__ import annotations

import asyncio
import hashlib
import os
import time
from collections.abc import AsyncIterator, Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from summarizer.document import Document
from summarizer.engines.meter import Meter
from summarizer.errors import SummarizerError
from summarizer.progress import Progress
from summarizer.schema import Brief
from summarizer.segment import Segmentation

if TYPE_CHECKING:
    from summarizer.annotate.model import Annotations
    from summarizer.engines.base import Job
    from summarizer.engines.client import Parameter
    from summarizer.engines.select import Engine

FREE = ("local", "rules", "replay")
"""Engines that send nothing to anybody who charges for it."""

Source = str | os.PathLike[str] | Document


class Options(TypedDict, total=False):
    """How to read and with what. Every option may be left out.

    engine: "local" (the embedded model), "rules" (no model), "replay" (recorded answers); left out, it follows from
        `replay` or `model`, else from the environment variable SUMMARIZER_MODEL, else it is the embedded model.
    model: "PROVIDER/NAME" as `instructor.from_provider` names it, or with engine "local" a GGUF file or its name.
    strategy: "single" or "stepwise", where the engine's own choice does not suit the model.
    prompt: id of a shipped prompt, or a folder that holds one.
    title, outlet, published, url: override what the source says of itself.
    offline: never touch the network.
    record: file to which every request and answer is written, for `replay` later; what it held before is lost.
    replay: file of recorded answers; implies engine "replay".
    records: file of kept answers, one per document: a question it knows is answered from it, any other is asked and
        added. With a model only, and not together with `record` or `replay`.
    recorded_only: ask nobody: what `records` does not know is a RecordingError. No weights, key or network is needed.
    repeat: which of several runs this is, from 0: each repeat has kept answers of its own.
    meter: where calls, tokens and seconds are counted, also when the reading fails; one per document.
    fallback: model to ask when the first one refuses; with strategy "single" only.
    lexicon: TOML file with an analyst's own terms, added to those that ship.
    ablate: parts of strategy "stepwise" to switch off, of `summarizer.engines.stepwise.PARTS`.
    progress: called with every sign of life.
    """

    engine: str | None
    model: str | None
    strategy: str | None
    prompt: str | None
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    offline: bool
    record: str | Path | None
    replay: str | Path | None
    records: str | Path | None
    recorded_only: bool
    repeat: int
    meter: Meter | None
    fallback: str | None
    lexicon: str | Path | None
    ablate: Collection[str] | None
    progress: Callable[[Progress], None] | None


@dataclass(frozen=True)
class Result:
    """A brief together with the text it speaks of, which a reader needs to see a pointer's place.

    `asked` counts the answers that a model gave now, failed attempts included, `recorded` those from a record.
    """

    brief: Brief
    document: Document
    segmentation: Segmentation
    asked: int = 0
    recorded: int = 0


@dataclass(frozen=True)
class Plan:
    """What a run would send: the exact messages of every call that can be known beforehand, and their cost.

    `tokens_estimate` counts prompt tokens of the calls listed; answers are not in it.
    """

    engine: str
    model: str | None
    strategy: str
    prompt: str | None
    calls: tuple[tuple[dict[str, str], ...], ...]
    tokens_estimate: int
    notes: tuple[str, ...]


def summarize(source: Source, **options: Unpack[Options]) -> Brief:
    """Read one document and make its brief.

    Args:
        source: a path, an http(s) URL, "-" for standard input, or a `Document`.
        options: see `Options`.

    Raises:
        SummarizerError: one of the tree in `summarizer.errors`. A document that was read in part raises nothing:
            its brief says so in `coverage`.
    """
    return run(source, **options).brief


async def asummarize(source: Source, **options: Unpack[Options]) -> Brief:
    """`summarize`, for a running event loop."""
    return (await arun(source, **options)).brief


def run(source: Source, **options: Unpack[Options]) -> Result:
    """`arun` where no event loop runs."""
    if _loop_runs():
        raise SummarizerError("An event loop is running here already.", "Await `asummarize` or `arun` instead.")

    async def alone() -> Result:
        asyncio.get_running_loop().set_default_executor(_Unawaited())
        beating = asyncio.ensure_future(_heartbeat())
        try:
            return await arun(source, **options)
        finally:
            beating.cancel()

    return asyncio.run(alone())


async def arun(source: Source, **options: Unpack[Options]) -> Result:
    """The brief, the document, and its segmentation. Takes and raises what `summarize` does."""
    from summarizer.engines import select

    options = _checked(options)
    progress = options.get("progress") or _silent
    began = time.perf_counter()
    progress(Progress("reading", 0, 1))
    document = await asyncio.to_thread(_document, source, options)
    async with AsyncExitStack() as stack:
        engine = await select.engine(stack, document.sha256, options.get("meter"), **_engine_options(options))
        job = await asyncio.to_thread(_job, document, options, progress)
        return await extracted(engine, job, began, options)


async def extracted(engine: Engine, job: Job, began: float, options: Options) -> Result:
    """The brief of a job by a connected engine. `began` is the `time.perf_counter()` at which the work on it began.

    Raises:
        EngineError: nothing of the document could be read.
    """
    from summarizer.ground import assemble, hold
    from summarizer.schema import Provenance

    extraction = await engine.extract(job)
    held = hold(extraction.draft, job.source)
    held = type(held)(held.draft, (*extraction.dropped, *held.dropped))
    meter = engine.meter
    provenance = Provenance(
        engine=engine.name,
        model=engine.model,
        strategy=engine.strategy_name,
        prompt=engine.prompt.id if engine.prompt else None,
        prompt_sha256=engine.prompt.sha256 if engine.prompt else None,
        parameters=parameters(engine, options),
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        seconds=round(time.perf_counter() - began, 2),
        calls=meter.calls,
        tokens_in=meter.tokens_in,
        tokens_out=meter.tokens_out,
        cost_usd=0.0 if engine.name in FREE else meter.cost_usd,
    )
    brief = assemble(held, job.source, extraction.chunks, provenance)
    return Result(brief, job.source.document, job.source.segmentation, meter.asked, meter.recorded)


def plan(source: Source, **options: Unpack[Options]) -> Plan:
    """What `run` would send, without sending anything; takes the same arguments."""
    from summarizer.engines import chunks, select

    options = _checked(options)
    document = _document(source, options)
    job = _job(document, options, _silent)
    engine = select.without_connection(**_engine_options(options))
    calls = [tuple(dict(m) for m in call) for call in engine.calls(job)]
    return Plan(
        engine=engine.name,
        model=engine.model,
        strategy=engine.strategy_name,
        prompt=engine.prompt.id if engine.prompt else None,
        calls=tuple(calls),
        tokens_estimate=sum(chunks.tokens(m["content"]) for call in calls for m in call),
        notes=engine.notes,
    )


def chosen(**options: Unpack[Options]) -> Engine:
    """The engine that these options choose, unconnected: its name, model, strategy, prompt and parameters.

    Raises:
        NoEngineError, PromptError, RecordingError: why there is none.
    """
    from summarizer.engines import select

    return select.without_connection(**_engine_options(_checked(options)))


@asynccontextmanager
async def standing(**options: Unpack[Options]) -> AsyncIterator[None]:
    """Many documents in a row: while it lasts, the embedded model stays in memory between calls of `arun`.

    Raises:
        NoEngineError, WeightsError: what these options choose cannot be had.
    """
    from summarizer.engines import select

    async with select.standing(**_engine_options(_checked(options))):
        yield


async def aplan(source: Source, **options: Unpack[Options]) -> Plan:
    """`plan`, for a running event loop."""
    return await asyncio.to_thread(lambda: plan(source, **options))


class _Unawaited(ThreadPoolExecutor):
    """Threads whose work may be given up: an interruption does not wait until a long text has been read."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        super().shutdown(wait=False, cancel_futures=True)


async def _heartbeat() -> None:
    """Wake the loop often: an interruption that comes just as it falls asleep is noticed only at its next waking."""
    while True:
        await asyncio.sleep(0.2)


def _loop_runs() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def _checked(options: Options) -> Options:
    """The options with paths for names of files. A misspelt one, which would be passed over in silence, is refused."""
    unknown = options.keys() - Options.__annotations__.keys()
    if unknown:
        raise TypeError(f"unknown option {', '.join(sorted(unknown))}; see summarizer.api.Options")
    checked = options.copy()
    if record := options.get("record"):
        checked["record"] = Path(record)
    if replay := options.get("replay"):
        checked["replay"] = Path(replay)
    if records := options.get("records"):
        checked["records"] = Path(records)
    return checked


def parameters(engine: Engine, options: Options) -> dict[str, Parameter]:
    """Those that stand in a brief's provenance: the engine's own, and which terms of an analyst's own were used."""
    return engine.parameters | _lexicon(options)


def _lexicon(options: Options) -> dict[str, str]:
    """The start of the hash of a file of terms."""
    path = options.get("lexicon")
    return {"lexicon_sha256": hashlib.sha256(Path(path).read_bytes()).hexdigest()[:16]} if path else {}


def _silent(_: Progress) -> None:
    return None


def _engine_options(options: Options) -> dict[str, Any]:
    names = "engine model strategy prompt offline record replay fallback records recorded_only repeat ablate".split()
    return {name: options.get(name) for name in names}


def _document(source: Source, options: Options) -> Document:
    title, outlet = options.get("title"), options.get("outlet")
    published, url = options.get("published"), options.get("url")
    if isinstance(source, Document):
        return replace(
            source,
            title=title or source.title,
            outlet=outlet or source.outlet,
            published=published or source.published,
            url=url or source.url,
        )
    from summarizer.errors import FetchError
    from summarizer.read import read
    from summarizer.weights import is_offline

    # A path object is always a path; of strings, whatever has a scheme would be fetched.
    if isinstance(source, str) and "://" in source and is_offline(bool(options.get("offline"))):
        raise FetchError(f"Working offline, {source} is not fetched.", "Give a file, or allow the network.")
    return read(source, title=title, outlet=outlet, published=published, url=url)


def _job(document: Document, options: Options, progress: Callable[[Progress], None]) -> Job:
    progress(Progress("annotating", 0, 1))
    lexicon = options.get("lexicon")
    return job_of(document, *annotated(document.text, Path(lexicon) if lexicon else None), progress)


def annotated(text: str, lexicon: Path | None = None) -> tuple[Segmentation, Annotations]:
    """Sentences and candidates of a text: what takes the processor's time, and can be done in another process."""
    from summarizer.annotate import annotate
    from summarizer.segment import segment

    segmentation = segment(text)
    return segmentation, annotate(text, segmentation, lexicon)


def job_of(
    document: Document,
    segmentation: Segmentation,
    annotations: Annotations,
    progress: Callable[[Progress], None] = _silent,
) -> Job:
    """A document ready for an engine."""
    from summarizer.engines.base import Job
    from summarizer.ground import Source as Grounds

    return Job(Grounds(document, segmentation, frozenset(annotations.instructions)), annotations, progress)
