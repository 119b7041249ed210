"""What values a quantity in words allows, so that two of them can be told to contradict each other or not.

"at least nine" and "12" can both be true, "50" and "some 30" cannot. "dozens of" allows no comparison and gives None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from summarizer.ground.figures import numbers

ABOUT = Decimal("0.1")
"""How far "about" may lie from the number it stands before."""

_AT_LEAST = re.compile(
    r"\b(?:at least|more than|over|above|upwards? of|no (?:fewer|less) than|in excess of|minimum)\b|\+", re.IGNORECASE
)
_AT_MOST = re.compile(
    r"\b(?:up to|as many as|as much as|fewer than|less than|under|below|at most|no more than|maximum|until)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:about|around|some|roughly|approximately|approx|circa|nearly|almost|close to|an? estimated|estimated|or so)\b"
    r"|~|≈",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"([$€£¥₹₩])|\b(dollars?|euros?|pounds? sterling|yuan|roubles?|rubles?|rupees?|crowns?)\b", re.IGNORECASE
)
_VAGUE = re.compile(
    r"\b(?:several|dozens|hundreds|thousands|millions|remaining|rest|half|per ?cent|first|second|third|last|another"
    r"|further|more(?! than)|additional|initial|new|other)\b|%",
    re.IGNORECASE,
)
"""Numbers that count a part of something, or nothing exact: they contradict no other number."""
_FIGURE_WORDS = frozenset(
    "a an the of worth value valued and or to between from one two three four five six seven eight nine ten eleven "
    "twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy "
    "eighty ninety hundred thousand million billion trillion dozen score half first second third another further more "
    "additional initial new least than many as".split()
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """All values from `low` to `high` (None: no limit), counted in `unit` ("rounds", "$"; "" for pieces)."""

    low: Decimal
    high: Decimal | None
    unit: str

    def excludes(self, other: Bounds) -> bool:
        """Whether no value fits both. Different units are never compared."""
        if self.unit != other.unit:
            return False
        above = self.high is not None and self.high < other.low
        return above or (other.high is not None and other.high < self.low)


def bounds(quantity: str) -> Bounds | None:
    """What a quantity allows; None when it holds no number, only a vague one, or a share of another number."""
    plain = re.sub(
        r"\b(?:out )?of (?:the |its |an? )?(?:\d+|[a-z]+teen|t[a-z]+|f[a-z]+|s[a-z]+|nine|eight)\b", " ", quantity
    )
    found = numbers(plain if numbers(plain) else quantity)
    try:
        values = sorted(Decimal(n) for n in found)
    except InvalidOperation:
        return None
    if not values or _VAGUE.search(quantity):
        return None
    low, high = values[0], values[-1]
    if len(values) > 1:
        return Bounds(low, high, _unit(quantity))
    if _AT_LEAST.search(quantity):
        return Bounds(low, None, _unit(quantity))
    if _AT_MOST.search(quantity):
        return Bounds(Decimal(0), high, _unit(quantity))
    if _ABOUT.search(quantity):
        return Bounds(low * (1 - ABOUT), high * (1 + ABOUT), _unit(quantity))
    return Bounds(low, high, _unit(quantity))


def amount(quantity: str) -> Bounds | str:
    """What two quantities share that are one, however written ("12", "a dozen"): their bounds, else their words."""
    return bounds(quantity) or " ".join(quantity.casefold().split())


def _unit(quantity: str) -> str:
    money = _MONEY.search(quantity)
    if money is not None:
        return (money[1] or money[2].lower().rstrip("s")).replace("dollar", "$").replace("euro", "€")
    bare = _AT_LEAST.sub(" ", _AT_MOST.sub(" ", _ABOUT.sub(" ", quantity)))
    words = (w.lower() for w in re.findall(r"[^\W\d_]+", bare))
    return " ".join(w.rstrip("s") for w in words if w not in _FIGURE_WORDS)
