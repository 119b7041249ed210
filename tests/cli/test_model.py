from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from summarizer.cli.main import app
from summarizer.errors import WeightsError, WrongHashError
from summarizer.weights import BUILT_IN, ENCODER, Entry


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
        (ENCODER, "built-in", "missing"),
        ("mine", "registered", "verified"),
    ]


def test_the_list_as_json(own: Path) -> None:
    run("pull", f"mine={own}")
    listed = json.loads(run("list", "--json").stdout)
    assert [(entry["name"], entry["present"]) for entry in listed] == [
        (BUILT_IN, False),
        (ENCODER, False),
        ("mine", True),
    ]
    assert listed[2]["path"] == str(own)


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
        (["pull", ENCODER, "--offline"], 12, f"The weights of {ENCODER} are not in"),
        (["verify"], 5, "summarizer model pull"),
        (["verify", ENCODER], 5, f"The sentence encoder {ENCODER} is not on this machine"),
        (["remove", "nonesuch"], 12, "no model named"),
        (["pull", "--from", "afar"], 2, "afar"),
        (["remove"], 0, f"{BUILT_IN} was not there. summarizer: {ENCODER} was not there."),
        (["remove", ENCODER], 0, f"{ENCODER} was not there"),
    ],
)
def test_failures_are_a_sentence_on_stderr(arguments: list[str], code: int, words: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert words in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr


@dataclass
class Store:
    """A store in which fetching, checking and removing is only noted; whatever has the name `fails` fails."""

    fails: str = ""
    asked: list[str] = field(default_factory=list)

    def pull(self, name: str, **_: object) -> Path:
        self._noted(name, WeightsError("It broke off."))
        return Path(f"/cache/{name}")

    def verify(self, name: str) -> Entry:
        self._noted(name, WrongHashError("It is another file."))
        return Entry(name, Path(f"/cache/{name}"), True, True, 5, "MIT", "today")

    def remove(self, name: str) -> bool:
        self._noted(name, WeightsError("It is being fetched."))
        return True

    def _noted(self, name: str, error: WeightsError) -> None:
        self.asked.append(name)
        if name == self.fails:
            raise error


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Store:
    made = Store()
    for name in ("pull", "verify", "remove"):
        monkeypatch.setattr(f"summarizer.weights.{name}", getattr(made, name))
    return made


@pytest.mark.parametrize(
    ("command", "stdout", "stderr"),
    [
        ("pull", "/cache/{name}\n", ""),
        ("verify", "{name}\tbuilt-in\tverified\t5\ttoday\t/cache/{name}\n", ""),
        ("remove", "", "summarizer: {name} was removed.\n"),
    ],
)
@pytest.mark.parametrize(
    ("arguments", "names"), [([], [BUILT_IN, ENCODER]), ([ENCODER], [ENCODER]), (["own"], ["own"])]
)
def test_without_a_name_every_built_in_model_is_meant(
    store: Store, command: str, stdout: str, stderr: str, arguments: list[str], names: list[str]
) -> None:
    result = run(command, *arguments)
    assert result.exit_code == 0
    assert store.asked == names
    assert result.stdout == "".join(stdout.format(name=name) for name in names)
    assert result.stderr == "".join(stderr.format(name=name) for name in names)


@pytest.mark.parametrize(("fails", "asked"), [(BUILT_IN, [BUILT_IN]), (ENCODER, [BUILT_IN, ENCODER])])
def test_what_was_fetched_before_a_failure_is_told(store: Store, fails: str, asked: list[str]) -> None:
    store.fails = fails
    result = run("pull")
    assert (result.exit_code, store.asked) == (12, asked)
    assert result.stdout == "".join(f"/cache/{name}\n" for name in asked[:-1])
    assert "It broke off." in result.stderr


@pytest.mark.parametrize("command", ["pull", "verify", "remove"])
def test_help_says_what_no_name_means(command: str) -> None:
    told = " ".join(run(command, "--help").stdout.split())
    assert "Without a name" in told
    assert "all built-in ones by default" in told


def test_help_names_every_command() -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert all(command in result.stdout for command in ("pull", "list", "verify", "remove"))
