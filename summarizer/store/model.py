"""What the store takes and gives: settings, outcomes, usage, and the rows of a run as frozen values."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from summarizer.document import Document
from summarizer.schema import Brief

Scalar = str | int | float | bool | None


class Outcome(StrEnum):
    """How one attempt at one document ended. `done` and `partial` have a brief, `refused` and `failed` have none."""

    DONE = "done"
    PARTIAL = "partial"
    REFUSED = "refused"
    FAILED = "failed"

    @property
    def briefed(self) -> bool:
        """Whether an attempt that ended so has a brief."""
        return self in (Outcome.DONE, Outcome.PARTIAL)


@dataclass(frozen=True)
class Settings:
    """What an answer depends on besides its document. Two runs with equal settings share their answers.

    Args:
        parameters: of the engine, as a brief's provenance has them; scalars only.
        lexicon_sha256: hash of an analyst's own terms, None without them.
    """

    engine: str
    model: str | None
    strategy: str
    prompt: str | None
    prompt_sha256: str | None
    schema_version: str
    parameters: Mapping[str, Scalar] = field(default_factory=dict)
    lexicon_sha256: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "parameters", dict(sorted(self.parameters.items())))

    @property
    def data(self) -> dict[str, Any]:
        """Plain values for JSON; `Settings(**settings.data) == settings`."""
        return asdict(self)

    @cached_property
    def json(self) -> str:
        """Canonical JSON: sorted keys, no spaces."""
        return json.dumps(self.data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)

    @cached_property
    def key(self) -> str:
        """SHA-256 of the canonical JSON, in lower-case hex."""
        return hashlib.sha256(self.json.encode("utf-8")).hexdigest()

    def __hash__(self) -> int:
        return hash(self.key)


@dataclass(frozen=True, slots=True)
class Usage:
    """What an attempt cost. `seconds` is wall time; `cost_usd` is None when calls were made at an unknown price."""

    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost_usd: float | None = 0.0
    seconds: float = 0.0

    def __add__(self, other: Usage) -> Usage:
        """The sum; its cost is unknown as soon as one of the two is."""
        unknown = self.cost_usd is None or other.cost_usd is None
        return Usage(
            self.calls + other.calls,
            self.tokens_in + other.tokens_in,
            self.tokens_out + other.tokens_out,
            None if unknown else (self.cost_usd or 0.0) + (other.cost_usd or 0.0),
            self.seconds + other.seconds,
        )


@dataclass(frozen=True, slots=True)
class Counts:
    """Documents of a run by their answer in one generation. `left` have none yet; `unread` counts sources.

    `usage` adds up every attempt of the generation, failed ones included.
    """

    done: int = 0
    partial: int = 0
    refused: int = 0
    failed: int = 0
    left: int = 0
    unread: int = 0
    usage: Usage = Usage()

    @property
    def documents(self) -> int:
        return self.done + self.partial + self.refused + self.failed + self.left

    @property
    def complete(self) -> bool:
        """Whether every source was read, and every document in full."""
        return self.done == self.documents and not self.unread

    @property
    def data(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {"documents": self.documents, **asdict(self)}


@dataclass(frozen=True, slots=True)
class Generation:
    """All answers made with the same settings. Numbers count from 1; `created_at` is ISO 8601 in UTC."""

    number: int
    settings: Settings
    created_at: str


@dataclass(frozen=True)
class Record:
    """A document and the brief that stands for it in one generation. `outcome` is done or partial.

    `locations` are all places where this text was found, in the order in which they were added.
    """

    document: Document
    brief: Brief
    outcome: Outcome
    attempt: int
    finished_at: str
    locations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """One place where a document was found, and what that place said of it."""

    location: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at one document. `kind` is the name of the error's class and `reason` its words, None without one."""

    number: int
    outcome: Outcome
    finished_at: str
    usage: Usage
    kind: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Unread:
    """A source that gave no document. `kind` is the name of the error's class, `reason` its words."""

    location: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Unsolved:
    """A document without a brief. `outcome` is refused or failed, or None when it was not tried yet.

    `kind` and `reason` are those of the last attempt, None when there was none.
    """

    document_id: str
    title: str | None
    locations: tuple[str, ...]
    outcome: Outcome | None
    kind: str | None
    reason: str | None
    attempts: int


@dataclass(frozen=True, slots=True)
class Hit:
    """One document that a search found, and its best place.

    `where` is "title", "text", "headline", or the part of the brief whose words matched: K1, F1, Q1, W1 (key point,
    flow, quotation, warning). `snippet` holds the words around, with the matches between MATCH_START and MATCH_END.
    """

    document_id: str
    title: str | None
    where: str
    snippet: str


MATCH_START, MATCH_END = "\ue000", "\ue001"
"""Private-use characters, so that no markup of a document can be taken for them."""
