"""What a person sees when something goes wrong: one paragraph on stderr, and an exit code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import typer

from summarizer.cli.output import abandon_stdout
from summarizer.errors import EXIT_INTERRUPTED, SummarizerError

DEBUG = "summarizer.debug"
"""Key of `Context.meta`, which a command shares with its group: true when tracebacks are wanted."""


def remember_debug(ctx: typer.Context, value: bool) -> bool:
    """Callback of every `--debug` option, on the group and on commands."""
    ctx.meta[DEBUG] = bool(ctx.meta.get(DEBUG)) or value
    return value


@contextmanager
def reported(ctx: Any) -> Iterator[None]:
    """Turns every failure of the block into words and an exit code; tracebacks only with `--debug`.

    Raises:
        typer.Exit: with the code that `summarizer.errors` lists.
    """
    try:
        yield
    except SummarizerError as error:
        _trace(ctx)
        say(str(error))
        raise typer.Exit(error.exit_code) from error
    except KeyboardInterrupt as error:
        say("interrupted; nothing was written.")
        raise typer.Exit(EXIT_INTERRUPTED) from error
    except BrokenPipeError as error:
        # The reader is gone: no words, and none from Python either when it flushes at exit.
        abandon_stdout()
        raise typer.Exit(1) from error
    except Exception as error:
        # Typer's own exceptions (usage errors, exits) carry their own code and words.
        if type(error).__module__.partition(".")[0] in ("typer", "click"):
            raise
        _trace(ctx)
        what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        say(f"something unexpected happened ({what}); run again with --debug to see where.")
        raise typer.Exit(1) from error


def say(sentence: str) -> None:
    """One line of talk on stderr, whatever the words hold."""
    from summarizer.render.neutral import one_line

    # A stderr that takes nothing (a full disk, a reader that left) is no reason to fail.
    with suppress(OSError):
        typer.echo(f"summarizer: {one_line(sentence)}", err=True)


def _trace(ctx: Any) -> None:
    if ctx.meta.get(DEBUG):
        import traceback

        typer.echo(traceback.format_exc(), err=True)
