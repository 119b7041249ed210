"""The embedded model between documents: it stays while somebody uses it, and goes with the last."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from summarizer import api
from summarizer.engines.local import LocalModel, LocalTransport
from summarizer.engines.local.protocol import ChatRequest, parse
from tests.engines.local.conftest import Loader


def request() -> ChatRequest:
    return parse({"model": "m", "messages": [{"role": "user", "content": "Say it."}], "max_tokens": 8})


def asked(model: LocalModel) -> None:
    model.submit(request(), threading.Event(), None).result()


@pytest.fixture
def model(tmp_path: Path, loader: Loader) -> Iterator[LocalModel]:
    made = LocalModel(tmp_path / "m.gguf", load=loader)
    yield made
    made.unload().result()


def test_the_last_to_close_frees_the_model_and_nobody_before(model: LocalModel, loader: Loader) -> None:
    first, second = LocalTransport(model), LocalTransport(model)
    asked(model)
    asyncio.run(first.aclose())
    asyncio.run(first.aclose())
    asked(model)
    assert loader.loads == 1
    asyncio.run(second.aclose())
    asked(model)
    assert loader.loads == 2


def test_while_a_run_stands_the_model_is_loaded_once(
    model: LocalModel, loader: Loader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("summarizer.weights.locate", lambda name: model.path)
    monkeypatch.setattr("summarizer.engines.local.shared_model", lambda path: model)

    async def documents(n: int) -> None:
        for _ in range(n):
            carrier = LocalTransport(model)
            await asyncio.to_thread(asked, model)
            await carrier.aclose()

    async def standing() -> None:
        async with api.standing(engine="local"):
            await documents(3)

    asyncio.run(standing())
    assert loader.loads == 1
    asyncio.run(documents(3))
    assert loader.loads == 4


@pytest.mark.parametrize("options", [{"engine": "rules"}, {"model": "openai/test"}])
def test_other_engines_have_nothing_to_keep(options: api.Options) -> None:
    async def standing() -> None:
        async with api.standing(**options):
            pass

    asyncio.run(standing())
