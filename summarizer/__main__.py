"""`summarizer` on the command line, and `python -m summarizer`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and exit with its code; see `summarizer.errors` for the codes."""
    try:
        from summarizer.cli.main import app

        app(prog_name="summarizer")
    except KeyboardInterrupt:
        # Inside a command this is handled by the group; here, while it is still being loaded.
        print("summarizer: interrupted.", file=sys.stderr)
        sys.exit(130)


if __name__ == "__main__":
    main()
