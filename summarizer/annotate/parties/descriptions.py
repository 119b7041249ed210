"""Organisations told by description: panels of experts, unnamed institutes, and unknown names that are explained."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from summarizer.annotate.lexicon import Form, Found, Lexicon, any_of
from summarizer.annotate.parties import companies
from summarizer.annotate.parties.naming import Line, Naming, naming_of, slug
from summarizer.annotate.parties.patterns import CAPITALISED, SEATED, WITH
from summarizer.annotate.parties.usage import Use, does, use_of
from summarizer.schema import PartyKind

UN = r"(?:UN|U\.N\.|United\s+Nations)"
EXPERTS = r"(?i:experts?|monitors|investigators|inquiry)"
FIND_PANEL = re.compile(
    rf"\b(?:{UN}\s+)?(?:(?i:sanctions|independent)\s+)?(?:[Pp]anel|[Gg]roup|[Tt]eam|[Cc]ommission)\s+of\s+"
    rf"(?:(?:{UN}|(?i:sanctions|independent|international|arms))\s+)*{EXPERTS}\b"
    rf"(?:\s+(?:on|for)\s+(?:the\s+)?(?=[A-Z]))?"
    rf"|\b{UN}\s+(?:(?i:sanctions|arms|weapons|independent|human rights)\s+)*"
    rf"(?i:panel|experts|monitors|monitoring (?:team|panel))\b"
)
OFFICE = re.compile(
    r"\b(?P<name>[A-Z][\w'-]+(?:\s+(?:(?:of|for|and)\s+(?:the\s+)?)?[A-Z][\w'-]+){0,5}\s+"
    r"(?:Service|Agency|Authority|Directorate|Inspectorate|Command|Commission|Tribunal))\b(?!\s+[A-Z])"
)
NO_OFFICE = re.compile(r"\b(?:News|Press|Medal|Rental|Postal|Dinner|Memorial|Secret Service Agent)\b")
ALONE = re.compile(
    r"(?:(?<=^)|(?<=[\s\"]))(?P<name>[Cc]ustoms|[Pp]rosecutors)\s+(?:have\s+|had\s+)?"
    r"(?:said|say|alleged|allege|accused|accuse|seized|stopped|intercepted|claim|claimed)\b"
)
NAMED = rf"{CAPITALISED}(?:\s+(?:(?:of|for|the|and|&)\s+){{0,2}}{CAPITALISED}){{0,6}}"
INSTITUTES = (PartyKind.OTHER, PartyKind.INTERNATIONAL_ORGANISATION)
LEAD = re.compile(r"(?:The|But|And|When|While|If|As|In|At|For|With|By|From|About|According to|On)\s+(?:the\s+)?")


@dataclass(frozen=True)
class Explained:
    """Nouns that tell what an organisation is, compiled."""

    after_name: tuple[tuple[PartyKind, re.Pattern[str]], ...]
    """A name, and the noun that explains it: "Tern Watch, a monitoring group"."""
    institute: re.Pattern[str]
    """What makes an institute or a rights group of a place's name: "Oslo" + "-based think tank"."""


@lru_cache(maxsize=4)
def explained_by(lexicon: Lexicon) -> Explained:
    """The lexicon's explaining nouns, compiled once per lexicon."""
    nouns = {PartyKind(k): list(v) for k, v in lexicon.patterns["organisations"]["introductions"].items()}
    nouns[PartyKind.COMPANY] += lexicon.patterns["companies"]["heads"]
    institutes = any_of([*nouns[PartyKind.OTHER], *nouns[PartyKind.INTERNATIONAL_ORGANISATION]])
    lead = rf",\s+(?:an?|the|one of the)\s+(?:(?!{WITH})[\w'-]+\s+){{0,6}}?"
    return Explained(
        tuple(
            (
                kind,
                re.compile(
                    rf"\b(?P<name>{NAMED}){lead}(?:{any_of(words)})\b(?!\s+(?:spokes|chief|head|director|leader))"
                ),
            )
            for kind, words in nouns.items()
        ),
        re.compile(rf"{SEATED}(?:'s)?\s+(?:(?!{WITH})[a-z-]+\s+){{0,3}}?(?:{institutes})\b(?!\s+[A-Z])"),
    )


def name_descriptions(line: Line, lexicon: Lexicon) -> None:
    """Put namings for organisations that the line describes. They never take the place of a name that is known."""
    for naming in _panels(line):
        line.put(naming)
    if line.shout():
        return
    explained = explained_by(lexicon)
    for naming in (*_explained(line, explained), *_institutes(line, explained), *_offices(line)):
        covered = [n for n in line.namings if n.start < naming.end and naming.start < n.end]
        if all(n.kind in (PartyKind.STATE, PartyKind.PERSON) for n in covered) and _open(line, naming):
            line.put(naming)


def _open(line: Line, naming: Naming) -> bool:
    return not any(s < naming.end and naming.start < e for s, e in line.hidden)


def _panels(line: Line) -> Iterator[Naming]:
    """ "the Panel of Experts on Chad", "a panel of UN experts", "UN sanctions monitors": one panel per text."""
    for match in FIND_PANEL.finditer(line.text):
        words, end = match.group(), match.end()
        if words[0].islower() and not re.search(UN, words):
            continue
        if re.search(r"(?:on|for)\s+(?:the\s+)?$", words):
            state = next((f for f in line.found if f.start == end), None)
            end = state.end if state else match.start() + len(re.sub(r"\s+(?:on|for)\s+(?:the\s+)?$", "", words))
        kind = PartyKind.INTERNATIONAL_ORGANISATION
        yield Naming(match.start(), end, "organisation:un-panel", line.text[match.start() : end], kind)


def _explained(line: Line, explained: Explained) -> Iterator[Naming]:
    for kind, pattern in explained.after_name:
        for match in pattern.finditer(line.text):
            start, end = match.span("name")
            lead = LEAD.match(line.text, start, end)
            start = lead.end() if lead else start
            if start < end and not any(f.start < end and start < f.end and not _within(f, start) for f in line.found):
                yield naming_of(line, start, end, kind)


def _within(found: Found, start: int) -> bool:
    """Whether it is a state's name that stands within a longer one: "Justice for Sudan"."""
    return found.start > start and found.alias.entry.kind is PartyKind.STATE


def _institutes(line: Line, explained: Explained) -> Iterator[Naming]:
    for found in line.found:
        if found.alias.entry.kind is not PartyKind.STATE or found.alias.form is Form.MASK:
            continue
        match = explained.institute.match(line.text, found.end)
        token = line.token(found.start, match.end()) if match else None
        if match is not None and (known := companies.explained_by(line, found.start, INSTITUTES)) is not None:
            yield known.but(start=found.start, end=match.end())
        elif match is not None and token is not None and does(token):
            words = line.text[found.start : match.end()]
            country = found.alias.entry.country
            yield Naming(found.start, match.end(), f"other:{slug(words)}", words, PartyKind.OTHER, country)


def _offices(line: Line) -> Iterator[Naming]:
    """Bodies named in full whose state the sentence does not give: "the Military Intelligence Service"."""
    for match in OFFICE.finditer(line.text):
        start, end = match.span("name")
        lead = LEAD.match(line.text, start, end)
        start = lead.end() if lead else start
        name = line.text[start:end]
        if " " not in name or NO_OFFICE.search(name) or use_of(line, start, end) is Use.ASIDE:
            continue
        owner = next((f for f in line.found if re.fullmatch(r"\s+of\s+(?:the\s+)?", line.text[end : f.start])), None)
        yield naming_of(line, start, owner.end if owner else end, PartyKind.GOVERNMENT_BODY)
    for match in ALONE.finditer(line.text):
        yield naming_of(line, *match.span("name"), PartyKind.GOVERNMENT_BODY)
