"""What every written sentence must pass: its numbers, dates, names and negations stand in the cited words.

The check is one of words, not of meaning: it can tell that "18" is not in the evidence, not that a summary is fair.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from summarizer.annotate.lexicon import Lexicon
from summarizer.ground.direction import swapped
from summarizer.ground.figures import designations, missing_numbers
from summarizer.ground.negation import mismatch
from summarizer.ground.ordinary import is_ordinary
from summarizer.ground.pointers import plain

_MONTHS = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
).split()
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_TOKEN = re.compile(r"\w+(?:['-]\w+)*")
_NAME = re.compile(r"(?<![\w-])[A-Z][\w'-]*")
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
# Where a capital is owed to the place: at the start, after the end of a sentence, a colon or an opening mark.
_BEGINS = re.compile(r"(?:^|[.!?:;]['\")\]]*\s+|\n|[\"(\[]|(?<!\w)')[\W_]*$")

# Capitalised words that name nothing, wherever they stand.
_PLAIN = frozenset("a an the i".split())


def dates(text: str) -> set[str]:
    """Month and weekday names of a text, as their first three letters in lower case."""
    found = set()
    for word in _WORD.findall(plain(text)):
        lower = word.lower()
        if lower in _DAYS or (lower in _MONTHS and (lower != "may" or word == "May") and word[0].isupper()):
            found.add(lower[:3])
    return found


def names(text: str) -> set[str]:
    """Words that name something, in lower case and without possessive.

    They begin with a capital, and are no months, days or designations, nor ordinary words at the start of a sentence.
    """
    folded = _undotted(text)
    for designation in designations(folded):
        folded = folded.replace(designation, "~")
    found = set()
    for match in _NAME.finditer(folded):
        word = re.sub(r"'s?$", "", match.group())
        lower = word.lower()
        if lower in _PLAIN or lower in _MONTHS or lower in _DAYS:
            continue
        if _BEGINS.search(folded[: match.start()]) and is_ordinary(word):
            continue
        found.add(word)
    return {word.lower() for word in found}


def unsupported(text: str, evidence: str, known_names: Iterable[str] = ()) -> str | None:
    """Why `text` does not stand on `evidence`, as half a sentence; None when nothing speaks against it.

    Args:
        text: a sentence that a model or a template wrote.
        evidence: the verbatim sentences it cites.
        known_names: further names that may be used, e.g. the canonical names of parties mentioned in the evidence.
    """
    missing = missing_numbers(text, evidence)
    if missing:
        return f"the number {_listed(missing)} is not in the cited words"
    missing = dates(text) - dates(evidence)
    if missing:
        return f"the date word {_listed(missing)} is not in the cited words"
    missing = _strange(text, [evidence, *known_names])
    if missing:
        return f"the name {_listed(missing)} is not in the cited words"
    turned = swapped(text, evidence)
    if turned is not None:
        return f"the direction was swapped: {turned[0]} to {turned[1]}"
    return mismatch(text, evidence)


def _strange(text: str, known: list[str]) -> set[str]:
    """Names of a text that stand in nothing that is known, nor are other names of a state or body that does."""
    allowed = {word.lower() for each in known for word in _TOKEN.findall(_undotted(each))}
    allowed |= {part for word in allowed for part in re.split(r"['-]", word)}
    missing = {name for name in names(text) if not _is_known(name, text, allowed)}
    if not missing:
        return missing
    ways = {word for each in known for word in _other_ways(each)}
    return {name for name in missing if not _is_known(name, text, allowed | ways)}


def _is_known(name: str, text: str, allowed: set[str]) -> bool:
    if name in allowed:
        return True
    parts = [part for part in re.split(r"['-]", name) if part]
    # "Norlandic-made": what is small in a compound names nothing.
    small = set(re.findall(r"-([a-z]\w*)", plain(text)))
    return bool(parts) and all(_form_of(part, allowed) or (i and part in small) for i, part in enumerate(parts))


def _form_of(word: str, allowed: set[str]) -> bool:
    """The word itself, or another number or degree of it ("Missiles" where the evidence has "missile")."""
    if word in allowed or (len(word) >= 5 and any(f"{word}{end}" in allowed for end in ("s", "es"))):
        return True
    singular = {word.removesuffix("s"), word.removesuffix("es"), re.sub("ies$", "y", word)} - {word}
    return len(word) >= 5 and bool(singular & allowed)


@cache
def _other_ways(known: str) -> frozenset[str]:
    """Words of all names of the entities that the tables find in a text: "Dutch" where it says "The Hague"."""
    keys = {found.alias.entry.key for found in Lexicon.load().find(known)}
    return frozenset(word for key in keys for way in ways_by_entry().get(key, ()) for word in _words(way))


@cache
def ways_by_entry() -> dict[str, set[str]]:
    """By entry of the tables, its name and aliases."""
    ways: dict[str, set[str]] = {}
    for aliases in Lexicon.load().index.values():
        for alias in aliases:
            ways.setdefault(alias.entry.key, {alias.entry.name}).add(alias.text)
    return ways


def _words(name: str) -> set[str]:
    whole = {w.lower() for w in _TOKEN.findall(_undotted(name))}
    return whole | {part for word in whole for part in re.split(r"['-]", word)}


def _undotted(text: str) -> str:
    """Plain typography, and "US" for "U.S."."""
    return _DOTTED.sub(lambda m: m.group().replace(".", ""), plain(text))


def _listed(words: set[str]) -> str:
    return ", ".join(repr(w) for w in sorted(words))
