"""The command line over a stand-in for the program behind it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from summarizer.cli.main import app
from tests.cli import fake

Invoke = Callable[..., Result]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> fake.Api:
    stand_in, api = fake.module()
    monkeypatch.setitem(sys.modules, "summarizer.api", stand_in)
    return api


@pytest.fixture
def invoke(api: fake.Api) -> Invoke:
    """Run a command in this process, with `summarizer.api` replaced."""

    def run(*args: str | Path) -> Result:
        return CliRunner().invoke(app, [str(a) for a in args], prog_name="summarizer")

    return run


@pytest.fixture
def process() -> Callable[..., subprocess.Popen[bytes]]:
    """Start the program as a process of its own, with `summarizer.api` replaced."""

    def start(*args: str | Path, **options: Any) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.cli.fake", *map(str, args)]
        return subprocess.Popen(
            command,
            **{"cwd": ROOT, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": {**os.environ}, **options},
        )

    return start
