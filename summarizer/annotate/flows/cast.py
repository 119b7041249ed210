"""Who may stand at either end of a flow: officials and ministries stand for their states, armed services for
themselves, media for nobody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.annotate.model import PartyCandidate
from summarizer.schema import ClaimantKind, PartyKind

# Armed services get arms in their own name; ministries and departments act for their state.
FORCES = re.compile(r"\b(?:army|navy|air force|armed forces|military|marines?|guards?|ground forces)\b", re.IGNORECASE)
TRAFFICKERS = re.compile(r"\b(?:smugglers?|traffickers?|dealers?|brokers?|middlem[ae]n|network)\b", re.IGNORECASE)
# Those who look on and judge; they neither give nor get.
WATCH = re.compile(
    r"\b(?:experts|panel|monitors?|observatory|watch|court|tribunal|inquiry|commission of)\b", re.IGNORECASE
)
NEVER = frozenset({PartyKind.MEDIA, PartyKind.OTHER})
CLAIMANTS = {
    PartyKind.STATE: ClaimantKind.GOVERNMENT,
    PartyKind.GOVERNMENT_BODY: ClaimantKind.GOVERNMENT,
    PartyKind.OFFICIAL: ClaimantKind.OFFICIAL,
    PartyKind.ARMED_GROUP: ClaimantKind.ARMED_GROUP,
    PartyKind.COMPANY: ClaimantKind.COMPANY,
    PartyKind.INTERNATIONAL_ORGANISATION: ClaimantKind.INTERNATIONAL_ORGANISATION,
    PartyKind.MEDIA: ClaimantKind.MEDIA,
    PartyKind.PERSON: ClaimantKind.EXPERT,
    PartyKind.OTHER: ClaimantKind.UNATTRIBUTED,
}


@dataclass(frozen=True)
class Cast:
    """The parties of a document by number, and its states by country."""

    parties: dict[int, PartyCandidate]
    states: dict[str, int]

    @classmethod
    def of(cls, parties: Sequence[PartyCandidate]) -> Cast:
        states = {p.country: p.number for p in parties if p.kind is PartyKind.STATE and p.country}
        return cls({p.number: p for p in parties}, states)

    def kind(self, number: int) -> PartyKind:
        return self.parties[number].kind

    def end(self, number: int) -> int | None:
        """The party that stands at an end of a flow when the text names party `number` there; None for nobody."""
        party = self.parties[number]
        if party.kind in NEVER:
            return number if party.kind is PartyKind.OTHER and TRAFFICKERS.search(party.name) else None
        if party.kind in (PartyKind.INTERNATIONAL_ORGANISATION, PartyKind.GOVERNMENT_BODY) and WATCH.search(party.name):
            return None
        if party.kind is PartyKind.GOVERNMENT_BODY and FORCES.search(party.name):
            return number
        if party.kind in (PartyKind.OFFICIAL, PartyKind.GOVERNMENT_BODY, PartyKind.PERSON):
            state = self.states.get(party.country) if party.country else None
            if state is not None:
                return state
            if party.kind is PartyKind.PERSON or (party.kind is PartyKind.OFFICIAL and party.country is None):
                return None
            return number
        return number

    def same_house(self, supplier: int, recipient: int) -> bool:
        """A state's own industry or body and that state: no flow leaves the house."""
        one, two = self.parties[supplier], self.parties[recipient]
        homely = {PartyKind.STATE, PartyKind.COMPANY, PartyKind.GOVERNMENT_BODY, PartyKind.OFFICIAL}
        return one.country is not None and one.country == two.country and {one.kind, two.kind} <= homely

    def kin(self) -> dict[int, frozenset[int]]:
        """For every party the others of its country."""
        return {
            n: frozenset(o for o, other in self.parties.items() if other.country == p.country and o != n)
            for n, p in self.parties.items()
            if p.country is not None
        }
