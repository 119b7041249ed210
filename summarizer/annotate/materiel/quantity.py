"""The words that count materiel: where a quantity ends right before an item, or follows it as "worth ..."."""

from __future__ import annotations

import re

_ABOUT = (
    r"(?:(?:up to|as many as|at least|more than|no more than|fewer than|less than|about|around|roughly|approximately"
    r"|some|nearly|almost|over|close to|an additional|additional|an estimated|another|a further|a total of|an initial"
    r"|between|exactly|only|just) )*"
)
_TENS = r"twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_WORDS = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    rf"|eighteen|nineteen|(?:{_TENS})(?:-\w+)?"
)
_SCALE = r"hundred|thousand|million|billion|trillion|dozen"
_PART = (
    rf"(?:half(?: of)?|(?:an? |one |three[- ])(?:half|thirds?|quarters?) of) an? (?:{_SCALE})"
    rf"|(?:{_WORDS}|an?) and a (?:half|quarter) (?:{_SCALE})"
)
"""A wrong digit ruins a brief: "half a million" must never be read as "a million"."""
_NUMBER = rf"(?:{_PART}|\d[\d,.]*(?: ?(?:k|m|bn)\b)?|{_WORDS}|an?(?= (?:{_SCALE})))(?:[ -](?:{_SCALE}))*"
_RANGE = rf"{_NUMBER}(?: ?(?:-|–|to|and|or) ?{_NUMBER})?"
_COINS = r"dollars|euros|pounds|yuan|rubles|roubles|rupees|crore|kronor|kroner|zlotys|shekels|yen|won"
_MONEY = (
    rf"(?:(?:us|a|c|nz|s|hk|nt)?[$€£¥₹] ?|(?:usd|eur|gbp) ){_RANGE}(?: ?bln| ?mln)?"
    rf"|{_RANGE} (?:us )?(?:{_COINS})"
)
_HEAPS = r"hundreds|thousands|millions|tons|tonnes"
_LOTS = rf"(?:tens|dozens|scores|billions|{_HEAPS})(?: of (?:{_HEAPS}))*"
_SIZE = (
    r"significant|large|huge|vast|massive|small|substantial|unspecified|undisclosed|unknown|limited|considerable"
    r"|enormous|great|sizeable|growing|increasing|sufficient|big|additional|first|second|third|new|further|large-scale"
    r"|major|initial|final"
)
_AMOUNT = r"quantit(?:y|ies)|numbers?|amounts?|volumes?|stocks?|stockpiles?|caches?"
_LOAD = (
    r"batch(?:es)?|battalions?|batter(?:y|ies)|squadrons?|compan(?:y|ies)|brigades?|fleets?|consignments?|shiploads?"
    r"|planeloads?|truckloads?|sets?|pairs?|containers?|crates?|boxes|pieces|units?|range|series|handful|couple|variety"
    r"|host|tranches?|rounds?|tons?|tonnes?|metric tons?|regiments?|magazines?"
)
_WORTH = rf"{_ABOUT}(?:{_MONEY})(?:[ -]worth of| in| of| worth)?"
_TYPES = r"(?: and (?:[\w-]+ ){1,2}?(?:types?|kinds?|varieties))?"
_OF = rf"(?:(?:{_SIZE}) )?(?:{_AMOUNT}){_TYPES}(?= of\b)"
_SOME = rf"{_ABOUT}(?:{_RANGE})|an?|several|many|multiple|the (?:first|second|third)|dozens of"
_COUNTED = rf"(?:(?:{_SOME}) )(?:(?:{_SIZE}) )?(?:{_LOAD})(?= of\b)"
_PLAIN = (
    rf"{_ABOUT}(?:(?:{_RANGE})|{_LOTS}(?: of)?)(?: more\b)?|several(?: (?:hundred|thousand|dozen|million))?|many"
    r"|multiple|numerous|a (?:few|dozen)(?: (?:hundred|thousand|dozen))?|a couple of|significant|substantial"
)
_ITEM_WORDS = r"(?:(?:of |the |its |their )*(?:[\w’'.-]+[ ]){0,4}?)"

BEFORE = re.compile(
    rf"(?<![\w$€£.-])(?P<quantity>{_WORTH}|{_OF}|an? {_OF}|{_COUNTED}|{_PLAIN})(?: |-)(?:of )?"
    rf"(?P<between>{_ITEM_WORDS})$",
    re.IGNORECASE,
)
AFTER = re.compile(rf"(?:,? (?:worth|valued at|totall?ing) )(?P<quantity>{_ABOUT}(?:{_MONEY}))", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)\d\d|\d+(?:st|nd|rd|th)", re.IGNORECASE)
HANDED = re.compile(r"\b(?:hand|turn)\w* over$", re.IGNORECASE)
STOP = re.compile(
    r"\b(?:and|or|to|for|from|with|in|on|at|by|as|that|which|is|are|was|were|has|have|had|will|would|million|billion|percent|years?|days?|months?|weeks?|people|soldiers"
    r"|troops|countries|times|hours|officials|men|said|using|including|against|into)\b",
    re.IGNORECASE,
)
SHARE = re.compile(
    r"\b(?:(?:almost|nearly|about|over|more than|less than) )?(?:half|most|part|an? (?:third|quarter|fifth|tenth)|"
    r"two[ -]thirds|three[ -]quarters|the (?:rest|bulk)) of (?:the|its|their|those|these|his|her) $",
    re.IGNORECASE,
)
"""A share goes before the whole: half of the 24 tanks are not 24 tanks."""
REACH = 90


def quantity(text: str, low: int, start: int, end: int, high: int) -> tuple[int, int] | None:
    """The offsets of the words that count the item `text[start:end]`, inside `text[low:high]`, or None."""
    low = max(low, start - REACH)
    for m in _tails(text, low, start):
        return m
    after = AFTER.match(text, end, high)
    return after.span("quantity") if after else None


def _tails(text: str, low: int, start: int) -> list[tuple[int, int]]:
    found = BEFORE.search(text, low, start)
    while found is not None:
        words, between = found["quantity"], found["between"]
        if not (
            YEAR.fullmatch(words)
            or HANDED.search(text, low, found.start() + 4)
            or STOP.search(between)
            or _crosses(between)
        ):
            share = SHARE.search(text, low, found.start("quantity"))
            return [(share.start() if share else found.start("quantity"), found.end("quantity"))]
        found = BEFORE.search(text, found.start() + 1, start)
    return []


def _crosses(between: str) -> bool:
    return any(c in between for c in ",;:()")
