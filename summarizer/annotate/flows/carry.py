"""What a later sentence adds to a flow without naming its ends: "48 have been received already", "the shipment remains
on hold", "the first jets will arrive in May"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.annotate.flows.control import passive
from summarizer.annotate.flows.event import Event
from summarizer.annotate.flows.merge import FACTS, PROSPECTS, UNATTRIBUTED, Flow, Merger, Move, Said
from summarizer.annotate.flows.scene import VERBAL, Scene, lemma, words
from summarizer.annotate.flows.stage import FUTURE, Reading, read
from summarizer.annotate.flows.stance import HEDGES
from summarizer.schema import Stage, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

REACH = 3
"""How many sentences back the flow may have been told."""
POINTING = frozenset({"the", "this", "that", "these", "those", "all", "both", "such", "any"})
COUNTED = frozenset({"first", "last", "rest", "remainder", "other", "half", "most", "some", "any", "none", "each"})
AHEAD = FUTURE | HEDGES | {"should", "must", "to"}
LAST = frozenset({"last", "final", "all", "rest", "remainder", "remaining", "complete", "finish"})
EVERY = frozenset({"flow", "supplier", "recipient", "stage", "stance", "claimant"})


@dataclass(frozen=True, slots=True)
class Carry:
    """A sentence that tells on. `items` are goods it names again; `last` tells that nothing is left to come."""

    sentence: int
    reading: Reading
    items: tuple[int, ...]
    last: bool


def lay_carried(
    flows: list[Flow],
    stage: Sequence[Scene],
    told: dict[int, list[Event]],
    said: dict[int, Said],
    merger: Merger,
) -> None:
    """Lay every such sentence on the flow it tells on, or beside it when it reached another stage."""
    for scene in stage:
        if any(e.directed and not e.weak for e in told[scene.number]) and not _second_clause(scene):
            continue
        for carry in carries_in(scene):
            flow = _flow_of(flows, carry, merger)
            if flow is not None:
                _lay(flows, flow, carry, said.get(scene.number, UNATTRIBUTED))


def _second_clause(scene: Scene) -> bool:
    return any(t.text == ";" for t in scene.parsed.tokens)


def carries_in(scene: Scene) -> Iterator[Carry]:
    """The verbs of a sentence that tell what became of goods or of a transfer named before."""
    for verb in scene.parsed.tokens:
        if verb.pos_ not in VERBAL or (verb.tag_ in ("VB", "VBG") and verb.dep_ in ("xcomp", "pcomp", "advcl")):
            continue
        word = _what(verb)
        if word is None or _has_ends(scene, verb, word):
            continue
        items = tuple(g.item.number for g in scene.goods if g.head.i == word.i or scene.carries(g, word))
        moved = lemma(verb) in _moving() and _points(scene, word)
        handled = _is_transfer(word) and _points(scene, word) and lemma(verb) in words("transfer", "carry", "handling")
        if not (moved or handled):
            continue
        reading = read(word if handled and not moved else verb)
        if reading.moot:
            continue
        if any(c.dep_ == "aux" and c.lower_ in AHEAD for c in verb.children) and reading.stage is not Stage.HALTED:
            reading = replace(reading, stage=Stage.PLEDGED)
        counts = {t.lower_ for t in word.subtree} | {lemma(verb)}
        yield Carry(scene.number, reading, items, bool(counts & LAST))


def _moving() -> frozenset[str]:
    return (
        words("transfer", "give", "verbs")
        | words("transfer", "arrive", "verbs")
        | words("transfer", "carry", "arriving")
        | frozenset({"receive", "accept"})
    )


def _what(verb: Token) -> Token | None:
    """What a verb tells of: what is moved, comes, or is stopped."""
    for child in verb.children:
        if child.dep_ == "nsubjpass" or (
            child.dep_ == "nsubj" and (lemma(verb) == "reach" or not any(c.dep_ == "dobj" for c in verb.children))
        ):
            return child if passive(verb) or lemma(verb) not in words("transfer", "give", "verbs") else None
    if lemma(verb) in words("transfer", "carry", "handling"):
        return next((c for c in verb.children if c.dep_ == "dobj"), None)
    return None


def _points(scene: Scene, word: Token) -> bool:
    """Whether a phrase points back: "those missiles", "48", "the last two", "the shipment", "deliveries"."""
    kids = {c.lower_ for c in word.children}
    if word.like_num or word.tag_ == "CD" or word.lower_ in COUNTED:
        of = [p for c in word.children if c.lower_ == "of" for p in c.children]
        return all(p.i in scene.goods_at for p in of)
    if word.i in scene.goods_at:
        return bool(kids & (POINTING | COUNTED))
    if _is_transfer(word):
        return bool(kids & POINTING) or (word.tag_ == "NNS" and not kids & {"of"})
    return False


def _is_transfer(word: Token) -> bool:
    return lemma(word) in words("transfer", "carry", "nouns")


def _has_ends(scene: Scene, verb: Token, word: Token) -> bool:
    """Whether the clause names an end itself, and so is no mere continuation."""
    return any(
        p.role in ("to", "from", "for", "dative", "dobj") and (p.governor.i in (verb.i, word.i)) for p in scene.placed
    )


def _flow_of(flows: list[Flow], carry: Carry, merger: Merger) -> Flow | None:
    """The flow told last before the sentence that fits its goods; None when two of other parties are as near."""
    stems = {merger.words(n).split()[-1].removesuffix("s") for n in carry.items}
    near: list[tuple[int, Flow]] = []
    for flow in flows:
        at = [m.sentence for m in flow.moves if 0 <= carry.sentence - m.sentence <= REACH]
        own = {merger.words(n).split()[-1].removesuffix("s") for n in flow.items()}
        if at and flow.supplier is not None and flow.recipient is not None and (not stems or stems & own):
            near.append((max(at), flow))
    if not near:
        return None
    last = max(n for n, _ in near)
    best = [f for n, f in near if n == last]
    return best[-1] if len({f.pair for f in best}) == 1 else None


def _lay(flows: list[Flow], flow: Flow, carry: Carry, voice: Said) -> None:
    stage, stance = carry.reading.stage, carry.reading.stance
    if stance is Stance.DENIES and voice.claimant is None:
        return
    if stage is Stage.DELIVERING and flow.stage not in PROSPECTS:
        stage = flow.stage
    apart = stage in FACTS and flow.stage in PROSPECTS and not carry.last
    apart = apart or (stage is Stage.HALTED and flow.stage in FACTS)
    move = Move(carry.sentence, *flow.pair, stage, stance, carry.items, voice, EVERY)
    if apart:
        other = next((f for f in flows if f.pair == flow.pair and f.stage is stage), None)
        if other is None:
            items = carry.items or tuple(flow.items())
            other = Flow(*flow.pair, stage)
            flows.append(other)
            move = Move(carry.sentence, *flow.pair, stage, stance, items, voice, frozenset({"stage"}))
        other.moves.append(move)
        return
    if stance in (Stance.ASSERTS, Stance.SUSPECTS) and stage in (*FACTS, Stage.HALTED):
        flow.stage = stage
    flow.moves.append(move)
