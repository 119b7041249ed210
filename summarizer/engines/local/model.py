"""One model in this process: loaded when first asked, one request at a time, in one thread of its own."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from summarizer.engines.local import memory
from summarizer.engines.local.prefixes import PrefixLedger
from summarizer.engines.local.protocol import Answer, ApiError, ChatRequest, TokenLogprob
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
        self._users = 0
        self._counting = threading.Lock()

    def use(self) -> None:
        """Count one more user; every user calls `leave` once."""
        with self._counting:
            self._users += 1

    def leave(self) -> Future[None] | None:
        """Count one user less. The last one to leave frees the memory: the future of that, None for all others."""
        with self._counting:
            self._users -= 1
            return self.unload() if self._users == 0 else None

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
                f"This model's maximum context length is {self._max_prompt_tokens} tokens. "
                f"However, your messages resulted in {tokens} tokens.",
                code="context_length_exceeded",
                param="messages",
            )
        try:
            return self._ask(self._runtime, request, prompt, tokens, given_up, deadline)
        except ApiError as error:
            if error.status >= 500:
                # A runtime that failed has lost its prefix cache, and after a panic it answers nothing any more.
                self._unload()
            raise

    def _ask(
        self,
        runtime: Runtime,
        request: ChatRequest,
        prompt: str,
        tokens: int,
        given_up: threading.Event,
        deadline: float | None,
    ) -> Answer:
        whole = self._ledger.is_new(prompt) or request.grammar is None or request.grammar.finished is None
        spare = 0 if whole else SPARE_TOKENS
        with closing(runtime.stream(request, max_tokens=request.max_tokens + spare, endless=not whole)) as pieces:
            answer, held = _collect(_watched(pieces, given_up, deadline), request, tokens, whole)
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


def without_markers(text: str) -> str:
    """`text` with the markers of a chat template broken, so that no document can open a turn of its own."""
    return text.replace("<|", "< |")


def as_chatml(messages: Iterable[tuple[str, str]]) -> str:
    """The prompt as the built-in model's chat template writes it, except that no default system message is added."""
    turns = "".join(f"<|im_start|>{role}\n{text}<|im_end|>\n" for role, text in messages)
    return f"{turns}<|im_start|>assistant\n"


def _watched(pieces: Iterable[Piece], given_up: threading.Event, deadline: float | None) -> Iterable[Piece]:
    for piece in pieces:
        if given_up.is_set() or (deadline is not None and time.monotonic() > deadline):
            raise StoppedError
        yield piece


def _collect(pieces: Iterable[Piece], request: ChatRequest, prompt_tokens: int, whole: bool) -> tuple[Answer, bool]:
    """The answer, and whether the runtime came to an end by itself and so holds the prompt."""
    text, seen = "", 0
    logprobs: list[TokenLogprob] = []
    finished = request.grammar.finished if request.grammar and not whole else None

    def answer(reason: str) -> Answer:
        asked = request.top_logprobs is not None
        return Answer(text, reason, prompt_tokens, seen, tuple(logprobs) if asked else None)

    for piece in pieces:
        text += piece.text
        seen += 1
        if piece.logprob is not None:
            logprobs.append(piece.logprob)
        if piece.finish is not None:
            return answer("length" if piece.finish == "length" else "stop"), True
        if finished is not None and finished(text):
            return answer("stop"), False
        if seen >= request.max_tokens and not whole:
            return answer("length"), False
    raise ApiError(500, "The runtime ended an answer without saying why.")
