"""Raw events: every word of transfer in a sentence, with who gives, who gets, and what.

Syntax comes first; where it leaves an end open, control ("urged Berlin to send"), purpose ("to support Moscow's war")
and the partner of talks ("talks with Seoul on buying") fill it, and the end is marked as doubtful when they are not
certain.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.annotate.flows.cargo import is_seized
from summarizer.annotate.flows.cast import Cast
from summarizer.annotate.flows.control import subject
from summarizer.annotate.flows.ends import governor_ends, hangs, origin
from summarizer.annotate.flows.event import Draft, Event, make_event, settled
from summarizer.annotate.flows.scene import SUBJECTS, VERBAL, Goods, Scene, lemma, words
from summarizer.annotate.flows.transfer_nouns import noun_events
from summarizer.annotate.flows.transfer_verbs import verb_event
from summarizer.schema import Stage, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

PRONOUNS = frozenset({"it", "they", "them", "these", "those"})
BARE = frozenset({"support", "arm", "rearm", "re-arm"})


def events(scene: Scene, cast: Cast, heading: bool = False) -> list[Event]:
    """All events of a sentence, in text order."""
    if not (scene.placed or scene.speaker) or not (
        scene.goods or any(lemma(t) in BARE | PRONOUNS for t in scene.parsed.tokens)
    ):
        return []
    found: list[Event] = []
    taken: set[int] = set()
    for token in scene.parsed.tokens:
        event = verb_event(scene, token, heading, taken) if token.pos_ in VERBAL or token.tag_[:2] == "VB" else None
        if event is not None:
            found.append(event)
    for token in scene.parsed.tokens:
        if token.pos_ in ("NOUN", "PROPN") and token.i not in taken:
            found += noun_events(scene, token, heading, taken)
    found += _plain_goods(scene, heading, [e for e in found if e.directed])
    return sorted((settled(cast, e) for e in found), key=lambda e: e.trigger.i)


def _plain_goods(scene: Scene, heading: bool, told: list[Event]) -> Iterator[Event]:
    """ "Iranian drones for Russia", "rifles bound for Yemen", "US-supplied rockets", where no event takes them."""
    used = {n for e in told for n in e.items if e.suppliers and e.recipients}
    for goods in scene.goods:
        if goods.item.number in used:
            continue
        event = _bound(scene, goods, heading) or _supplied(scene, goods, heading)
        if event is not None:
            yield event


def _bound(scene: Scene, goods: Goods, heading: bool) -> Event | None:
    draft = Draft([], [], [goods], set())
    head, trigger = goods.head, goods.head
    for p in scene.placed:
        if p.role in ("to", "for") and p.governor.i == head.i:
            draft.recipients.append(p.party)
        if (
            p.role in ("for", "to")
            and lemma(p.governor) in words("transfer", "bound", "words")
            and (hangs(p.governor, head) or scene.carries(goods, p.governor.head) or _told_of(goods, p.governor))
        ):
            draft.recipients.append(p.party)
            trigger = p.governor
        if p.role == "from" and (p.governor.i == trigger.i or scene.reaches(p.governor, head)):
            draft.suppliers.append(p.party)
    if not draft.recipients:
        return None
    draft.suppliers += [p.party for p in origin(scene, goods)]
    if not _stopped_by_others(head):
        governor_ends(scene, head, "give", draft)
    seized = _stopped_by_others(head) or (trigger != head and is_seized(scene))
    taken = draft.suppliers or scene.home is not None or seized
    if not taken or set(draft.suppliers) & set(draft.recipients):
        return None
    event = make_event(scene, head, draft, heading)
    if event is None:
        return None
    doubts = event.doubts | ({"flow"} if trigger == head else frozenset())
    if trigger != head and event.stage is Stage.UNSPECIFIED:
        event = replace(event, stage=Stage.HALTED if seized else Stage.DELIVERING)
        if not event.suppliers and scene.home is not None and not set(event.recipients) & ({scene.home} | scene.groups):
            return replace(event, suppliers=(scene.home,), doubts=doubts | {"supplier"}, assumed=True)
    return replace(event, doubts=doubts)


def _told_of(goods: Goods, word: Token) -> bool:
    """ "The rifles were destined for", "the rifles are on their way to": the goods are the subject."""
    up = word.head.head if word.head.lower_ in ("on", "en") else word.head
    top = goods.head
    while top.dep_ == "conj" or (top.dep_ == "pobj" and top.head.lower_ == "of"):
        top = top.head if top.dep_ == "conj" else top.head.head
    if top.dep_ in SUBJECTS and top.head.i in (word.i, up.i):
        return True
    return up.dep_ == "relcl" and goods.head in (up.head, *up.head.conjuncts)


def _stopped_by_others(head: Token) -> bool:
    """Who stops or seizes goods on the way is not who sends them."""
    up = head.head if head.head.pos_ in VERBAL else head.head.head
    return lemma(up) in words("stage", "halted", "by_others")


def _supplied(scene: Scene, goods: Goods, heading: bool) -> Event | None:
    """ "US-supplied rockets": the user is the recipient."""
    for p in origin(scene, goods):
        if lemma(p.governor) not in words("transfer", "ends", "supplied") or p.governor.i == goods.head.i:
            continue
        up = goods.head.head
        users = [o.party for o in origin(scene, goods) if o.party != p.party]
        if (
            not users
            and up.pos_ in VERBAL
            and lemma(up) in words("transfer", "use", "verbs")
            and goods.head.dep_ in ("dobj", "pobj", "nsubjpass")
        ):
            who = subject(up)
            users = [a.party for a in scene.actors(who)] if who is not None and who.i not in scene.goods_at else []
        if not users and up.lower_ in ("with", "using", "of") and up.head.pos_ in VERBAL:
            who = subject(up.head)
            users = [a.party for a in scene.actors(who)] if who is not None else []
        if users:
            doubts = frozenset({"recipient"})
            return Event(
                scene.number,
                p.governor,
                (p.party,),
                tuple(users),
                (goods.item.number,),
                Stage.DELIVERED,
                Stance.ASSERTS,
                None,
                doubts,
            )
    return None
