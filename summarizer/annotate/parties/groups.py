"""Namings by pattern of armed groups and of outlets that are known by where they are from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.annotate.lexicon import Found, Lexicon
from summarizer.annotate.parties.companies import explained_by, named_after, named_before
from summarizer.annotate.parties.naming import Line, Naming, slug
from summarizer.annotate.parties.patterns import CAPITALISED, GroupPatterns, group_patterns
from summarizer.schema import PartyKind

NOT_NAMES = frozenset(
    "The A An These Those Some Many Two Three Several Local Foreign Armed Rival Both Other All Any Such Most".split()
)
CALLED = re.compile(
    r"\b[Tt]he\s+(?P<name>[A-Z][\w'’-]+(?:\s+(?:(?:of|the|and)\s+)?[A-Z][\w'’-]+){0,3})\s+"
    r"(?:newspaper|daily|weekly|tabloid|magazine|news (?:agency|website|site|channel|outlet)|broadcaster|"
    r"television (?:channel|network)|"
    r"TV (?:channel|network|station)|radio station)\b(?!\s+[A-Z])"
)
"""An outlet by its name and what it is: "the Morning Ledger newspaper"."""
OUTLET_NAME = re.compile(
    rf"\s+(?P<name>{CAPITALISED}(?:\s+{CAPITALISED}){{0,3}}(?:\s\d{{1,2}}(?=[,.]|'s\b|\s(?:said|reported|wrote|quoted)))?)"
)
ON_AIR = re.compile(r"\b(?:on|told)\s+$", re.IGNORECASE)
"""What makes of state television only where somebody speaks: "said on" + " state television"."""
STATE_RUN = re.compile(r"state[- ](?:run|owned|controlled)|official|state", re.IGNORECASE)
TELEVISION = re.compile(r"television|broadcaster|tv", re.IGNORECASE)


def group_after_state(line: Line, found: Found, patterns: GroupPatterns) -> Naming | None:
    """An armed group or outlet that a state's name describes: "Chadian" + " rebels", "Belgrade" + " daily Danas"."""
    text, country = line.text, found.alias.entry.country
    if (match := patterns.armed.match(text, found.end)) is not None and line.bare(found.end, match.end()):
        if named_after(line, match.end(), PartyKind.ARMED_GROUP):
            return None
        if (known := explained_by(line, found.start, (PartyKind.ARMED_GROUP,))) is not None:
            return known.but(start=found.start, end=match.end())
        words = text[found.start : match.end()]
        backed = text[found.end : found.end + 1] == "-"
        country = None if backed else country
        return Naming(found.start, match.end(), f"group:{slug(words)}", words, PartyKind.ARMED_GROUP, country)
    if (match := patterns.media.match(text, found.end)) is not None:
        return None if named_after(line, match.end(), PartyKind.MEDIA) else _outlet(line, found, match.end())
    return None


def _outlet(line: Line, found: Found, end: int) -> Naming:
    """The outlet by its name if one follows the description, else by the description itself."""
    text, country = line.text, found.alias.entry.country
    name = None if line.shout() else OUTLET_NAME.match(text, end)
    if name is not None and not text[:end].endswith("s"):
        words = re.sub(r"(?:'s)?[.']*$", "", name["name"])
        at = name.start("name")
        return Naming(at, at + len(words), f"media:{slug(words)}", words, PartyKind.MEDIA, country)
    if (known := explained_by(line, found.start, (PartyKind.MEDIA,))) is not None:
        return known.but(start=found.start, end=end)
    if (before := named_before(line, found.start)) is not None:
        words = text[before[0] : before[1]]
        naming = Naming(*before, f"media:{slug(words)}", words, PartyKind.MEDIA, country)
        line.put(naming.but(start=found.start, end=end))
        return naming
    head = TELEVISION.sub("tv", STATE_RUN.sub("state", text[found.end : end]))
    words = text[found.start : end]
    return Naming(found.start, end, f"media:{country}:{slug(head)}", words, PartyKind.MEDIA, country)


def name_groups(line: Line, lexicon: Lexicon) -> None:
    """Put namings for armed groups and state media that stand in the line without a state's name before them."""
    patterns = group_patterns(lexicon)
    for naming in (*_groups(line, patterns), *_state_media(line, patterns), *_called(line)):
        covered = [n for n in line.namings if n.start < naming.end and naming.start < n.end]
        if line.free(naming.start, naming.end) or (covered and all(_only_place(n, naming) for n in covered)):
            line.put(naming)


def _only_place(covered: Naming, naming: Naming) -> bool:
    """Whether a state is named inside only to tell where something is: "state media in Pretoria"."""
    inside = naming.start <= covered.start and covered.end <= naming.end
    return inside and covered.kind is PartyKind.STATE and not covered.acts


def _groups(line: Line, patterns: GroupPatterns) -> Iterator[Naming]:
    if line.shout():
        return
    for match in patterns.find_armed.finditer(line.text):
        if (
            match["who"] not in NOT_NAMES
            and line.free(match.start(), match.end())
            and _noun_phrase(line, *match.span())
        ):
            yield Naming(
                match.start(), match.end(), f"group:{slug(match.group())}", match.group(), PartyKind.ARMED_GROUP
            )


def _noun_phrase(line: Line, start: int, end: int) -> bool:
    """Whether the words are a name with its noun: no "Had the militia", no "March against gangs"."""
    span = line.span(start, end)
    return span is not None and not any(t.pos_ in ("AUX", "ADP", "CCONJ", "SCONJ", "DET", "PRON") for t in span)


def _called(line: Line) -> Iterator[Naming]:
    """ "the Morning Ledger newspaper"."""
    for match in CALLED.finditer(line.text):
        start, end = match.span("name")
        if not any(f.start < end and start < f.end for f in line.found):
            yield Naming(start, end, f"media:{slug(match['name'])}", match["name"], PartyKind.MEDIA)


def _state_media(line: Line, patterns: GroupPatterns) -> Iterator[Naming]:
    """ "State media in Tehran said": of the state whose name stands after it, else of one to be found elsewhere."""
    for match in patterns.find_state_media.finditer(line.text):
        if named_after(line, match.end(), PartyKind.MEDIA):
            continue
        end, country = match.end(), None
        for found in line.found:
            if found.alias.entry.kind is PartyKind.STATE and re.fullmatch(
                r"\s+(?:in|of|from)\s+(?:the\s+)?", line.text[match.end() : found.start]
            ):
                end, country = found.end, found.alias.entry.country
        head = slug(TELEVISION.sub("tv", STATE_RUN.sub("state", match.group())))
        words = line.text[match.start() : end]
        stage = ON_AIR.search(line.text[: match.start()]) is not None
        yield Naming(match.start(), end, f"media:{country}:{head}", words, PartyKind.MEDIA, country, acts=not stage)
