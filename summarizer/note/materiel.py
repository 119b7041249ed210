"""What materiel of different documents may be the same: families of categories, and designations.

A designation is a name of the arsenal's tables ("Rafale"), or a word with a digit ("S-400", "155mm"), written without
hyphens, blanks and the plural's s. Items of no family ("other") count by their own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from summarizer.annotate.materiel.arsenal import Arsenal, Sort, Word, words_of
from summarizer.note.reading import ToldItem
from summarizer.render import wording
from summarizer.schema import Category

_FAMILY = {
    Category.BATTLE_TANKS: "armour",
    Category.ARMOURED_VEHICLES: "armour",
    Category.MISSILES: "missiles and air defence",
    Category.AIR_DEFENCE: "missiles and air defence",
    Category.ELECTRONICS: "electronics and dual-use goods",
    Category.DUAL_USE: "electronics and dual-use goods",
    Category.UNSPECIFIED: "arms, kind not stated",
}
_UNIT = re.compile(r"^\d+(?:\.\d+)?(?:mm|cm|km|kg|ton|tonne|pound|lb|millimeter|millimetre|inch|kiloton)s?$")


@dataclass(frozen=True, slots=True, order=True)
class Kind:
    """One kind of materiel: a family, and a designation or ""."""

    family: str
    designation: str


def kinds(items: Iterable[ToldItem]) -> frozenset[Kind]:
    """The kinds of the items of one movement; the kind that says nothing when there are none."""
    found = {Kind(family(i.category), name) for i in items for name in _names(i)}
    return frozenset(found or {Kind(family(Category.UNSPECIFIED), "")})


def family(category: Category) -> str:
    return _FAMILY.get(category) or wording.plain(category)


@lru_cache(maxsize=50_000)
def designations(words: str) -> tuple[str, ...]:
    """The designations in an item's words, in their order."""
    found, arsenal = [], Arsenal.load()
    plain = re.sub(r"(\d),(\d{3})\b", r"\1\2", words)
    parts = words_of(plain)
    at = 0
    while at < len(parts):
        named = arsenal.longest(parts, at)
        size = named[0] if named and named[1].sort is Sort.NAME else 0
        if not size and any(c.isdigit() for c in parts[at].folded):
            size = 2 if at + 1 < len(parts) and parts[at + 1].linked and _calibre(parts, at) else 1
        elif not size and _before_number(parts, at):
            size = 2
        if size:
            found.append(_joined(p.folded for p in parts[at : at + size]))
        at += size or 1
    return tuple(dict.fromkeys(found))


def related(one: str, other: str) -> bool:
    """Whether two designations are the same, or one adds letters only for a version ("F-16", "F-16C")."""
    short, long = sorted((one, other), key=len)
    return one == other or (short[-1:].isdigit() and long.startswith(short) and long[len(short) :].isalpha())


def _names(item: ToldItem) -> tuple[str, ...]:
    found = designations(item.words)
    if found:
        return found
    return (_joined(w.folded for w in words_of(item.words)),) if item.category is Category.OTHER else ("",)


def _joined(words: Iterable[str]) -> str:
    name = "".join(words)
    if _UNIT.match(name):
        return re.sub(r"(?:millimeters?|millimetres?)$", "mm", name)
    return name.removesuffix("s")


def _calibre(parts: list[Word], at: int) -> bool:
    number, unit = parts[at].folded, parts[at + 1].folded
    return _UNIT.match(number + unit) is not None


def _before_number(parts: list[Word], at: int) -> bool:
    """Whether a name of two words begins here: "Su-35", "Type 056", "Abukuma-class"."""
    if at + 1 >= len(parts):
        return False
    word, after = parts[at], parts[at + 1]
    numbered = len(word.folded) <= 4 and after.folded[0].isdigit()
    return word.capital and after.linked and (numbered or after.folded == "class")


def spelt(designation: str, words: str) -> str:
    """A designation as the words write it, in the singular: "su30" is "Su-30" in "Su-30s" and in "Su-30 jets"."""
    plain = words.split()
    for size in (1, 2, 3):
        for at in range(len(plain) - size + 1):
            shown = " ".join(plain[at : at + size]).strip(",.;:()'\"")
            if designations(shown) == (designation,):
                plural = shown.endswith("s") and not shown.endswith("ss") and _letters(shown) == f"{designation}s"
                return shown.removesuffix("s").removesuffix("’") if plural else shown
    return designation


def _letters(words: str) -> str:
    return "".join(c for c in words.casefold() if c.isalnum())
