"""`summarizer` on the command line, and `python -m summarizer`."""

from __future__ import annotations

import contextlib
import io
import os
import sys

from summarizer.kernels import choose_kernels

INTERRUPTED = 130
UNWRITTEN = 11


def main() -> None:
    """Run the command line and exit with its code; see `summarizer.errors` for the codes."""
    if sys.stderr is None:  # closed by the caller: nobody listens
        sys.stderr = io.StringIO()
    choose_kernels()
    try:
        from summarizer.cli.main import app

        app(prog_name="summarizer")
    except KeyboardInterrupt:
        # Inside a command this is handled by the group; here, while it is still being loaded.
        print("summarizer: interrupted.", file=sys.stderr)
        sys.exit(INTERRUPTED)
    except OSError as error:
        # Commands say this themselves; here, it is the help or the version that could not be written.
        print(f"summarizer: the result could not be written to stdout: {error.strerror}.", file=sys.stderr)
        sys.exit(UNWRITTEN)
    except SystemExit as end:
        if end.code == INTERRUPTED:
            _leave()
        raise


def _leave() -> None:
    """End at once: an ordinary exit would wait for the thread that is still reading what nobody wants any more."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        with contextlib.suppress(OSError):
            stream.flush()
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    main()
