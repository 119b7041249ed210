"""The embedded engine as an HTTP transport, so that the OpenAI client reaches it by the one path there is."""

from __future__ import annotations

import asyncio
import json
import threading
import time
import uuid
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx2

from summarizer.engines.local.model import LocalModel, StoppedError
from summarizer.engines.local.protocol import ApiError, completion, models, parse

if TYPE_CHECKING:
    from openai import AsyncOpenAI

BASE_URL = "http://local.invalid/v1"
"""An address that cannot exist: a request that bypasses the transport fails and never leaves this machine."""


class LocalTransport(httpx2.AsyncBaseTransport):
    """Answers POST .../chat/completions and GET .../models by a model in this process.

    Requests are served one after another. A read timeout of the client counts from the moment a request's turn comes.
    A request whose task is cancelled stops at its next token. Closing the last transport of a model frees its memory.

    Args:
        model: the model, which other transports may share.
        name: what the model is called in requests; the stem of its file by default.
    """

    def __init__(self, model: LocalModel, *, name: str | None = None) -> None:
        self._model = model
        self._open = True
        model.use()
        self.name = name or model.path.stem

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Serve one request.

        Raises:
            httpx2.ReadTimeout: the answer took longer than the client's read timeout.
            SummarizerError: the runtime is not installed, or cannot load the file.
        """
        try:
            return httpx2.Response(200, json=await self._serve(request), request=request)
        except ApiError as error:
            return httpx2.Response(error.status, json=error.body(), request=request)

    async def aclose(self) -> None:
        if not self._open:
            return
        self._open = False
        freed = self._model.leave()
        if freed is not None:
            await asyncio.wrap_future(freed)

    async def _serve(self, request: httpx2.Request) -> dict[str, Any]:
        match request.method, request.url.path.rstrip("/").rpartition("/v1")[2]:
            case "GET", "/models":
                return models(self.name)
            case "POST", "/chat/completions":
                return await self._complete(request)
        raise ApiError(404, f"The embedded engine does not serve {request.method} {request.url.path}.")

    async def _complete(self, request: httpx2.Request) -> dict[str, Any]:
        try:
            body = json.loads(await request.aread())
        except ValueError:
            raise ApiError(400, "The request body is not JSON.") from None
        asked = parse(body)
        if asked.model != self.name:
            raise ApiError(404, f"The model '{asked.model}' does not exist.", code="model_not_found", param="model")
        given_up = threading.Event()
        seconds = request.extensions.get("timeout", {}).get("read")
        try:
            answer = await asyncio.wrap_future(self._model.submit(asked, given_up, seconds))
        except asyncio.CancelledError:
            given_up.set()
            raise
        except StoppedError:
            raise httpx2.ReadTimeout(f"no answer within {seconds} seconds", request=request) from None
        return completion(asked, answer, id=f"chatcmpl-{uuid.uuid4().hex}", created=int(time.time()))


def open_client(path: Path, *, name: str | None = None, timeout: float = 600.0) -> AsyncOpenAI:
    """An OpenAI client on the GGUF file at `path`; nothing is loaded yet. Closing the last client frees the model.

    Args:
        path: the file, as `summarizer.weights.locate` gives it.
        name: what the model is called in requests; the stem of the file by default.
        timeout: seconds that one answer may take.
    """
    import openai

    transport = LocalTransport(shared_model(path.resolve()), name=name)
    http_client = httpx2.AsyncClient(transport=transport, timeout=timeout)
    return openai.AsyncOpenAI(
        base_url=BASE_URL, api_key="none", http_client=http_client, timeout=timeout, max_retries=0
    )


@cache
def shared_model(path: Path) -> LocalModel:
    """The one `LocalModel` of this process for `path`: however many clients there are, the file is loaded once."""
    return LocalModel(path)
