"""From a claim of a brief to what counting its roots needs of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from summarizer.schema import Brief, Claim, ClaimantKind, FlagKind, Party, PartyKind
from summarizer.stories.model import ClaimRef
from summarizer.stories.reporting import is_named_in, speaks_of
from summarizer.stories.words import words

_FOR_A_STATE = (PartyKind.STATE, PartyKind.GOVERNMENT_BODY, PartyKind.OFFICIAL)
NEAR = 200
"""Characters between an outlet's claim and the words that say from whom the outlet has it."""

_OFFICIALLY = (ClaimantKind.OFFICIAL, ClaimantKind.GOVERNMENT, ClaimantKind.ANONYMOUS_SOURCE)


def claim_ref(brief: Brief, claim: Claim, keys: Mapping[str, str] | None = None) -> ClaimRef:
    """One claim of a brief.

    Whoever speaks officially and has a country speaks for that state. The quotations are those of the claimant that
    stand in the evidence, or reach into it.

    Args:
        brief: the brief that the claim stands in.
        claim: a claim of one of its flows.
        keys: party id of this brief -> key of the party in all documents; without it, states are told apart by country
            and others by kind and folded name.
    """
    parties = {p.id: p for p in brief.parties}
    keys = keys or {p.id: _key(p) for p in brief.parties}
    claimant = parties.get(claim.claimant or "")
    relay = parties.get(claim.reported_by or "")
    state = _state(claim, claimant)
    return ClaimRef(
        document=brief.document.sha256,
        claimant=keys[claimant.id] if claimant else None,
        claimant_kind=claim.claimant_kind,
        stance=claim.stance,
        reported_by=keys[relay.id] if relay else None,
        claimant_name=claimant.name if claimant else None,
        reported_by_name=relay.name if relay else None,
        allegiance=state,
        allegiance_name=_state_name(brief, state) if state else None,
        evidence=tuple(span.text for span in claim.evidence),
        quotes=tuple(_quotes(brief, claim)),
        behind=tuple(_behind(brief, claim, keys, claimant if claim.claimant_kind is ClaimantKind.MEDIA else relay)),
    )


def _key(party: Party) -> str:
    if party.kind is PartyKind.STATE and party.country:
        return party.country
    return f"{party.kind} {' '.join(words(party.name))}"


def _state(claim: Claim, claimant: Party | None) -> str | None:
    if claimant is None or claim.claimant_kind not in _OFFICIALLY or claimant.kind not in _FOR_A_STATE:
        return None
    return claimant.country


def _behind(brief: Brief, claim: Claim, keys: Mapping[str, str], outlet: Party | None) -> Iterator[str]:
    """Whose the unnamed people are that the claim rests on, as the words that tell of them say."""
    if claim.claimant is not None and outlet is None:
        return
    for flag in brief.uncertainty:
        inside = any(flag.sentence.start < e.end and e.start < flag.sentence.end for e in claim.evidence)
        near = outlet is not None and any(0 <= flag.sentence.start - e.end <= NEAR for e in claim.evidence)
        told = inside or (near and outlet is not None and speaks_of(flag.sentence.text, outlet.name))
        if flag.kind is FlagKind.ANONYMOUS_SOURCE and told:
            for party in brief.parties:
                if party.kind in _FOR_A_STATE and any(is_named_in(m.text, flag.cue.text) for m in party.mentions):
                    yield party.country or keys[party.id]


def _state_name(brief: Brief, country: str) -> str:
    for party in brief.parties:
        if party.kind is PartyKind.STATE and party.country == country:
            return party.name
    import pycountry

    known = pycountry.countries.get(alpha_3=country)
    return str(getattr(known, "common_name", known.name)) if known else country


def _quotes(brief: Brief, claim: Claim) -> list[str]:
    return [
        span.text
        for quote in brief.official_quotes
        if quote.speaker == claim.claimant
        for span in quote.spans
        if any(span.start < e.end and e.start < span.end for e in claim.evidence)
    ]
