"""The lexicon's telling words as regular expressions: what makes a ministry, an armed group, a firm or an outlet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from summarizer.annotate.lexicon import Lexicon, any_of
from summarizer.annotate.matching import Opened
from summarizer.annotate.parties.naming import latin

CAPITALISED = latin(r"[A-Z][\w'&.-]*")
GAP = r"(?:'s?)?\s+"
BACKED = r"(?:-(?:backed|aligned|allied|linked|supported|sponsored|led|trained|armed|funded|based))?"
SEATED = r"(?:-(?:based|registered|headquartered|owned|linked|incorporated|run))?"
WITH = r"(?:of|for|in|with|by|to|from|that|which|who|where|on|at|against|under|and its)\b"
"""Words that end a bare noun phrase."""
PLACED = r"(?:based|registered|headquartered|incorporated|located)"
SEAT_OF_FIRM = rf"(?:(?:(?:that|which)\s+(?:is|was)\s+)?{PLACED}\s+)?(?:in|from)\s+(?:the\s+)?"


@dataclass(frozen=True)
class BodyPatterns:
    """Government bodies. Each is matched at a place, not searched for, unless its name says so."""

    topics: dict[str, str]
    topic_office: re.Pattern[str]
    find_office_of: re.Pattern[str]
    find_bare: re.Pattern[str]
    institution: re.Pattern[str]
    authority: re.Pattern[str]
    """An office of a state that no table lists: "Thai" + " rice export board"."""
    find_institution_of: Opened
    find_court: re.Pattern[str]


@dataclass(frozen=True)
class GroupPatterns:
    """Armed groups, and outlets known by the state that they are from."""

    armed: re.Pattern[str]
    find_armed: re.Pattern[str]
    media: re.Pattern[str]
    find_state_media: re.Pattern[str]
    heads: re.Pattern[str]
    """What armed groups are called that have no name: "rebels"."""


@dataclass(frozen=True)
class FirmPatterns:
    """Companies by legal form, by trade and by description."""

    cities: dict[str, str]
    """Country by city of trade."""
    after_state: re.Pattern[str]
    traffickers: re.Pattern[str]
    find_firm: re.Pattern[str]
    find_firm_in: Opened
    find_city_firm: re.Pattern[str]
    legal_forms: re.Pattern[str]
    """Legal forms at either end of a company's name."""


@lru_cache(maxsize=4)
def body_patterns(lexicon: Lexicon) -> BodyPatterns:
    """The lexicon's patterns of bodies, compiled once per lexicon."""
    bodies = lexicon.patterns["bodies"]
    topics = {t.casefold(): name for name, texts in bodies["topics"].items() for t in texts}
    capital = any_of(t.title() for t in topics if " " not in t)
    topic, offices, institutions = any_of(topics), any_of(bodies["offices"]), any_of(bodies["institutions"])
    return BodyPatterns(
        topics=topics,
        topic_office=_re(rf"{GAP}(?:federal\s+)?(?P<topic>{topic})\s+(?P<office>{offices})\b"),
        find_office_of=_re(
            r"\b(?P<office>ministry|department|(?<=the )office|bureau)\s+(?:of|for)\s+(?:the\s+)?"
            rf"(?P<topic>{topic}|(?-i:{CAPITALISED}))"
            rf"(?P<more>(?:(?:,|\s+and|\s+&|\s+of)?(?:\s+the)?\s+(?-i:{CAPITALISED}))*)"
        ),
        find_bare=re.compile(
            rf"(?:\b(?:[Tt]he|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Oo]ur|[Aa])\s+(?i:(?P<body>(?P<topic>{topic})\s+(?P<office>{offices})))"
            rf"|\b(?P<bare>(?P<bare_topic>{capital})\s+(?P<bare_office>Ministry|Department)))\b"
        ),
        institution=_re(rf"{GAP}(?:national\s+|federal\s+|state\s+)?(?:{institutions})\b"),
        authority=_re(
            rf"{GAP}(?:(?!{WITH}|news\b|press\b|wire\b)[\w&-]+\s+){{0,4}}?(?:{any_of(bodies['authorities'])})\b"
        ),
        find_institution_of=Opened.of(
            rf"\b(?P<body>{institutions})\s+of\s+(?:the\s+)?(?-i:(?=[A-Z]))", bodies["institutions"], re.IGNORECASE
        ),
        find_court=re.compile(
            rf"\b(?:(?i:(?:(?:district|federal|supreme|high|regional|criminal|military|appeals?|city)\s+)+court)|Court|(?<=\b[Aa]\s)court|(?<=\b[Tt]he\s)court)"
            rf"\s+(?i:of|in|for)\s+(?:the\s+|The\s+)?{CAPITALISED}(?:\s+{CAPITALISED})*"
        ),
    )


@lru_cache(maxsize=4)
def group_patterns(lexicon: Lexicon) -> GroupPatterns:
    """The lexicon's patterns of armed groups and outlets, compiled once per lexicon."""
    heads = any_of(lexicon.patterns["groups"]["heads"])
    media = lexicon.patterns["outlets"]
    return GroupPatterns(
        armed=_re(rf"{BACKED}{GAP}(?:[\w-]+\s+){{0,2}}?(?:{heads})\b"),
        find_armed=re.compile(
            rf"\b(?P<who>[A-Z][\w'-]+(?:-(?:backed|aligned|allied|linked|led))?)(?:\s+[A-Z][\w'-]+){{0,3}}?"
            rf"\s+(?:[a-z-]+\s+)?(?i:{heads})\b"
        ),
        media=_re(rf"{GAP}(?:(?:{any_of(media['kinds'])})\s+)?(?:{any_of(media['heads'])})\b"),
        find_state_media=_re(
            r"\bstate[- ](?:(?:run|owned)\s+)?(?:media|news agency|"
            r"(?:television|tv|radio)(?:\s+(?:channel|station|network|broadcaster))?)\b"
        ),
        heads=_re(rf"\b(?:{heads})\b"),
    )


@lru_cache(maxsize=4)
def firm_patterns(lexicon: Lexicon) -> FirmPatterns:
    """The lexicon's patterns of companies, compiled once per lexicon."""
    firms = lexicon.patterns["companies"]
    legal, trades, heads = any_of(firms["forms"]), any_of(firms["trades"]), any_of(firms["heads"])
    describers, before = any_of(firms["describers"]), any_of(firms["forms_before"])
    described = rf"(?:(?:{describers}|and)[\s-]+){{0,4}}{heads}"
    loosely = rf"(?:(?:{describers}|(?!{WITH})[a-z]+)[\s-]+){{0,3}}{heads}"
    return FirmPatterns(
        cities=dict(firms["cities"]),
        after_state=_re(rf"{SEATED}{GAP}(?:{loosely})\b"),
        traffickers=_re(rf"{SEATED}{GAP}(?:(?!{WITH})[a-z]+\s+){{0,2}}?{any_of(firms['traffickers'])}\b"),
        find_firm=re.compile(
            rf"\b(?:{CAPITALISED}\s+(?:&\s+)?){{1,5}}?(?:{trades}(?!\w),?\s+)*(?:(?P<form>{legal})|{trades})(?!\w)"
            rf"(?:,?\s{legal}(?!\w))?|\b(?P<before>{before})\s+[\"']?{CAPITALISED}(?:\s+{CAPITALISED})*"
        ),
        find_firm_in=Opened.of(
            rf"\b(?P<firm>(?i:{described}))\s+(?i:{SEAT_OF_FIRM})(?P<place>{CAPITALISED}(?:\s+{CAPITALISED})*)",
            (*firms["describers"], "and", *firms["heads"]),
        ),
        find_city_firm=re.compile(rf"\b(?P<city>{any_of(firms['cities'])})(?i:{SEATED}\s+{loosely})\b"),
        legal_forms=re.compile(rf"^(?:{before})\s+[\"']?|,?\s+(?:{legal})$"),
    )


def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
