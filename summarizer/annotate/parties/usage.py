"""How a name is used where it stands: does the entity take part, does it only locate, does it only qualify?"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING

from summarizer.annotate.lexicon import load_table
from summarizer.annotate.parties.naming import Line

if TYPE_CHECKING:
    from spacy.tokens import Token

PLACE_BEFORE = re.compile(
    r"\b(?:in|inside|across|near|around|throughout|within|outside|into|over|off|along|via|through|at|onto)\s+(?:the\s+)?"
    r"(?:(?:[\w-]+ern|central|mainland|occupied|neighbou?ring|nearby|war-torn|post-war)\s+)*$",
    re.IGNORECASE,
)
PLACE_OF = re.compile(
    r"\b(?:coasts?|borders?|territory|parts|part|regions?|city|cities|town|towns|province|provinces|capital|north|south|east|"
    r"west|invasion|occupation|annexation|map|airspace|waters|outskirts|suburbs?|heart|centre|center|soil|shores?|areas?|swathes|"
    r"most|much|rest|size|bombing|shelling|history|streets|port|ports|districts?|oblast|people|citizens|residents|gulf|sea)\s+of\s+"
    r"(?:the\s+)?(?:[\w-]+ern\s+)?$",
    re.IGNORECASE,
)
CITY_BEFORE = re.compile(
    r"\b(?:in|at|near|to|from|outside|of|based in)\s+(?P<city>[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+){0,2}),\s+$"
)
SUPPLY_SUFFIX = re.compile(r"-(?:supplied|provided|donated|exported|sourced)\b", re.IGNORECASE)
MADE_SUFFIX = re.compile(
    r"-(?:made|built|produced|manufactured|origin|assembled|designed|developed|style|type|era)\b", re.IGNORECASE
)
"""Tells where a thing was made, and nothing of who moved it: "Iranian" + "-made"."""
BY_WAY = re.compile(r"\bby way of\s+(?:the\s+)?$", re.IGNORECASE)
SUFFIX = re.compile(r"-[a-z]+", re.IGNORECASE)
PREFIX = re.compile(r"\b(?:anti|pro|ex|non|post|pre|former|mid|un|trans|intra|inter)[- ]$", re.IGNORECASE)


FORCES = frozenset(("force", "army", "navy", "military", "police"))


class Use(Enum):
    ACTS = "acts"
    QUALIFIES = "qualifies"
    """Qualifies another noun that is part of the matter: "Iranian drones"."""
    ASIDE = "aside"
    """Locates, or qualifies a noun that is no part of the matter: "in Ukraine", "Russian winter"."""


@cache
def words(name: str) -> frozenset[str]:
    """A word list of `lexicon/usage.toml`."""
    return frozenset(load_table("usage")["words"][name])


def use_of(line: Line, start: int, end: int) -> Use:
    """How `text[start:end]` is used in its sentence; offsets within the sentence."""
    before, after = line.text[:start], line.text[end:]
    if PREFIX.search(before):
        return Use.ASIDE
    if MADE_SUFFIX.match(after):
        return Use.ASIDE
    if SUPPLY_SUFFIX.match(after):
        return Use.QUALIFIES
    if any(p.search(line.text[: _list_start(line, start)]) for p in (PLACE_BEFORE, PLACE_OF, BY_WAY)) or _after_city(
        line, start
    ):
        return Use.ASIDE
    if SUFFIX.match(after) and not re.match(r"-[A-Z]", after):
        return Use.ASIDE
    token = line.token(start, end)
    return _by_parse(token, end - start) if token is not None else Use.ASIDE


def _list_start(line: Line, start: int) -> int:
    """Where the first name of a list "X and Y" begins that ends with the name at `start`."""
    for found in reversed(line.found):
        if found.end < start and re.fullmatch(r",?\s+(?:and|or)\s+(?:the\s+)?", line.text[found.end : start]):
            start = found.start
    return start


def _after_city(line: Line, start: int) -> bool:
    """Whether the name only tells where a city is: "in Vladivostok, Russia"."""
    city = CITY_BEFORE.search(line.text[:start])
    return city is not None and not any(f.start < city.end("city") and city.start("city") < f.end for f in line.found)


def _by_parse(token: Token, length: int) -> Use:
    token = _first_of_list(token)
    head = token.head
    match token.dep_:
        case "nsubj" if head.lemma_.lower() in words("users") and head.pos_ == "VERB":
            return Use.ASIDE
        case "nsubj" | "nsubjpass" | "attr" | "dative" | "iobj" | "ROOT" | "dep" | "appos" | "npadvmod" | "nsubj:pass":
            return Use.ACTS
        case "dobj":
            aside = head.lemma_.lower() in words("travel") or head.lemma_.lower() in words("touches")
            return Use.ASIDE if aside else Use.ACTS
        case "poss":
            return Use.ASIDE if _aside_noun(head) else Use.ACTS
        case "pobj":
            return _after_preposition(head)
        case "amod" | "compound" | "nmod":
            return _qualifying(head)
    return Use.ACTS


def _first_of_list(token: Token) -> Token:
    """The first noun of a list, which stands for all of them: "in Syria, Iraq and Yemen"."""
    while token.dep_ == "conj" and token.head.pos_ in ("PROPN", "NOUN", "ADJ") and token.head.i < token.i:
        token = token.head
    return token


def _after_preposition(preposition: Token) -> Use:
    governor = preposition.head
    word = preposition.lower_
    if word in words("places"):
        return Use.ASIDE
    if word in ("to", "from", "toward", "towards", "for") and governor.lemma_.lower() in words("travel"):
        return Use.ASIDE
    if word == "by" and governor.lemma_.lower() in words("users"):
        return Use.ASIDE
    if word == "of" and governor.dep_ == "pobj" and governor.head.lower_ == "by" and governor.lemma_.lower() in FORCES:
        return _after_preposition(governor.head)
    if word == "with" and (governor.lemma_.lower() in words("relations") or governor.lower_ in ("together", "along")):
        return Use.ASIDE
    if word == "between" and governor.lemma_.lower() in words("strife"):
        return Use.ASIDE
    if word in ("of", "on", "against") and _aside_noun(governor):
        return Use.ASIDE
    return Use.ACTS


def _qualifying(noun: Token) -> Use:
    while noun.dep_ in ("compound", "amod", "nmod") and noun.head.i > noun.i:
        noun = noun.head
    if noun.lemma_.lower() in words("goods") or any(c.isdigit() for c in noun.text) or noun.pos_ == "PROPN":
        return Use.QUALIFIES if _dealt_in(noun) else Use.ASIDE
    return Use.QUALIFIES if noun.lemma_.lower() in words("matter") or noun.lower_ in words("matter") else Use.ASIDE


def _dealt_in(goods: Token) -> bool:
    """Whether somebody gives, gets, deals in or fires the goods: "took delivery of Russian tanks"."""
    if goods.dep_ == "dobj" and goods.head.lemma_.lower() in ("use", "fire", "launch"):
        return True
    around = (*goods.ancestors, *(c for c in goods.children if c.dep_ in ("acl", "relcl")))
    return any(t.lemma_.lower() in words("dealings") for t in around)


def _aside_noun(noun: Token) -> bool:
    return noun.lemma_.lower() in words("aside")


def does(token: Token) -> bool:
    """Whether what the token heads does something of an arms matter, or has it done to it."""
    token = _first_of_list(token)
    while token.dep_ in ("compound", "appos") and token.head.pos_ == "PROPN" and token.head.i != token.i:
        token = token.head
    verb = token.head
    match token.dep_:
        case "nsubj" | "nsubjpass" | "dobj" | "dative":
            return str(verb.lemma_).lower() in words("deeds")
        case "pobj":
            governor = str(verb.head.lemma_).lower()
            if verb.lower_ in ("by", "to", "for", "from", "with", "against", "on"):
                return governor == "accord" or governor in words("deeds") or governor in words("matter")
            return governor == "accord"
    return False
