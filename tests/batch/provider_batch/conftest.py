"""Servers that speak the protocol of batches; accounts are annotated once for all tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest

from summarizer import api
from tests.batch.provider_runs import Server
from tests.loopback import Behaviour, Received
from tests.loopback.batches import BatchLoopback, Fate


@pytest.fixture(autouse=True)
def _annotated_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same few accounts are read over and over."""
    monkeypatch.setattr(api, "annotated", _annotated)


_annotated = cache(api.annotated)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Starts a server that answers as told."""
    running: list[BatchLoopback] = []

    def start(react: Callable[[Received], Behaviour], *fates: Fate) -> BatchLoopback:
        loopback = BatchLoopback(react, *fates)
        running.append(loopback.__enter__())
        monkeypatch.setenv("OPENAI_BASE_URL", loopback.url)
        return loopback

    yield start
    for loopback in running:
        loopback.__exit__()
