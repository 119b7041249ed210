"""A claim in the terms of two registers: SIPRI's trade register, and the UN Register of Conventional Arms (UNROCA).

Nothing is invented: a cell is filled only from words of the claim, and is empty otherwise. SIPRI describes its columns
at https://www.sipri.org/databases/armstransfers. Every function here states the rule of its column.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from summarizer.schema import ArmsFlow, Claim, Item, Party, PartyKind, Stage, Stance

OF_A_COUNTRY = (PartyKind.STATE, PartyKind.GOVERNMENT_BODY, PartyKind.OFFICIAL, PartyKind.COMPANY)

_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozens?|hundreds?|thousands?|millions?)\b",
    re.IGNORECASE,
)
_NO_COUNT = re.compile(
    r"[$€£¥₹₽%]|\b(?:usd|eur|gbp|dollars?|euros?|pounds?|yuan|rubles?|roubles?|rupees?|crore|kronor|kroner|zlotys?|shekels?"
    r"|yen|won|worth|percent|per cent|tons?|tonnes?|kilos?|kilograms?|kg|shipments?|consignments?|containers?|pallets?"
    r"|crates?|boxes|\w*loads?|batch(?:es)?|tranches?)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d.,-])(?:19|20)\d\d(?!,?\d|-)")
_MONTHS = (
    r"jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?|sept?(?:ember|\.)?"
    r"|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?"
)
_IN_A_YEAR = re.compile(
    rf"\b(?:in|during|on|early|late|mid|of)(?: |-)(?:\d\d? )?(?:(?:{_MONTHS}) )?(?:\d\d?, )?((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
"""A year that something happened in; a dateline ("OSLO, May 3, 2031 -") has none of these words."""
_THIS_YEAR = re.compile(r"\bthis year\b", re.IGNORECASE)
_SIGN = re.compile(r"\b[A-Z][A-Za-z]{0,4}[-/ ]?\d+[A-Za-z0-9]*(?:[-/][A-Z0-9]+)*\b|\b\d[A-Z]\d+\b")
_TAIL = re.compile(r"(?:-[A-Z0-9]+\w*)*")


def state(party: Party | None) -> str | None:
    """The party as SIPRI names a supplier or a recipient: a state, or an armed group by its own name.

    For a government body, an official and a company it is their country, empty when that is unknown; empty for others.
    """
    if party is None:
        return None
    if party.kind is PartyKind.ARMED_GROUP:
        return party.name
    if party.kind not in OF_A_COUNTRY:
        return None
    return _country(party.country) if party.country else party.name if party.kind is PartyKind.STATE else None


def number(item: Item) -> str | None:
    """The quantity, verbatim, when it holds a number (digits or words) and counts no money, weight, share or loads."""
    words = item.quantity.text if item.quantity else ""
    return words if _NUMBER.search(words) and not _NO_COUNT.search(words) else None


def designation(item: Item) -> str | None:
    """Words of the item that are a designation, verbatim: a name of the materiel tables, or letters with digits.

    Of several the first. A name is passed over where a capital before it shows that it is only part of one.
    """
    words = item.span.text
    found = [*_names(words), *(match.span() for match in _SIGN.finditer(words))]
    if not found:
        return None
    start, end = min(found, key=lambda place: (place[0], -place[1]))
    return words[start:end]


def years(flow: ArmsFlow, claim: Claim, published: str | None) -> tuple[int | None, int | None]:
    """Year of order (stage "contracted") and of delivery (stage "delivered"), of claims that assert.

    It is the year of publication, and only when a sentence of the evidence that names an item says that it was in that
    year ("in May 2031", "this year"), and the evidence names no other.
    """
    if claim.stance is not Stance.ASSERTS or flow.stage not in (Stage.CONTRACTED, Stage.DELIVERED):
        return None, None
    told = re.match(r"\d{4}(?!\d)", published or "")
    if not told or set(_YEAR.findall(" ".join(span.text for span in claim.evidence))) - {told.group()}:
        return None, None
    naming = [
        span.text
        for span in claim.evidence
        if any(span.start <= item.span.start and item.span.end <= span.end for item in flow.items)
    ]
    if not any(_IN_A_YEAR.search(text) or _THIS_YEAR.search(text) for text in naming):
        return None, None
    year = int(told.group())
    return (year, None) if flow.stage is Stage.CONTRACTED else (None, year)


def unroca(item: Item) -> str | None:
    """The category of the UN Register, I to VIII, when the item can only belong to that one; see unroca.toml."""
    table = _unroca()
    row = table.get(item.category.value)
    if row is None or table["never"]["found"].search(item.span.text):
        return None
    return row["register"] if row.get("all") or row["found"].search(item.span.text) else None


@cache
def _unroca() -> dict[str, Any]:
    """The table, with an expression under "found" that finds any of a row's words."""
    table = tomllib.loads(Path(__file__).with_name("unroca.toml").read_text("utf-8"))
    for row in table.values():
        words = "|".join(_pattern(words) for words in sorted(row.get("words", ()), key=len, reverse=True))
        row["found"] = re.compile(rf"\b(?:{words})s?\b", re.IGNORECASE)
    return table


def _pattern(words: str) -> str:
    """Blanks may be hyphens or nothing; a designation that ends in a digit may go on with letters ("F-16C")."""
    return re.escape(words).replace(r"\ ", "[ -]?") + ("[a-z]{0,3}" if words[-1].isdigit() else "")


@cache
def _country(code: str) -> str | None:
    from summarizer.annotate.lexicon import load_table

    row = load_table("states")["states"].get(code)
    if row:
        return str(row["name"])
    import pycountry

    found = pycountry.countries.get(alpha_3=code)
    return str(getattr(found, "common_name", found.name)) if found else None


def _names(words: str) -> list[tuple[int, int]]:
    """Where the words hold a name that the tables of materiel know."""
    from summarizer.annotate.materiel.arsenal import Arsenal, Sort, words_of

    parts, arsenal, at = words_of(words), Arsenal.load(), 0
    found: list[tuple[int, int]] = []
    while at < len(parts):
        size, entry = arsenal.longest(parts, at) or (1, None)
        if entry and entry.sort is Sort.NAME and not (at and parts[at - 1].capital and parts[at].linked):
            end = parts[at + size - 1].end
            tail = _TAIL.match(words, end)
            found.append((parts[at].start, tail.end() if tail else end))
        at += size
    return found
