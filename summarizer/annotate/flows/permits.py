"""Export permits: "14 licences were issued for Peru", "London suspended 30 export licences to Chad".

A permit names the recipient, and the goods often only in the sentence that follows. Who grants is the giver.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from summarizer.annotate.flows.control import passive, subject
from summarizer.annotate.flows.event import Event
from summarizer.annotate.flows.governors import is_negated
from summarizer.annotate.flows.scene import VERBAL, Scene, lemma
from summarizer.schema import Stage, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

PERMITS = frozenset({"permit", "licence", "license", "authorisation", "authorization"})
TRADE = re.compile(r"\b(?:exports?|arms|military|weapons?|defen[cs]e|re-exports?)\b", re.IGNORECASE)
STOPPED = re.compile(
    r"suspen|revok|cancel|refus|den(?:y|ied)|reject|block|halt|fr[eo]ez|froz|withdr|withh|paus|annul", re.IGNORECASE
)
OPEN = re.compile(
    r"review|seek|sought|fil(?:e|ed)\b|submit|receiv|appl(?:y|ied)|await|pending|consider|assess", re.IGNORECASE
)
LISTS = re.compile(
    r"^(?:they|it|these|the (?:permits?|licen[cs]es?))\s+(?:\w+\s+){0,2}?"
    r"(?:cover|authori[sz]e|includ|concern|relat|allow)",
    re.IGNORECASE,
)


def permit_events(scene: Scene, around: Sequence[Scene], told: Sequence[Event]) -> Iterator[Event]:
    """The permits of a sentence that name a recipient and that no word of transfer has told already.

    Args:
        around: some sentences before, which show what trade it is about, and the one after.
        told: the events of the sentence.
    """
    texts = [s.parsed.plain for s in (*around, scene)]
    if scene.parsed.plain.rstrip().endswith("?") or not any(TRADE.search(t) for t in texts):
        return
    for noun in scene.parsed.tokens:
        if lemma(noun) not in PERMITS or any(e.recipients and (e.suppliers or e.items) for e in told):
            continue
        verb = _verb(noun)
        phrases = (p for p in scene.placed if p.role in ("for", "to", "dative"))
        near = (noun.i, verb.i)
        recipients = [p.party for p in phrases if p.governor.i in near or scene.reaches(p.governor, noun)]
        if not recipients or is_negated(verb) or any(c.lower_ in ("no", "any") for c in noun.children):
            continue
        suppliers, doubts = _granter(scene, noun, verb), frozenset({"stage"})
        if not suppliers and scene.home is not None:
            suppliers, doubts = [scene.home], frozenset({"stage", "supplier"})
        items = _goods(scene, around)
        yield Event(
            scene.number, noun, tuple(suppliers), tuple(recipients), items, _stage(verb), Stance.ASSERTS, doubts=doubts
        )


def _verb(noun: Token) -> Token:
    """The verb that a permit stands under."""
    cur = noun
    while cur.head != cur and cur.pos_ not in VERBAL:
        cur = cur.head
    return cur


def _granter(scene: Scene, noun: Token, verb: Token) -> list[int]:
    owners = ("amod", "compound", "poss", "nmod")
    found = [p.party for p in scene.placed if p.role in owners and p.governor.i == noun.i]
    found += [p.party for p in scene.placed if p.role == "by" and p.governor.i in (noun.i, verb.i)]
    if not found and not passive(verb) and noun.dep_ not in ("nsubj", "nsubjpass"):
        word = subject(verb)
        found = [p.party for p in scene.actors(word)] if word is not None else []
    return found


def _stage(verb: Token) -> Stage:
    said = " ".join(t.lower_ for t in (verb, *verb.children, *verb.conjuncts) if t.dep_ != "nsubj")
    if STOPPED.search(said):
        return Stage.HALTED
    return Stage.SOUGHT if OPEN.search(said) else Stage.APPROVED


def _goods(scene: Scene, around: Sequence[Scene]) -> tuple[int, ...]:
    """The goods of the sentence, else of the next one when it lists what the permits cover."""
    if scene.goods:
        return tuple(g.item.number for g in scene.goods)
    follow = [s for s in around if s.number == scene.number + 1 and LISTS.match(s.parsed.plain.lstrip())]
    return tuple(g.item.number for s in follow for g in s.goods)
