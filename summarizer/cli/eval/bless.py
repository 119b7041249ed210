"""`summarizer eval bless`: make a run the baseline, on purpose and by name."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli import output
from summarizer.cli.failures import say
from summarizer.errors import OutputError


def bless(
    log: Annotated[Path, typer.Argument(metavar="LOG", help="The log of the run that becomes the baseline.")],
    baseline: Annotated[Path, typer.Option("--baseline", metavar="FILE", help="The baseline file to move.")],
    by: Annotated[str, typer.Option("--by", help="Who decides.")],
    why: Annotated[str, typer.Option("--why", help="Why this run is what later ones are held against.")],
) -> None:
    """Move the baseline to a run, with who did it, why, when, and the hash of its prompt."""
    from summarizer.evaluate.gate import bless as blessed
    from summarizer.evaluate.log import read_log

    old = read_log(baseline) if baseline.exists() else None
    new = blessed(read_log(log), by, why, old)
    if baseline.parent != Path() and not baseline.parent.is_dir():
        raise OutputError(f"There is no folder {baseline.parent}.", "Make it first.")
    output.write(new.to_text(), baseline)
    say(f"{baseline}: {new.head.label}, {len(new.head.cases)} cases, blessed by {by}")
