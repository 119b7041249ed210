"""From movements to the flows of a note: voices joined, roots counted, items side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from summarizer.note import phrases
from summarizer.note.desk import Desk, days
from summarizer.note.group import VAGUE, Movement, Reason
from summarizer.note.identity import Entity
from summarizer.note.materiel import designations, family, spelt
from summarizer.note.model import FlowClaim, FlowItem, Join, Line, NoteFlow, Reference, Standing, Strength
from summarizer.note.origins import claim_ref
from summarizer.note.reading import Reading, ToldClaim, ToldFlow, ToldItem
from summarizer.note.strength import strength
from summarizer.schema import Category, ClaimantKind, Stage, Stance
from summarizer.stories import ClaimRef, Roots

AFFIRMING = (Stance.ASSERTS, Stance.SUSPECTS)

Place = tuple[ToldItem, Reading, str]
"""An item, the document that tells it, and its id there ("F1.i2")."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One claim of one document; `number` counts the claims of its flow from 1."""

    document: Reading
    flow: ToldFlow
    number: int
    claim: ToldClaim

    @property
    def part(self) -> str:
        return f"{self.flow.id}.{self.number}"


@dataclass(frozen=True)
class Voice:
    """One claimant in one stance, with every telling of it."""

    claimant: Entity | None
    kind: ClaimantKind
    stance: Stance
    tellings: tuple[Telling, ...]
    roots: int

    @property
    def documents(self) -> tuple[Reading, ...]:
        return tuple({t.document.id: t.document for t in self.tellings}.values())

    @property
    def spoken(self) -> str:
        """Inside a sentence."""
        named = self.claimant
        role = named.role if named and self.kind is ClaimantKind.OFFICIAL else None
        return phrases.voice(named.name if named else None, self.kind, len(self.documents), role)


@dataclass(frozen=True)
class Weighed:
    """A movement with its voices and their weight; what is needed to put movements in order."""

    movement: Movement
    voices: tuple[Voice, ...]
    standing: Standing
    affirmed: Roots | None
    desk: Desk

    @property
    def strength(self) -> Strength:
        return strength(self.standing)

    @property
    def roots(self) -> int:
        return max(self.affirmed.n, 1) if self.affirmed is not None else 0

    @cached_property
    def affirming(self) -> tuple[Reading, ...]:
        """Documents of the claims that affirm the movement."""
        found = {d.id: d for v in self.voices if v.stance in AFFIRMING for d in v.documents}
        return tuple(sorted(found.values(), key=lambda r: r.order))

    @cached_property
    def stage(self) -> Stage:
        """The furthest that an affirming claim gives; of all claims when nobody affirms."""
        told = [f.stage for _, f in self.movement.members if f.affirmed] or [f.stage for _, f in self.movement.members]
        return max(told, key=_reach)

    @cached_property
    def circular(self) -> Line | None:
        """Said when more documents affirm the movement than it has roots."""
        if self.affirmed is None or len(self.affirming) <= self.roots:
            return None
        told = [t for v in self.voices if v.stance in AFFIRMING for t in v.tellings]
        return Line(text=self.affirmed.sentence, references=tellings_cited(told, self.desk))

    @cached_property
    def dates(self) -> tuple[str, ...]:
        return days(r for r, _ in self.movement.members)

    def order(self) -> tuple[object, ...]:
        """Movements with both sides named first, then by independent roots, documents, the newest, and key."""
        named = self.movement.supplier is not None and self.movement.recipient is not None
        newest = self.dates[-1] if self.dates else "0000-00-00"
        digits = tuple(-int(n) for n in newest.split("-"))
        return (not named, self.roots == 0, -self.roots, -len(self.movement.documents), digits, self.movement.key)


def weigh(movement: Movement, desk: Desk) -> Weighed:
    """The voices of a movement and how many independent roots each stance has."""
    tellings: dict[tuple[str, ClaimantKind, Stance], list[Telling]] = defaultdict(list)
    for document, flow in movement.members:
        for number, claim in enumerate(flow.claims, 1):
            claimant = desk.entity(document, claim.claimant)
            key = (claimant.key if claimant else "", claim.kind, claim.stance)
            tellings[key].append(Telling(document, flow, number, claim))
    voices = []
    for (_, kind, stance), told in tellings.items():
        claimant = desk.entity(told[0].document, told[0].claim.claimant)
        voices.append(Voice(claimant, kind, stance, tuple(told), _roots(told, stance, desk)))
    order = list(Stance)
    voices.sort(key=lambda v: (order.index(v.stance), -v.roots, -len(v.documents), v.spoken, v.kind.value))
    counted = {s.value: _roots([t for v in voices if v.stance is s for t in v.tellings], s, desk) for s in Stance}
    affirming = [t for v in voices if v.stance in AFFIRMING for t in v.tellings]
    affirmed = desk.origins.count(_refs(affirming, desk)) if affirming else None
    return Weighed(movement, tuple(voices), Standing(**counted), affirmed, desk)


def _roots(told: Sequence[Telling], stance: Stance, desk: Desk) -> int:
    if not told:
        return 0
    found = desk.origins.count(_refs(told, desk))
    return max(1, found.n if stance in AFFIRMING else found.denied)


def _refs(told: Iterable[Telling], desk: Desk) -> list[ClaimRef]:
    return [
        claim_ref(
            t.document, t.claim, desk.entity(t.document, t.claim.claimant), desk.entity(t.document, t.claim.reported_by)
        )
        for t in told
    ]


def _reach(stage: Stage) -> int:
    return -1 if stage is Stage.UNSPECIFIED else list(Stage).index(stage)


def note_flow(weighed: Weighed, label: str) -> NoteFlow:
    """The flow as the note tells it."""
    movement, desk = weighed.movement, weighed.desk
    stages = {f.stage for _, f in movement.members}
    categories = {i.category for _, f in movement.members for i in f.items}
    return NoteFlow(
        id=label,
        key=movement.key,
        supplier=desk.party(movement.supplier),
        recipient=desk.party(movement.recipient),
        materiel=_materiel(movement),
        categories=tuple(c for c in Category if c in categories),
        family=movement.family,
        stage=weighed.stage,
        stages=tuple(s for s in Stage if s in stages),
        items=_items(movement, desk),
        claims=tuple(_claim(v, desk) for v in weighed.voices),
        strength=weighed.strength,
        standing=weighed.standing,
        roots=weighed.roots,
        circular=weighed.circular,
        first=weighed.dates[0] if weighed.dates else None,
        last=weighed.dates[-1] if weighed.dates else None,
        joins=_joins(movement.reasons, desk),
    )


def _joins(reasons: Iterable[Reason], desk: Desk) -> tuple[Join, ...]:
    """Each reason once, with the flows that show it."""
    told: dict[str, list[Reference]] = defaultdict(list)
    for reason in reasons:
        told[reason.text] += [desk.cite(r, f"{f.id}.1", f.claims[0].sentences) for r, f in reason.members]
    return tuple(Join(text=phrases.sentence(t), references=desk.ordered(cited)) for t, cited in told.items())


def shown_items(weighed: Weighed) -> list[Place]:
    """One wording per kind of materiel for a sentence, those of most documents first, each with its place.

    The sentence names all who affirm the movement at once, so it puts in their mouths what all tell: materiel of every
    document where there is such, and a number that each of them gives (see `partial_numbers`). Where documents give
    different numbers, they are told under the conflicts.
    """
    return [_one_wording(told, weighed) for told in _told_by_all(_by_thing(weighed))]


def partial_numbers(weighed: Weighed) -> list[tuple[ToldItem, tuple[str, ...], Reading, str]]:
    """Numbers that a sentence leaves out because only some who affirm the movement give them, with who does."""
    found = []
    for told in _told_by_all(_by_thing(weighed)):
        speakers = _givers(told, weighed)
        numbered = [t for t in told if t[0].quantity]
        if speakers and len({(i.quantity or "").casefold() for i, _, _ in numbered}) == 1:
            found.append((numbered[0][0], speakers, numbered[0][1], numbered[0][2]))
    return found


def _by_thing(weighed: Weighed) -> list[list[Place]]:
    members = [(r, f) for r, f in weighed.movement.members if f.affirmed] or weighed.movement.members
    groups: dict[tuple[str, str, str], list[Place]] = defaultdict(list)
    for document, flow in members:
        for number, item in enumerate(flow.items, 1):
            names = designations(item.words)
            head = "" if names else phrases.readable(item.words).casefold().split()[-1].removesuffix("s")
            key = (family(item.category), names[0] if names else "", head)
            groups[key].append((item, document, f"{flow.id}.i{number}"))
    sharp = {what for what, name, _ in groups if name}
    kept = [told for (what, name, _), told in groups.items() if name or what not in sharp]
    kept = [told for told in kept if told[0][0].category is not Category.UNSPECIFIED] or kept
    kept.sort(key=lambda told: (-len({r.id for _, r, _ in told}), told[0][1].order, told[0][2]))
    return kept


def _told_by_all(groups: list[list[Place]]) -> list[list[Place]]:
    """The things that every document tells; else those of the families that every one tells; else all."""
    documents = {r.id for told in groups for _, r, _ in told}
    families: dict[str, set[str]] = defaultdict(set)
    for told in groups:
        families[family(told[0][0].category)] |= {r.id for _, r, _ in told}
    same = [told for told in groups if {r.id for _, r, _ in told} == documents]
    return same or [told for told in groups if families[family(told[0][0].category)] == documents] or groups


def _givers(told: list[Place], weighed: Weighed) -> tuple[str, ...]:
    """Who gives the number of a thing, if of those who affirm the movement only some do."""
    at = {(r.id, part.split(".")[0]): set(i.sentences) for i, r, part in told if i.quantity}
    voices = [v for v in weighed.voices if v.stance in AFFIRMING]
    gives = [
        voice.spoken
        for voice in voices
        if any(set(t.claim.sentences) & at.get((t.document.id, t.flow.id), set()) for t in voice.tellings)
    ]
    return tuple(dict.fromkeys(gives)) if len(gives) < len(voices) else ()


def _one_wording(told: list[Place], weighed: Weighed) -> Place:
    counted: dict[str, int] = defaultdict(int)
    for item, _, _ in told:
        counted[phrases.readable(item.phrase).casefold()] += 1
    quantities = {i.quantity.casefold() for i, _, _ in told if i.quantity}
    best = min(
        told,
        key=lambda t: (t[0].phrase.isupper(), -counted[phrases.readable(t[0].phrase).casefold()], t[1].order, t[2]),
    )
    item, document, part = best
    if len(quantities) > 1 or _givers(told, weighed):
        bare = ToldItem(item.words, None, item.words, item.category, item.sentences)
        return bare, document, part
    if len(quantities) == 1 and item.quantity is None:
        return next(t for t in told if t[0].quantity)
    return best


def _items(movement: Movement, desk: Desk) -> tuple[FlowItem, ...]:
    told: dict[tuple[str, str, Category], list[tuple[Reading, ToldFlow, int, ToldItem]]] = defaultdict(list)
    for document, flow in movement.members:
        for number, item in enumerate(flow.items, 1):
            key = (item.words.casefold(), (item.quantity or "").casefold(), item.category)
            told[key].append((document, flow, number, item))
    ordered = sorted(told.values(), key=lambda ts: (-len({t[0].id for t in ts}), ts[0][0].order, ts[0][1].id, ts[0][2]))
    return tuple(
        FlowItem(
            words=ts[0][3].words,
            quantity=ts[0][3].quantity,
            category=ts[0][3].category,
            figures=_speakers(ts, desk),
            references=desk.ordered(desk.cite(r, f"{f.id}.i{n}", i.sentences) for r, f, n, i in ts),
        )
        for ts in ordered
    )


def _speakers(told: list[tuple[Reading, ToldFlow, int, ToldItem]], desk: Desk) -> tuple[str, ...]:
    """Parties whose claims cite a sentence that holds the item."""
    found = []
    for document, flow, _, item in told:
        for claim in flow.claims:
            if claim.claimant and not set(claim.sentences).isdisjoint(item.sentences):
                found.append(desk.party(desk.entity(document, claim.claimant)) or "")
    return tuple(dict.fromkeys(found))


def _claim(voice: Voice, desk: Desk) -> FlowClaim:
    stages = {t.flow.stage for t in voice.tellings}
    reporters = [desk.entity(t.document, t.claim.reported_by) for t in voice.tellings]
    named = voice.claimant.name if voice.claimant else None
    return FlowClaim(
        claimant=desk.party(voice.claimant),
        claimant_kind=voice.kind,
        who=phrases.who(named, voice.kind, len(voice.documents)),
        stance=voice.stance,
        stages=tuple(s for s in Stage if s in stages),
        reported_by=tuple(dict.fromkeys(desk.parties[e.key] for e in reporters if e is not None)),
        roots=voice.roots,
        dates=days(voice.documents),
        references=tellings_cited(voice.tellings, desk),
    )


def tellings_cited(tellings: Iterable[Telling], desk: Desk) -> tuple[Reference, ...]:
    return desk.ordered(desk.cite(t.document, t.part, t.claim.sentences) for t in tellings)


def _materiel(movement: Movement) -> str:
    """ "combat aircraft: Su-35", in the documents' own spelling of designations."""
    named: dict[str, dict[str, None]] = defaultdict(dict)
    for kind in sorted(movement.kinds - {VAGUE}):
        named[kind.family if kind.family != "other" else "other materiel"]
    for _, flow in sorted(movement.members, key=lambda m: m[0].order):
        for item in flow.items:
            for name in designations(item.words):
                named[family(item.category)].setdefault(spelt(name, item.words), None)
    parts = [f"{what}: {', '.join(names)}" if names else what for what, names in sorted(named.items())]
    return "; ".join(parts) or VAGUE.family
