"""Arms flows: who is said to send what to whom, how far it got, and who says so.

Four layers: the words of transfer in each sentence (`transfer`), the ends that only the surrounding text names
(`context`), what is no flow after all (`exclude`), and the merging of what is told more than once (`merge`,
`answers`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from summarizer.annotate.flows.anchors import anchored
from summarizer.annotate.flows.answers import lay_denials, lay_echoed_denials, lay_support, lay_talk_on, lay_talks
from summarizer.annotate.flows.cargo import cargo_events
from summarizer.annotate.flows.carry import lay_carried
from summarizer.annotate.flows.cast import CLAIMANTS, Cast
from summarizer.annotate.flows.claims import candidates, who_says
from summarizer.annotate.flows.clauses import clause_voice
from summarizer.annotate.flows.context import fill
from summarizer.annotate.flows.control import subject
from summarizer.annotate.flows.deixis import homes
from summarizer.annotate.flows.event import Event, settled
from summarizer.annotate.flows.exclude import excluded
from summarizer.annotate.flows.findings import lay_findings
from summarizer.annotate.flows.merge import UNATTRIBUTED, Flow, Merger, Move, Said
from summarizer.annotate.flows.permits import PERMITS, permit_events
from summarizer.annotate.flows.scene import Scene, lemma, scenes, words
from summarizer.annotate.flows.sequels import lay_sequels
from summarizer.annotate.flows.transfer import BARE, events
from summarizer.annotate.instructions import find_instructions
from summarizer.annotate.model import Attribution, Cue, FlowCandidate, Materiel, PartyCandidate
from summarizer.annotate.pipeline import Parsed
from summarizer.schema import ClaimantKind, PartyKind, Stage, Stance

REACHED = frozenset({Stage.DELIVERED, Stage.DELIVERING, Stage.CONTRACTED, Stage.APPROVED, Stage.HALTED})
PLAIN_FORCES = re.compile(r"\b(?:army|military|troops|forces)$")
BESIDE = 3
"""How near, in sentences, another giver must be named to be meant where none is."""


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
    said = who_says(attributions)
    home = homes(parsed, parties, attributions)
    orders = find_instructions(parsed.text, parsed.segmentation)
    stage = scenes(parsed, parties, materiel, {n: s.claimant for n, s in said.items()}, home)
    stage = [s for s in stage if s.number not in orders]
    told: dict[int, list[Event]] = {}
    for i, scene in enumerate(stage):
        found = events(scene, cast, scene.parsed.sentence.heading)
        found = [e for e in found if not excluded(scene, e, cast)]
        around = [s for s in stage[max(0, i - 5) : i + 2] if s is not scene]
        found += [settled(cast, e) for e in permit_events(scene, around, found)]
        found += [settled(cast, e) for e in cargo_events(scene, stage[max(0, i - 4) : i], found)]
        told[scene.number] = found
    _fold_forces(told, cast)
    fill(stage, told, parsed, cast.kin())
    headings = frozenset(s.number for s in parsed.segmentation.sentences if s.heading)
    merger = Merger(parsed.text, {m.number: m for m in materiel}, headings, cast.kin())
    _yield_assumed(told, cast, merger)
    moves = [
        m
        for scene in stage
        for e in told[scene.number]
        if e.directed and not e.weak and (e.items or lemma(e.trigger) in BARE | PERMITS)
        for m in _moves(scene, e, cast, said)
    ]
    flows = merger.merge(moves)
    for scene in stage:
        for event in told[scene.number]:
            if event.weak:
                lay_support(flows, event, said)
            elif not event.directed:
                lay_talks(flows, event, said, cast, merger)
    lay_sequels(flows, stage, told, cast, said, merger)
    lay_carried(flows, stage, told, said, merger)
    lay_talk_on(flows, stage, told, cast, said)
    lay_denials(flows, stage, told, cast, said, cues)
    lay_echoed_denials(flows, stage, told, cast, said)
    lay_findings(flows, stage, told, cast, said, merger)
    return tuple(anchored(f, parties, merger.materiel) for f in candidates(_standing(flows, merger), merger))


def _fold_forces(told: dict[int, list[Event]], cast: Cast) -> None:
    """ "The Danish army" is Denmark where Denmark itself gives or gets elsewhere in the text, and nobody fights it."""
    if any(p.kind is PartyKind.ARMED_GROUP for p in cast.parties.values()):
        return
    ends = {n for found in told.values() for e in found for n in (*e.suppliers, *e.recipients)}
    fold: dict[int, int] = {}
    for n in ends:
        party = cast.parties[n]
        state = cast.states.get(party.country) if party.country else None
        plain = party.kind is not PartyKind.STATE and PLAIN_FORCES.search(party.name)
        if plain and state is not None and state in ends:
            fold[n] = state
    for number, found in told.items():
        told[number] = [
            settled(
                cast,
                replace(
                    e,
                    suppliers=tuple(fold.get(n, n) for n in e.suppliers),
                    recipients=tuple(fold.get(n, n) for n in e.recipients),
                ),
            )
            for e in found
        ]


def _yield_assumed(told: dict[int, list[Event]], cast: Cast, merger: Merger) -> None:
    """An end that is only taken to be who speaks stands when the text names no other giver of the recipient."""
    named = [e for found in told.values() for e in found if not e.assumed and e.suppliers and e.directed]
    for number, found in told.items():
        kept = []
        for e in found:
            arrival = lemma(e.trigger) in words("transfer", "arrive", "verbs")
            if e.assumed and arrival and len(cast.states) != 2:
                continue
            others = any(
                set(e.recipients) & set(o.recipients)
                and not set(e.suppliers) & set(o.suppliers)
                and (abs(e.sentence - o.sentence) <= BESIDE or merger.groups(e.items) & merger.groups(o.items))
                for o in named
            )
            if e.assumed and not arrival and others:
                e = replace(e, suppliers=(), assumed=False)
            kept.append(e)
        told[number] = kept


def _moves(scene: Scene, event: Event, cast: Cast, said: dict[int, Said]) -> Iterator[Move]:
    voice = clause_voice(scene, event, cast, _said(scene, event, cast, said))
    stance = event.stance
    charge = _charged(scene, event, cast)
    for supplier, recipient in product(event.suppliers or (None,), event.recipients or (None,)):
        if supplier == recipient or (supplier and recipient and cast.same_house(supplier, recipient)):
            continue
        if stance is Stance.DENIES and voice.claimant is None and event.voice is None:
            continue
        if supplier is None and _only_judged(event):
            continue
        if charge is not None:
            yield Move(
                scene.number, supplier, recipient, event.stage, Stance.ASSERTS, event.items, charge, event.doubts
            )
        yield Move(
            scene.number,
            supplier,
            recipient,
            event.stage,
            stance,
            event.items,
            voice,
            event.doubts,
            event.definite,
            event.from_others,
        )


def _charged(scene: Scene, event: Event, cast: Cast) -> Said | None:
    """Who makes the charge that a sentence tells of as denied: "rejected a Sudanese allegation that"."""
    if event.stance is not Stance.DENIES:
        return None
    charges = ("allegation", "accusation", "claim", "charge", "assertion")
    noun = next((a for a in event.trigger.ancestors if a.pos_ == "NOUN" and lemma(a) in charges), None)
    if noun is None:
        return None
    roles = ("poss", "amod", "compound", "nmod", "by", "from", "of")
    word = next((p for p in scene.placed if p.role in roles and p.governor.i == noun.i), None)
    return Said(word.party, CLAIMANTS[cast.kind(word.party)]) if word is not None else None


def _only_judged(event: Event) -> bool:
    """ "Condemned the supply of arms to Kyiv", "should halt arms exports": whoever judges transfers in general, or says
    what should be, claims no movement of its own."""
    verb = event.trigger.head
    demanded = any(c.dep_ == "aux" and c.lower_ in ("should", "must") for c in verb.children)
    return event.trigger.pos_ == "NOUN" and (demanded or lemma(verb) in words("transfer", "deny", "critics"))


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


def _standing(flows: list[Flow], merger: Merger) -> Iterator[Flow]:
    """Flows with one end stand only when the text says that the giver is somebody unnamed, for goods that no whole
    flow of that end has, and when something has come of them."""
    whole = [f for f in flows if f.supplier is not None and f.recipient is not None]
    for flow in flows:
        if flow in whole:
            yield flow
            continue
        rivals = [f for f in whole if flow.supplier == f.supplier or flow.recipient == f.recipient]
        own = merger.groups(flow.items())
        apart = not rivals or (bool(own) and not any(merger.alike(f, flow.items()) for f in rivals))
        # Where the text names nobody else, it mostly means somebody it named before: better none than half a flow.
        unnamed = flow.supplier is None and (
            not whole or flow.stage is Stage.HALTED or any(m.from_others for m in flow.moves)
        )
        if unnamed and flow.stage in REACHED and flow.items() and apart:
            yield flow
