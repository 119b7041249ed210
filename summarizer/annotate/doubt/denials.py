"""Denials: who says that something did not happen, and in which words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.annotate.doubt.cuewords import Found, listed, pattern, search
from summarizer.annotate.pipeline import ParsedSentence
from summarizer.annotate.speech.frames import subject_of
from summarizer.annotate.speech.reading import Reading
from summarizer.annotate.speech.voices import Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

ASKING = frozenset({"call", "urge", "ask", "demand", "press", "request", "appeal", "order", "government", "state"})
PROVING = frozenset({"prove", "certify", "ensure", "guarantee", "verify", "check", "show", "demonstrate"})
OWN = frozenset({"we", "it", "they", "i", "he", "she", "country"})
DENIERS = ("official", "government", "armed_group", "company", "international_organisation", "anonymous_source")


def find_denial(reading: Reading, sentence: ParsedSentence) -> Found | None:
    main = reading.main(sentence.number)
    paper = reading.letterheads.get(sentence.number)
    party = main.voice.party if main else paper.party if paper else None
    for token in sentence.doc:
        lemma = token.lemma_.lower()
        if token.pos_ in ("VERB", "AUX") and _denies(token, lemma) and not _is_undecided(token):
            denier = subject_of(token)
            own = None if denier is None else reading.speakers.covering(sentence, denier)
            return sentence.start(token), sentence.end(token), own.number if own else party
    other = any(phrase in sentence.doc.text.lower() for phrase in listed("denial", "other"))
    found = None if other else search(sentence, "denial")
    return (
        (found[0], found[1], party) if found else _own_negation(reading, sentence) or _nothing_moved(reading, sentence)
    )


def _is_undecided(verb: Token) -> bool:
    """Whether nothing is denied yet: "neither confirmed nor denied", "called on them to deny", "is disputed"."""
    if verb.dep_ == "conj" and verb.head.lemma_.lower() == "confirm":
        return True
    asked = verb.dep_ in ("xcomp", "ccomp", "acl", "advcl") and verb.head.lemma_.lower() in ASKING
    if asked and any(c.tag_ == "TO" for c in verb.children):
        return True
    passive = any(c.dep_ == "nsubjpass" and c.pos_ == "PRON" for c in verb.children)
    return passive and verb.lemma_ in ("dispute", "contest") and not any(c.dep_ == "agent" for c in verb.children)


def _is_condition(sentence: ParsedSentence, at: int) -> bool:
    """Whether a negation is what somebody is to prove or to promise ("until it certifies that it is not arming")."""
    verb = next((t for t in sentence.doc if t.idx >= at and t.pos_ == "VERB"), None)
    above = [] if verb is None else [verb, *verb.ancestors]
    marks = {c.lower_ for t in above for c in t.children if c.dep_ == "mark"}
    return bool(marks & {"if", "whether", "unless"}) or any(t.lemma_.lower() in PROVING for t in above)


def _nothing_moved(reading: Reading, sentence: ParsedSentence) -> Found | None:
    """ "No weapons were loaded", "there were no such talks": somebody says that it did not happen."""
    found = search(sentence, "denial", "nothing")
    voice = None if found is None else _voice(reading, sentence, found[0])
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
        return any(c.lemma_.lower() in listed("denial", "claims") or c.lower_ in ("this", "that") for c in named)
    return False


def _own_negation(reading: Reading, sentence: ParsedSentence) -> Found | None:
    """ "Said it had never supplied", "we do not sell": a speaker denies an act of his own side."""
    match = pattern("denial", "negations").search(sentence.doc.text)
    if match is None or _is_condition(sentence, match.start()):
        return None
    start = sentence.sentence.start + match.start()
    voice = _voice(reading, sentence, start)
    before = [t for t in sentence.doc if t.idx < match.start() and not t.is_punct and t.pos_ != "AUX"][-1:]
    if voice is None or not before:
        return None
    named = reading.speakers.covering(sentence, before[0])
    speaker = None if voice.party is None else reading.speakers.party(voice.party)
    own = named is not None and speaker is not None and named.country in (speaker.country or named.country, None)
    own = own and voice.official
    if not own and before[0].lower_ not in OWN:
        return None
    return start, sentence.sentence.start + match.end(), voice.party


def _voice(reading: Reading, sentence: ParsedSentence, at: int) -> Voice | None:
    """Who says what stands at an offset: the speaker of the quotation around it, or of the sentence."""
    for quotation in reading.quoted.touching(sentence.number):
        if quotation.start <= at < quotation.end:
            credit = reading.credits.get(quotation.number)
            return credit.voice if credit else None
    main = reading.main(sentence.number)
    return main.voice if main else reading.letterheads.get(sentence.number) or reading.holder(sentence.number)
