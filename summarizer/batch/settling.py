"""What one reading comes to: an outcome, its usage, and one row in the store."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer import errors
from summarizer.engines.meter import Meter
from summarizer.errors import (
    CredentialsError,
    NoEngineError,
    OutputError,
    PromptError,
    RecordingError,
    RefusedError,
    StoreError,
    SummarizerError,
    WeightsError,
)
from summarizer.schema import Brief
from summarizer.store import Generation, Outcome, Run, Usage

OF_THE_RUN = (CredentialsError, NoEngineError, WeightsError, PromptError, RecordingError, OutputError, StoreError)
"""Failures that every document would meet alike: they end a run instead of filling it with failed documents."""


class Defect(SummarizerError):
    """An exception that this program does not foresee: a mistake in it, or in how it is installed.

    `cause` is the name of the exception's class.
    """

    def __init__(self, what: str, cause: str) -> None:
        super().__init__(what, "Run it again; if it stays, report it.")
        self.cause = cause

    @classmethod
    def behind(cls, error: BaseException, what: str = "Reading failed unexpectedly") -> Defect:
        """Told with the exception's class and words."""
        cause, told = type(error).__name__, " ".join(str(error).split())[:300].rstrip(".")
        return cls(f"{what} ({cause}: {told})." if told else f"{what} ({cause}).", cause)


@dataclass(frozen=True)
class Failure:
    """A failure as plain words, which survives the way between processes.

    `kind` is the name of the error's class, `cause` that of the exception behind a `Defect`.
    """

    kind: str
    what: str
    todo: str = ""
    cause: str = ""

    @classmethod
    def of(cls, error: BaseException) -> Failure:
        """The failure behind any exception; one that is not this program's own is a `Defect`."""
        if not isinstance(error, SummarizerError):
            error = Defect.behind(error)
        cause = error.cause if isinstance(error, Defect) else ""
        return cls(type(error).__name__, error.what, error.todo, cause)

    @property
    def error(self) -> SummarizerError:
        """The error itself; an unknown kind gives the root of the tree."""
        if self.cause:
            return Defect(self.what, self.cause)
        kind = getattr(errors, self.kind, SummarizerError)
        known = isinstance(kind, type) and issubclass(kind, SummarizerError)
        return kind(self.what, self.todo) if known else SummarizerError(self.what, self.todo)

    @property
    def of_the_run(self) -> bool:
        return isinstance(self.error, OF_THE_RUN)


@dataclass(frozen=True)
class Reading:
    """What became of one document: a brief or a failure, and what it cost."""

    document_id: str
    brief: Brief | None
    failure: Failure | None
    usage: Usage

    @property
    def outcome(self) -> Outcome:
        if self.brief is not None:
            return Outcome.DONE if self.brief.coverage.complete else Outcome.PARTIAL
        refused = self.failure is not None and isinstance(self.failure.error, RefusedError)
        return Outcome.REFUSED if refused else Outcome.FAILED


def usage_of(meter: Meter, seconds: float, *, free: bool) -> Usage:
    """What a reading cost. `free`: the engine charges nothing, so that no price is needed."""
    cost = 0.0 if free or meter.calls == 0 else meter.cost_usd
    return Usage(meter.calls, meter.tokens_in, meter.tokens_out, cost, round(seconds, 3))


def settle(run: Run, generation: Generation, reading: Reading, *, attempt: int | None = None) -> bool:
    """Keep a reading in the store; False when this attempt stood there already."""
    return run.finish(
        generation,
        reading.document_id,
        reading.outcome,
        brief=reading.brief,
        usage=reading.usage,
        error=reading.failure.error if reading.failure else None,
        attempt=attempt,
    )
