"""Who stands at the ends of a transfer, where the words of transfer themselves do not say it outright."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.annotate.flows.control import passive, subject
from summarizer.annotate.flows.event import Draft
from summarizer.annotate.flows.scene import OBJECTS, STEPS, VERBAL, Goods, Placed, Scene, lemma, words

if TYPE_CHECKING:
    from spacy.tokens import Token


def far_recipient(scene: Scene, trigger: Token, draft: Draft) -> None:
    """A "to" or "for" that the parser hung on a price or a list: "a sale of jets worth two billion to Peru"."""
    top = trigger if trigger.pos_ in VERBAL else trigger.head if trigger.head.pos_ in VERBAL else trigger
    for p in scene.placed:
        if p.role != "to" or p.head.i < trigger.i or p.party in draft.suppliers or p.governor.i in (top.i, trigger.i):
            continue
        cur = p.governor
        for _ in range(STEPS):
            if cur.i in (trigger.i, top.i):
                draft.recipients.append(p.party)
                draft.doubts.add("recipient")
                draft.closed = False
                break
            apart = (
                cur.lower_ != "worth" and cur.dep_ in ("advcl", "ccomp", "relcl", "parataxis", "nsubj", "xcomp")
            ) or lemma(cur) in words("transfer", "ends", "not_given")
            if apart or cur.head == cur or (cur.pos_ == "VERB" and cur.dep_ not in ("conj", "amod", "acl")):
                break
            cur = cur.head
        if draft.recipients:
            return


def antecedent(scene: Scene, pronoun: Token) -> list[int]:
    """The party a pronoun stands for, within its sentence: who holds the claim it stands in, else the only subject
    before it."""
    claim = pronoun.head.head
    if pronoun.head.dep_ in ("acl", "ccomp", "relcl") and claim.pos_ == "NOUN":
        holders = [p.party for p in scene.placed if p.role == "poss" and p.governor.i == claim.i]
        if holders:
            return holders
    before = [
        p
        for p in scene.placed
        if p.head.i < pronoun.i and p.role in ("nsubj", "nsubjpass") and p.governor.i != pronoun.head.i
    ]
    before = before or [
        p
        for p in scene.placed
        if p.role == "poss" and p.head.i < pronoun.i and p.governor.dep_ in ("nsubj", "nsubjpass")
    ]
    parties = list(dict.fromkeys(p.party for p in before))
    return parties if len(parties) == 1 else []


def partners(scene: Scene, verb: Token) -> list[int]:
    """The other side of the talks or the deal that govern a verb: "talks with Seoul on buying"."""
    cur = verb
    talks = (
        words("transfer", "noun", "talk")
        | words("transfer", "noun", "deal")
        | {"negotiate", "talk", "agree", "discuss", "cooperate"}
    )
    for _ in range(STEPS):
        cur = cur.head
        if lemma(cur) in talks:
            return [
                p.party
                for p in scene.placed
                if p.role == "with" and (p.governor.i == cur.i or p.governor.i == cur.head.i)
            ]
        if cur.head == cur or (cur.pos_ in VERBAL and cur.dep_ in ("relcl", "ccomp", "ROOT")):
            return []
    return []


def purpose(scene: Scene, verb: Token, goods: list[Goods]) -> list[int]:
    """Whose war the transfer is to serve: "to support Moscow's war", "for Kyiv's defence"."""
    span = {verb.i, *(g.head.i for g in goods)}
    serving = words("transfer", "ends", "serving")
    for p in scene.placed:
        if p.head.i < verb.i:
            continue
        noun = (
            p.governor
            if p.role in ("poss", "amod", "compound", "nmod") and lemma(p.governor) in words("transfer", "ends", "war")
            else p.head
        )
        up = noun.head if noun.dep_ in ("dobj", "pobj", "nsubj", "compound") else None
        if up is not None and noun == p.governor and noun.dep_ == "compound":
            up = noun.head.head
        if up is None:
            continue
        helps = lemma(up) in serving and (up.dep_ in ("advcl", "xcomp", "relcl", "acl", "pcomp") or up.head.i in span)
        helps = helps or (up.dep_ == "ccomp" and lemma(up.head) in serving)
        serves = up.lower_ in ("for", "in") and noun == p.governor and (up.head.i in span or lemma(up.head) == "use")
        fitted = up.lower_ == "for" and p.role == "poss" and p.governor.i in scene.goods_at and up.head.i >= verb.i
        if fitted:
            return [p.party]
        if (helps and up.i != verb.i) or serves:
            return [p.party]
    return []


def origins(scene: Scene, verb: Token, kind: str, draft: Draft) -> None:
    """The maker's adjective is the giver's when the sentence names none: "received Iranian drones"."""
    if draft.suppliers or kind == "ask":
        return
    for goods in draft.goods:
        draft.suppliers += [p.party for p in origin(scene, goods) if p.party not in draft.recipients]
    if draft.suppliers and kind != "get":
        draft.doubts.add("supplier")


def origin(scene: Scene, goods: Goods) -> Iterator[Placed]:
    """The parties that qualify goods: "Iranian drones", "Iran's drones", "Iranian-made drones"."""
    span = scene.parsed.span(goods.item.start, goods.item.end)
    at = {t.i for t in span} if span is not None else {goods.head.i}
    if goods.head.dep_ == "compound":
        at.add(goods.head.head.i)
    for p in scene.placed:
        if p.role not in ("amod", "compound", "poss", "nmod", "npadvmod", "advmod"):
            continue
        made = (
            p.governor.dep_ == "amod"
            and p.governor.head.i in at
            and lemma(p.governor) in words("transfer", "ends", "made") | words("transfer", "ends", "supplied")
        )
        if p.governor.i in at or made:
            yield p


def phrases(scene: Scene, noun: Token, draft: Draft, kind: str, owner: bool) -> None:
    """Parties in the noun's own phrases."""
    verb = noun.head if noun.dep_ in OBJECTS | {"nsubj"} and noun.head.pos_ in VERBAL else None
    for p in scene.placed:
        owns = p.role in ("poss", "amod", "compound", "nmod") and p.governor.i == noun.i
        if owns and owner:
            (
                draft.recipients
                if kind == "get" and lemma(noun) in words("transfer", "noun", "get")
                else draft.suppliers
            ).append(p.party)
        near = p.role in ("to", "for", "from", "by", "dative", "of") and (
            scene.reaches(p.governor, noun) or (verb is not None and p.governor.i == verb.i)
        )
        if not near or p.party in draft.suppliers + draft.recipients:
            continue
        asked = p.role == "from" and kind == "get" and lemma(noun) in ("request", "order") and p.governor.i == noun.i
        if asked and any(c.lower_ == "for" for c in noun.children):
            draft.recipients.append(p.party)
        elif p.role == "from":
            draft.suppliers.append(p.party)
        elif p.role == "by" and p.governor.i == noun.i:
            (draft.recipients if kind == "get" else draft.suppliers).append(p.party)
        elif p.role in ("to", "for", "dative"):
            draft.recipients.append(p.party)


def governor_ends(scene: Scene, noun: Token, kind: str, draft: Draft) -> None:
    """The ends that the verb above a noun gives: "Ankara suspended deliveries", "Kyiv awaits deliveries"."""
    cur = noun
    for _ in range(STEPS):
        up = cur.head
        if up == cur or cur.dep_ in ("nsubj", "relcl"):
            return
        if up.pos_ in VERBAL and not _over_permit(up):
            break
        cur = up
    else:
        return
    name, holding = lemma(up), words("transfer", "ends", "holding")
    agent = [p.party for p in scene.placed if p.role == "by" and p.governor.i == up.i]
    if passive(up) and cur.dep_ == "nsubjpass":
        who = agent
    else:
        word = subject(up)
        who = [p.party for p in scene.actors(word)] if word is not None and word.i not in scene.goods_at else []
        if word is not None and not who and word.lower_ in ("it", "they", "he", "she"):
            who = antecedent(scene, word)
    who = [p for p in who if p not in draft.suppliers + draft.recipients]
    if any(c.dep_ == "aux" and c.lower_ in ("should", "must") for c in up.children):
        return
    if name == "sign" and kind == "give" and draft.recipients and not draft.suppliers:
        draft.suppliers += who
    if name in ("discuss", "negotiate") and len(who) == 2 and not (draft.suppliers or draft.recipients):
        draft.suppliers, draft.recipients = (who[:1], who[1:]) if kind == "give" else (who[1:], who[:1])
        draft.doubts |= {"supplier", "recipient"}
        return
    if (lemma(noun) in ("offer", "proposal") and name in ("turn", "decline", "refuse", "reject", "accept")) or (
        name in words("transfer", "ends", "getting") and not draft.recipients
    ):
        draft.recipients += who
    elif name in holding and kind == "give" and not draft.suppliers:
        draft.suppliers += who
        draft.doubts |= {"supplier"} if name in ("block", "veto") else set()
    elif kind == "get" and name in holding | words("transfer", "ends", "buying") and not draft.recipients:
        draft.recipients += who


def _over_permit(verb: Token) -> bool:
    """ "Suspended licences allowing the sale": who deals with the licence is who gives."""
    permits = ("licence", "license", "permit", "approval", "authorisation", "authorization")
    return verb.dep_ in ("acl", "relcl") and lemma(verb.head) in permits


def hangs(word: Token, head: Token) -> bool:
    cur = word
    for _ in range(STEPS):
        if cur.i == head.i:
            return True
        if cur.head == cur or (
            cur.pos_ == "NOUN"
            and cur.i != head.i
            and cur != word
            and lemma(cur) not in words("transfer", "noun", "light")
        ):
            return False
        cur = cur.head
    return False
