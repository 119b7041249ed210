"""`summarizer eval gold new`."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.evaluate.skeleton import skeleton
from tests.cli.conftest import Invoke
from tests.evaluate.sale import SALE, written


def test_it_writes_the_skeleton_beside_the_document(invoke: Invoke, tmp_path: Path) -> None:
    path = written(tmp_path, None)
    ran = invoke("eval", "gold", "new", path)
    target = path.with_suffix(".yaml")
    assert (ran.exit_code, ran.stdout) == (0, f"{target}\n")
    assert f"eval lint {target}" in ran.stderr
    assert target.read_text(encoding="utf-8") == skeleton(path)
    assert invoke("eval", "lint", target).exit_code == 15


def test_it_never_overwrites(invoke: Invoke, tmp_path: Path) -> None:
    path = written(tmp_path, SALE)
    ran = invoke("eval", "gold", "new", path)
    assert (ran.exit_code, ran.stdout) == (11, "")
    assert "is there already" in ran.stderr
    assert path.with_suffix(".yaml").read_text() == SALE


@pytest.mark.parametrize("name", ["none.txt", "note.md", "empty.txt"])
def test_what_is_no_document_is_told_and_leaves_nothing(invoke: Invoke, tmp_path: Path, name: str) -> None:
    (tmp_path / "note.md").write_text("A note.")
    (tmp_path / "empty.txt").write_text(" ")
    before = set(tmp_path.iterdir())
    ran = invoke("eval", "gold", "new", tmp_path / name)
    assert (ran.exit_code, ran.stdout) == (4, "")
    assert set(tmp_path.iterdir()) == before
