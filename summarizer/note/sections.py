"""Quotations and reasons for doubt across documents: the same one once, with every place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

from summarizer.note import phrases
from summarizer.note.desk import Desk, days
from summarizer.note.identity import Entity
from summarizer.note.model import NoteQuote, Unknown
from summarizer.note.names import lowered
from summarizer.note.reading import Reading, ToldFlag, ToldQuote

Homes = dict[tuple[str, str], str]
"""Label of the flow of the note by document and flow of its brief."""
Wanted = Callable[[Entity | None], bool]


def quotes(desk: Desk, homes: Homes, wanted: Wanted) -> tuple[NoteQuote, ...]:
    """The quotations by speaker: speakers by name, each one's quotations by date and place."""
    told: dict[tuple[str, str], list[tuple[Reading, ToldQuote]]] = defaultdict(list)
    for document in desk.documents:
        for quote in document.quotes:
            speaker = desk.entity(document, quote.speaker)
            flows = _flows_of(document, quote.sentences, homes)
            if wanted(speaker) or flows:
                who = speaker.key if speaker else (quote.name or quote.role or "")
                told[who, folded(" ".join(quote.stretches))].append((document, quote))
    found = []
    for same in told.values():
        first, quote = same[0]
        speaker = desk.entity(first, quote.speaker)
        name = speaker.name if speaker else quote.name
        flows = {f for r, q in same for f in _flows_of(r, q.sentences, homes)}
        found.append(
            NoteQuote(
                id="Q1",
                speaker=desk.party(speaker),
                who=name or quote.role or "speaker not named",
                role=next((lowered(q.role) for _, q in same if q.role), None) if name else None,
                stretches=quote.stretches,
                fragment=quote.fragment,
                first=min(days(r for r, _ in same), default=None),
                flows=tuple(sorted(flows, key=number_of)),
                references=desk.ordered(desk.cite(r, q.id, q.sentences) for r, q in same),
            )
        )
    found.sort(
        key=lambda q: (
            q.who.casefold(),
            q.first or "9999",
            number_of(q.references[0].document),
            q.references[0].sentences,
        )
    )
    return tuple(q.model_copy(update={"id": f"Q{n}"}) for n, q in enumerate(found, 1))


def unknowns(desk: Desk, homes: Homes, *, all_documents: bool) -> tuple[Unknown, ...]:
    """Reasons for doubt by kind, those about movements first; the same words once."""
    told: dict[tuple[int, str, str, str], list[tuple[Reading, ToldFlag]]] = defaultdict(list)
    for document in desk.documents:
        for flag in document.flags:
            flow = homes.get((document.id, flag.about))
            if flow or all_documents:
                words = folded(document.sentences[flag.sentences[0]])
                told[phrases.UNKNOWNS.index(flag.kind), flow or "", words, flag.cue.casefold()].append((document, flag))
    ordered = sorted(told.items(), key=lambda pair: (pair[0][0], not pair[0][1], number_of(pair[0][1] or "F0")))
    found = []
    for number, ((_, flow, _, _), same) in enumerate(ordered, 1):
        document, flag = same[0]
        found.append(
            Unknown(
                id=f"U{number}",
                kind=flag.kind,
                flow=flow or None,
                cue=flag.cue,
                sentence=" ".join(" ".join(document.sentences[n] for n in flag.sentences).split()),
                references=desk.ordered(desk.cite(r, f.id, f.sentences) for r, f in same),
            )
        )
    return tuple(found)


def _flows_of(document: Reading, sentences: Iterable[int], homes: Homes) -> set[str]:
    """Flows of the note with a claim in these sentences."""
    cited = set(sentences)
    return {
        homes[document.id, f.id]
        for f in document.flows
        if (document.id, f.id) in homes and any(not cited.isdisjoint(c.sentences) for c in f.claims)
    }


def folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def number_of(label: str) -> int:
    return int(label[1:])
