"""Where a note goes: stdout, a file that is whole or not there, or an address that fsspec writes to."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from summarizer.cli import output
from summarizer.errors import InputError, OutputError

Format = Literal["markdown", "html", "docx", "pdf", "json"]
EXTENSIONS: dict[str, Format] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".pdf": "pdf",
    ".json": "json",
}
BINARY = ("docx", "pdf")


def chosen(given: Format | None, out: str | None) -> Format:
    """The format asked for, else that of the name, else Markdown.

    Raises:
        OutputError: the name tells no format, or a binary one has no file to go to.
    """
    suffix = Path(out.partition("::")[0]).suffix.lower() if out else ""
    found = given or (EXTENSIONS.get(suffix) if out else "markdown")
    if found is None:
        what = f"The name of {out} does not tell its format."
        raise OutputError(what, f"Give --format, or one of {', '.join(EXTENSIONS)}.")
    if found in BINARY and out is None:
        raise OutputError(f"A {found} file is not for the terminal.", "Give --out FILE.")
    return found


def check(out: str | None, *, offline: bool) -> None:
    """Say before the long work that a place cannot be written to. Raises OutputError or InputError."""
    if out is None:
        return
    if is_remote(out):
        _store(out, offline=offline)
    else:
        output.check_writable(Path(out))


def write(content: str | bytes, out: str | None) -> None:
    """The content to its place, all of it or nothing. Raises OutputError when it cannot be written."""
    if out is None:
        output.write(content if isinstance(content, str) else content.decode(), None)
        return
    data = content.encode("utf-8") if isinstance(content, str) else content
    if is_remote(out):
        _write_remote(data, out)
        return
    with output.placed(Path(out)) as path:
        path.write_bytes(data)


def is_remote(out: str) -> bool:
    """Whether it is an address and no path: "s3://bucket/note.html"."""
    from summarizer.batch.inputs.remote import SCHEME

    return SCHEME.match(out) is not None


def _store(out: str, *, offline: bool) -> tuple[Any, str]:
    """The file system of an address and the path in it."""
    from summarizer.batch.inputs.remote import check_store, file_system

    try:
        check_store(out, offline=offline)
        return file_system(out)
    except InputError as error:
        raise OutputError(error.what, error.todo) from error


def _write_remote(data: bytes, out: str) -> None:
    system, path = _store(out, offline=False)
    try:
        with system.transaction, system.open(path, "wb") as file:
            file.write(data)
    except Exception as error:  # stores share no class of failures
        reason = str(error) or type(error).__name__
        raise OutputError(f"{out} could not be written: {reason}", "Check the address and the credentials.") from error
