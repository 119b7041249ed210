"""The table of commands tells the truth about the modules behind it."""

from __future__ import annotations

import pytest

from summarizer.cli.lazy import COMMANDS, load
from tests.cli.conftest import Invoke


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_what_the_table_says(name: str, invoke: Invoke) -> None:
    assert load(name).name == name
    ran = invoke(name, "-h")
    assert ran.exit_code == 0
    assert f"Usage: summarizer {name}" in ran.stdout
    assert "--install-completion" not in ran.stdout


def test_help_lists_every_command(invoke: Invoke) -> None:
    shown = invoke("--help").stdout
    for name, deferred in COMMANDS.items():
        assert name in shown
        assert deferred.help in shown


def test_a_typing_mistake_gets_a_hint(invoke: Invoke) -> None:
    ran = invoke("verfy")
    assert ran.exit_code == 2
    assert "'verify'" in ran.stderr


def test_no_arguments_show_the_help(invoke: Invoke) -> None:
    ran = invoke()
    assert ran.exit_code == 2
    assert "Usage: summarizer" in ran.stdout + ran.stderr
