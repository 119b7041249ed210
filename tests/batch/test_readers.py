"""Segmenting and annotating elsewhere gives the same, and whoever dies of a text takes no other with it."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

import pytest

from summarizer import api
from summarizer.batch import readers
from summarizer.batch.readers import InProcesses, InThread, Readers
from summarizer.errors import InputError
from tests.batch.desk import article

DEADLY = "This text ends whoever reads it."


def fragile(text: str, lexicon: Path | None = None) -> Any:
    """Reads nothing, and dies of one text. Pickled by name, so that other processes have it too."""
    if text == DEADLY:
        os._exit(3)
    return text.upper(), lexicon


async def all_of(reader: Readers, texts: list[str]) -> list[Any]:
    return await asyncio.gather(*(reader.annotate(text) for text in texts), return_exceptions=True)


async def ready(reader: InProcesses) -> None:
    """Until texts go to the processes."""
    while reader._starting is None or not reader._starting.done():
        await reader.annotate(readers.FIRST)


def test_processes_give_what_a_thread_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "FEW", 1)
    texts = [article(n).text for n in range(3)]

    async def both() -> tuple[list[Any], list[Any]]:
        with InProcesses(1) as elsewhere:
            await ready(elsewhere)
            return await all_of(elsewhere, texts), await all_of(InThread(), texts)

    one, other = asyncio.run(both())
    assert one == other


def test_few_texts_start_no_process() -> None:
    async def few() -> int:
        with InProcesses(2) as reader:
            await all_of(reader, [article(n).text for n in range(3)])
            return len(reader._pool._processes or {})

    assert asyncio.run(few()) == 0


def test_a_deadly_text_fails_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "FEW", 1)
    monkeypatch.setattr(api, "annotated", fragile)
    texts = ["a", "b", DEADLY, "c", "d"]

    async def them() -> list[Any]:
        with InProcesses(2) as reader:
            await ready(reader)
            return [*await all_of(reader, texts), *await all_of(reader, ["after"])]

    *found, after = asyncio.run(them())
    died = found.pop(2)
    assert isinstance(died, InputError)
    assert "ended its process, twice" in died.what
    assert [text for text, _ in found] == ["A", "B", "C", "D"]
    assert after == ("AFTER", None)
