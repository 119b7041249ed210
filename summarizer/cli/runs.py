"""`summarizer runs`: one line for every run in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from summarizer.cli import output, told
from summarizer.errors import StoreError

app = typer.Typer(add_completion=False)


@app.command()
def runs(
    folder: Annotated[Path, typer.Argument(metavar="[FOLDER]", help="Where to look.", show_default="here")] = Path(),
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the runs in a folder: name, documents, sources that were not read, what they were made with, and cost.

    summarizer runs archive
    """
    from summarizer.render.neutral import one_line
    from summarizer.store.database import is_run

    try:
        paths = sorted(path for path in folder.iterdir() if is_run(path))
    except OSError as error:
        raise StoreError(f"{folder} cannot be listed: {error.strerror or error}.", "Give another folder.") from error
    found = [_run(path) for path in paths]
    if as_json:
        output.write(output.to_json(found), None)
        return
    output.write("".join(one_line(_line(run)) + "\n" for run in found), None)


def _run(path: Path) -> dict[str, Any]:
    """What is said of a run; of one that cannot be opened, why."""
    from summarizer.store import open_run

    try:
        with open_run(path) as run:
            generation = run.newest()
            counts = run.counts(generation)
            settings = generation.settings.data if generation else None
            return {"run": str(path), "counts": counts.data, "settings": settings, "error": None}
    except StoreError as error:
        return {"run": str(path), "counts": None, "settings": None, "error": str(error)}


def _line(run: dict[str, Any]) -> str:
    if run["error"]:
        return f"{run['run']}: {run['error']}"
    counts, settings = run["counts"], run["settings"] or {}
    made = [settings.get("model") or settings.get("engine"), settings.get("prompt")]
    parts = [
        f"{run['run']}: documents {told.documents(counts)}",
        f"{counts['unread']} sources not read" if counts["unread"] else "",
        ", ".join(part for part in made if part),
        told.cost(counts["usage"]) if settings else "",
    ]
    return "; ".join(part for part in parts if part)
