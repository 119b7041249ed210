"""A writer that is killed at any moment loses nothing that it had stored, and stores nothing twice or in part."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from random import Random

import pytest

from summarizer.errors import StoreError
from summarizer.store import Counts, Generation, Outcome, Run, open_run
from tests.store import writer
from tests.store.sample import SETTINGS, article

COUNT = 40
KILLS = 24


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    """Processes that start with everything loaded."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.store.writer"])
    return context


@contextmanager
def writing(processes: ForkServerContext, path: Path, log: Path, seed: int) -> Iterator[ForkServerProcess]:
    process = processes.Process(target=writer.write, args=(path, log, COUNT, seed))
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()


def test_killed_again_and_again_it_loses_nothing(processes: ForkServerContext, tmp_path: Path) -> None:
    path, log, random, killed, since = tmp_path / "talks.run", tmp_path / "log", Random(7), 0, 0
    while killed < KILLS:
        with writing(processes, path, log, killed) as process:
            while process.is_alive() and not log.exists():  # until it has started
                time.sleep(0.001)
            process.join(random.uniform(0, 0.04))
        assert process.exitcode in (0, -9)
        by_itself = process.exitcode == 0
        killed, since = killed + (not by_itself), since + 1
        if path.exists():
            _holds(path, log, since)
        if by_itself or killed % 6 == 0:  # from the start again, so that every stage is met
            since = 0
            for file in filter(Path.is_file, tmp_path.iterdir()):
                file.unlink()
    writer.write(path, log, COUNT, 99)
    with open_run(path, write=True) as run:
        run.check()
        counts = run.counts(run.generation(SETTINGS))
        assert (counts.failed, counts.left, counts.documents, counts.unread) == (0, 0, COUNT, COUNT)
        assert len(list(run.records())) == counts.done + counts.partial


def _holds(path: Path, log: Path, processes: int) -> None:
    """The run is sound, and holds the attempts that were told; every process may have died before it told its last."""
    try:
        run = open_run(path)
    except StoreError:  # killed before there was anything in it
        run = None
    if run is None:
        assert not _told(log)
        return
    with run:
        run.check()
        generation = run.newest()
        stored = _stored(run, generation) if generation else []
        told = _told(log)
        assert set(told) <= set(stored)
        assert len(stored) == len(set(stored)) <= len(told) + processes
        if generation:
            _counts_agree(run, run.counts(generation))


def _stored(run: Run, generation: Generation) -> list[tuple[str, int, str]]:
    ids = [article(number).document.sha256 for number in range(COUNT)]
    present = [i for i in ids if i in _ids(run, generation)]
    return [(i, a.number, a.outcome.value) for i in present for a in run.attempts(generation, i)]


def _ids(run: Run, generation: Generation) -> set[str]:
    return set(run.todo(generation, again=tuple(Outcome)))


def _told(log: Path) -> list[tuple[str, int, str]]:
    if not log.exists():
        return []
    lines = [line.split() for line in log.read_text().splitlines()]
    return [(document_id, int(attempt), outcome) for document_id, attempt, outcome in lines]


def _counts_agree(run: Run, counts: Counts) -> None:
    assert len(list(run.records())) == counts.done + counts.partial
    assert counts.documents <= COUNT


def test_a_second_writer_is_refused_until_the_first_is_gone(processes: ForkServerContext, tmp_path: Path) -> None:
    path = tmp_path / "talks.run"
    with open_run(path, create=True, write=True) as run:
        run.add(article(1).document, "a.txt")
        with processes.Pool(1) as pool:
            refusal = pool.apply(writer.try_to_write, (path,))
            assert f"{path} is being written to by process " in refusal
            assert "Wait until that has finished" in refusal
        assert run.next_attempt(run.generation(SETTINGS), article(1).document.sha256) == 1
    with processes.Pool(1) as pool:
        assert pool.apply(writer.try_to_write, (path,)) == ""


def test_the_lock_of_a_killed_writer_is_free(processes: ForkServerContext, tmp_path: Path) -> None:
    path, log = tmp_path / "talks.run", tmp_path / "log"
    with writing(processes, path, log, 1) as process:
        while not _told(log):
            time.sleep(0.001)
        with pytest.raises(StoreError, match=f"process {process.pid} on "):
            open_run(path, write=True)
        with open_run(path) as reader:
            reader.check()
            assert reader.newest() is not None
        process.kill()
        process.join()
        with open_run(path, write=True) as run:
            run.check()


def test_a_reader_sees_whole_answers_while_another_writes(processes: ForkServerContext, tmp_path: Path) -> None:
    path, log, seen = tmp_path / "talks.run", tmp_path / "log", [0]
    with writing(processes, path, log, 3) as process:
        while not _told(log):
            time.sleep(0.001)
        with open_run(path) as reader:
            while process.is_alive():
                seen.append(writer.read_while_written(reader))
            seen.append(writer.read_while_written(reader))
    assert seen == sorted(seen)
    assert seen[-1] > 0
