"""The cases of two runs, side by side: which can be compared, and what keeps the others out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from summarizer.evaluate.cases import STALE, Case, Sheet
from summarizer.score import Outcome


class Why(StrEnum):
    """What kept a case out of the figures."""

    A_ONLY = "scored in A only"
    B_ONLY = "scored in B only"
    NEITHER = "scored in neither"
    DOCUMENT = "document differs"
    GOLD = "gold differs"


@dataclass(frozen=True)
class LeftOut:
    """A case that is not compared. `a` and `b` are its outcomes, None in a run that was not to do it."""

    case: str
    story: str
    why: Why
    a: Outcome | None
    b: Outcome | None
    reason: str


def pair(a: Sheet, b: Sheet) -> tuple[tuple[tuple[Case, Case], ...], tuple[LeftOut, ...]]:
    """The cases that both runs scored on the same text and gold, and all others of either run; by name."""
    in_a, in_b = {case.name: case for case in a.cases}, {case.name: case for case in b.cases}
    pairs: list[tuple[Case, Case]] = []
    left_out: list[LeftOut] = []
    for name in sorted(in_a.keys() | in_b.keys()):
        one, other = in_a.get(name), in_b.get(name)
        unlike = _unlike(one, other) if one and other else None
        if one and other and one.scored and other.scored and not unlike:
            pairs.append((one, other))
            continue
        why, reason = unlike or _unscored(one, other)
        story = next(case.story for case in (one, other) if case)
        outcomes = one.outcome if one else None, other.outcome if other else None
        left_out.append(LeftOut(name, story, why, *outcomes, reason))
    return tuple(pairs), tuple(left_out)


def _unlike(a: Case, b: Case) -> tuple[Why, str] | None:
    """Why two cases of one name are not the same task, None when they are."""
    if a.gold.document.sha256 != b.gold.document.sha256:
        return Why.DOCUMENT, "the runs were scored against different texts of that name"
    if stale := [name for name, case in (("A", a), ("B", b)) if case.reason == STALE]:
        return Why.DOCUMENT, f"the text that {' and '.join(stale)} read is not the one of the gold any more"
    if (a.gold.brief, a.story) != (b.gold.brief, b.story):
        return Why.GOLD, "the runs were scored against different gold of that name"
    return None


def _unscored(a: Case | None, b: Case | None) -> tuple[Why, str]:
    scored = bool(a and a.scored), bool(b and b.scored)
    why = {(True, False): Why.A_ONLY, (False, True): Why.B_ONLY}.get(scored, Why.NEITHER)
    told = [_told(name, case) for name, case in (("A", a), ("B", b)) if not (case and case.scored)]
    return why, "; ".join(told)


def _told(name: str, case: Case | None) -> str:
    if case is None:
        return f"{name} was not to do it"
    return f"{name} {case.outcome.value.replace('_', ' ')}" + (f": {case.reason}" if case.reason else "")
