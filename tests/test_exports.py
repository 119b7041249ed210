"""`import summarizer` gives every public name, and costs nothing before one is used."""

from __future__ import annotations

import importlib
import inspect
import subprocess
import sys

import pytest

import summarizer

PUBLIC = {"Brief", "Document", "Options", "Result", "SummarizerError", "__version__", "asummarize", "summarize"}
HEAVY = "asyncio pydantic spacy numpy openai instructor httpx2 typer summarizer.api summarizer.schema".split()


def test_the_public_names_are_these() -> None:
    assert set(summarizer.__all__) == PUBLIC
    assert set(dir(summarizer)) >= PUBLIC


@pytest.mark.parametrize("name", sorted(PUBLIC - {"__version__"}))
def test_a_public_name_is_the_one_of_its_module(name: str) -> None:
    value = getattr(summarizer, name)
    assert value is getattr(importlib.import_module(value.__module__), name)
    assert inspect.getdoc(value)


def test_summarize_is_a_function_and_asummarize_its_async_twin() -> None:
    assert inspect.isfunction(summarizer.summarize)
    assert inspect.iscoroutinefunction(summarizer.asummarize)
    assert inspect.signature(summarizer.summarize).parameters == inspect.signature(summarizer.asummarize).parameters


def test_what_is_not_public_is_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = summarizer.nothing  # type: ignore[attr-defined]  # what the test is about
    assert not hasattr(summarizer, "run")


def test_importing_the_package_imports_nothing_heavy() -> None:
    code = (
        "import sys, summarizer; assert summarizer.__version__;"
        f"print(*[m for m in {HEAVY!r} if m in sys.modules]);"
        "from summarizer import summarize, SummarizerError;"
        "print(summarize.__module__, SummarizerError.__module__, 'spacy' in sys.modules, 'openai' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines() == ["", "summarizer.api summarizer.errors False False"]


def test_star_import_gives_the_public_names() -> None:
    code = "from summarizer import *; print(sorted(n for n in globals() if n[0] != '_' or n == '__version__'))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == str(sorted(PUBLIC))
