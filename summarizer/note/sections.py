"""Quotations, warnings and reasons for doubt across documents: the same one once, with every place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from summarizer.note import phrases
from summarizer.note.desk import Desk, days
from summarizer.note.identity import Entity
from summarizer.note.model import NoteQuote, NoteWarning, Unknown
from summarizer.note.reading import Reading, ToldFlag, ToldQuote, ToldWarning
from summarizer.schema import WarningKind

Homes = dict[tuple[str, str], str]
"""Label of the flow of the note by document and flow of its brief."""
Wanted = Callable[[Entity | None], bool]

SAME_WORDS = 0.5
"""Part of the shorter evidence's words that two warnings of the same parties and kind must share to be one."""
SAME_STORY = 0.3
"""The same, where both documents tell one story."""


@dataclass
class _Matter:
    """One warning, every document that carries it, and the words of the first one's evidence."""

    told: list[tuple[Reading, ToldWarning]]
    words: frozenset[str]


def quotes(desk: Desk, homes: Homes, wanted: Wanted) -> tuple[NoteQuote, ...]:
    """The quotations by speaker: speakers by name, each one's quotations by date and place."""
    told: dict[tuple[str, str], list[tuple[Reading, ToldQuote]]] = defaultdict(list)
    for document in desk.documents:
        for quote in document.quotes:
            speaker = desk.entity(document, quote.speaker)
            flows = _flows_of(document, quote.sentences, homes)
            if wanted(speaker) or flows:
                who = speaker.key if speaker else (quote.name or quote.role or "")
                told[who, _fold(" ".join(quote.stretches))].append((document, quote))
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
                role=next((q.role for _, q in same if q.role), None) if name else None,
                stretches=quote.stretches,
                fragment=quote.fragment,
                first=min(days(r for r, _ in same), default=None),
                flows=tuple(sorted(flows, key=_number)),
                references=desk.ordered(desk.cite(r, q.id, q.sentences) for r, q in same),
            )
        )
    found.sort(
        key=lambda q: (
            q.who.casefold(),
            q.first or "9999",
            _number(q.references[0].document),
            q.references[0].sentences,
        )
    )
    return tuple(q.model_copy(update={"id": f"Q{n}"}) for n, q in enumerate(found, 1))


def warnings(desk: Desk, wanted: Wanted) -> tuple[NoteWarning, ...]:
    """The warnings by issuer. Two are one when issuer, target and kind are the same and half their words are."""
    told: dict[tuple[str, str, WarningKind], list[_Matter]] = defaultdict(list)
    for document in desk.documents:
        for warning in document.warnings:
            issuer, target = desk.entity(document, warning.issuer), desk.entity(document, warning.target)
            if not (wanted(issuer) or wanted(target)):
                continue
            matters = told[issuer.key if issuer else "", target.key if target else "", warning.kind]
            one = _Matter([(document, warning)], _words(document, warning))
            home = next((m for m in matters if _same_matter(m, one, desk)), None)
            if home is None:
                matters.append(one)
            else:
                home.told.append((document, warning))
    found = []
    for (_, _, kind), matters in told.items():
        for same in (matter.told for matter in matters):
            document, warning = same[0]
            dated = days(r for r, _ in same)
            found.append(
                NoteWarning(
                    id="W1",
                    kind=kind,
                    issuer=desk.party(desk.entity(document, warning.issuer)),
                    target=desk.party(desk.entity(document, warning.target)),
                    gists=tuple(dict.fromkeys(w.gist for _, w in same)),
                    first=dated[0] if dated else None,
                    last=dated[-1] if dated else None,
                    references=desk.ordered(desk.cite(r, w.id, w.sentences) for r, w in same),
                )
            )
    names = {label: desk.identities.entities[key].name for key, label in desk.parties.items()}
    found.sort(
        key=lambda w: (
            w.issuer is None,
            names.get(w.issuer or "", "").casefold(),
            list(WarningKind).index(w.kind),
            w.first or "9999",
            _number(w.references[0].document),
            w.references[0].sentences,
        )
    )
    return tuple(w.model_copy(update={"id": f"W{n}"}) for n, w in enumerate(found, 1))


def unknowns(desk: Desk, homes: Homes, *, all_documents: bool) -> tuple[Unknown, ...]:
    """Reasons for doubt by kind, those about movements first; the same words once."""
    told: dict[tuple[int, str, str, str], list[tuple[Reading, ToldFlag]]] = defaultdict(list)
    for document in desk.documents:
        for flag in document.flags:
            flow = homes.get((document.id, flag.about))
            if flow or all_documents:
                words = _fold(document.sentences[flag.sentences[0]])
                told[phrases.UNKNOWNS.index(flag.kind), flow or "", words, flag.cue.casefold()].append((document, flag))
    ordered = sorted(told.items(), key=lambda pair: (pair[0][0], not pair[0][1], _number(pair[0][1] or "F0")))
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


def _words(document: Reading, warning: ToldWarning) -> frozenset[str]:
    return frozenset(_fold(" ".join(document.sentences[n] for n in warning.sentences)).split())


def _same_matter(one: _Matter, other: _Matter, desk: Desk) -> bool:
    first, second = one.told[0][0].id, other.told[0][0].id
    shared = len(one.words & other.words) / max(1, min(len(one.words), len(other.words)))
    if first == second or shared < SAME_STORY:
        return False
    return shared >= SAME_WORDS or desk.origins.story(first) == desk.origins.story(second)


def _fold(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _number(label: str) -> int:
    return int(label[1:])
