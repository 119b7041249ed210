"""Movements in the making: documents' flows in groups, and whether two groups may be one."""

from __future__ import annotations

from dataclasses import dataclass, field

from summarizer.ground.figures import numbers
from summarizer.note.identity import Entity
from summarizer.note.materiel import Kind, family, related, spelt
from summarizer.note.model import Family
from summarizer.note.reading import Reading, ToldFlow
from summarizer.schema import Stage

_OPEN = frozenset({Stage.SOUGHT, Stage.NEGOTIATING})
"""Stages at which what is to be delivered is not settled."""
VAGUE = Kind("arms, kind not stated", "")

Member = tuple[Reading, ToldFlow]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why members are one, in words, and which of them show it."""

    text: str
    members: tuple[Member, ...]


@dataclass
class Movement:
    """One movement and the flows of documents that tell it. `supplier` and `recipient` are the sides to show."""

    supplier: Entity | None
    recipient: Entity | None
    sides: tuple[str, str]
    family: Family
    kinds: frozenset[Kind]
    members: list[Member]
    reasons: list[Reason] = field(default_factory=list)
    mark: str = ""
    """What parts it from another movement with the same key: a stage, a document, the day its stretch begins."""

    @property
    def key(self) -> str:
        what = "+".join(f"{k.family}:{k.designation}".rstrip(":") for k in sorted(self.kinds))
        return " | ".join(filter(None, (*self.sides, self.family.value, what, self.mark)))

    @property
    def affirmed(self) -> bool:
        return any(f.affirmed for _, f in self.members)

    @property
    def documents(self) -> frozenset[str]:
        return frozenset(r.id for r, _ in self.members)


def first_told(group: Movement) -> Member:
    return min(group.members, key=lambda m: (*m[0].order, m[1].id))


def may_be_one(one: Movement, other: Movement, groups: list[Movement]) -> str:
    """Why two groups between the same sides may be one; "" when they may not."""
    if one.family is not other.family or not _stages_agree(one, other):
        return ""
    why = same_materiel(one, other) or _same_talks(one, other, groups)
    if not why or not one.documents.isdisjoint(other.documents):
        return ""
    if not why.startswith("both name"):
        if "not named" in one.sides:
            return ""
        if one.family is Family.HALTED and not _same_figures(one, other):
            return ""
    for vague, sharp in ((one, other), (other, one)):
        if designated(vague.kinds) or not designated(sharp.kinds):
            continue
        rivals = [g for g in groups if g.family is one.family and designated(g.kinds) and _shared(g.kinds, vague.kinds)]
        if any(not _related(r.kinds, sharp.kinds) for r in rivals):
            return ""
    return why


def _same_talks(one: Movement, other: Movement, groups: list[Movement]) -> str:
    """For what is only sought or talked about: one side says no more than arms, and the other is the only such talk."""
    vague, sharp = (one, other) if one.kinds == {VAGUE} else (other, one)
    stages = [{f.stage for _, f in m.members} for m in (one, other)]
    if vague.kinds != {VAGUE} or sharp.kinds == {VAGUE} or stages[0] != stages[1] or not stages[0] <= _OPEN:
        return ""
    talks = [g for g in groups if g.kinds != {VAGUE} and any(f.stage in stages[0] for _, f in g.members)]
    if len(talks) > 1:
        return ""
    return f"one says no more than arms, and no other {min(stages[0]).value} movement is told for these sides"


def _same_figures(one: Movement, other: Movement) -> bool:
    told = [{n for _, f in m.members for i in f.items for n in numbers(i.quantity or "")} for m in (one, other)]
    return bool(told[0] & told[1]) or not (told[0] or told[1])


def _stages_agree(one: Movement, other: Movement) -> bool:
    """Groups that were parted by stage join only their own stage."""
    stages = [{f.stage for _, f in m.members} for m in (one, other)]
    parted = [bool(m.mark) and any(r.text.startswith("kept apart") for r in m.reasons) for m in (one, other)]
    return not any(parted) or stages[0] == stages[1]


def same_materiel(one: Movement, other: Movement) -> str:
    names = _related(one.kinds, other.kinds)
    if names:
        words = [i.words for group in (one, other) for i in first_told(group)[1].items]
        return f"both name {', '.join(_as_written(n, words) for n in names)}"
    if designated(one.kinds) and designated(other.kinds):
        return ""
    shared = tuple(f for f in _shared(one.kinds, other.kinds) if _compatible(one, other, f))
    if shared:
        return f"both speak of {', '.join(shared)}, and no other designation is told for these sides"
    return "both say no more than arms" if VAGUE in one.kinds & other.kinds else ""


def _compatible(one: Movement, other: Movement, what: str) -> bool:
    """Whether a shared family can be one thing: a category of it is the same, or a designation leaves it open."""
    if any(k.family == what and k.designation for k in one.kinds | other.kinds):
        return True
    told = [{i.category for _, f in m.members for i in f.items if family(i.category) == what} for m in (one, other)]
    return not told[0].isdisjoint(told[1])


def _as_written(designation: str, words: list[str]) -> str:
    return next((shown for w in words if (shown := spelt(designation, w)) != designation), designation)


def designated(what: frozenset[Kind]) -> bool:
    return any(k.designation for k in what)


def _related(one: frozenset[Kind], other: frozenset[Kind]) -> tuple[str, ...]:
    pairs = ((a.designation, b.designation) for a in one for b in other if a.designation and b.designation)
    return tuple(sorted({min(a, b, key=len) for a, b in pairs if related(a, b)}))


def _shared(one: frozenset[Kind], other: frozenset[Kind]) -> tuple[str, ...]:
    families = {k.family for k in one} & {k.family for k in other}
    return tuple(sorted(families - {VAGUE.family, "other"}))
