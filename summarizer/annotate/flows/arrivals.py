"""Verbs whose subject does not give: goods that arrive, and two parties that negotiate over them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.annotate.flows.control import subject
from summarizer.annotate.flows.ends import origins
from summarizer.annotate.flows.event import Draft, Event, make_event
from summarizer.annotate.flows.scene import Scene, lemma, words

if TYPE_CHECKING:
    from spacy.tokens import Token


def arrival(scene: Scene, verb: Token, heading: bool) -> Event | None:
    """ "Tanks from Berlin reached Kyiv": the goods are the subject. Without both ends it is no transfer."""
    who = next((c for c in verb.children if c.dep_ == "nsubj"), verb.head if verb.dep_ == "acl" else None)
    if who is None:
        return None
    if lemma(who) in words("transfer", "reject", "topics"):
        return None
    draft, assumed = Draft.empty(), False
    draft.goods = [g for g in scene.goods if g.head.i == who.i or scene.carries(g, who)]
    for p in scene.placed:
        if p.governor.i == verb.i and p.role in ("dobj", "to", "in", "at"):
            draft.recipients.append(p.party)
        elif p.role == "from" and (p.governor.i == verb.i or scene.reaches(p.governor, who)):
            draft.suppliers.append(p.party)
    origins(scene, verb, "get", draft)
    if draft.suppliers and not draft.recipients and scene.speaker is not None:
        draft.recipients, assumed = [scene.speaker], True
    shipped = lemma(who) in words("transfer", "noun", "light") and lemma(verb) == "reach"
    if not (draft.goods and draft.recipients and (draft.suppliers or shipped)):
        return None
    draft.doubts.add("recipient")
    event = make_event(scene, verb, draft, heading)
    return event if event is None or not assumed else replace(event, assumed=True)


def talks(scene: Scene, verb: Token, heading: bool) -> Event | None:
    """ "Oslo and Lima are discussing radars", "Oslo negotiated with Lima over radars": two parties and no direction."""
    draft = Draft.empty()
    draft.goods = [g for g in scene.goods if scene.carries(g, verb, "over", "on", "about", "for")]
    word = subject(verb)
    who = [p.party for p in scene.actors(word)] if word is not None and word.i not in scene.goods_at else []
    who += [p.party for p in scene.placed if p.role == "with" and p.governor.i == verb.i]
    draft.suppliers = list(dict.fromkeys(who))
    if not draft.goods or len(draft.suppliers) != 2:
        return None
    draft.doubts |= {"supplier", "recipient"}
    return make_event(scene, verb, draft, heading, directed=False)


def carriage(scene: Scene, verb: Token, heading: bool) -> Event | None:
    """ "He carried Omani rifles to the rebels": both ends must be named, as the carrier is neither."""
    draft = Draft.empty()
    draft.goods = [g for g in scene.goods if scene.carries(g, verb)]
    for p in scene.placed:
        near = p.governor.i == verb.i or scene.reaches(p.governor, verb)
        if near and p.role in ("to", "dative", "for"):
            draft.recipients.append(p.party)
        elif near and p.role == "from":
            draft.suppliers.append(p.party)
    origins(scene, verb, "get", draft)
    if not (draft.goods and draft.suppliers and draft.recipients):
        return None
    draft.doubts.add("supplier")
    return make_event(scene, verb, draft, heading)
