"""A brief on a terminal (`to_rich`) and as plain text (`to_text`): the same lines, with and without colour."""

from __future__ import annotations

import io

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from rich.text import Text

from summarizer.document import Document
from summarizer.render.layout import Line, lines
from summarizer.render.view import View
from summarizer.schema import Brief
from summarizer.segment.model import Segmentation

WIDEST = 110
"""Lines longer than this are hard to read, however wide the terminal."""

NARROWEST = 30

STYLES = {
    "title": "bold",
    "headline": "bold",
    "section": "bold cyan",
    "notice": "bold white on red",
    "name": "bold",
    "stance": "italic",
    "ref": "cyan",
    "cue": "bold underline",
    "dim": "dim",
    "asserted": "green",
    "suspected": "yellow",
    "disputed": "bold magenta",
    "denied": "bold red",
}


def to_rich(
    brief: Brief, document: Document, segmentation: Segmentation, *, show_evidence: bool = False
) -> RenderableType:
    """A renderable for a `rich` console. Nothing in it is read as markup, and no control character is left in it."""
    return _Lines(tuple(lines(View(brief, document, segmentation), show_evidence=show_evidence)), WIDEST)


def to_text(
    brief: Brief, document: Document, segmentation: Segmentation, *, width: int = 100, show_evidence: bool = False
) -> str:
    """Plain text wrapped to `width` terminal cells, no colours, ending with a line feed."""
    # Every setting that rich would otherwise take from the environment is given, so that the text is always the same.
    console = Console(
        file=io.StringIO(), width=width, color_system=None, force_terminal=False, legacy_windows=False, _environ={}
    )
    with console.capture() as captured:
        console.print(_Lines(tuple(lines(View(brief, document, segmentation), show_evidence=show_evidence)), width))
    return "\n".join(line.rstrip() for line in captured.get().rstrip("\n").split("\n")) + "\n"


class _Lines:
    """Wraps each paragraph with a hanging indent, which `rich` alone does not do."""

    def __init__(self, content: tuple[Line, ...], widest: int) -> None:
        self._content = content
        self._widest = widest

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = max(NARROWEST, min(options.max_width, self._widest))
        for line in self._content:
            yield from _wrapped(console, line, width)


def _wrapped(console: Console, line: Line, width: int) -> RenderResult:
    margin = " " * line.indent
    hanging = max(line.width, cell_len(line.label) + 1) if line.label else 0
    text = Text.assemble(*((words, STYLES.get(style, "")) for words, style in line.parts))
    room = max(NARROWEST // 2, width - line.indent - hanging)
    lead = margin + line.label.ljust(hanging)
    for row in text.wrap(console, room) or [Text()]:
        row.rstrip()
        yield Segment(lead)
        yield from row.render(console, end="\n")
        lead = margin + " " * hanging
