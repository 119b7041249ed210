"""Segmenting and annotating elsewhere gives the same, and whoever dies of a text takes no other with it."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from summarizer.annotate import pipeline
from summarizer.batch import readers
from summarizer.batch.readers import InProcesses, InThread, Readers
from summarizer.batch.settling import Defect
from summarizer.errors import InputError
from tests.batch.desk import article

DEADLY = "This text ends whoever reads it."


def fragile(text: str, lexicon: Path | None = None) -> Any:
    """Reads nothing, and dies of one text. Pickled by name, so that other processes have it too."""
    if text == DEADLY:
        os._exit(3)
    return text.upper(), lexicon


def only_here(text: str, _: Path | None = None) -> str:
    """Reads where this module's process began, and dies anywhere else."""
    if multiprocessing.parent_process() is not None:
        os._exit(3)
    return text.upper()


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
            return len(reader._pool._executor._processes or {})

    assert asyncio.run(few()) == 0


def test_a_deadly_text_fails_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "FEW", 1)
    monkeypatch.setattr(readers, "annotated", fragile)
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


def test_processes_that_end_whatever_they_read_are_no_fault_of_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "FEW", 1)
    monkeypatch.setattr(readers, "annotated", only_here)

    async def them() -> list[Any]:
        with InProcesses(1) as reader:
            await ready(reader)
            return await all_of(reader, ["a", "b", "c"])

    found = asyncio.run(them())
    assert [type(one) for one in found] == [Defect] * 3
    assert {one.cause for one in found} == {"BrokenProcessPool"}
    assert "end before they have read one" in found[0].what


def test_words_that_are_met_once_are_forgotten() -> None:
    def strange(number: int) -> str:
        return " ".join(f"Qu{chr(97 + i)}x{number}{chr(97 + j)}ri met us." for i in range(10) for j in range(10))

    readers.annotated(readers.FIRST)
    words = pipeline.load().vocab.strings
    before = len(words)
    for number in range(3):
        readers.annotated(strange(number))
    assert len(words) == before


DRIVER = """
import asyncio, sys
from summarizer.batch import readers

async def main():
    readers.FEW = 1
    with readers.InProcesses(1) as reader:
        while reader._starting is None or not reader._starting.done():
            print("starting", flush=True)
            await reader.annotate(readers.FIRST)
        print("ready", flush=True)
        try:
            while True:
                await reader.annotate(readers.FIRST)
        except asyncio.CancelledError:
            pass

if __name__ == "__main__":
    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        pass
    sys.stdout.flush()
    import os
    os._exit(130)
"""
"""Leaves as the command line does: at once, without the interpreter's own tidying."""


def test_ctrl_c_leaves_no_semaphores_and_is_not_heard_by_the_processes(tmp_path: Path) -> None:
    script = tmp_path / "driver.py"
    script.write_text(DRIVER)
    driver = subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": os.getcwd()},
    )
    assert driver.stdout is not None
    for line in driver.stdout:
        if line.strip() == "ready":
            break
    time.sleep(0.2)
    os.killpg(driver.pid, signal.SIGINT)  # as a terminal does: to the driver and to all that it started
    _, told = driver.communicate(timeout=30)
    assert driver.returncode == 130
    assert told == ""
