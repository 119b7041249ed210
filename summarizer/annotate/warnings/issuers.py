"""Who issues a warning, also where only a pronoun, an institution or the sentence before tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.annotate.pipeline import ParsedSentence
from summarizer.annotate.speech.addressees import Scene, listed
from summarizer.annotate.speech.frames import core, groups_of, subject_of
from summarizer.annotate.speech.voices import PERSONS
from summarizer.schema import PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Token

PERSON, THING = frozenset({"he", "she"}), frozenset({"it", "they"})
OF = frozenset({"of", "by", "from", "for"})
"""Links to the party that an institution belongs to; others only tell where it sits."""
REACH = 3
"""How many sentences back the subject is sought for which a pronoun stands."""
SPEAKING = frozenset(
    {
        PartyKind.OFFICIAL,
        PartyKind.PERSON,
        PartyKind.GOVERNMENT_BODY,
        PartyKind.ARMED_GROUP,
        PartyKind.INTERNATIONAL_ORGANISATION,
        PartyKind.OTHER,
        PartyKind.COMPANY,
        PartyKind.STATE,
    }
)


def issuers(scene: Scene, verb: Token) -> list[int]:
    """Everybody who does together what a verb of warning says, by party number; empty when nobody known does."""
    subject = subject_of(verb)
    if subject is not None and subject.lower_ in THING:
        before = _before(scene, subject.lower_)
        if before is not None:
            return [before]
    found = [n for n in scene.doers(verb) if n is not None]
    if found:
        return found
    other = None if subject is None else stands_for(scene, subject)
    return [] if other is None else [other]


def together(scene: Scene, issuer: int) -> list[int]:
    """Everybody who says with `issuer` what the sentence says ("France and Germany have warned"), himself first."""
    subjects = (t for t in scene.sentence.tokens if t.dep_ == "nsubj" and scene.party_at(t) == issuer)
    others = [scene.party_at(t) for subject in subjects for t in subject.conjuncts]
    return list(dict.fromkeys([issuer, *(n for n in others if n is not None)]))


def sayer(scene: Scene, token: Token) -> int | None:
    """Whose words `token` belongs to, None for an outlet's and for nobody known."""
    issuer = scene.issuer(token)[1]
    if issuer is not None:
        return issuer
    frames = {s.frame.anchor.i: s for s in scene.reading.spoken[scene.number]}
    for verb in (token, *token.ancestors):
        spoken = frames.get(verb.i)
        if spoken is not None and spoken.voice.kind.value != "media":
            return stands_for(scene, spoken.frame.head)
        if spoken is None and verb.pos_ == "VERB" and groups_of(verb.lemma_.lower()):
            subject = subject_of(verb)
            found = None if subject is None else stands_for(scene, subject)
            if found is not None:
                return found
    return None


def stands_for(scene: Scene, head: Token) -> int | None:
    """The party for which an institution's name or a pronoun stands: "the bloc's delegation", "it"."""
    if head.lower_ in PERSON | THING:
        return _before(scene, head.lower_)
    if head.pos_ != "NOUN" or head.lemma_.lower() not in listed("issuers", "heads"):
        return None
    return _owner(scene, scene.sentence, head)


def _before(scene: Scene, pronoun: str) -> int | None:
    """The subject of the sentences before, when it is of a kind that the pronoun can stand for."""
    parsed = scene.reading.parsed
    place = scene.sentence.sentence
    own = next((t for t in scene.sentence.tokens if t.dep_ == "nsubj" and t.head.dep_ == "ROOT"), None)
    if own is not None and own.lower_ not in PERSON | THING:
        return stands_for(scene, own) if own.pos_ == "NOUN" and pronoun in THING else None
    for number in range(scene.number - 1, max(0, scene.number - 1 - REACH), -1):
        sentence = parsed.sentence(number)
        if sentence.sentence.paragraph != place.paragraph or scene.reading.quoted.covers(sentence):
            return None
        subject = next((t for t in sentence.tokens if t.dep_ in ("nsubj", "nsubjpass") and t.head.dep_ == "ROOT"), None)
        if subject is None:
            return None
        if subject.lower_ in PERSON | THING:
            continue
        named = (scene.reading.speakers.covering(sentence, t) for t in (subject, *subject.children))
        party = next((p for p in named if p is not None), None)
        found = party.number if party is not None else _owner(scene, sentence, subject)
        if found is None:
            return None
        person = scene.reading.speakers.party(found).kind in PERSONS
        return found if person == (pronoun in PERSON) else None
    return None


def _owner(scene: Scene, sentence: ParsedSentence, head: Token) -> int | None:
    """The party an institution's phrase belongs to; a state only when it qualifies or owns the institution."""
    places = {t.i for c in head.children if c.dep_ == "prep" and c.lower_ not in OF for t in c.subtree}
    phrase = {sentence.start(t) for t in core(head) if t.i not in places}
    beside = {sentence.start(c) for c in head.children if c.dep_ == "appos"}
    mentions = scene.reading.speakers.mentions(sentence.number)
    found = [p for m, p in mentions if p.kind in SPEAKING and any(m.start <= at < m.end for at in phrase | beside)]
    specific = [p for p in found if p.kind is not PartyKind.STATE]
    return next((p.number for p in (*specific, *found)), None)


def is_wondered(token: Token) -> bool:
    """Whether words stand in a question or a doubt ("asked if", "whether it would"), so that nobody says them."""
    for verb in (token, *token.ancestors):
        marks = {c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod")}
        if "whether" in marks or ("if" in marks and verb.head.lemma_.lower() in ("ask", "wonder", "know", "see")):
            return True
    return False


def is_merely_planned(verb: Token) -> bool:
    """Whether a demand is yet to be made ("will ask"); "would urge" makes it."""
    return any(c.tag_ == "MD" and c.lower_ in ("will", "may", "might", "could", "can") for c in verb.children)
