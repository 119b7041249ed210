"""From a document and its brief to what clustering needs of them."""

from __future__ import annotations

from summarizer.document import Document
from summarizer.schema import Brief, PartyKind
from summarizer.segment import segment
from summarizer.stories.model import Piece, Quote
from summarizer.stories.words import QUOTED, words

_NAMED = (PartyKind.OFFICIAL, PartyKind.PERSON, PartyKind.COMPANY, PartyKind.ARMED_GROUP, PartyKind.GOVERNMENT_BODY)


def piece_of(document: Document, brief: Brief) -> Piece:
    """The piece of a document, named by its full sha256. Quotations that the brief credits to nobody are found too."""
    return Piece(
        document=document.sha256,
        text=document.text,
        title=document.title,
        outlet=document.outlet,
        published=document.published,
        quotes=quotations(document.text, brief),
        names=tuple(p.name for p in brief.parties if p.kind in _NAMED),
        places=tuple(m.text for p in brief.parties if p.kind is PartyKind.STATE for m in p.mentions),
    )


def quotations(text: str, brief: Brief) -> tuple[Quote, ...]:
    """Direct quotations of six words and more: those of the brief with their speakers, then all others of the text."""
    names = {p.id: p.name for p in brief.parties}
    credited = [(span, names.get(q.speaker or "", q.speaker_name)) for q in brief.official_quotes for span in q.spans]
    found = [Quote(span.text, speaker) for span, speaker in credited]
    for q in segment(text).quotations:
        if not any(q.start < span.end and span.start < q.end for span, _ in credited):
            found.append(Quote(text[q.start : q.end], None))
    return tuple(q for q in found if len(words(q.words)) >= QUOTED)
