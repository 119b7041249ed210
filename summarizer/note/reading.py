"""What a note needs of one record: the parts of its brief with sentence numbers, and the sentences they cite.

The text of the document is not kept, only the sentences that some part of the brief stands on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from summarizer.document import Document
from summarizer.schema import (
    ArmsFlow,
    Brief,
    Category,
    ChunkStatus,
    ClaimantKind,
    DocumentInfo,
    FlagKind,
    PartyKind,
    Span,
    Stage,
    Stance,
    WarningKind,
)
from summarizer.segment import Segmentation, segment


class Filed(Protocol):
    """One record of a run: a document, its brief, and where the document was found."""

    @property
    def document(self) -> Document: ...
    @property
    def brief(self) -> Brief: ...
    @property
    def locations(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class ToldParty:
    """`aliases` are its mentions, each wording once; `sentences` that of the first mention."""

    id: str
    name: str
    kind: PartyKind
    country: str | None
    role: str | None
    aliases: tuple[str, ...]
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ToldItem:
    """`phrase` is quantity and item as one reads them: "six radars", or "goods (worth $2 million)"."""

    words: str
    quantity: str | None
    phrase: str
    category: Category
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ToldClaim:
    claimant: str | None
    kind: ClaimantKind
    stance: Stance
    reported_by: str | None
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ToldFlow:
    id: str
    supplier: str | None
    recipient: str | None
    stage: Stage
    items: tuple[ToldItem, ...]
    claims: tuple[ToldClaim, ...]

    @property
    def affirmed(self) -> bool:
        return any(c.stance in (Stance.ASSERTS, Stance.SUSPECTS) for c in self.claims)


@dataclass(frozen=True, slots=True)
class ToldQuote:
    id: str
    stretches: tuple[str, ...]
    speaker: str | None
    name: str | None
    role: str | None
    fragment: bool
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ToldWarning:
    id: str
    kind: WarningKind
    issuer: str | None
    target: str | None
    gist: str
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ToldFlag:
    """`id` is "U" and its place in the brief, from 1; `about` a flow or warning of the brief, or "document"."""

    id: str
    kind: FlagKind
    cue: str
    about: str
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One document as the note sees it. `id` is the full hash of its text, `day` its date without a time."""

    id: str
    info: DocumentInfo
    day: str | None
    locations: tuple[str, ...]
    complete: bool
    shortfall: str | None
    engine: str
    model: str | None
    parties: dict[str, ToldParty]
    flows: tuple[ToldFlow, ...]
    quotes: tuple[ToldQuote, ...]
    warnings: tuple[ToldWarning, ...]
    flags: tuple[ToldFlag, ...]
    sentences: dict[int, str] = field(repr=False)

    @property
    def order(self) -> tuple[str, str]:
        """Dated documents first, oldest first; then by hash."""
        return (self.day or "9999-99-99", self.id)


def reading(record: Filed) -> Reading:
    """The record, without its text."""
    brief, cited = record.brief, _Cited(record.document.text)
    unread = [c for c in brief.coverage.chunks if c.status is not ChunkStatus.READ]
    return Reading(
        id=brief.document.sha256,
        info=brief.document,
        day=day(brief.document.published),
        locations=tuple(sorted(record.locations)),
        complete=brief.coverage.complete,
        shortfall="; ".join(dict.fromkeys(c.detail or c.status.value for c in unread)) or None,
        engine=brief.provenance.engine,
        model=brief.provenance.model,
        parties={
            p.id: ToldParty(
                p.id, p.name, p.kind, p.country, p.role, _wordings(p.mentions), cited.within(p.mentions[:1])
            )
            for p in brief.parties
        },
        flows=tuple(_flow(f, cited) for f in brief.arms_flows),
        quotes=tuple(
            ToldQuote(
                q.id,
                tuple(plain(s.text) for s in q.spans),
                q.speaker,
                q.speaker_name,
                q.speaker_role,
                q.fragment,
                cited.within(q.spans),
            )
            for q in brief.official_quotes
        ),
        warnings=tuple(
            ToldWarning(w.id, w.kind, w.issuer, w.target, plain(w.gist), cited.within(w.evidence))
            for w in brief.warnings
        ),
        flags=tuple(
            ToldFlag(f"U{n}", u.kind, plain(u.cue.text), u.about, cited.within((u.sentence,)))
            for n, u in enumerate(brief.uncertainty, 1)
        ),
        sentences=cited.sentences,
    )


def day(published: str | None) -> str | None:
    """The day of a date, or of a date and time; None when there is none or it is not one."""
    if published is None or not (found := re.match(r"\d{4}-\d{2}-\d{2}", published)):
        return None
    try:
        return date.fromisoformat(found.group()).isoformat()
    except ValueError:
        return None


def plain(text: str) -> str:
    """The words on one line with single spaces."""
    return " ".join(text.split())


class _Cited:
    """Turns spans into sentence numbers, and keeps the words of every sentence it was asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._cut: Segmentation | None = None
        self.sentences: dict[int, str] = {}

    def within(self, spans: Iterable[Span]) -> tuple[int, ...]:
        if self._cut is None:
            self._cut = segment(self.text)
        found: set[int] = set()
        for span in spans:
            at = self._cut.sentence_at(span.start)
            number = at.number if at is not None else next(s.number for s in self._cut.sentences if s.end > span.start)
            while number <= len(self._cut.sentences) and self._cut.sentence(number).start < span.end:
                found.add(number)
                number += 1
        for number in found - self.sentences.keys():
            sentence = self._cut.sentence(number)
            self.sentences[number] = self.text[sentence.start : sentence.end]
        return tuple(sorted(found))


def _flow(flow: ArmsFlow, cited: _Cited) -> ToldFlow:
    items = []
    for item in flow.items:
        words, quantity = plain(item.span.text), plain(item.quantity.text) if item.quantity else None
        spans = [item.span, *([item.quantity] if item.quantity else [])]
        phrase = _phrase(item.span, item.quantity, cited.text)
        items.append(ToldItem(words, quantity, phrase, item.category, cited.within(spans)))
    claims = tuple(
        ToldClaim(c.claimant, c.claimant_kind, c.stance, c.reported_by, cited.within(c.evidence)) for c in flow.claims
    )
    return ToldFlow(flow.id, flow.supplier, flow.recipient, flow.stage, tuple(items), claims)


def _phrase(item: Span, quantity: Span | None, text: str) -> str:
    """The words of both as they stand, when the quantity leads and little lies between; else the quantity behind."""
    words = plain(item.text)
    if quantity is None:
        return words
    count = plain(quantity.text)
    if item.start <= quantity.start < item.end:
        return words
    between = plain(text[quantity.end : item.start])
    near = quantity.end <= item.start and len(between.split()) <= 3 and not re.search(r"[.,;:()\"“”]", between)
    if near and not re.match(r"(?:worth|valued|totall?ing)\b", count, re.IGNORECASE):
        return " ".join(filter(None, (count, between, words)))
    return f"{words} ({count})"


def _wordings(mentions: tuple[Span, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(plain(m.text) for m in mentions))
