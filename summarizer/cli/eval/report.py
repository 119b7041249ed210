"""`summarizer eval report`: the log of a run as a report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli.eval import options as o
from summarizer.cli.eval.shown import deliver


def report(
    log: Annotated[Path, typer.Argument(metavar="LOG", help="A log that `eval run` wrote.")],
    against: Annotated[
        Path | None, typer.Option("--against", metavar="LOG", help="An earlier run to compare with.")
    ] = None,
    margin: o.Margin = 0.02,
    gold: o.GoldOption = None,
    format: o.FormatOption = None,
    out: o.Out = None,
) -> None:
    """Score a log and report on it: as a table, JSON, JUnit XML, Markdown, or one HTML page with every document.

    summarizer eval report new.jsonl --against evals/baselines/dev-local.jsonl --out report.html
    """
    from summarizer.evaluate.compare import compare
    from summarizer.evaluate.report import report as made

    _, sheet = o.scored(log, gold)
    comparison = compare(o.scored(against, gold)[1], sheet, margin) if against is not None else None
    deliver(made(sheet, comparison), format, out)
