"""Quotation marks, each judged by its two neighbours: may it open, may it close, or is it no quotation mark at all?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum


class Family(Enum):
    """Marks of one family open and close each other, also when a text mixes them."""

    DOUBLE = "double"
    SINGLE = "single"
    GUILLEMET = "guillemet"
    CORNER = "corner"


class Role(Enum):
    OPEN = "open"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark at `text[start:end]`, and what its neighbours allow.

    `after_digit`, `after_s` and `before_word` describe the neighbours of marks that may stand for inches or be an
    apostrophe after a plural.
    """

    start: int
    end: int
    symbol: str
    family: Family
    may_open: bool
    may_close: bool
    after_digit: bool
    after_s: bool
    before_word: bool

    def role(self, has_partner: bool) -> Role:
        """What a mark other than a single one does, given whether an open stretch is there that it could close."""
        opens = self.may_open and not self.may_close
        closes = self.may_close and not self.may_open
        if self.symbol in _ALWAYS_OPEN:
            answer = True
        elif self.symbol in _ALWAYS_CLOSE:
            answer = False
        elif self.symbol == "“":
            answer = not closes and (opens or not has_partner or self.may_open)
        elif self.symbol in "”»›":
            answer = opens and not has_partner
        elif self.symbol in "«‹":
            answer = not (closes or (has_partner and not opens))
        else:
            answer = opens or not (closes or has_partner)
        return Role.OPEN if answer else Role.CLOSE


_ALWAYS_OPEN = frozenset({"„", "‟", "``", "「", "『"})
_ALWAYS_CLOSE = frozenset({"」", "』"})

_FAMILIES = {
    **dict.fromkeys(['"', "“", "”", "„", "‟", "``", "''"], Family.DOUBLE),
    **dict.fromkeys(["'", "‘", "’", "‚"], Family.SINGLE),
    **dict.fromkeys(["«", "»", "‹", "›"], Family.GUILLEMET),
    **dict.fromkeys(["「", "」", "『", "』"], Family.CORNER),
}
_MARKS = re.compile(r"``|''|[\"“”„‟«»‹›‘’‚'「」『』]")
_ELISION = re.compile(r"['‘](?:\d0s|n['’‘]|(?:em|til|tis|twas|cause|bout|cos)\b)", re.IGNORECASE)
_FEET = re.compile(r"\d['’′]\s?\d{1,2}$")
_ZERO_WIDTH = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_BEFORE_OPENING = frozenset("([{<—–-/“‘«„‚\"'‹`*_>¿¡…" + _ZERO_WIDTH)
_NEVER_OPENED = frozenset(",.;:!?)]}%")


def marks_of(text: str, start: int, end: int) -> list[Mark]:
    """The quotation marks in `text[start:end]`, a paragraph; apostrophes inside words are left out."""
    found = []
    for match in _MARKS.finditer(text, start, end):
        mark = _judge(text, start, end, match)
        if mark is not None:
            found.append(mark)
    return found


def _judge(text: str, start: int, end: int, match: re.Match[str]) -> Mark | None:
    at, past, symbol = match.start(), match.end(), match.group()
    before = text[at - 1] if at > start else ""
    after = text[past] if past < end else ""
    family = _FAMILIES[symbol]
    may_open = bool(after) and not after.isspace() and after not in _NEVER_OPENED
    may_open = may_open and (not before or before.isspace() or before in _BEFORE_OPENING)
    may_close = bool(before) and not before.isspace() and before not in "([{" and not after.isalnum()
    if family is Family.SINGLE:
        may_open = may_open and symbol != "’" and not _ELISION.match(text, at)
        may_close = may_close and text[max(start, at - 2) : at].lower() not in ("'n", "’n", "‘n")
        if not (may_open or may_close):
            return None
    if symbol == '"' and before.isdigit() and _FEET.search(text[max(start, at - 6) : at]):
        return None
    return Mark(
        start=at,
        end=past,
        symbol=symbol,
        family=family,
        may_open=may_open,
        may_close=may_close,
        after_digit=symbol == '"' and before.isdigit(),
        after_s=before in ("s", "S", "z", "Z"),
        before_word=after.isspace() and text[past + 1 : past + 2].isalnum(),
    )
