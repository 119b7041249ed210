"""What joins a flow without telling of one: support, and talks in general."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.annotate.flows.cast import Cast
from summarizer.annotate.flows.event import Event
from summarizer.annotate.flows.merge import PROSPECTS, UNATTRIBUTED, Flow, Merger, Move, Said
from summarizer.annotate.flows.scene import Scene, lemma, words
from summarizer.schema import PartyKind, Stage, Stance

# What only joins a flow settles no doubt about it.
EVERY = frozenset({"flow", "supplier", "recipient", "stage", "stance", "claimant"})


def lay_support(flows: list[Flow], event: Event, said: dict[int, Said]) -> None:
    """Support without named materiel is evidence for the deliveries of the same pair."""
    for flow in flows:
        if (
            flow.supplier in event.suppliers
            and flow.recipient in event.recipients
            and flow.stage in (event.stage, Stage.DELIVERED, Stage.DELIVERING)
        ):
            _join(flow, event, said)


def lay_talks(flows: list[Flow], event: Event, said: dict[int, Said], cast: Cast, merger: Merger) -> None:
    """Talks between two parties are evidence for the flow that the text says they are about."""
    pair = set(event.suppliers)
    of_pair = [f for f in flows if {f.supplier, f.recipient} <= pair and f.supplier and f.recipient]
    stage = Stage.CONTRACTED if event.stage is Stage.CONTRACTED else Stage.NEGOTIATING
    alike = [f for f in of_pair if not event.items or not f.items() or merger.alike(f, event.items)]
    same = [f for f in alike if f.stage is stage] or [f for f in alike if f.stage in PROSPECTS]
    ends = {f.pair for f in of_pair} or _directions(flows, event, cast)
    if same:
        _join(same[0], event, said)
    elif len(ends) == 1:
        flow = Flow(*next(iter(ends)), stage)
        _join(flow, event, said)
        flows.append(flow)


def _directions(flows: list[Flow], event: Event, cast: Cast) -> set[tuple[int | None, int | None]]:
    """Who gives in talks of two that tell no direction: a company to a state, and whoever is not known to receive."""
    if len(event.suppliers) != 2 or not event.items:
        return set()
    one, two = event.suppliers
    firms = [n for n in (one, two) if cast.kind(n) is PartyKind.COMPANY]
    gets, gives = {f.recipient for f in flows}, {f.supplier for f in flows}
    getters = [n for n in (one, two) if n in gets and n not in gives]
    if len(firms) == 1 and not (set(firms) & gets):
        return {(firms[0], two if firms[0] == one else one)}
    if len(getters) == 1 and not ({one, two} - set(getters)) & gets:
        return {(two if getters[0] == one else one, getters[0])}
    return set()


def _join(flow: Flow, event: Event, said: dict[int, Said]) -> None:
    voice = said.get(event.sentence, UNATTRIBUTED)
    doubts = EVERY if flow.moves else event.doubts
    stance = event.stance if event.stance in (Stance.ASSERTS, Stance.SUSPECTS) else Stance.ASSERTS
    flow.moves.append(
        Move(event.sentence, flow.supplier, flow.recipient, flow.stage, stance, event.items, voice, doubts)
    )


def lay_talk_on(
    flows: list[Flow], stage: Sequence[Scene], told: dict[int, list[Event]], cast: Cast, said: dict[int, Said]
) -> None:
    """Sentences on talks between both sides that name no materiel are evidence for the flow in negotiation."""
    talks = words("transfer", "noun", "talk")
    open_ = [f for f in flows if f.stage is Stage.NEGOTIATING]
    for scene in stage:
        if (
            told[scene.number]
            or not open_
            or not any(lemma(t) in talks or lemma(t) == "negotiate" for t in scene.parsed.tokens)
        ):
            continue
        ends = {cast.end(p.party) for p in scene.placed}
        arms = any(g.head.head.pos_ == "NOUN" and lemma(g.head.head) in talks for g in scene.goods)
        for flow in open_:
            if {flow.supplier, flow.recipient} <= ends or (
                arms and len(open_) == 1 and len({flow.supplier, flow.recipient} & ends) == 1
            ):
                voice = said.get(scene.number, UNATTRIBUTED)
                flow.moves.append(Move(scene.number, *flow.pair, flow.stage, Stance.ASSERTS, (), voice, EVERY))
