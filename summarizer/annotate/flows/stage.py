"""How far a transfer got, and how the sentence stands to it: read off the words that govern the transfer word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.annotate.flows.governors import (
    Governor,
    classes,
    deals,
    governors,
    is_negated,
    is_negated_before,
    open_deal,
)
from summarizer.annotate.flows.scene import VERBAL, lemma, words
from summarizer.annotate.flows.stance import HEDGES, against, conditional, speaks_of, stance_of
from summarizer.schema import Stage, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

FUTURE = frozenset({"will", "shall", "'ll", "would", "wo", "going"})


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
    if stage in (Stage.PLEDGED, Stage.NEGOTIATING) and any(_notifies(g.word) for g in chain):
        stage = Stage.APPROVED
    stance, voice = stance_of(trigger, chain, stage)
    negated = (
        is_negated(trigger)
        or _of_none(trigger)
        or is_negated_before(trigger)
        or any(is_negated(g.word) for g in near if g.word.pos_ in VERBAL and not speaks_of(g.word))
    )
    moot = _moot(trigger, chain, near)
    if negated and stance is Stance.DENIES and voice is not None and is_negated(trigger):
        stance = Stance.ASSERTS
    elif negated and stance in (Stance.ASSERTS, Stance.SUSPECTS):
        infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in trigger.children) or trigger.dep_ == "conj"
        decided = next((g.word for g in near if lemma(g.word) in ("decide", "choose", "opt", "decision")), None)
        if decided is not None and (is_negated(trigger) or is_negated(decided)):
            stage, doubts = Stage.HALTED, doubts | {"stage"}
        elif demanded is not None or (infinitive and not any(c.lower_ in FUTURE for c in trigger.children)):
            moot = True
        elif stage is Stage.HALTED:
            stage, doubts = Stage.DELIVERING, doubts | {"stage"}
        elif any(c.lower_ in FUTURE for c in trigger.children) or (
            near and any(c.lower_ in FUTURE for c in near[0].word.children)
        ):
            stage, doubts = Stage.HALTED, doubts | {"stage", "stance"}
        else:
            stance, doubts = Stance.DENIES, doubts | {"stance"}
    return Reading(stage, stance, voice, moot, frozenset(doubts))


def _of_none(trigger: Token) -> bool:
    """ "Has sent no weapons", "no tanks were delivered": the negation stands with the goods."""
    held = [c for c in trigger.children if c.dep_ in ("dobj", "nsubjpass", "nsubj")]
    return any(c.lower_ == "no" and c.dep_ in ("det", "neg") for h in held for c in h.children)


def _moot(trigger: Token, chain: list[Governor], near: list[Governor]) -> bool:
    """Conditions, abstaining, standing bans, and being able to: no claim of a transfer."""
    if conditional(trigger, chain) or against(chain):
        return True
    if any(lemma(g.word) in words("stage", "moot", "telling") for g in near) and _demand(near) is not None:
        return True
    bans = any(lemma(g.word) in words("stage", "moot", "bans") and g.word.pos_ == "NOUN" for g in near)
    verbs = words("stage", "abstain", "verbs") | words("stage", "moot", "ability")
    return bans or any(lemma(g.word) in verbs for g in near)


def _lexical(name: str) -> Stage | None:
    """What the word of transfer says by itself."""
    stages = (Stage.SOUGHT, Stage.PLEDGED, Stage.CONTRACTED, Stage.NEGOTIATING, Stage.APPROVED)
    return next((s for s in stages if name in words("stage", "trigger", s.value)), None)


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


def _stage(trigger: Token, near: list[Governor], demanded: Token | None, heading: bool) -> tuple[Stage, set[str]]:
    found = [(stage, g.word) for g in near for stage in classes(g.word)]
    stops = [w for s, w in found if s is Stage.HALTED and w != demanded]
    if len(stops) == 2:
        return Stage.APPROVED, {"stage"}
    stop = stops[0] if stops else None
    if stop is not None and any(c.dep_ == "aux" and c.lower_ in ("should", "must") for c in stop.children):
        return Stage.DELIVERING, {"stage"}
    threatened = any(lemma(g.word) in words("stage", "moot", "threats") for g in near)
    if stop is not None and not demanded and not threatened:
        return Stage.HALTED, set()
    if any(lemma(g.word) in ("fail", "failure") for g in near):
        return (Stage.CONTRACTED if _paid(trigger) else Stage.PLEDGED), {"stage"}
    rest = [(s, w) for s, w in found if s is not Stage.HALTED and w != demanded]
    lexical = _lexical(lemma(trigger))
    if any(s is Stage.NEGOTIATING for s, _ in rest):
        return Stage.NEGOTIATING, set()
    firm = [s for s, w in rest if lemma(w) not in words("stage", "faint", "words")]
    if firm:
        return firm[-1], set()
    if demanded is not None:
        return (Stage.SOUGHT if stop is None else Stage.DELIVERING), {"stage"}
    if rest:
        return (lexical if lexical is Stage.SOUGHT else rest[-1][0]), set()
    return _tense(trigger, lexical, heading)


def _tense(trigger: Token, lexical: Stage | None, heading: bool) -> tuple[Stage, set[str]]:
    if trigger.pos_ not in VERBAL:
        return _nominal(trigger, lexical)
    aux = {str(c.lower_) for c in trigger.children if c.dep_ in ("aux", "auxpass")}
    if aux == {"to"} and lemma(trigger.head) == "use" and trigger.dep_ in ("xcomp", "advcl") and lexical is None:
        return _tense(trigger.head, None, heading)
    if lexical in (Stage.SOUGHT, Stage.PLEDGED, Stage.NEGOTIATING, Stage.APPROVED):
        return lexical, set()
    if aux & (FUTURE | {"to"}) and not (aux & {"have"}):
        if any(t.lower_ == "under" and any(deals(c) and not open_deal(c) for c in t.children) for t in trigger.doc):
            return Stage.CONTRACTED, {"stage"}
        return (Stage.NEGOTIATING, {"stage"}) if "would" in aux and _open_talk(trigger) else (Stage.PLEDGED, set())
    if aux & HEDGES and "have" not in aux:
        return Stage.UNSPECIFIED, {"stage"}
    if trigger.tag_ == "VBG":
        if aux & {"is", "are", "was", "were", "been", "be", "'s", "'re", "being"} or "being" in aux:
            return (lexical, {"stage"}) if lexical else (Stage.DELIVERING, set())
        if _open_talk(trigger):
            return Stage.NEGOTIATING, {"stage"}
        return lexical or Stage.DELIVERED, {"stage"}
    if "being" in aux:
        return Stage.DELIVERING, set()
    if lexical is Stage.CONTRACTED and not heading and _habit(trigger, aux):
        return Stage.DELIVERING, {"stage"}
    if trigger.tag_ in ("VBD", "VBN"):
        return (lexical, {"stage"}) if lexical else (Stage.DELIVERED, set())
    if heading:
        return lexical or Stage.DELIVERED, {"stage"}
    return lexical or Stage.DELIVERING, {"stage"}


def _habit(trigger: Token, aux: set[str]) -> bool:
    """ "sells rifles to", "rifles are sold to": told as what goes on, not as one deal."""
    if lemma(trigger) not in ("sell", "buy", "purchase") or "been" in aux:
        return False
    return (trigger.tag_ in ("VBZ", "VBP") and not aux) or bool(aux & {"is", "are"} and trigger.tag_ == "VBN")


def _nominal(trigger: Token, lexical: Stage | None) -> tuple[Stage, set[str]]:
    if lexical is Stage.CONTRACTED and open_deal(trigger):
        return Stage.NEGOTIATING, set()
    if lexical is not None:
        return lexical, set()
    if lemma(trigger) in ("arrival", "receipt"):
        return Stage.DELIVERED, set()
    if lemma(trigger) in words("stage", "trigger", "repeated"):
        return (Stage.DELIVERING if trigger.tag_ == "NNS" else Stage.UNSPECIFIED), {"stage"}
    return Stage.UNSPECIFIED, {"stage"}


def _notifies(word: Token) -> bool:
    """ "Notified Congress that it plans to sell": a government tells its parliament of a sale it has cleared."""
    told = {c.lower_ for c in word.children}
    return lemma(word) in ("notify", "inform", "tell") and bool(told & {"congress", "lawmakers", "parliament"})


def _paid(trigger: Token) -> bool:
    """Whether the goods were paid for or ordered: "failed to deliver jets that it had ordered"."""
    return any(lemma(t) in ("pay", "order", "buy", "purchase", "contract") for t in trigger.subtree if t != trigger)


def _open_talk(trigger: Token) -> bool:
    """The sentence speaks of talks, or of deals that are not made yet."""
    talks = words("transfer", "noun", "talk")
    if any(lemma(a) == "accuse" for a in trigger.ancestors):
        return False
    for t in trigger.doc:
        talk = (lemma(t) in talks and not _of_peace(t)) or lemma(t) == "negotiate"
        if talk or (deals(t) and open_deal(t)):
            return True
    return False


def _of_peace(talk: Token) -> bool:
    """Talks that are about something else than a transfer, by their name."""
    return any(c.lower_ in words("stage", "deal", "aside") for c in talk.children)
