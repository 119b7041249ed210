"""Whom a pronoun that speaks stands for, judged by who spoke and who was named before it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.annotate.model import PartyCandidate
from summarizer.annotate.pipeline import ParsedSentence
from summarizer.annotate.speech.antecedents import root_party, subject_party
from summarizer.annotate.speech.floor import Floor
from summarizer.annotate.speech.frames import words
from summarizer.annotate.speech.voices import PERSONS, Voice
from summarizer.schema import PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Token

OWNING = {"his": "he", "her": "she", "its": "it", "their": "they", "him": "he"}
THEY, IT, ONE = frozenset({"they", "them"}), frozenset({"it"}), frozenset({"he", "she"})
MARKS = frozenset({'"', "'", "``"})
ASKING = frozenset({"ask", "question", "press", "interview", "reach"})
"""What an outlet does to somebody who then speaks."""
NEAR = 2
"""How many sentences back the people are sought whom a pronoun may stand for, before it is tried from farther off."""
REACH = 6
"""How many sentences back a pronoun may point."""


def resolve_pronoun(floor: Floor, sentence: ParsedSentence, head: Token) -> Voice | None:
    """The voice that a pronoun stands for, also a possessive one ("his"); None when nobody fits."""
    word = OWNING.get(head.lower_, head.lower_)
    if word in ONE:
        return _person(floor, sentence, head, word)
    if word in IT:
        own = _subject_before(floor, sentence, head)
        if own is not None:
            return own
    if word in THEY or word in IT:
        subject = _overtaking(floor, sentence.number) if word in IT else None
        for number, voice in floor.before(sentence.number):
            if sentence.number - number > REACH or (subject is not None and number < sentence.number - 1):
                break
            person = voice.party is not None and floor.party(voice.party).kind in PERSONS and not voice.anonymous
            crowd = voice.anonymous and not voice.document
            if not person and not (crowd and word in IT):
                return replace(voice, head=word, anonymous=voice.anonymous, certain=voice.certain)
    if word in IT:
        party = (
            subject_party(floor, floor.parsed.sentence(sentence.number - 1), sentence.start(head))
            if sentence.number > 1
            else None
        )
        return None if party is None else floor.voice_of(party, word, certain=False)
    return None


def _overtaking(floor: Floor, number: int) -> PartyCandidate | None:
    """The body or group that is the subject of the sentence before, though it does not speak there."""
    party = root_party(floor, floor.parsed.sentence(number - 1)) if number > 1 else None
    return None if party is None or party.kind is PartyKind.STATE else party


def _subject_before(floor: Floor, sentence: ParsedSentence, head: Token) -> Voice | None:
    """The body or state that is the sentence's subject, for an "it" further on in the same sentence."""
    for token in sentence.tokens:
        inserted = head.head.i < token.head.i and head.head.dep_ in ("parataxis", "ccomp")
        quoted = any(t.text in MARKS for t in token.doc[token.i : token.head.i + 1])
        governs = token.head.dep_ == "ROOT" or (quoted and token.head.dep_ == "ccomp")
        if token.i < head.i and token.dep_ == "nsubj" and governs and not inserted:
            party = floor.covering(sentence, token)
            if token.head.dep_ != "ROOT":
                party = floor.owner(sentence, token) if party is None else None
            return None if party is None or party.kind in PERSONS else floor.voice_of(party, token.lower_)
    return None


def _person(floor: Floor, sentence: ParsedSentence, head: Token, word: str) -> Voice | None:
    """The person "he" or "she" stands for: who spoke last, else who was named last."""
    asked = _asked_before(floor, sentence.number)
    if asked is not None and _fits(floor, asked, word):
        return floor.voice_of(asked, word)
    named = _named_before(floor, sentence, head, word)
    sure = [p for _, p, _ in named if _fits(floor, p, word, surely=True)]
    acting = [(number, p) for number, p, subject in named if subject]
    nameless = floor.actor(sentence.number)
    for number, voice in floor.before(sentence.number):
        settled = bool(sure) and voice.party not in {p.number for p in sure}
        overtaken = nameless is not None and nameless[0] > number
        if sentence.number - number > REACH or settled or overtaken or (acting and acting[-1][0] > number):
            break
        if voice.party is None or floor.party(voice.party).kind not in PERSONS:
            if voice.anonymous and voice.head in words("people", "office"):
                return replace(voice, head=word, certain=not named)
            continue
        if _fits(floor, floor.party(voice.party), word):
            others = {p.number for _, p, _ in named} - {voice.party}
            return replace(voice, head=word, certain=voice.certain and not others)
    if nameless is not None and not any(number >= nameless[0] for number, _, _ in named):
        return replace(nameless[1], head=word, certain=not named)
    if not named:
        named = [entry for entry in _named_before(floor, sentence, head, word, REACH) if entry[2]][-1:]
    fitting = sure or [p for _, p in acting] or [p for _, p, _ in named]
    if not fitting:
        part = _by_part(floor, sentence.number)
        return None if part is None or not _fits(floor, part, word) else floor.voice_of(part, word)
    alone = len({p.number for p in sure}) == 1 or len({p.number for _, p, _ in named}) == 1
    return floor.voice_of(fitting[-1], word, certain=alone)


def _asked_before(floor: Floor, number: int) -> PartyCandidate | None:
    """The person whom an outlet asks in the sentence before, and whose answer follows ("The Courier asked Lee.")."""
    place = floor.parsed.sentence(number - 1) if number > 1 else None
    root = None if place is None else next((t for t in place.tokens if t.dep_ == "ROOT"), None)
    if place is None or root is None:
        return None
    heads = [c for c in root.children if c.dep_ in ("dobj", "dative") and root.lemma_ in ASKING]
    talks = (t for t in place.tokens if t.lower_ == "interview" and t.dep_ in ("dobj", "pobj"))
    heads += [p for t in talks for c in t.children if c.lower_ == "with" for p in c.children if p.dep_ == "pobj"]
    heads += [c for t in heads for c in t.children if c.dep_ == "appos"]
    found = (p for t in heads if (p := floor.covering(place, t)) is not None and p.kind in PERSONS)
    return next(found, None)


def _by_part(floor: Floor, number: int) -> PartyCandidate | None:
    """The one person of whose name the subject of the sentence before is a part that is no mention ("Hou nodded.")."""
    place = floor.parsed.sentence(number - 1) if number > 1 else None
    for token in place.tokens if place is not None else ():
        if token.dep_ == "nsubj" and token.head.dep_ == "ROOT" and token.pos_ == "PROPN":
            meant = [p for p in floor.parties if p.kind in PERSONS and token.text in p.name.split()]
            return meant[0] if len(meant) == 1 else None
    return None


def _named_before(
    floor: Floor, sentence: ParsedSentence, head: Token, word: str, reach: int = NEAR
) -> list[tuple[int, PartyCandidate, bool]]:
    """Persons a pronoun may stand for, named close before it: sentence, party, and whether as a subject."""
    named: list[tuple[int, PartyCandidate, bool]] = []
    for number in range(max(1, sentence.number - reach), sentence.number + 1):
        place = floor.parsed.sentence(number)
        for mention, party in floor.mentions(number):
            if party.kind in PERSONS and mention.end <= sentence.start(head) and _fits(floor, party, word):
                tokens = place.span(mention.start, mention.end)
                root = None if tokens is None else tokens.root
                root = root.head if root is not None and _stands_for(root) else root
                subject = root is not None and root.dep_ in ("nsubj", "nsubjpass", "ROOT")
                named.append((number, party, subject))
    return named


def _stands_for(name: Token) -> bool:
    """Whether the noun above a name tells of the same person: "the minister, Jane Doe", "Jane Doe's reply"."""
    return name.dep_ == "appos" or (name.dep_ == "poss" and name.head.lemma_.lower() in words("nouns", "uttered"))


def _fits(floor: Floor, party: PartyCandidate, pronoun: str, surely: bool = False) -> bool:
    """Whether no word for the person speaks against the pronoun, or `surely` one speaks for it."""
    roles = frozenset((party.role or "").lower().split(" of ")[0].split()) | floor.styles(party)
    same, other = ("male", "female") if pronoun == "he" else ("female", "male")
    return bool(roles & words("people", same)) if surely else not roles & words("people", other)
