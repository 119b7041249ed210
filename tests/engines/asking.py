"""A small question with a small answer, and a client that never sleeps."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

import httpx2
from pydantic import BaseModel, ConfigDict, Field

from summarizer.engines.client import Answer, Client, Message
from summarizer.engines.meter import Meter
from summarizer.engines.providers import connect
from summarizer.engines.retry import RetryPolicy
from tests.loopback import Loopback


class Stance(StrEnum):
    ASSERTS = "asserts"
    DENIES = "denies"


class Flow(BaseModel):
    """One movement."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sentence: int = Field(ge=1, description="number of the sentence")
    stance: Stance | None = None


class Reading(BaseModel):
    """What the sentences say."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    flows: tuple[Flow, ...] = Field(max_length=3)
    title: str = Field(default="none", min_length=1)


GOOD = '{"flows": [{"sentence": 2, "stance": "denies"}], "title": "t"}'
VALUE = Reading(flows=(Flow(sentence=2, stance=Stance.DENIES),), title="t")
QUESTION: Sequence[Message] = (
    {"role": "system", "content": "Answer with sentence numbers."},
    {"role": "user", "content": "S1 Norland sent nothing. S2 Norland denies it."},
)


class Pauses(list[float]):
    """A way to sleep that only writes down how long."""

    async def sleep(self, seconds: float) -> None:
        self.append(seconds)


def ask(
    server: Loopback,
    *,
    pauses: Pauses | None = None,
    meter: Meter | None = None,
    question: Sequence[Message] = QUESTION,
    timeout: float = 5.0,
    parameters: dict[str, Any] | None = None,
    mode: str | None = None,
    strict: bool = True,
    transport: httpx2.AsyncBaseTransport | None = None,
    attempts: int = 3,
    **options: Any,
) -> Answer[Reading]:
    """Ask the loopback server one question for a `Reading`."""

    async def run() -> Answer[Reading]:
        connection = connect("openai/test-model", base_url=server.url, mode=mode, strict=strict, transport=transport)
        policy = RetryPolicy(attempts=attempts, sleep=(pauses if pauses is not None else Pauses()).sleep)
        async with Client(connection, parameters or {}, timeout, meter or Meter(), policy) as client:
            return await client.ask(question, Reading, **options)

    return asyncio.run(run())
