"""What is said on stderr while a batch goes on: a bar on a terminal, else a line now and then."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from summarizer.cli.failures import say
from summarizer.render.neutral import one_line

if TYPE_CHECKING:
    from summarizer.batch.progress import Status

EVERY_SECONDS = 10.0


class Screen:
    """Shows nothing but what is said: for `--quiet`, and the base of the others. `quiet` keeps even that."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet

    def show(self, status: Status) -> None:
        """Something has changed."""

    def say(self, sentence: str) -> None:
        """A sentence that a person should read."""
        if not self.quiet:
            say(sentence)


class _Lines(Screen):
    """The latest status as a line, every so many seconds, also when nothing changes for long."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self._latest: Status | None = None
        self._seconds = seconds
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._now_and_then, daemon=True)

    def show(self, status: Status) -> None:
        self._latest = status

    def _now_and_then(self) -> None:
        from summarizer.batch.progress import words

        while not self.over.wait(self._seconds):
            if self._latest is not None:
                say(words(self._latest))


class _Bar(Screen):
    def __init__(self, bar: Any) -> None:
        super().__init__()
        self._bar = bar
        self._task = bar.add_task("", total=None, words="reading")

    def show(self, status: Status) -> None:
        from summarizer.batch.progress import words

        gone = status.finished + status.unread + status.known
        total = None if status.left is None else gone + status.left
        self._bar.update(self._task, completed=gone, total=total, words=one_line(words(status)))

    def say(self, sentence: str) -> None:
        from rich.text import Text

        self._bar.console.print(Text(f"summarizer: {one_line(sentence)}"))


@contextmanager
def watching(*, quiet: bool, seconds: float = EVERY_SECONDS) -> Iterator[Screen]:
    """Whatever suits stderr."""
    if quiet:
        yield Screen(quiet=True)
    elif sys.stderr.isatty():
        with _bar() as bar:
            yield _Bar(bar)
    else:
        lines = _Lines(seconds)
        lines.thread.start()
        try:
            yield lines
        finally:
            lines.over.set()
            lines.thread.join()


def counting(count: Callable[[], int]) -> Callable[[], int | None]:
    """Counts in a thread that nothing waits for; the function gives None until it is done."""
    found: list[int] = []
    threading.Thread(target=lambda: found.append(count()), daemon=True).start()
    return lambda: found[0] if found else None


def _bar() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    words = TextColumn("{task.fields[words]}", markup=False)
    columns = (SpinnerColumn(), words, BarColumn(bar_width=20), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
