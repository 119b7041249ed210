"""Organisations that no table and no pattern knows: full names with their acronyms, and the parser's own finds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.annotate.naming import Line, Naming, slug
from summarizer.annotate.usage import does
from summarizer.schema import PartyKind

ACRONYM = re.compile(r"\s*\((?:the\s+)?[\"']?([A-Z][A-Za-z&-]{1,9})[\"']?\)")
DEFINED = re.compile(
    r"(?P<long>[A-Z][\w'.-]*(?:\s+(?:(?:of|for|and|the|on|in|to|de|des|del|di|du|et|&)\s+){0,2}[A-Z][\w'.-]*){1,9})\s+\((?:the\s+)?[\"']?(?P<short>[A-Z][A-Za-z&-]{1,9})[\"']?\)"
)
NOT_ORGANISATIONS = re.compile(
    r"\b(?:Treaty|Convention|Act|Agreement|Accords?|Protocol|Memorandum|Operation|Resolution|Missiles?|Rockets?|Drones?|System|Program|Programme|Project|"
    r"War|Summit|Conference|Forum|Dialogue|Exercise|Initiative|Law|Bill|Plan|Deal|Award|Prize|Cup|Show|Expo|Week|Day|Internet|Covid|Constitution|Tanks?|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Telegram|Twitter|Facebook|X|YouTube|TikTok|WhatsApp|Aircraft|Vehicles?|Launchers?|Fund|List|Control|"
    r"Artillery|Weapons?|Munitions?|Ammunition|Air Defen[cs]e|Fighter|Sanctions|Member States?|Parties|States|Government|Prime|Minister|President|Report|Rifle)\b"
)
KINDS = (
    (PartyKind.MEDIA, r"News|Times|Post|Daily|Tribune|Herald|Gazette|Journal|TV|Television|Radio|Press|Broadcasting|Newspaper|Magazine|Weekly|Review|Zeitung|Agency France"),
    (PartyKind.OTHER, r"Institute|Institution|University|Center|Centre|College|School|Think Tank|Chair|Observatory|Academy|Laboratory"),
    (PartyKind.ARMED_GROUP, r"Brigades?|Militia|Liberation Army|Liberation Front|Resistance|Jihad|Mujahideen|Rebels?|Battalion|Resistance Front|Salvation Front|Army of"),
    (PartyKind.GOVERNMENT_BODY, r"Ministry|Department|Directorate|Navy|Army|Air Force|Command|Committee|Commission|Bureau|Administration|Authority|Parliament|Service|Office|Court|Corps|Fleet|Guard|Guards|Forces|Police|Agency|Inspectorate|Council|Embassy|Customs"),
    (PartyKind.INTERNATIONAL_ORGANISATION, r"Union|Organi[sz]ation|International|Nations|Federation|Coalition|Network|Watch|Campaign|Amnesty|Alliance|Foundation|Association|League|Monitor"),
    (PartyKind.COMPANY, r"Group|Company|Holdings?|Works|Factory|Plant|Shipyards?|Motors?|Airlines?|Engineering|Technologies|Systems|Solutions|Bank|Export|Import|Bureau of Design|Partners|Ventures|Services|Aircraft"),
)  # fmt: skip
KIND_WORDS = tuple((kind, re.compile(rf"\b(?:{words})\b")) for kind, words in KINDS)


def name_organisations(line: Line) -> None:
    """Put namings for unknown organisations that are defined with an acronym, or that act in the sentence."""
    if line.capitals:
        return
    for naming in (*_introduced(line), *_defined(line), *_parsed(line)):
        if line.free(naming.start, naming.end):
            line.put(naming)


INTRODUCED = (
    (PartyKind.INTERNATIONAL_ORGANISATION, r"rights group|advocacy group|campaign group|monitoring group|watchdog|NGO|charity|non-governmental organi[sz]ation"),
    (PartyKind.OTHER, r"think tank|think-tank|research group|research institute"),
    (PartyKind.MEDIA, r"newspaper|news agency|broadcaster|magazine|news website|news site|news outlet|investigative outlet|daily"),
    (PartyKind.ARMED_GROUP, r"rebel group|militant group|armed group|militia|mercenary group|private military company"),
    (PartyKind.COMPANY, r"arms maker|drone maker|shipbuilder|planemaker|defen[cs]e contractor|manufacturer|arms exporter|conglomerate"),
)  # fmt: skip
INTRODUCTIONS = tuple(
    (kind, re.compile(rf"\b(?:{words})\s+(?P<name>[A-Z][\w&.-]*(?:\s+(?:(?:of|for|the|and|For)\s+)*[A-Z][\w&-]*)*)")) for kind, words in INTRODUCED
)


def _introduced(line: Line) -> Iterator[Naming]:
    """Names that a describing noun introduces: "rights group Justice For All"."""
    if line.shout():
        return
    for kind, pattern in INTRODUCTIONS:
        for match in pattern.finditer(line.text):
            yield _naming(line, *match.span("name"), kind)


def kind_of(name: str) -> PartyKind | None:
    """The kind that the words of an unknown organisation's name tell, the last telling word first."""
    best = max(
        ((match.end(), kind) for kind, pattern in KIND_WORDS for match in pattern.finditer(name)),
        key=lambda pair: pair[0],
        default=None,
    )
    return best[1] if best else None


def _defined(line: Line) -> Iterator[Naming]:
    for match in DEFINED.finditer(line.text):
        end = match.end("long")
        start = _aligned(line.text, match.start("long"), end, match["short"])
        if start is None or NOT_ORGANISATIONS.search(line.text[start:end]):
            continue
        kind = kind_of(line.text[start:end])
        if kind is not None:
            yield _naming(line, start, end, kind)


def _aligned(text: str, start: int, end: int, short: str) -> int | None:
    """Where the long form begins whose initials are the acronym's letters, or None when they are not."""
    letters = [c.casefold() for c in short if c.isupper()]
    words = [m for m in re.finditer(r"[^\W_]+", text[start:end]) if m.group()[0].isupper()]
    initials = "".join(w.group()[0].casefold() for w in words)
    at = initials.rfind("".join(letters))
    return start + words[at].start() if at >= 0 and len(letters) >= 2 else None


def _parsed(line: Line) -> Iterator[Naming]:
    if line.shout():
        return
    for entity in line.parsed.doc.ents:
        if entity.label_ != "ORG":
            continue
        start, end = _trimmed(line.text, entity.start_char, entity.end_char)
        name = line.text[start:end]
        words = name.split()
        kind = kind_of(name)
        if not words or any(c.isdigit() for c in name) or not all(w[0].isupper() or w in SMALL for w in words):
            continue
        if kind_of(words[-1]) is None and NOT_ORGANISATIONS.search(name):
            continue
        if kind is None and TOLD.search(line.text[:start]):
            kind = PartyKind.MEDIA
        if not does(entity.root) or (kind is None and not _speaks(line, end)) or (len(words) == 1 and name.isupper()):
            continue
        yield _naming(line, start, end, kind or PartyKind.OTHER)


TOLD = re.compile(r"\btold\s+(?:the\s+)?(?:\w+\s+(?:newspaper|daily|broadcaster|magazine)\s+)?$")
SMALL = frozenset("of for and the on in de des del di du et & al".split())


def _speaks(line: Line, end: int) -> bool:
    return re.match(r"\s+(?:said|announced|reported|confirmed|denied|supplied|delivered|signed|will (?:supply|deliver)|has (?:supplied|delivered|signed))\b", line.text[end:]) is not None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    lead = re.match(r"(?:the|The|a|an|A|An)\s+", text[start:end])
    start += lead.end() if lead else 0
    tail = re.search(r"(?:'s?|[\s.,\"'])+$", text[start:end])
    return start, end - (len(tail.group()) if tail else 0)


def _naming(line: Line, start: int, end: int, kind: PartyKind) -> Naming:
    name = line.text[start:end]
    country = next((f.alias.entry.country for f in line.found if start <= f.start and f.end <= end and f.alias.entry.kind is PartyKind.STATE), None)
    prefix = {PartyKind.GOVERNMENT_BODY: f"body:{country}", PartyKind.ARMED_GROUP: "group", PartyKind.INTERNATIONAL_ORGANISATION: "organisation"}
    return Naming(start, end, f"{prefix.get(kind, kind.value)}:{slug(name)}", name, kind, country)


def tie_acronyms(lines: list[Line]) -> None:
    """Give an acronym in brackets after a name, and wherever it stands again, the key of that name."""
    ties: dict[str, Naming] = {}
    for line in lines:
        for naming in line.namings:
            match = ACRONYM.match(line.text, naming.end)
            whole = line.text[naming.start : naming.end]
            if match and match[1][0].casefold() in (w[0].casefold() for w in whole.split()) and " " in whole and "person:" not in naming.key:
                ties.setdefault(match[1], naming)
    for line in lines:
        for short, naming in ties.items():
            for match in re.finditer(rf"(?<![\w-]){re.escape(short)}(?![\w-])", line.text):
                covering = [n for n in line.namings if n.start < match.end() and match.start() < n.end]
                if any((n.start, n.end) != match.span() or n.key == naming.key for n in covering):
                    continue
                line.put(naming.but(start=match.start(), end=match.end(), anonymous=False, acts=naming.acts))
