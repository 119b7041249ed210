"""Denials told as a negated act of one's own side ("we did not arm them", "the shells did not come from here")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.annotate.doubt.absences import PENDING, has_purpose, is_open, is_party_to
from summarizer.annotate.doubt.cuewords import Found, listed
from summarizer.annotate.doubt.tellers import teller
from summarizer.annotate.pipeline import ParsedSentence
from summarizer.annotate.speech.frames import subject_of
from summarizer.annotate.speech.reading import Reading
from summarizer.annotate.speech.voices import PERSONS, Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

OWN = frozenset({"we", "it", "they", "i", "he", "she"})
"""Pronouns that a denier uses of himself, told in his own words or in another's."""
THESE = frozenset({"this", "that", "it", "these", "those"})
ANY = frozenset({"any", "a", "an", "single", "one", "such"})
SAID = frozenset({"say", "claim", "suggest", "accuse", "threaten", "call", "tell", "allege"})
"""What somebody may say that he "never" said."""
LETTING = frozenset({"allow", "permit", "authorize", "authorise", "order", "instruct", "license"})
BELIEVING = frozenset({"believe", "think", "suspect", "assess", "estimate", "judge", "fear", "expect"})
GETTING = frozenset({"receive", "get", "obtain", "see"})
"""What did not come is a complaint when it is told of certain things ("has not received the jets")."""
ANSWER = re.compile(
    r"\b(?:said|says|replied|replies|answered|answers|responded|responds|answer (?:is|was))[ ,:]+['\"]?"
    r"(no|never|not at all|absolutely not|certainly not|of course not|definitely not|not true)(?=['\"]?(?:[.,;!]|$))",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"\b(?:did|do|does|is|are|was|were|has|have|had|isn't|didn't|hasn't|haven't|whether|if)\b", re.IGNORECASE
)


def find_negated_act(reading: Reading, sentence: ParsedSentence) -> Found | None:
    """What an official side says that it, or what is its own, did not do."""
    if sentence.plain.rstrip(" \"')").endswith("?"):
        return None
    for token in sentence.tokens:
        if token.dep_ != "neg" or token.lower_ not in ("not", "n't", "never"):
            continue
        verb = token.head
        if (
            verb.pos_ not in ("VERB", "AUX")
            or _is_aside(reading, sentence, verb)
            or _is_unreal(verb)
            or is_open(verb)
            or _is_pending(token, verb)
        ):
            continue
        kind = _kind(verb, token)
        if kind is None:
            continue
        voice = teller(reading, sentence, token)
        if voice is None or not is_party_to(reading, sentence, voice):
            continue
        if kind == "plain" or _is_own(reading, sentence, verb, voice, kind):
            last = verb if verb.i > token.i else token
            return sentence.start(token), sentence.end(last), voice.party
    return None


def _kind(verb: Token, negator: Token) -> str | None:
    """What the verb tells: an act of the side ("act"), where things went ("course"), that a claim is so ("plain")."""
    lemma = verb.lemma_.lower()
    there = any(c.dep_ == "expl" for c in verb.children)
    if lemma == "be" and (there or verb.i < negator.i):
        return _kind_of_state(verb)
    if has_purpose(verb):
        return None
    if lemma in ("happen", "exist", "occur") or (lemma == "take" and _object(verb, ("place",))):
        return "plain"
    if lemma in LETTING and any(c.dep_ == "auxpass" for c in verb.children):
        return None
    if lemma in GETTING and not _is_indefinite(verb):
        return None
    if lemma in listed("denial", "courses"):
        return "course"
    if lemma in SAID and negator.lower_ == "never":
        return "act"
    if lemma in listed("denial", "acts") or lemma in listed("denial", "moves"):
        idle = any(c.lemma_.lower() in listed("denial", "idle") for c in verb.children if c.dep_ == "dobj")
        return None if idle else "act"
    return None


def _kind_of_state(verb: Token) -> str | None:
    """ "It is not true", "we are not a party to it", "they were not ours", "there never was a contract"."""
    if any(c.dep_ == "expl" for c in verb.children):
        things = {c.lemma_.lower() for c in verb.children if c.dep_ == "attr"}
        return "plain" if things & (listed("denial", "matters") | listed("denial", "materiel")) else None
    for child in verb.children:
        word = child.lower_
        if child.dep_ in ("acomp", "attr", "advmod", "prep") and child.i > verb.i:
            if word in listed("denial", "so"):
                claimed = subject_of(verb)
                mere = (
                    claimed is None or claimed.lower_ in THESE or claimed.lemma_.lower() in listed("denial", "claims")
                )
                return "plain" if mere else None
            if word in listed("denial", "parts"):
                return "act"
            if word in ("ours", "theirs", "his", "hers"):
                return "course"
    return None


def _is_aside(reading: Reading, sentence: ParsedSentence, verb: Token) -> bool:
    """Whether the text itself tells it in passing ("a package it never approved"), or somebody only believes it."""
    if reading.quoted.inside(sentence.number, sentence.start(verb)):
        return False
    clause = verb.head if verb.dep_ == "conj" else verb
    believed = clause.dep_ == "ccomp" and clause.head.lemma_.lower() in BELIEVING
    return believed or clause.dep_ in ("relcl", "acl", "advcl")


def _object(verb: Token, nouns: tuple[str, ...]) -> bool:
    return any(c.dep_ == "dobj" and c.lower_ in nouns for c in verb.children)


def _is_indefinite(verb: Token) -> bool:
    things = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    return any({c.lower_ for c in t.children} & ANY or not list(t.children) for t in things)


def _is_unreal(verb: Token) -> bool:
    """Whether the verb tells a wish, an order or a future; "could not have come" tells what was."""
    modals = [c for c in verb.children if c.tag_ == "MD" and c.dep_ in ("aux", "auxpass")]
    past = any(c.lower_ == "have" and c.dep_ == "aux" for c in verb.children)
    if modals:
        return not (past and all(m.lower_ in ("could", "would", "can", "ca") for m in modals))
    if any(c.lower_ == "be" and c.dep_ in ("aux", "auxpass") for c in verb.children):
        return True
    if verb.tag_ == "VB" and not any(c.lemma_ == "do" for c in verb.children if c.dep_ == "aux"):
        return True
    imperative = verb.tag_ == "VB" and subject_of(verb) is None
    return imperative or (verb.lemma_ in ("go", "plan", "intend") and any(c.dep_ == "xcomp" for c in verb.children))


def _is_pending(negator: Token, verb: Token) -> bool:
    """Whether what has not happened may yet: "has not yet sold", "not sold enough", "not only sold"."""
    near = [*(c for c in verb.children if c.dep_ in ("advmod", "neg")), *negator.doc[negator.i + 1 : negator.i + 3]]
    if any(
        t.lower_ in PENDING or t.lower_ in ("just", "merely", "enough", "even", "always", "necessarily") for t in near
    ):
        return True
    after = negator.doc[verb.i + 1 : verb.i + 12]
    return any(t.lower_ in ("until", "unless", "enough", "yet", "anymore") for t in after)


def _is_own(reading: Reading, sentence: ParsedSentence, verb: Token, voice: Voice, kind: str) -> bool:
    """Whether the subject is the speaker, his side, or, for where things went, a thing."""
    passive = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    subject = passive or subject_of(verb)
    if subject is None:
        return False
    if subject.lower_ in OWN:
        return True
    if subject.lower_ in listed("denial", "sides") and any(c.lower_ == "the" for c in subject.children):
        return True
    whose = {c.lower_ for c in subject.children if c.dep_ == "poss"}
    if whose & {"our", "my", "its", "their", "his", "her"}:
        return True
    named = reading.speakers.covering(sentence, subject)
    if named is None:
        thing = subject.pos_ in ("NOUN", "PROPN") and subject.ent_type_ not in ("PERSON", "GPE", "ORG")
        product = subject.pos_ == "PROPN" and any(c.lower_ == "the" for c in subject.children)
        return (thing or product) and (kind == "course" or passive is not None)
    speaker = None if voice.party is None else reading.speakers.party(voice.party)
    if speaker is None:
        return False
    same = named.number == speaker.number or (named.country is not None and named.country == speaker.country)
    return same or (named.kind in PERSONS and named.country is None)


def find_short_answer(reading: Reading, sentence: ParsedSentence) -> Found | None:
    """ "Had Iran sent them? 'No,' he said": a side says no to what it was asked."""
    match = ANSWER.search(sentence.plain)
    if match is None:
        return None
    main = reading.main(sentence.number)
    voice = main.voice if main is not None and not main.frame.quoted else reading.holder(sentence.number)
    asked = "asked" in sentence.plain.lower() and ASKS.search(sentence.plain[: match.start(1)]) is not None
    if not asked and sentence.number > 1:
        before = reading.parsed.sentence(sentence.number - 1).plain.rstrip(" \"'")
        asked = before.endswith("?") and ASKS.search(before) is not None
    if voice is None or not is_party_to(reading, sentence, voice) or not asked:
        return None
    start = sentence.sentence.start
    return start + match.start(1), start + match.end(1), voice.party
