"""`summarizer eval ablate`, and the parts that `eval run` can switch off."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.cli.eval import run as runs
from summarizer.engines.stepwise import PARTS
from summarizer.errors import NoEngineError
from summarizer.evaluate.log import Log
from tests.cli.conftest import Invoke
from tests.evaluate.golds import log, scored
from tests.evaluate.sale import written
from tests.evaluate.sheets import BARE


def test_help_says_what_it_does(invoke: Invoke) -> None:
    ran = invoke("eval", "ablate", "--help")
    assert ran.exit_code == 0
    assert "what each part of the embedded strategy is worth" in " ".join(ran.stdout.split())
    assert "--part" in ran.stdout
