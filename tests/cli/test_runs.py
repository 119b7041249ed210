"""`summarizer runs`: the runs of a folder, and nothing else that lies in it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from summarizer.errors import FetchError
from summarizer.store import open_run
from summarizer.store.database import MIGRATIONS
from tests.cli.conftest import Invoke
from tests.store.sample import filled


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    filled(folder / "b.run", 2)
    with open_run(folder / "a.run", create=True, write=True) as run:
        run.unread("gone", FetchError("Gone."))
    (folder / "notes.txt").write_text("SQLite format 3")
    (folder / "c").mkdir()
    with closing(sqlite3.connect(filled(folder / "z.run", 1))) as db:
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    return folder


def test_one_line_a_run(invoke: Invoke, folder: Path) -> None:
    ran = invoke("runs", folder)
    assert ran.exit_code == 0
    a, b, z = ran.stdout.splitlines()
    assert a == f"{folder / 'a.run'}: documents 0; 1 sources not read"
    assert b == f"{folder / 'b.run'}: documents 2: 2 done; openai/example-large, brief-1; 0.02 USD"
    assert z.startswith(f"{folder / 'z.run'}: {folder / 'z.run'} was made by a newer version")


def test_the_same_as_json(invoke: Invoke, folder: Path) -> None:
    found = json.loads(invoke("runs", folder, "--json").stdout)
    assert [Path(run["run"]).name for run in found] == ["a.run", "b.run", "z.run"]
    assert [run["counts"] and run["counts"]["done"] for run in found] == [0, 2, None]
    assert [bool(run["error"]) for run in found] == [False, False, True]


def test_here_is_the_default(invoke: Invoke, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert invoke("runs").stdout.startswith("a.run: documents 0")


@pytest.mark.parametrize("name", ["nowhere", "archive/notes.txt"])
def test_a_folder_that_is_none(invoke: Invoke, folder: Path, name: str) -> None:
    ran = invoke("runs", folder.parent / name)
    assert (ran.exit_code, ran.stdout) == (19, "")
    assert "cannot be listed" in ran.stderr
