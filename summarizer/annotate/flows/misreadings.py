"""Ends that a parser hides: two names read as one, a recipient read as an adjective, goods that stay in the house."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.annotate.flows.control import subject
from summarizer.annotate.flows.event import Draft
from summarizer.annotate.flows.governors import governors
from summarizer.annotate.flows.scene import Goods, Placed, Scene, lemma, words

if TYPE_CHECKING:
    from spacy.tokens import Token


def swallowed(scene: Scene, verb: Token, draft: Draft) -> list[Goods]:
    """ "Delivered to Chad armoured vehicles", which parsers read as vehicles of Chad."""
    for p in scene.placed:
        goods = scene.goods_at.get(p.governor.i) if p.role in ("compound", "nmod") else None
        to = p.governor.head
        if goods is None or to.lower_ not in ("to", "for") or to.head.i != verb.i or p.head.i < to.i:
            continue
        draft.recipients.append(p.party)
        return [g for g in scene.goods if g.head.i == p.governor.i or g.head in p.governor.conjuncts]
    return []


def fronted(scene: Scene, verb: Token, draft: Draft) -> bool:
    """ "From Oslo Kyiv got its radars", which parsers read as one name."""
    for first, second in pairwise(scene.placed):
        together = first.role == "compound" and first.governor.i == second.head.i == first.head.i + 1
        if together and second.role == "from" and second.governor.i == verb.i and second.head.i < verb.i:
            draft.suppliers.append(first.party)
            draft.recipients.append(second.party)
            return True
    return False


def ditransitive(scene: Scene, p: Placed, verb: Token, kind: str) -> bool:
    """ "gave Ukraine tanks", which parsers take for a compound."""
    first = scene.parsed.span(p.mention.start, p.mention.end)
    if kind != "give" or (p.mention.modifier and p.head.tag_ == "JJ") or first is None:
        return False
    between = scene.parsed.doc[verb.i + 1 : first[0].i].text.lower()
    return first[0].i > verb.i and between in ("", "the")


def payer(scene: Scene, verb: Token, draft: Draft) -> None:
    """ "Accused Oslo of failing to deliver jets that it had paid for": who paid is who accuses."""
    paid = any(lemma(t) in ("pay", "order", "buy", "purchase") and t.dep_ == "relcl" for t in verb.subtree)
    if draft.recipients or not paid:
        return
    for g in governors(verb):
        word = subject(g.word) if lemma(g.word) in ("accuse", "blame") else None
        if word is not None:
            draft.recipients += [p.party for p in scene.actors(word) if p.party not in draft.suppliers]


def to_itself(verb: Token, draft: Draft) -> bool:
    """ "delivered missiles to its troops": nothing leaves the house."""
    for child in (*verb.children, *(c for g in draft.goods for c in g.head.children)):
        if child.dep_ in ("prep", "dative") and child.lower_ == "to":
            held = next((c for c in child.children if c.dep_ == "pobj"), None)
            if held is not None and lemma(held) in words("transfer", "agents", "nouns"):
                return any(c.dep_ == "poss" and c.lower_ in ("its", "their", "his") for c in held.children)
    return False
