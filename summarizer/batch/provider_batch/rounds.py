"""The driver: read what can be read, hand over what is open, wait for a batch, and again until nothing is open.

Whatever ends it, nothing is lost: batches that were submitted go on at the provider, and the next driver of the same
run collects them. Answers that do not stand are asked again in a batch of the next round, by the ordinary path's own
questions, at the same price.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from summarizer.batch.provider_batch.carrier import Carrier
from summarizer.batch.provider_batch.ledger import Ledger, Part, State
from summarizer.batch.provider_batch.service import Line, Service, refusal_of
from summarizer.batch.settling import Failure, Reading, settle, usage_of
from summarizer.batch.sitting import Stop
from summarizer.engines.failures import RETRIED_STATUSES
from summarizer.engines.meter import Meter
from summarizer.store import Generation, Run

if TYPE_CHECKING:
    from openai.types import Batch

    from summarizer.document import Document
    from summarizer.schema import Brief

Read = Callable[["Document", Meter], Awaitable["Brief"]]
"""The ordinary path, with a carrier in place of the network."""

QUEUE_FULL = {"token_limit_exceeded", "request_limit_exceeded"}
"""The provider takes no more until other batches are over; the file itself is in order."""
ENDED = {"completed", "failed", "expired", "cancelled"}


@dataclass(frozen=True)
class Standing:
    """How the batches of a run stand: questions handed over, and of those what the provider has carried out."""

    batches: int
    questions: int
    completed: int
    failed: int


@dataclass(frozen=True)
class Pace:
    """Seconds between two looks at the same batches: more and more, from `first` to `longest`."""

    first: float = 5.0
    longest: float = 60.0
    growth: float = 1.5
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


@dataclass
class Rounds:
    """One run by batches.

    Args:
        run: the store; held for writing.
        generation: the settings that the answers belong to.
        read: one document over `carrier`; what it costs is counted by a `meter` of its own.
        ledger, service: what was handed over, and to whom.
        listener: told how things stand after every look.
        may_start: asked before a document is read for the first time; False leaves it for another time.
        stop: once requested, nothing more is handed over or waited for.
    """

    run: Run
    generation: Generation
    read: Read
    meter: Callable[[], Meter]
    carrier: Carrier
    ledger: Ledger
    service: Service
    pace: Pace = field(default_factory=Pace)
    listener: Callable[[Standing], None] = lambda _: None
    may_start: Callable[[Document], bool] = lambda _: True
    stop: Stop = field(default_factory=Stop)
    _postponed: bool = False

    async def all(self, document_ids: Iterable[str]) -> None:
        """Read all these documents, each to its outcome.

        Raises:
            SummarizerError: a failure that every document would meet; what is stored so far stays.
        """
        await self._submit(self.ledger.parts(State.UPLOADED), perhaps_before=True)
        for document_id in document_ids:
            if self.stop.requested:
                break
            if self.ledger.waits(document_id):
                continue
            if await self._advance(document_id, self.may_start):
                await self._submit(self.ledger.parts(State.SEALED))
        while not self.stop.requested:
            await self._hand_over()
            if not self.ledger.parts(State.SUBMITTED):
                break
            async for document_ids in self._ended():
                await self._advance_all(document_ids)

    # Reading ----------------------------------------------------------------------------------------------------

    async def _advance_all(self, document_ids: Iterable[str]) -> None:
        for document_id in document_ids:
            if self.stop.requested:
                return
            if not self.ledger.waits(document_id):
                await self._advance(document_id)

    async def _advance(self, document_id: str, may: Callable[[Document], bool] = lambda _: True) -> bool:
        """Read one document as far as its answers go; to the store with it when no question stays open.

        Returns:
            False when it may not be read.
        """
        document = self.run.document(document_id)
        if not may(document):
            return False
        carrier, meter, began = self.carrier, self.meter(), time.perf_counter()
        carrier.begin(document.sha256)
        brief, failure = None, None
        try:
            brief = await self.read(document, meter)
        except Exception as error:
            if carrier.open:
                return True
            failure = Failure.of(error)
            if failure.of_the_run:
                raise
        if carrier.open:
            return True
        usage = usage_of(meter, time.perf_counter() - began, free=False)
        settle(self.run, self.generation, Reading(document_id, brief, failure, usage))
        # In this order: between the two steps an end costs nothing, the other way round it would cost the answers.
        self.ledger.forget(document_id)
        return True

    # Handing over -----------------------------------------------------------------------------------------------

    async def _hand_over(self) -> None:
        """Submit what is collected so far; later, when the provider's queue is full and other batches are under way."""
        if self._postponed and self.ledger.parts(State.SUBMITTED):
            return
        self._postponed = False
        self.ledger.seal()
        await self._submit(self.ledger.parts(State.SEALED))

    async def _submit(self, parts: list[Part], *, perhaps_before: bool = False) -> None:
        for part in parts:
            if self.stop.requested:
                return
            file_id, uploaded_at = part.file_id, part.uploaded_at
            if file_id is None or uploaded_at is None:
                file_id, uploaded_at = await self.service.upload(self.ledger.file(part.number))
                self.ledger.uploaded(part.number, file_id, uploaded_at)
            batch_id = await self.service.submit(file_id, uploaded_at, perhaps_before=perhaps_before)
            self.ledger.submitted(part.number, batch_id)

    # Collecting -------------------------------------------------------------------------------------------------

    async def _ended(self) -> AsyncIterator[list[str]]:
        """Wait until at least one batch has ended; for each that has, the documents whose answers are there now."""
        pause = self.pace.first
        while not self.stop.requested:
            seen = [
                (part, await self.service.batch(part.batch_id or "")) for part in self.ledger.parts(State.SUBMITTED)
            ]
            self.listener(_standing(seen))
            over = [(part, batch) for part, batch in seen if batch is None or batch.status in ENDED]
            for part, batch in over:
                yield await self._collect(part, batch)
            if over:
                return
            await self._sleep(pause)
            pause = min(pause * self.pace.growth, self.pace.longest)

    async def _sleep(self, seconds: float) -> None:
        """Sleep, but wake when the run is to stop."""
        sleeping, stopping = asyncio.ensure_future(self.pace.sleep(seconds)), asyncio.ensure_future(self.stop.wait())
        try:
            await asyncio.wait((sleeping, stopping), return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeping.cancel()
            stopping.cancel()

    async def _collect(self, part: Part, batch: Batch | None) -> list[str]:
        if batch is None:
            return self.ledger.over(part.number, "the provider no longer knows the batch")
        if batch.status == "failed":
            documents = self._rejected(part, batch)
        else:
            # Who cancels a batch does not want it again at once.
            cancelled = batch.status == "cancelled"
            for file_id in (batch.output_file_id, batch.error_file_id):
                if file_id is not None:
                    await self.service.patiently(partial(self._file, part, file_id, cancelled))
            documents = self.ledger.over(part.number, f"the batch has {batch.status} without it", final=cancelled)
        await self.service.delete(batch.input_file_id, batch.output_file_id, batch.error_file_id)
        return documents

    async def _file(self, part: Part, file_id: str, cancelled: bool) -> None:
        """Keep what a file of answers says, a thousand lines at a time."""
        lines: list[Line] = []
        async for line in self.service.lines(file_id):
            lines.append(line)
            if len(lines) == 1000:
                self._keep(part, lines, cancelled)
                lines = []
        self._keep(part, lines, cancelled)

    def _keep(self, part: Part, lines: list[Line], cancelled: bool) -> None:
        self.ledger.answer(part.number, ((n.key, n.status or 0, json.dumps(n.body)) for n in lines if _is_answer(n)))
        lost = ((n.key, _reason(n)) for n in lines if not _is_answer(n))
        self.ledger.lose(part.number, lost, final=cancelled)

    def _rejected(self, part: Part, batch: Batch) -> list[str]:
        """A batch of which nothing was carried out: the queue was full, or some of its lines are wrong, or all."""
        told = list(batch.errors.data or ()) if batch.errors else []
        if any(error.code in QUEUE_FULL for error in told):
            return self._wait_for_room(part, batch)
        wrong = {error.line: error.message or error.code or "no reason given" for error in told if error.line}
        if not wrong or len(wrong) >= part.questions:
            self.ledger.not_taken(part.number)
            raise refusal_of(batch)
        found = ((self.ledger.key(part.number, line), reason) for line, reason in wrong.items())
        self.ledger.lose(part.number, [(key, reason) for key, reason in found if key], final=True)
        return self.ledger.not_taken(part.number)

    def _wait_for_room(self, part: Part, batch: Batch) -> list[str]:
        """Ask for less at a time, and for nothing until another batch is over."""
        if part.questions == 1 and len(self.ledger.parts(State.SUBMITTED)) == 1:
            self.ledger.not_taken(part.number)
            raise refusal_of(batch)
        self.ledger.smaller(part.questions // 2)
        self._postponed = True
        return self.ledger.not_taken(part.number)


def _is_answer(line: Line) -> bool:
    """Whether a line says something of its question: a completion, or that this question cannot be answered."""
    if line.status == 200:
        choices = line.body.get("choices") if isinstance(line.body, dict) else None
        first = choices[0] if isinstance(choices, list) and choices else None
        return isinstance(first, dict) and first.get("message") is not None
    return line.status is not None and 400 <= line.status < 500 and line.status not in RETRIED_STATUSES


def _reason(line: Line) -> str:
    if line.status is None:
        return line.reason
    error = line.body.get("error") if isinstance(line.body, dict) else None
    message = error.get("message") if isinstance(error, dict) else None
    return f"HTTP {line.status}: {message or 'no answer in it'}"


def _standing(seen: list[tuple[Part, Batch | None]]) -> Standing:
    counts = [batch.request_counts for _, batch in seen if batch is not None and batch.request_counts is not None]
    return Standing(
        batches=len(seen),
        questions=sum(part.questions for part, _ in seen),
        completed=sum(count.completed for count in counts),
        failed=sum(count.failed for count in counts),
    )
