"""Flows as candidates: one claim per claimant, every item once, in the order of the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from summarizer.annotate.flows.merge import Flow, Merger, Move, Said
from summarizer.annotate.model import Attribution, ClaimCandidate, FlowCandidate
from summarizer.schema import Category, ClaimantKind, Stance

ARMS = frozenset({"weapons", "weapon", "weaponry", "arms"})
CARRIERS = frozenset({"plane", "aircraft", "vessel", "boat", "truck", "vehicle", "cargo plane", "cargo aircraft"})
"""What brings the goods, when other goods are named beside it."""


def claims(moves: Sequence[Move], headings: frozenset[int] = frozenset()) -> tuple[ClaimCandidate, ...]:
    """One claim per claimant and side: an assertion outweighs the same voice's hedge.

    A headline that names nobody is evidence for whoever the text then says it is.
    """
    held: dict[tuple[int | ClaimantKind, bool], list[Move]] = {}
    for move in moves:
        for_it = move.stance in (Stance.ASSERTS, Stance.SUSPECTS)
        held.setdefault((move.said.claimant or move.said.kind, for_it), []).append(move)
    found = []
    for said in held.values():
        claimant = said[0].said.claimant
        kind = next((m.said.kind for m in said if m.said.kind is not ClaimantKind.ANONYMOUS_SOURCE), said[0].said.kind)
        stances = [m.stance for m in said]
        stance = Stance.ASSERTS if Stance.ASSERTS in stances else stances[0]
        reported = next((m.said.reported_by for m in said if m.said.reported_by is not None), None)
        evidence = tuple(sorted({m.sentence for m in said}))
        found.append(ClaimCandidate(claimant, kind, stance, reported, evidence))
    return tuple(sorted(_without_headlines(found, headings), key=lambda c: c.evidence[0]))


def _without_headlines(found: list[ClaimCandidate], headings: frozenset[int]) -> list[ClaimCandidate]:
    """Claims without those that only a headline makes: they go to the first claim of the same side."""
    pro = (Stance.ASSERTS, Stance.SUSPECTS)
    deniers = {c.claimant for c in found if c.stance is Stance.DENIES}
    for claim in list(found):
        if claim not in found:  # another headline has given it its evidence
            continue
        said_twice = claim.claimant is not None and claim.claimant in deniers and claim.stance in pro
        if not set(claim.evidence) <= headings or not (claim.claimant is None or said_twice):
            continue
        others = [c for c in found if c is not claim and c.stance in pro and claim.stance in pro]
        if not others:
            continue
        found.remove(claim)
        first = min(others, key=lambda c: c.evidence[0])
        found[found.index(first)] = replace(first, evidence=tuple(sorted({*claim.evidence, *first.evidence})))
    return found


def candidates(flows: Iterable[Flow], merger: Merger) -> tuple[FlowCandidate, ...]:
    """The flows in the order of their first evidence, numbered from 1."""
    ordered = sorted((f for f in flows if f.moves), key=lambda f: min(m.sentence for m in f.moves))
    found = []
    for number, flow in enumerate(ordered, 1):
        doubts = frozenset.intersection(*(m.doubts for m in flow.moves))
        if any(m.said.doubt for m in flow.moves):
            doubts |= {"claimant"}
        found.append(
            FlowCandidate(
                number,
                flow.supplier,
                flow.recipient,
                flow.stage,
                _items(flow, merger),
                claims(flow.moves, merger.headings),
                doubts,
            )
        )
    return tuple(found)


def _items(flow: Flow, merger: Merger) -> tuple[int, ...]:
    """Every item once, the counted mention before the bare one; "weapons" only when nothing better is named."""
    best: dict[str, int] = {}
    for n in flow.items():
        stem = merger.words(n).removesuffix("s")
        if stem not in best or (
            merger.materiel[best[stem]].quantity is None and merger.materiel[n].quantity is not None
        ):
            best[stem] = n
    best = {s: n for s, n in best.items() if not any(set(s.split()) < set(o.split()) for o in best)}
    if len(best) > 1:
        best = {s: n for s, n in best.items() if s not in CARRIERS}
    specific = [n for n in best.values() if merger.materiel[n].category is not Category.UNSPECIFIED]
    arms = [n for n in best.values() if merger.words(n) in ARMS]
    chosen = specific or [n for n in best.values() if n not in arms[1:]]
    return tuple(sorted(chosen, key=lambda n: merger.materiel[n].start))


def who_says(attributions: Sequence[Attribution]) -> dict[int, Said]:
    """The first certain attribution of each sentence, or the first."""
    found: dict[int, Said] = {}
    for a in sorted(attributions, key=lambda a: (a.sentence, a.doubt)):
        found.setdefault(a.sentence, Said(a.claimant, a.kind, a.reported_by, a.doubt))
    return found
