"""The same movement, told in ways that cannot both be true; both sides side by side, never averaged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from summarizer.note import phrases
from summarizer.note.bounds import Bounds, bounds
from summarizer.note.desk import Desk
from summarizer.note.group import VAGUE
from summarizer.note.materiel import Kind, designations, related
from summarizer.note.model import Conflict, ConflictKind, Family, Side
from summarizer.note.reading import Reading, ToldClaim, ToldFlow, ToldItem, plain
from summarizer.note.shown import partial, shown_items
from summarizer.note.weigh import AFFIRMING, Weighed, tellings_cited
from summarizer.schema import FlagKind, Stance

_WORDS = {
    Stance.ASSERTS: "asserted",
    Stance.SUSPECTS: "suspected",
    Stance.DENIES: "denied",
    Stance.FINDS_NO_EVIDENCE: "no evidence found",
}
_SIDES = 4
"""Numbers that a sentence sets against each other; the sides have all."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """An item with a number: its place, and what values the number allows."""

    document: Reading
    flow: ToldFlow
    number: int
    item: ToldItem
    bounds: Bounds


def conflicts(flows: dict[str, Weighed], desk: Desk) -> tuple[Conflict, ...]:
    """All conflicts, in the order of the flows; `flows` are by label."""
    found: list[Conflict] = []
    for label, weighed in flows.items():
        found += _numbers(label, weighed)
        found += _stances(label, weighed)
    found += _between(flows)
    found += _told(flows, desk)
    order = [*flows, None]
    found.sort(key=lambda c: (order.index(c.flow), list(ConflictKind).index(c.kind)))
    return tuple(c.model_copy(update={"id": f"X{n}"}) for n, c in enumerate(found, 1))


def _conflict(
    kind: ConflictKind, flow: str | None, text: str, sides: Sequence[Side], other: str | None = None
) -> Conflict:
    return Conflict(id="X1", kind=kind, flow=flow, other=other, text=phrases.sentence(text), sides=tuple(sides))


def _numbers(label: str, weighed: Weighed) -> Iterator[Conflict]:
    """Quantities of one kind of materiel that exclude each other."""
    for group in _counted(weighed):
        allowed = {c.bounds for c in group}
        excluded = {b for b in allowed if any(b.excludes(other) for other in allowed)}
        clashing = [c for c in group if c.bounds in excluded]
        if clashing:
            words = min((c.item.words for c in clashing), key=lambda w: (len(w), w))
            sides = list(_number_sides(clashing, weighed))
            told = " against ".join(f"“{s.words}”" for s in sides[:_SIDES])
            more = f" and {phrases.count(len(sides) - _SIDES, 'other')}" if len(sides) > _SIDES else ""
            yield _conflict(ConflictKind.NUMBERS, label, f"the numbers given for {words} differ: {told}{more}", sides)


def _counted(weighed: Weighed) -> list[list[_Counted]]:
    """Items with a number, in groups that count the same thing: of one designation, or without any of one last word.

    Items that one document sets side by side in one movement are different things, unless their words are the same.
    """
    groups: list[list[_Counted]] = []
    held: list[dict[tuple[str, str], str]] = []
    """For each group, the words of the item it has of each movement of a document."""
    for document, flow in weighed.movement.members:
        for number, item in enumerate(flow.items, 1):
            allowed = bounds(item.quantity) if item.quantity else None
            if allowed is None:
                continue
            counted = _Counted(document, flow, number, item, allowed)
            place, words = (document.id, flow.id), item.words.casefold()
            fits = (n for n, g in enumerate(groups) if _same_thing(g[0].item.words, item.words))
            home = next((n for n in fits if held[n].get(place, words) == words), None)
            if home is None:
                home = len(groups)
                groups.append([])
                held.append({})
            groups[home].append(counted)
            held[home][place] = words
    return groups


def _same_thing(one: str, other: str) -> bool:
    names = designations(one), designations(other)
    if names[0] or names[1]:
        return any(related(a, b) for a in names[0] for b in names[1])
    heads = [w.casefold().split()[-1].rstrip("s") for w in (one, other)]
    return heads[0] == heads[1]


def _same_name(one: Kind, other: Kind) -> bool:
    return one.designation == other.designation or related(one.designation, other.designation)


def _number_sides(clashing: list[_Counted], weighed: Weighed) -> Iterator[Side]:
    desk = weighed.desk
    spoken: dict[tuple[str, str], list[tuple[str, frozenset[int]]]] = defaultdict(list)
    for voice in weighed.voices:
        for t in voice.tellings:
            spoken[t.document.id, t.flow.id].append((voice.spoken, frozenset(t.claim.sentences)))
    told: dict[str, list[_Counted]] = defaultdict(list)
    for counted in clashing:
        told[(counted.item.quantity or "").casefold()].append(counted)
    for group in sorted(told.values(), key=lambda g: (g[0].bounds.low, g[0].item.quantity or "")):
        speakers: dict[str, None] = {}
        cited = []
        for c in group:
            said = spoken[c.document.id, c.flow.id]
            speakers |= dict.fromkeys(who for who, at in said if not at.isdisjoint(c.item.sentences))
            cited.append(desk.cite(c.document, f"{c.flow.id}.i{c.number}", c.item.sentences))
            cited += [
                desk.cite(c.document, f"{c.flow.id}.{n}", claim.sentences) for n, claim in _holding(c.flow, c.item)
            ]
        who = phrases.capital(phrases.listed(list(speakers))) or "not attributed"
        yield Side(words=group[0].item.quantity or "", who=who, stance=None, references=desk.ordered(cited))


def _holding(flow: ToldFlow, item: ToldItem) -> Iterator[tuple[int, ToldClaim]]:
    for number, claim in enumerate(flow.claims, 1):
        if not set(claim.sentences).isdisjoint(item.sentences):
            yield number, claim


def _stances(label: str, weighed: Weighed) -> Iterator[Conflict]:
    """Somebody affirms what somebody else denies, or has found no evidence of."""
    standing = weighed.standing
    if not weighed.affirming or not (standing.denies or standing.finds_no_evidence):
        return
    kind = ConflictKind.DENIAL if standing.denies else ConflictKind.NO_EVIDENCE
    sides = [s for stance in Stance if (s := _side(weighed, stance)) is not None]
    told = "; ".join(phrases.by(s.stance, _voices(weighed, s.stance)) for s in sides if s.stance is not None)
    items = shown_items(weighed)[: phrases.ITEMS]
    cited = [weighed.desk.cite(r, part, item.sentences) for item, r, part in items]
    first = sides[0].model_copy(update={"references": weighed.desk.ordered((*cited, *sides[0].references))})
    both = "; it is the same party that says both" if _one_party(weighed) else ""
    loose = any(p.others for p in partial(weighed))
    articles = "article" if len(weighed.movement.documents) == 1 else "articles"
    items_of = f"; items as told in the {articles}, not by each of these voices" if loose else ""
    yield _conflict(kind, label, f"that {_clause(weighed)} is {told}{both}{items_of}", [first, *sides[1:]])


def _one_party(weighed: Weighed) -> bool:
    """Whether those who deny it, or find no evidence, are all among those who affirm it."""
    said: dict[bool, set[str]] = {True: set(), False: set()}
    for voice in weighed.voices:
        said[voice.stance in AFFIRMING].add(voice.claimant.key if voice.claimant else "")
    return "" not in said[False] and said[False] <= said[True]


def _clause(weighed: Weighed) -> str:
    movement = weighed.movement
    return phrases.that(
        weighed.stage,
        movement.supplier.name if movement.supplier else None,
        movement.recipient.name if movement.recipient else None,
        phrases.items([item.phrase for item, _, _ in shown_items(weighed)]),
    )


def _voices(weighed: Weighed, stance: Stance) -> list[str]:
    return list(dict.fromkeys(v.spoken for v in weighed.voices if v.stance is stance))


def _side(weighed: Weighed, stance: Stance) -> Side | None:
    told = [t for v in weighed.voices if v.stance is stance for t in v.tellings]
    if not told:
        return None
    who = phrases.capital(phrases.listed(_voices(weighed, stance)))
    return Side(words=_WORDS[stance], who=who, stance=stance, references=tellings_cited(told, weighed.desk))


def _between(flows: dict[str, Weighed]) -> Iterator[Conflict]:
    """A denial that stands by itself against what it may mean; a halt against a delivery that other documents tell."""
    between: dict[tuple[str, str], list[tuple[str, Weighed]]] = defaultdict(list)
    for label, weighed in flows.items():
        if "not named" not in weighed.movement.sides:
            between[weighed.movement.sides].append((label, weighed))
    for (one, a), (other, b) in (pair for same in between.values() for pair in combinations(same, 2)):
        if not a.movement.documents.isdisjoint(b.movement.documents):
            continue
        if bool(a.affirming) != bool(b.affirming):
            said, against = ((one, a), (other, b)) if a.affirming else ((other, b), (one, a))
            if _may_mean(against[1].movement.kinds, said[1].movement.kinds):
                yield _across(ConflictKind.DENIAL, said, against)
        elif a.affirming and _went_and_halted(a, b):
            went = ((one, a), (other, b)) if a.movement.family is Family.DELIVERED else ((other, b), (one, a))
            yield _across(ConflictKind.HALTED, *went)


def _went_and_halted(one: Weighed, other: Weighed) -> bool:
    if {one.movement.family, other.movement.family} != {Family.DELIVERED, Family.HALTED}:
        return False
    return any(x.designation and _same_name(x, y) for x in one.movement.kinds for y in other.movement.kinds)


def _may_mean(denied: frozenset[Kind], affirmed: frozenset[Kind]) -> bool:
    if VAGUE in denied:
        return True
    return any(x.family == y.family and (not x.designation or _same_name(x, y)) for x in denied for y in affirmed)


def _across(kind: ConflictKind, said: tuple[str, Weighed], against: tuple[str, Weighed]) -> Conflict:
    sides = [s for w in (said[1], against[1]) for stance in Stance if (s := _side(w, stance)) is not None]
    if kind is ConflictKind.DENIAL:
        verb = "denies" if against[1].standing.denies else "finds no evidence of"
        text = f"what {against[0]} {verb} may be what {said[0]} tells; no document says so"
    else:
        text = f"{said[0]} is told as going on, {against[0]} as halted, by different documents"
    return _conflict(kind, said[0], text, sides, other=against[0])


def _told(flows: dict[str, Weighed], desk: Desk) -> Iterator[Conflict]:
    """Sentences in which a document itself sets two accounts against each other."""
    home = {(r.id, f.id): label for label, w in flows.items() for r, f in w.movement.members}
    for document in desk.documents:
        label = desk.labels[document.id]
        told: dict[str, list[Side]] = defaultdict(list)
        for flag in document.flags:
            flow = home.get((document.id, flag.about))
            if flag.kind is FlagKind.CONFLICT and flow is not None:
                words = plain(document.sentences[flag.sentences[0]])
                cited = (desk.cite(document, flag.id, flag.sentences),)
                told[flow].append(Side(words=words, who=label, stance=None, references=cited))
        for flow, sides in told.items():
            yield _conflict(
                ConflictKind.TOLD, flow, f"{label} itself sets accounts of {flow} against each other", sides
            )
