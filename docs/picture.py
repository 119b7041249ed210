"""Draw docs/brief.svg, the picture in the README: `python docs/picture.py` (needs the embedded model)."""

from __future__ import annotations

import io
from pathlib import Path

from rich.console import Console
from rich.text import Text

from summarizer import api
from summarizer.render import to_rich

HERE = Path(__file__).parent
LINES = 62
"""The picture ends where the list of uncertainties begins to be long."""


def main() -> None:
    made = api.run(HERE.parent / "samples" / "wire_report.txt", engine="local")
    brief = to_rich(made.brief, made.document, made.segmentation)
    console = Console(width=104, record=True, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(brief)
    lines = console.export_text(styles=True).splitlines()
    picture = Console(width=104, record=True, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    picture.print(Text.from_ansi("\n".join(lines[:LINES])))
    picture.save_svg(str(HERE / "brief.svg"), title="summarizer summarize samples/wire_report.txt")


if __name__ == "__main__":
    main()
