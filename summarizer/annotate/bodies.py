"""Namings by pattern: ministries and services of states, armed groups and companies that no table can list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from summarizer.annotate.lexicon import Form, Found, Lexicon, any_of
from summarizer.annotate.naming import Line, Naming, slug
from summarizer.annotate.states import touching, unnamed
from summarizer.annotate.usage import Use, does, use_of
from summarizer.schema import PartyKind

CAPITALISED = r"[A-Z][\w'&.-]*"


@dataclass(frozen=True)
class Patterns:
    """The tables' patterns, compiled. Each is matched at a place, not searched for, unless its name says so."""

    topic_office: re.Pattern[str]
    find_office_of: re.Pattern[str]
    institution: re.Pattern[str]
    armed: re.Pattern[str]
    find_armed: re.Pattern[str]
    firms: re.Pattern[str]
    media: re.Pattern[str]
    find_firm: re.Pattern[str]
    find_bare: re.Pattern[str]
    topics: dict[str, str]


@lru_cache(maxsize=4)
def patterns_of(lexicon: Lexicon) -> Patterns:
    """The lexicon's patterns, compiled once per lexicon."""
    bodies = lexicon.patterns["bodies"]
    topics = {t.casefold(): name for name, texts in bodies["topics"].items() for t in texts}
    topic, offices = any_of(topics), any_of(bodies["offices"])
    heads, firms = any_of(lexicon.patterns["groups"]["heads"]), lexicon.patterns["companies"]
    legal = any_of(firms["forms"])
    gap = r"(?:'s?)?\s+"
    media = lexicon.patterns["outlets"]
    trades = any_of(firms["trades"])
    backed = r"(?:-(?:backed|aligned|allied|linked|supported|sponsored|led|trained|armed|funded|based))?"
    return Patterns(
        topic_office=_re(rf"{gap}(?:federal\s+)?(?P<topic>{topic})\s+(?P<office>{offices})\b"),
        find_office_of=_re(
            r"\b(?P<office>ministry|department|(?<=the )office|bureau)\s+(?:of|for)\s+(?:the\s+)?"
            rf"(?P<topic>{topic}|(?-i:{CAPITALISED}))"
            rf"(?P<more>(?:(?:,|\s+and|\s+&|\s+of)?(?:\s+the)?\s+(?-i:{CAPITALISED}))*)"
        ),
        institution=_re(rf"{gap}(?:national\s+|federal\s+|state\s+)?(?:{any_of(bodies['institutions'])})\b"),
        armed=_re(rf"{backed}{gap}(?:[\w-]+\s+){{0,2}}?(?:{heads})\b"),
        find_armed=re.compile(
            rf"\b(?P<who>[A-Z][\w'-]+(?:-(?:backed|aligned|allied|linked|led))?)\s+(?:[a-z-]+\s+)?(?i:{heads})\b"
        ),
        firms=_re(rf"{gap}(?:(?:{any_of(firms['describers'])}|and|[a-z]+)[\s-]+){{0,3}}(?:{any_of(firms['heads'])})\b"),
        media=_re(rf"{gap}(?:(?:{any_of(media['kinds'])})\s+)?(?:{any_of(media['heads'])})\b"),
        find_firm=re.compile(
            rf"\b(?:{CAPITALISED}\s+(?:&\s+)?){{1,5}}?(?:{trades}(?!\w),?\s+)*(?:(?P<form>{legal})|{trades})(?!\w)"
            rf"(?:,?\s{legal}(?!\w))?"
        ),
        find_bare=_re(rf"\bthe\s+(?P<body>(?P<topic>{topic})\s+(?P<office>{offices}))\b"),
        topics=topics,
    )


def name_by_pattern(line: Line, lexicon: Lexicon) -> None:
    """Put namings for bodies, armed groups and companies that stand in the line by pattern."""
    patterns = patterns_of(lexicon)
    for found in line.found:
        if found.alias.entry.kind is PartyKind.STATE and found.alias.form is not Form.MASK:
            naming = _after_state(line, found, patterns)
            if naming is not None:
                line.put(naming)
    for rule in (_offices, _groups, _firms):
        for naming in tuple(rule(line, patterns)):
            if not any(s < naming.end and naming.start < e for s, e in line.hidden):
                line.put(naming)


def _after_state(line: Line, found: Found, patterns: Patterns) -> Naming | None:
    text, country = line.text, found.alias.entry.country
    if (match := patterns.topic_office.match(text, found.end)) is not None:
        topic = patterns.topics[match["topic"].casefold()]
        return _body(line, found.start, match.end(), f"{topic}-ministry", country)
    if (match := patterns.institution.match(text, found.end)) is not None:
        return _institution(line, found, match.end())
    if (match := patterns.armed.match(text, found.end)) is not None:
        if _named(line, match.end(), PartyKind.ARMED_GROUP):
            return None
        words = text[found.start : match.end()]
        backed = text[found.end : found.end + 1] == "-"
        country = None if backed else country
        return Naming(found.start, match.end(), f"group:{slug(words)}", words, PartyKind.ARMED_GROUP, country)
    if (match := patterns.media.match(text, found.end)) is not None and not _named(line, match.end(), PartyKind.MEDIA):
        words = text[found.start : match.end()]
        return Naming(found.start, match.end(), f"media:{slug(words)}", words, PartyKind.MEDIA)
    if (match := patterns.firms.match(text, found.end)) is not None and found.alias.form is not Form.CAPITAL:
        return _firm(line, found, match.end())
    return None


OF_THE = re.compile(r"[\s,'\"]*(?:(?:of|from|in)\s+)?(?:the\s+)?")


def _named(line: Line, end: int, kind: PartyKind) -> bool:
    """Whether a description is followed by the name it describes: "mercenary company" Wagner."""
    after = (f for f in line.found if f.start >= end and f.alias.entry.kind is kind)
    return any(OF_THE.fullmatch(line.text[end : f.start]) for f in after)


def _firm(line: Line, found: Found, end: int) -> Naming | None:
    """A company known by its description, or the unknown name that follows the description."""
    country = found.alias.entry.country
    if _named(line, end, PartyKind.COMPANY):
        return None
    name = re.compile(rf"\s+({CAPITALISED}(?:\s+{CAPITALISED})*)").match(line.text, end)
    if name is not None and not line.shout():
        words = re.sub(r"(?:'s)?[.']*$", "", name[1])
        start = name.start(1)
        return Naming(start, start + len(words), f"company:{slug(words)}", words, PartyKind.COMPANY, country)
    if found.alias.form is not Form.ADJECTIVE:
        return None
    words = line.text[found.start : end]
    return Naming(found.start, end, f"company:{slug(words)}", words, PartyKind.COMPANY, country)


SOFT = re.compile(r"(?:military|army|navy|air force|(?:\w+\s+)*forces|police|marines|customs)$")
SPOKEN_FOR = re.compile(
    r"\b(?:spokes\w+|officials?|diplomats?|members?|representatives?)\s+(?:for|of|at|from|in)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


def _institution(line: Line, found: Found, end: int) -> Naming | None:
    start = found.start - len("Royal ") if line.text[: found.start].endswith("Royal ") else found.start
    name = re.sub(r"^(?:'s?)?\s+", "", line.text[found.end : end])
    naming = _body(line, start, end, slug(name), found.alias.entry.country)
    if name[0].isupper() or naming.anonymous:
        return naming
    if SPOKEN_FOR.search(line.text[:start]):
        return naming.but(anonymous=True)
    # "the Russian army" in lower case is a body when it acts, else it is a way to speak of the state.
    token = line.token(start, end)
    if token is None:
        return None
    acts = does(token) or (SOFT.search(name) is None and token.dep_ in ("nsubj", "nsubjpass"))
    return naming if acts else None


def _body(line: Line, start: int, end: int, key: str, country: str | None) -> Naming:
    name = _core(line, start, end)
    people = unnamed(line, end)
    acts = use_of(line, start, end) is not Use.ASIDE
    kind = PartyKind.GOVERNMENT_BODY
    return Naming(start, people or end, f"body:{country}:{key}", name, kind, country, None, acts, people is not None)


def _core(line: Line, start: int, end: int) -> str:
    """The body's name without a state's possessive: "Ukraine's Defence Ministry" is the "Defence Ministry"."""
    for found in line.found:
        owned = re.compile(r"'s?\s+(?=[A-Z])").match(line.text, found.end) if found.start == start else None
        if owned is not None:
            return line.text[owned.end() : end]
    return line.text[start:end]


def _offices(line: Line, patterns: Patterns) -> Iterator[Naming]:
    """ "Ministry of X of Y", and ministries without a state: "the foreign ministry"."""
    for match in patterns.find_office_of.finditer(line.text):
        topic = patterns.topics.get(re.sub(r"\s+", " ", match["topic"]).casefold())
        if topic is None and (line.shout() or line.text[match.start()].islower()):
            continue
        start, end, country = _with_state(line, *match.span())
        known = any(n.start <= match.start() and match.end() <= n.end for n in line.namings)
        if not known or country is not None:
            yield _body(line, start, end, f"{topic}-ministry" if topic else slug(match.group()), country)
    for match in patterns.find_bare.finditer(line.text):
        if line.free(*match.span("body")):
            topic = patterns.topics[match["topic"].casefold()]
            yield _body(line, *match.span("body"), f"{topic}-ministry", None)


def _with_state(line: Line, start: int, end: int) -> tuple[int, int, str | None]:
    """A body's stretch widened over the state before it or after its "of", and that state's country."""
    country = None
    for found in line.found:
        if found.alias.entry.kind is not PartyKind.STATE:
            continue
        between = line.text[end : found.start] if found.start >= end else " of "
        if touching(line, found, start):
            start, country = found.start, found.alias.entry.country
        elif found.start > start and re.fullmatch(r"\s*(?:of|in)\s+(?:the\s+)?", between):
            end, country = max(end, found.end), found.alias.entry.country
    return start, end, country


def _groups(line: Line, patterns: Patterns) -> Iterator[Naming]:
    if line.shout():
        return
    for match in patterns.find_armed.finditer(line.text):
        if match["who"] in NOT_NAMES or not line.free(match.start(), match.end()):
            continue
        yield Naming(match.start(), match.end(), f"group:{slug(match.group())}", match.group(), PartyKind.ARMED_GROUP)


NOT_NAMES = frozenset(
    "The A An These Those Some Many Two Three Several Local Foreign Armed Rival Both Other All Any Such Most".split()
)


def _firms(line: Line, patterns: Patterns) -> Iterator[Naming]:
    if line.capitals:
        return
    for match in patterns.find_firm.finditer(line.text):
        start, end = _without_article(line.text, match.start()), match.end()
        strong = match["form"] is not None
        taken = [n for n in line.namings if n.start < end and start < n.end]
        if any(n.kind is not PartyKind.STATE and n.end - n.start >= end - start for n in taken):
            continue
        if not strong and not _organisation(line, start, end):
            continue
        if any(n.kind is not PartyKind.STATE and n.kind is not PartyKind.COMPANY for n in taken):
            continue
        known = next((n for n in taken if n.kind is PartyKind.COMPANY), None)
        if known is not None:
            yield known.but(start=start, end=end)
        else:
            yield Naming(start, end, f"company:{slug(line.text[start:end])}", line.text[start:end], PartyKind.COMPANY)


def _without_article(text: str, start: int) -> int:
    match = re.compile(r"(?:The|A|An|But|And|When|While|If|As|In|At|For|With|Under)\s+").match(text, start)
    return match.end() if match else start


def _organisation(line: Line, start: int, end: int) -> bool:
    """Whether the parse agrees that a name with a weak legal form ("Systems") is an organisation that takes part."""
    if line.shout() or NOT_A_FIRM.search(line.text[start:end]):
        return False
    span = line.span(start, end)
    found = (e for e in line.parsed.doc.ents if e.label_ == "ORG")
    return span is not None and any(e.start <= span.start and span.end - 1 <= e.end <= span.end for e in found)


NOT_A_FIRM = re.compile(r"\b(?:Monitoring|Contact|Working|Air|Missile|Weapons?|Rocket|Launch|Combat)\b")


def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
