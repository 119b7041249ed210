"""One draft of the drafts of overlapping chunks: what two chunks both saw stands once."""

from __future__ import annotations

from collections.abc import Iterable

from summarizer.draft import (
    Draft,
    DraftClaim,
    DraftFlag,
    DraftFlow,
    DraftParty,
    DraftPoint,
    DraftQuote,
    DraftWarning,
    Range,
)


def merge(drafts: Iterable[Draft]) -> Draft:
    """Join drafts in the order of their chunks; the headline is the first one given."""
    parties: dict[str, DraftParty] = {}
    flows: dict[object, DraftFlow] = {}
    quotes: dict[Range, DraftQuote] = {}
    warnings: dict[object, DraftWarning] = {}
    flags: dict[object, DraftFlag] = {}
    points: list[DraftPoint] = []
    headline = None
    for draft in drafts:
        same = _same_parties(parties.values(), draft.parties)
        renamed = _renamed(draft, same)
        for party in renamed.parties:
            parties[party.ref] = _joined(parties[party.ref], party) if party.ref in parties else party
        for flow in renamed.flows:
            key = (flow.supplier, flow.recipient, flow.stage, frozenset(i.category for i in flow.items))
            flows[key] = _joined_flow(flows[key], flow) if key in flows else flow
        for quote in renamed.quotes:
            quotes.setdefault(quote.spans[0], quote)
        for warning in renamed.warnings:
            warnings.setdefault((warning.kind, warning.issuer, warning.target, warning.evidence), warning)
        for flag in renamed.flags:
            flags.setdefault((flag.kind, flag.sentence), flag)
        points += [p for p in draft.key_points if not any(set(p.evidence) & set(q.evidence) for q in points)]
        headline = headline or draft.headline
    return Draft(
        tuple(parties.values()),
        tuple(flows.values()),
        tuple(quotes.values()),
        tuple(warnings.values()),
        tuple(flags.values()),
        headline,
        tuple(points[:5]),
    )


def _same_parties(known: Iterable[DraftParty], new: Iterable[DraftParty]) -> dict[str, str]:
    """References of a later chunk that mean a party an earlier chunk has already added."""
    by_name = {p.name.casefold(): p.ref for p in known}
    return {p.ref: by_name[p.name.casefold()] for p in new if p.name.casefold() in by_name}


def _renamed(draft: Draft, same: dict[str, str]) -> Draft:
    def ref(old: str | None) -> str | None:
        return None if old is None else same.get(old, old)

    return Draft(
        parties=tuple(
            DraftParty(same.get(p.ref, p.ref), p.name, p.kind, p.country, p.role, p.mentions) for p in draft.parties
        ),
        flows=tuple(
            DraftFlow(
                f.ref,
                ref(f.supplier),
                ref(f.recipient),
                f.stage,
                f.items,
                tuple(DraftClaim(ref(c.claimant), c.kind, c.stance, ref(c.reported_by), c.evidence) for c in f.claims),
            )
            for f in draft.flows
        ),
        quotes=tuple(
            DraftQuote(q.spans, ref(q.speaker), q.speaker_name, q.speaker_role, q.fragment) for q in draft.quotes
        ),
        warnings=tuple(
            DraftWarning(w.ref, w.kind, ref(w.issuer), ref(w.target), w.gist, w.evidence) for w in draft.warnings
        ),
        flags=draft.flags,
    )


def _joined(one: DraftParty, other: DraftParty) -> DraftParty:
    mentions = tuple(dict.fromkeys([*one.mentions, *other.mentions]))
    return DraftParty(one.ref, one.name, one.kind, one.country or other.country, one.role or other.role, mentions)


def _joined_flow(one: DraftFlow, other: DraftFlow) -> DraftFlow:
    claims = {(c.claimant, c.kind, c.stance): c for c in one.claims}
    for claim in other.claims:
        key = (claim.claimant, claim.kind, claim.stance)
        before = claims.get(key)
        evidence = tuple(sorted({*claim.evidence, *(before.evidence if before else ())}))
        reported_by = before.reported_by if before else claim.reported_by
        claims[key] = DraftClaim(claim.claimant, claim.kind, claim.stance, reported_by, evidence)
    items = {i.words: i for i in (*one.items, *other.items)}
    return DraftFlow(one.ref, one.supplier, one.recipient, one.stage, tuple(items.values()), tuple(claims.values()))
