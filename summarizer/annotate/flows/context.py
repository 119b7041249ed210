"""Ends of a transfer that only the surrounding text names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from summarizer.annotate.flows.event import Event
from summarizer.annotate.flows.scene import Scene
from summarizer.annotate.pipeline import Parsed

MANY = 2
"""How often a party must receive to be what a text is about, when others receive too."""
SOON = 6
"""How many sentences on the only recipient told so far is still the one meant."""
NEAR = 3
"""Sentences in which that party must be named."""


def fill(
    stage: Sequence[Scene], told: dict[int, list[Event]], parsed: Parsed, kin: Mapping[int, frozenset[int]]
) -> None:
    """Give an event the end it lacks from its own sentence, else from the sentence before in the same paragraph."""
    earlier: list[Event] = []
    last: Scene | None = None
    for scene in stage:
        here = told[scene.number]
        before = told.get(scene.number - 1, [])
        if before and parsed.sentence(scene.number - 1).sentence.paragraph != scene.parsed.sentence.paragraph:
            before = []
        goods = _goods_before(last, scene)
        last = scene
        here = [h for i, e in enumerate(here) if (h := _referred(e, [*earlier, *here[:i]], goods))]
        told[scene.number] = [_filled(_returned(e, here, earlier), here, before, scene) for e in here]
        earlier += told[scene.number]
    _fill_by_topic(stage, told, kin)
    _fill_by_only(stage, told)


def _goods_before(last: Scene | None, scene: Scene) -> tuple[int, ...]:
    """The goods of the sentence before in the same paragraph, for whom "they" may stand."""
    if last is None or last.parsed.sentence.paragraph != scene.parsed.sentence.paragraph:
        return ()
    return tuple(g.item.number for g in last.goods)


def _referred(event: Event, earlier: list[Event], goods: tuple[int, ...]) -> Event | None:
    """ "Uganda passed them to the rebels": the goods of the movement told just before, and both ends here."""
    if not event.refers:
        return event
    if not (event.suppliers and event.recipients):
        return None
    near = [e for e in earlier if e.items and 0 <= event.sentence - e.sentence <= 2]
    items = near[-1].items if near else goods
    return replace(event, items=items, doubts=event.doubts | {"flow"}) if items else None


def _fill_by_topic(stage: Sequence[Scene], told: dict[int, list[Event]], kin: Mapping[int, frozenset[int]]) -> None:
    """When the whole events of a document have one recipient, or most of many have, it is also that of an event nearby
    that names none."""
    known = Counter(n for found in told.values() for e in found if e.directed and e.suppliers for n in e.recipients)
    if not known:
        return
    topic, often = known.most_common(1)[0]
    rest = sum(known.values()) - sum(known[n] for n in (topic, *kin.get(topic, ())))
    if rest and (often < MANY or rest * 3 > often * 2):
        return
    near: set[int] = set()
    last: list[set[int]] = []
    for scene in stage:
        here = {p.party for p in scene.placed}
        here |= {n for p in here for n in kin.get(p, ())}
        found = told[scene.number]
        for i, e in enumerate(found):
            alone = (
                e.directed
                and e.items
                and e.suppliers
                and not e.recipients
                and not e.closed
                and topic not in e.suppliers
            )
            if alone and topic in here | near:
                found[i] = replace(e, recipients=(topic,), doubts=e.doubts | {"recipient"})
        last = [*last[1 - NEAR :], here]
        near = set().union(*last)


def _fill_by_only(stage: Sequence[Scene], told: dict[int, list[Event]]) -> None:
    """When all whole events so far have one recipient, it is also that of an event soon after that names none; the
    same of the giver, for goods that were named before."""
    so_far: dict[int, int] = {}
    givers: dict[int, int] = {}
    for scene in stage:
        found = told[scene.number]
        for i, e in enumerate(found):
            bare = e.directed and e.items and e.recipients and not e.suppliers and not e.from_others and not e.weak
            if bare and e.definite and len(givers) == 1 and not (set(givers) & set(e.recipients)):
                giver, last = next(iter(givers.items()))
                if scene.number - last <= SOON:
                    found[i] = e = replace(e, suppliers=(giver,), doubts=e.doubts | {"supplier"})
            alone = e.directed and e.items and e.suppliers and not e.recipients and not e.closed and not e.weak
            others = {p.party for p in scene.placed} - set(e.suppliers)
            if alone and len(so_far) == 1 and not (set(so_far) & set(e.suppliers)):
                only, last = next(iter(so_far.items()))
                if scene.number - last <= SOON and (not others or only in others):
                    found[i] = replace(e, recipients=(only,), doubts=e.doubts | {"recipient"})
        for e in told[scene.number]:
            if e.directed and e.suppliers:
                so_far |= dict.fromkeys(e.recipients, scene.number)
            if e.directed and e.recipients:
                givers |= dict.fromkeys(e.suppliers, scene.number)


def _filled(event: Event, here: list[Event], before: list[Event], scene: Scene) -> Event:
    if not event.directed:
        return event
    if not event.suppliers:
        event = _from_talks(event, here)
    if not event.suppliers and event.recipients and event.items:
        event = _from_before(event, before)
        if not event.suppliers and not event.from_others:
            event = _from_before(event, [e for e in here if e is not event])
    if event.recipients or event.closed or not event.suppliers:
        return event
    others = [e for e in here if e is not event and e.directed] + before
    for other in others:
        if other.recipients and not set(other.recipients) & set(event.suppliers):
            return replace(event, recipients=other.recipients, doubts=event.doubts | {"recipient"})
    return event


def _returned(event: Event, here: list[Event], before: list[Event]) -> Event:
    """ "X sends drones to Y ... In return, X gets jets": the jets come from Y."""
    if not (event.directed and event.items) or bool(event.suppliers) == bool(event.recipients):
        return event
    if not any(t.lower_ in ("return", "exchange") and t.head.lower_ == "in" for t in event.trigger.doc):
        return event
    for other in [*reversed(before), *here]:
        if other is event or not (other.directed and len(other.suppliers) == len(other.recipients) == 1):
            continue
        if other.suppliers == event.recipients:
            return replace(event, suppliers=other.recipients, doubts=event.doubts | {"supplier"})
        if other.recipients == event.suppliers:
            return replace(event, recipients=other.suppliers, doubts=event.doubts | {"recipient"})
    return event


def _from_before(event: Event, before: list[Event]) -> Event:
    """ "A sells B shells ... a first batch has been flown to B": the giver is the one told right before."""
    givers = {e.suppliers for e in before if e.directed and e.recipients == event.recipients and e.suppliers}
    named = any(c.lower_ == "by" and c.dep_ == "agent" for c in event.trigger.children)
    if len(givers) != 1 or named:
        return event
    return replace(event, suppliers=next(iter(givers)), doubts=event.doubts | {"supplier"})


def _from_talks(event: Event, here: list[Event]) -> Event:
    """ "A and B negotiate deals under which the regime would arm B": the regime is A."""
    for talk in here:
        if (
            not talk.directed
            and len(talk.suppliers) == 2
            and len(event.recipients) == 1
            and event.recipients[0] in talk.suppliers
        ):
            rest = tuple(n for n in talk.suppliers if n != event.recipients[0])
            return replace(event, suppliers=rest)
    return event
