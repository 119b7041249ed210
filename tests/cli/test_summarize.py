"""`summarizer summarize`: data on stdout, talk on stderr, and a file that is whole or not there."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from summarizer.cli import output
from summarizer.errors import OutputError
from summarizer.render import to_html, to_json, to_markdown, to_text
from tests.cli.conftest import Invoke
from tests.cli.fake import Api
from tests.render.sample import ARTICLE

GIVEN = (ARTICLE.brief(), ARTICLE.document, ARTICLE.segmentation)


@pytest.mark.parametrize(
    ("args", "shown"),
    [
        ((), to_json(GIVEN[0])),
        (("--format", "json"), to_json(GIVEN[0])),
        (("-f", "text"), to_text(*GIVEN)),
        (("-f", "rich"), to_text(*GIVEN)),
        (("-f", "markdown"), to_markdown(*GIVEN)),
        (("-f", "html"), to_html(*GIVEN)),
        (("-f", "text", "--show-evidence"), to_text(*GIVEN, show_evidence=True)),
        (("-f", "markdown", "--show-evidence"), to_markdown(*GIVEN, show_evidence=True)),
    ],
)
def test_stdout_is_the_brief_and_nothing_else(invoke: Invoke, args: tuple[str, ...], shown: str) -> None:
    ran = invoke("summarize", "article", *args)
    assert ran.exit_code == 0
    assert ran.stdout == shown


def test_talk_is_one_line_per_stage(invoke: Invoke) -> None:
    ran = invoke("summarize", "article")
    assert ran.stderr == "summarizer: reading\nsummarizer: asking about ␛[31mF1\n"


def test_quiet_is_quiet(invoke: Invoke) -> None:
    assert invoke("summarize", "article", "--quiet").stderr == ""


def test_options_reach_the_program(invoke: Invoke, api: Api) -> None:
    options: dict[str, Any] = {
        "engine": "replay",
        "model": "openai/example-large",
        "strategy": "stepwise",
        "prompt": "brief-1",
        "fallback": "other/model",
        "title": "A title",
        "outlet": "Coast Gazette",
        "published": "2025-03-03",
        "url": "https://example.org/a",
    }
    files = {name: Path(f"{name}.file") for name in ("lexicon", "record", "replay")}
    args = [part for name, value in (options | files).items() for part in (f"--{name}", str(value))]
    assert invoke("summarize", "article", *args, "--offline", "--quiet").exit_code == 0
    assert api.seen == [("article", {**options, **files, "offline": True, "progress": None})]


def test_left_out_options_are_none(invoke: Invoke, api: Api) -> None:
    invoke("summarize", "-", "-q")
    [(source, options)] = api.seen
    assert source == "-"
    assert options.pop("offline") is False
    assert set(options.values()) == {None}


def test_a_partial_reading_is_printed_and_said(invoke: Invoke) -> None:
    ran = invoke("summarize", "partial", "--quiet")
    assert ran.exit_code == 3
    assert json.loads(ran.stdout)["coverage"]["complete"] is False
    assert ran.stderr == "summarizer: part of the document was not read; the brief says which part, and why.\n"


@pytest.mark.parametrize(
    ("source", "code", "said"),
    [
        ("fetch", 4, "summarizer: http://x/ gave no answer. Try again later.\n"),
        ("refused", 7, "summarizer: The model declined to answer. Give --fallback another model.\n"),
        ("weights", 12, "summarizer: The weights are damaged: ␛[31m.\n"),
        ("interrupt", 130, "summarizer: interrupted; nothing was written.\n"),
        (
            "bug",
            1,
            "summarizer: something unexpected happened (ZeroDivisionError: division by ␛[31mzero); "
            "run again with --debug to see where.\n",
        ),
    ],
)
def test_failures_are_one_paragraph(invoke: Invoke, tmp_path: Path, source: str, code: int, said: str) -> None:
    ran = invoke("summarize", source, "--quiet", "--out", tmp_path / "brief.json")
    assert ran.exit_code == code
    assert ran.stdout == ""
    assert ran.stderr == said
    assert [path for path in tmp_path.iterdir() if path.name != ".home"] == []


@pytest.mark.parametrize("args", [("--debug", "summarize", "bug"), ("summarize", "bug", "--debug")])
@pytest.mark.parametrize(("source", "trace"), [("bug", "ZeroDivisionError"), ("fetch", "FetchError")])
def test_debug_shows_where(invoke: Invoke, args: tuple[str, ...], source: str, trace: str) -> None:
    ran = invoke(*(source if a == "bug" else a for a in args))
    assert "Traceback (most recent call last)" in ran.stderr
    assert trace in ran.stderr
    assert ran.stdout == ""


@pytest.mark.parametrize("format", ["text", "rich", "markdown", "html", "json"])
def test_no_escape_sequence_of_a_document_gets_out(invoke: Invoke, format: str) -> None:
    ran = invoke("summarize", "red", "-f", format, "--show-evidence")
    assert ran.exit_code == 0
    assert "was not disclosed" in ran.stdout
    for control in ("\x1b", "\x07", "\x9b"):
        assert control not in ran.stdout
        assert control not in ran.stderr


@pytest.mark.parametrize(
    ("name", "begins"),
    [("a.json", "{"), ("a.md", "# "), ("a.HTML", "<!doctype html>"), ("a.txt", "Norland accused")],
)
def test_the_name_of_the_file_tells_the_format(invoke: Invoke, tmp_path: Path, name: str, begins: str) -> None:
    out = tmp_path / name
    ran = invoke("summarize", "article", "--out", out)
    assert ran.exit_code == 0
    assert ran.stdout == ""
    assert ran.stderr.endswith(f"summarizer: wrote {out}\n")
    assert out.read_text(encoding="utf-8").startswith(begins)


def test_a_format_goes_before_the_name(invoke: Invoke, tmp_path: Path) -> None:
    out = tmp_path / "brief.txt"
    invoke("summarize", "article", "--out", out, "--format", "json")
    assert out.read_text(encoding="utf-8") == to_json(GIVEN[0])


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("brief.xyz", "does not tell its format"),
        ("missing/brief.json", "There is no folder"),
        ("folder", "is a folder"),
    ],
)
def test_a_file_that_cannot_be_is_refused_before_the_work(
    invoke: Invoke, api: Api, tmp_path: Path, out: str, said: str
) -> None:
    (tmp_path / "folder").mkdir()
    ran = invoke("summarize", "article", "--out", tmp_path / out)
    assert ran.exit_code == 11
    assert said in ran.stderr
    assert api.seen == []


def test_a_disk_that_is_full_leaves_the_old_file(
    invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "brief.json"
    out.write_text("old", encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    ran = invoke("summarize", "article", "--quiet", "--out", out)
    assert ran.exit_code == 11
    assert ran.stderr == f"summarizer: {out} could not be written: No space left on device. Give another --out.\n"
    assert out.read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir() if p.name != ".home"] == ["brief.json"]


def test_permissions_are_those_of_an_ordinary_file(tmp_path: Path) -> None:
    new, old, plain = tmp_path / "new", tmp_path / "old", tmp_path / "plain"
    plain.touch()
    old.touch(mode=0o640)
    old.chmod(0o640)
    for path in (new, old):
        output.write("x", path)
    assert stat.S_IMODE(new.stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)
    assert stat.S_IMODE(old.stat().st_mode) == 0o640


def test_a_link_is_followed_and_kept(tmp_path: Path) -> None:
    target, link = tmp_path / "target.json", tmp_path / "link.json"
    link.symlink_to(target)
    output.write("x", link)
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "x"


def test_a_device_is_written_to_and_not_replaced() -> None:
    output.write("x", Path(os.devnull))
    assert not Path(os.devnull).is_file()


def test_a_folder_that_vanished_is_an_output_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="could not be written"):
        output.write("x", tmp_path / "gone" / "brief.json")


def test_out_may_be_stdout(invoke: Invoke) -> None:
    assert invoke("summarize", "article", "--out", "-").stdout == to_json(GIVEN[0])


def test_a_dry_run_prints_every_message_and_runs_nothing(invoke: Invoke, tmp_path: Path) -> None:
    printed = json.loads(invoke("summarize", "article", "--dry-run").stdout)
    assert printed["calls"][0][1] == {"role": "user", "content": "S1 \x1b[31mred"}
    assert printed["tokens_estimate"] == 123
    ran = invoke("summarize", "article", "--dry-run", "-f", "text")
    assert "1 call known beforehand, about 123 tokens" in ran.stdout
    assert "--- call 1 of 1, system ---\nRead closely.\nPoint only.\n" in ran.stdout
    assert "later calls depend on the answers" in ran.stdout
    assert "\x1b" not in ran.stdout
    out = tmp_path / "plan.json"
    assert invoke("summarize", "article", "--dry-run", "--out", out).stdout == ""
    assert json.loads(out.read_text(encoding="utf-8")) == printed


@pytest.mark.parametrize(
    "args",
    [
        ("summarize",),
        ("summarize", "article", "--engine", "magic"),
        ("summarize", "article", "-f", "pdf"),
        ("summarize", "article", "--no-such-option"),
        ("sumarize", "article"),
    ],
)
def test_wrong_usage_is_exit_2(invoke: Invoke, api: Api, args: tuple[str, ...]) -> None:
    ran = invoke(*args)
    assert ran.exit_code == 2
    assert ran.stdout == ""
    assert "Traceback" not in ran.stderr
    assert api.seen == []
