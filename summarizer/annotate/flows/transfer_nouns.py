"""Nouns of transfer: "deliveries of drones to Ankara", "Oslo's purchase of jets", "talks with Seoul on tanks"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.annotate.flows.control import passive, subject
from summarizer.annotate.flows.ends import far_recipient, governor_ends, origin, origins, phrases, purpose
from summarizer.annotate.flows.event import Draft, Event, make_event
from summarizer.annotate.flows.governors import open_deal
from summarizer.annotate.flows.scene import OBJECTS, STEPS, SUBJECTS, VERBAL, Goods, Scene, lemma, words
from summarizer.schema import Stage

if TYPE_CHECKING:
    from spacy.tokens import Token

AWARDING = frozenset({"award", "hand", "grant", "give"})
WINNING = frozenset({"win", "secure", "land", "clinch", "receive", "get", "obtain", "bag"})


def noun_events(scene: Scene, noun: Token, heading: bool, taken: set[int]) -> Iterator[Event]:
    name = lemma(noun)
    if name in words("transfer", "noun", "give"):
        event = _nominal(scene, noun, "give", heading)
    elif name in words("transfer", "noun", "get") and name not in words("transfer", "noun", "deal"):
        event = _nominal(scene, noun, "get", heading)
    elif name in words("transfer", "noun", "deal") | words("transfer", "noun", "talk"):
        event = _deal(scene, noun, heading)
    else:
        return
    if event is not None:
        yield event


def _nominal(scene: Scene, noun: Token, kind: str, heading: bool) -> Event | None:
    draft = Draft.empty()
    draft.goods = [
        g
        for g in scene.goods
        if scene.carries(g, noun) or (g.head.dep_ in ("compound", "nmod") and g.head.head.i == noun.i)
    ]
    if not draft.goods or _under_transfer(noun):
        return None
    if _names_giver(noun):
        _by_role(scene, noun, draft)
    else:
        phrases(scene, noun, draft, kind, owner=True)
    if noun.i in scene.goods_at and not draft.recipients:
        return None
    governor_ends(scene, noun, kind, draft)
    if not draft.recipients and kind == "give":
        draft.recipients += [p for p in purpose(scene, noun, draft.goods) if p not in draft.suppliers]
    origins(scene, noun, "give", draft)
    if not draft.recipients and kind == "give":
        far_recipient(scene, noun, draft)
    if not _worth_it(noun, draft):
        return None
    return make_event(scene, noun, draft, heading)


def _names_giver(noun: Token) -> bool:
    """ "Armenia's biggest source of arms": the noun names who gives, and its owner is who gets."""
    return lemma(noun) in ("source", "supplier", "provider") and any(c.dep_ == "poss" for c in noun.children)


def _by_role(scene: Scene, noun: Token, draft: Draft) -> None:
    draft.recipients += [p.party for p in scene.placed if p.role == "poss" and p.governor.i == noun.i]
    word = subject(noun.head) if noun.dep_ == "attr" else noun.head if noun.dep_ == "appos" else None
    draft.suppliers += [p.party for p in scene.actors(word)] if word is not None else []


def _under_transfer(noun: Token) -> bool:
    """The noun is the object of a transfer verb, which has told it already, or stands in another one's phrase."""
    gives = words("transfer", "give", "verbs") | words("transfer", "get", "verbs")
    up = noun.head
    if up.lower_ == "of" and lemma(up.head) in words("transfer", "noun", "give"):
        return True
    return (
        noun.dep_ in ("dobj", "nsubjpass")
        and up.pos_ == "VERB"
        and lemma(up) in gives
        and lemma(up) not in ("want", "await", "seek", "request")
    )


def _worth_it(noun: Token, draft: Draft) -> bool:
    """A package or a load alone is no transfer: it needs both ends."""
    if lemma(noun) in ("package", "batch", "tranche", "load", "cargo", "convoy", "offer", "order", "request", "flow"):
        return bool(draft.suppliers and draft.recipients)
    return True


def _deal(scene: Scene, noun: Token, heading: bool) -> Event | None:
    """Talks and deals: directed when somebody signs "with X for Z", else two parties and no direction."""
    goods = [g for g in scene.goods if _dealt_in(scene, g, noun)]
    if not goods:
        return None
    between = [p.party for p in scene.placed if p.role == "between" and scene.reaches(p.governor, noun)]
    withs = [p.party for p in scene.placed if p.role == "with" and p.governor.i in (noun.i, noun.head.i)]
    who = _dealers(scene, noun)
    if withs and not who and scene.home is not None and scene.home not in withs:
        who = [scene.home]
    if withs and not who and set(withs) <= scene.firms and scene.speaker is not None and scene.speaker not in withs:
        who = [scene.speaker]
    told_below = _transfer_below(noun)
    draft = Draft([], [], goods, set())
    if lemma(noun.head) in AWARDING | WINNING and noun.dep_ == "dobj":
        _award(scene, noun, draft)
        return make_event(scene, noun, draft, heading) if draft.suppliers and draft.recipients else None
    if len(between) >= 2 or (not withs and len(who) >= 2):
        draft.suppliers = between if len(between) >= 2 else who
    elif withs and who and _for_goods(scene, noun) and not told_below:
        draft.suppliers, draft.recipients = (who, withs) if who[0] in scene.firms else (withs, who)
        draft.doubts |= {"supplier", "recipient"} if not open_deal(noun) and lemma(noun) != "contract" else set()
        return make_event(scene, noun, draft, heading)
    elif who and not withs and not told_below and (made := _made_by(scene, goods, who)):
        draft.suppliers, draft.recipients = made, who
        draft.doubts.add("supplier")
        return make_event(scene, noun, draft, heading)
    elif withs and who and not told_below:
        draft.suppliers = [*who, *withs]
    else:
        return None
    draft.doubts |= {"flow", "supplier", "recipient"}
    makers = [n for n in draft.suppliers if n in scene.firms]
    if withs and len(draft.suppliers) == 2 and len(makers) == 1:
        draft.recipients = [n for n in draft.suppliers if n not in makers]
        draft.suppliers = makers
        event = make_event(scene, noun, draft, heading)
        talk = (
            event is not None and lemma(noun) in words("transfer", "noun", "talk") and event.stage is not Stage.HALTED
        )
        return replace(event, stage=Stage.NEGOTIATING) if event is not None and talk else event
    return make_event(scene, noun, draft, heading, directed=False)


def _award(scene: Scene, noun: Token, draft: Draft) -> None:
    """ "Peru awarded Hyundai a contract for tanks", "Hyundai won a contract from Peru for tanks"."""
    verb = noun.head
    word = subject(verb)
    who = [p.party for p in scene.actors(word)] if word is not None else []
    near = [p for p in scene.placed if p.governor.i in (verb.i, noun.i)]
    if lemma(verb) in WINNING:
        draft.suppliers = who
        draft.recipients = [p.party for p in near if p.role in ("from", "with", "by") and p.party not in who]
        return
    given = [p.party for p in near if p.role in ("dative", "to")]
    if passive(verb) and not given:
        draft.suppliers, draft.recipients = who, [p.party for p in near if p.role == "by"]
    else:
        draft.suppliers, draft.recipients = [n for n in given if n not in who], who


def _made_by(scene: Scene, goods: list[Goods], who: list[int]) -> list[int]:
    """ "Cancelled a contract for Swedish-made rifles": whose goods they are, when the deal names no other side."""
    return list(dict.fromkeys(p.party for g in goods for p in origin(scene, g) if p.party not in who))


def _dealers(scene: Scene, noun: Token) -> list[int]:
    """Whose deal or talks it is: the noun's possessor, else the subject of the verb above."""
    owners = ("poss", "amod", "compound", "nmod")
    found = [p.party for p in scene.placed if p.role in owners and p.governor.i == noun.i]
    word = _signer(noun)
    if found or word is None or word.i in scene.goods_at:
        return found
    return [p.party for p in scene.actors(word)]


def _transfer_below(noun: Token) -> bool:
    """A deal "to supply" something is told by its verb."""
    verbs = words("transfer", "give", "verbs") | words("transfer", "get", "buying")
    return any(t.i != noun.i and t.pos_ == "VERB" and lemma(t) in verbs for t in noun.subtree)


def _for_goods(scene: Scene, noun: Token) -> bool:
    """Whether "for" and goods follow a deal."""
    after = (t for t in noun.head.subtree if t.lower_ == "for" and t.i > noun.i)
    return any(x.i in scene.goods_at for t in after for x in t.subtree)


def _dealt_in(scene: Scene, goods: Goods, noun: Token) -> bool:
    """Whether goods are what a deal or talks are about: "a contract for jets", "signed a contract with X for jets"."""
    if scene.carries(goods, noun, "for", "on", "over", "about", "to"):
        return True
    if goods.head.dep_ in ("compound", "nmod", "amod") and goods.head.head.i == noun.i:
        return True
    up = noun.head
    return (
        up.pos_ in VERBAL
        and noun.dep_ in OBJECTS
        and scene.carries(goods, up, "for", "on", "over")
        and goods.head.i > noun.i
    )


def _signer(noun: Token) -> Token | None:
    """Who holds the talks: the subject of the verb above, or whoever is bound by control."""
    cur = noun
    for _ in range(STEPS):
        up = cur.head
        if up == cur:
            return None
        if up.pos_ in VERBAL:
            return subject(up) if cur.dep_ not in SUBJECTS else None
        cur = up
    return None
