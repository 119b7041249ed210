"""Where the data goes: stdout, or a file that is either whole or not there."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from summarizer.errors import OutputError

if TYPE_CHECKING:
    from summarizer.api import Result

Format = Literal["rich", "text", "json", "markdown", "html"]

EXTENSIONS: dict[str, Format] = {
    ".json": "json",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".txt": "text",
}


def chosen(format: Format | None, out: Path | None) -> Format:
    """The format asked for; else that of the file's extension; else colours for a person, JSON for a program.

    Raises:
        OutputError: a file whose extension says nothing, and no format given.
    """
    if format:
        return format
    if out is None:
        return "rich" if is_terminal() else "json"
    if out.suffix.lower() in EXTENSIONS:
        return EXTENSIONS[out.suffix.lower()]
    raise OutputError(
        f"The name of {out} does not tell its format.", f"Give --format, or one of {', '.join(EXTENSIONS)}."
    )


def is_terminal() -> bool:
    """Whether stdout is there and is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def rendered(result: Result, format: Format, *, show_evidence: bool) -> str:
    """The brief in a format that is text; `rich` without a terminal is plain text."""
    from summarizer import render

    given = (result.brief, result.document, result.segmentation)
    if format == "json":
        return render.to_json(result.brief)
    if format == "markdown":
        return render.to_markdown(*given, show_evidence=show_evidence)
    if format == "html":
        return render.to_html(*given)
    return render.to_text(*given, show_evidence=show_evidence)


def show(result: Result, *, show_evidence: bool) -> None:
    """The brief on stdout in colours, as wide as the terminal."""
    from rich.console import Console

    from summarizer.render import to_rich

    given = (result.brief, result.document, result.segmentation)
    Console(soft_wrap=False).print(to_rich(*given, show_evidence=show_evidence))
    sys.stdout.flush()


def write(text: str, out: Path | None) -> None:
    """To stdout as UTF-8, or to a file that appears only when all of it is on disk.

    Raises:
        OutputError: the file cannot be written; an older file of that name is left as it was.
    """
    if out is None:
        _write_stdout(text.encode("utf-8"))
        return
    with placed(out) as path:
        path.write_bytes(text.encode("utf-8"))


@contextlib.contextmanager
def placed(out: Path) -> Iterator[Path]:
    """A path to write to; what is there when the block ends becomes the file `out`, all at once.

    Raises:
        OutputError: it cannot be written; an older file of that name is left as it was.
    """
    try:
        with _aside(out.resolve()) as path:
            yield path
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"{out} could not be written: {error.strerror or error}.", "Give another --out.") from error


def to_json(value: Any) -> str:
    """Plain values as JSON for people and programs, safe to show on a terminal."""
    return escaped(json.dumps(value, indent=2, ensure_ascii=False) + "\n")


def escaped(text: str) -> str:
    """JSON with control characters that it lets through (C1, bidirectional) written as escapes: the same data."""
    from summarizer.render.data import OBEYED

    return OBEYED.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def check_writable(out: Path) -> None:
    """Says before the long work, not after it, that a file cannot be written. Raises OutputError."""
    try:
        folder, is_folder = out.resolve().parent, out.is_dir()
    except (OSError, RuntimeError, ValueError) as error:  # a name too long, links that go round in a circle
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise OutputError(f"{out} cannot be written: {reason}.", "Give another --out.") from error
    if is_folder:
        raise OutputError(f"{out} is a folder.", "Give --out the name of a file.")
    if not folder.is_dir():
        raise OutputError(f"There is no folder {folder}.", "Make it first, or give another --out.")
    if not os.access(folder, os.W_OK):
        raise OutputError(f"The folder {folder} may not be written to.", "Give another --out.")


def _write_stdout(content: bytes) -> None:
    """Bytes, so that a locale without UTF-8 neither fails nor changes the data."""
    if sys.stdout is None:
        raise OutputError("The result could not be written: stdout is closed.", "Open it, or give --out FILE.")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        abandon_stdout()
        raise OutputError(f"The result could not be written to stdout: {error.strerror or error}.") from error


def abandon_stdout() -> None:
    """Send what is still buffered nowhere, so that Python does not fail on it once more when it exits."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextlib.contextmanager
def _aside(target: Path) -> Iterator[Path]:
    if target.exists() and not target.is_file():
        # A device or a pipe: renaming a file over it would destroy it.
        yield target
        return
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    os.close(descriptor)
    try:
        yield Path(name)
        with open(name, "rb+") as stream:
            os.fsync(stream.fileno())
        os.chmod(name, _mode(target))
        os.replace(name, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def _mode(target: Path) -> int:
    """Permissions of the file that is replaced, else those that an ordinary new file gets."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
