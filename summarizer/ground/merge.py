"""One draft of the drafts of overlapping chunks: what two chunks both saw stands once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain, zip_longest

from summarizer.draft import (
    Draft,
    DraftClaim,
    DraftFlag,
    DraftFlow,
    DraftItem,
    DraftParty,
    DraftPoint,
    DraftQuote,
    DraftWarning,
    Range,
)

KEY_POINTS = 5


def merge(drafts: Iterable[Draft]) -> Draft:
    """Join drafts in the order of their chunks; the headline is the first one given.

    References are unique in each draft, and one that two drafts share means the same party in both.
    """
    whole = _Whole()
    for draft in drafts:
        whole.add(draft)
    return whole.draft()


class _Whole:
    def __init__(self) -> None:
        self.parties: dict[str, DraftParty] = {}
        self.flows: dict[str, DraftFlow] = {}
        self.quotes: list[DraftQuote] = []
        self.warnings: dict[str, DraftWarning] = {}
        self.flags: dict[tuple[str, int], DraftFlag] = {}
        self.points: list[list[DraftPoint]] = []
        self.headline: str | None = None
        self.same: dict[str, str] = {}
        """References of the draft that is being added, where they mean something an earlier draft has given."""

    def add(self, draft: Draft) -> None:
        self.same = self._same_parties(draft)
        for party in draft.parties:
            ref = self.same.get(party.ref, party.ref)
            before = self.parties.get(ref)
            self.parties[ref] = party if before is None else _joined_party(before, party)
        for flow in draft.flows:
            self._flow(flow)
        for quote in draft.quotes:
            self._quote(replace(quote, speaker=self._ref(quote.speaker)))
        earlier = set(self.warnings)
        for warning in draft.warnings:
            self._warning(warning, earlier)
        for flag in draft.flags:
            self.flags.setdefault((flag.kind, flag.sentence), replace(flag, about=self._ref(flag.about)))
        told = {n for points in self.points for p in points for n in p.evidence}
        self.points.append([p for p in draft.key_points if not told & set(p.evidence)])
        self.headline = self.headline or draft.headline

    def draft(self) -> Draft:
        # Every chunk gives its first point before any gives its second, so that the points speak of the whole text.
        ranked = [p for p in chain.from_iterable(zip_longest(*self.points)) if p is not None][:KEY_POINTS]
        return Draft(
            parties=tuple(self.parties.values()),
            flows=tuple(self.flows.values()),
            quotes=tuple(self.quotes),
            warnings=tuple(self.warnings.values()),
            flags=tuple(self.flags.values()),
            headline=self.headline,
            key_points=tuple(p for p in chain.from_iterable(self.points) if p in ranked)[:KEY_POINTS],
        )

    def _ref(self, ref: str | None) -> str | None:
        return None if ref is None else self.same.get(ref, ref)

    def _same_parties(self, draft: Draft) -> dict[str, str]:
        """References that mean a party an earlier draft has given under another reference."""
        by_name = {p.name.casefold(): p.ref for p in reversed(self.parties.values())}
        new = (p for p in draft.parties if p.ref not in self.parties)
        return {p.ref: by_name[p.name.casefold()] for p in new if p.name.casefold() in by_name}

    def _flow(self, flow: DraftFlow) -> None:
        claims = (replace(c, claimant=self._ref(c.claimant), reported_by=self._ref(c.reported_by)) for c in flow.claims)
        flow = replace(
            flow, supplier=self._ref(flow.supplier), recipient=self._ref(flow.recipient), claims=tuple(claims)
        )
        before = next((f for f in self.flows.values() if _same_flow(f, flow)), None)
        if before is None:
            self.flows[flow.ref] = flow
        else:
            self.flows[before.ref] = _joined_flow(before, flow)
            self.same[flow.ref] = before.ref

    def _quote(self, quote: DraftQuote) -> None:
        """Quotes that share a stretch are one."""
        for place, before in enumerate(self.quotes):
            if set(before.spans) & set(quote.spans):
                self.quotes[place] = replace(
                    before,
                    spans=tuple(sorted({*before.spans, *quote.spans})),
                    speaker=before.speaker or quote.speaker,
                    speaker_name=before.speaker_name or quote.speaker_name,
                    speaker_role=before.speaker_role or quote.speaker_role,
                )
                return
        self.quotes.append(quote)

    def _warning(self, warning: DraftWarning, earlier: set[str]) -> None:
        """One draft may give two warnings of a sentence; two drafts that cite the same sentence mean the same one."""
        warning = replace(warning, issuer=self._ref(warning.issuer), target=self._ref(warning.target))
        cited = set(warning.evidence)
        for before in self.warnings.values():
            alike = (before.kind, before.issuer, before.target) == (warning.kind, warning.issuer, warning.target)
            if alike and (set(before.evidence) == cited or (before.ref in earlier and cited & set(before.evidence))):
                self.warnings[before.ref] = replace(before, evidence=tuple(sorted(cited | set(before.evidence))))
                self.same[warning.ref] = before.ref
                return
        self.warnings[warning.ref] = warning


def _joined_party(one: DraftParty, other: DraftParty) -> DraftParty:
    mentions = tuple(dict.fromkeys([*one.mentions, *other.mentions]))
    return replace(one, country=one.country or other.country, role=one.role or other.role, mentions=mentions)


def _same_flow(one: DraftFlow, other: DraftFlow) -> bool:
    """The same sides and stage, and the same group of materiel: its categories, or words of it."""
    if (one.supplier, one.recipient, one.stage) != (other.supplier, other.recipient, other.stage):
        return False
    if {i.category for i in one.items} == {i.category for i in other.items}:
        return True
    return bool({i.words for i in one.items} & {i.words for i in other.items})


def _joined_flow(one: DraftFlow, other: DraftFlow) -> DraftFlow:
    claims: dict[object, DraftClaim] = {}
    for claim in (*one.claims, *other.claims):
        key = (claim.claimant, claim.kind, claim.stance)
        before = claims.get(key, claim)
        evidence = tuple(sorted({*before.evidence, *claim.evidence}))
        claims[key] = replace(before, reported_by=before.reported_by or claim.reported_by, evidence=evidence)
    items: dict[Range, DraftItem] = {}
    for item in (*one.items, *other.items):
        known = items.get(item.words, item)
        items[item.words] = replace(known, quantity=known.quantity or item.quantity)
    return replace(one, items=tuple(items.values()), claims=tuple(claims.values()))
