"""One model in this process: loaded when first asked, one request at a time, in one thread of its own."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import cast

from summarizer.engines.local import memory
from summarizer.engines.local.prefixes import PrefixLedger
from summarizer.engines.local.protocol import Answer, ApiError, ChatRequest
from summarizer.engines.local.runtime import Piece, Runtime, load_runtime

MAX_PROMPT_TOKENS = 4096
SPARE_TOKENS = 16
"""So many tokens the runtime may run ahead while an answer that is complete is being dropped."""


class StoppedError(Exception):
    """The request was given up: nobody waits for it any more, or its time is over."""


class LocalModel:
    """A GGUF file and the thread that runs it.

    Args:
        path: the file.
        load: makes the runtime; called in the thread, at the first request.
        max_prompt_tokens: longer prompts are refused.
        ledger: account of what the runtime's prefix cache holds; when it is full, the model is loaded afresh.
    """

    def __init__(
        self,
        path: Path,
        *,
        load: Callable[[Path], Runtime] = load_runtime,
        max_prompt_tokens: int = MAX_PROMPT_TOKENS,
        ledger: PrefixLedger | None = None,
    ) -> None:
        self.path = path
        self._load = load
        self._max_prompt_tokens = max_prompt_tokens
        self._ledger = ledger or PrefixLedger()
        self._runtime: Runtime | None = None
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="local-model")

    def submit(self, request: ChatRequest, given_up: threading.Event, seconds: float | None) -> Future[Answer]:
        """Queue a request. Its future raises what `load` raises, ApiError, or StoppedError.

        Args:
            given_up: set it to end the request at its next token.
            seconds: how long it may take once its turn has come.
        """
        return self._worker.submit(self._answer, request, given_up, seconds)

    def unload(self) -> Future[None]:
        """Queue the release of the model's memory; the next request loads it again."""
        return self._worker.submit(self._unload)

    def _answer(self, request: ChatRequest, given_up: threading.Event, seconds: float | None) -> Answer:
        if given_up.is_set():
            raise StoppedError
        if self._ledger.full:
            self._unload()
        if self._runtime is None:
            self._runtime = self._load(self.path)
        deadline = None if seconds is None else time.monotonic() + seconds
        request = replace(request, messages=tuple((role, without_markers(text)) for role, text in request.messages))
        prompt = as_chatml(request.messages)
        tokens = self._runtime.count(prompt)
        if tokens > self._max_prompt_tokens:
            raise ApiError(
                400,
                f"This model's maximum prompt length is {self._max_prompt_tokens} tokens. "
                f"However, your messages resulted in {tokens} tokens.",
                code="context_length_exceeded",
                param="messages",
            )
        finished = request.grammar.finished if request.grammar else None
        if finished is None or self._ledger.is_new(prompt):
            pieces = self._runtime.stream(request, max_tokens=request.max_tokens, endless=False)
            finished = None
        else:
            pieces = self._runtime.stream(request, max_tokens=request.max_tokens + SPARE_TOKENS, endless=True)
        with closing(cast("Generator_", pieces)):
            answer, held = _collect(pieces, request, finished, tokens, _stopper(given_up, deadline))
        if held:
            self._ledger.hold(prompt, tokens + answer.completion_tokens)
            memory.trim()
        return answer

    def _unload(self) -> None:
        self._runtime = None
        self._ledger.clear()
        gc.collect()
        memory.wait_until_unmapped(self.path)
        memory.trim()
