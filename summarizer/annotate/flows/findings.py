"""Sentences that answer what was told before: "we found no sign of that", "there were no such talks"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.annotate.flows.cast import Cast
from summarizer.annotate.flows.event import Event
from summarizer.annotate.flows.merge import UNATTRIBUTED, Flow, Merger, Move, Said
from summarizer.annotate.flows.scene import Scene
from summarizer.schema import Stance

EVERY = frozenset({"flow", "supplier", "recipient", "stage", "stance", "claimant"})
REACH = 2
"""How many sentences back the answered flow may have been told."""
EVIDENCE = r"(?:evidence|signs?|indications?|proof|traces?|confirmation)"
FINDS = rf"(?:not|n['’]t|never) (?:\w+ )?(?:find|found|see|seen) (?:a |any )?{EVIDENCE}"
NONE = re.compile(rf"\bno (?:\w+ )?{EVIDENCE}\b|\b{FINDS}\b", re.IGNORECASE)
CHARGE = r"(?:claims?|accusations?|allegations?|charges?|reports?|transfers?|shipments?|deliver\w+)"
OF_IT = re.compile(
    rf"\b{EVIDENCE} (?:of|for|to support|to back(?: up)?|that supports?) (?:this|that|it|such|either|the {CHARGE})\b"
    rf"|\bfor (?:this|that) {CHARGE}\b",
    re.IGNORECASE,
)
OF_GOODS = re.compile(rf"\b{EVIDENCE} of (?:the|these|those|any such) \S+", re.IGNORECASE)
DEALS = (
    r"(?:talks?|deals?|sales?|deliver\w+|shipments?|transfers?|exports?|plans?|agreements?|contracts?|requests?"
    r"|negotiations?|supplies|offers?|arrangements?|purchases?)"
)
NO_SUCH = re.compile(rf"\bno such (?:\w+ )?{DEALS}\b", re.IGNORECASE)


def lay_findings(
    flows: list[Flow],
    stage: Sequence[Scene],
    told: dict[int, list[Event]],
    cast: Cast,
    said: dict[int, Said],
    merger: Merger,
) -> None:
    """Lay findings of no evidence, and denials of "such" talks or sales, on the flow told nearest before them."""
    for scene in stage:
        if any(e.stance not in (Stance.ASSERTS, Stance.SUSPECTS) for e in told[scene.number]):
            continue
        text = scene.parsed.plain
        voice = said.get(scene.number, UNATTRIBUTED)
        flow = _nearest(flows, scene.number)
        if flow is None:
            continue
        if NO_SUCH.search(text) and voice.claimant is not None and _party_to(cast, flow, voice.claimant):
            _lay(flow, scene.number, Stance.DENIES, voice)
        elif NONE.search(text) and (OF_IT.search(text) or (OF_GOODS.search(text) and _same_goods(scene, flow, merger))):
            _lay(flow, scene.number, Stance.FINDS_NO_EVIDENCE, voice)


def _lay(flow: Flow, sentence: int, stance: Stance, voice: Said) -> None:
    flow.moves.append(Move(sentence, *flow.pair, flow.stage, stance, (), voice, EVERY))


def _same_goods(scene: Scene, flow: Flow, merger: Merger) -> bool:
    own = {merger.words(n).split()[-1].removesuffix("s") for n in flow.items()}
    return any(merger.words(g.item.number).split()[-1].removesuffix("s") in own for g in scene.goods)


def _nearest(flows: list[Flow], sentence: int) -> Flow | None:
    near = [
        (max(at), i)
        for i, f in enumerate(flows)
        if (at := [m.sentence for m in f.moves if 0 < sentence - m.sentence <= REACH and m.stance is not Stance.DENIES])
    ]
    return flows[max(near)[1]] if near else None


def _party_to(cast: Cast, flow: Flow, claimant: int) -> bool:
    """Whether who speaks is one end of the flow, or of the country of one ("a Turkish shipyard")."""
    country = cast.parties[claimant].country
    ends = [n for n in flow.pair if n is not None]
    return cast.end(claimant) in ends or (country is not None and country in {cast.parties[n].country for n in ends})
