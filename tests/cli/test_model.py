from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from summarizer.cli.main import app
from summarizer.weights import BUILT_IN


@pytest.fixture(autouse=True)
def _empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARIZER_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.gguf"
    path.write_bytes(b"GGUF own")
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["model", *arguments])


def test_the_list_is_one_line_per_model_on_stdout(own: Path) -> None:
    run("pull", f"mine={own}")
    lines = [line.split("\t") for line in run("list").stdout.splitlines()]
    assert [(name, kind, state) for name, kind, state, *_ in lines] == [
        (BUILT_IN, "built-in", "missing"),
        ("mine", "registered", "verified"),
    ]


def test_the_list_as_json(own: Path) -> None:
    run("pull", f"mine={own}")
    listed = json.loads(run("list", "--json").stdout)
    assert [(entry["name"], entry["present"]) for entry in listed] == [(BUILT_IN, False), ("mine", True)]
    assert listed[1]["path"] == str(own)


def test_registering_prints_the_path_alone(own: Path) -> None:
    result = run("pull", f"mine={own}")
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{own}\n", "")


def test_verify_and_remove_a_registered_model(own: Path) -> None:
    run("pull", f"mine={own}")
    assert "\tverified\t" in run("verify", "mine").stdout
    removed = run("remove", "mine")
    assert (removed.stdout, removed.stderr) == ("", "summarizer: mine was removed.\n")
    assert run("verify", "mine").exit_code == 12


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["pull", "--offline"], 12, "fetching is switched off"),
        (["pull", "nonesuch"], 12, "no model named 'nonesuch'"),
        (["pull", "mine=/nowhere.gguf"], 5, "does not exist"),
        (["verify"], 5, "summarizer model pull"),
        (["remove", "nonesuch"], 12, "no model named"),
        (["pull", "--from", "afar"], 2, "afar"),
        (["remove"], 0, "was not there"),
    ],
)
def test_failures_are_a_sentence_on_stderr(arguments: list[str], code: int, words: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert words in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr


def test_help_names_every_command() -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert all(command in result.stdout for command in ("pull", "list", "verify", "remove"))
