"""What every way of extracting takes and gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from summarizer.annotate.model import Annotations
from summarizer.draft import Draft
from summarizer.ground import Source
from summarizer.progress import Progress
from summarizer.schema import Chunk, Dropped

if TYPE_CHECKING:
    from summarizer.engines.client import Client, Message


def silent(_: Progress) -> None:
    """The progress listener of somebody who does not listen."""


@dataclass(frozen=True)
class Job:
    """One document, segmented and annotated, ready for extraction."""

    source: Source
    annotations: Annotations
    progress: Callable[[Progress], None] = field(default=silent)


@dataclass(frozen=True)
class Extraction:
    """What an engine proposes, what of its answers pointed at nothing, and what it read."""

    draft: Draft
    dropped: tuple[Dropped, ...]
    chunks: tuple[Chunk, ...]


class Strategy(Protocol):
    """One way of getting a draft out of a model."""

    @property
    def name(self) -> str: ...

    async def extract(self, job: Job, client: Client) -> Extraction:
        """Read the document with a model.

        Raises:
            EngineError: nothing at all could be read; the first failure. When part of the document was read, the
                failure stands in the chunks instead.
        """

    def calls(self, job: Job) -> list[list[Message]]:
        """The exact messages of every call that can be known before any answer."""
