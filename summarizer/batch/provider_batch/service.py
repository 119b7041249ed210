"""The provider's side: files and batches, through the SDK's own calls.

https://platform.openai.com/docs/api-reference/batch and /files; every server that speaks the same protocol will do.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from summarizer.batch.provider_batch.ledger import ENDPOINT
from summarizer.engines.failures import failure_of
from summarizer.engines.retry import RetryPolicy
from summarizer.errors import NoEngineError, ProviderError

if TYPE_CHECKING:
    import openai
    from openai.types import Batch

T = TypeVar("T")

WINDOW: Literal["24h"] = "24h"
UPLOAD_SECONDS = 1800.0
SILENT_SECONDS = 120.0
"""How long a connection may say nothing before it counts as dead."""


@dataclass(frozen=True)
class Line:
    """What a batch says of one request: the HTTP status and JSON body of its answer, or why there is none."""

    key: str
    status: int | None
    body: Any
    reason: str


class Service:
    """The batch endpoint of one model's provider.

    Args:
        model: `openai/NAME`; the endpoint is that of OPENAI_BASE_URL, or OpenAI's own.
        retry: how often and when a failed request is sent again.

    Raises:
        NoEngineError: the provider has no batch endpoint of this kind.
        CredentialsError: a key is needed and there is none.
    """

    def __init__(self, model: str, retry: RetryPolicy | None = None) -> None:
        from summarizer.engines.providers import CONNECT_SECONDS, connect

        if not model.startswith("openai/"):
            raise NoEngineError(f"{model!r} is asked in no batches.", "Name an OpenAI-compatible model: openai/NAME.")
        import httpx2

        self._connection = connect(model)
        self.where = self._connection.where
        self._retry = retry or RetryPolicy()
        sdk = cast("openai.AsyncOpenAI", self._connection.instructor.client)
        self._sdk = sdk.with_options(timeout=httpx2.Timeout(SILENT_SECONDS, connect=CONNECT_SECONDS))

    async def aclose(self) -> None:
        if self._connection.close is not None:
            await self._connection.close()

    async def upload(self, file: Path) -> tuple[str, int]:
        """The id that the provider gives to a file of requests, and the provider's time."""

        async def send() -> tuple[str, int]:
            async with asyncio.timeout(UPLOAD_SECONDS):
                made = await self._sdk.files.create(file=file, purpose="batch")
            return made.id, made.created_at

        return await self.patiently(send)

    async def submit(self, file_id: str, uploaded_at: int, *, perhaps_before: bool = False) -> str:
        """Make a batch of a file, once: gives the id of the one that is there already when the first try was cut off.

        Args:
            uploaded_at: when the file was uploaded; no batch of it is older.
            perhaps_before: an earlier driver may have made it.
        """
        tried = perhaps_before

        async def create() -> str:
            nonlocal tried
            made_before = await self._made_of(file_id, uploaded_at) if tried else None
            tried = True
            if made_before is not None:
                return made_before
            made = await self._sdk.batches.create(input_file_id=file_id, endpoint=ENDPOINT, completion_window=WINDOW)
            return made.id

        return await self.patiently(create)

    async def batch(self, batch_id: str) -> Batch | None:
        """How a batch stands, None when the provider knows none of that id."""
        import openai

        async def get() -> Batch | None:
            try:
                return await self._sdk.batches.retrieve(batch_id)
            except openai.NotFoundError:
                return None

        return await self.patiently(get)

    async def cancel(self, batch_id: str) -> None:
        """Ask the provider to carry out no more of a batch."""

        async def post() -> None:
            await self._sdk.batches.cancel(batch_id)

        await self.patiently(post)

    async def lines(self, file_id: str) -> AsyncIterator[Line]:
        """The lines of an output or error file; one that is no JSON, or names no request, is left out.

        A file that the provider no longer has holds none. Use it within `patiently`.
        """
        import openai

        try:
            async with self._sdk.files.with_streaming_response.content(file_id) as response:
                async for content in response.iter_lines():
                    line = _line_of(content)
                    if line is not None:
                        yield line
        except openai.NotFoundError:
            return

    async def delete(self, *file_ids: str | None) -> None:
        """Files that have been read leave the provider; one that stays is no failure."""
        import openai

        for file_id in file_ids:
            if file_id is not None:
                with contextlib.suppress(openai.OpenAIError):
                    await self._sdk.files.delete(file_id)

    async def _made_of(self, file_id: str, uploaded_at: int) -> str | None:
        async for batch in self._sdk.batches.list(limit=100):
            if batch.input_file_id == file_id:
                return batch.id
            if batch.created_at < uploaded_at:
                return None
        return None

    async def patiently(self, once: Callable[[], Awaitable[T]]) -> T:
        """Await `once()`, again after a failure that another attempt may mend.

        Raises:
            EngineError: what the provider answered, or that it did not.
        """
        import openai

        async def attempt() -> T:
            try:
                return await once()
            except openai.NotFoundError as error:
                raise NoEngineError(
                    f"{self.where} has no batch endpoint (HTTP 404).", "Leave --via out, or name another endpoint."
                ) from error
            except (openai.OpenAIError, OSError, ValueError) as error:
                raise failure_of(error, self._connection.model, self.where) from error

        return await self._retry.run(attempt, lambda: None)


def _line_of(content: str) -> Line | None:
    try:
        told = json.loads(content)
        key, response, error = told["custom_id"], told.get("response"), told.get("error") or {}
        if response is None:
            return Line(key, None, None, str(error.get("message") or error.get("code") or "it was not carried out"))
        return Line(key, int(response["status_code"]), response.get("body"), "")
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def refusal_of(batch: Batch) -> ProviderError:
    """Why a whole batch was not accepted."""
    told = batch.errors.data if batch.errors else None
    first = told[0].message if told else None
    return ProviderError(f"The provider rejected a batch: {first or 'it gives no reason'}.", "See its documentation.")
