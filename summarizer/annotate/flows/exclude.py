"""What looks like a transfer and is none: a state's own forces on the move, attacks, and gifts to oneself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.annotate.flows.cast import Cast
from summarizer.annotate.flows.event import Event
from summarizer.annotate.flows.scene import Scene, lemma, words
from summarizer.schema import Category, Stage

if TYPE_CHECKING:
    from spacy.tokens import Token

CRAFT = frozenset({Category.WARSHIPS, Category.COMBAT_AIRCRAFT, Category.HELICOPTERS})
SHOTS = frozenset(
    {Category.DRONES, Category.MISSILES, Category.AMMUNITION, Category.ARTILLERY, Category.COMBAT_AIRCRAFT}
)


def _rule(trigger: Token) -> bool:
    """The law on transfers, not a transfer: "any sale of arms to X is a violation"."""
    cur = trigger
    while cur.dep_ in ("conj", "pobj", "prep") and cur.head != cur:
        cur = cur.head
    if cur.dep_ not in ("nsubj", "nsubjpass"):
        return False
    words_of_law = {
        "violation",
        "breach",
        "crime",
        "illegal",
        "unlawful",
        "violate",
        "constitute",
        "prohibit",
        "forbid",
    }
    return lemma(cur.head) in words_of_law or any(
        lemma(c) in words_of_law for c in cur.head.children if c.dep_ in ("attr", "acomp")
    )


def excluded(scene: Scene, event: Event, cast: Cast) -> bool:
    """Whether an event is no flow by the rulings of the guidelines."""
    if not event.directed:
        return False
    name = lemma(event.trigger)
    if _rule(event.trigger):
        return True
    categories = {g.item.category for g in scene.goods if g.item.number in event.items}
    near = {lemma(t) for t in scene.parsed.tokens}
    moved = name in words("transfer", "reject", "movers") and bool(categories)
    struck = moved and categories <= SHOTS and bool(near & words("transfer", "reject", "attack"))
    if struck and event.stage not in (Stage.PLEDGED, Stage.SOUGHT):
        return True
    if moved and categories <= CRAFT:
        return bool(near & words("transfer", "reject", "own")) or not event.recipients
    if len(event.suppliers) == 1 and len(event.recipients) == 1:
        return cast.same_house(event.suppliers[0], event.recipients[0])
    return False
