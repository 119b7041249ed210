"""`summarizer eval ablate`, and the parts that `eval run` can switch off."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from summarizer.cli.eval import run as runs
from summarizer.cli.main import app
from summarizer.engines.stepwise import PARTS
from summarizer.errors import NoEngineError
from summarizer.evaluate import Gold
from summarizer.evaluate.log import Log
from summarizer.evaluate.run import Answers
from tests.evaluate.golds import log, scored
from tests.evaluate.sale import written

Eval = Callable[..., Result]


@pytest.fixture
def evaluate(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Eval:
    """`summarizer eval ...` in a folder with a folder `gold` of one document."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gold").mkdir()
    written(tmp_path / "gold")

    def run(*args: str) -> Result:
        return CliRunner().invoke(app, ["eval", *args], prog_name="summarizer")

    return run


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[dict[str, Any], bool]]:
    """The options of every run, and whether kept answers alone were used; every run answers with the gold."""
    found: list[tuple[dict[str, Any], bool]] = []

    def made(gold: list[Gold], folder: Path, options: dict[str, Any], answers: Answers, **_: object) -> Log:
        found.append((options, answers.recorded_only))
        return log(gold, *map(scored, gold))

    monkeypatch.setattr(runs, "made", made)
    return found


def test_help_says_what_it_does(evaluate: Eval) -> None:
    told = evaluate("ablate", "--help")
    assert told.exit_code == 0
    assert "what each part of the embedded strategy is worth" in " ".join(told.stdout.split())


def test_everything_then_without_each_part_then_the_rules(
    evaluate: Eval, asked: list[tuple[dict[str, Any], bool]]
) -> None:
    told = evaluate("ablate", "gold", "--recorded")
    assert told.exit_code == 0
    assert [(o["engine"], o.get("ablate")) for o, _ in asked] == [
        ("local", None),
        *(("local", [part]) for part in PARTS),
        ("rules", None),
    ]
    assert [recorded for _, recorded in asked] == [True] * (1 + len(PARTS)) + [False]
    rows = told.stdout.split("\n")[1 : 3 + len(PARTS)]
    assert [row[:22].rstrip() for row in rows] == ["everything", *(f"without {part}" for part in PARTS), "rules"]
    assert told.stderr.count("with all but") == len(PARTS)


def test_some_parts_alone(evaluate: Eval, asked: list[tuple[dict[str, Any], bool]]) -> None:
    told = evaluate("ablate", "gold", "--part", "judge", "--part", "gists", "--quiet")
    assert [o.get("ablate") for o, _ in asked] == [None, ["judge"], ["gists"], None]
    assert told.stderr == ""


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--ablate", "nonsense"), "There is no part 'nonsense' to switch off."),
        (("--engine", "rules", "--ablate", "judge"), "The engine rules has no parts"),
    ],
)
def test_what_is_no_part_cannot_be_switched_off(evaluate: Eval, options: tuple[str, ...], words: str) -> None:
    told = evaluate("run", "gold", "--live", *options)
    assert told.exit_code == NoEngineError.exit_code
    assert words in " ".join(told.stderr.split())
