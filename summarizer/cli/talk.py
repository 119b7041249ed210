"""What is said on stderr while the work goes on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from summarizer.cli.failures import say

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from summarizer.progress import Progress

Listener = Callable[["Progress"], None]


@contextmanager
def reporting(*, quiet: bool) -> Iterator[Listener | None]:
    """A listener for signs of life: a bar that goes away on a terminal, else one line per stage; None when quiet."""
    if quiet:
        yield None
    elif sys.stderr.isatty():
        with _bar() as bar:
            yield _BarListener(bar)
    else:
        yield _LineListener()


class _LineListener:
    def __init__(self) -> None:
        self._stage = ""

    def __call__(self, progress: Progress) -> None:
        if progress.stage != self._stage:
            self._stage = progress.stage
            say(f"{progress.stage} {progress.detail}".rstrip())


class _BarListener:
    def __init__(self, bar: Bar) -> None:
        self._bar = bar
        self._task: TaskID = bar.add_task("", total=None, words="starting")

    def __call__(self, progress: Progress) -> None:
        self._bar.update(self._task, completed=progress.done, total=progress.total or None, words=line(progress))


def line(progress: Progress) -> str:
    """One stage in words: "asking, 3 of 12, 15.2 tokens/s"."""
    from summarizer.render.neutral import one_line

    parts = [f"{progress.stage} {progress.detail}".rstrip()]
    if progress.total > 1:
        parts.append(f"{progress.done} of {progress.total}")
    if progress.tokens_per_second is not None:
        parts.append(f"{progress.tokens_per_second:.1f} tokens/s")
    return one_line(", ".join(parts))


def _bar() -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    words = TextColumn("{task.fields[words]}", markup=False)
    columns = (SpinnerColumn(), words, BarColumn(bar_width=20), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
