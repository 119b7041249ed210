"""`summarizer verify`: hold a brief against its source again, long after it was made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from summarizer.cli import output
from summarizer.errors import InputError

if TYPE_CHECKING:
    from summarizer.document import Document

app = typer.Typer(add_completion=False)

SHOWN = 60
"""Characters of a wrong span that are quoted."""


@app.command()
def verify(
    brief: Annotated[Path, typer.Argument(metavar="BRIEF.json", help="A brief as JSON.")],
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="The document it speaks of: path, address, or -.")],
) -> None:
    """Check that a brief speaks of this source: same text, and every span verbatim at its place.

    Exit 0 when it does. Exit 1 when it does not: what is wrong is listed on stdout. Exit 4 when either cannot be read.
    """
    data = _load(brief)
    from summarizer.read import read
    from summarizer.render.neutral import one_line

    document = read(source)
    spans = list(_spans(data))
    wrong = list(_wrong(data, spans, document))
    if not wrong:
        output.write(f"verified: {len(spans)} spans verbatim, sha256 {document.sha256}\n", None)
        return
    output.write("".join(f"{one_line(line)}\n" for line in wrong), None)
    raise typer.Exit(1)


def _load(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path} could not be read: {error.strerror or error}.") from error
    except ValueError as error:
        raise InputError(
            f"{path} is not JSON: {error}.", "Give a brief that `summarize --format json` wrote."
        ) from error
    if not isinstance(data, dict) or "schema_version" not in data:
        raise InputError(f"{path} is not a brief.", "Give a brief that `summarize --format json` wrote.")
    return data


def _spans(data: Any, where: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Everything in the shape of a span, with its path in the JSON."""
    if isinstance(data, dict):
        if data.keys() == {"start", "end", "text"}:
            yield where, data
        else:
            for key, value in data.items():
                yield from _spans(value, f"{where}.{key}" if where else key)
    elif isinstance(data, list):
        for at, value in enumerate(data):
            yield from _spans(value, f"{where}[{at}]")


def _wrong(data: dict[str, Any], spans: list[tuple[str, dict[str, Any]]], document: Document) -> Iterator[str]:
    info = data.get("document")
    claimed = info.get("sha256") if isinstance(info, dict) else None
    if claimed != document.sha256:
        yield f"document.sha256: the brief says {claimed}, the source has {document.sha256}"
    misplaced = False
    for where, span in spans:
        start, end, text = span["start"], span["end"], span["text"]
        there = document.text[start:end] if isinstance(start, int) and isinstance(end, int) and start >= 0 else None
        if there != text:
            misplaced = True
            yield f"{where}: {str(text)[:SHOWN]!r} is not at {start}:{end}; there stands {(there or '')[:SHOWN]!r}"
    if not misplaced:
        yield from _broken_contract(data, document)


def _broken_contract(data: dict[str, Any], document: Document) -> Iterator[str]:
    """What else keeps the JSON from being a brief: values outside the schema, references to nothing."""
    from pydantic import ValidationError

    from summarizer.schema import Brief

    try:
        Brief.model_validate(data, context={"text": document.text})
    except ValidationError as error:
        for problem in error.errors(include_url=False):
            where = ".".join(str(part) for part in problem["loc"]) or "brief"
            yield f"{where}: {problem['msg']}"
