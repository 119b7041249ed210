"""The raw event: one word of transfer read in full, before any merging."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.annotate.flows.cast import Cast
from summarizer.annotate.flows.scene import VERBAL, Goods, Scene, lemma, words
from summarizer.annotate.flows.stage import Reading, read
from summarizer.schema import PartyKind, Stage, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token


OWN = frozenset({Stage.PLEDGED, Stage.APPROVED, Stage.CONTRACTED, Stage.DELIVERING, Stage.DELIVERED, Stage.HALTED})
"""Stages of which somebody tells without saying that the goods are their own."""


ITSELF = frozenset({"we", "company", "firm", "ministry", "department", "government", "country", "group", "agency"})
"""What somebody calls itself in its own paper."""
PLACELESS = frozenset({"DATE", "TIME", "MONEY", "CARDINAL"})


@dataclass(frozen=True)
class Event:
    """One transfer word read in full. Ends are party numbers as the text names them, not yet folded into states.

    `weak` events never make a flow by themselves: they join one. An undirected event (`directed` false) names two
    parties in talks, and not who gives.
    """

    sentence: int
    trigger: Token
    suppliers: tuple[int, ...]
    recipients: tuple[int, ...]
    items: tuple[int, ...]
    stage: Stage
    stance: Stance
    voice: Token | None = None
    doubts: frozenset[str] = frozenset()
    directed: bool = True
    weak: bool = False
    closed: bool = False
    """The sentence names a recipient that is no party: nothing from elsewhere may fill it."""
    from_others: bool = False
    """The same of the giver: "from several allies"."""
    assumed: bool = False
    """An end is not named and taken to be who speaks: it yields to any end that the text names."""
    definite: bool = False
    """The goods are such as were named before ("the shells")."""
    refers: bool = False
    """The goods are a pronoun ("sold them to"): the sentence before names them."""


@dataclass
class Draft:
    """An event under construction."""

    suppliers: list[int]
    recipients: list[int]
    goods: list[Goods]
    doubts: set[str]
    closed: bool = False

    @classmethod
    def empty(cls) -> Draft:
        return cls([], [], [], set())


def make_event(
    scene: Scene, trigger: Token, draft: Draft, heading: bool, *, weak: bool = False, directed: bool = True
) -> Event | None:
    """The event of a drafted transfer with its stage and stance, or None when nobody stands at its ends or when the
    sentence makes no claim of it."""
    if not (draft.suppliers or draft.recipients):
        return None
    reading: Reading = read(trigger, heading)
    if reading.moot:
        return None
    own = reading.stage in OWN or any(lemma(a) == "application" for a in trigger.ancestors)
    assumed = directed and not weak and own and _gives_itself(scene, trigger, draft)
    if assumed and scene.home is not None:
        draft.suppliers.append(scene.home)
        draft.doubts.add("supplier")
    items = tuple(dict.fromkeys(g.item.number for g in draft.goods))
    return Event(
        sentence=scene.number,
        trigger=trigger,
        suppliers=tuple(dict.fromkeys(draft.suppliers)),
        recipients=tuple(dict.fromkeys(draft.recipients)),
        items=items,
        stage=reading.stage,
        stance=reading.stance,
        voice=reading.voice,
        doubts=reading.doubts | draft.doubts,
        directed=directed,
        weak=weak,
        closed=draft.closed,
        from_others=not draft.suppliers and _unnamed_giver(scene, trigger),
        assumed=assumed,
        definite=any(c.lower_ in ("the", "these", "those") for g in draft.goods for c in g.head.children),
    )


def _gives_itself(scene: Scene, trigger: Token, draft: Draft) -> bool:
    """Whether nobody is named as giver where somebody tells of own deliveries: "the tanks were handed to Kyiv"."""
    if draft.suppliers or scene.home is None or not draft.recipients or scene.home in draft.recipients:
        return False
    gets = words("transfer", "get", "verbs") | words("transfer", "noun", "get")
    if set(draft.recipients) & scene.groups or lemma(trigger) in gets:
        return False
    doer = [c for c in trigger.children if c.dep_ == "nsubj" and c.i not in scene.goods_at and lemma(c) not in ITSELF]
    if doer and trigger.pos_ in VERBAL:
        return False
    return not any(c.lower_ in ("from", "by") and c.dep_ in ("prep", "agent") for c in trigger.children)


def _unnamed_giver(scene: Scene, trigger: Token) -> bool:
    """Whether "from" or "by" follows with somebody who is no party."""
    for child in trigger.children:
        if child.lower_ in ("from", "by") and child.dep_ in ("prep", "agent"):
            return any(c.pos_ == "NOUN" and not scene.actors(c) for c in child.children if c.ent_type_ not in PLACELESS)
    return False


def settled(cast: Cast, event: Event) -> Event:
    """Ends folded, doubles removed, and a party never at both ends."""
    suppliers, recipients = _folded(cast, event.suppliers), _folded(cast, event.recipients)
    if event.directed and set(suppliers) - set(recipients):
        suppliers = tuple(n for n in suppliers if n not in recipients)
    recipients = tuple(n for n in recipients if n not in suppliers)
    return replace(event, suppliers=suppliers, recipients=recipients)


def _folded(cast: Cast, numbers: Iterable[int]) -> tuple[int, ...]:
    """The parties that stand at the end; two bodies of one state are one end."""
    ends = dict.fromkeys(end for n in numbers if (end := cast.end(n)) is not None)
    bodies: dict[str | None, int] = {}
    for end in ends:
        if cast.kind(end) is PartyKind.GOVERNMENT_BODY:
            bodies.setdefault(cast.parties[end].country, end)
    return tuple(
        n for n in ends if cast.kind(n) is not PartyKind.GOVERNMENT_BODY or bodies[cast.parties[n].country] == n
    )
