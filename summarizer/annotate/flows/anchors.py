"""The sentences that a flow rests on beyond those that tell it: where its goods and its ends are named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from summarizer.annotate.model import FlowCandidate, Materiel, PartyCandidate
from summarizer.schema import PartyKind

REACH = 8
"""How many sentences before the evidence a name may stand without being cited itself."""


def anchored(flow: FlowCandidate, parties: Sequence[PartyCandidate], materiel: Mapping[int, Materiel]) -> FlowCandidate:
    """The flow with evidence for all that it names: the first claim also cites where goods and ends are named."""
    if not flow.claims:
        return flow
    first, *others = flow.claims
    cited = {n for c in flow.claims for n in c.evidence}
    more = {materiel[n].sentence for n in flow.items} - cited
    for end in (flow.supplier, flow.recipient):
        if end is not None:
            more |= _naming(parties[end - 1], parties, cited | more, min(first.evidence))
    if not more:
        return flow
    widened = replace(first, evidence=tuple(sorted({*first.evidence, *more})))
    return replace(flow, claims=(widened, *others))


def _naming(party: PartyCandidate, parties: Sequence[PartyCandidate], cited: set[int], first: int) -> set[int]:
    """The nearest sentence that names a party, when none of those cited or right before does."""
    at = {m.sentence for m in party.mentions}
    if party.kind in (PartyKind.STATE, PartyKind.GOVERNMENT_BODY) and party.country:
        at |= {m.sentence for p in parties if p.country == party.country for m in p.mentions}
    if not at or at & cited or any(first - REACH <= n < first for n in at):
        return set()
    return {min(at, key=lambda n: (abs(n - first), n))}
