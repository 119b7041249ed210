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
    far: bool = False
    """Whether the antecedent may stand anywhere before, when it is the only one of the text."""


def _the(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b[Tt]he\s+(?P<words>{words})\b(?!\s+of\b)(?!-)(?!\s+[A-Z])")


def _name(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


def _kinds(*kinds: PartyKind) -> frozenset[PartyKind]:
    return frozenset(kinds)


BODY, COMPANY, MEDIA, STATE = PartyKind.GOVERNMENT_BODY, PartyKind.COMPANY, PartyKind.MEDIA, PartyKind.STATE
GROUP, ORGANISATION, OTHER = PartyKind.ARMED_GROUP, PartyKind.INTERNATIONAL_ORGANISATION, PartyKind.OTHER
REBELS = r"militia|rebels|rebel group|militant group|armed group|insurgents|paramilitaries|mercenaries"
MAKERS = r"manufacturer|arms maker|shipbuilder|planemaker|contractor|shipyard|exporter|gunmaker|drone maker"
REFERENCES = (
    Reference(_the(r"[Mm]inistry"), _kinds(BODY), _name("ministry"), far=True),
    Reference(_the(r"[Dd]epartment"), _kinds(BODY), _name("department|global affairs"), far=True),
    Reference(_the(r"[Aa]rmy|[Mm]ilitary|[Aa]rmed [Ff]orces"), _kinds(BODY), _name("armed-forces|army|military"), far=True),
    Reference(_the(r"[Nn]avy"), _kinds(BODY), _name("navy"), far=True),
    Reference(_the(r"[Aa]ir [Ff]orce"), _kinds(BODY), _name("air[ -]force"), far=True),
    Reference(_the(r"[Ee]mbassy"), _kinds(BODY), _name("embassy"), far=True),
    Reference(_the(r"[Cc]ourt"), _kinds(BODY, ORGANISATION), _name("court"), far=True),
    Reference(_the(r"[Pp]rosecution|[Pp]rosecutors"), _kinds(BODY), _name("prosecut"), far=True),
    Reference(_the(r"[Pp]anel|[Mm]onitors|[Ee]xperts"), _kinds(ORGANISATION), _name("panel|experts|monitor"), far=True),
    Reference(_the(r"[Cc]ommission|[Cc]ommittee"), _kinds(BODY, ORGANISATION), _name("commission|committee")),
    Reference(_the(r"[Aa]gency"), _kinds(BODY, ORGANISATION), _name("agency")),
    Reference(_the(rf"company|firm|{MAKERS}"), _kinds(COMPANY)),
    Reference(_the(r"newspaper|paper|broadcaster|news agency|magazine|daily|outlet"), _kinds(MEDIA)),
    Reference(_the(REBELS), _kinds(GROUP)),
    Reference(_the(r"institute|think tank|think-tank"), _kinds(OTHER)),
    Reference(_the(r"[Aa]lliance"), _kinds(ORGANISATION), _name("NATO|Alliance|Atlantic")),
    Reference(_the(r"[Bb]loc"), _kinds(ORGANISATION), _name("EU|Union|ASEAN|ECOWAS")),
    Reference(_the(r"[Uu]nion"), _kinds(ORGANISATION), _name("European Union|African Union"), far=True),
    Reference(_the(r"kingdom"), _kinds(STATE), _name("Saudi|Jordan|Morocco|Bahrain")),
    Reference(_the(r"group|organi[sz]ation|watchdog"), _kinds(GROUP, ORGANISATION)),
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
    fits = {n.key: n for n in _before(lines, at, start, REACH) if _fits(n, reference)}
    if not fits and reference.far:
        fits = {n.key: n for n in _before(lines, at, start, at) if _fits(n, reference)}
    return next(iter(fits.values())) if len(fits) == 1 else None


def _fits(naming: Naming, reference: Reference) -> bool:
    acts = naming.acts or naming.kind in (STATE, BODY)
    return naming.kind in reference.kinds and acts and reference.name.search(f"{naming.name} {naming.key}") is not None


def _before(lines: list[Line], at: int, start: int, reach: int) -> Iterator[Naming]:
    yield from (n for n in lines[at].namings if n.end <= start)
    for line in lines[max(0, at - reach) : at]:
        yield from line.namings
