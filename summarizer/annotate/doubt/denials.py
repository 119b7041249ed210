"""Denials: who says that something did not happen, and in which words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.annotate.doubt.absences import DENIERS, PROVING, find_absence, find_falsity, has_purpose
from summarizer.annotate.doubt.cuewords import Found, listed, pattern, search
from summarizer.annotate.doubt.negations import find_negated_act, find_short_answer
from summarizer.annotate.doubt.tellers import teller, voice_at
from summarizer.annotate.pipeline import ParsedSentence
from summarizer.annotate.speech.frames import subject_of
from summarizer.annotate.speech.reading import Reading

if TYPE_CHECKING:
    from spacy.tokens import Token

ASKING = frozenset({"call", "urge", "ask", "demand", "press", "request", "appeal", "order", "government", "state"})
OWN = frozenset({"we", "it", "they", "i", "he", "she", "country"})


def find_denial(reading: Reading, sentence: ParsedSentence) -> Found | None:
    main = reading.main(sentence.number)
    paper = reading.letterheads.get(sentence.number)
    party = main.voice.party if main else paper.party if paper else None
    for token in sentence.tokens:
        lemma = token.lemma_.lower()
        if token.pos_ in ("VERB", "AUX") and _denies(token, lemma) and not _is_undecided(token):
            denier = subject_of(token)
            own = None if denier is None else reading.speakers.covering(sentence, denier)
            return sentence.start(token), sentence.end(token), own.number if own else party
    other = any(phrase in sentence.plain.lower() for phrase in listed("denial", "other"))
    asks = sentence.plain.rstrip(" \"')").endswith("?")
    found = None if other or asks else search(sentence, "denial")
    if found is not None:
        return found[0], found[1], party
    for rule in (
        _own_negation,
        _nothing_moved,
        _short_no,
        find_falsity,
        find_absence,
        find_negated_act,
        find_short_answer,
    ):
        if (hit := rule(reading, sentence)) is not None:
            return hit
    return None


SHORT_NO = re.compile(
    r"\b(?:it|they|he|she|we)\s+(?:is|are|was|were|has|have|had|does|do|did)(?:\s+not|n't)(?=[\s\"']*[.;]?[\s\"']*$)"
)


def _short_no(reading: Reading, sentence: ParsedSentence) -> Found | None:
    """ "Minsk says it is not": a side says no to what was told before."""
    match = SHORT_NO.search(sentence.plain)
    main = reading.main(sentence.number)
    if match is None or main is None or not main.voice.official:
        return None
    start = sentence.sentence.start
    return start + match.start(), start + match.end(), main.voice.party


def _is_undecided(verb: Token) -> bool:
    """Whether nothing is denied yet: "neither confirmed nor denied", "called on them to deny", "is disputed"."""
    either = verb.dep_ == "conj" and any(c.dep_ == "cc" and c.lower_ in ("nor", "or") for c in verb.head.children)
    if either and verb.head.lemma_.lower() in ("confirm", "verify"):
        return True
    asked = verb.dep_ in ("xcomp", "ccomp", "acl", "advcl") and verb.head.lemma_.lower() in ASKING
    if asked and any(c.tag_ == "TO" for c in verb.children):
        return True
    passive = any(c.dep_ == "nsubjpass" and c.pos_ == "PRON" for c in verb.children)
    return passive and verb.lemma_ in ("dispute", "contest") and not any(c.dep_ == "agent" for c in verb.children)


def _is_condition(sentence: ParsedSentence, at: int) -> bool:
    """Whether a negation is what somebody is to prove or to promise ("until it certifies that it is not arming")."""
    verb = next((t for t in sentence.tokens if t.idx >= at and t.pos_ == "VERB"), None)
    above = [] if verb is None else [verb, *verb.ancestors]
    marks = {c.lower_ for t in above for c in t.children if c.dep_ == "mark"}
    return bool(marks & {"if", "whether", "unless"}) or any(t.lemma_.lower() in PROVING for t in above)


def _nothing_moved(reading: Reading, sentence: ParsedSentence) -> Found | None:
    """ "No weapons were loaded", "there were no such talks": somebody says that it did not happen."""
    found = search(sentence, "denial", "nothing")
    voice = None if found is None else voice_at(reading, sentence, found[0])
    if found is None or voice is None or not voice.kind.value.startswith(DENIERS):
        return None
    return found[0], found[1], voice.party


def _denies(verb: Token, lemma: str) -> bool:
    objects = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass", "pobj", "dative")]
    if lemma in listed("denial", "verbs"):
        refused = any(c.lemma_.lower() in listed("denial", "refused") or c.dep_ == "dative" for c in objects)
        return not refused and not any(c.dep_ == "neg" for c in verb.children)
    if lemma in listed("denial", "rejections"):
        named = [c for o in objects for c in (o, *o.conjuncts)]
        if verb.dep_ == "relcl" and any(o.lower_ in ("which", "that") for o in objects):
            named.append(verb.head)
        rejected = any(c.lemma_.lower() in listed("denial", "claims") or c.lower_ in ("this", "that") for c in named)
        return rejected or _as_something(verb)
    return False


def _own_negation(reading: Reading, sentence: ParsedSentence) -> Found | None:
    """ "Said it had never supplied", "we do not sell": a speaker denies an act of his own side."""
    match = pattern("denial", "negations").search(sentence.plain)
    if match is None or _is_condition(sentence, match.start()):
        return None
    start = sentence.sentence.start + match.start()
    verb = next((t for t in sentence.tokens if t.idx >= match.start() and t.pos_ == "VERB"), None)
    voice = voice_at(reading, sentence, start) if verb is None else teller(reading, sentence, verb)
    before = [t for t in sentence.tokens if t.idx < match.start() and not t.is_punct and t.pos_ != "AUX"][-1:]
    if voice is None or not before or "yet" in match.group().split() or (verb is not None and _is_to_come(verb)):
        return None
    named = reading.speakers.covering(sentence, before[0])
    speaker = None if voice.party is None else reading.speakers.party(voice.party)
    own = named is not None and speaker is not None and named.country in (speaker.country or named.country, None)
    own = own and voice.official
    if not own and before[0].lower_ not in OWN:
        return None
    return start, sentence.sentence.start + match.end(), voice.party


def _is_to_come(verb: Token) -> bool:
    """Whether the verb tells a future or what others let somebody do ("will send no more", "was not
    allowed to"), or only why it was done ("not bought to attack anyone")."""
    passive = verb.lemma_ in ("allow", "permit") and any(c.dep_ == "auxpass" for c in verb.children)
    return passive or has_purpose(verb) or any(c.lower_ in ("will", "'ll", "shall", "wo") for c in verb.children)


def _as_something(verb: Token) -> bool:
    """ "Rejected it as a hoax", "dismissed as old wives' tales": a claim is thrown out for what it is."""
    as_what = [p for c in verb.children if c.lower_ == "as" and c.dep_ == "prep" for p in c.children]
    passive = verb.tag_ == "VBN" and verb.dep_ in ("acl", "relcl")
    return verb.lemma_ in ("reject", "dismiss") and bool(as_what) and not passive
