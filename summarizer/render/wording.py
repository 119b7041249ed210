"""The words in which a brief speaks, the same in every format.

Stances are never merged or softened: "asserts", "suspects", "denies" and "finds no evidence" stay four words.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from summarizer.schema import Category, ClaimantKind, FlagKind, Stage, Stance

NOT_NAMED = "not named"

STANCE = {
    Stance.ASSERTS: "asserts",
    Stance.SUSPECTS: "suspects",
    Stance.DENIES: "denies",
    Stance.FINDS_NO_EVIDENCE: "finds no evidence",
}

PARTICIPLE = {
    Stance.ASSERTS: "asserted",
    Stance.SUSPECTS: "suspected",
    Stance.DENIES: "denied",
    Stance.FINDS_NO_EVIDENCE: "no evidence found",
}

FLAG = {
    FlagKind.ANONYMOUS_SOURCE: "Unnamed sources",
    FlagKind.SECONDHAND: "Second-hand",
    FlagKind.HEDGE: "Hedged",
    FlagKind.UNDISCLOSED: "Not disclosed",
    FlagKind.UNVERIFIED: "Not verified",
    FlagKind.NO_EVIDENCE: "No evidence",
    FlagKind.DENIAL: "Denied",
    FlagKind.CONFLICT: "Sources in conflict",
}


class Arrow(StrEnum):
    """How the line between supplier and recipient is drawn, so that nobody reads a denial as a fact."""

    ASSERTED = "asserted"
    SUSPECTED = "suspected"
    DISPUTED = "disputed"
    DENIED = "denied"


def arrow(stances: Iterable[Stance]) -> Arrow:
    """DENIED when nobody affirms the movement, DISPUTED when some do and some do not."""
    held = set(stances)
    affirmed = held & {Stance.ASSERTS, Stance.SUSPECTS}
    if not affirmed:
        return Arrow.DENIED
    if held - affirmed:
        return Arrow.DISPUTED
    return Arrow.ASSERTED if Stance.ASSERTS in held else Arrow.SUSPECTED


def standing(reached: Stage, stances: Iterable[Stance]) -> str:
    """How far a movement is said to have got, and every stance taken on that: "delivered: asserted, denied".

    It stands beside the arrow, so that nobody reads talks, a halt or a denial as a delivery.
    """
    held = set(stances)
    taken = ", ".join(word for stance, word in PARTICIPLE.items() if stance in held)
    return taken if reached is Stage.UNSPECIFIED else f"{plain(reached)}: {taken}"


def claimant(name: str | None, kind: ClaimantKind) -> str:
    """Who speaks, and in what capacity."""
    if kind is ClaimantKind.UNATTRIBUTED:
        return f"{name or 'the document itself'} (unattributed)"
    if kind is ClaimantKind.ANONYMOUS_SOURCE:
        return f"unnamed source ({name})" if name else "unnamed source"
    return f"{name or NOT_NAMED} ({plain(kind)})"


def stage(value: Stage) -> str:
    return "not stated" if value is Stage.UNSPECIFIED else plain(value)


def category(value: Category) -> str:
    return "kind not stated" if value is Category.UNSPECIFIED else plain(value)


def plain(value: StrEnum) -> str:
    """The value of the contract as a reader would write it: "government_body" is "government body"."""
    return value.value.replace("_", " ")


def count(number: int, noun: str, plural: str = "") -> str:
    """ "1 call", "3 calls"."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
