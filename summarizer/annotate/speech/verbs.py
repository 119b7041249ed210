"""Frames of verbs: "Kirby said", "said a senior official", "the ministry denied"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING

from summarizer.annotate.pipeline import ParsedSentence
from summarizer.annotate.speech.frames import (
    FORCED,
    Frame,
    frame_at,
    groups_of,
    name_before,
    subject_of,
    trailing,
    words,
)
from summarizer.annotate.speech.phrases import relaying
from summarizer.annotate.speech.quoted import Quoted
from summarizer.annotate.speech.saying import takes

if TYPE_CHECKING:
    from spacy.tokens import Token


LIKELY = frozenset({"likely", "unlikely", "possible", "probable", "plausible", "credible", "certain", "proven"})
AHEAD = 12
"""Words after a verb among which the name of its speaker ends."""
THINKING = frozenset({"think", "believe", "expect"})
"""Verbs with which "did not think that" says something too."""


def verb_frames(sentence: ParsedSentence, quoted: Quoted) -> Iterator[Frame]:
    for token in sentence.tokens:
        lemma = token.lemma_.lower()
        if token.pos_ not in ("VERB", "AUX", "NOUN", "PROPN"):
            continue
        groups = ("say",) if _says_in_effect(token, lemma) else groups_of(lemma)
        if not groups or (token.pos_ not in ("VERB", "AUX") and not _headline_verb(token)):
            continue
        group = next((g for g in groups if takes(g, token, sentence, quoted)), None)
        head = _speaker(token) if group else None
        relayed = relaying(token) is not None
        if group is None or head is None or head.i == token.i or relayed or _pushed(token, group):
            continue
        yield frame_at(sentence, quoted, group, lemma, token, head)


def _headline_verb(token: Token) -> bool:
    return token.lower_ in words("verbs_forms", "say") and any(c.dep_ in ("nsubj", "ccomp") for c in token.children)


def _says_in_effect(verb: Token, lemma: str) -> bool:
    """ "He went on", "let it be known that", "considers it likely that"."""
    if lemma == "go":
        return _goes_on(verb)
    if lemma == "let":
        return any(c.dep_ in ("ccomp", "xcomp") and c.lower_ in ("known", "slip") for c in verb.children)
    if lemma in ("consider", "deem", "regard", "hold"):
        return any(c.lower_ in LIKELY for c in verb.children if c.dep_ in ("ccomp", "xcomp", "oprd", "acomp"))
    return False


def _goes_on(verb: Token) -> bool:
    """ "The weapons, he went on, were locked away"."""
    on = any(c.lower_ == "on" and not list(c.children) for c in verb.children)
    return on and not any(c.dep_ in ("xcomp", "dobj") for c in verb.children)


def _speaker(verb: Token) -> Token | None:
    head = _headline_subject(verb) or _named_after(verb) or trailing(verb) or subject_of(verb)
    if head is None and verb.tag_ in ("VBD", "VBZ"):
        return name_before(verb)
    return head


def _named_after(verb: Token) -> Token | None:
    """ "Oslo, wrote Hansen, was training crews": the name that stands between the verb and the next comma.

    Not so after an apposition ("the envoy, Jane Doe, told Norvik Radio, adding ...").
    """
    if not 0 < verb.i < len(verb.doc) - 2 or verb.nbor(-1).text != "," or verb.tag_ not in ("VBD", "VBZ"):
        return None
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "dobj") and c.i < verb.i), None)
    if subject is not None and sum(t.text == "," for t in verb.doc[subject.i : verb.i]) > 1:
        return None
    after = list(verb.doc[verb.i + 1 : verb.i + AHEAD])
    name = list(takewhile(lambda t: t.pos_ == "PROPN", after))
    rest = after[len(name) :]
    whose = bool(rest) and rest[0].lower_ in ("of", "for") and any(t.text == "," for t in rest)
    return name[-1] if name and rest and (rest[0].text == "," or (whose and len(name) > 1)) else None


def _headline_subject(verb: Token) -> Token | None:
    """The name right before a capitalised verb ("US Says"): headlines are often parsed badly."""
    if not verb.i or verb.text != verb.lower_.title() or verb.lower_ not in words("verbs_forms", "say"):
        return None
    before: Token = verb.nbor(-1)
    return before if before.pos_ == "PROPN" else None


def _pushed(verb: Token, group: str) -> bool:
    """Whether the verb is an order, a wish or a possibility rather than something said ("may say", "to deny")."""
    denied = any(c.dep_ == "neg" for c in verb.children)
    if any(c.lower_ == "would" for c in verb.children) and any(
        c.lower_ == "only" for c in verb.subtree if c.i <= verb.i + 1
    ):
        return False
    denied = denied and group != "evidence" and verb.lemma_ not in THINKING
    return any(c.tag_ == "MD" for c in verb.children) or denied or _is_bidden(verb)


def _is_bidden(verb: Token) -> bool:
    """Whether an infinitive tells what somebody is to say or does not say ("for her to explain", "declined to say")."""
    if not any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children):
        return False
    if any(c.dep_ == "nsubj" for c in verb.children):
        return True
    return verb.dep_ == "xcomp" and verb.head.lemma_ not in words("phrases", "onward") | FORCED
