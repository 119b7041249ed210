"""`summarizer export`: data to stdout or a whole file, and what is missing from it is said."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from summarizer.cli.export import EXTENSIONS
from summarizer.errors import FetchError, ProviderError
from summarizer.store import Outcome, open_run
from tests.cli.conftest import Invoke
from tests.store.sample import SETTINGS, article, filled, partial


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return filled(tmp_path / "talks.run", 3)


def test_one_brief_a_line_is_the_default(invoke: Invoke, run: Path) -> None:
    ran = invoke("export", run)
    assert (ran.exit_code, ran.stderr) == (0, "")
    titles = [json.loads(line)["document"]["title"] for line in ran.stdout.splitlines()]
    assert titles == ["Report 0", "Report 1", "Report 2"]


@pytest.mark.parametrize("what", ["claims", "quotes", "warnings", "uncertainty", "briefs"])
def test_a_table_goes_to_stdout_or_to_a_file(invoke: Invoke, run: Path, tmp_path: Path, what: str) -> None:
    ran = invoke("export", run, "--what", what, "--to", "csv")
    rows = list(csv.reader(io.StringIO(ran.stdout)))
    assert ran.exit_code == 0
    assert rows[0][:2] == ["document_id", "published"]
    assert len(rows) > 3
    assert invoke("export", run, "--what", what, "--out", tmp_path / "x.csv").stdout == ""
    assert (tmp_path / "x.csv").read_bytes().decode() == ran.stdout


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_the_name_of_the_file_tells_the_format(invoke: Invoke, run: Path, tmp_path: Path, extension: str) -> None:
    out = tmp_path / f"x{extension.upper()}"
    ran = invoke("export", run, "--what", "claims", "--out", out)
    assert (ran.exit_code, ran.output) == (0, "")
    starts = {"jsonl": b"{", "csv": b"document_id,", "parquet": b"PAR1", "sqlite": b"SQLite format 3", "xlsx": b"PK"}
    assert out.read_bytes().startswith(starts[EXTENSIONS[extension]])
    assert {path.name for path in tmp_path.iterdir()} - {".home"} == {".talks.run.lock", "talks.run", out.name}


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["--to", "xlsx"], 11, "is no text. Name a file with --out."),
        (["--out", "x.odd"], 11, "does not tell its format"),
        (["--out", "nowhere/x.csv"], 11, "There is no folder"),
        (["--generation", "7"], 19, "has no generation 7. It has: 1."),
        (["--what", "secrets"], 2, "secrets"),
    ],
)
def test_what_cannot_be_done_is_said(
    invoke: Invoke, run: Path, args: list[str], code: int, words: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = invoke("export", run, *args)
    assert (ran.exit_code, ran.stdout) == (code, "")
    assert words in ran.stderr
    assert "Traceback" not in ran.stderr


def test_no_run_there(invoke: Invoke, tmp_path: Path) -> None:
    ran = invoke("export", tmp_path / "none.run", "--out", tmp_path / "x.csv")
    assert ran.exit_code == 19
    assert "There is no run" in ran.stderr
    assert not (tmp_path / "x.csv").exists()


def test_what_is_missing_is_counted(invoke: Invoke, run: Path) -> None:
    with open_run(run, write=True) as opened:
        generation = opened.generation(SETTINGS)
        for number, outcome in [(3, Outcome.PARTIAL), (4, Outcome.FAILED), (5, None)]:
            one = article(number)
            opened.add(one.document, str(number))
            brief = partial(one) if outcome is Outcome.PARTIAL else None
            if outcome:
                error = None if brief else ProviderError("No.")
                opened.finish(generation, one.document.sha256, outcome, brief=brief, error=error)
        opened.unread("gone", FetchError("Gone."))
    ran = invoke("export", run)
    assert len(ran.stdout.splitlines()) == 4
    assert ran.stderr == (
        "summarizer: 4 of 6 documents have a brief: 1 read in part, 1 failed, 1 not tried yet, 1 sources not read.\n"
    )


def test_a_generation_is_chosen_by_number(invoke: Invoke, run: Path) -> None:
    with open_run(run, write=True) as opened:
        second = opened.generation(replace(SETTINGS, prompt="brief-2"))
        one = article(1)
        changed = one.brief(headline="Another line altogether")
        opened.finish(second, one.document.sha256, Outcome.DONE, brief=changed)
    headlines = [json.loads(line)["headline"] for line in invoke("export", run).stdout.splitlines()]
    assert headlines == ["Another line altogether"]
    assert len(invoke("export", run, "--generation", "1").stdout.splitlines()) == 3


def test_a_run_without_briefs_gives_names_of_columns(invoke: Invoke, tmp_path: Path) -> None:
    open_run(tmp_path / "new.run", create=True, write=True).close()
    ran = invoke("export", tmp_path / "new.run", "--what", "claims", "--to", "csv")
    assert (ran.exit_code, len(ran.stdout.splitlines())) == (0, 1)
    assert "holds no briefs yet" in ran.stderr


@pytest.mark.parametrize(("args", "expected"), [([], "'=danger()"), (["--no-formula-guard"], "=danger()")])
def test_a_formula_is_guarded_unless_asked(invoke: Invoke, tmp_path: Path, args: list[str], expected: str) -> None:
    one = article(1, title="=danger()")
    with open_run(tmp_path / "x.run", create=True, write=True) as opened:
        opened.add(one.document, "a")
        opened.finish(opened.generation(SETTINGS), one.document.sha256, Outcome.DONE, brief=one.brief())
    ran = invoke("export", tmp_path / "x.run", "--what", "quotes", "--to", "csv", *args)
    assert next(csv.DictReader(io.StringIO(ran.stdout)))["title"] == expected


def test_json_holds_nothing_that_a_terminal_obeys(invoke: Invoke, tmp_path: Path) -> None:
    one = article(1, title="left \u202e right \x9b2J \x1b[31m")
    with open_run(tmp_path / "x.run", create=True, write=True) as opened:
        opened.add(one.document, "a")
        opened.finish(opened.generation(SETTINGS), one.document.sha256, Outcome.DONE, brief=one.brief())
    for args in (["export", "--what", "briefs"], ["export", "--what", "claims"], ["show", "--json"]):
        command, *rest = args
        shown = invoke(command, tmp_path / "x.run", *rest).stdout
        assert not set("\u202e\x9b\x1b") & set(shown), args
        assert "\\u202e" in shown
