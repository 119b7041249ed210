"""`summarizer verify`: a brief that was changed, or belongs to another text, does not pass."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from summarizer.render import to_json
from tests.cli.conftest import Invoke
from tests.render.sample import ARTICLE


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    brief, source = tmp_path / "brief.json", tmp_path / "article.txt"
    brief.write_text(to_json(ARTICLE.brief()), encoding="utf-8")
    source.write_bytes(ARTICLE.document.text.encode())
    return brief, source


def test_a_true_brief_passes(invoke: Invoke, files: tuple[Path, Path]) -> None:
    ran = invoke("verify", *files)
    assert ran.exit_code == 0
    spans = len(list(ARTICLE.brief().spans()))
    assert ran.stdout == f"verified: {spans} spans verbatim, sha256 {ARTICLE.document.sha256}\n"
    assert ran.stderr == ""


def _digit(data: dict[str, Any]) -> None:
    data["arms_flows"][0]["items"][0]["quantity"]["text"] = "hundreds"


def _shifted(data: dict[str, Any]) -> None:
    data["official_quotes"][0]["spans"][1]["start"] += 1


def _nowhere(data: dict[str, Any]) -> None:
    data["key_points"][0]["evidence"][0].update(start=10_000, end=10_004, text="far \x1b")


def _negative(data: dict[str, Any]) -> None:
    data["key_points"][0]["evidence"][0].update(start=-4, end=-1, text="sed")


def _hash(data: dict[str, Any]) -> None:
    data["document"]["sha256"] = "0" * 64


def _value(data: dict[str, Any]) -> None:
    data["arms_flows"][0]["stage"] = "imagined"


def _reference(data: dict[str, Any]) -> None:
    data["arms_flows"][0]["supplier"] = "P99"


def _extra(data: dict[str, Any]) -> None:
    data["more"] = 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_digit, "arms_flows[0].items[0].quantity: 'hundreds' is not at"),
        (_shifted, "official_quotes[0].spans[1]: 'and we know the port.' is not at"),
        (_nowhere, "key_points[0].evidence[0]: 'far \\x1b' is not at 10000:10004"),
        (_negative, "key_points[0].evidence[0]"),
        (_hash, "document.sha256: the brief says 0000"),
        (_value, "arms_flows.0.stage"),
        (_reference, "references to nothing: P99"),
        (_extra, "more: Extra inputs are not permitted"),
    ],
)
def test_what_is_wrong_is_listed(invoke: Invoke, files: tuple[Path, Path], change: Any, said: str) -> None:
    data = json.loads(files[0].read_text(encoding="utf-8"))
    change(data)
    files[0].write_text(json.dumps(data), encoding="utf-8")
    ran = invoke("verify", *files)
    assert ran.exit_code == 1
    assert said in ran.stdout
    assert "\x1b" not in ran.stdout
    assert "verified" not in ran.stdout


def test_another_text_does_not_pass(invoke: Invoke, files: tuple[Path, Path]) -> None:
    files[1].write_text("Something else was written here altogether.", encoding="utf-8")
    ran = invoke("verify", *files)
    assert ran.exit_code == 1
    assert ran.stdout.startswith("document.sha256: ")


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "could not be read"), ("{", "is not JSON"), ("[]", "is not a brief"), ('{"a": 1}', "is not a brief")],
)
def test_what_is_no_brief_is_an_input_error(
    invoke: Invoke, files: tuple[Path, Path], content: str | None, said: str
) -> None:
    files[0].unlink()
    if content is not None:
        files[0].write_text(content, encoding="utf-8")
    ran = invoke("verify", *files)
    assert ran.exit_code == 4
    assert said in ran.stderr
    assert ran.stdout == ""


def test_a_source_that_is_missing_is_an_input_error(invoke: Invoke, files: tuple[Path, Path]) -> None:
    files[1].unlink()
    ran = invoke("verify", *files)
    assert ran.exit_code == 4
    assert ran.stdout == ""
