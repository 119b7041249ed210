"""`summarizer eval gold new`: the empty gold file of a new document."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli.failures import say
from summarizer.errors import InputError, OutputError


def new(
    document: Annotated[Path, typer.Argument(metavar="DOC.txt", help="The document, as plain text.")],
) -> None:
    """Start the gold of a document: DOC.yaml beside it, with its sentences numbered and every section to fill in.

    It never overwrites. Exit 4 when the document cannot be read, 11 when the file is there or cannot be written.
    """
    from summarizer.evaluate.gold import SUFFIX
    from summarizer.evaluate.skeleton import skeleton

    if document.suffix != ".txt":
        raise InputError(f"{document} is no .txt file.", "Gold documents are plain text named NAME.txt.")
    text = skeleton(document)
    target = document.with_suffix(SUFFIX)
    try:
        with target.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError as error:
        raise OutputError(f"{target} is there already.", "Edit it, or move it away first.") from error
    except OSError as error:
        raise OutputError(f"{target} could not be written: {error.strerror or error}.") from error
    typer.echo(str(target))
    say(f"fill it in, then: summarizer eval lint {target}")
