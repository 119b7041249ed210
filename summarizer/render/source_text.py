"""The source text as HTML: every sentence an anchor, every quotation and cue a piece that can be lit."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from summarizer.document import Document
from summarizer.render.element import Html, join, tag
from summarizer.render.neutral import neutral
from summarizer.schema import Brief, ChunkStatus
from summarizer.segment.model import Segmentation, Sentence


@dataclass(frozen=True)
class Mark:
    """Words `text[start:end]` that a statement of the brief points to exactly."""

    start: int
    end: int
    name: str


def marks(brief: Brief) -> tuple[Mark, ...]:
    """Quotations by their id ("Q1"), cues by the number of their flag ("U1")."""
    quotes = [Mark(span.start, span.end, q.id) for q in brief.official_quotes for span in q.spans]
    cues = [Mark(u.cue.start, u.cue.end, f"U{n}") for n, u in enumerate(brief.uncertainty, start=1)]
    return (*quotes, *cues)


def source_text(brief: Brief, document: Document, segmentation: Segmentation) -> Html:
    """The whole text in one block with white space kept. Marks may overlap and cross sentences: text is cut at
    every boundary, so that elements nest whatever crosses what."""
    found = marks(brief)
    unread = [(c.start, c.end) for c in brief.coverage.chunks if c.status is not ChunkStatus.READ]
    parts: list[Html] = []
    at = 0
    for sentence in segmentation.sentences:
        parts.append(join(neutral(document.text[at : sentence.start])))
        missed = any(start < sentence.end and sentence.start < end for start, end in unread)
        parts.append(_sentence(document.text, sentence, found, missed))
        at = sentence.end
    parts.append(join(neutral(document.text[at:])))
    return tag("div", *parts, class_="source", dir="auto", lang=document.language)


def _sentence(text: str, sentence: Sentence, found: tuple[Mark, ...], missed: bool) -> Html:
    inside = [m for m in found if m.start < sentence.end and sentence.start < m.end]
    cuts = {edge for m in inside for edge in (m.start, m.end) if sentence.start < edge < sentence.end}
    edges = sorted(cuts | {sentence.start, sentence.end})
    pieces = [_piece(text, start, end, inside) for start, end in pairwise(edges)]
    return tag(
        "span",
        tag("span", f"S{sentence.number}", class_="number", aria_hidden="true"),
        *pieces,
        id=f"s{sentence.number}",
        class_="sentence unread" if missed else "sentence",
        title="not read" if missed else None,
    )


def _piece(text: str, start: int, end: int, inside: list[Mark]) -> Html:
    words = neutral(text[start:end])
    names = sorted({m.name for m in inside if m.start <= start and end <= m.end})
    return tag("span", words, data_marks=" ".join(names)) if names else join(words)
