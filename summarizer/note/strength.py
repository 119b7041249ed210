"""How well a movement is supported: a published table over independent roots, and nothing else."""

from __future__ import annotations

from summarizer.note.model import Legend, Standing, Strength

MEANING = {
    Strength.CORROBORATED: "asserted by two independent roots or more, and nobody denies it",
    Strength.SINGLE: "asserted by one independent root, and nobody denies it",
    Strength.CONTESTED: "asserted, and somebody denies it or finds no evidence of it",
    Strength.SUSPECTED: "suspected (may, could, likely) but not asserted, and nobody denies it",
    Strength.CONTESTED_SUSPICION: "suspected but not asserted, and somebody denies it or finds no evidence of it",
    Strength.DENIED_ONLY: "no document of this note affirms it; it is denied, or no evidence of it is found",
}


def strength(standing: Standing) -> Strength:
    """The word for what independent roots say. A denial outweighs no assertion, and no number of them a denial."""
    against = bool(standing.denies or standing.finds_no_evidence)
    if standing.asserts:
        if against:
            return Strength.CONTESTED
        return Strength.CORROBORATED if standing.asserts > 1 else Strength.SINGLE
    if standing.suspects:
        return Strength.CONTESTED_SUSPICION if against else Strength.SUSPECTED
    return Strength.DENIED_ONLY


def table() -> tuple[Legend, ...]:
    return tuple(Legend(word=word.value, meaning=meaning) for word, meaning in MEANING.items())
