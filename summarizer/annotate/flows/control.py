"""Who does what a verb says when the verb has no subject of its own: control, coordination, relative clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.annotate.flows.scene import STEPS, SUBJECTS, VERBAL, lemma, words

if TYPE_CHECKING:
    from spacy.tokens import Token

SAYING = frozenset("say tell add state claim report announce note".split())
RELATIVE = frozenset({"which", "that", "who", "whom"})


def passive(verb: Token) -> bool:
    if any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children):
        return True
    return not main_after_clause(verb) and (
        verb.tag_ in ("VBN", "VBD")
        and verb.dep_ in ("acl", "amod", "advcl")
        and not any(c.dep_ == "aux" for c in verb.children)
    )


def _headline_subject(verb: Token) -> Token | None:
    """The name right before the verb of a headline ("Bulgaria halts ..."), which parsers take for an adverbial."""
    loose = ("npadvmod", "dep", "nmod", "compound", "attr")
    named = (c for c in verb.children if c.dep_ in loose and c.pos_ == "PROPN" and c.i + 1 == verb.i)
    return next(named, None) if verb.pos_ in VERBAL else None


def _parted(verb: Token) -> Token | None:
    """ "Oslo, he says, sent Lima tanks": the name before the words that are put in."""
    told = next((c for c in verb.children if c.dep_ == "parataxis" and c.i < verb.i and lemma(c) in SAYING), None)
    if told is None:
        return None
    first = next(iter(told.subtree)).i - 1
    doc = verb.doc
    while first >= verb.sent.start and doc[first].is_punct:
        first -= 1
    return doc[first] if first >= verb.sent.start and doc[first].pos_ == "PROPN" else None


def main_after_clause(verb: Token) -> bool:
    """ "Oslo, which had long refused, authorised the sale": parsers take the verb for a participle of the name."""
    name = verb.head
    if verb.dep_ != "acl" or verb.tag_ != "VBD" or name.pos_ != "PROPN" or name.head != name:
        return False
    between = [c for c in name.children if name.i < c.i < verb.i]
    return any(c.dep_ in ("relcl", "appos") for c in between)


def misread_gerund(verb: Token) -> bool:
    """ "denied supplying drones to": parsers take the gerund for an adjective of its object."""
    noun = verb.head
    return bool(verb.dep_ == "amod" and verb.tag_ == "VBG" and noun.dep_ == "dobj" and noun.i > verb.i)


def subject(verb: Token) -> Token | None:
    """The word that does (or, in the passive, undergoes) what `verb` says, found through control when unexpressed."""
    return _subject(verb, STEPS)


def _subject(verb: Token, steps: int) -> Token | None:
    if not steps:
        return None
    permitted = _permitted(verb)
    if permitted is not None:
        return permitted
    own = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if own is not None:
        return verb.head if own.lower_ in RELATIVE and verb.dep_ == "relcl" else own
    up, dep = verb.head, verb.dep_
    if up == verb:
        return _headline_subject(verb) or _parted(verb)
    if main_after_clause(verb):
        return up
    if misread_gerund(verb):
        return _subject(up.head, steps - 1)
    if dep in ("xcomp", "ccomp", "advcl", "pcomp", "acl", "dobj", "pobj") and up.pos_ == "ADP":
        up = up.head
    if dep == "conj" or dep in ("xcomp", "ccomp", "advcl", "pcomp", "acomp", "acl", "dobj", "pobj", "dep", "prep"):
        if up.pos_ in VERBAL:
            return _controlled(up, steps) if dep not in ("conj", "advcl") else _subject(_told(up, dep), steps - 1)
        if up.pos_ in ("ADJ", "ADV"):
            return _subject(up.head, steps - 1) if up.dep_ in ("acomp", "advmod", "attr") else _subject(up, steps - 1)
        return _holder(up, steps)
    return None


def _permitted(verb: Token) -> Token | None:
    """ "approval for Warsaw to export": parsers hang "for Warsaw" beside the infinitive."""
    if verb.dep_ != "advcl" or not any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children):
        return None
    for child in verb.head.children:
        if child.lower_ == "for" and child.dep_ in ("dative", "prep") and child.i < verb.i:
            held = next((c for c in child.children if c.dep_ == "pobj"), None)
            if held is not None and held.i + 2 == verb.i:
                return held
    return None


def _told(up: Token, dep: str) -> Token:
    """ "X said Y is buying A and has bought B": parsers hang the second verb on "said"."""
    content = next((c for c in up.children if c.dep_ == "ccomp" and any(x.dep_ in SUBJECTS for x in c.children)), None)
    return content if dep == "conj" and content is not None and lemma(up) in SAYING else up


def _controlled(up: Token, steps: int) -> Token | None:
    """The unexpressed subject of a complement: the object of "urge", the subject of "plan"."""
    if lemma(up) in words("transfer", "control", "object"):
        for child in up.children:
            if child.dep_ in ("dobj", "dative", "nsubjpass") and child.pos_ in ("PROPN", "NOUN", "PRON"):
                return child
        for child in up.children:
            if child.dep_ == "prep" and child.lower_ in ("on", "upon") and lemma(up) == "call":
                return next((c for c in child.children if c.dep_ == "pobj"), None)
    return _subject(up, steps - 1)


def _holder(noun: Token, steps: int) -> Token | None:
    """Who holds a plan, a deal or talks: its possessor, else the subject of the verb it belongs to."""
    for child in noun.children:
        if child.dep_ == "poss" and child.lower_ not in ("its", "their", "his", "her"):
            return child
    cur = noun
    for _ in range(STEPS):
        up = cur.head
        if up == cur:
            return None
        if up.pos_ in VERBAL:
            return _subject(up, steps - 1) if cur.dep_ not in SUBJECTS else None
        cur = up
        for child in cur.children:
            if child.dep_ == "poss" and child.i < noun.i:
                return child
    return None
