"""Numbers of a text by their value, however they are written, and designations, whose digits count nothing.

"forty" is 40, "half a million" is 500,000, "two dozen" is 24 and "$1.5bn" is "1,500 million"; "F-16s", "MQ-9B" and
"2S19" are names. Nothing is rounded and nothing is near enough: 18 is not 12.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from summarizer.ground.pointers import plain

_SMALL = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_WORDS = _SMALL | _TENS
_SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "mn": 10**6, "mln": 10**6, "bn": 10**9, "bln": 10**9, "tn": 10**12,
}  # fmt: skip
_PLURALS = {f"{word}s": word for word in ("dozen", "hundred", "thousand", "million", "billion", "trillion")}
_MOST = {"dozen": 100, "hundred": 10_000, "thousand": 10**6, "million": 10**9, "billion": 10**12, "trillion": 10**15}
"""Up to what "dozens", "hundreds" and so on are still a fair word for a known number."""
_ORDINALS = {
    word: value
    for value, word in enumerate(
        "fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
        "seventeenth eighteenth nineteenth twentieth".split(),
        start=4,
    )
}
_FAINT = {"one": 1, "single": 1, "first": 1, "once": 1, "both": 2, "pair": 2, "couple": 2, "twice": 2, "second": 2,
          "third": 3}  # fmt: skip
"""Words that may count, and as often do not: they support a number and demand none."""
_BETWEEN = frozenset({"to", "or", "and", "-"})
_CURRENCIES = "usd eur gbp nok sek dkk chf jpy cny inr rub uah aud cad nzd sgd pln czk huf ils zar krw brl rs".split()

# A capital among the letters before the digits, or digits and capitals in turn; not "mid-2024", "May-2024" or "NOK6bn".
_DESIGNATION = re.compile(
    rf"(?<![\w-])(?!(?i:mid|pre|post|early|late|since|non|{'|'.join(_CURRENCIES)}"
    r"|jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*)-?\d)"
    r"(?:(?=[A-Za-z]*[A-Z])[A-Za-z]{1,12}-?\d{1,4}(?:-[A-Z]|[A-Za-z]{1,4}\d?)?(?:[-/]\d{1,3}[A-Za-z]{0,3})?"
    r"|\d{1,2}[A-Z]{1,2}\d{1,3}[A-Z]{0,2}s?)(?!\w)"
)
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[a-z]+|[^\w\s]")
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d.,]?\d)")


@dataclass(frozen=True)
class _Figure:
    """One number: its value, the scale word it was written with (1 for none) and the tokens it takes."""

    value: Decimal
    scale: int
    start: int
    end: int


def numbers(text: str) -> set[str]:
    """The values of all numbers that a text gives, and the vague ones ("dozens") by their word; no designations."""
    bare, _ = _apart(text)
    tokens = _TOKEN.findall(bare.lower())
    found = {_shown(f.value) for f in _figures(tokens)}
    return found | {f"{word}s" for word in _vague(tokens)} | {str(_ORDINALS[t]) for t in tokens if t in _ORDINALS}


def designations(text: str) -> set[str]:
    """Words of letters and digits that name a model: "F-16s", "MQ-9B", "2S19"."""
    return set(_apart(text)[1])


def missing_numbers(text: str, evidence: str) -> set[str]:
    """Numbers and designations of `text` that `evidence` does not give, as they may be shown."""
    bare = _apart(text)[0]
    for known in designations(evidence):
        # "Type 56" for "Type-56": the space makes no number of it.
        bare = re.sub(rf"(?<!\w){re.escape(known.replace('-', ' '))}(?!\w)", " ~ ", bare)
    tokens = _TOKEN.findall(bare.lower())
    there, vague = _given(evidence)
    missing = {str(_ORDINALS[t]) for t in tokens if t in _ORDINALS} - {_shown(v) for v in there}
    figures = list(_figures(tokens))
    for figure in figures:
        if not there & {figure.value, _ranged(figure, figures, tokens)}:
            missing.add(_shown(figure.value))
    for word in _vague(tokens) - vague:
        if not any(2 * _SCALES[word] <= value < _MOST[word] for value in there):
            missing.add(f"{word}s")
    return missing | {d for d in designations(text) if not _designated(d, evidence)}


def _apart(text: str) -> tuple[str, list[str]]:
    folded = plain(text)
    return _DESIGNATION.sub(" ~ ", folded), [m.group() for m in _DESIGNATION.finditer(folded)]


def _designated(designation: str, evidence: str) -> bool:
    """Whether evidence has a designation, with another hyphen or a variant's letter that the text leaves out."""
    folded = plain(evidence)
    for form in {designation, designation.removesuffix("s")}:
        digits = form.lstrip(string.ascii_letters)
        model = rf"{form[: len(form) - len(digits)]}[- ]?{re.escape(digits.removeprefix('-'))}"
        if re.search(rf"(?<![A-Za-z0-9]){model}(?:[A-Za-z]{{1,4}}\d?)?(?!\w)", folded, re.IGNORECASE):
            return True
    return False


def _given(evidence: str) -> tuple[set[Decimal], set[str]]:
    """All values that evidence may be read to give, and its vague number words."""
    bare = _apart(evidence)[0]
    tokens = _TOKEN.findall(bare.lower())
    figures = list(_figures(tokens))
    values = {f.value for f in figures} | {_ranged(f, figures, tokens) for f in figures}
    values |= {Decimal(_ORDINALS[t]) for t in tokens if t in _ORDINALS}
    values |= {Decimal(_FAINT[t]) for t in tokens if t in _FAINT}
    values |= {Decimal(m.group().replace(" ", "")) for m in _GROUPED.finditer(bare)}
    return values, _vague(tokens)


def _ranged(figure: _Figure, figures: list[_Figure], tokens: list[str]) -> Decimal:
    """The value with the scale of the number it forms a range with: the 3 of "3 to 4 million"."""
    after = next((f for f in figures if f.start == figure.end + 1 and tokens[figure.end] in _BETWEEN), None)
    return figure.value * after.scale if after is not None and figure.scale == 1 else figure.value


def _figures(tokens: list[str]) -> Iterator[_Figure]:
    at = 0
    while at < len(tokens):
        figure = _halved(tokens, at) or (_written(tokens, at) if tokens[at][0].isdigit() else _spelled(tokens, at))
        if figure is None:
            at += 1
        else:
            yield figure
            at = figure.end


def _written(tokens: list[str], at: int) -> _Figure | None:
    """A number in figures, with the scale word that may follow it."""
    value = _decimal(tokens[at])
    if value is None:
        return None
    after = at + 2 if tokens[at + 1 : at + 2] == ["-"] else at + 1
    word = tokens[after] if after < len(tokens) else ""
    money = at > 0 and (tokens[at - 1] in "$€£¥" or tokens[at - 1] in _CURRENCIES)
    scale = 10**6 if word == "m" and money else _SCALES.get(word, 1)
    return _Figure(value * scale, scale, at, after + 1 if scale > 1 else at + 1)


def _halved(tokens: list[str], at: int) -> _Figure | None:
    """ "half a million", "half-dozen", "a quarter of a million"."""
    match = re.match(r"(half|quarter) (?:of )?(?:an? |- )*(\w+)", " ".join(tokens[at : at + 5]))
    if match is None or match[2] not in _SCALES:
        return None
    part = Decimal("0.5") if match[1] == "half" else Decimal("0.25")
    scale = _SCALES[match[2]]
    return _Figure(part * scale, scale, at, at + len(match.group().split()))


def _spelled(tokens: list[str], at: int) -> _Figure | None:
    """A number in words: "forty", "twenty-four", "two hundred and fifty thousand", "a dozen", "a million"."""
    total, current, scale, end, start = 0, 0, 1, at, at
    if tokens[at] in ("a", "an") and tokens[at + 1 : at + 2] and tokens[at + 1] in _SCALES:
        current, at = 1, at + 1
    while at < len(tokens):
        word = tokens[at]
        joins = end > start and word in ("-", "and") and tokens[at + 1 : at + 2] and tokens[at + 1] in _WORDS
        if word in _WORDS and _fits(current, _WORDS[word]):
            current += _WORDS[word]
        elif word == "hundred" and 0 < current < 100:
            current, scale = current * 100, 100
        elif word in _SCALES and current > 0:
            total, current, scale = total + current * _SCALES[word], 0, _SCALES[word]
        elif joins and (word == "-" or scale > 12) and _fits(current, _WORDS[tokens[at + 1]]):
            at += 1
            continue
        else:
            break
        at += 1
        end = at
    halves = tokens[end : end + 3] == ["and", "a", "half"]
    if end == start or (tokens[start:end] == ["one"] and not halves):
        return None
    value = Decimal(total + current)
    if halves:
        after = tokens[end + 3] if end + 3 < len(tokens) else ""
        scale, end = (_SCALES[after], end + 4) if after in _SCALES else (scale, end + 3)
        value = (value + Decimal("0.5")) * scale if after in _SCALES else value + Decimal("0.5") * scale
    return _Figure(value, scale, start, end)


def _fits(current: int, value: int) -> bool:
    """Whether a word goes on with a number: "twenty" takes "four" and "hundred" takes both; "two" takes neither."""
    rest = current % 100
    return rest == 0 or (rest >= 20 and rest % 10 == 0 and 0 < value < 10)


def _vague(tokens: list[str]) -> set[str]:
    """ "dozens", "several hundred", "a few thousand"."""
    found = {_PLURALS[t] for t in tokens if t in _PLURALS}
    for before, word in pairwise(tokens):
        if before in ("several", "few", "many", "some", "multi") and word in _MOST:
            found.add(word)
    return found


def _decimal(figures: str) -> Decimal | None:
    bare = re.sub(r",(?=\d{3}(?!\d))", "", figures).replace(",", ".")
    try:
        return Decimal(bare)
    except InvalidOperation:
        return None


def _shown(value: Decimal) -> str:
    return format(value.normalize(), "f")
