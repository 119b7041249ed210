"""`summarizer export`: the briefs of a run for other programs, whole or as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
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
    run: Annotated[str, typer.Argument(metavar="RUN", help="A run that `batch` made: a file, or s3://...")],
    what: Annotated[What, typer.Option("--what", help="Whole briefs, or a table of one part of them.")] = "briefs",
    to: Annotated[
        To | None, typer.Option("--to", help="By default what the name of --out says, else jsonl.", show_default=False)
    ] = None,
    out: Annotated[
        str | None,
        typer.Option(
            "--out", "-o", metavar="FILE", help="File to write, or s3://...; stdout by default, for jsonl and csv."
        ),
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
    from summarizer.batch.away import at_hand, here, is_away
    from summarizer.batch.inputs.remote import check_store, file_system
    from summarizer.store import open_run
    from summarizer.store.export import TABLES
    from summarizer.weights import is_offline

    if out is not None and is_away(out):
        check_store(out, offline=is_offline(False))
        file_system(out)
    elif out is not None:
        output.check_writable(here(out))
    with at_hand(run) as path, open_run(path) as opened:
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


def _format(to: To | None, out: str | None) -> To:
    if out is None:
        if to in ("parquet", "sqlite", "xlsx"):
            raise OutputError(f"What --to {to} writes is no text.", "Name a file with --out.")
        return to or "jsonl"
    if to:
        return to
    ending = PurePosixPath(out).suffix.lower()
    if ending in EXTENSIONS:
        return EXTENSIONS[ending]
    raise OutputError(f"The name of {out} does not tell its format.", f"Give --to, or one of {', '.join(EXTENSIONS)}.")


def _write(table: Table, records: Iterable[Record], to: To, out: str | None, guard: bool) -> None:
    from summarizer.store.export import csv_lines, json_lines
    from summarizer.store.export.files import FILES

    if out is not None and to in FILES:
        with _placed(out) as path:
            FILES[to](table, records, path)
        return
    lines: Iterable[str] = map(output.escaped, json_lines(table, records))
    if to == "csv":
        lines = csv_lines(table, records, guard=guard)
    if out is None:
        _print(lines)
        return
    with _placed(out) as path, path.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(lines)


@contextmanager
def _placed(out: str) -> Iterator[Path]:
    """A path to write to; what is there when the block ends becomes the file or object `out`, all at once."""
    from summarizer.batch.away import here, is_away, send

    if not is_away(out):
        with output.placed(here(out)) as path:
            yield path
        return
    with TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        yield path
        send(path, out)


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
