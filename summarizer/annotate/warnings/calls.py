"""Demands that are nouns: a call, an appeal, an ultimatum, a deadline, and "it is time for X to"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.annotate.speech.addressees import Hit, Scene, listed
from summarizer.annotate.warnings.issuers import is_wondered, issuers, sayer, spoken_for
from summarizer.annotate.warnings.pressing import named
from summarizer.schema import WarningKind

if TYPE_CHECKING:
    from spacy.tokens import Token

ON = frozenset({"on", "upon", "to"})
GIVING = frozenset({"give", "set", "grant", "allow", "hand", "leave"})
TERMS = frozenset({"day", "week", "hour", "month", "fortnight", "deadline", "year", "minute", "notice"})
"""What somebody is given in which to act."""
NEXT = 2
"""Tokens after "it is" within which "up to X" or "for X" must stand."""
DOUBTED = frozenset({"warning"})


def calls_in(scene: Scene) -> Iterator[Hit]:
    """The demands of a sentence that a noun tells."""
    for token in scene.sentence.tokens:
        lemma = token.lemma_.lower()
        if token.pos_ == "NOUN" and lemma in listed("demand", "nouns") and not is_wondered(token):
            yield from _renewed(scene, token)
        elif token.pos_ == "NOUN" and lemma == "time" and token.head.lemma_ == "be" and not is_wondered(token):
            yield from _due(scene, token)
        elif lemma == "be" and not is_wondered(token):
            yield from _left_to(scene, token)
        elif token.pos_ == "VERB" and lemma in GIVING:
            yield from _given_time(scene, token)


def demanded(scene: Scene, verb: Token, target: int | None, doubtful: bool = False) -> Iterator[Hit]:
    """One demand for each of those who make it together by what `verb` says."""
    doubts = frozenset({"warning"} if doubtful else ())
    for issuer in spoken_for(scene, verb, issuers(scene, verb)):
        if issuer != target:
            yield Hit(WarningKind.DEMAND, scene.number, issuer, target, doubts)


def _due(scene: Scene, time: Token) -> Iterator[Hit]:
    """ "It is time for X to", "it is high time that X did"."""
    clause = next((c for c in time.children if c.dep_ in ("relcl", "acl", "ccomp")), None)
    doer = None if clause is None else next((c for c in clause.children if c.dep_ == "nsubj"), None)
    if doer is None:
        links = [c for c in (*time.children, *time.head.children) if c.lower_ == "for" and c.dep_ in ("prep", "mark")]
        doer = next((p for link in links for p in link.children if p.dep_ == "pobj"), None)
    if doer is None or doer.lower_ in ("we", "us", "i", "me", "which", "that", "who", "it"):
        return
    target = named(scene, doer)[0]
    issuer = sayer(scene, time)
    if issuer is not None and issuer != target and (target is not None or _is_audience(doer)):
        yield Hit(WarningKind.DEMAND, scene.number, issuer, target, DOUBTED)


def _left_to(scene: Scene, being: Token) -> Iterator[Hit]:
    """ "It is up to X to", "it was for X to"."""
    children = list(being.children)
    if not any(c.lower_ == "it" and c.dep_ in ("nsubj", "expl") and c.i < being.i for c in children):
        return
    links = [c for c in children if c.lower_ in ("for", "up") and 0 < c.i - being.i <= NEXT]
    links += [g for c in links for g in c.children if g.lower_ == "to"]
    doer = next((p for link in links for p in link.children if p.dep_ == "pobj"), None)
    to_do = any(t.tag_ == "TO" and t.nbor().tag_ == "VB" for t in being.subtree if doer is not None and t.i > doer.i)
    target = None if doer is None else named(scene, doer)[0]
    issuer = sayer(scene, being)
    if doer is not None and to_do and issuer not in (None, target) and (target is not None or _is_audience(doer)):
        yield Hit(WarningKind.DEMAND, scene.number, issuer, target, DOUBTED)


def _is_audience(noun: Token) -> bool:
    return noun.lemma_.lower() in listed("demand", "audience")


def _given_time(scene: Scene, verb: Token) -> Iterator[Hit]:
    """ "Gave X ten days to hand over the papers", "set X a deadline"."""
    children = list(verb.children)
    term = next((c for c in children if c.dep_ in ("dobj", "npadvmod") and c.lemma_.lower() in TERMS), None)
    whom = next((c for c in children if c.dep_ in ("dative", "dobj") and c.pos_ != "ADP" and c is not term), None)
    if term is None or whom is None or whom.i > term.i:
        return
    to_do = [c for t in (verb, term) for c in t.children if c.dep_ in ("advcl", "xcomp", "acl", "relcl")]
    if not any(c.tag_ == "VB" for c in to_do) and term.lemma_.lower() != "deadline":
        return
    target = named(scene, whom)[0]
    if target is not None or _is_audience(whom):
        yield from demanded(scene, verb, target, doubtful=True)


def _renewed(scene: Scene, noun: Token) -> Iterator[Hit]:
    """ "Repeated its call for", "issued an ultimatum to", "a call by X for Y to"."""
    given = noun.lemma_ in ("ultimatum", "pressure")
    if not given and not any(c.dep_ in ("prep", "acl", "relcl") for c in noun.children):
        return
    to = [c for c in noun.head.children if given and c.dep_ == "dative" and c.pos_ != "ADP"]
    to += [p for c in noun.head.children if given and c.lower_ == "on" for p in c.children if p.dep_ == "pobj"]
    to += [p for c in noun.children if c.lower_ in ON and c.dep_ == "prep" for p in c.children if p.dep_ == "pobj"]
    target = named(scene, to[0])[0] if to else None
    if noun.dep_ == "dobj" and noun.head.lemma_.lower() in listed("demand", "renewed"):
        yield from demanded(scene, noun.head, target, doubtful=True)
        return
    wanted = any(c.lower_ in ("for", "that", "on") or c.dep_ in ("acl", "relcl") for c in noun.children)
    clause = any(c.dep_ in ("acl", "relcl", "ccomp") for c in noun.children)
    for caller in _callers(scene, noun) if wanted and (clause or noun.lemma_.lower() != "demand") else ():
        if caller != target:
            yield Hit(WarningKind.DEMAND, scene.number, caller, target, frozenset({"warning"}))


def _callers(scene: Scene, noun: Token) -> list[int]:
    """Whose call it is: "Amnesty's call", "a call by Amnesty"."""
    heads = [c for c in noun.children if c.dep_ == "poss"]
    heads += [p for c in noun.children if c.lower_ in ("by", "from") for p in c.children if p.dep_ == "pobj"]
    found = [scene.party_at(t) for head in heads for t in (head, *head.conjuncts)]
    return list(dict.fromkeys(n for n in found if n is not None))
