"""Whether a sentence tells of a transfer only to say that there was none."""

from __future__ import annotations

import re

from summarizer.ground.pointers import plain

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
_TURNED_UP = re.compile(
    r"\b(?:found|f(?:ind|inds)|turn(?:s|ed|ing)? up|surfac(?:e|es|ed|ing)|appear(?:s|ed|ing)?|reach(?:es|ed|ing)?"
    r"|arriv(?:e|es|ed|ing)|recover(?:ed|ing)|captur(?:ed|ing)|seized|spotted|seen|end(?:s|ed|ing)? up|landed"
    r"|in the hands|in use|used by|w(?:ent|ound up)|com(?:e|es|ing) from|came from|bought"
    r"|buy(?:s|ing)?|order(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
# A clause beside the main one: up to the comma that closes it, or the end.
_ASIDE = re.compile(
    r",? (?:which|who|whom|whose|(?:even )?though|although|whereas|while|despite)\b[^,;]*(?:,|(?=[.;!?]|$))"
    r"|\([^)]*\)",
    re.IGNORECASE,
)


def transfer_is_negated(sentence: str) -> bool:
    """Whether a sentence speaks of a transfer only to say that it did not, or is not known to, take place.

    A clause beside the main one denies nothing of it: "rifles, which Oman insists it never sold, turn up in Chad".
    """
    folded = plain(sentence)
    without = _NEGATED_TRANSFER.sub(" ", folded)
    if without == folded or _TRANSFER.search(without) is not None:
        return False
    main = _ASIDE.sub(lambda m: " " if _NEGATED_TRANSFER.search(m.group()) else m.group(), folded)
    return _NEGATED_TRANSFER.search(main) is not None or _TURNED_UP.search(main) is None
