"""Runs that stand in a store: worked on here, carried back, and gone on with here or on another machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from fsspec.implementations.memory import MemoryFileSystem
from typer.testing import CliRunner, Result

from summarizer.batch import away
from summarizer.batch.away import Away, at_hand, is_away
from summarizer.cli.main import app
from summarizer.errors import InputError, OutputError, StoreError
from summarizer.store import open_run
from tests.batch.desk import article

ADDRESS = "memory://archive/talks.run"
Machine = Callable[[str], None]


@pytest.fixture(autouse=True)
def memory() -> Iterator[MemoryFileSystem]:
    system = MemoryFileSystem()
    yield system
    system.store.clear()


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Goes to a machine of that name, with files of its own."""
    return lambda name: monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / name))


def add(path: Path, *numbers: int) -> None:
    with open_run(path, create=True, write=True) as run:
        for number in numbers:
            run.add(article(number), f"{number}.txt")


def work(*numbers: int) -> None:
    """A sitting that adds these articles."""
    with at_hand(ADDRESS, write=True) as path:
        add(path, *numbers)


def killed(*numbers: int, carried: bool = False, heard: bool = True) -> None:
    """A sitting that adds these articles and is killed: before the next copy, or while one is carried back."""
    run = Away(ADDRESS, MemoryFileSystem(), "/archive/talks.run", away._folder(ADDRESS))
    with run.held():
        run.fetch()
        run._note(replace(run._mark(), saved=False))
        add(run.file, *numbers)
        before = run._mark()
        if carried:
            run.carry_back()
        if not heard:
            run._note(replace(before, sending=run._sent))


def there() -> list[int]:
    """The articles of the run, as whoever only reads it finds them."""
    with at_hand(ADDRESS) as path, open_run(path) as run:
        run.check()
        generation = run.newest()
        assert generation is None
        return sorted(n for n in range(9) if run.knows(f"{n}.txt"))


@pytest.mark.parametrize(
    ("place", "elsewhere"),
    [
        ("talks.run", False),
        ("/srv/talks.run", False),
        ("C:\\runs\\talks.run", False),
        ("file:///srv/talks.run", False),
        ("memory://talks.run", True),
        ("s3://bucket/talks.run", True),
    ],
)
def test_what_stands_elsewhere(place: str, elsewhere: bool) -> None:
    assert is_away(place) is elsewhere


def test_a_file_here_is_itself(tmp_path: Path) -> None:
    for place in (str(tmp_path / "it.run"), (tmp_path / "it.run").as_uri()):
        with at_hand(place, write=True) as path:
            assert path == tmp_path / "it.run"


def test_what_one_machine_did_another_goes_on_with_and_the_first_again(machine: Machine) -> None:
    for name, number in [("one", 1), ("one", 2), ("other", 3), ("one", 4)]:
        machine(name)
        work(number)
    assert there() == [1, 2, 3, 4]


KILLED = [
    pytest.param({"carried": False}, [1], [0, 1, 2], id="before the next copy"),
    pytest.param({"carried": True}, [1], [0, 1, 2], id="after a copy"),
    pytest.param({"carried": True, "heard": False}, [1], [0, 1, 2], id="while a copy was carried back"),
]


@pytest.mark.parametrize(("how", "added", "found"), KILLED)
def test_a_killed_sitting_is_gone_on_with_on_its_machine(
    how: dict[str, bool], added: list[int], found: list[int]
) -> None:
    work(0)
    killed(*added, **how)
    work(2)
    assert there() == found


def test_a_sitting_killed_before_there_was_any_copy() -> None:
    killed(1)
    work(2)
    assert there() == [1, 2]


def test_work_that_was_never_carried_back_is_not_thrown_away_when_others_went_on(machine: Machine) -> None:
    machine("one")
    work(0)
    killed(1)
    machine("other")
    work(2)
    machine("one")
    with pytest.raises(StoreError, match=r"never carried back, in (.*)\.run\.") as refused:
        work(3)
    assert there() == [0, 2]
    kept = Path(str(refused.value).partition("carried back, in ")[2].partition(". Move")[0])
    with open_run(kept) as run:
        assert run.knows("1.txt")


def test_a_run_that_was_removed_begins_anew(memory: MemoryFileSystem) -> None:
    work(0)
    memory.rm("/archive/talks.run")
    work(1)
    assert there() == [1]


def test_what_somebody_else_wrote_meanwhile_is_left(machine: Machine) -> None:
    machine("one")
    work(0)
    with ExitStack() as sitting:
        add(sitting.enter_context(at_hand(ADDRESS, write=True)), 1)
        machine("other")
        work(2)
        with pytest.raises(StoreError, match="changed by somebody else meanwhile"):
            sitting.close()
    assert there() == [0, 2]


def test_two_processes_of_one_machine() -> None:
    with at_hand(ADDRESS, write=True), pytest.raises(StoreError, match="by another process"):
        work(1)


def test_copies_are_carried_back_while_the_run_is_written(memory: MemoryFileSystem) -> None:
    with at_hand(ADDRESS, write=True, every=0.02) as path, open_run(path, create=True, write=True) as run:
        for number in range(3):
            run.add(article(number), f"{number}.txt")
            _until(lambda number=number: memory.exists("/archive/talks.run") and number in there())  # type: ignore[misc]


def _until(happened: Callable[[], bool]) -> None:
    waiting = threading.Event()
    for _ in range(1000):
        if happened():
            return
        waiting.wait(0.02)
    raise AssertionError("it never happened")


def test_a_copy_that_does_not_arrive_is_told_and_the_last_one_says_where_the_work_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[str] = []

    def broken(*_: object, **__: object) -> None:
        raise PermissionError("no right to write")

    monkeypatch.setattr(MemoryFileSystem, "_open", broken)
    with ExitStack() as sitting:
        path = sitting.enter_context(at_hand(ADDRESS, write=True, every=0.02, tell=told.append))
        add(path, 1)
        _until(lambda: bool(told))
        with pytest.raises(OutputError, match="no right to write") as failed:
            sitting.close()
    assert str(path) in failed.value.what
    with open_run(path) as run:
        assert run.knows("1.txt")
    assert "It is tried again." in told[0]


@pytest.mark.parametrize("address", ["http://host/talks.run", "ftp://host/talks.run"])
def test_stores_that_are_not_known(address: str) -> None:
    with pytest.raises(InputError, match="no store"), at_hand(address):
        pass


def test_offline_no_store_beyond_this_machine_is_asked() -> None:
    with pytest.raises(InputError, match="offline"), at_hand("s3://bucket/talks.run", write=True, offline=True):
        pass


def summarizer(*args: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in args], prog_name="summarizer")


def test_on_the_command_line(tmp_path: Path, machine: Machine, memory: MemoryFileSystem) -> None:
    table = tmp_path / "news.jsonl"
    table.write_text("".join(json.dumps({"text": article(n).text}) + "\n" for n in range(3)))
    machine("one")
    begun = summarizer("batch", table, "--limit", "2", "--engine", "rules", "--out", ADDRESS)
    assert json.loads(begun.stdout)["documents"] == 2
    machine("other")
    resumed = summarizer("batch", table, "--resume", ADDRESS)
    assert (resumed.exit_code, json.loads(resumed.stdout)["documents"]) == (begun.exit_code, 3)
    printed = summarizer("export", ADDRESS)
    assert len(printed.stdout.splitlines()) == 3
    for ending in ("jsonl", "xlsx"):
        assert summarizer("export", ADDRESS, "--out", f"memory://archive/it.{ending}").exit_code == 0
    assert memory.cat("/archive/it.jsonl").decode() == printed.stdout
    assert memory.cat("/archive/it.xlsx").startswith(b"PK")


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["batch", "--resume", ADDRESS], 19, "There is no run"),
        (["batch", "x.txt", "--out", ADDRESS, "--via", "openai-batch", "--model", "openai/x"], 2, "batches beside"),
        (["export", ADDRESS], 19, "There is no run"),
        (["export", "it.run", "--out", "ftp://host/it.csv"], 4, "no store"),
    ],
)
def test_what_the_command_line_refuses(args: list[str], code: int, words: str) -> None:
    ran = summarizer(*args)
    assert ran.exit_code == code
    assert words in " ".join(ran.stderr.replace("│", " ").split())
