"""Warnings across documents: the same one once, with every place.

Two of different documents are one when the target and the kind are the same, the issuer is or speaks for the same state
as the other's, and half their words are the same; fewer suffice for one issuer in one story. The issuer shown is the
most specific: a person before a body, a body before its state.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from summarizer.note.desk import Desk, days
from summarizer.note.identity import Entity
from summarizer.note.model import NoteWarning
from summarizer.note.reading import Reading, ToldWarning
from summarizer.note.sections import folded, number_of
from summarizer.schema import PartyKind, WarningKind

Wanted = Callable[[Entity | None], bool]

SAME_WORDS = 0.5
"""Part of the shorter evidence's words that two warnings must share to be one."""
SAME_STORY = 0.3
"""The same, where one issuer gives both and both documents tell one story."""
_SPEAKING = (PartyKind.OFFICIAL, PartyKind.GOVERNMENT_BODY, PartyKind.STATE)
"""Who speaks for a state, the most specific first."""


@dataclass
class _Matter:
    """One warning, every document that carries it, and the issuer and words of the first one's evidence."""

    told: list[tuple[Reading, ToldWarning]]
    issuer: str
    words: frozenset[str]


def warnings(desk: Desk, wanted: Wanted) -> tuple[NoteWarning, ...]:
    """The warnings by issuer, then kind, date and place."""
    found = [_warning(desk, kind, matter) for kind, matter in _matters(desk, wanted)]
    names = {label: desk.identities.entities[key].name for key, label in desk.parties.items()}
    found.sort(
        key=lambda w: (
            w.issuer is None,
            names.get(w.issuer or "", "").casefold(),
            list(WarningKind).index(w.kind),
            w.first or "9999",
            number_of(w.references[0].document),
            w.references[0].sentences,
        )
    )
    return tuple(w.model_copy(update={"id": f"W{n}"}) for n, w in enumerate(found, 1))


def _matters(desk: Desk, wanted: Wanted) -> list[tuple[WarningKind, _Matter]]:
    told: dict[tuple[str, str, WarningKind], list[_Matter]] = defaultdict(list)
    for document in desk.documents:
        for warning in document.warnings:
            issuer, target = desk.entity(document, warning.issuer), desk.entity(document, warning.target)
            if not (wanted(issuer) or wanted(target)):
                continue
            matters = told[_side(issuer), target.key if target else "", warning.kind]
            one = _Matter([(document, warning)], issuer.key if issuer else "", _words(document, warning))
            home = next((m for m in matters if _same_matter(m, one, desk)), None)
            if home is None:
                matters.append(one)
            else:
                home.told.append((document, warning))
    return [(kind, matter) for (_, _, kind), matters in told.items() for matter in matters]


def _side(issuer: Entity | None) -> str:
    """The state for which an issuer speaks, else the issuer."""
    if issuer is None:
        return ""
    return f"state:{issuer.country}" if issuer.kind in _SPEAKING and issuer.country else issuer.key


def _warning(desk: Desk, kind: WarningKind, matter: _Matter) -> NoteWarning:
    document, warning = min(matter.told, key=lambda told: _rank(desk.entity(told[0], told[1].issuer)))
    dated = days(r for r, _ in matter.told)
    return NoteWarning(
        id="W1",
        kind=kind,
        issuer=desk.party(desk.entity(document, warning.issuer)),
        target=desk.party(desk.entity(document, warning.target)),
        gists=tuple(dict.fromkeys((warning.gist, *(w.gist for _, w in matter.told)))),
        first=dated[0] if dated else None,
        last=dated[-1] if dated else None,
        references=desk.ordered(desk.cite(r, w.id, w.sentences) for r, w in matter.told),
    )


def _rank(issuer: Entity | None) -> int:
    return _SPEAKING.index(issuer.kind) if issuer is not None and issuer.kind in _SPEAKING else len(_SPEAKING)


def _words(document: Reading, warning: ToldWarning) -> frozenset[str]:
    return frozenset(folded(" ".join(document.sentences[n] for n in warning.sentences)).split())


def _same_matter(one: _Matter, other: _Matter, desk: Desk) -> bool:
    first, second = one.told[0][0].id, other.told[0][0].id
    shared = len(one.words & other.words) / max(1, min(len(one.words), len(other.words)))
    if first == second or shared < SAME_STORY:
        return False
    one_story = one.issuer == other.issuer and desk.origins.story(first) == desk.origins.story(second)
    return shared >= SAME_WORDS or one_story
