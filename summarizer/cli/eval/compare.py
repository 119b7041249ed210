"""`summarizer eval compare`: two runs, document by document."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli.eval import options as o
from summarizer.cli.eval.shown import deliver


def compare(
    a: Annotated[Path, typer.Argument(metavar="A", help="The log of the earlier run, or a baseline.")],
    b: Annotated[Path, typer.Argument(metavar="B", help="The log of the later run.")],
    margin: o.Margin = 0.02,
    gold: o.GoldOption = None,
    format: o.FormatOption = None,
    out: o.Out = None,
) -> None:
    """Say what changed from run A to run B, where, and whether that is noise.

    Documents are paired; those of one story count as one. Every section gets a verdict: better, worse, same within
    margin, insufficient data, or unreliable baseline. Below it, the entries that were won and lost.
    """
    from summarizer.evaluate.compare import compare as compared
    from summarizer.evaluate.report import report

    before, after = o.scored(a, gold)[1], o.scored(b, gold)[1]
    deliver(report(after, compared(before, after, margin)), format, out)
