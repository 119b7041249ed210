"""`summarizer export`: the briefs of a run for other programs, whole or as tables."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from summarizer.cli import output
from summarizer.cli.failures import say
from summarizer.errors import OutputError, StoreError

if TYPE_CHECKING:
    from summarizer.store import Generation, Record, Run
    from summarizer.store.export import Table

app = typer.Typer(add_completion=False)

What = Literal["briefs", "claims", "quotes", "warnings", "uncertainty"]
To = Literal["jsonl", "csv", "parquet", "sqlite", "xlsx"]

OfGeneration = Annotated[
    int | None,
    typer.Option("--generation", help="Which answers, where settings were changed; the newest by default."),
]

EXTENSIONS: dict[str, To] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
    ".sqlite": "sqlite",
    ".db": "sqlite",
    ".xlsx": "xlsx",
}
BLOCK = 1 << 16
"""Characters that are handed to stdout at a time."""


@app.command()
def export(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="A run that `batch` made.")],
    what: Annotated[What, typer.Option("--what", help="Whole briefs, or a table of one part of them.")] = "briefs",
    to: Annotated[
        To | None, typer.Option("--to", help="By default what the name of --out says, else jsonl.", show_default=False)
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="File to write; stdout by default, for jsonl and csv.")
    ] = None,
    number: OfGeneration = None,
    guard: Annotated[
        bool,
        typer.Option("--formula-guard/--no-formula-guard", help="CSV: put ' before text that looks like a formula."),
    ] = True,
) -> None:
    """Write the briefs of a run, one JSON object a line, or a table: claims, quotes, warnings, uncertainty.

    summarizer export talks.run --what claims --out claims.csv

    Columns and their meaning: docs/export.md. Documents without a brief are not in it, and are counted on stderr.
    """
    chosen = _format(to, out)
    if out is not None:
        output.check_writable(out)
    from summarizer.store import open_run
    from summarizer.store.export import TABLES

    with open_run(run) as opened:
        generation = chosen_generation(opened, number)
        records: Iterable[Record] = opened.records(generation) if generation else ()
        _write(TABLES[what], records, chosen, out, guard)
        _tell(opened, generation)


def chosen_generation(run: Run, number: int | None) -> Generation | None:
    """The generation of that number, by default the newest, None in a run that has none.

    Raises:
        StoreError: there is none of that number.
    """
    if number is None:
        return run.newest()
    there = run.generations()
    for generation in there:
        if generation.number == number:
            return generation
    known = ", ".join(str(generation.number) for generation in there) or "none"
    raise StoreError(f"{run.path} has no generation {number}.", f"It has: {known}.")


def _format(to: To | None, out: Path | None) -> To:
    if out is None:
        if to in ("parquet", "sqlite", "xlsx"):
            raise OutputError(f"What --to {to} writes is no text.", "Name a file with --out.")
        return to or "jsonl"
    if to:
        return to
    if out.suffix.lower() in EXTENSIONS:
        return EXTENSIONS[out.suffix.lower()]
    raise OutputError(f"The name of {out} does not tell its format.", f"Give --to, or one of {', '.join(EXTENSIONS)}.")


def _write(table: Table, records: Iterable[Record], to: To, out: Path | None, guard: bool) -> None:
    from summarizer.store.export import csv_lines, json_lines
    from summarizer.store.export.files import FILES

    if out is not None and to in FILES:
        with output.placed(out) as path:
            FILES[to](table, records, path)
        return
    lines: Iterable[str] = map(output.escaped, json_lines(table, records))
    if to == "csv":
        lines = csv_lines(table, records, guard=guard)
    if out is None:
        _print(lines)
        return
    with output.placed(out) as path, path.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(lines)


def _print(lines: Iterable[str]) -> None:
    """To stdout, some lines at a time; on a terminal with their commands made visible."""
    from summarizer.render.neutral import neutral

    shown = neutral if output.is_terminal() else str
    block: list[str] = []
    size = 0
    for line in lines:
        block.append(shown(line))
        size += len(line)
        if size >= BLOCK:
            output.write("".join(block), None)
            block, size = [], 0
    output.write("".join(block), None)


def _tell(run: Run, generation: Generation | None) -> None:
    """Say what is not in the export: silence about it would look like "nothing found"."""
    if generation is None:
        say(f"{run.path} holds no briefs yet.")
        return
    counts = run.counts(generation)
    missing = {
        "read in part": counts.partial,
        "refused": counts.refused,
        "failed": counts.failed,
        "not tried yet": counts.left,
        "sources not read": counts.unread,
    }
    told = [f"{count} {words}" for words, count in missing.items() if count]
    if told:
        say(f"{counts.done + counts.partial} of {counts.documents} documents have a brief: {', '.join(told)}.")
