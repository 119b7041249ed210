"""The scripts of `training/` as they are run: from their own folder, beside each other."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).parents[2] / "training"


@pytest.fixture(scope="session")
def examples() -> Iterator[ModuleType]:
    """`examples.py`."""
    sys.path.insert(0, str(FOLDER))
    try:
        yield import_module("examples")
    finally:
        sys.path.remove(str(FOLDER))
        for name in ("examples", "labelled"):
            sys.modules.pop(name, None)
