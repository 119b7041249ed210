"""The program: options that hold for every command, and the table of commands."""

from __future__ import annotations

from typing import Annotated

import typer

from summarizer._version import __version__
from summarizer.cli.failures import remember_debug
from summarizer.cli.lazy import LazyGroup

app = typer.Typer(
    name="summarizer",
    cls=LazyGroup,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"summarizer {__version__}")
        raise typer.Exit


@app.callback()
def summarizer(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", callback=remember_debug, help="Show tracebacks when something fails.")
    ] = False,
) -> None:
    """Arms-transfer articles become grounded briefs: who is said to send what to whom, who says so, in which words.

    Data goes to stdout, talk to stderr. Exit codes:

    - 0: done; 1: something unexpected; 2: wrong usage

    - 3: a brief was made, but part of the document was not read

    - 4: the source cannot be read

    - 5 to 10: the model side failed; 12: its weights; 13: its prompt; 14: its recording

    - 11: the result could not be written; 130: interrupted
    """
