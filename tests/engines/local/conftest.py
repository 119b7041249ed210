"""A runtime that needs no weights, and how to load it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from summarizer.engines.local.protocol import ApiError, ChatRequest, TokenLogprob
from summarizer.engines.local.runtime import Piece


@dataclass
class FakeRuntime:
    """Says the same words to every request, one token each, and keeps account of how it is used.

    As the real one, it goes on without end when `endless`, and closes a request when its iterator is closed.
    """

    words: Sequence[str] = ("Hel", "lo")
    seconds: float = 0.0
    fails: BaseException | None = None
    requests: list[ChatRequest] = field(default_factory=list)
    endless: list[bool] = field(default_factory=list)
    finished: int = 0
    running: int = 0
    most_running: int = 0
    threads: set[str] = field(default_factory=set)

    def count(self, text: str) -> int:
        return len(text.split())

    def stream(self, request: ChatRequest, *, max_tokens: int, endless: bool) -> Generator[Piece]:
        self.requests.append(request)
        self.endless.append(endless)
        self.threads.add(threading.current_thread().name)
        self.running += 1
        self.most_running = max(self.most_running, self.running)
        try:
            if self.fails is not None:
                raise self.fails
            for piece in self._pieces(request, max_tokens, endless):
                self.finished += piece.finish is not None
                yield piece
        finally:
            self.running -= 1

    def _pieces(self, request: ChatRequest, max_tokens: int, endless: bool) -> Generator[Piece]:
        for index, word in enumerate(self.words, start=1):
            time.sleep(self.seconds)
            top = ((word, -0.25), ("other", float("-inf")))[: request.top_logprobs or 0]
            logprob = None if request.top_logprobs is None else TokenLogprob(word, -0.25, top)
            yield Piece(word, logprob, "length" if index == max_tokens else None)
            if index == max_tokens:
                return
        if not endless:
            yield Piece("", None, "stop")
            return
        for _ in range(max_tokens - len(self.words)):
            yield Piece("!")
        yield Piece("", None, "length")


@dataclass
class Loader:
    """Hands out `runtime`, and counts how often it was asked to."""

    runtime: FakeRuntime
    loads: int = 0
    fails: Exception | None = None

    def __call__(self, path: Path) -> FakeRuntime:
        self.loads += 1
        if self.fails is not None:
            raise self.fails
        return self.runtime


@pytest.fixture
def fake() -> FakeRuntime:
    return FakeRuntime()


@pytest.fixture
def loader(fake: FakeRuntime) -> Loader:
    return Loader(fake)


def server_error() -> ApiError:
    return ApiError(500, "The runtime failed: out of luck")


def until(condition: Callable[[], bool], seconds: float = 5.0) -> bool:
    """Whether `condition` becomes true within `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.005)
    return condition()
