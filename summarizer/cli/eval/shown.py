"""Where a report goes, and in which form."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.cli import output
from summarizer.cli.eval.options import EXTENSIONS, ReportFormat
from summarizer.cli.failures import say
from summarizer.errors import OutputError

if TYPE_CHECKING:
    from summarizer.evaluate.report import Report


def deliver(report: Report, format: ReportFormat | None, out: Path | None) -> None:
    """Print a report, or write it to a file whose name tells its form."""
    kind = _kind(format, out)
    if out is not None:
        output.check_writable(out)
    if kind == "rich" and out is None:
        _print(report)
        return
    output.write(_rendered(report, kind), out)
    if out is not None:
        say(f"wrote {out}")


def _kind(format: ReportFormat | None, out: Path | None) -> ReportFormat:
    if format is not None:
        return format
    if out is None:
        return "rich" if output.is_terminal() else "text"
    if out.suffix.lower() in EXTENSIONS:
        return EXTENSIONS[out.suffix.lower()]
    raise OutputError(
        f"The name of {out} does not tell its format.", f"Give --format, or one of {', '.join(EXTENSIONS)}."
    )


def _rendered(report: Report, kind: ReportFormat) -> str:
    from summarizer.evaluate import report as writers

    write: dict[ReportFormat, Callable[[Report], str]] = {
        "rich": writers.to_text,
        "text": writers.to_text,
        "json": writers.to_json,
        "junit": writers.to_junit,
        "markdown": writers.to_markdown,
        "html": writers.to_html,
    }
    return write[kind](report)


def _print(report: Report) -> None:
    from rich.console import Console

    from summarizer.evaluate.report import to_rich

    Console(soft_wrap=True).print(to_rich(report))
    sys.stdout.flush()
