"""What every written sentence must pass: its numbers, dates, names and negations stand in the cited words.

The check is one of words, not of meaning: it can tell that "18" is not in the evidence, not that a summary is fair.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from summarizer.ground.pointers import fold

_NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion "
    "trillion dozen dozens hundreds thousands millions billions half third quarter first second"
).split()
_UNITS = {word: str(value) for value, word in enumerate(_NUMBER_WORDS[:20], start=1)}
_MONTHS = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
).split()
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_NEGATIONS = re.compile(
    r"\b(?:no|not|never|none|nothing|nobody|neither|nor|without|cannot|denie[sd]|deny|denying|denial|reject(?:s|ed|ing)?"
    r"|refus(?:e|es|ed|ing|al)|dismiss(?:es|ed|ing)?|refut(?:e|es|ed|ing)|halt(?:s|ed|ing)?|cancel(?:s|led|ed|ling)?"
    r"|suspend(?:s|ed|ing)?|block(?:s|ed|ing)?|fail(?:s|ed|ing)?|cease[sd]?|stop(?:s|ped|ping)?|refrain(?:s|ed|ing)?"
    r"|disput(?:e|es|ed|ing)|contest(?:s|ed|ing)?|false|untrue|baseless|unfounded|groundless|fake|\w+n't)\b",
    re.IGNORECASE,
)
_TRANSFER_WORDS = (
    r"(?:suppl(?:y|ies|ied|ying)|send(?:s|ing)?|sent|provid(?:e|es|ed|ing)|deliver(?:s|ed|ing|y|ies)?|s(?:ell|ells|old)"
    r"|selling|sales?|ship(?:s|ped|ping|ments?)?|transfer(?:s|red|ring)?|export(?:s|ed|ing)?|g(?:ive|ives|ave|iven|iving)"
    r"|receiv(?:e|es|ed|ing)|donat(?:e|es|ed|ing)|arm(?:ed|ing)|hand(?:ed|ing) over)"
)
_TRANSFER = re.compile(rf"\b{_TRANSFER_WORDS}\b", re.IGNORECASE)
_NEGATED_TRANSFER = re.compile(
    rf"(?:\bno (?:evidence|signs?|indication|proof)\b[^.;]*?|\b(?:not|never|\w+n't)(?: \w+){{0,3}}? "
    # What is denied, but not who is said to accuse: "denied reports of a sale" holds the claim that it denies.
    r"|\bden(?:y|ies|ied|ying) (?:(?!accus|alleg|claim|report|charge|assert|suggest|and\b|but\b)[\w'-]+ ){0,8}?)"
    rf"{_TRANSFER_WORDS}\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_TOKEN = re.compile(r"\w+(?:['-]\w+)*")
_NAME = re.compile(r"(?<![\w-])[A-Z][\w'-]*")

# Capitalised words that name nothing.
_PLAIN = frozenset(
    "a an the he she it they we i his her its their this that these those according after all also although amid an "
    "and another as at before both but by despite during each few following for from had has have however if in into "
    "is last later many most no nor not of on one or other our over some such than then there to two under until "
    "was were what when where which while who will with would document article report key point".split()
)

_OPENINGS = frozenset(
    "analysts arms both companies deals deliveries diplomats equipment exports experts four further governments "
    "military ministers negotiations new officials plans planned possible reports sales several shipments sources "
    "supplies suspected talks three transfers unnamed weapons western".split()
)


def numbers(text: str) -> set[str]:
    """Every figure and number word of a text; figures without thousands separators, unit words as figures."""
    plain = fold(text)[0]
    found = {n.replace(",", "").rstrip(".") for n in _NUMBER.findall(plain)}
    for word in _WORD.findall(plain):
        for part in word.lower().split("-"):
            if part in _NUMBER_WORDS and part not in {"second", "first", "third", "one", "half", "quarter"}:
                found.add(_UNITS.get(part, part))
    return found


def dates(text: str) -> set[str]:
    """Month and weekday names of a text, as their first three letters in lower case."""
    found = set()
    for word in _WORD.findall(fold(text)[0]):
        lower = word.lower()
        if lower in _DAYS or (lower in _MONTHS and (lower != "may" or word == "May") and word[0].isupper()):
            found.add(lower[:3])
    return found


def names(text: str) -> set[str]:
    """Words with a capital that are not merely a sentence's first word, in lower case and without possessive."""
    plain = fold(text)[0]
    found = set()
    for match in _NAME.finditer(plain):
        word = re.sub(r"'s?$", "", match.group())
        lower = word.lower()
        if lower not in _PLAIN and lower not in _MONTHS and lower not in _DAYS:
            found.add(lower)
    return found


def negated(text: str) -> bool:
    """Whether a text holds any word that negates, denies or stops something."""
    return _NEGATIONS.search(fold(text)[0]) is not None


def transfer_is_negated(sentence: str) -> bool:
    """Whether a sentence speaks of a transfer only to say that it did not, or is not known to, take place."""
    plain = fold(sentence)[0]
    without = _NEGATED_TRANSFER.sub(" ", plain)
    return without != plain and _TRANSFER.search(without) is None


def unsupported(text: str, evidence: str, known_names: Iterable[str] = ()) -> str | None:
    """Why `text` does not stand on `evidence`, as half a sentence; None when nothing speaks against it.

    Args:
        text: a sentence that a model or a template wrote.
        evidence: the verbatim sentences it cites.
        known_names: further names that may be used, e.g. the canonical names of parties mentioned in the evidence.
    """
    missing = numbers(text) - numbers(evidence)
    if missing:
        return f"the number {_listed(missing)} is not in the cited words"
    missing = dates(text) - dates(evidence)
    if missing:
        return f"the date word {_listed(missing)} is not in the cited words"
    allowed = {w.lower() for w in _TOKEN.findall(fold(evidence)[0])}
    for name in known_names:
        allowed |= {w.lower() for w in _TOKEN.findall(fold(name)[0])}
    allowed |= {part for word in allowed for part in re.split(r"['-]", word)}
    first = re.match(r"\W*([\w'-]+)", text)
    opening = first.group(1).lower() if first else ""
    missing = set()
    for name in names(text):
        whole = name in allowed or all(p in allowed for p in re.split(r"['-]", name) if p)
        if not whole and not (name == opening and _is_common_opening(name, allowed)):
            missing.add(name)
    if missing:
        return f"the name {_listed(missing)} is not in the cited words"
    if negated(text) != negated(evidence) and not (negated(evidence) and _several(evidence)):
        return "a negation was added" if negated(text) else "a negation was lost"
    return None


def _is_common_opening(word: str, allowed: set[str]) -> bool:
    """Whether a capital may be owed to the word's place alone: a common word, or a form of a word of the evidence."""
    return word in _OPENINGS or any(len(a) >= 5 and a[:5] == word[:5] for a in allowed)


def _several(evidence: str) -> bool:
    """Whether evidence is more than one sentence, so that its negation may belong to the part not retold."""
    return re.search(r"\n|[.!?][\"')\]]*\s+\S", evidence.strip()) is not None


def _listed(words: set[str]) -> str:
    return ", ".join(repr(w) for w in sorted(words))
