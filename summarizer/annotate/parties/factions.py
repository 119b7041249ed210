"""Namings by pattern of political parties, and of missions and forces that several states send."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.annotate.parties.naming import Line, Naming, slug
from summarizer.annotate.parties.usage import words
from summarizer.schema import PartyKind

NAME = r"[A-Z][\w'’-]+(?:\s+(?:(?:of|for)\s+(?:the\s+)?)?[A-Z][\w'’-]+){0,3}"
PLACE = (
    r"(?:[Oo]pposition|(?:[Cc]o-)?[Rr]uling|[Gg]overning|[Jj]unior coalition partner|"
    r"(?:(?:[Ff]ar|[Cc]ent(?:re|er)|[Hh]ard)-)(?:[Rr]ight|[Ll]eft)|[Rr]ight-wing|[Ll]eft-wing|[Pp]opulist|[Nn]ationalist|[Pp]ro-Russian|[Pp]ro-European|[Ii]slamist)"
)
PARTY = re.compile(
    rf"\b(?:{PLACE}\s+(?:[a-z-]+\s+)?(?P<placed>{NAME}(?:\s+(?:[Pp]arty|[Aa]lliance|[Mm]ovement|[Cc]oalition|[Bb]loc)\b)?)"
    rf"|(?:[Tt]he\s+)(?P<called>{NAME}\s+[Pp]arty)\b)(?!\s+(?:MP|leader|chief|lawmaker|spokes)?\s*[A-Z])"
)
WING = re.compile(
    r"\b[Tt]he\s+(?P<name>Conservatives|Liberals|Greens|Socialists|Communists|Republicans|Democrats|Tories|Labourites|"
    r"Social Democrats|Christian Democrats|Free Democrats|Left)\s+(?P<verb>[a-z]+)\b"
)
OFFICE = re.compile(
    r"(?:Senator|MP|MPs|Congress\w*|Party|Leader|Minister|President|Representative|Deputy|Sen|Rep|Mr|Ms|Mrs|Dr|Gen|"
    r"Parliament|Senate|Democrat|Republican)\b"
)
MISSION = re.compile(
    r"\b(?:(?:[A-Z][\w.]+-led|[Mm]ultinational|[Ii]nternational|[Uu]\.?[Nn]\.?|[Rr]egional|[Jj]oint)\s+)"
    r"(?:[a-z-]+\s+){0,2}?(?:security|peacekeeping|stabili[sz]ation|support|training|observer|monitoring|policing|peace)\s+"
    r"(?:support\s+)?(?:mission|force|operation)\b"
)


def name_factions(line: Line) -> None:
    """Put namings for political parties and joint missions that no table knows, where nothing else is named."""
    if line.shout():
        return
    for naming in (*_parties(line), *_missions(line)):
        covered = [n for n in line.namings if n.start < naming.end and naming.start < n.end]
        inside = all(naming.start <= n.start and n.end <= naming.end for n in covered)
        weak = all(n.kind in (PartyKind.STATE, PartyKind.PERSON, PartyKind.OTHER) for n in covered)
        if inside and weak and not any(s < naming.end and naming.start < e for s, e in line.hidden):
            line.put(naming)


def _parties(line: Line) -> Iterator[Naming]:
    """ "the opposition Reed Movement", "the ruling Dawn party", "the Greens want"."""
    for match in PARTY.finditer(line.text):
        start, end = match.span("placed") if match["placed"] else match.span("called")
        if not OFFICE.match(line.text, start) and not _a_state(line, start, end):
            yield _other(line, start, end)
    for match in WING.finditer(line.text):
        verb = line.token(*match.span("verb"))
        if verb is not None and verb.pos_ in ("VERB", "AUX"):
            yield _other(line, *match.span("name"))
    for match in re.finditer(rf"\b[Oo]pposition\s+(?P<name>{NAME})", line.text):
        if match["name"] in WINGS:
            yield _other(line, *match.span("name"))


WINGS = frozenset("Conservatives Liberals Greens Socialists Communists Republicans Democrats Tories".split())


def _a_state(line: Line, start: int, end: int) -> bool:
    return any(f.start == start and f.end == end for f in line.found)


def _other(line: Line, start: int, end: int) -> Naming:
    name = line.text[start:end]
    country = next((f.alias.entry.country for f in line.found if start <= f.start and f.end <= end), None)
    return Naming(start, end, f"other:{slug(name)}", name, PartyKind.OTHER, country)


def _missions(line: Line) -> Iterator[Naming]:
    """ "the Kenyan-led security mission", "a multinational peacekeeping force"."""
    for match in MISSION.finditer(line.text):
        token = line.token(*match.span())
        acts = token is not None and (token.dep_ in ("nsubj", "nsubjpass", "dobj", "dative") or _to_it(token.head.text))
        name = match.group()
        kind = PartyKind.INTERNATIONAL_ORGANISATION
        yield Naming(*match.span(), f"organisation:{slug(name)}", name, kind, acts=acts)


def _to_it(preposition: str) -> bool:
    return preposition.lower() in ("to", "for", "by", "from", "with") and preposition.lower() not in words("places")
