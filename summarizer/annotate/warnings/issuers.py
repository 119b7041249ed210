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
KNOWN = frozenset({"clear", "plain", "known", "understood", "doubt"})
"""What "let it be", "made it" and "left no" must lead to for somebody to say something."""
OPENS = 3
"""Tokens within which the verb of speech must stand before ", demanding"."""
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
    said = _said_before(scene, verb)
    if said is not None:
        return [said]
    subject = subject_of(verb)
    if verb.dep_ == "acl" and verb.tag_ == "VB" and verb.head.dep_ == "dobj":
        subject = None
    if subject is None and (doer := remote_subject(verb)) is not None:
        return voiced(scene, doer)
    if subject is not None and subject.lower_ in THING:
        before = _before(scene, subject.lower_)
        if before is not None:
            return [before]
    found = [n for n in scene.doers(verb) if n is not None]
    if found:
        return found
    other = None if subject is None else stands_for(scene, subject)
    carrier = verb.head
    if other is None and verb.dep_ == "conj" and verb.tag_ in ("VBD", "VBZ") and carrier.dep_ == "ccomp":
        return issuers(scene, carrier.head) if groups_of(carrier.head.lemma_.lower()) else []
    return [] if other is None else [other]


def voiced(scene: Scene, doer: Token) -> list[int]:
    """The parties that a subject far from its verb names."""
    voice = scene.speaker(doer)
    if voice is not None and voice.kind.value == "media":
        return []
    first = voice.party if voice is not None else stands_for(scene, doer)
    others = [scene.party_at(t) for t in doer.conjuncts]
    return list(dict.fromkeys(n for n in (first, *others) if n is not None))


def spoken_for(scene: Scene, verb: Token, found: list[int]) -> list[int]:
    """The official or body that tells what its own state wants, in place of the state ("India expects", she said)."""
    speaker = scene.claimant()[1]
    wishes = verb.lemma_.lower() in ("want", "expect") or verb.tag_ in ("VBZ", "VBP") or _is_reported(verb)
    if len(found) != 1 or speaker is None or not wishes or speaker in found:
        return found
    party = scene.reading.speakers.party
    state, voice = party(found[0]), party(speaker)
    speaks = voice.kind in (PartyKind.OFFICIAL, PartyKind.GOVERNMENT_BODY) and state.kind is PartyKind.STATE
    return [speaker] if speaks and voice.country == state.country and state.country is not None else found


def _is_reported(verb: Token) -> bool:
    """Whether a verb only tells at one remove what is so now ("said that Russia was alarmed"), not what was done."""
    perfect = any(c.lower_ in ("had", "has", "have", "'d", "'s") and c.dep_ == "aux" for c in verb.children)
    return verb.dep_ == "ccomp" and not perfect and bool(groups_of(verb.head.lemma_.lower()))


def _said_before(scene: Scene, verb: Token) -> int | None:
    """Who speaks in ", she said, demanding that"."""
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or verb.i < OPENS or verb.nbor(-1).text != ",":
        return None
    near = (s for s in scene.reading.spoken[scene.number] if 0 < verb.i - s.frame.anchor.i <= OPENS)
    return next((s.voice.party for s in near if s.voice.kind.value != "media"), None)


def remote_subject(verb: Token) -> Token | None:
    """Who does what a verb says where the parse gives it no subject of its own.

    "X is expected to press", "he's threatened to", and "X, a member of the committee, called on" parsed as if "called"
    described X.
    """
    passive = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if passive is not None:
        perfect = any(c.lower_ == "'s" and c.dep_ == "auxpass" for c in verb.children)
        return passive if perfect and any(c.dep_ in ("xcomp", "dobj") for c in verb.children) else None
    carrier = verb.head
    if verb.dep_ == "acl" and verb.tag_ == "VB" and carrier.dep_ == "dobj":
        return subject_of(carrier.head)
    while verb.dep_ in ("xcomp", "conj") and carrier.dep_ in ("xcomp", "conj") and carrier.tag_ in ("VB", "VBG"):
        verb, carrier = carrier, carrier.head
    if verb.dep_ == "xcomp" and carrier.lemma_.lower() in listed("issuers", "raising"):
        return next((c for c in (*carrier.children, *carrier.head.children) if c.dep_ in ("nsubjpass", "nsubj")), None)
    if verb.dep_ == "acl" and verb.tag_ in ("VBD", "VBN") and carrier.dep_ in ("ROOT", "appos"):
        acts = any(c.dep_ in ("dobj", "prep", "ccomp") and c.i > verb.i for c in verb.children)
        agent = any(c.dep_ == "agent" or c.lower_ == "by" for c in verb.children)
        timed = verb.i > 0 and (verb.nbor(-1).pos_ == "ADV" or verb.nbor(-1).dep_ == "npadvmod")
        set_off = (verb.i > 0 and verb.nbor(-1).text in (",", ")")) or timed
        return carrier if acts and set_off and not agent else None
    return None


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
        if (
            spoken is None
            and verb.lemma_.lower() in ("let", "make", "leave")
            and ({t.lower_ for c in verb.children for t in (c, *c.children)} & KNOWN)
        ):
            return next(iter(voiced(scene, subject)), None) if (subject := subject_of(verb)) is not None else None
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
        for child in verb.children:
            word = child.lower_
            if word not in ("whether", "if") or child.dep_ not in ("mark", "advmod"):
                continue
            if word == "whether" or verb.head.lemma_.lower() in ("ask", "wonder", "know", "see"):
                return True
    return False


def is_merely_planned(verb: Token) -> bool:
    """Whether a demand is yet to be made ("will ask"); "would urge" makes it."""
    return any(c.tag_ == "MD" and c.lower_ in ("will", "may", "might", "could", "can") for c in verb.children)
