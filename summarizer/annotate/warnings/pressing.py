"""Mild verbs ("asked", "wants", "told"): when they tell of a demand rather than of an everyday order or a wish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.annotate.speech.addressees import Scene, listed
from summarizer.annotate.warnings.issuers import is_merely_planned, issuers

if TYPE_CHECKING:
    from spacy.tokens import Token

MILD = frozenset(
    {"ask", "request", "invite", "tell", "order", "instruct", "press", "encourage", "want", "expect", "like"}
)
"""Verbs that also tell of everyday orders: they count when a party is addressed, or told to stop and the like."""
ORDERING = frozenset({"order", "instruct", "tell", "command"})
ASKING = frozenset({"ask", "request", "invite", "encourage", "want", "expect", "like"})
WISHING = frozenset({"want", "expect", "like"})


def is_idle_wish(scene: Scene, verb: Token, asked: Token, infinitive: Token | None) -> bool:
    """Whether a mild verb tells of no demand: of what is yet to be asked, of a favour, of what will come of itself."""
    lemma = verb.lemma_.lower()
    if lemma not in MILD:
        return False
    if lemma == "like":
        return not any(c.lower_ in ("would", "'d") for c in verb.children) or not _is_asked(scene, asked, infinitive)
    return is_merely_planned(verb) or not _is_pressed(scene, lemma, asked, infinitive)


def _is_pressed(scene: Scene, lemma: str, asked: Token, infinitive: Token | None) -> bool:
    """Whether a mild verb tells of a demand: a party is to act, or somebody is told to stop and the like."""
    if lemma in ASKING:
        return _is_asked(scene, asked, infinitive)
    to_do = "" if infinitive is None else infinitive.lemma_.lower()
    acts = to_do in listed("demand", "acts") and to_do not in listed("demand", "favours")
    party = named(scene, asked) != [None]
    own = any(c.dep_ == "poss" and c.lower_ in ("its", "his", "her", "their", "our") for c in asked.children)
    return (party or acts) and not own and not _is_subordinate(scene, asked)


def _is_asked(scene: Scene, asked: Token, infinitive: Token | None) -> bool:
    """Whether somebody is asked to act, as no favour to who asks and not merely awaited."""
    if infinitive is None:
        return False
    lemma = infinitive.lemma_.lower()
    if _refrains(infinitive) or (_is_in_words(infinitive) and named(scene, asked) != [None]):
        return True
    sent = next((c for c in infinitive.children if c.dep_ == "dobj"), None)
    checks = sent is not None and sent.lemma_.lower() in listed("demand", "checks")
    if (lemma in listed("demand", "favours") and not checks) or any(c.dep_ == "auxpass" for c in infinitive.children):
        return False
    acts = lemma in listed("demand", "acts")
    wishes = asked.head.lemma_.lower() in WISHING or infinitive.head.lemma_.lower() in WISHING
    party = named(scene, asked) != [None]
    if wishes:
        party = scene.parties_at(asked) != [None]
        audience = asked.lemma_.lower() in listed("demand", "audience")
        return (party and (acts or lemma not in listed("demand", "outcomes"))) or (audience and acts)
    return acts or checks or (party and lemma not in listed("demand", "everyday"))


def _is_in_words(infinitive: Token) -> bool:
    """Whether a paper repeats the very words in which somebody was asked ("to think again")."""
    first = infinitive.left_edge.i
    return bool(first > 0 and infinitive.doc[first - 1].text == '"')


def _refrains(infinitive: Token) -> bool:
    """ "Not to sell", "to send no missiles"."""
    if any(c.dep_ == "neg" for c in infinitive.children):
        return True
    return any(g.lower_ == "no" for c in infinitive.children if c.dep_ == "dobj" for g in c.children)


def _is_subordinate(scene: Scene, asked: Token) -> bool:
    """Whether somebody gives an order to his own side: a state to its ministry, an army to its garrison."""
    if asked.head.lemma_ not in ORDERING:
        return False
    if asked.lemma_.lower() in listed("demand", "subordinates"):
        return not any(c.dep_ in ("amod", "poss") for c in asked.lefts)
    party = scene.reading.speakers.party
    countries = {party(n).country for n in (*issuers(scene, asked.head), *named(scene, asked)) if n is not None}
    return len(countries) == 1 and None not in countries and named(scene, asked) != [None]


def named(scene: Scene, head: Token | None) -> list[int | None]:
    """The parties that a phrase names or that own it ("the Iranian government"); one None when it names none."""
    found = scene.parties_at(head)
    if found != [None] or head is None:
        return found
    before = {scene.sentence.start(t) for t in head.lefts if t.dep_ in ("amod", "compound", "poss", "nmod")}
    mentions = scene.reading.speakers.mentions(scene.number)
    return [next((p.number for m, p in mentions if any(m.start <= at < m.end for at in before)), None)]
