"""Raw events: every word of transfer in a sentence, with who gives, who gets, and what.

Syntax comes first; where it leaves an end open, control ("urged Berlin to send"), purpose ("to support Moscow's war")
and the partner of talks ("talks with Seoul on buying") fill it, and the end is marked as doubtful when they are not
certain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.annotate.cast import Cast
from summarizer.annotate.scene import OBJECTS, RELATIVE, STEPS, SUBJECTS, VERBAL, Goods, Placed, Scene, lemma, passive, subject, words
from summarizer.annotate.stage import Reading, open_deal, read
from summarizer.schema import PartyKind, Stage, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

WAR = frozenset("war effort fight campaign invasion offensive struggle aggression defence defense military army force conflict troop operation soldier security".split())
SUPPORTING = frozenset("support help aid bolster back sustain fuel assist strengthen boost replenish arm equip reinforce feed supply let".split())
HOLDS = frozenset("block veto make send announce pledge promise plan provide approve authorise authorize halt suspend continue begin start complete resume increase expand accelerate prepare pause freeze cancel conduct carry unveil "
                  "stop deny delay commit finalise finalize deliver offer allocate give extend consider notify clear withhold release arrange finance fund coordinate facilitate speed step ramp cut end restart denounce confirm oversee organise organize propose discuss mull weigh pack "
                  "grant hide conceal defend admit acknowledge reject dispatch revoke hold".split())
GETS = frozenset("receive get await expect seek request want need secure obtain accept accelerate welcome".split())
NOT_GIVEN = frozenset(
    "threat visit trip response accord loyal close challenge message warning relative addition reference damage travel return border key due near flight next "
    "alternative answer reaction link tie access respond compare refer bring danger crucial vital important relation lead contribute similar respect prior according".split()
)
BARE = frozenset({"support", "arm", "rearm", "re-arm"})
ORIGIN = frozenset("supply provide donate deliver gift sell furnish give export send ship transfer".split())


@dataclass(frozen=True)
class Event:
    """One transfer word read in full. Ends are party numbers as the text names them, not yet folded into states.

    `weak` events never make a flow by themselves: they join one. An undirected event (`directed` false) names two
    parties in talks, and not who gives.
    """

    sentence: int
    trigger: Token
    suppliers: tuple[int, ...]
    recipients: tuple[int, ...]
    items: tuple[int, ...]
    stage: Stage
    stance: Stance
    voice: Token | None = None
    doubts: frozenset[str] = frozenset()
    directed: bool = True
    weak: bool = False
    closed: bool = False
    """The sentence names an end that is no party: nothing from elsewhere may fill it."""


@dataclass
class Draft:
    """An event under construction."""

    suppliers: list[int]
    recipients: list[int]
    goods: list[Goods]
    doubts: set[str]
    closed: bool = False

    @classmethod
    def empty(cls) -> Draft:
        return cls([], [], [], set())


def events(scene: Scene, cast: Cast, heading: bool = False) -> list[Event]:
    """All events of a sentence, in text order."""
    if not scene.placed or not (scene.goods or any(lemma(t) in BARE for t in scene.parsed.doc)):
        return []
    found: list[Event] = []
    taken: set[int] = set()
    for token in scene.parsed.doc:
        event = _verb(scene, token, heading, taken) if token.pos_ in VERBAL or token.tag_[:2] == "VB" else None
        if event is not None:
            found.append(event)
    for token in scene.parsed.doc:
        if token.pos_ in ("NOUN", "PROPN") and token.i not in taken:
            found += _noun(scene, token, heading, taken)
    found += _plain_goods(scene, heading, [e for e in found if e.directed])
    return sorted((_settled(scene, cast, e) for e in found), key=lambda e: e.trigger.i)


def _settled(scene: Scene, cast: Cast, event: Event) -> Event:
    """Ends folded, doubles removed, and a party never at both ends."""
    suppliers = _folded(cast, event.suppliers)
    recipients = tuple(n for n in _folded(cast, event.recipients) if n not in suppliers)
    return replace(event, suppliers=suppliers, recipients=recipients)


def _folded(cast: Cast, numbers: Iterable[int]) -> tuple[int, ...]:
    """The parties that stand at the end; two bodies of one state are one end."""
    ends = dict.fromkeys(end for n in numbers if (end := cast.end(n)) is not None)
    bodies: dict[str | None, int] = {}
    for end in ends:
        if cast.kind(end) is PartyKind.GOVERNMENT_BODY:
            bodies.setdefault(cast.parties[end].country, end)
    return tuple(n for n in ends if cast.kind(n) is not PartyKind.GOVERNMENT_BODY or bodies[cast.parties[n].country] == n)


# --- verbs -----------------------------------------------------------------------------------------------------------


def _verb(scene: Scene, verb: Token, heading: bool, taken: set[int]) -> Event | None:
    kind = _kind_of(scene, verb)
    if kind is None:
        return None
    draft = Draft.empty()
    draft.goods = _goods_of(scene, verb, kind)
    if kind == "train":
        draft.goods = [g for g in scene.goods if g.head.i == verb.i]
    light = _light_object(verb)
    if not draft.goods and kind != "arming":
        return _support(scene, verb, kind) if light is None else None
    _ends(scene, verb, kind, draft)
    if light is not None:
        _phrases(scene, light, draft, "get" if kind == "get" else "give", owner=kind == "get")
        taken.add(light.i)
    _open_ends(scene, verb, kind, draft)
    _origins(scene, verb, kind, draft)
    if kind in ("give", "with") and not draft.recipients:
        _far_recipient(scene, verb, draft)
    return _event(scene, verb, draft, heading)


def _far_recipient(scene: Scene, trigger: Token, draft: Draft) -> None:
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
            apart = cur.lower_ != "worth" and cur.dep_ in ("advcl", "ccomp", "relcl", "parataxis", "nsubj", "xcomp") or lemma(cur) in NOT_GIVEN
            if apart or cur.head == cur or cur.pos_ == "VERB" and cur.dep_ not in ("conj", "amod", "acl"):
                break
            cur = cur.head
        if draft.recipients:
            return


def _event(scene: Scene, trigger: Token, draft: Draft, heading: bool, **more: bool) -> Event | None:
    if not (draft.suppliers or draft.recipients):
        return None
    reading: Reading = read(trigger, heading)
    if reading.moot:
        return None
    items = tuple(dict.fromkeys(g.item.number for g in draft.goods))
    return Event(
        scene.number, trigger, tuple(dict.fromkeys(draft.suppliers)), tuple(dict.fromkeys(draft.recipients)), items, reading.stage, reading.stance,
        reading.voice, reading.doubts | draft.doubts, closed=draft.closed, **more,
    )  # fmt: skip


def _kind_of(scene: Scene, verb: Token) -> str | None:
    """What kind of transfer a verb tells of: "give", "get", "ask", "train", "arming", or none."""
    name = lemma(verb)
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
    if name in words("transfer", "give", "with") and "with" in kids and any(c.dep_ in ("dobj", "nsubjpass") for c in verb.children):
        return "with"
    if name in words("transfer", "give", "verbs"):
        return "give"
    return None


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
    giver, getter = (draft.recipients, draft.suppliers) if kind == "get" else (draft.suppliers, draft.recipients)
    if kind == "ask":
        giver, getter = draft.recipients, draft.suppliers
    for p in scene.placed:
        if p.governor.i == verb.i and p.role in ("dobj", "dative", "nsubjpass", "oprd") and not (kind == "get" and p.role != "nsubjpass"):
            (draft.recipients if kind == "get" else getter).append(p.party)
        elif p.governor.i == verb.i and p.role == "nsubj":
            giver.append(p.party)
        elif _belongs(scene, p, verb):
            _by_preposition(p, verb, kind, draft)
        elif p.role in ("compound", "nmod") and p.governor.i in scene.goods_at and _ditransitive(scene, p, verb, kind):
            draft.recipients.append(p.party)
    draft.closed = _unnamed_end(scene, verb, draft)


def _belongs(scene: Scene, p: Placed, verb: Token) -> bool:
    return p.role in ("to", "for", "from", "dative", "toward", "towards", "via", "with", "by") and scene.reaches(p.governor, verb)


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


def _ditransitive(scene: Scene, p: Placed, verb: Token, kind: str) -> bool:
    """ "gave Ukraine tanks", which parsers take for a compound."""
    first = scene.parsed.span(p.mention.start, p.mention.end)
    if kind != "give" or p.mention.modifier and p.head.tag_ == "JJ" or first is None:
        return False
    return first[0].i - verb.i == 1 or (first[0].i - verb.i == 2 and scene.parsed.doc[verb.i + 1].lower_ == "the")


def _unnamed_end(scene: Scene, verb: Token, draft: Draft) -> bool:
    """Whether the phrase that should name the recipient names somebody who is no party ("to its troops")."""
    if draft.recipients:
        return False
    for child in (*verb.children, *(c for g in draft.goods for c in g.head.children)):
        if child.dep_ in ("prep", "dative") and child.lower_ in ("to", "for"):
            objects = [c for c in child.children if c.dep_ == "pobj"]
            if objects and not scene.actors(objects[0]) and objects[0].pos_ in ("NOUN", "PROPN"):
                return lemma(objects[0]) not in WAR and objects[0].ent_type_ not in ("DATE", "MONEY", "TIME")
    return False


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
        partner = _partner(scene, verb)
        if partner:
            other += [p for p in partner if p not in doer]
            draft.doubts |= {"recipient" if other is draft.recipients else "supplier"}
    if not draft.recipients and kind != "get":
        draft.recipients += [p for p in _purpose(scene, verb, draft.goods) if p not in draft.suppliers]


def _doer(scene: Scene, verb: Token, doer: list[int], draft: Draft) -> None:
    who = subject(verb)
    if who is None or who.i in scene.goods_at:
        return
    found = [p.party for p in scene.actors(who)]
    if not found and who.pos_ == "PRON" and who.lower_ in ("it", "they", "he", "she", "its", "their"):
        found = _antecedent(scene, who)
    doer += found


def _antecedent(scene: Scene, pronoun: Token) -> list[int]:
    """The party a pronoun stands for, within its sentence: who holds the claim it stands in, else the only subject
    before it."""
    claim = pronoun.head.head
    if pronoun.head.dep_ in ("acl", "ccomp", "relcl") and claim.pos_ == "NOUN":
        holders = [p.party for p in scene.placed if p.role == "poss" and p.governor.i == claim.i]
        if holders:
            return holders
    before = [p for p in scene.placed if p.head.i < pronoun.i and p.role in ("nsubj", "nsubjpass") and p.governor.i != pronoun.head.i]
    parties = list(dict.fromkeys(p.party for p in before))
    return parties if len(parties) == 1 else []


def _partner(scene: Scene, verb: Token) -> list[int]:
    """The other side of the talks or the deal that govern a verb: "talks with Seoul on buying"."""
    cur = verb
    talks = words("transfer", "noun", "talk") | words("transfer", "noun", "deal") | {"negotiate", "talk", "agree", "discuss", "cooperate"}
    for _ in range(STEPS):
        cur = cur.head
        if lemma(cur) in talks:
            return [p.party for p in scene.placed if p.role == "with" and (p.governor.i == cur.i or p.governor.i == cur.head.i)]
        if cur.head == cur or (cur.pos_ in VERBAL and cur.dep_ in ("relcl", "ccomp", "ROOT")):
            return []
    return []


def _purpose(scene: Scene, verb: Token, goods: list[Goods]) -> list[int]:
    """Whose war the transfer is to serve: "to support Moscow's war", "for Kyiv's defence"."""
    span = {verb.i, *(g.head.i for g in goods)}
    for p in scene.placed:
        if p.head.i < verb.i:
            continue
        noun = p.governor if p.role in ("poss", "amod", "compound", "nmod") and lemma(p.governor) in WAR else p.head
        up = noun.head if noun.dep_ in ("dobj", "pobj", "nsubj", "compound") else None
        if up is not None and noun == p.governor and noun.dep_ == "compound":
            up = noun.head.head
        if up is None:
            continue
        helps = lemma(up) in SUPPORTING and (up.dep_ in ("advcl", "xcomp", "relcl", "acl", "pcomp") or up.head.i in span)
        helps = helps or (up.dep_ == "ccomp" and lemma(up.head) in SUPPORTING)
        serves = up.lower_ in ("for", "in") and noun == p.governor and (up.head.i in span or lemma(up.head) == "use")
        if (helps and up.i != verb.i) or serves:
            return [p.party]
    return []


def _origins(scene: Scene, verb: Token, kind: str, draft: Draft) -> None:
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
    for p in scene.placed:
        if p.role not in ("amod", "compound", "poss", "nmod", "npadvmod", "advmod"):
            continue
        made = p.governor.dep_ == "amod" and p.governor.head.i in at and lemma(p.governor) in ("make", "build", "produce", "design", "manufacture", *ORIGIN)
        if p.governor.i in at or made:
            yield p


def _support(scene: Scene, verb: Token, kind: str) -> Event | None:
    """ "received support from": no materiel is named, so it can only join a flow."""
    held = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and lemma(c) in ("support", "help", "backing", "assistance", "supply")), None)
    if held is None or kind not in ("get", "give"):
        return None
    draft = Draft.empty()
    _ends(scene, verb, kind, draft)
    _open_ends(scene, verb, kind, draft)
    return _event(scene, verb, draft, False, weak=True) if draft.suppliers and draft.recipients else None


# --- nouns -----------------------------------------------------------------------------------------------------------


def _noun(scene: Scene, noun: Token, heading: bool, taken: set[int]) -> Iterator[Event]:
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
    draft.goods = [g for g in scene.goods if scene.carries(g, noun) or (g.head.dep_ in ("compound", "nmod") and g.head.head.i == noun.i)]
    if not draft.goods or _under_transfer(noun):
        return None
    _phrases(scene, noun, draft, kind, owner=True)
    _governor(scene, noun, kind, draft)
    if not draft.recipients and kind == "give":
        draft.recipients += [p for p in _purpose(scene, noun, draft.goods) if p not in draft.suppliers]
    _origins(scene, noun, "give", draft)
    if not draft.recipients and kind == "give":
        _far_recipient(scene, noun, draft)
    if not _worth_it(noun, draft):
        return None
    return _event(scene, noun, draft, heading)


def _under_transfer(noun: Token) -> bool:
    """The noun is the object of a transfer verb, which has told it already, or stands in another one's phrase."""
    gives = words("transfer", "give", "verbs") | words("transfer", "get", "verbs")
    up = noun.head
    if up.lower_ == "of" and lemma(up.head) in words("transfer", "noun", "give"):
        return True
    return noun.dep_ in ("dobj", "nsubjpass") and up.pos_ == "VERB" and lemma(up) in gives and lemma(up) not in ("want", "await", "seek", "request")


def _worth_it(noun: Token, draft: Draft) -> bool:
    """A package or a load alone is no transfer: it needs both ends."""
    if lemma(noun) in ("package", "batch", "tranche", "load", "cargo", "convoy", "offer", "order", "request", "flow"):
        return bool(draft.suppliers and draft.recipients)
    return True


def _phrases(scene: Scene, noun: Token, draft: Draft, kind: str, owner: bool) -> None:
    """Parties in the noun's own phrases."""
    verb = noun.head if noun.dep_ in OBJECTS | {"nsubj"} and noun.head.pos_ in VERBAL else None
    for p in scene.placed:
        owns = p.role in ("poss", "amod", "compound", "nmod") and p.governor.i == noun.i
        if owns and owner:
            (draft.recipients if kind == "get" and lemma(noun) in words("transfer", "noun", "get") else draft.suppliers).append(p.party)
        near = p.role in ("to", "for", "from", "by", "dative", "of") and (scene.reaches(p.governor, noun) or (verb is not None and p.governor.i == verb.i))
        if not near or p.party in draft.suppliers + draft.recipients:
            continue
        if p.role == "from":
            draft.suppliers.append(p.party)
        elif p.role == "by" and p.governor.i == noun.i:
            (draft.recipients if kind == "get" else draft.suppliers).append(p.party)
        elif p.role in ("to", "for", "dative"):
            draft.recipients.append(p.party)


def _governor(scene: Scene, noun: Token, kind: str, draft: Draft) -> None:
    """The ends that the verb above a noun gives: "Ankara suspended deliveries", "Kyiv awaits deliveries"."""
    cur = noun
    for _ in range(STEPS):
        up = cur.head
        if up == cur or cur.dep_ in ("nsubj", "relcl"):
            return
        if up.pos_ in VERBAL:
            break
        cur = up
    else:
        return
    name = lemma(up)
    agent = [p.party for p in scene.placed if p.role == "by" and p.governor.i == up.i]
    if passive(up) and cur.dep_ == "nsubjpass":
        who = agent
    else:
        word = subject(up)
        who = [p.party for p in scene.actors(word)] if word is not None and word.i not in scene.goods_at else []
        if word is not None and not who and word.lower_ in ("it", "they", "he", "she"):
            who = _antecedent(scene, word)
    who = [p for p in who if p not in draft.suppliers + draft.recipients]
    if name in GETS and not draft.recipients:
        draft.recipients += who
    elif name in HOLDS and kind == "give" and not draft.suppliers:
        draft.suppliers += who
        draft.doubts |= {"supplier"} if name in ("block", "veto") else set()
    elif kind == "get" and name in HOLDS | {"sign", "place", "negotiate", "pursue", "seek", "start"} and not draft.recipients:
        draft.recipients += who


def _deal(scene: Scene, noun: Token, heading: bool) -> Event | None:
    """Talks and deals: directed when somebody signs "with X for Z", else two parties and no direction."""
    below = {t.i for t in noun.subtree}
    transfer_below = any(t.i in below and t.i != noun.i and lemma(t) in words("transfer", "give", "verbs") | words("transfer", "get", "buying") for t in noun.doc if t.pos_ == "VERB")
    goods = [g for g in scene.goods if _dealt_in(scene, g, noun)]
    if not goods or transfer_below:
        return None
    between = [p.party for p in scene.placed if p.role == "between" and scene.reaches(p.governor, noun)]
    withs = [p.party for p in scene.placed if p.role == "with" and p.governor.i in (noun.i, noun.head.i)]
    word = _signer(noun)
    who = [p.party for p in scene.actors(word)] if word is not None and word.i not in scene.goods_at else []
    owners = [p.party for p in scene.placed if p.role in ("poss", "amod", "compound", "nmod") and p.governor.i == noun.i]
    who = owners or who
    draft = Draft([], [], goods, set())
    sure = any(t.lower_ == "for" and t.i > noun.i and any(x.i in scene.goods_at for x in t.subtree) for t in noun.head.subtree)
    if len(between) >= 2 or (not withs and len(who) >= 2):
        draft.suppliers, draft.recipients = list(between or who), []
    elif withs and who and sure:
        draft.suppliers, draft.recipients = withs, who
        draft.doubts |= {"supplier", "recipient"} if not open_deal(noun) and lemma(noun) != "contract" else set()
        return _event(scene, noun, draft, heading)
    elif withs and who:
        draft.suppliers = [*who, *withs]
    else:
        return None
    event = _event(scene, noun, draft, heading)
    return None if event is None else replace(event, directed=False, doubts=event.doubts | {"flow", "supplier", "recipient"})


def _dealt_in(scene: Scene, goods: Goods, noun: Token) -> bool:
    """Whether goods are what a deal or talks are about: "a contract for jets", "signed a contract with X for jets"."""
    if scene.carries(goods, noun, "for", "on", "over", "about", "to"):
        return True
    if goods.head.dep_ in ("compound", "nmod", "amod") and goods.head.head.i == noun.i:
        return True
    up = noun.head
    return up.pos_ in VERBAL and noun.dep_ in OBJECTS and scene.carries(goods, up, "for", "on", "over") and goods.head.i > noun.i


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


# --- goods by themselves ---------------------------------------------------------------------------------------------


def _plain_goods(scene: Scene, heading: bool, told: list[Event]) -> Iterator[Event]:
    """ "Iranian drones for Russia", "rifles bound for Yemen", "US-supplied rockets", where no other event takes them."""
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
        if p.role in ("for", "to") and lemma(p.governor) in words("transfer", "bound", "words") and (_hangs(p.governor, head) or scene.carries(goods, p.governor.head)):
            draft.recipients.append(p.party)
            trigger = p.governor
        if p.role == "from" and (p.governor.i == trigger.i or scene.reaches(p.governor, head)):
            draft.suppliers.append(p.party)
    if not draft.recipients:
        return None
    draft.suppliers += [p.party for p in origin(scene, goods)]
    _governor(scene, head, "give", draft)
    if not draft.suppliers or set(draft.suppliers) & set(draft.recipients):
        return None
    event = _event(scene, head, draft, heading)
    return None if event is None else replace(event, doubts=event.doubts | ({"flow"} if trigger == head else frozenset()))


def _hangs(word: Token, head: Token) -> bool:
    cur = word
    for _ in range(STEPS):
        if cur.i == head.i:
            return True
        if cur.head == cur or cur.pos_ == "NOUN" and cur.i != head.i and cur != word and lemma(cur) not in words("transfer", "noun", "light"):
            return False
        cur = cur.head
    return False


def _supplied(scene: Scene, goods: Goods, heading: bool) -> Event | None:
    """ "US-supplied rockets": the user is the recipient."""
    for p in origin(scene, goods):
        if lemma(p.governor) not in ORIGIN or p.governor.i == goods.head.i:
            continue
        up = goods.head.head
        users = [o.party for o in origin(scene, goods) if o.party != p.party]
        if not users and up.pos_ in VERBAL and lemma(up) in words("transfer", "use", "verbs") and goods.head.dep_ in ("dobj", "pobj", "nsubjpass"):
            who = subject(up)
            users = [a.party for a in scene.actors(who)] if who is not None and who.i not in scene.goods_at else []
        if not users and up.lower_ in ("with", "using", "of") and up.head.pos_ in VERBAL:
            who = subject(up.head)
            users = [a.party for a in scene.actors(who)] if who is not None else []
        if users:
            doubts = frozenset({"recipient"})
            return Event(scene.number, p.governor, (p.party,), tuple(users), (goods.item.number,), Stage.DELIVERED, Stance.ASSERTS, None, doubts)
    return None
