"""Verbs of transfer: "Berlin sent Kyiv tanks", "tanks were bought from Seoul", "Accra asked Paris for radars"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.annotate.flows.arrivals import arrival, carriage, talks
from summarizer.annotate.flows.control import RELATIVE, misread_gerund, passive, subject
from summarizer.annotate.flows.ends import antecedent, far_recipient, origins, partners, phrases, purpose
from summarizer.annotate.flows.event import Draft, Event, make_event
from summarizer.annotate.flows.governors import governors
from summarizer.annotate.flows.misreadings import ditransitive, fronted, payer, swallowed, to_itself
from summarizer.annotate.flows.scene import SUBJECTS, Goods, Placed, Scene, lemma, words

if TYPE_CHECKING:
    from spacy.tokens import Token


UNITS = frozenset({"battery", "system", "unit", "set", "launcher", "craft", "hull", "piece", "example", "one"})
"""What goods are counted by: "received three batteries" tells of goods named before."""
PRONOUNS = frozenset({"it", "them", "these", "those", "they"})


def verb_event(scene: Scene, verb: Token, heading: bool, taken: set[int]) -> Event | None:
    kind = _kind_of(scene, verb)
    if kind is None:
        return None
    if kind == "arrive":
        return arrival(scene, verb, heading)
    if kind == "talk":
        return talks(scene, verb, heading)
    if kind == "carry":
        return carriage(scene, verb, heading)
    draft = Draft.empty()
    draft.goods = _goods_of(scene, verb, kind) or swallowed(scene, verb, draft)
    if kind == "train":
        draft.goods = [g for g in scene.goods if g.head.i == verb.i]
    light = _light_object(verb)
    refers = (
        not draft.goods
        and kind in ("give", "get")
        and any(c.dep_ in ("dobj", "nsubjpass") and _points_back(c) for c in verb.children)
    )
    if not draft.goods and kind != "arming" and not refers:
        return _support(scene, verb, kind) if light is None else None
    if kind != "get" and to_itself(verb, draft):
        return None
    _ends(scene, verb, kind, draft)
    if light is not None:
        phrases(scene, light, draft, "get" if kind == "get" else "give", owner=kind == "get")
        taken.add(light.i)
    _open_ends(scene, verb, kind, draft)
    origins(scene, verb, kind, draft)
    if kind == "get" and not draft.suppliers:
        _approver(scene, verb, draft)
    if kind == "give" and passive(verb) and not draft.suppliers:
        _diverted(scene, verb, draft)
    if kind in ("give", "with") and not draft.recipients:
        far_recipient(scene, verb, draft)
    event = make_event(scene, verb, draft, heading)
    return event if event is None or not refers else replace(event, refers=True)


def _diverted(scene: Scene, verb: Token, draft: Draft) -> None:
    """ "Drones supplied to Chad were passed on to the rebels": whoever had them gives them on."""
    gives = words("transfer", "give", "verbs")
    for goods in draft.goods:
        had = [c for c in goods.head.children if c.dep_ in ("acl", "relcl") and lemma(c) in gives]
        at = {c.i for c in had}
        draft.suppliers += [p.party for p in scene.placed if p.role in ("to", "dative") and p.governor.i in at]
    draft.recipients[:] = [p for p in draft.recipients if p not in draft.suppliers]


def _points_back(word: Token) -> bool:
    """ "Them", "part of them", "these goods"."""
    if word.lower_ in PRONOUNS:
        return True
    if lemma(word) in UNITS and any(c.dep_ == "nummod" for c in word.children):
        return not any(c.lower_ == "of" for c in word.children)
    if word.lower_ in ("part", "some", "half", "most", "many", "all"):
        return any(p.lower_ in PRONOUNS for c in word.children if c.lower_ == "of" for p in c.children)
    return False


def _approver(scene: Scene, verb: Token, draft: Draft) -> None:
    """ "Washington approved Oslo's request to buy jets": who approves a purchase is who sells."""
    for g in governors(verb):
        if lemma(g.word) in words("stage", "approved", "verbs") and g.word.pos_ == "VERB" and not g.beyond:
            word = subject(g.word)
            found = [p.party for p in scene.actors(word)] if word is not None else []
            if passive(g.word):
                found = [p.party for p in scene.placed if p.role == "by" and p.governor.i == g.word.i]
            draft.suppliers += [p for p in found if p not in draft.recipients]
            draft.doubts |= {"supplier"} if draft.suppliers else set()


def _kind_of(scene: Scene, verb: Token) -> str | None:
    """What kind of transfer a verb tells of: "give", "get", "ask", "train", "arming", "arrive", or none."""
    name = lemma(verb)
    if name in words("transfer", "arrive", "verbs"):
        return "arrive"
    if name in ("discuss", "negotiate"):
        return "talk"
    kids = {str(c.lower_) for c in verb.children}
    if name in words("transfer", "give", "train"):
        return "train" if any(g.head.i == verb.i for g in scene.goods) else None
    if name in words("transfer", "give", "arming") and verb.tag_ != "VBN":
        return "arming"
    if name == "take" and any(c.dep_ == "dobj" and lemma(c) in ("delivery", "receipt") for c in verb.children):
        return "get"
    if name == "turn" and "over" in kids:
        return "give"
    if name in words("transfer", "ask", "verbs") and any(c.lower_ == "for" for c in verb.children):
        return "ask"
    if name in words("transfer", "get", "verbs"):
        return "get"
    if (
        name in words("transfer", "give", "with")
        and "with" in kids
        and any(c.dep_ in ("dobj", "nsubjpass") for c in verb.children)
    ):
        return "with"
    if name in words("transfer", "give", "verbs"):
        return "give"
    if name in words("stage", "trigger", "approved"):
        return "give" if any(c.dep_ in ("dobj", "nsubjpass") and c.i in scene.goods_at for c in verb.children) else None
    return "carry" if name in words("transfer", "give", "carrying") else None


def _light_object(verb: Token) -> Token | None:
    """The carrier that is the verb's object: "made deliveries of", "received a shipment of"."""
    nouns = words("transfer", "noun", "give") | words("transfer", "noun", "get")
    return next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and lemma(c) in nouns), None)


def _goods_of(scene: Scene, verb: Token, kind: str) -> list[Goods]:
    extra = ("for",) if kind == "ask" else ()
    found = [g for g in scene.goods if g.head.i != verb.i and scene.carries(g, verb, *extra)]
    if found or verb.dep_ not in ("acl", "relcl", "amod"):
        return found
    own = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if verb.dep_ == "relcl" and own is not None and own.lower_ in RELATIVE and not passive(verb):
        return []
    if verb.dep_ == "acl" and not passive(verb):
        return []
    noun = verb.head
    return [g for g in scene.goods if g.head.i == noun.i or (g.head.i < verb.i and scene.carries(g, noun))]


def _ends(scene: Scene, verb: Token, kind: str, draft: Draft) -> None:
    """Parties that the verb's own phrases put at either end."""
    if kind == "get" and fronted(scene, verb, draft):
        return
    giver, getter = (draft.recipients, draft.suppliers) if kind == "get" else (draft.suppliers, draft.recipients)
    if kind == "ask":
        giver, getter = draft.recipients, draft.suppliers
    for p in scene.placed:
        if (
            p.governor.i == verb.i
            and p.role in ("dobj", "dative", "nsubjpass", "oprd")
            and not (kind == "get" and p.role != "nsubjpass")
        ):
            (draft.recipients if kind == "get" else getter).append(p.party)
        elif p.governor.i == verb.i and p.role == "nsubj":
            giver.append(p.party)
        elif kind == "train" and p.role in ("in", "at") and p.governor.i == verb.i and passive(verb):
            draft.suppliers.append(p.party)
            draft.doubts.add("supplier")
        elif _belongs(scene, p, verb):
            _by_preposition(p, verb, kind, draft)
        elif p.role in ("compound", "nmod") and p.governor.i in scene.goods_at and ditransitive(scene, p, verb, kind):
            draft.recipients.append(p.party)
    _relative(scene, verb, kind, draft)
    draft.closed = _unnamed_end(scene, verb, draft)


def _relative(scene: Scene, verb: Token, kind: str, draft: Draft) -> None:
    """ "Lima, to which Oslo sold radars", "Oslo, from which Lima bought radars"."""
    if verb.dep_ != "relcl":
        return
    for child in verb.children:
        if child.lower_ in ("to", "from") and any(c.lower_ in ("which", "whom") for c in child.children):
            who = [p.party for p in scene.actors(verb.head)]
            if child.lower_ == "from":
                draft.suppliers += who
            elif kind != "get":
                draft.recipients += who


def _belongs(scene: Scene, p: Placed, verb: Token) -> bool:
    if misread_gerund(verb) and p.role in ("to", "for") and p.governor.i == verb.head.head.i:
        return True
    return p.role in ("to", "for", "from", "dative", "toward", "towards", "via", "with", "by") and scene.reaches(
        p.governor, verb
    )


def _by_preposition(p: Placed, verb: Token, kind: str, draft: Draft) -> None:
    if p.role == "from":
        draft.suppliers.append(p.party)
    elif p.role == "by" and passive(verb):
        (draft.recipients if kind == "get" else draft.suppliers).append(p.party)
    elif p.role in ("to", "dative") and kind != "get":
        draft.recipients.append(p.party)
    elif p.role == "for" and kind not in ("ask", "arming", "train"):
        if kind == "get" and lemma(verb) in words("transfer", "get", "buying"):
            if not draft.suppliers:
                draft.suppliers[:] = draft.recipients
            draft.recipients[:] = [p.party]
        elif kind != "get":
            draft.recipients.append(p.party)


def _unnamed_end(scene: Scene, verb: Token, draft: Draft) -> bool:
    """Whether the phrase that should name the recipient names somebody who is no party ("to its troops")."""
    if draft.recipients:
        return False
    if any(c.dep_ == "dative" and c.pos_ in ("NOUN", "PRON") and not scene.actors(c) for c in verb.children):
        return not any(c.lower_ in RELATIVE for c in verb.children if c.dep_ == "dative")
    if any(c.dep_ == "dobj" and _somebody(scene, c) for c in verb.children) and any(
        c.lower_ == "with" for c in verb.children
    ):
        return True
    for child in (*verb.children, *(c for g in draft.goods for c in g.head.children)):
        if child.dep_ in ("prep", "dative") and child.lower_ in ("to", "for"):
            objects = [c for c in child.children if c.dep_ == "pobj"]
            if objects and _somebody(scene, objects[0]):
                return lemma(objects[0]) not in words("transfer", "ends", "war") and objects[0].ent_type_ not in (
                    "DATE",
                    "MONEY",
                    "TIME",
                )
    return False


def _somebody(scene: Scene, word: Token) -> bool:
    """A noun or pronoun that stands where an end stands, and names neither a party nor goods."""
    named = word.pos_ in ("NOUN", "PROPN") or word.lower_ in ("it", "them", "him", "her", "us", "me", "you")
    return named and not scene.actors(word) and word.i not in scene.goods_at


def _open_ends(scene: Scene, verb: Token, kind: str, draft: Draft) -> None:
    """Fill what the verb's own phrases left open."""
    doer, other = (draft.recipients, draft.suppliers) if kind in ("get", "ask") else (draft.suppliers, draft.recipients)
    if not doer and not (passive(verb) and kind not in ("get",)):
        _doer(scene, verb, doer, draft)
    if kind != "get" and passive(verb) and not draft.recipients:
        who = subject(verb) if verb.dep_ not in ("acl", "amod", "relcl") else None
        if who is not None and who.i not in scene.goods_at:
            draft.recipients += [p.party for p in scene.actors(who)]
    if not other:
        partner = partners(scene, verb)
        if partner:
            other += [p for p in partner if p not in doer]
            draft.doubts |= {"recipient" if other is draft.recipients else "supplier"}
    if kind == "give":
        payer(scene, verb, draft)
    if not draft.recipients and kind != "get":
        draft.recipients += [p for p in purpose(scene, verb, draft.goods) if p not in draft.suppliers]


def _doer(scene: Scene, verb: Token, doer: list[int], draft: Draft) -> None:
    who = subject(verb)
    if who is None:
        return
    if lemma(who) in words("transfer", "agents", "carriers") and not passive(verb):
        doer += [p.party for p in scene.placed if p.role == "from" and p.governor.i == who.i]
    if who.i in scene.goods_at and not scene.teaches(who):
        return
    found = [p.party for p in scene.actors(who)]
    if not found and who.pos_ == "PRON" and who.lower_ in ("it", "they", "he", "she", "its", "their"):
        found = antecedent(scene, who)
        if not found and scene.carried is not None and who.lower_ in ("it", "they"):
            found = [scene.carried]
            draft.doubts.add("supplier" if doer is draft.suppliers else "recipient")
    doer += found


def _support(scene: Scene, verb: Token, kind: str) -> Event | None:
    """ "received support from": no materiel is named, so it can only join a flow."""
    held = next(
        (
            c
            for c in verb.children
            if c.dep_ in ("dobj", "nsubjpass") and lemma(c) in ("support", "help", "backing", "assistance", "supply")
        ),
        None,
    )
    if held is None or kind not in ("get", "give"):
        return None
    draft = Draft.empty()
    _ends(scene, verb, kind, draft)
    _open_ends(scene, verb, kind, draft)
    return make_event(scene, verb, draft, False, weak=True) if draft.suppliers and draft.recipients else None
