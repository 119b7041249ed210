"""`summarizer eval lint`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Invoke
from tests.evaluate.sale import SALE, changed, written

WRONG = changed(("S1 12", "S1 18"))
ODD = changed(("[S1 Norland]", "[S1 Norland, S3 Norland]"))


def test_clean_gold(invoke: Invoke, tmp_path: Path) -> None:
    ran = invoke("eval", "lint", written(tmp_path))
    assert (ran.exit_code, ran.stdout) == (0, "")
    assert ran.stderr == "summarizer: 1 of 1 files are clean\n"


def test_errors_go_to_stdout_one_a_line(invoke: Invoke, tmp_path: Path) -> None:
    written(tmp_path, WRONG, "wrong")
    written(tmp_path, SALE, "right", "Norland.")
    ran = invoke("eval", "lint", tmp_path / "wrong.yaml")
    assert ran.exit_code == 15
    file = tmp_path / "wrong.yaml"
    assert ran.stdout == f"{file}: line 19, F1 item 1 quantity: '18' does not stand in S1 [verbatim]\n"
    assert "0 of 1 files are clean, 1 hold 1 error. " in ran.stderr
    assert "right" not in ran.stdout


def test_hints_do_not_fail_and_may_be_left_out(invoke: Invoke, tmp_path: Path) -> None:
    path = written(tmp_path, ODD)
    ran = invoke("eval", "lint", path)
    assert (ran.exit_code, ran.stdout.count("\n")) == (0, 1)
    assert ran.stdout.endswith("[hint: aliases]\n")
    assert "1 hint" in ran.stderr
    ran = invoke("eval", "lint", "--no-hints", path)
    assert (ran.exit_code, ran.stdout) == (0, "")
    assert "hint" not in ran.stderr


@pytest.mark.parametrize(("gold", "code", "rules"), [(SALE, 0, []), (ODD, 0, ["aliases"]), (WRONG, 15, ["verbatim"])])
def test_as_json(invoke: Invoke, tmp_path: Path, gold: str, code: int, rules: list[str]) -> None:
    ran = invoke("eval", "lint", "--json", written(tmp_path, gold))
    assert ran.exit_code == code
    told = json.loads(ran.stdout)
    assert [each["rule"] for each in told] == rules
    assert all(each.keys() == {"file", "where", "rule", "message", "hint"} for each in told)


def test_the_gold_of_the_house_is_the_default(invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "evals" / "gold" / "dev"
    folder.mkdir(parents=True)
    written(folder)
    monkeypatch.chdir(tmp_path)
    assert invoke("eval", "lint").stderr == "summarizer: 1 of 1 files are clean\n"


def test_no_gold(invoke: Invoke, tmp_path: Path) -> None:
    ran = invoke("eval", "lint", tmp_path / "none")
    assert (ran.exit_code, ran.stdout) == (15, "")
    assert "Traceback" not in ran.stderr


def test_nothing_of_a_file_moves_the_terminal(invoke: Invoke, tmp_path: Path) -> None:
    ran = invoke("eval", "lint", written(tmp_path, changed(("kind: demand", 'kind: "\\e[31m"'), ("S1 12", '"12\\n"'))))
    assert ran.exit_code == 15
    assert "\x1b" not in ran.output
    assert ran.stdout.count("\n") == 2
