"""Voices and their weight: who says a movement, in which stance, and from how many independent roots."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from summarizer.note import phrases
from summarizer.note.desk import Desk, days
from summarizer.note.group import Movement
from summarizer.note.identity import Entity
from summarizer.note.model import Line, Reference, Standing, Strength
from summarizer.note.origins import claim_ref
from summarizer.note.reading import Reading, ToldClaim, ToldFlow
from summarizer.note.strength import strength
from summarizer.schema import ClaimantKind, Stage, Stance
from summarizer.stories import ClaimRef, Roots

AFFIRMING = (Stance.ASSERTS, Stance.SUSPECTS)


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
    no_root: str = ""
    """Why it adds no independent root to those of the other voices on its side; "" when it does."""

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
    voices = _with_reasons(voices, desk)
    order = list(Stance)
    voices.sort(key=lambda v: (order.index(v.stance), -v.roots, -len(v.documents), v.spoken, v.kind.value))
    counted = {s.value: _roots([t for v in voices if v.stance is s for t in v.tellings], s, desk) for s in Stance}
    affirming = [t for v in voices if v.stance in AFFIRMING for t in v.tellings]
    affirmed = desk.origins.count(_refs(affirming, desk)) if affirming else None
    return Weighed(movement, tuple(voices), Standing(**counted), affirmed, desk)


def _with_reasons(voices: Sequence[Voice], desk: Desk) -> list[Voice]:
    """The voices, each with the reason why the others on its side leave it no root of its own."""
    counted = desk.origins.count(_refs([t for v in voices for t in v.tellings], desk))
    return [replace(v, no_root=counted.why(_refs(v.tellings, desk))) for v in voices]


def _roots(told: Sequence[Telling], stance: Stance, desk: Desk) -> int:
    if not told:
        return 0
    found = desk.origins.count(_refs(told, desk))
    return max(1, found.n if stance in AFFIRMING else found.denied)


def _refs(told: Iterable[Telling], desk: Desk) -> list[ClaimRef]:
    return [claim_ref(t.document, t.claim, desk.identities) for t in told]


def _reach(stage: Stage) -> int:
    return -1 if stage is Stage.UNSPECIFIED else list(Stage).index(stage)


def tellings_cited(tellings: Iterable[Telling], desk: Desk) -> tuple[Reference, ...]:
    return desk.ordered(desk.cite(t.document, t.part, t.claim.sentences) for t in tellings)
