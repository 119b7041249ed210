"""`summarizer eval`: score engines and prompts against gold. One module per command."""

from __future__ import annotations

import typer

from summarizer.cli.eval import ablate, bless, compare, gate, lint, new, record, report, run

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="""Score engines and prompts against gold, compare two runs, and hold a run against a baseline.

    Change a prompt and see what it did:

    summarizer eval run --prompt ./my-prompt --sample 8 --out new.jsonl

    summarizer eval compare evals/baselines/dev-local.jsonl new.jsonl
    """,
)
app.command("run")(run.run)
app.command("record")(record.record)
app.command("report")(report.report)
app.command("compare")(compare.compare)
app.command("gate")(gate.gate)
app.command("bless")(bless.bless)
app.command("ablate")(ablate.ablate)
app.command("lint")(lint.lint)

gold = typer.Typer(no_args_is_help=True, help="Write gold.")
gold.command("new")(new.new)
# A group of one command stays a group, so that `eval gold new` keeps its name when a second one comes.
gold.callback()(lambda: None)
app.add_typer(gold, name="gold")
