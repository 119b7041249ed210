"""`summarizer prompts`: data on stdout, talk on stderr, colours on a terminal alone, nothing overwritten."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from summarizer import prompts
from summarizer.cli import output
from summarizer.cli.main import app

STEPWISE, SINGLE, NOTE = (prompts.load(name) for name in ("stepwise-v1", "single-v1", "note-v1"))


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["prompts", *map(str, arguments)], prog_name="summarizer")


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A copy of the stepwise prompt with one word changed in one template."""
    folder = Path(shutil.copytree(STEPWISE.folder, tmp_path / "mine"))
    (folder / "stage.md").write_text(STEPWISE.texts()["stage.md"].replace("How far", "Just how far"))
    return folder


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "is_terminal", lambda: True)


# list and show --------------------------------------------------------------------------------------------------


def test_the_list_is_one_line_per_prompt_on_stdout() -> None:
    result = run("list")
    assert [line.split("\t") for line in result.stdout.splitlines()] == [
        [p.id, str(p.version), p.strategy, p.sha256[:12], p.description] for p in (NOTE, SINGLE, STEPWISE)
    ]
    assert (result.exit_code, result.stderr) == (0, "")
    assert SINGLE.sha256[:13] not in result.stdout


def test_the_list_as_json() -> None:
    listed = json.loads(run("list", "--json").stdout)
    assert [(p["id"], p["sha256"], p["examples"]) for p in listed] == [
        (p.id, p.sha256, len(p.examples)) for p in (NOTE, SINGLE, STEPWISE)
    ]
    assert all("files" not in p for p in listed)


def test_a_prompt_is_shown_whole() -> None:
    result = run("show", "stepwise-v1")
    shown = result.stdout
    assert (result.exit_code, result.stderr) == (0, "")
    assert re.search(r"^examples +18$", shown, re.MULTILINE)
    assert STEPWISE.sha256 in shown
    for file, text in STEPWISE.texts().items():
        assert f"\n=== {file} ===\n{text}" in shown
    assert "again.md" not in shown
    assert "\x1b" not in shown


def test_a_prompt_as_json_has_its_files_to_the_byte(mine: Path) -> None:
    (mine / "system.md").write_bytes(b"One.\r\nTwo \xe2\x80\xa8 three.")
    shown = json.loads(run("show", mine, "--json").stdout)
    assert (shown["id"], shown["folder"]) == ("stepwise-v1", str(mine))
    assert shown["files"]["system.md"] == "One.\r\nTwo \u2028 three."
    assert shown["files"].keys() == STEPWISE.texts().keys()


@pytest.mark.usefixtures("terminal")
def test_a_terminal_is_not_commanded_by_a_prompt(mine: Path) -> None:
    (mine / "system.md").write_text("One.\x1b[2JTwo.")
    for arguments in (("show", mine), ("diff", "stepwise-v1", mine), ("lint", mine)):
        assert "\x1b[2J" not in run(*arguments).stdout


# diff -----------------------------------------------------------------------------------------------------------


def test_a_diff_shows_what_changed_and_nothing_else(mine: Path) -> None:
    result = run("diff", "stepwise-v1", mine)
    assert result.stdout == (
        "--- stepwise-v1/stage.md\n+++ stepwise-v1/stage.md\n@@ -1,4 +1,4 @@\n Passage: $passage\n \n"
        "-How far did the transfer of $items from $supplier to $recipient get?\n"
        "+Just how far did the transfer of $items from $supplier to $recipient get?\n $choices\n"
    )
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize("other", ["stepwise-v1", "copy"])
def test_the_same_bytes_are_the_same(tmp_path: Path, other: str) -> None:
    name = str(shutil.copytree(STEPWISE.folder, tmp_path / "copy")) if other == "copy" else other
    result = run("diff", "stepwise-v1", name)
    assert (result.exit_code, result.stdout.startswith("the same: "), "@@" in result.stdout) == (0, True, False)


def test_files_of_one_side_only_and_last_lines_without_end_are_shown(mine: Path) -> None:
    (mine / "stage.md").write_text(STEPWISE.texts()["stage.md"].rstrip("\n"))
    (mine / "zusatz.md").write_text("More.\n")
    shown = run("diff", "stepwise-v1", mine).stdout
    assert shown.endswith("--- /dev/null\n+++ stepwise-v1/zusatz.md\n@@ -0,0 +1 @@\n+More.\n")
    assert "-$choices\n+$choices\n\\ No newline at end of file\n" in shown
    assert "system.md" not in shown


def test_a_separator_inside_a_line_ends_no_line(mine: Path) -> None:
    (mine / "stage.md").write_text("a\u2028b\n")
    assert "+a\u2028b\n" in run("diff", "stepwise-v1", mine).stdout


def test_colours_are_for_a_terminal_alone(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in run("diff", "stepwise-v1", mine).stdout
    monkeypatch.setattr(output, "is_terminal", lambda: True)
    shown = run("diff", "stepwise-v1", mine).stdout
    assert "\x1b[31m-How far" in shown
    assert "\x1b[32m+Just how far" in shown
    assert "\x1b[1m+++" in shown
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("diff", "stepwise-v1", mine).stdout


# new ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "path", "source", "model"),
    [
        (["mine"], "mine", STEPWISE, ""),
        (["mine", "--in", "own/prompts"], "own/prompts/mine", STEPWISE, ""),
        (["mine", "--from", "single-v1"], "mine", SINGLE, "--model PROVIDER/NAME "),
        (["mine", "--in", "a b"], "a b/mine", STEPWISE, ""),
    ],
)
def test_a_copy_is_made_and_its_path_printed_alone(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    path: str,
    source: prompts.Prompt,
    model: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("new", *arguments)
    assert (result.exit_code, result.stdout) == (0, f"{path}\n")
    quoted = f"'{path}'" if " " in path else path
    assert f"summarizer eval run {model}--prompt {quoted} --out mine.jsonl\n" in result.stderr
    assert "summarizer eval compare BASELINE mine.jsonl\n" in result.stderr
    made = prompts.load(f"./{path}")
    assert (made.id, made.version, made.examples) == ("mine", 1, source.examples)


def test_a_copy_of_a_folder_of_ones_own_keeps_its_words(mine: Path, tmp_path: Path) -> None:
    assert run("new", "next", "--from", mine, "--in", tmp_path).exit_code == 0
    assert "Just how far" in (tmp_path / "next" / "stage.md").read_text()


def test_nothing_is_overwritten(mine: Path) -> None:
    before = {p.name: p.read_bytes() for p in mine.iterdir()}
    result = run("new", "mine", "--in", mine.parent)
    assert (result.exit_code, result.stdout) == (11, "")
    assert "is there already" in result.stderr
    assert "eval run" not in result.stderr
    assert {p.name: p.read_bytes() for p in mine.iterdir()} == before


# lint -----------------------------------------------------------------------------------------------------------


def test_the_prompts_that_ship_pass_with_their_warnings() -> None:
    result = run("lint")
    assert result.exit_code == 0
    assert ": error: " not in result.stdout
    assert "3 prompts, 0 errors, " in result.stderr


def test_errors_are_named_by_file_and_line_and_fail(mine: Path) -> None:
    (mine / "stage.md").write_text("$passage $choices $nothing")
    lines = (mine / "examples.jsonl").read_text().replace("Norway bought none.", "Nobody bought one.")
    (mine / "examples.jsonl").write_text(lines)
    result = run("lint", "single-v1", mine)
    assert result.exit_code == 13
    assert f"{mine}/stage.md: error: nothing fills $nothing" in result.stdout
    assert re.search(r"/mine/examples.jsonl:6: warning: recipient: the choice 'Norway' is not", result.stdout)
    assert "single-v1" not in result.stdout
    assert "2 prompts, 1 error, " in result.stderr
    found = json.loads(run("lint", mine, "--json").stdout)
    assert {"prompt": str(mine), "severity": "error", "file": "stage.md", "line": None} == {
        name: value for name, value in next(f for f in found if f["severity"] == "error").items() if name != "what"
    }


def test_a_folder_that_cannot_be_loaded_is_one_error_and_the_others_are_checked(mine: Path) -> None:
    (mine / "stage.md").unlink()
    result = run("lint", mine, "stepwise-v1")
    assert result.exit_code == 13
    assert result.stdout.startswith(f"{mine}: error: Prompt 'stepwise-v1' has no stage.md.")
    assert "stepwise-v1/examples.jsonl: warning: " in result.stdout


# All of them ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["show", "nonesuch"], 13, "no prompt 'nonesuch'"),
        (["diff", "single-v1", "nonesuch"], 13, "no prompt 'nonesuch'"),
        (["new", "mine", "--from", "nonesuch"], 13, "no prompt 'nonesuch'"),
        (["new", "stepwise-v1"], 13, "prompt that ships"),
        (["new", "a/b"], 13, "no name for a prompt"),
        (["new", ".."], 13, "no name for a prompt"),
        (["new", "mine", "--in", "/proc/none"], 11, "cannot be written"),
        (["show"], 2, "Missing argument"),
    ],
)
def test_failures_are_a_sentence_on_stderr(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert words in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr
    assert [p.name for p in tmp_path.iterdir()] in ([], [".home"])


HEAVY = "spacy numpy openai instructor httpx2 rich.console summarizer.engines summarizer.ground".split()
CHEAP: list[tuple[list[str], list[str]]] = [
    (["--help"], ["summarizer.cli.prompts", "summarizer.prompts", *(h for h in HEAVY if "rich" not in h)]),
    (["prompts", "list"], HEAVY),
    (["prompts", "show", "single-v1"], HEAVY),
    (["prompts", "diff", "single-v1", "stepwise-v1"], HEAVY),
]


@pytest.mark.parametrize(("arguments", "never"), CHEAP)
def test_nothing_heavy_is_imported(arguments: list[str], never: list[str]) -> None:
    code = (
        "import sys; from summarizer.cli.main import app\n"
        f"sys.argv = ['summarizer', *{arguments!r}]\n"
        "try: app()\nexcept SystemExit as end: print(end.code or 0, file=sys.stderr)\n"
        f"print([m for m in {never!r} if m in sys.modules], file=sys.stderr)"
    )
    ran: Any = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stderr.splitlines() == ["0", "[]"]


def test_help_names_every_command() -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert all(command in result.stdout for command in ("list", "show", "diff", "new", "lint"))
