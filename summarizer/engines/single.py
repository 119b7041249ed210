"""Strategy `single`: the whole document in one call, for capable models; chunk by chunk when it is long."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from summarizer.draft import Draft
from summarizer.engines.base import Extraction, Job
from summarizer.engines.chunks import Stretch, halves, stretches
from summarizer.errors import AnswerError, EngineError, EngineTimeoutError, ProviderError, RefusedError, TruncatedError
from summarizer.ground import hold
from summarizer.ground.answer import BriefAnswer, resolve
from summarizer.ground.merge import merge
from summarizer.progress import Progress
from summarizer.prompts import Prompt
from summarizer.schema import Chunk, ChunkStatus, Dropped

if TYPE_CHECKING:
    from summarizer.engines.client import Client, Message

T = TypeVar("T")

PARALLEL_CHUNKS = 4
SPLITS = 2
"""How often a stretch whose answer was cut is halved and asked again before it counts as truncated."""

_OUTCOMES: dict[type[EngineError], ChunkStatus] = {
    RefusedError: ChunkStatus.REFUSED,
    TruncatedError: ChunkStatus.TRUNCATED,
    AnswerError: ChunkStatus.FAILED,
    EngineTimeoutError: ChunkStatus.FAILED,
    ProviderError: ChunkStatus.FAILED,
}


@dataclass(frozen=True)
class _Part:
    """What became of one stretch: a draft, or the failure that stands in its place."""

    stretch: Stretch
    draft: Draft | None
    dropped: tuple[Dropped, ...] = ()
    failure: EngineError | None = None
    detail: str | None = None


@dataclass(frozen=True)
class Single:
    """The strategy for capable models.

    Args:
        prompt: a prompt folder of strategy `single`.
        budget: estimated tokens of document that one call may carry.
        max_tokens: the longest answer of one call.
        fallback: asked when the first model refuses; None asks nobody.
    """

    prompt: Prompt
    budget: int = 12_000
    max_tokens: int = 8_000
    fallback: Client | None = None
    name: str = "single"

    async def extract(self, job: Job, client: Client) -> Extraction:
        todo = stretches(job.source.segmentation, self.budget)
        gate = asyncio.Semaphore(PARALLEL_CHUNKS)
        done = 0

        async def read(number: int, stretch: Stretch) -> list[_Part]:
            nonlocal done
            async with gate:
                parts = await self._read(stretch, job, client, f"{number}:" if number else "")
            done += 1
            job.progress(Progress("reading with the model", done, len(todo)))
            return parts

        job.progress(Progress("reading with the model", 0, len(todo)))
        work = [read(number, stretch) for number, stretch in enumerate(todo)]
        parts = [part for found in await together(work) for part in found]
        failures = [p.failure for p in parts if p.failure is not None]
        if len(failures) == len(parts):
            raise failures[0]
        return Extraction(
            draft=merge(p.draft for p in parts if p.draft is not None),
            dropped=tuple(d for p in parts for d in p.dropped),
            chunks=tuple(_chunk(p, job) for p in parts),
        )

    def calls(self, job: Job) -> list[list[Message]]:
        return [self._messages(s, job) for s in stretches(job.source.segmentation, self.budget)]

    async def _read(self, stretch: Stretch, job: Job, client: Client, tag: str, splits: int = SPLITS) -> list[_Part]:
        """What became of a stretch, which may have been halved; `tag` tells its references from all others'."""
        try:
            return [await self._ask(stretch, job, client, tag)]
        except TruncatedError as error:
            cut = halves(stretch) if splits else None
            if cut is None:
                return [_Part(stretch, None, failure=error)]
            halved = zip(cut, (f"{tag}a:", f"{tag}b:"), strict=True)
            return [part for half, side in halved for part in await self._read(half, job, client, side, splits - 1)]
        except RefusedError as error:
            if self.fallback is None or client is self.fallback:
                return [_Part(stretch, None, failure=error)]
            parts = await self._read(stretch, job, self.fallback, tag, splits)
            detail = f"refused by {client.model}, read by {self.fallback.model}"
            return [p if p.failure else _Part(p.stretch, p.draft, p.dropped, detail=detail) for p in parts]
        except (AnswerError, EngineTimeoutError, ProviderError) as error:
            return [_Part(stretch, None, failure=error)]

    async def _ask(self, stretch: Stretch, job: Job, client: Client, tag: str) -> _Part:
        """One answer; when parts of it do not stand, one more with the reasons."""
        messages = self._messages(stretch, job)
        first = await client.ask(messages, BriefAnswer, max_tokens=self.max_tokens)
        judged = _judged(first.value, job, stretch, tag)
        if judged.reasons:
            again: list[Message] = [
                *messages,
                {"role": "assistant", "content": first.value.model_dump_json()},
                {"role": "user", "content": self.prompt.fill("again", problems="\n".join(judged.reasons))},
            ]
            try:
                second = await client.ask(again, BriefAnswer, max_tokens=self.max_tokens)
            except tuple(_OUTCOMES):
                # What stood of the first answer stands, whatever becomes of the second.
                return _Part(stretch, judged.draft, judged.dropped)
            judged = judged.or_mended(_judged(second.value, job, stretch, tag))
        return _Part(stretch, judged.draft, judged.dropped)

    def _messages(self, stretch: Stretch, job: Job) -> list[Message]:
        document = job.source.document
        return [
            {"role": "system", "content": self.prompt.fill("system")},
            {
                "role": "user",
                "content": self.prompt.fill(
                    "document",
                    title=_line(document.title or "not given"),
                    outlet=_line(document.outlet or "not given"),
                    published=_line(document.published or "not given"),
                    **_numbered(stretch, job),
                ),
            },
        ]


async def together(work: list[Coroutine[Any, Any, T]]) -> list[T]:
    """All results in order; the first failure ends the others and is raised as it is."""
    tasks = [asyncio.ensure_future(w) for w in work]
    try:
        return await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@dataclass(frozen=True)
class _Judged:
    """What stands of one answer, what does not, and why."""

    draft: Draft
    dropped: tuple[Dropped, ...]

    @property
    def reasons(self) -> list[str]:
        return [f"- {d.section}: {d.answer[:200]}: {d.reason}" for d in self.dropped]

    def or_mended(self, mended: _Judged) -> _Judged:
        """The second answer where it has fewer faults, but never where it has them for having said less."""
        better = len(mended.dropped) < len(self.dropped) and _weight(mended.draft) >= _weight(self.draft)
        return mended if better else self


def _judged(answer: BriefAnswer, job: Job, stretch: Stretch, tag: str) -> _Judged:
    draft, dropped = resolve(answer, job.source, job.annotations, tag, stretch.numbers)
    held = hold(draft, job.source)
    # What is said of the document itself is no fault of the answer, and is told once, of the whole.
    return _Judged(held.draft, (*dropped, *(d for d in held.dropped if d.section != "document")))


def _weight(draft: Draft) -> int:
    """How many statements a draft makes."""
    claims = sum(len(flow.claims) for flow in draft.flows)
    return claims + len(draft.quotes) + len(draft.warnings) + len(draft.flags)


def _chunk(part: _Part, job: Job) -> Chunk:
    segmentation = job.source.segmentation
    start = segmentation.sentence(part.stretch.first).start
    end = segmentation.sentence(part.stretch.last).end
    if part.failure is None:
        return Chunk(start=start, end=end, status=ChunkStatus.READ, detail=part.detail)
    return Chunk(start=start, end=end, status=_OUTCOMES[type(part.failure)], detail=part.failure.what)


def _numbered(stretch: Stretch, job: Job) -> dict[str, str]:
    """The numbered parts of the document that fall into a stretch, each as the block of lines a model reads."""
    text, segmentation, found = job.source.text, job.source.segmentation, job.annotations
    inside = set(stretch.numbers)

    def places(sentences: Iterable[int]) -> str:
        return ", ".join(f"S{n}" for n in sorted(set(sentences) & inside))

    sentences = [segmentation.sentence(n) for n in stretch.numbers]
    parties = [p for p in found.parties if any(m.sentence in inside for m in p.mentions)]
    quotations = [q for q in segmentation.quotations if set(q.sentences) & inside]
    return {
        "sentences": "\n".join(f"S{s.number}| {_line(text[s.start : s.end])}" for s in sentences),
        "quotations": _block(f"Q{q.number} {places(q.sentences)}| {_line(text[q.start : q.end])}" for q in quotations),
        "parties": _block(
            f"P{p.number}| {p.name} ({p.kind.value}{', ' + p.country if p.country else ''}"
            f"{', ' + p.role if p.role else ''}) in {places(m.sentence for m in p.mentions)}"
            for p in parties
        ),
        "materiel": _block(
            f"M{m.number} S{m.sentence}| {_line(text[m.start : m.end])} ({m.category.value})"
            + (f", quantity: {_line(text[m.quantity[0] : m.quantity[1]])}" if m.quantity else "")
            for m in found.materiel
            if m.sentence in inside
        ),
        "cues": _block(
            f"S{c.sentence}| {_line(text[c.start : c.end])} ({c.kind.value})"
            for c in found.cues
            if c.sentence in inside
        ),
    }


def _line(words: str) -> str:
    """Words on one line, so that nothing in them can pass for a line of the prompt's own."""
    return " ".join(words.split())


def _block(lines: Iterable[str]) -> str:
    return "\n".join(lines) or "none"
