"""Options that several commands of `summarizer eval` share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from summarizer.cli.engine_options import ENGINE
from summarizer.errors import InputError

if TYPE_CHECKING:
    from summarizer.evaluate import Gold
    from summarizer.evaluate.cases import Sheet
    from summarizer.evaluate.log import Log

GOLD = Path("evals/gold/dev")
RECORDS = Path("evals/records")

CASES, ANSWERS, OUTPUT = "Cases", "Answers", "Output"

ReportFormat = Literal["rich", "text", "json", "junit", "markdown", "html"]

EXTENSIONS: dict[str, ReportFormat] = {
    ".json": "json",
    ".xml": "junit",
    ".md": "markdown",
    ".html": "html",
    ".txt": "text",
}

Folder = Annotated[Path, typer.Argument(metavar="GOLD", help="Folder of gold: NAME.txt and NAME.yaml.")]
EngineName = Annotated[
    Literal["local", "rules"] | None,
    typer.Option("--engine", help="The embedded model, or no model at all.", rich_help_panel=ENGINE),
]
Only = Annotated[
    list[str] | None,
    typer.Option("--only", metavar="NAME", help="Cases by name; may be repeated, * allowed.", rich_help_panel=CASES),
]
Sample = Annotated[
    int | None,
    typer.Option("--sample", metavar="N", min=1, help="So many stories, always the same.", rich_help_panel=CASES),
]
Repeats = Annotated[
    int, typer.Option("--repeats", min=1, help="Ask for every case so many times.", rich_help_panel=CASES)
]
Jobs = Annotated[
    int, typer.Option("--jobs", "-j", min=1, help="Documents asked at the same time.", rich_help_panel=ENGINE)
]
Records = Annotated[
    Path, typer.Option("--records", metavar="DIR", help="Folder of kept answers.", rich_help_panel=ANSWERS)
]
Margin = Annotated[
    float, typer.Option("--margin", min=0.0, max=1.0, help="The largest difference that does not matter, in F1.")
]
GoldOption = Annotated[
    Path | None, typer.Option("--gold", metavar="GOLD", help="Folder of gold; the one the log names by default.")
]
FormatOption = Annotated[
    ReportFormat | None,
    typer.Option("--format", "-f", help="Left out: by the name of --out, else rich or text.", rich_help_panel=OUTPUT),
]
Out = Annotated[Path | None, typer.Option("--out", "-o", help="Write the report to this file.", rich_help_panel=OUTPUT)]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Nothing on stderr but failures.", rich_help_panel=OUTPUT)]


def chosen_gold(folder: Path, only: list[str] | None, sample: int | None) -> list[Gold]:
    """The gold of a folder, or the part of it that was asked for.

    Raises:
        InputError: the folder holds none, or none of the names.
    """
    from fnmatch import fnmatchcase

    from summarizer.evaluate import load_folder
    from summarizer.evaluate.run import sample as sampled

    if not folder.is_dir():
        raise InputError(f"There is no folder {folder}.", "Give a folder that holds NAME.txt and NAME.yaml.")
    gold = load_folder(folder)
    if not gold:
        raise InputError(f"The folder {folder} holds no gold.", "Give a folder that holds NAME.txt and NAME.yaml.")
    for pattern in only or ():
        if not any(fnmatchcase(g.name, pattern) for g in gold):
            raise InputError(f"{folder} holds no case {pattern!r}.", "Give names of its documents, without .txt.")
    if only:
        gold = [g for g in gold if any(fnmatchcase(g.name, pattern) for pattern in only)]
    return sampled(gold, sample) if sample else gold


def scored(path: Path, folder: Path | None) -> tuple[Log, Sheet]:
    """A log, and its cases scored against the gold it names, or against another folder."""
    from summarizer.evaluate import load_folder
    from summarizer.evaluate.cases import score_log
    from summarizer.evaluate.log import read_log

    log = read_log(path)
    place = folder or Path(log.head.gold)
    if not place.is_dir():
        raise InputError(f"The gold of {path} is not at {place}.", "Say where it is with --gold FOLDER.")
    return log, score_log(log, load_folder(place))
