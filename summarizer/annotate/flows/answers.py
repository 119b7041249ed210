"""What joins a flow without telling of one: support, talks in general, and denials that name no transfer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from summarizer.annotate.flows.cast import CLAIMANTS, Cast
from summarizer.annotate.flows.control import subject
from summarizer.annotate.flows.event import Event
from summarizer.annotate.flows.merge import PROSPECTS, UNATTRIBUTED, Flow, Merger, Move, Said
from summarizer.annotate.flows.scene import VERBAL, Scene, lemma, words
from summarizer.annotate.model import Cue
from summarizer.schema import ClaimantKind, FlagKind, PartyKind, Stage, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

# What only joins a flow settles no doubt about it.
EVERY = frozenset({"flow", "supplier", "recipient", "stage", "stance", "claimant"})
# What somebody may reject without denying a transfer.
CRITICISM = re.compile(r"\b(?:criticisms?|calls|demands?|appeals?|proposals?|requests?|ultimatum)\b", re.IGNORECASE)


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


def lay_denials(
    flows: list[Flow],
    stage: Sequence[Scene],
    told: dict[int, list[Event]],
    cast: Cast,
    said: dict[int, Said],
    cues: Sequence[Cue],
) -> None:
    """A denial that names no transfer ("Tehran rejected the accusation") answers the flow told nearest before it."""
    cued = {c.sentence: c.party for c in cues if c.kind is FlagKind.DENIAL}
    for scene in stage:
        if any(e.stance is Stance.DENIES for e in told[scene.number]):
            continue
        denier = _denier(scene, cast)
        if (
            denier is None
            and scene.number in cued
            and (party := cued[scene.number]) is not None
            and cast.end(party) is not None
            and not CRITICISM.search(scene.parsed.plain)
        ):
            denier = Said(party, CLAIMANTS[cast.kind(party)])
        if denier is None or denier.claimant is None:
            continue
        end = cast.end(denier.claimant)
        if end is None:
            continue
        mine = [
            f
            for f in flows
            if end in f.pair
            and any(
                m.stance in (Stance.ASSERTS, Stance.SUSPECTS) and m.said.claimant != denier.claimant for m in f.moves
            )
        ]
        voice = _merged_voice(denier, said.get(scene.number), cast)
        for flow in _answered(mine, scene, cast, end):
            if not any(m.sentence == scene.number and m.stance is Stance.DENIES for m in flow.moves):
                doubts = frozenset({"stance"})
                flow.moves.append(Move(scene.number, *flow.pair, flow.stage, Stance.DENIES, (), voice, doubts))


def lay_echoed_denials(
    flows: list[Flow], stage: Sequence[Scene], told: dict[int, list[Event]], cast: Cast, said: dict[int, Said]
) -> None:
    """The quoted words that an official of the denier adds right after a denial, in the same paragraph, deny too."""
    paragraphs = {s.number: s.parsed.sentence.paragraph for s in stage}
    for scene in stage:
        voice = said.get(scene.number, UNATTRIBUTED)
        official = voice.kind in (ClaimantKind.OFFICIAL, ClaimantKind.ANONYMOUS_SOURCE) and voice.claimant is not None
        if not official or voice.claimant is None or any(e.directed for e in told[scene.number]):
            continue
        end, country = cast.end(voice.claimant), cast.parties[voice.claimant].country
        for flow in flows:
            if any(m.sentence == scene.number for m in flow.moves):
                continue
            before = [
                m
                for m in flow.moves
                if m.stance is Stance.DENIES
                and 0 < scene.number - m.sentence <= 2
                and paragraphs.get(m.sentence) == paragraphs[scene.number]
                and m.said.claimant not in (None, voice.claimant)
            ]
            of_denier = any(
                m.said.claimant is not None
                and (m.said.claimant == end or (country and cast.parties[m.said.claimant].country == country))
                for m in before
            )
            if of_denier:
                flow.moves.append(Move(scene.number, *flow.pair, flow.stage, Stance.DENIES, (), voice, EVERY))


def _merged_voice(denier: Said, attributed: Said | None, cast: Cast) -> Said:
    """The attribution when it names the denier more exactly (an official of the state that denies)."""
    if attributed is None or attributed.claimant is None or denier.claimant is None:
        return denier
    same = cast.end(attributed.claimant) == cast.end(denier.claimant)
    return attributed if same else denier


def _answered(flows: list[Flow], scene: Scene, cast: Cast, end: int) -> list[Flow]:
    """The flows a denial speaks of: those with the other party it names, all of the pair when it denies "any support",
    else the one told nearest."""
    named = {p.party for p in scene.placed}
    countries = {cast.parties[n].country for n in named} - {cast.parties[end].country, None}
    with_other = [
        f
        for f in flows
        if any(n in named or cast.parties[n].country in countries for n in f.pair if n is not None and n != end)
    ]
    nearest = _nearest(with_other or flows, scene.number)
    if nearest is None:
        return []
    text = scene.parsed.plain.lower()
    whole = any(w in text for w in ("any support", "any involvement", "any role", "all accusations", "any military"))
    return [f for f in flows if f.pair == nearest.pair] if whole else [nearest]


def _nearest(flows: list[Flow], sentence: int) -> Flow | None:
    def distance(flow: Flow) -> tuple[bool, int]:
        at = [m.sentence for m in flow.moves]
        before = [sentence - n for n in at if n <= sentence]
        return (not before, min(before) if before else min(at) - sentence)

    return min(flows, key=distance, default=None)


def _of_dealing(verb: Token) -> bool:
    """Whether what is denied in a clause is a dealing at all, and not some detail of it."""
    dealing = words("transfer", "give", "verbs") | words("transfer", "get", "verbs")
    dealing |= words("transfer", "deny", "dealing")
    clauses = [c for c in verb.children if c.dep_ in ("xcomp", "ccomp")]
    return any(lemma(t) in dealing for c in clauses for t in (c, *c.children))


def _denier(scene: Scene, cast: Cast) -> Said | None:
    for token in scene.parsed.tokens:
        if token.pos_ not in VERBAL or lemma(token) not in words("transfer", "deny", "verbs"):
            continue
        objects = [c for c in token.children if c.dep_ in ("dobj", "nsubjpass")]
        charged = any(lemma(o) in words("transfer", "deny", "objects") or lemma(o).endswith("ing") for o in objects)
        charged = charged or (lemma(token) == "deny" and _of_dealing(token))
        if not charged:
            continue
        agents = [p for p in scene.placed if p.role == "by" and p.governor.i == token.i]
        word = subject(token) if not any(c.dep_ == "nsubjpass" for c in token.children) else None
        named = agents or (scene.actors(word) if word is not None else [])
        if named:
            kind = ClaimantKind.ANONYMOUS_SOURCE if named[0].mention.anonymous else CLAIMANTS[cast.kind(named[0].party)]
            return Said(named[0].party, kind)
    return None
