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
def scripts() -> Iterator[tuple[ModuleType, ModuleType]]:
    """`examples.py` and `passages.py`."""
    sys.path.insert(0, str(FOLDER))
    try:
        yield import_module("examples"), import_module("passages")
    finally:
        sys.path.remove(str(FOLDER))
        for name in ("examples", "labelled"):
            sys.modules.pop(name, None)


@pytest.fixture
def examples(scripts: tuple[ModuleType, ModuleType]) -> ModuleType:
    return scripts[0]


@pytest.fixture
def form(scripts: tuple[ModuleType, ModuleType]) -> ModuleType:
    """The form of labelled passages."""
    return scripts[1]
