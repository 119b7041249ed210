"""Frames of verbs: "Kirby said", "said a senior official", "the ministry denied"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.annotate.pipeline import ParsedSentence
from summarizer.annotate.speech.frames import Frame, frame_at, groups_of, subject_of, words
from summarizer.annotate.speech.phrases import relaying
from summarizer.annotate.speech.quoted import Quoted
from summarizer.annotate.speech.saying import takes

if TYPE_CHECKING:
    from spacy.tokens import Token


def verb_frames(sentence: ParsedSentence, quoted: Quoted) -> Iterator[Frame]:
    for token in sentence.tokens:
        lemma = token.lemma_.lower()
        if token.pos_ not in ("VERB", "AUX", "NOUN", "PROPN"):
            continue
        groups = groups_of(lemma)
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


def _speaker(verb: Token) -> Token | None:
    head = _headline_subject(verb) or subject_of(verb)
    if head is None and verb.tag_ in ("VBD", "VBZ"):
        return _name_before(verb)
    return head


def _name_before(verb: Token) -> Token | None:
    """The name before a verb whose subject the parser missed, an apposition between commas passed over."""
    at = verb.i - 1
    while at > 0 and verb.doc[at].pos_ in ("AUX", "ADV"):
        at -= 1
    if at > 0 and verb.doc[at].text == ",":
        at -= 1
        while at > 0 and verb.doc[at].text != ",":
            at -= 1
        at -= 1
    if at < 0 or verb.doc[at].pos_ not in ("PROPN", "NOUN", "PRON"):
        return None
    head: Token = verb.doc[at]
    while head.dep_ == "pobj" and head.head.dep_ == "prep" and head.head.head.pos_ in ("NOUN", "PROPN"):
        head = head.head.head
    return head


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
    return any(c.tag_ == "MD" for c in verb.children) or (denied and group != "evidence") or _is_bidden(verb)


def _is_bidden(verb: Token) -> bool:
    """Whether an infinitive tells what somebody is to say or does not say ("for her to explain", "declined to say")."""
    if not any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children):
        return False
    if any(c.dep_ == "nsubj" for c in verb.children):
        return True
    return verb.dep_ == "xcomp" and verb.head.lemma_ not in words("phrases", "onward")
