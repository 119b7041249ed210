"""A note as Markdown (CommonMark with the tables and footnotes that GitHub and most editors know)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.note.model import Note, Section
from summarizer.note.render.blocks import Block, Bullets, Figure, Heading, Paragraph, Row, Run, Table, Tone, Words
from summarizer.note.render.outline import outline
from summarizer.note.render.safe import one_line
from summarizer.render.markdown import escape

# What would close a heading, and vanish.
CLOSING = re.compile(r"(?<!\\)#")


def to_markdown(note: Note) -> str:
    """Markdown that ends with a line feed. References are footnotes, which hold the sentences.

    Words of documents stay words: neither Markdown nor HTML in them is obeyed. The pictures are lists of lines.
    """
    found: list[str] = []
    for block in outline(note):
        found += [*_block(block), ""]
    if Section.SOURCES in note.sections:
        for source in note.sources:
            for passage in source.sentences:
                # A word after the label keeps a sentence in straight quotes from being read as the title of a link.
                words = f"{source.id}, sentence {passage.number}: {escape(one_line(passage.text))}"
                found += [f"[^{source.id}-S{passage.number}]: {words}", ""]
    return "\n".join(found).rstrip("\n") + "\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield "#" * block.level + " " + CLOSING.sub(r"\\#", _line(block.words))
        case Paragraph():
            yield ("> " if block.notice else "") + _line(block.words)
        case Bullets():
            for entry in block.entries:
                yield f"- {_line(entry.words)}"
                # Sentences of a source are footnotes, so that every reader of Markdown can follow a reference.
                more = [words for words, anchor in entry.more if not (block.evidence and anchor)]
                yield from (f"  - {_line(words)}" for words in more)
        case Table():
            yield from _table(block)
        case Figure():
            yield from (f"- {_line(words)}" for words in block.lines)


def _table(table: Table) -> Iterator[str]:
    yield f"| {' | '.join(escape(head) or ' ' for head in table.heads)} |"
    yield "|" + " --- |" * len(table.heads)
    for row in table.rows:
        yield f"| {' | '.join(_cells(row))} |"


def _cells(row: Row) -> Iterator[str]:
    for cell in row.cells:
        yield "; ".join(_line(words) for words in cell) or " "


def _line(words: Words) -> str:
    """The runs one after the other. Only what opens the line can be taken for the start of a list or a heading."""
    footnotes = any(run.tone is Tone.REFERENCE and run.link for run in words)
    shown = ""
    for run in words:
        if footnotes and run.tone is Tone.REFERENCE:
            shown = f"{shown.rstrip()} [^{run.link}]" if run.link else shown
        else:
            shown += _run(run, opening=not shown)
    return shown.strip()


def _run(run: Run, *, opening: bool) -> str:
    words = escape(run.words) if opening else escape(f"\0{run.words}")[1:]
    stripped = words.strip()
    if run.tone is Tone.STRONG and stripped:
        lead, trail = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
        return f"{lead}**{stripped}**{trail}"
    return words
