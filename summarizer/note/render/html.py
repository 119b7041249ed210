"""A note as one self-contained page, light and dark, for a screen, a telephone and paper."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from summarizer.note.model import Note, Section
from summarizer.note.render.blocks import (
    Block,
    Bullets,
    Entry,
    Figure,
    Heading,
    Paragraph,
    Row,
    Run,
    Table,
    Tone,
    Words,
)
from summarizer.note.render.outline import NAMES, outline
from summarizer.note.render.safe import one_line
from summarizer.note.render.svg import STYLE, to_svg
from summarizer.render.element import Html, join, tag


def to_html(note: Note) -> str:
    """One page that loads nothing and has no script. Its content policy allows its own two styles and nothing else,
    so that even markup that slipped through could neither run nor call home.
    """
    style = Html(files("summarizer.note.render").joinpath("page.css").read_text(encoding="utf-8"))
    policy = f"default-src 'none'; style-src {_source_hash(style)} {_source_hash(STYLE)}"
    head = tag(
        "head",
        Html('<meta charset="utf-8">'),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{policy}">'),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Html('<meta name="referrer" content="no-referrer">'),
        tag("title", one_line(note.title)),
        tag("style", style),
        tag("style", STYLE),
    )
    blocks = outline(note)
    opening = next(n for n, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 2)
    body = tag(
        "body",
        tag("main", *map(_block, blocks[:opening]), _contents(blocks), *map(_block, blocks[opening:])),
    )
    return f"<!doctype html>\n{tag('html', head, body, lang='en')}\n"


def _source_hash(content: str) -> str:
    digest = base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"


def _contents(blocks: tuple[Block, ...]) -> Html:
    sections = [b.anchor for b in blocks if isinstance(b, Heading) and b.level == 2 and b.anchor]
    links = (tag("li", tag("a", NAMES[Section(anchor)], href=f"#{anchor}")) for anchor in sections)
    return tag("nav", tag("ul", *links), aria_label="Sections")


def _block(block: Block) -> Html:
    match block:
        case Heading():
            return tag(f"h{block.level}", _words(block.words), id=block.anchor)
        case Paragraph():
            if block.notice:
                return tag("p", _words(block.words), class_="notice", role="note")
            return tag("p", _words(block.words))
        case Bullets():
            entries = (_entry(entry) for entry in block.entries)
            return tag("ul", *entries, class_="evidence" if block.evidence else None)
        case Table():
            return _table(block)
        case Figure():
            # The picture is as wide as its words need, and scrolls where the screen is narrower.
            name = block.picture.title
            drawn = tag(
                "div",
                to_svg(block.picture, standalone=False),
                class_="wide",
                role="region",
                tabindex="0",
                aria_label=name,
            )
            lines = tag("ul", *(tag("li", _words(line)) for line in block.lines))
            return tag("figure", drawn, tag("details", tag("summary", "The same in words"), lines))


def _entry(entry: Entry) -> Html:
    more = (tag("li", _words(words), id=anchor) for words, anchor in entry.more)
    return tag("li", _words(entry.words), *([tag("ul", *more)] if entry.more else []), id=entry.anchor)


def _table(table: Table) -> Html:
    heads = tag("thead", tag("tr", *(tag("th", head, scope="col") for head in table.heads)))
    rows = tag("tbody", *(_row(table, row) for row in table.rows))
    body = tag("table", tag("caption", table.caption), heads, rows, class_="stacked" if table.stacked else None)
    return tag("div", body, class_="wide", role="region", tabindex="0", aria_label=table.caption)


def _row(table: Table, row: Row) -> Html:
    named = len(table.heads) == len(row.cells) and table.heads[0] in ("", "Word", "Who")
    cells = []
    for n, cell in enumerate(row.cells):
        inside = (tag("div", _words(words)) for words in cell)
        if n == 0 and named:
            cells.append(tag("th", *inside, scope="row"))
        else:
            cells.append(tag("td", *inside, data_head=table.heads[n] or None))
    return tag("tr", *cells, id=row.anchor)


def _words(words: Words) -> Html:
    return join(*(_run(run) for run in words))


def _run(run: Run) -> Html:
    shown = tag("a", run.words, href=f"#{run.link}") if run.link else join(run.words)
    match run.tone:
        case Tone.STRONG:
            return tag("b", shown)
        case Tone.QUIET:
            return tag("span", shown, class_="quiet")
        case Tone.REFERENCE:
            return tag("span", shown, class_="ref")
        case Tone.PLAIN:
            return shown
