"""How far a transfer got, and how the sentence stands to it: read off the words that govern the transfer word.

"Officials say talks have begun on halting the supply" is read from the inside out: "supply" is governed by
"halting", that by "talks", and the clause by "say". The chain ends where a clause of its own begins, save that words
of belief, denial and evidence reach across that border.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.annotate.scene import STEPS, VERBAL, lemma, words
from summarizer.schema import Stage, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

FUTURE = frozenset({"will", "shall", "'ll", "would", "wo", "going"})
HEDGES = frozenset({"may", "might", "could"})
# Words that say how far it got only when nothing else in the chain does.
FAINT = frozenset("expect want hope wish aim set see prepare plan intend announce unveil due need schedule await propose call decide".split())
ACTIVE = (Stage.NEGOTIATING, Stage.APPROVED, Stage.CONTRACTED, Stage.SOUGHT, Stage.PLEDGED, Stage.DELIVERING, Stage.DELIVERED)
LEXICAL = {
    "offer": Stage.SOUGHT, "seek": Stage.SOUGHT, "request": Stage.SOUGHT, "ask": Stage.SOUGHT, "solicit": Stage.SOUGHT, "want": Stage.SOUGHT,
    "press": Stage.SOUGHT, "beg": Stage.SOUGHT, "lobby": Stage.SOUGHT, "appeal": Stage.SOUGHT, "petition": Stage.SOUGHT, "urge": Stage.SOUGHT, "turn": Stage.SOUGHT,
    "plead": Stage.SOUGHT, "pledge": Stage.PLEDGED, "promise": Stage.PLEDGED, "commit": Stage.PLEDGED, "earmark": Stage.PLEDGED, "allocate": Stage.PLEDGED,
    "await": Stage.PLEDGED, "order": Stage.CONTRACTED, "buy": Stage.CONTRACTED, "purchase": Stage.CONTRACTED, "procurement": Stage.CONTRACTED,
    "contract": Stage.CONTRACTED, "deal": Stage.CONTRACTED, "agreement": Stage.CONTRACTED, "memorandum": Stage.CONTRACTED, "pact": Stage.CONTRACTED,
    "accord": Stage.CONTRACTED, "arrangement": Stage.CONTRACTED, "transaction": Stage.CONTRACTED,
    "talk": Stage.NEGOTIATING, "negotiation": Stage.NEGOTIATING, "discussion": Stage.NEGOTIATING, "consultation": Stage.NEGOTIATING, "bargaining": Stage.NEGOTIATING,
}  # fmt: skip
OPEN_DEALS = frozenset("potential possible proposed prospective draft planned future likely new emerging looming".split())
LIGHT_VERBS = frozenset("give grant receive get win secure have hold sign issue reach make put place impose strike conclude obtain seek need seal ink award".split())
THREATS = frozenset({"threaten", "consider", "weigh", "mull", "discuss", "debate", "propose", "vow_not"})


@dataclass(frozen=True, slots=True)
class Governor:
    """A word above the transfer word. `beyond` tells that a finite clause border lies between."""

    word: Token
    below: Token
    beyond: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What the chain says. `stance` is about the transfer itself; `voice` is the verb whose subject denies or accuses.

    `moot` marks what is no claim of a transfer: abstaining from one, or a condition.
    """

    stage: Stage
    stance: Stance
    voice: Token | None = None
    moot: bool = False
    doubts: frozenset[str] = frozenset()


def read(trigger: Token, heading: bool = False) -> Reading:
    """The reading of a transfer word (verb or noun) in its sentence."""
    chain = list(governors(trigger))
    near = [g for g in chain if not g.beyond]
    demanded = _demand(near)
    stage, doubts = _stage(trigger, near, demanded, heading)
    stance, voice = _stance(trigger, chain, stage)
    negated = _negated(trigger) or _negated_before(trigger) or any(_negated(g.word) for g in near if g.word.pos_ in VERBAL and not _speaks_of(g.word))
    moot = _conditional(trigger, chain) or any(lemma(g.word) in words("stage", "abstain", "verbs") for g in near)
    moot = moot or _against(chain) or any(lemma(g.word) in ("able", "capable", "ability", "capability", "capacity") for g in near)
    if negated and stance is Stance.DENIES and voice is not None and _negated(trigger):
        stance = Stance.ASSERTS
    elif negated and stance in (Stance.ASSERTS, Stance.SUSPECTS):
        infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in trigger.children) or trigger.dep_ == "conj"
        if any(lemma(g.word) in ("decide", "choose", "opt", "decision") for g in near):
            stage, doubts = Stage.HALTED, doubts | {"stage"}
        elif demanded is not None or (infinitive and not any(c.lower_ in FUTURE for c in trigger.children)):
            moot = True
        elif stage is Stage.HALTED:
            stage, doubts = Stage.DELIVERING, doubts | {"stage"}
        elif any(c.lower_ in FUTURE for c in trigger.children) or near and any(c.lower_ in FUTURE for c in near[0].word.children):
            stage, doubts = Stage.HALTED, doubts | {"stage", "stance"}
        else:
            stance, doubts = Stance.DENIES, doubts | {"stance"}
    return Reading(stage, stance, voice, moot, frozenset(doubts))


def governors(trigger: Token) -> Iterator[Governor]:
    """The words above `trigger`, the nearest first."""
    cur, beyond = trigger, False
    for _ in range(STEPS):
        up, dep = cur.head, cur.dep_
        if up == cur or dep in ("parataxis", "appos", "punct"):
            return
        if dep == "conj":
            if cur.pos_ in VERBAL and any(c.dep_ in ("nsubj", "nsubjpass") for c in cur.children):
                return
            cur = up
            continue
        if dep == "relcl" and not (_deals(up) or _evidence(up)):
            return
        if dep == "advcl" and not any(c.lower_ in ("to", "whether", "of") for c in cur.children if c.i < cur.i):
            return
        if dep in ("ccomp", "acl") and _finite(cur) and lemma(up) not in ("see", "have", "let", "whether"):
            beyond = True
        yield Governor(up, cur, beyond)
        held = _held(up, cur)
        if held is not None:
            yield Governor(held, cur, beyond)
        cur = up


def _held(verb: Token, below: Token) -> Token | None:
    """The noun that says what a light verb does not: "gave approval to", "signed a contract to"."""
    if lemma(verb) not in LIGHT_VERBS or below.dep_ in ("dobj", "nsubj", "nsubjpass"):
        return None
    return next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and c.i < below.i and any(classes(c))), None)


def _finite(verb: Token) -> bool:
    kids = list(verb.children)
    has_subject = any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in kids)
    tensed = verb.tag_ in ("VBD", "VBZ", "VBP") or any(c.dep_ in ("aux", "auxpass") and c.tag_ in ("VBD", "VBZ", "VBP", "MD") for c in kids)
    return has_subject and tensed


def _deals(noun: Token) -> bool:
    return lemma(noun) in words("transfer", "noun", "deal") or lemma(noun) in words("transfer", "noun", "talk")


def _evidence(noun: Token) -> bool:
    return lemma(noun) in words("stage", "evidence", "nouns")


def _demand(near: list[Governor]) -> Token | None:
    """The outermost word that demands."""
    for g in reversed(near):
        if lemma(g.word) in words("stage", "demand", "verbs") and g.word.pos_ == "VERB" and _takes_infinitive(g):
            return g.word
        if lemma(g.word) in words("stage", "demand", "nouns") and g.word.pos_ == "NOUN":
            return g.word
    return None


def _takes_infinitive(g: Governor) -> bool:
    return g.below.dep_ in ("xcomp", "ccomp", "advcl") or g.below.pos_ == "ADP"


def classes(word: Token) -> Iterator[Stage]:
    """The stages that a governing word may stand for."""
    key = "nouns" if word.pos_ in ("NOUN", "PROPN") else "adjectives" if word.pos_ == "ADJ" else "verbs"
    for stage in (*ACTIVE, Stage.HALTED):
        if lemma(word) in words("stage", stage.value, key):
            if stage is Stage.CONTRACTED and key == "nouns" and open_deal(word):
                yield Stage.NEGOTIATING
            else:
                yield stage


def open_deal(noun: Token) -> bool:
    """A deal that is not made yet: "a potential deal", "reach an agreement", "working on a contract"."""
    if any(lemma(c) in OPEN_DEALS for c in noun.children if c.dep_ in ("amod", "compound")):
        return True
    up = noun.head if noun.head.pos_ in VERBAL else noun.head.head
    return lemma(up) in ("negotiate", "discuss", "seek", "consider", "explore", "pursue", "progress", "work", "finalise", "finalize")


def _stage(trigger: Token, near: list[Governor], demanded: Token | None, heading: bool) -> tuple[Stage, set[str]]:
    found = [(stage, g.word) for g in near for stage in classes(g.word)]
    stop = next((i for i, (s, w) in enumerate(found) if s is Stage.HALTED and w != demanded), None)
    threatened = any(lemma(g.word) in THREATS for g in near)
    if stop is not None and not demanded and not threatened:
        return Stage.HALTED, set()
    rest = [(s, w) for s, w in found if s is not Stage.HALTED and w != demanded]
    lexical = LEXICAL.get(lemma(trigger))
    if any(s is Stage.NEGOTIATING for s, _ in rest):
        return Stage.NEGOTIATING, set()
    firm = [s for s, w in rest if lemma(w) not in FAINT]
    if firm:
        return firm[-1], set()
    if demanded is not None and stop is None:
        return Stage.SOUGHT, {"stage"}
    if rest:
        return (lexical if lexical is Stage.SOUGHT else rest[-1][0]), set()
    return _tense(trigger, lexical, heading)


def _tense(trigger: Token, lexical: Stage | None, heading: bool) -> tuple[Stage, set[str]]:
    if trigger.pos_ not in VERBAL:
        return _nominal(trigger, lexical)
    aux = {str(c.lower_) for c in trigger.children if c.dep_ in ("aux", "auxpass")}
    if lexical in (Stage.SOUGHT, Stage.PLEDGED, Stage.NEGOTIATING):
        return lexical, set()
    if aux & (FUTURE | {"to"}) and not (aux & {"have"}):
        return (Stage.NEGOTIATING, {"stage"}) if "would" in aux and _open_talk(trigger) else (Stage.PLEDGED, set())
    if aux & HEDGES and "have" not in aux:
        return Stage.UNSPECIFIED, {"stage"}
    if trigger.tag_ == "VBG":
        if aux & {"is", "are", "was", "were", "been", "be", "'s", "'re", "being"} or "being" in aux:
            return Stage.DELIVERING, set()
        if _open_talk(trigger):
            return Stage.NEGOTIATING, {"stage"}
        return lexical or Stage.DELIVERED, {"stage"}
    if "being" in aux:
        return Stage.DELIVERING, set()
    if trigger.tag_ in ("VBD", "VBN"):
        return (lexical, {"stage"}) if lexical else (Stage.DELIVERED, set())
    if heading:
        return lexical or Stage.DELIVERED, {"stage"}
    return lexical or Stage.DELIVERING, {"stage"}


def _nominal(trigger: Token, lexical: Stage | None) -> tuple[Stage, set[str]]:
    if lexical is Stage.CONTRACTED and open_deal(trigger):
        return Stage.NEGOTIATING, set()
    if lexical is not None:
        return lexical, set()
    if lemma(trigger) in ("delivery", "shipment", "export", "flow", "smuggling", "trafficking", "supply", "transfer", "airlift"):
        return (Stage.DELIVERING if trigger.tag_ == "NNS" else Stage.UNSPECIFIED), {"stage"}
    return Stage.UNSPECIFIED, {"stage"}


def _open_talk(trigger: Token) -> bool:
    """The sentence speaks of talks, or of deals that are not made yet."""
    talks = words("transfer", "noun", "talk")
    return any(lemma(t) in talks or lemma(t) == "negotiate" or (_deals(t) and open_deal(t)) for t in trigger.doc)


def _stance(trigger: Token, chain: list[Governor], stage: Stage) -> tuple[Stance, Token | None]:
    voice = None
    hedged = _hedged(trigger, stage)
    charge = False
    for g in chain:
        name = lemma(g.word)
        charge = charge or (g.word.pos_ == "NOUN" and name in words("transfer", "deny", "objects"))
        if charge and name in words("transfer", "deny", "critics"):
            return Stance.DENIES, g.word
        if g.word.pos_ in VERBAL and name in words("transfer", "deny", "verbs") and not _negated(g.word):
            return Stance.DENIES, g.word
        if _evidence(g.word) and (_none(g.word) or _negated(g.word.head)):
            return Stance.FINDS_NO_EVIDENCE, None
        if name in ("see", "find", "detect", "observe") and _negated(g.word):
            return Stance.FINDS_NO_EVIDENCE, None
        if name in ("accuse", "blame", "criticise", "criticize", "charge", "condemn", "denounce", "sanction") and g.word.pos_ in VERBAL:
            voice = voice or g.word
        hedged = hedged or _suspects(g, stage)
    return (Stance.SUSPECTS if hedged else Stance.ASSERTS), voice


def _suspects(g: Governor, stage: Stage) -> bool:
    word, name = g.word, lemma(g.word)
    if word.pos_ in VERBAL:
        return name in words("stage", "suspect", "verbs") or (not g.beyond and _hedged(word, stage))
    if word.pos_ == "NOUN":
        return name in words("stage", "suspect", "nouns") and name not in ("concern", "allegation")
    return False


def _hedged(word: Token, stage: Stage) -> bool:
    """Modal verbs and adverbs of possibility on a verb, adjectives of it on a noun that tells of a fact."""
    for c in word.children:
        if c.dep_ == "aux" and c.lower_ in HEDGES:
            return True
        if c.dep_ == "advmod" and lemma(c) in words("stage", "suspect", "adverbs"):
            return True
        if c.dep_ == "amod" and lemma(c) in words("stage", "suspect", "adjectives") and stage in (Stage.DELIVERED, Stage.DELIVERING, Stage.UNSPECIFIED):
            return True
    return False


def _none(noun: Token) -> bool:
    return any(c.lower_ in ("no", "little", "any", "zero") for c in noun.children) or noun.head.lower_ == "without"


def _negated(word: Token) -> bool:
    return any(c.dep_ == "neg" or c.lower_ in ("never", "nor") for c in word.children)


def _negated_before(word: Token) -> bool:
    """ "not provide or sell": a negation reaches the verbs that share its clause."""
    while word.dep_ == "conj" and word.head.pos_ in VERBAL and not any(c.dep_ in ("nsubj", "aux", "auxpass") for c in word.children):
        word = word.head
        if _negated(word):
            return True
    return False


def _speaks_of(word: Token) -> bool:
    return lemma(word) in ("see", "find", "have", "say", "know", "confirm", "think", "believe", "deny", "rule")


def _against(chain: list[Governor]) -> bool:
    """ "warned Beijing against supplying", "sanctions to prevent Iran from sending"."""
    for g in chain:
        if g.word.lower_ == "against":
            return True
        stops = lemma(g.word) in words("stage", "halted", "by_others") and g.word.pos_ == "VERB"
        if stops and any(c.lower_ == "to" and c.dep_ == "aux" for c in g.word.children):
            return True
    return False


def _conditional(trigger: Token, chain: list[Governor]) -> bool:
    for word in (trigger, *(g.word for g in chain)):
        if any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in word.children):
            return True
    return trigger.doc[-1].text == "?"
