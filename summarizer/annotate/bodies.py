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
