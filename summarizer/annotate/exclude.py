"""What looks like a transfer and is none: a state's own forces on the move, attacks, and gifts to oneself."""

from __future__ import annotations

from summarizer.annotate.cast import Cast
from summarizer.annotate.scene import Scene, lemma, words
from summarizer.annotate.transfer import Event
from summarizer.schema import Category, Stage

CRAFT = frozenset({Category.WARSHIPS, Category.COMBAT_AIRCRAFT, Category.HELICOPTERS})
SHOTS = frozenset({Category.DRONES, Category.MISSILES, Category.AMMUNITION, Category.ARTILLERY, Category.COMBAT_AIRCRAFT})


def excluded(scene: Scene, event: Event, cast: Cast) -> bool:
    """Whether an event is no flow by the rulings of the guidelines."""
    if not event.directed:
        return False
    name = lemma(event.trigger)
    categories = {g.item.category for g in scene.goods if g.item.number in event.items}
    near = {lemma(t) for t in scene.parsed.doc}
    if name in words("transfer", "reject", "movers") and categories and event.stage not in (Stage.PLEDGED, Stage.SOUGHT):
        if categories <= SHOTS and near & words("transfer", "reject", "attack"):
            return True
    if name in words("transfer", "reject", "movers") and categories and categories <= CRAFT:
        return bool(near & words("transfer", "reject", "own")) or not event.recipients
    if len(event.suppliers) == 1 and len(event.recipients) == 1:
        return cast.same_house(event.suppliers[0], event.recipients[0])
    return False
