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
KINGDOMS = frozenset({"SAU", "JOR", "MAR", "BHR"})


@dataclass(frozen=True)
class Reference:
    """Words that refer, the kinds they may refer to, and what the antecedent's own words must hold."""

    words: re.Pattern[str]
    kinds: frozenset[PartyKind]
    name: re.Pattern[str] = re.compile("")


def _the(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b[Tt]he\s+(?P<words>{words})\b(?!\s+of\b)(?!-)(?!\s+[A-Z])(?!'s\s+(?:spokes\w+|chief)\s*,?\s+[A-Z])")


def _kinds(*kinds: PartyKind) -> frozenset[PartyKind]:
    return frozenset(kinds)


REFERENCES = (
    Reference(_the(r"[Mm]inistry"), _kinds(PartyKind.GOVERNMENT_BODY), re.compile(r"ministry", re.IGNORECASE)),
    Reference(_the(r"[Dd]epartment"), _kinds(PartyKind.GOVERNMENT_BODY), re.compile(r"department", re.IGNORECASE)),
    Reference(_the(r"company|firm|manufacturer|arms maker|shipbuilder|planemaker|contractor"), _kinds(PartyKind.COMPANY)),
    Reference(_the(r"newspaper|paper|broadcaster|news agency|magazine|daily|outlet"), _kinds(PartyKind.MEDIA)),
    Reference(_the(r"militia|rebels|rebel group|militant group|armed group|insurgents|paramilitaries|mercenaries"), _kinds(PartyKind.ARMED_GROUP)),
    Reference(_the(r"institute|think tank|think-tank"), _kinds(PartyKind.OTHER)),
    Reference(_the(r"alliance"), _kinds(PartyKind.INTERNATIONAL_ORGANISATION), re.compile(r"NATO|Alliance|Atlantic", re.IGNORECASE)),
    Reference(_the(r"bloc"), _kinds(PartyKind.INTERNATIONAL_ORGANISATION), re.compile(r"EU|Union|ASEAN|ECOWAS", re.IGNORECASE)),
    Reference(_the(r"kingdom"), _kinds(PartyKind.STATE), re.compile(r"Saudi|Jordan|Morocco|Bahrain|Riyadh|Amman", re.IGNORECASE)),
    Reference(_the(r"group|organi[sz]ation"), _kinds(PartyKind.ARMED_GROUP, PartyKind.INTERNATIONAL_ORGANISATION)),
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
