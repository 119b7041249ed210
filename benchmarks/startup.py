"""How long `summarizer --help` and `--version` take beside the smallest Typer program.

    python benchmarks/startup.py [--rounds 20] [--limit 1.5]

All programs run in turn, round by round, so that a busy machine slows all of them alike. The ratio is that of the
medians. Exit 1 when a ratio is above the limit.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Annotated

import typer

BARE = '''
from typing import Annotated
import typer

app = typer.Typer()

def version(value: bool) -> None:
    if value:
        typer.echo("bare 1.0")
        raise typer.Exit

@app.command()
def main(
    name: str,
    version: Annotated[bool, typer.Option("--version", callback=version, is_eager=True)] = False,
) -> None:
    """Say a name."""
    typer.echo(name)

if __name__ == "__main__":
    app()
'''

ARGUMENTS = ("--help", "--version")


def main(
    rounds: Annotated[int, typer.Option(min=3, help="How often each program runs.")] = 20,
    limit: Annotated[float, typer.Option(help="The highest ratio that passes.")] = 1.5,
) -> None:
    """Print the median seconds of both programs and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE, encoding="utf-8")
        programs = {"bare": [str(bare)], "summarizer": ["-m", "summarizer"]}
        runs = {(name, argument): [*command, argument] for name, command in programs.items() for argument in ARGUMENTS}
        seconds: dict[tuple[str, str], list[float]] = {run: [] for run in runs}
        # One round before the clock counts: byte code is compiled and files are in memory.
        for at in range(rounds + 1):
            for run, command in runs.items():
                took = timed(command)
                if at:
                    seconds[run].append(took)
    medians = {run: statistics.median(values) for run, values in seconds.items()}
    ratios = [medians["summarizer", argument] / medians["bare", argument] for argument in ARGUMENTS]
    for argument, ratio in zip(ARGUMENTS, ratios, strict=True):
        ours, theirs = medians["summarizer", argument], medians["bare", argument]
        typer.echo(f"{argument:10} bare {theirs:.3f} s   summarizer {ours:.3f} s   ratio {ratio:.2f}")
    if max(ratios) > limit:
        typer.echo(f"above {limit}", err=True)
        raise typer.Exit(1)


def timed(command: list[str]) -> float:
    """Seconds from start to exit of a Python program, which must succeed."""
    began = time.perf_counter()
    subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


if __name__ == "__main__":
    typer.run(main)
