"""Whom words point back to that are no names: "its", "his spokesman", "the foreign minister" of a state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.annotate.model import PartyCandidate
from summarizer.annotate.pipeline import ParsedSentence
from summarizer.annotate.speech.floor import Floor
from summarizer.annotate.speech.frames import core
from summarizer.annotate.speech.voices import PERSONS
from summarizer.schema import PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
SPEAKING = frozenset(
    {
        PartyKind.STATE,
        PartyKind.GOVERNMENT_BODY,
        PartyKind.ARMED_GROUP,
        PartyKind.INTERNATIONAL_ORGANISATION,
        PartyKind.COMPANY,
        PartyKind.OTHER,
    }
)
BACK = 2
"""Sentences before a pronoun or an office among which its owner is sought."""


def subject_party(floor: Floor, sentence: ParsedSentence, before: int) -> PartyCandidate | None:
    """The body, group or state that is, or owns, the last subject of a sentence before a document offset."""
    found = None
    for token in sentence.tokens:
        if token.dep_ not in SUBJECTS or sentence.start(token) >= before:
            continue
        party = floor.covering(sentence, token)
        if party is None and token.pos_ == "NOUN":
            party = floor.owner(sentence, token)
        if party is not None and party.kind in SPEAKING:
            found = party
    return found


def root_party(floor: Floor, sentence: ParsedSentence) -> PartyCandidate | None:
    """The body, group or state that is the subject of a sentence's main verb."""
    for token in sentence.tokens:
        if token.dep_ in SUBJECTS and token.head.dep_ == "ROOT":
            party = floor.covering(sentence, token)
            if party is None and token.pos_ == "NOUN":
                party = floor.owner(sentence, token)
            return party if party is not None and party.kind in SPEAKING else None
    return None


def institution_before(floor: Floor, sentence: ParsedSentence, head: Token) -> PartyCandidate | None:
    """The body, group or state that "it" or "its" may stand for: the nearest subject, else who is named last."""
    at = sentence.start(head)
    for number in range(sentence.number, max(0, sentence.number - BACK - 1), -1):
        party = subject_party(floor, floor.parsed.sentence(number), at)
        if party is not None:
            return party
    for number in range(sentence.number, max(0, sentence.number - BACK - 1), -1):
        named = [p for m, p in floor.mentions(number) if m.end <= at and p.kind in SPEAKING]
        if named:
            return named[-1]
    return None


def state_before(floor: Floor, sentence: ParsedSentence, head: Token) -> PartyCandidate | None:
    """The state whose office "the foreign minister" holds: the only one named here or just before, else the subject.

    None when several states are named and none of them is the subject.
    """
    at = sentence.start(head)
    for number in range(sentence.number, max(0, sentence.number - BACK - 1), -1):
        named = {p.number: p for m, p in floor.mentions(number) if p.kind is PartyKind.STATE and m.end <= at}
        if len(named) == 1:
            return next(iter(named.values()))
        if named:
            subject = subject_party(floor, floor.parsed.sentence(number), at)
            return subject if subject is not None and subject.kind is PartyKind.STATE else None
    return None


def employer(floor: Floor, person: PartyCandidate) -> PartyCandidate | None:
    """The party for which a person's own staff speak: what the role names, else the person's state."""
    role = (person.role or "").casefold()
    others = [p for p in floor.parties if p.kind not in PERSONS and p.kind is not PartyKind.MEDIA]
    named = [p for p in others if any(a.casefold() in role for a in (p.name, *p.aliases))] if role else []
    if named:
        return max(named, key=lambda p: max(len(a) for a in (p.name, *p.aliases)))
    return next((p for p in others if p.kind is PartyKind.STATE and p.country == person.country is not None), None)


def possessor(head: Token) -> Token | None:
    """The word that owns a phrase: "its" in "its spokesman", "Ruiz" in "Ambassador Ruiz's deputy"."""
    return next((t for t in core(head) if t.dep_ == "poss" and t.head.i == head.i), None)
