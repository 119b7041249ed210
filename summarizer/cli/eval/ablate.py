"""`summarizer eval ablate`: what each part of the strategy for small models is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli import engine_options as e
from summarizer.cli.eval import options as o
from summarizer.cli.failures import say

if TYPE_CHECKING:
    from summarizer.api import Options


def ablate(
    gold: o.Folder = o.GOLD,
    model: e.Model = None,
    prompt: e.PromptName = None,
    part: Annotated[
        list[str] | None, typer.Option("--part", metavar="PART", help="Parts to try; left out, all of them.")
    ] = None,
    only: o.Only = None,
    sample: o.Sample = None,
    jobs: o.Jobs = 1,
    records: o.Records = o.RECORDS,
    recorded: Annotated[
        bool, typer.Option("--recorded", help="Use kept answers alone; ask no model.", rich_help_panel=o.ANSWERS)
    ] = False,
    quiet: o.Quiet = False,
) -> None:
    """Say what each part of the embedded strategy is worth: the figures with all of it, and without each part.

    A part that is worth nothing shows no difference; a harmful one shows a gain. The rules alone stand last.

    summarizer eval ablate --recorded

    summarizer eval ablate --part judge --sample 12
    """
    from summarizer.cli.eval.run import made
    from summarizer.engines.stepwise import PARTS
    from summarizer.evaluate.ablation import Trial, table
    from summarizer.evaluate.cases import score_log
    from summarizer.evaluate.run import Answers

    chosen = o.chosen_gold(gold, only, sample)
    if strange := sorted(set(part or ()) - PARTS.keys()):
        raise typer.BadParameter(f"There is no part {strange[0]!r}; choose of {', '.join(PARTS)}.")

    def sheet(options: Options, answers: Answers) -> Trial:
        log = made(chosen, gold, options, answers, repeats=1, jobs=jobs, out=None, quiet=True)
        return Trial(", ".join(options.get("ablate") or ()) or str(options["engine"]), score_log(log, chosen))

    kept = Answers(records, recorded_only=recorded)
    base: Options = {"engine": "local", "model": model, "prompt": prompt}
    trials = []
    for name in (None, *(part or PARTS)):
        if not quiet:
            say(f"with {'everything' if name is None else f'all but {name}'}")
        trials.append(sheet(base if name is None else {**base, "ablate": [name]}, kept))
    trials.append(sheet({"engine": "rules"}, Answers(None)))
    print(table(trials, PARTS))
