"""Words that point back to a party named before: "the ministry", "the company", "the kingdom".

They are taken only when one party of the kind stands in the sentences right before, so that there is no doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.annotate.naming import Line, Naming
from summarizer.schema import PartyKind

REACH = 3
"""How many sentences back the antecedent may stand."""


@dataclass(frozen=True)
class Reference:
    """Words that refer, the kinds they may refer to, and what the antecedent's own words must hold."""

    words: re.Pattern[str]
    kinds: frozenset[PartyKind]
    name: re.Pattern[str] = re.compile("")


def _the(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b[Tt]he\s+(?P<words>{words})\b(?!\s+of\b)(?!-)(?!\s+[A-Z])")


def _name(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


def _kinds(*kinds: PartyKind) -> frozenset[PartyKind]:
    return frozenset(kinds)


BODY, COMPANY, MEDIA, STATE = PartyKind.GOVERNMENT_BODY, PartyKind.COMPANY, PartyKind.MEDIA, PartyKind.STATE
GROUP, ORGANISATION, OTHER = PartyKind.ARMED_GROUP, PartyKind.INTERNATIONAL_ORGANISATION, PartyKind.OTHER
REBELS = r"militia|rebels|rebel group|militant group|armed group|insurgents|paramilitaries|mercenaries"
REFERENCES = (
    Reference(_the(r"[Mm]inistry"), _kinds(BODY), _name("ministry")),
    Reference(_the(r"[Dd]epartment"), _kinds(BODY), _name("department")),
    Reference(_the(r"company|firm|manufacturer|arms maker|shipbuilder|planemaker|contractor"), _kinds(COMPANY)),
    Reference(_the(r"newspaper|paper|broadcaster|news agency|magazine|daily|outlet"), _kinds(MEDIA)),
    Reference(_the(REBELS), _kinds(GROUP)),
    Reference(_the(r"institute|think tank|think-tank"), _kinds(OTHER)),
    Reference(_the(r"alliance"), _kinds(ORGANISATION), _name("NATO|Alliance|Atlantic")),
    Reference(_the(r"bloc"), _kinds(ORGANISATION), _name("EU|Union|ASEAN|ECOWAS")),
    Reference(_the(r"kingdom"), _kinds(STATE), _name("Saudi|Jordan|Morocco|Bahrain")),
    Reference(_the(r"group|organi[sz]ation"), _kinds(GROUP, ORGANISATION)),
)


def name_references(lines: list[Line]) -> None:
    """Put namings for words that point back to one certain party."""
    for i, line in enumerate(lines):
        for reference in REFERENCES:
            for match in reference.words.finditer(line.text):
                start, end = match.span("words")
                if line.free(start, end) and (party := _antecedent(lines, i, start, reference)) is not None:
                    line.put(party.but(start=start, end=end, anonymous=False, modifier=False, acts=True, role=None))


def _antecedent(lines: list[Line], at: int, start: int, reference: Reference) -> Naming | None:
    """The only party of the kind in this sentence before `start` and in the sentences before; None if two fit."""
    fits = {n.key: n for n in _before(lines, at, start) if _fits(n, reference)}
    return next(iter(fits.values())) if len(fits) == 1 else None


def _fits(naming: Naming, reference: Reference) -> bool:
    acts = naming.acts or naming.kind is PartyKind.STATE
    return naming.kind in reference.kinds and acts and reference.name.search(naming.name) is not None


def _before(lines: list[Line], at: int, start: int) -> Iterator[Naming]:
    yield from (n for n in lines[at].namings if n.end <= start)
    for line in lines[max(0, at - REACH) : at]:
        yield from line.namings
