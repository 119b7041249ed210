"""`summarizer eval run`: an engine over gold, and the scores of what it answered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli import engine_options as e
from summarizer.cli.eval import options as o
from summarizer.cli.eval.shown import deliver
from summarizer.cli.failures import say

if TYPE_CHECKING:
    from summarizer.api import Options
    from summarizer.evaluate import Gold
    from summarizer.evaluate.log import Entry, Head, Log
    from summarizer.evaluate.run import Answers


def run(
    gold: o.Folder = o.GOLD,
    engine: o.EngineName = None,
    model: e.Model = None,
    strategy: e.StrategyName = None,
    prompt: e.PromptName = None,
    ablate: e.Ablate = None,
    only: o.Only = None,
    sample: o.Sample = None,
    repeats: o.Repeats = 1,
    jobs: o.Jobs = 1,
    records: o.Records = o.RECORDS,
    recorded: Annotated[
        bool, typer.Option("--recorded", help="Use kept answers alone; ask no model.", rich_help_panel=o.ANSWERS)
    ] = False,
    live: Annotated[
        bool, typer.Option("--live", help="Ask everything; use and keep no answers.", rich_help_panel=o.ANSWERS)
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="LOG", help="Keep the log of the run.", rich_help_panel=o.OUTPUT),
    ] = None,
    format: o.FormatOption = None,
    quiet: o.Quiet = False,
) -> None:
    """Run an engine over gold and score what it answers.

    Answers that are kept in the folder of records are used, what is not there is asked and kept: after a change to a
    prompt, only the questions that it touches are asked again.

    summarizer eval run --engine rules

    summarizer eval run evals/gold/test --recorded

    summarizer eval run --prompt ./my-prompt --sample 8 --out new.jsonl
    """
    if recorded and live:
        raise typer.BadParameter("--recorded and --live exclude each other.")
    from summarizer.evaluate.report import report
    from summarizer.evaluate.run import Answers

    chosen = o.chosen_gold(gold, only, sample)
    options: Options = {"engine": engine, "model": model, "strategy": strategy, "prompt": prompt}
    if ablate:
        options["ablate"] = ablate
    answers = Answers(None if live else records, recorded_only=recorded)
    log = made(chosen, gold, options, answers, repeats=repeats, jobs=jobs, out=out, quiet=quiet)
    from summarizer.evaluate.cases import score_log

    deliver(report(score_log(log, chosen)), format, None)


def made(
    gold: list[Gold],
    folder: Path,
    options: Options,
    answers: Answers,
    *,
    repeats: int,
    jobs: int,
    out: Path | None,
    quiet: bool,
) -> Log:
    """Run, say on stderr how it goes, and write the log line by line when it is wanted."""
    from summarizer.evaluate import run as runs
    from summarizer.evaluate.log import Log, LogWriter

    head: Head = runs.head(gold, str(folder), repeats, **options)
    entries: list[Entry] = []
    writer = LogWriter(out, head) if out is not None else None
    try:
        for entry in runs.run(gold, head, answers, jobs, **options):
            entries.append(entry)
            if writer is not None:
                writer.add(entry)
            if not quiet:
                _tell(entry, len(entries), len(gold) * repeats)
    finally:
        if writer is not None:
            writer.close()
    if out is not None and not quiet:
        say(f"wrote {out}")
    return Log(head, tuple(entries), out)


def _tell(entry: Entry, done: int, planned: int) -> None:
    again = f" ({entry.repeat + 1})" if entry.repeat else ""
    came = f", {entry.asked} asked, {entry.recorded} recorded" if entry.asked or entry.recorded else ""
    why = f": {entry.reason}" if entry.reason else ""
    say(f"{done} of {planned} {entry.case}{again} {entry.outcome.value.replace('_', ' ')}{came}{why}")
