"""What later sentences tell of the same two sides without naming them: "a second battery was shipped last month",
"talks on six more are under way", "the package includes mortars".

A sequel leans on the flow told right before it. It makes a flow of its own when its goods or its stage are others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.annotate.flows.cast import Cast
from summarizer.annotate.flows.control import passive
from summarizer.annotate.flows.event import Event
from summarizer.annotate.flows.merge import FACTS, UNATTRIBUTED, Flow, Merger, Move, Said
from summarizer.annotate.flows.scene import VERBAL, Scene, lemma, words
from summarizer.annotate.flows.stage import read
from summarizer.schema import PartyKind, Stage, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

REACH = 2
"""How many sentences back the flow may have been told."""
STAGES = frozenset({*FACTS, Stage.CONTRACTED, Stage.NEGOTIATING, Stage.PLEDGED, Stage.APPROVED, Stage.SOUGHT})
DOUBTS = frozenset({"supplier", "recipient"})
EVERY = frozenset({"flow", "supplier", "recipient", "stage", "stance", "claimant"})
DEALS = frozenset(
    {
        "deal",
        "contract",
        "agreement",
        "accord",
        "package",
        "order",
        "purchase",
        "sale",
        "tranche",
        "pact",
        "consignment",
    }
)
"""What a transfer told before is called when a sentence tells more of it."""
LISTING = frozenset({"include", "cover", "comprise", "contain", "list", "consist", "feature", "encompass", "involve"})
POINTING = frozenset({"the", "this", "that"})
POINTS = POINTING | {"these", "those"}
GIVING, GETTING = frozenset({"from"}), frozenset({"to", "for", "dative"})
EITHER = frozenset({"by", "dobj", "with", "between", "poss", "amod", "compound"})

Pair = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Sequel:
    """A clause that leans on a flow. `items` are its goods; `same` tells that it says more of the same transfer."""

    items: tuple[int, ...]
    stage: Stage | None
    stance: Stance
    same: bool = False


def lay_sequels(
    flows: list[Flow],
    stage: Sequence[Scene],
    told: Mapping[int, list[Event]],
    cast: Cast,
    said: Mapping[int, Said],
    merger: Merger,
) -> None:
    """Lay every sequel on the flow it leans on, or beside it as a flow of the same pair."""
    paragraphs = {s.number: s.parsed.sentence.paragraph for s in stage}
    for scene in stage:
        if scene.parsed.sentence.heading:
            continue
        used = {n for e in told[scene.number] if not e.weak and e.directed for n in e.items}
        for sequel in _sequels(scene, used):
            before = _before(flows, scene, sequel, cast, paragraphs)
            if before is not None:
                _lay(flows, *before, scene, sequel, said.get(scene.number, UNATTRIBUTED), merger)


def _sequels(scene: Scene, used: set[int]) -> Iterator[Sequel]:
    for token in scene.parsed.tokens:
        if token.pos_ in VERBAL:
            found = _moved(scene, token) or _listed(scene, token)
        elif token.pos_ == "NOUN":
            found = _talked(scene, token)
        else:
            continue
        if found is not None and not set(found.items) & used:
            yield found


def _held(scene: Scene, word: Token, *extra: str) -> tuple[int, ...]:
    return tuple(
        dict.fromkeys(g.item.number for g in scene.goods if g.head.i == word.i or scene.carries(g, word, *extra))
    )


def _moved(scene: Scene, verb: Token) -> Sequel | None:
    """ "A second battery was shipped", "two batteries have arrived": the goods are the subject."""
    comes = lemma(verb) in words("transfer", "arrive", "verbs") | {"come"}
    given = lemma(verb) in words("transfer", "give", "verbs") | {"receive", "accept"}
    who = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if who is None or not (comes or (given and passive(verb) and verb.dep_ not in ("acl", "amod"))):
        return None
    if any(c.lower_ in POINTS for c in who.children):
        return None
    items = _held(scene, who)
    reading = read(verb)
    if not items or reading.moot or reading.stage not in STAGES or reading.stance is not Stance.ASSERTS:
        return None
    return Sequel(items, reading.stage, reading.stance)


def _talked(scene: Scene, noun: Token) -> Sequel | None:
    """ "Talks on Su-30 fighters are under way", "a contract for two of the larger model was signed"."""
    name = lemma(noun)
    talk, deal = name in words("transfer", "noun", "talk"), name in ("contract", "deal", "agreement", "request")
    items = _held(scene, noun, "on", "over", "about", "for", "to") if talk or deal else ()
    if not items:
        return None
    reading = read(noun)
    stage = Stage.NEGOTIATING if talk else Stage.SOUGHT if name == "request" else reading.stage
    if reading.moot or stage not in STAGES or reading.stance not in (Stance.ASSERTS, Stance.SUSPECTS):
        return None
    return Sequel(items, stage, reading.stance)


def _listed(scene: Scene, verb: Token) -> Sequel | None:
    """ "The package includes mortars", "the deal, worth a billion, covers training": more of the same transfer."""
    who = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if who is None or lemma(who) not in DEALS or not any(c.lower_ in POINTING for c in who.children):
        return None
    items = _held(scene, verb) if lemma(verb) in LISTING else ()
    return Sequel(items, None, Stance.ASSERTS, same=True)


def _before(
    flows: Sequence[Flow], scene: Scene, sequel: Sequel, cast: Cast, paragraphs: Mapping[int, int]
) -> tuple[Flow, Pair] | None:
    """The flow told last before the sentence, when no other pair is as near and nobody else is named as an end, and
    the pair that the sequel tells of: the same, or turned when the sentence says so."""
    near = [
        (max(at), flow)
        for flow in flows
        if flow.supplier is not None
        and flow.recipient is not None
        and (at := [m.sentence for m in flow.moves if 0 <= scene.number - m.sentence <= REACH])
    ]
    last = max((n for n, _ in near), default=0)
    best = [flow for n, flow in near if n == last]
    if len({flow.pair for flow in best}) != 1 or (last == scene.number and sequel.same):
        return None
    flow = best[-1]
    giver, getter = flow.pair
    pair = _agreeing((giver, getter), scene, sequel, cast)
    if pair is None and not sequel.same:
        pair = _agreeing((getter, giver), scene, sequel, cast)
    if pair is None or not (pair[1] or sequel.same or _same_paragraph(flow, scene, paragraphs)):
        return None
    return flow, pair[0]


def _same_paragraph(flow: Flow, scene: Scene, paragraphs: Mapping[int, int]) -> bool:
    return any(paragraphs.get(m.sentence) == scene.parsed.sentence.paragraph for m in flow.moves)


def _agreeing(pair: Pair, scene: Scene, sequel: Sequel, cast: Cast) -> tuple[Pair, bool] | None:
    """The pair with its ends as the sentence names them, and whether it names one; None when it names another party
    or the same ones turned."""
    giver, getter = pair
    found = False
    for p in scene.placed:
        end = cast.end(p.party)
        if end is None or p.role not in GIVING | GETTING | EITHER:
            continue
        asked = sequel.stage is Stage.SOUGHT and p.role in ("from", "by") and lemma(p.governor) == "request"
        gives, gets = _same(giver, end, cast), _same(getter, end, cast)
        if asked or p.role in GETTING:
            gives = False
        elif p.role in GIVING or p.governor.i in scene.goods_at:
            gets = False
        if not (gives or gets):
            return None
        found = True
        if cast.kind(end) is PartyKind.STATE:
            giver, getter = (end, getter) if gives else (giver, end)
    return (giver, getter), found


def _same(one: int | None, other: int, cast: Cast) -> bool:
    if one is None:
        return False
    country = cast.parties[one].country
    return one == other or (country is not None and country == cast.parties[other].country)


def _lay(flows: list[Flow], flow: Flow, pair: Pair, scene: Scene, sequel: Sequel, voice: Said, merger: Merger) -> None:
    if sequel.same or sequel.stage is None:
        flow.moves.append(Move(scene.number, *flow.pair, flow.stage, sequel.stance, sequel.items, voice, EVERY))
        return
    move = Move(scene.number, *pair, sequel.stage, sequel.stance, sequel.items, voice, DOUBTS)
    stages = (sequel.stage, Stage.UNSPECIFIED)
    same = [f for f in flows if f.pair == pair and f.stage in stages and merger.fits(f, move)]
    if same:
        same[0].moves.append(move)
        same[0].stage = sequel.stage
    else:
        flows.append(Flow(*pair, sequel.stage, [move]))
