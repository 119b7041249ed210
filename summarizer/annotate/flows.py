"""Arms flows: who is said to send what to whom, how far it got, and who says so.

Four layers: the words of transfer in each sentence (`transfer`), the ends that only the surrounding text names
(here), what is no flow after all (`exclude`), and the merging of what is told more than once (`merge`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from summarizer.annotate.cast import CLAIMANTS, Cast
from summarizer.annotate.exclude import excluded
from summarizer.annotate.merge import Flow, Merger, Move, Said, candidates, who_says
from summarizer.annotate.model import Attribution, Cue, FlowCandidate, Materiel, PartyCandidate
from summarizer.annotate.pipeline import Parsed
from summarizer.annotate.scene import VERBAL, Scene, lemma, scenes, subject, words
from summarizer.annotate.transfer import BARE, Event, events
from summarizer.schema import ClaimantKind, FlagKind, Stage, Stance

UNATTRIBUTED = Said(None, ClaimantKind.UNATTRIBUTED)


def find_flows(
    parsed: Parsed,
    parties: Sequence[PartyCandidate],
    materiel: Sequence[Materiel],
    attributions: Sequence[Attribution] = (),
    cues: Sequence[Cue] = (),
) -> tuple[FlowCandidate, ...]:
    """The flows of a document, numbered from 1 in the order of their first evidence.

    Args:
        parsed: the parsed document.
        parties, materiel, attributions, cues: what the other annotators found in the same document; numbers in the
            result point into `parties` and `materiel`.
    """
    cast = Cast.of(parties)
    stage = scenes(parsed, parties, materiel)
    said = who_says(attributions)
    told: dict[int, list[Event]] = {}
    for scene in stage:
        found = events(scene, cast, scene.parsed.sentence.heading)
        told[scene.number] = [e for e in found if not excluded(scene, e, cast)]
    _fill(stage, told, parsed)
    moves = [m for scene in stage for e in told[scene.number] if e.directed and not e.weak and (e.items or lemma(e.trigger) in BARE) for m in _moves(scene, e, cast, said)]
    merger = Merger(parsed.text, {m.number: m for m in materiel})
    flows = merger.merge(moves)
    for scene in stage:
        for event in told[scene.number]:
            if event.weak:
                _support(flows, event, said)
            elif not event.directed:
                _talks(flows, event, scene, said)
    _talk_on(flows, stage, told, cast, said)
    _denials(flows, stage, told, cast, said, cues)
    return candidates(_standing(flows), merger)


# --- ends that the surrounding text names ----------------------------------------------------------------------------


def _fill(stage: Sequence[Scene], told: dict[int, list[Event]], parsed: Parsed) -> None:
    """Give an event the end it lacks from its own sentence, else from the sentence before in the same paragraph."""
    earlier: list[Event] = []
    for scene in stage:
        here = told[scene.number]
        before = told.get(scene.number - 1, [])
        if before and parsed.sentence(scene.number - 1).sentence.paragraph != scene.parsed.sentence.paragraph:
            before = []
        told[scene.number] = [_filled(_returned(e, here, earlier), here, before, scene) for e in here]
        earlier += told[scene.number]
    _fill_by_topic(stage, told)


def _fill_by_topic(stage: Sequence[Scene], told: dict[int, list[Event]]) -> None:
    """When all whole events of a document have one recipient, it is also that of an event nearby that names none."""
    known = {n for found in told.values() for e in found if e.directed and e.suppliers for n in e.recipients}
    if len(known) != 1:
        return
    topic = next(iter(known))
    near: set[int] = set()
    for scene in stage:
        here = {p.party for p in scene.placed}
        found = told[scene.number]
        for i, e in enumerate(found):
            alone = e.directed and e.items and e.suppliers and not e.recipients and not e.closed and topic not in e.suppliers
            if alone and topic in here | near:
                found[i] = replace(e, recipients=(topic,), doubts=e.doubts | {"recipient"})
        near = here


def _filled(event: Event, here: list[Event], before: list[Event], scene: Scene) -> Event:
    if not event.directed:
        return event
    if not event.suppliers:
        event = _from_talks(event, here)
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


def _from_talks(event: Event, here: list[Event]) -> Event:
    """ "A and B negotiate deals under which the regime would arm B": the regime is A."""
    for talk in here:
        if not talk.directed and len(talk.suppliers) == 2 and len(event.recipients) == 1 and event.recipients[0] in talk.suppliers:
            rest = tuple(n for n in talk.suppliers if n != event.recipients[0])
            return replace(event, suppliers=rest)
    return event


# --- moves -----------------------------------------------------------------------------------------------------------


def _moves(scene: Scene, event: Event, cast: Cast, said: dict[int, Said]) -> Iterator[Move]:
    voice = _said(scene, event, cast, said)
    stance = event.stance
    for supplier, recipient in product(event.suppliers or (None,), event.recipients or (None,)):
        if supplier == recipient or (supplier and recipient and cast.same_house(supplier, recipient)):
            continue
        if stance is Stance.DENIES and voice.claimant is None and event.voice is None:
            continue
        yield Move(scene.number, supplier, recipient, event.stage, stance, event.items, voice, event.doubts)


def _said(scene: Scene, event: Event, cast: Cast, said: dict[int, Said]) -> Said:
    """Who says it: who denies or accuses in so many words, else whom the sentence is attributed to."""
    found = said.get(scene.number, UNATTRIBUTED)
    if event.voice is None or (event.stance is not Stance.DENIES and found.claimant is not None):
        return found
    word = subject(event.voice)
    named = scene.actors(word) if word is not None else []
    if not named:
        return found
    if found.claimant is not None and cast.end(found.claimant) == cast.end(named[0].party):
        return found
    kind = ClaimantKind.ANONYMOUS_SOURCE if named[0].mention.anonymous else CLAIMANTS[cast.kind(named[0].party)]
    return Said(named[0].party, kind, found.reported_by)


# --- what joins a flow -----------------------------------------------------------------------------------------------


def _support(flows: list[Flow], event: Event, said: dict[int, Said]) -> None:
    """Support without named materiel is evidence for the deliveries of the same pair."""
    for flow in flows:
        if flow.supplier in event.suppliers and flow.recipient in event.recipients and flow.stage in (event.stage, Stage.DELIVERED, Stage.DELIVERING):
            _join(flow, event, said)


def _talks(flows: list[Flow], event: Event, scene: Scene, said: dict[int, Said]) -> None:
    """Talks between two parties are evidence for the flow that the text says they are about."""
    pair = set(event.suppliers)
    of_pair = [f for f in flows if {f.supplier, f.recipient} <= pair and f.supplier and f.recipient]
    same = [f for f in of_pair if f.stage is event.stage or (event.stage is Stage.NEGOTIATING and f.stage in (Stage.SOUGHT, Stage.NEGOTIATING))]
    if same:
        _join(same[0], event, said)
    elif len({f.pair for f in of_pair}) == 1 and event.stage is not Stage.UNSPECIFIED:
        flow = Flow(of_pair[0].supplier, of_pair[0].recipient, event.stage)
        _join(flow, event, said)
        flows.append(flow)


def _join(flow: Flow, event: Event, said: dict[int, Said], items: bool = True) -> None:
    voice = said.get(event.sentence, UNATTRIBUTED)
    stance = event.stance if event.stance in (Stance.ASSERTS, Stance.SUSPECTS) else Stance.ASSERTS
    held = event.items if items else ()
    flow.moves.append(Move(event.sentence, flow.supplier, flow.recipient, flow.stage, stance, held, voice, event.doubts))


def _talk_on(flows: list[Flow], stage: Sequence[Scene], told: dict[int, list[Event]], cast: Cast, said: dict[int, Said]) -> None:
    """Sentences on talks between both sides that name no materiel are evidence for the flow in negotiation."""
    talks = words("transfer", "noun", "talk")
    open_ = [f for f in flows if f.stage is Stage.NEGOTIATING]
    for scene in stage:
        if told[scene.number] or not open_ or not any(lemma(t) in talks or lemma(t) == "negotiate" for t in scene.parsed.doc):
            continue
        ends = {cast.end(p.party) for p in scene.placed}
        arms = any(g.head.head.pos_ == "NOUN" and lemma(g.head.head) in talks for g in scene.goods)
        for flow in open_:
            if {flow.supplier, flow.recipient} <= ends or (arms and len(open_) == 1 and len({flow.supplier, flow.recipient} & ends) == 1):
                voice = said.get(scene.number, UNATTRIBUTED)
                flow.moves.append(Move(scene.number, *flow.pair, flow.stage, Stance.ASSERTS, (), voice))


def _denials(
    flows: list[Flow], stage: Sequence[Scene], told: dict[int, list[Event]], cast: Cast, said: dict[int, Said], cues: Sequence[Cue]
) -> None:
    """A denial that names no transfer ("Tehran rejected the accusation") answers the flow told nearest before it."""
    cued = {c.sentence: c.party for c in cues if c.kind is FlagKind.DENIAL}
    for scene in stage:
        if any(e.stance is Stance.DENIES for e in told[scene.number]):
            continue
        denier = _denier(scene, cast)
        if denier is None and scene.number in cued and (party := cued[scene.number]) is not None and cast.end(party) is not None:
            denier = Said(party, CLAIMANTS[cast.kind(party)])
        if denier is None or denier.claimant is None:
            continue
        end = cast.end(denier.claimant)
        mine = [f for f in flows if end in f.pair and any(m.stance in (Stance.ASSERTS, Stance.SUSPECTS) and m.said.claimant != denier.claimant for m in f.moves)]
        nearest = _nearest(mine, scene.number)
        if nearest is not None and not any(m.sentence == scene.number and m.stance is Stance.DENIES for m in nearest.moves):
            voice = _merged_voice(denier, said.get(scene.number), cast)
            nearest.moves.append(Move(scene.number, *nearest.pair, nearest.stage, Stance.DENIES, (), voice, frozenset({"stance"})))


def _merged_voice(denier: Said, attributed: Said | None, cast: Cast) -> Said:
    """The attribution when it names the denier more exactly (an official of the state that denies)."""
    if attributed is not None and attributed.claimant is not None and denier.claimant is not None:
        if cast.end(attributed.claimant) == cast.end(denier.claimant):
            return attributed
    return denier


def _nearest(flows: list[Flow], sentence: int) -> Flow | None:
    def distance(flow: Flow) -> tuple[bool, int]:
        at = [m.sentence for m in flow.moves]
        before = [sentence - n for n in at if n <= sentence]
        return (not before, min(before) if before else min(at) - sentence)

    return min(flows, key=distance, default=None)


def _denier(scene: Scene, cast: Cast) -> Said | None:
    for token in scene.parsed.doc:
        if token.pos_ not in VERBAL or lemma(token) not in words("transfer", "deny", "verbs"):
            continue
        objects = [c for c in token.children if c.dep_ in ("dobj", "nsubjpass")]
        charged = any(lemma(o) in words("transfer", "deny", "objects") or lemma(o).endswith("ing") for o in objects)
        charged = charged or any(c.dep_ in ("xcomp", "ccomp") for c in token.children)
        if not charged:
            continue
        agents = [p for p in scene.placed if p.role == "by" and p.governor.i == token.i]
        word = subject(token) if not any(c.dep_ == "nsubjpass" for c in token.children) else None
        named = agents or (scene.actors(word) if word is not None else [])
        if named:
            kind = ClaimantKind.ANONYMOUS_SOURCE if named[0].mention.anonymous else CLAIMANTS[cast.kind(named[0].party)]
            return Said(named[0].party, kind)
    return None


REACHED = frozenset({Stage.DELIVERED, Stage.DELIVERING, Stage.CONTRACTED, Stage.APPROVED, Stage.HALTED})


def _standing(flows: list[Flow]) -> Iterator[Flow]:
    """Flows with one end stand only when no whole flow has that end, and when something has come of them."""
    whole = [f for f in flows if f.supplier is not None and f.recipient is not None]
    for flow in flows:
        lone = flow.supplier is None or flow.recipient is None
        if not lone:
            yield flow
        elif flow.stage in REACHED and not any((flow.supplier and flow.supplier == f.supplier) or (flow.recipient and flow.recipient == f.recipient) for f in whole):
            yield flow
