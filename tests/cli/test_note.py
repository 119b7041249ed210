"""`summarizer note`: from a run file to a note in any format."""

from __future__ import annotations

import json
from pathlib import Path

import fsspec
import pytest

from summarizer.errors import FetchError
from summarizer.note.model import Note
from summarizer.store import Outcome, Settings, open_run
from tests.cli.conftest import Invoke
from tests.note.reports import radars

SETTINGS = Settings("rules", None, "rules", None, None, "1")


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A run of five documents, one of them read in part, and one source that could not be read."""
    path = tmp_path / "radars.run"
    with open_run(path, create=True, write=True) as made:
        generation = made.generation(SETTINGS)
        for record in radars():
            made.add(record.document, record.locations[0])
            outcome = Outcome.DONE if record.brief.coverage.complete else Outcome.PARTIAL
            made.finish(generation, record.document.sha256, outcome, brief=record.brief)
        made.unread("gone.html", FetchError("There is no page at that address."))
    return path


def test_markdown_on_stdout(invoke: Invoke, run: Path) -> None:
    ran = invoke("note", run)
    assert ran.exit_code == 0, ran.stderr
    assert "Norway is said to have delivered GM400 radars to Peru" in ran.stdout
    assert "There is no page at that address." in ran.stdout
    assert ran.stderr == "summarizer: 2 documents were not read, or not in full; silence about them means nothing.\n"


@pytest.mark.parametrize(
    ("name", "start"),
    [("n.md", b"# "), ("n.html", b"<!DOCTYPE html>"), ("n.json", b"{"), ("n.docx", b"PK"), ("n.pdf", b"%PDF")],
)
def test_every_format_twice_the_same(invoke: Invoke, run: Path, tmp_path: Path, name: str, start: bytes) -> None:
    one, two = tmp_path / name, tmp_path / f"again-{name}"
    for out in (one, two):
        ran = invoke("note", run, "--out", out)
        assert ran.exit_code == 0, ran.stderr
        assert ran.stdout == ""
        assert f"summarizer: wrote {out}: 5 documents, 3 movements." in " ".join(ran.stderr.split())
    assert one.read_bytes().lower().startswith(start.lower())
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize(
    ("options", "flows"),
    [
        (["--query", "helicopters"], ["negotiating"]),
        (["--query", '"arms race'], ["delivered"]),
        (["--since", "2031-01-01"], ["delivered"]),
        (["--until", "2030-12-31"], ["negotiating"]),
        (["--party", "TGO"], ["delivered"]),
        (["--party", "Ghana", "--party", "Togo"], ["negotiating", "delivered"]),
        (["--generation", "1"], ["delivered", "negotiating", "delivered"]),
    ],
)
def test_which_documents(invoke: Invoke, run: Path, options: list[str], flows: list[str]) -> None:
    ran = invoke("note", run, "--format", "json", *options)
    assert [f["stage"] for f in json.loads(ran.stdout)["flows"]] == flows


def test_previous_and_template(invoke: Invoke, run: Path, tmp_path: Path) -> None:
    last, own = tmp_path / "last.json", tmp_path / "own.toml"
    own.write_text('title = "Radar watch"\nsections = ["headline", "changes"]\n', encoding="utf-8")
    assert invoke("note", run, "--until", "2031-03-02", "--out", last).exit_code == 0
    ran = invoke("note", run, "--previous", last, "--template", own, "--as-of", "2031-04-01", "--format", "json")
    note = Note.from_json(ran.stdout)
    assert (note.title, note.as_of) == ("Radar watch", "2031-04-01")
    assert note.changes is not None
    assert [c.kind.value for c in note.changes.changes][:2] == ["new_flow", "new_denial"]


def test_explain(invoke: Invoke, run: Path) -> None:
    ran = invoke("note", run, "--explain", "F1")
    assert ran.exit_code == 0
    assert "Why these are one movement" in ran.stdout
    assert "of its brief]" in ran.stdout


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        (["--explain", "F9"], 4, "The note has no 'F9'"),
        (["--since", "May"], 2, "'May' is not a day like 2024-05-31"),
        (["--template", "weekly"], 4, "There is no template 'weekly'"),
        (["--previous", "nothing.json"], 4, "cannot be read"),
        (["--generation", "7"], 4, "has no generation 7"),
        (["--format", "pdf"], 11, "not for the terminal"),
        (["--out", "note.txt"], 11, "does not tell its format"),
        (["--prose", "--offline", "--model", "openai/test"], 5, "cannot be reached"),
    ],
)
def test_what_goes_wrong_is_told(invoke: Invoke, run: Path, args: list[str], code: int, told: str) -> None:
    ran = invoke("note", run, *args)
    assert ran.exit_code == code
    assert told in " ".join(ran.stderr.replace("│", " ").split())
    assert ran.stdout == ""


def test_a_previous_note_of_another_form(invoke: Invoke, run: Path, tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text("{}", encoding="utf-8")
    ran = invoke("note", run, "--previous", tmp_path / "other.json")
    assert ran.exit_code == 4
    assert "is not a note in JSON" in ran.stderr


def test_no_run(invoke: Invoke, tmp_path: Path) -> None:
    assert invoke("note", tmp_path / "none.run").exit_code == 19


@pytest.mark.parametrize("name", ["n.md", "n.json", "n.docx", "n.pdf"])
def test_an_address_gets_what_a_file_gets(invoke: Invoke, run: Path, tmp_path: Path, name: str) -> None:
    address = f"memory://notes/{name}"
    ran = invoke("note", run, "--out", address)
    assert ran.exit_code == 0, ran.stderr
    assert f"wrote {address}" in ran.stderr
    assert invoke("note", run, "--out", tmp_path / name).exit_code == 0
    with fsspec.open(address, "rb") as written:
        assert written.read() == (tmp_path / name).read_bytes()


@pytest.mark.parametrize(
    ("out", "told"),
    [
        ("ftp://host/n.md", "no store"),
        ("file:///nowhere/at/all/n.md", "could not be written"),
        ("memory://notes/n", "does not tell its format"),
    ],
)
def test_an_address_that_cannot_be_written(invoke: Invoke, run: Path, out: str, told: str) -> None:
    ran = invoke("note", run, "--out", out)
    assert ran.exit_code == 11
    assert told in ran.stderr
    assert ran.stdout == ""


def test_a_store_is_not_written_offline(invoke: Invoke, run: Path) -> None:
    ran = invoke("note", run, "--offline", "--out", "s3://bucket/n.md")
    assert (ran.exit_code, ran.stdout) == (11, "")
    assert "offline" in ran.stderr


def test_a_prompt_that_reads_documents_writes_no_note(invoke: Invoke, run: Path) -> None:
    ran = invoke("note", run, "--prose", "--offline", "--prompt", "single-v1")
    assert ran.exit_code == 13
    assert "it writes no connecting text" in ran.stderr
