"""`summarizer eval record`: keep an engine's answers to gold, so that they can be scored without it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli import engine_options as e
from summarizer.cli import output
from summarizer.cli.eval import options as o
from summarizer.cli.eval.run import made
from summarizer.errors import EXIT_TOLERANCE

if TYPE_CHECKING:
    from summarizer.api import Options


def record(
    gold: o.Folder = o.GOLD,
    engine: o.EngineName = None,
    model: e.Model = None,
    strategy: e.StrategyName = None,
    prompt: e.PromptName = None,
    only: o.Only = None,
    sample: o.Sample = None,
    repeats: o.Repeats = 1,
    jobs: o.Jobs = 1,
    records: o.Records = o.RECORDS,
    prune: Annotated[
        bool,
        typer.Option("--prune", help="Forget answers that this run did not use.", rich_help_panel=o.ANSWERS),
    ] = False,
    quiet: o.Quiet = False,
) -> None:
    """Run an engine over gold and keep every request and answer.

    An answer is kept under a hash of the document and of everything that was sent (prompt, schema, model, parameters)
    and the number of the repeat; what is kept already is not asked again. Prints the folder of records.
    Exit 17 when a document was refused, failed or was not run: its answers are not complete.
    """
    from summarizer.evaluate.run import Answers
    from summarizer.score import Outcome

    chosen = o.chosen_gold(gold, only, sample)
    options: Options = {"engine": engine, "model": model, "strategy": strategy, "prompt": prompt}
    answers = Answers(records, prune=prune)
    log = made(chosen, gold, options, answers, repeats=repeats, jobs=jobs, out=None, quiet=quiet)
    asked, kept = sum(e.asked for e in log.entries), sum(e.recorded for e in log.entries)
    output.write(f"{records}: {asked} answers new, {kept} kept already, {len(log.entries)} documents\n", None)
    if any(entry.outcome is not Outcome.SCORED for entry in log.entries):
        raise typer.Exit(EXIT_TOLERANCE)
