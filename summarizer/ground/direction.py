"""Who gives to whom in a plain sentence of a transfer, so far as its words alone show it.

Only the plainest wordings are read ("Norland sold guns to Estria", "Estria bought guns from Norland", "guns from
Norland to Estria"); a text is at odds with its evidence only where both are plain and each says the other's reverse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.annotate.lexicon import Lexicon
from summarizer.ground.pointers import plain

_NAME = r"(?:[Tt]he )?(?P<{}>[A-Z][\w-]*(?:'s)?(?: (?:of |and )?[A-Z][\w-]*(?:'s)?){{0,5}})"
_AUX = (
    r"(?: (?:has|have|had|will|would|is|are|was|were|been|be|also|already|recently|secretly|since|to|can|could|may"
    r"|might|agreed|planned|wants?|plans?|intends?|continues?|never|not)){0,4}"
)
_GAVE = (
    r"(?:s(?:ends?|ent|ending)|s(?:ells?|old|elling)|suppl(?:y|ies|ied|ying)|provid(?:e|es|ed|ing)|deliver(?:s|ed|ing)?"
    r"|ship(?:s|ped|ping)?|transfer(?:s|red|ring)?|export(?:s|ed|ing)?|g(?:ive|ives|ave|iven|iving)|donat(?:e|es|ed|ing)"
    r"|hand(?:s|ed|ing)? over)"
)
_TOOK = (
    r"(?:b(?:uy|uys|ought|uying)|receiv(?:e|es|ed|ing)|order(?:s|ed|ing)?|g(?:et|ets|ot|etting)|obtain(?:s|ed|ing)?"
    r"|acquir(?:e|es|ed|ing)|import(?:s|ed|ing)?|purchas(?:e|es|ed|ing)|procur(?:e|es|ed|ing))"
)
_MOVES = r"(?:sales?|deliver(?:y|ies)|transfers?|exports?|shipments?|suppl(?:y|ies)|gifts?)"
# Within one clause, and past no other verb that might have another object.
_ON = r"(?: (?!said|says|who|which|that|while|but|and then|after|before|from|by)[\w$€£,'%-]+){0,14}?"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_NAME.format('giver')}{_AUX} {_GAVE}{_ON} to {_NAME.format('taker')}",
        rf"{_NAME.format('giver')}{_AUX} (?:suppl|provid|arm)\w* {_NAME.format('taker')} with\b",
        rf"{_NAME.format('taker')}{_AUX} {_TOOK}{_ON} from {_NAME.format('giver')}",
        rf"\b{_MOVES}{_ON} from {_NAME.format('giver')} to {_NAME.format('taker')}",
        rf"\b{_MOVES}{_ON} by {_NAME.format('giver')} to {_NAME.format('taker')}",
        rf"{_NAME.format('giver')}'s? {_MOVES}{_ON} to {_NAME.format('taker')}",
    )
)


def swapped(text: str, evidence: str) -> tuple[str, str] | None:
    """Giver and taker as a text names them, when its evidence tells the movement the other way round only."""
    there = [(_key(giver), _key(taker)) for giver, taker in _movements(evidence)]
    for giver, taker in _movements(text):
        one, other = _key(giver), _key(taker)
        if _among(other, one, there) and not _among(one, other, there):
            return giver, taker
    return None


def _movements(text: str) -> Iterator[tuple[str, str]]:
    folded = re.sub(r"\s*\n\s*", ". ", plain(text))
    for pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            yield match["giver"], match["taker"]


def _key(name: str) -> str:
    """What different names of one state have in common; else the last word of the name."""
    bare = name.removesuffix("'s")
    known = next((found.alias.entry for found in Lexicon.load().find(bare)), None)
    return f"={known.country or known.key}" if known is not None else bare.split()[-1].lower()


def _among(giver: str, taker: str, movements: list[tuple[str, str]]) -> bool:
    return any(_alike(giver, one) and _alike(taker, other) for one, other in movements)


def _alike(one: str, other: str) -> bool:
    """Whether two keys are of one party: the same, or one word and its adjective ("norland", "norlandic")."""
    if one[0] == "=" or other[0] == "=":
        return one == other
    return one[:5] == other[:5]
