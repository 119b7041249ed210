"""Which movements of different documents are one, by rule, and why.

Two are one when all of this holds:
    sides     the same supplier and the same recipient; a state's armed service or ministry counts as that state. A
              side that is not named is no identity: then both must name the same designation
    stage     the same family: planned, delivered, halted or not stated. Planned and delivered are never one
    materiel  a shared designation; or, where one gives none, a shared family of categories (of one category where
              neither gives a designation in that family: a missile is no air defence system), with no second
              designated movement that it could as well be; or both say no more than "arms". What is only sought or
              negotiated as "arms" is the one movement of that stage that says more, if there is no second
    time      no gap of more than `window` days between the documents, in order of date; one without a date joins
              only when there is one such stretch
    halted    seizures and stops are events: without a shared designation, the numbers that both give must share one
    apart     no document tells both as two movements, at different stages or of different kinds

A movement that is only denied, or for which only no evidence is found, joins the one affirmed movement between the
same sides that its materiel fits; when it fits several it stays by itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations, pairwise

from summarizer.note.group import (
    VAGUE,
    Member,
    Movement,
    Reason,
    designated,
    first_told,
    may_be_one,
    same_materiel,
)
from summarizer.note.identity import Entity, Identities
from summarizer.note.materiel import kinds
from summarizer.note.model import Family
from summarizer.note.reading import Reading
from summarizer.schema import Category, PartyKind, Stage

WINDOW = 180
"""Days without a document after which the same words are taken for another movement."""

FAMILY = {
    Stage.SOUGHT: Family.PLANNED,
    Stage.NEGOTIATING: Family.PLANNED,
    Stage.PLEDGED: Family.PLANNED,
    Stage.APPROVED: Family.PLANNED,
    Stage.CONTRACTED: Family.PLANNED,
    Stage.DELIVERING: Family.DELIVERED,
    Stage.DELIVERED: Family.DELIVERED,
    Stage.HALTED: Family.HALTED,
    Stage.UNSPECIFIED: Family.UNSPECIFIED,
}
_UNSPECIFIED = Category.UNSPECIFIED
_SERVICE = re.compile(
    r"\b(?:army|navy|naval|air force|armed forces|military|marines?|marine corps|coast ?guard|self-defen[cs]e forces?"
    r"|defen[cs]e forces?|land forces?|ground forces?|(?:ministry|department) of defen[cs]e"
    r"|defen[cs]e (?:ministry|department))\b",
    re.IGNORECASE,
)


def movements(readings: Iterable[Reading], identities: Identities, window: int = WINDOW) -> list[Movement]:
    """Every movement of the documents, by key; the same whatever the order of the documents."""
    between: dict[tuple[str, str], list[Movement]] = defaultdict(list)
    for group in _same_words(readings, identities):
        between[group.sides].append(group)
    found: list[Movement] = []
    for sides in sorted(between):
        joined = [m for split in between[sides] for m in _by_stage(split)]
        joined = _denials_to_accusations(_merged(sorted(joined, key=lambda m: m.key)))
        found += [m for whole in joined for m in _by_time(whole, window)]
    for movement in found:
        movement.members.sort(key=lambda m: (*m[0].order, int(m[1].id[1:])))
        movement.supplier = _shown(movement, identities, supplier=True)
        movement.recipient = _shown(movement, identities, supplier=False)
        movement.reasons[:0] = _plain_reasons(movement, identities)
    found.sort(key=lambda m: (m.key, m.members[0][0].order, m.members[0][1].id))
    known: set[str] = set()
    for one in found:
        if one.key in known:
            one.mark = f"{one.mark} {one.members[0][0].id[:12]} {one.members[0][1].id}".strip()
        known.add(one.key)
    return sorted(found, key=lambda m: m.key)


def _same_words(readings: Iterable[Reading], identities: Identities) -> Iterator[Movement]:
    """Flows of the same sides, family and sorts of materiel. With a side not named, each is by itself at first."""
    groups: dict[tuple[object, ...], Movement] = {}
    for document in sorted(readings, key=lambda r: r.order):
        for flow in document.flows:
            sides = (_side(document, flow.supplier, identities), _side(document, flow.recipient, identities))
            what, family = kinds(flow.items), FAMILY[flow.stage]
            named = (bool(flow.supplier and flow.recipient) and family is not Family.HALTED) or designated(what)
            sorts = frozenset() if designated(what) else frozenset(i.category for i in flow.items) - {_UNSPECIFIED}
            key = (sides, family, what, sorts, None if named else (document.id, flow.id))
            if key not in groups:
                groups[key] = Movement(None, None, sides, family, what, [])
                groups[key].mark = "" if named else f"{document.id[:12]} {flow.id}"
            groups[key].members.append((document, flow))
    yield from groups.values()


def _side(document: Reading, party: str | None, identities: Identities) -> str:
    if party is None:
        return "not named"
    entity = identities.of(document.id, party)
    return f"state:{entity.country}" if is_service(entity) else entity.key


def is_service(entity: Entity) -> bool:
    """Whether a party is an armed service or a defence ministry, which counts as its state on a movement's side."""
    body = entity.kind is PartyKind.GOVERNMENT_BODY and entity.country is not None
    return body and any(_SERVICE.search(name) for name in entity.names)


def _by_stage(group: Movement) -> list[Movement]:
    """A group whose documents tell it twice, at two stages, falls apart into its stages."""
    stages: dict[str, set[Stage]] = defaultdict(set)
    for document, flow in group.members:
        stages[document.id].add(flow.stage)
    split = next((d for d in sorted(stages) if len(stages[d]) > 1), None)
    if split is None:
        return [group]
    shown = tuple(m for m in group.members if m[0].id == split)
    parts = []
    for stage in Stage:
        members = [m for m in group.members if m[1].stage is stage]
        if members:
            why = Reason("kept apart by stage, because one document tells both stages as two movements", shown)
            parts.append(_copy(group, members, f"{group.mark} {stage.value}".strip(), [why]))
    return parts


def _copy(group: Movement, members: list[Member], mark: str, reasons: list[Reason]) -> Movement:
    return Movement(None, None, group.sides, group.family, group.kinds, members, [*group.reasons, *reasons], mark)


def _merged(groups: list[Movement]) -> list[Movement]:
    """Groups of compatible materiel made one, the best fitting and best documented pairs first; all of a merged group
    must fit each other, so that a package deal does not draw two deals together."""
    pairs = []
    for one, other in combinations(range(len(groups)), 2):
        why = may_be_one(groups[one], groups[other], groups)
        if why:
            same, all_of = groups[one].kinds & groups[other].kinds, groups[one].kinds | groups[other].kinds
            weight = len(groups[one].documents | groups[other].documents)
            pairs.append((-len(same) / len(all_of), -weight, one, other, why))
    fits = {(p[2], p[3]) for p in pairs}
    clusters = {i: [i] for i in range(len(groups))}
    home = {i: i for i in range(len(groups))}
    reasons: dict[int, list[Reason]] = defaultdict(list)
    for _, _, one, other, why in sorted(pairs):
        a, b = sorted((home[one], home[other]))
        if a == b or not all((min(x, y), max(x, y)) in fits for x in clusters[a] for y in clusters[b]):
            continue
        clusters[a] += clusters[b]
        home |= dict.fromkeys(clusters.pop(b), a)
        shown = (first_told(groups[one]), first_told(groups[other]))
        reasons[a] += [*reasons.pop(b, []), Reason(f"joined because {why}", shown)]
    return [_union([groups[i] for i in clusters[a]], reasons[a]) for a in sorted(clusters)]


def _union(groups: list[Movement], reasons: list[Reason]) -> Movement:
    first = groups[0]
    if len(groups) == 1:
        return first
    whole = Movement(None, None, first.sides, first.family, frozenset().union(*(g.kinds for g in groups)), [])
    whole.mark = min(g.mark for g in groups)
    whole.members = [m for g in groups for m in g.members]
    whole.reasons = [*(r for g in groups for r in g.reasons), *reasons]
    return whole


def _denials_to_accusations(groups: list[Movement]) -> list[Movement]:
    """Groups that nobody affirms, joined to the one affirmed group that they speak of."""
    affirmed = [g for g in groups if g.affirmed]
    kept = []
    for group in groups:
        fits = [] if group.affirmed or "not named" in group.sides else _accusations(group, affirmed)
        if len(fits) != 1:
            kept.append(group)
            continue
        accusation = fits[0]
        text = "joined because it denies, or finds no evidence of, the one such movement that anybody affirms"
        accusation.reasons.append(Reason(text, (first_told(accusation), first_told(group))))
        accusation.reasons += group.reasons
        accusation.members += group.members
    return kept


def _accusations(denial: Movement, affirmed: list[Movement]) -> list[Movement]:
    """The affirmed movements that a denial may mean, those of its own family of stages before the others."""
    fits = [g for g in affirmed if g.kinds == denial.kinds or VAGUE in denial.kinds or VAGUE in g.kinds]
    fits += [g for g in affirmed if g not in fits and same_materiel(g, denial)]
    fits = [g for g in fits if g.documents.isdisjoint(denial.documents)]
    return [g for g in fits if g.family is denial.family] or [g for g in fits if denial.family is Family.UNSPECIFIED]


def _by_time(group: Movement, window: int) -> list[Movement]:
    """The group cut wherever more than `window` days pass without a document."""
    dated = sorted({r.day for r, _ in group.members if r.day})
    cuts = [b for a, b in pairwise(dated) if _days(a, b) > window]
    if not cuts:
        return [group]
    parts = []
    edges = ["", *cuts, "9999"]
    for start, end in pairwise(edges):
        members = [m for m in group.members if m[0].day and start <= m[0].day < end]
        first = min(m[0].day or "" for m in members)
        why = Reason(f"kept apart by time: more than {window} days pass without a document", (members[0],))
        parts.append(_copy(group, members, f"{group.mark} from {first}".strip(), [why]))
    undated = [m for m in group.members if not m[0].day]
    if undated:
        why = Reason("kept apart: without a date it may be either of several movements", (undated[0],))
        parts.append(_copy(group, undated, f"{group.mark} undated".strip(), [why]))
    return parts


def _days(one: str, other: str) -> int:
    return (date.fromisoformat(other) - date.fromisoformat(one)).days


def _shown(movement: Movement, identities: Identities, *, supplier: bool) -> Entity | None:
    """The state where any document names it, else the body that most documents name."""
    named: dict[str, Entity] = {}
    counted: dict[str, int] = defaultdict(int)
    for document, flow in movement.members:
        party = flow.supplier if supplier else flow.recipient
        if party is not None:
            entity = identities.of(document.id, party)
            named[entity.key] = entity
            counted[entity.key] += 1
    states = [k for k in sorted(named) if named[k].kind is PartyKind.STATE]
    if states:
        return named[states[0]]
    return named[min(counted, key=lambda k: (-counted[k], k))] if named else None


def _plain_reasons(movement: Movement, identities: Identities) -> Iterator[Reason]:
    """What joins the members without any further rule, and bodies that count as their state."""
    if len(movement.documents) > 1:
        stated = "without a stage" if movement.family is Family.UNSPECIFIED else f"as {movement.family.value}"
        text = f"the documents tell of the same two sides, and of a movement {stated}"
        yield Reason(text, tuple({r.id: (r, f) for r, f in reversed(movement.members)}.values())[::-1][:2])
    for shown, supplier in ((movement.supplier, True), (movement.recipient, False)):
        for document, flow in movement.members:
            party = flow.supplier if supplier else flow.recipient
            entity = identities.of(document.id, party) if party else None
            if entity is not None and shown is not None and entity.key != shown.key:
                yield Reason(f"{entity.name} counts as {shown.name} on a movement's side", ((document, flow),))
                break
