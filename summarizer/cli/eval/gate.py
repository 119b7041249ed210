"""`summarizer eval gate`: may this change land?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli.eval import options as o
from summarizer.cli.eval.shown import deliver


def gate(
    log: Annotated[Path, typer.Argument(metavar="LOG", help="The log of the run to be judged.")],
    baseline: Annotated[Path, typer.Option("--baseline", metavar="FILE", help="A blessed log.")],
    margin: o.Margin = 0.02,
    tolerance: Annotated[
        float, typer.Option("--tolerance", min=0.0, max=1.0, help="Share of cases that may go without a score.")
    ] = 0.0,
    gold: o.GoldOption = None,
    format: o.FormatOption = None,
    out: o.Out = None,
) -> None:
    """Hold a run against a blessed baseline.

    Exit 0: passed. 16: worse (an invented span, a section worse beyond the margin, more false flows). 17: too many
    documents refused, failed or not run. 18: not enough to judge by.
    """
    from summarizer.evaluate.compare import compare
    from summarizer.evaluate.gate import gate as judged
    from summarizer.evaluate.report import report

    _, before = o.scored(baseline, gold)
    _, after = o.scored(log, gold)
    comparison = compare(before, after, margin)
    verdict = judged(comparison, tolerance)
    deliver(report(after, comparison, verdict), format, out)
    if verdict.exit_code:
        raise typer.Exit(verdict.exit_code)
