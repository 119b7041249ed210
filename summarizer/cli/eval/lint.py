"""`summarizer eval lint`: check gold files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli import output
from summarizer.cli.failures import say
from summarizer.errors import GoldError

if TYPE_CHECKING:
    from summarizer.evaluate.lint import Problem

GOLD = Path("evals/gold")


def lint(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATHS]...", help=f"Gold files, documents or folders; {GOLD} by default."),
    ] = None,
    hints: Annotated[bool, typer.Option(help="Also list what a person should look at.")] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print the problems as JSON.")] = False,
) -> None:
    """Check that gold is of its form, stands on its documents word by word, and keeps the guidelines.

    Problems go to stdout, one a line, with the rule in brackets. Exit 0 when there are hints at most, 15 when there
    are errors.
    """
    from summarizer.evaluate.lint import files
    from summarizer.evaluate.lint import lint as problems_of

    chosen = paths or [GOLD]
    found = [problem for problem in problems_of(*chosen) if hints or not problem.hint]
    output.write(_json(found) if as_json else _lines(found), None)
    checked, wrong = len(files(*chosen)), len({p.file for p in found if not p.hint})
    told = f"{checked - wrong} of {checked} files are clean"
    if wrong:
        errors = sum(not p.hint for p in found)
        raise GoldError(f"{told}, {wrong} hold {errors} error{'s' * (errors > 1)}.", "They are listed on stdout.")
    say(f"{told}, {len(found)} hint{'s' * (len(found) > 1)}" if found else told)


def _lines(problems: list[Problem]) -> str:
    from summarizer.render.neutral import one_line

    return "".join(f"{one_line(str(problem))}\n" for problem in problems)


def _json(problems: list[Problem]) -> str:
    entries = [
        {"file": str(p.file), "where": p.where, "rule": p.rule, "message": p.message, "hint": p.hint} for p in problems
    ]
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"
