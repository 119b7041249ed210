"""How a run is opened, what is refused and in which words, and how an older one is brought up to date."""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from summarizer.errors import StoreError
from summarizer.store import Outcome, Run, open_run
from summarizer.store.database import APPLICATION_ID, MIGRATIONS, Database, is_run
from tests.store.sample import SETTINGS, article, filled


def _nothing(path: Path) -> None:
    path.unlink(missing_ok=True)


def _folder(path: Path) -> None:
    path.mkdir()


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _text(path: Path) -> None:
    path.write_text("not a run\n" * 200)


def _other_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE x (y)")


def _newer(path: Path) -> None:
    filled(path, 1)
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")


def _circle(path: Path) -> None:
    path.symlink_to(path)


def _cut(path: Path) -> None:
    filled(path, 30)
    path.write_bytes(path.read_bytes()[:6000])


@pytest.mark.parametrize("write", [False, True], ids=["reading", "writing"])
@pytest.mark.parametrize(
    ("make", "words"),
    [
        (_nothing, "There is no run"),
        (_folder, "is a folder, not a run"),
        (_empty, "is not a run"),
        (_text, "is not a run"),
        (_other_database, "is not a run"),
        (_newer, "newer version"),
        (_circle, "cannot be opened|There is no run"),
        (_cut, "is damaged"),
    ],
)
def test_what_is_no_run_of_this_version_is_refused(
    tmp_path: Path, make: Callable[[Path], None], words: str, write: bool
) -> None:
    path = tmp_path / "talks.run"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError, match=words), open_run(path, write=write) as run:
        run.check()
    assert (path.read_bytes() if path.is_file() else None) == before


@pytest.mark.parametrize(
    ("make", "words"),
    [(_folder, "is a folder"), (_text, "is not a run"), (_other_database, "is not a run"), (_newer, "newer version")],
)
def test_a_file_that_is_something_else_is_not_made_a_run(
    tmp_path: Path, make: Callable[[Path], None], words: str
) -> None:
    make(tmp_path / "x")
    with pytest.raises(StoreError, match=words):
        open_run(tmp_path / "x", create=True, write=True)


def test_the_folder_of_a_new_run_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no folder"):
        open_run(tmp_path / "a" / "talks.run", create=True, write=True)


@pytest.mark.parametrize("name", ["talks.run", "what?.run", "50% #1 ü.run", "-", "a b\nc"])
def test_a_run_is_one_file_of_any_name(tmp_path: Path, name: str) -> None:
    path = filled(tmp_path / name, 1)
    assert is_run(path)
    with open_run(path) as run:
        run.check()
        assert len(list(run.records())) == 1
    assert sorted(p.name for p in tmp_path.iterdir() if p.name != ".home") == sorted([f".{name}.lock", name])


def test_an_empty_file_becomes_a_run(tmp_path: Path) -> None:
    _empty(tmp_path / "x")
    assert is_run(filled(tmp_path / "x", 1))


def test_two_names_of_a_run_are_one_run(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "talks.run")
    with (
        open_run(filled(tmp_path / "talks.run", 1), write=True),
        pytest.raises(StoreError, match="is being written to by process"),
    ):
        open_run(tmp_path / "link", write=True)


def test_who_reads_does_not_write(tmp_path: Path) -> None:
    with open_run(filled(tmp_path / "x.run", 1)) as run:
        with pytest.raises(StoreError, match="opened for reading"):
            run.add(article(2).document, "a")
        assert run.generation(SETTINGS) == run.newest()
    with pytest.raises(ValueError, match="made by a writer"):
        open_run(tmp_path / "y.run", create=True)


def test_closing_twice_does_nothing(tmp_path: Path) -> None:
    for write in (True, False):
        run = open_run(filled(tmp_path / "x.run", 1), write=write)
        run.close()
        run.close()


def test_a_run_on_a_read_only_medium_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = filled(tmp_path / "x.run", 2)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with open_run(path) as run:
        run.check()
        assert len(list(run.records())) == 2
        assert {p.name for p in tmp_path.iterdir()} <= {".home", ".x.run.lock", "x.run"}


def test_an_answer_is_on_disk_when_it_is_said_to_be(tmp_path: Path) -> None:
    """Adding is not waited for, finishing is; the log beside the file takes both in order."""
    with open_run(tmp_path / "x.run", create=True, write=True) as run:
        settings = []
        database = run._database
        for durable in (False, True):
            with database.writing(durable=durable) as db:
                settings.append(db.execute("PRAGMA synchronous").fetchone()[0])
        assert settings == [1, 2]
        assert database.row("PRAGMA journal_mode") == ("wal",)
        assert database.row("PRAGMA foreign_keys") == (1,)
        assert database.row("PRAGMA application_id") == (APPLICATION_ID,)


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path) -> None:
    with open_run(tmp_path / "x.run", create=True, write=True) as run:
        for sql, error in [("INSERT INTO kept VALUES ('a', 'c')", sqlite3.IntegrityError), ("", KeyboardInterrupt)]:
            with pytest.raises(error):
                _half(run, sql)
            assert run.kept() == {}


def _half(run: Run, sql: str) -> None:
    with run._database.writing(durable=True) as db:
        db.execute("INSERT INTO kept VALUES ('a', 'b')")
        db.execute(sql)
        raise KeyboardInterrupt


@contextmanager
def no_room(size: int) -> Iterator[None]:
    """No file grows beyond `size` bytes."""
    before, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_a_full_disk_is_said_and_loses_nothing(tmp_path: Path) -> None:
    path = filled(tmp_path / "x.run", 3)
    full = pytest.raises(StoreError, match=r"cannot be read or written|is full")
    with no_room(path.stat().st_size + 40_000), open_run(path, write=True) as run, full:
        _fill_up(run)
    with open_run(path, write=True) as run:
        run.check()
        assert len(list(run.records())) == 3


def _fill_up(run: Run) -> None:
    for number in range(3, 400):
        run.add(article(number).document, str(number))


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("UPDATE texts SET text = text || ' more' WHERE document = 1", "not the one that was stored|does not agree"),
        ("UPDATE briefs SET json = replace(json, 'dozens of', 'hundreds.')", "no longer holds"),
        ("UPDATE briefs SET json = '{}'", "no longer holds"),
        ("DELETE FROM briefs", "missing or too many"),
        ("DELETE FROM sources WHERE document = 2", "has no source"),
        ("DELETE FROM texts WHERE document = 2", "has no text|does not agree"),
        ("DELETE FROM evidence; DELETE FROM answers", "was tried and has no answer"),
        ("DELETE FROM evidence", "cannot be searched"),
        ("UPDATE answers SET outcome = 'failed'", "not the best attempt"),
        ("UPDATE attempts SET document = 99 WHERE document = 1", "not there"),
        ("UPDATE generations SET settings = replace(settings, 'brief-1', 'brief-9')", "settings of generation 1"),
    ],
)
def test_what_was_tampered_with_is_found(tmp_path: Path, sql: str, words: str) -> None:
    path = filled(tmp_path / "x.run", 3)
    with closing(sqlite3.connect(path)) as db:
        db.executescript(sql)
    with open_run(path, write=True) as run, pytest.raises(StoreError, match=words):
        run.check()


def test_an_index_that_lost_a_word_is_found(tmp_path: Path) -> None:
    path = filled(tmp_path / "x.run", 1)
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE evidence SET text = 'other' WHERE place = 'F1'")
        db.commit()
    with open_run(path, write=True) as run, pytest.raises(StoreError, match="evidence_index does not agree"):
        run.check()


@pytest.fixture
def newer_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the next version had one migration more."""
    script = tmp_path / "9999.sql"
    script.write_text("ALTER TABLE documents ADD COLUMN mood TEXT; UPDATE documents SET mood = 'calm';")
    monkeypatch.setattr("summarizer.store.database.MIGRATIONS", (*MIGRATIONS, script))


@pytest.mark.parametrize("write", [False, True], ids=["reading", "writing"])
def test_an_older_run_is_brought_up_to_date(tmp_path: Path, write: bool, request: pytest.FixtureRequest) -> None:
    path = filled(tmp_path / "x.run", 3)
    request.getfixturevalue("newer_program")
    with open_run(path, write=write) as run:
        assert len(list(run.records())) == 3
        run.check()
    with closing(Database(path)) as database:
        assert database.rows("SELECT DISTINCT mood FROM documents") == [("calm",)]


def test_a_migration_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, script = filled(tmp_path / "x.run", 1), tmp_path / "9999.sql"
    script.write_text("CREATE TABLE half (x); INSERT INTO nowhere VALUES (1);")
    with monkeypatch.context() as patch:
        patch.setattr("summarizer.store.database.MIGRATIONS", (*MIGRATIONS, script))
        with pytest.raises(StoreError, match="no such table: nowhere"):
            open_run(path, write=True)
    with open_run(path, write=True) as run:
        run.check()
        assert run._database.row("SELECT 1 FROM sqlite_master WHERE name = 'half'") is None


@pytest.mark.parametrize("make", [_nothing, _empty, _text, _other_database, _folder])
def test_what_does_not_say_that_it_is_a_run_is_none(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "x")
    assert not is_run(tmp_path / "x")


def test_a_stray_outcome_cannot_be_stored(tmp_path: Path) -> None:
    with open_run(filled(tmp_path / "x.run", 1), write=True) as run:
        for sql in (
            "INSERT INTO attempts SELECT generation, document, 9, 'imagined', finished_at, 0, 0, 0, 0, 0, '', '' "
            "FROM attempts",
            f"UPDATE attempts SET calls = -1 WHERE outcome = '{Outcome.DONE}'",
            "INSERT INTO briefs SELECT generation, document, 9, json FROM briefs",
        ):
            with pytest.raises(sqlite3.IntegrityError), run._database.writing(durable=True) as db:
                db.execute(sql)
