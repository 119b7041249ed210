"""Voices: what kind of speaker a party is, and whether its words count as official."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.schema import ClaimantKind, PartyKind

PERSONS = frozenset({PartyKind.OFFICIAL, PartyKind.PERSON})
SPECIFIC = (
    PartyKind.OFFICIAL,
    PartyKind.PERSON,
    PartyKind.GOVERNMENT_BODY,
    PartyKind.ARMED_GROUP,
    PartyKind.INTERNATIONAL_ORGANISATION,
    PartyKind.COMPANY,
    PartyKind.OTHER,
    PartyKind.STATE,
    PartyKind.MEDIA,
)
KINDS = {
    PartyKind.STATE: ClaimantKind.GOVERNMENT,
    PartyKind.GOVERNMENT_BODY: ClaimantKind.GOVERNMENT,
    PartyKind.OFFICIAL: ClaimantKind.OFFICIAL,
    PartyKind.ARMED_GROUP: ClaimantKind.ARMED_GROUP,
    PartyKind.COMPANY: ClaimantKind.COMPANY,
    PartyKind.INTERNATIONAL_ORGANISATION: ClaimantKind.INTERNATIONAL_ORGANISATION,
    PartyKind.MEDIA: ClaimantKind.MEDIA,
    PartyKind.PERSON: ClaimantKind.EXPERT,
    PartyKind.OTHER: ClaimantKind.EXPERT,
}
SPEAKS_OFFICIALLY = frozenset(
    {
        ClaimantKind.OFFICIAL,
        ClaimantKind.GOVERNMENT,
        ClaimantKind.ARMED_GROUP,
        ClaimantKind.INTERNATIONAL_ORGANISATION,
    }
)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks. `party` is a party number; None when the text names nobody.

    `anonymous` marks unnamed people, `document` a paper that speaks, `official` a voice whose quotations count.
    `head` is the head word of the phrase, in lower case.
    """

    party: int | None
    kind: ClaimantKind
    head: str
    official: bool
    certain: bool = True
    anonymous: bool = False
    document: bool = False
