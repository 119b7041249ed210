"""Words that point back to a party named before: "the ministry", "the company", "the kingdom".

They are taken only when one party of the kind stands in the sentences right before, so that there is no doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.annotate.lexicon import Lexicon
from summarizer.annotate.parties.naming import Line, Naming
from summarizer.schema import PartyKind

REACH = 3
"""How many sentences back the antecedent may stand."""


@dataclass(frozen=True)
class Reference:
    """Words that refer, the kinds they may refer to, and what the antecedent's name, key or own words must hold."""

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
ARMIES = "army|military|armed forces|navy|air force"
REFERENCES = (
    Reference(_the(r"[Mm]inistry"), _kinds(BODY), _name("ministry"), far=True),
    Reference(_the(r"[Dd]epartment"), _kinds(BODY), _name("department|global affairs"), far=True),
    Reference(
        _the(r"[Aa]rmy|[Mm]ilitary|[Aa]rmed [Ff]orces"), _kinds(BODY), _name("armed-forces|army|military"), far=True
    ),
    Reference(
        _the(ARMIES),
        _kinds(STATE),
        _name(ARMIES),
        far=True,
    ),
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
    Reference(_the(r"[Gg]overnment|authorities|[Aa]dministration"), _kinds(STATE)),
    Reference(_the(r"(?:ruling )?junta|generals|regime"), _kinds(STATE), _name("junta|generals|regime"), far=True),
    Reference(_the(r"kingdom"), _kinds(STATE), _name("Saudi|Jordan|Morocco|Bahrain")),
    Reference(_the(r"group|organi[sz]ation|watchdog"), _kinds(GROUP, ORGANISATION)),
)


OFFICE = (
    r"prime minister|foreign minister|defen[cs]e minister|vice president|president|minister|premier|chancellor|leader|"
    r"spokes(?:man|woman|person)|ambassador|envoy|commissioner|general|admiral|senator|governor|secretary|prosecutor"
)
THE_OFFICE = re.compile(rf"\bthe\s+(?P<words>{OFFICE})\b(?!\s+of\b)(?!-)(?!\s+(?-i:[A-Z]))", re.IGNORECASE)
STATES_OFFICE = re.compile(
    rf"(?:'s?)?\s+(?P<words>{OFFICE}|dictator|ruler|strongman)\b(?!\s+(?-i:[A-Z]))(?!-)", re.IGNORECASE
)
HEAD_OF_STATE = re.compile(r"leader|president|ruler|dictator|strongman", re.IGNORECASE)


def name_office_holders(lines: list[Line], lexicon: Lexicon) -> None:
    """Put namings for people who are named again by office: "the minister", "the Syrian leader"."""
    people = [n for line in lines for n in line.namings if n.kind is PartyKind.OFFICIAL and not n.anonymous]
    for i, line in enumerate(lines):
        for found in line.found:
            match = STATES_OFFICE.match(line.text, found.end) if found.alias.entry.kind is STATE else None
            if match is None or (line.shout() and not line.capitals):
                continue
            country = found.alias.entry.country
            holders = {n.key: n for n in people if n.country == country and _holds(n, match["words"], lexicon)}
            if len(holders) == 1 and _only_states(line, found.start, match.end()):
                _put(line, next(iter(holders.values())), found.start, match.end())
        for match in THE_OFFICE.finditer(line.text):
            start, end = match.span("words")
            near = {n.key: n for _, n in _before(lines, i, start, REACH) if _holds(n, match["words"], None)}
            if len(near) == 1 and line.free(start, end):
                _put(line, next(iter(near.values())), start, end)


def tie_described_companies(lines: list[Line], lexicon: Lexicon) -> None:
    """Give "the Swedish gunmaker" the key of the one company of that country named just before."""
    for i, line in enumerate(lines):
        for naming in [n for n in line.namings if n.kind is COMPANY and n.name[-1:] != "s"]:
            described = naming.key not in lexicon.entries and naming.country and naming.name.split()[-1].islower()
            if described and re.search(r"\b[Tt]he\s+$", line.text[: naming.start]):
                before = _before(lines, i, naming.start, REACH)
                fits = {n.key: n for _, n in before if n.kind is COMPANY and n.country == naming.country}
                if len(fits) == 1:
                    _put(line, next(iter(fits.values())), naming.start, naming.end)


def _only_states(line: Line, start: int, end: int) -> bool:
    return all(n.kind is STATE for n in line.namings if n.start < end and start < n.end)


def _holds(naming: Naming, office: str, lexicon: Lexicon | None) -> bool:
    """Whether the person holds the office by the role given; leaders that the tables know need none."""
    if naming.kind is not PartyKind.OFFICIAL:
        return False
    if naming.role is not None:
        return re.search(rf"\b{re.escape(office)}\b", naming.role, re.IGNORECASE) is not None
    return lexicon is not None and naming.key in lexicon.leaders and HEAD_OF_STATE.fullmatch(office) is not None


def _put(line: Line, party: Naming, start: int, end: int) -> None:
    line.put(party.but(start=start, end=end, anonymous=False, modifier=False, acts=True, role=None))


def name_references(lines: list[Line]) -> None:
    """Put namings for words that point back to one certain party."""
    for i, line in enumerate(lines):
        for reference in REFERENCES:
            for match in reference.words.finditer(line.text):
                start, end = match.span("words")
                if line.free(start, end) and (party := _antecedent(lines, i, start, reference)) is not None:
                    _put(line, party, start, end)


def _antecedent(lines: list[Line], at: int, start: int, reference: Reference) -> Naming | None:
    """The only party of the kind in this sentence before `start` and in the sentences before; None if two fit."""
    fits = {n.key: n for line, n in _before(lines, at, start, REACH) if _fits(line, n, reference)}
    if not fits and reference.far:
        fits = {n.key: n for line, n in _before(lines, at, start, at) if _fits(line, n, reference)}
    return next(iter(fits.values())) if len(fits) == 1 else None


def _fits(line: Line, naming: Naming, reference: Reference) -> bool:
    acts = naming.acts or naming.kind in (STATE, BODY)
    words = f"{naming.name} {naming.key} {line.text[naming.start : naming.end]}"
    return naming.kind in reference.kinds and acts and reference.name.search(words) is not None


def _before(lines: list[Line], at: int, start: int, reach: int) -> Iterator[tuple[Line, Naming]]:
    yield from ((lines[at], n) for n in lines[at].namings if n.end <= start)
    for line in lines[max(0, at - reach) : at]:
        yield from ((line, n) for n in line.namings)
