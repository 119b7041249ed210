"""How a sentence stands to a transfer: told, suspected, denied, without evidence, or no claim at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.annotate.flows.control import passive
from summarizer.annotate.flows.governors import Governor, evidence, is_negated, stopped
from summarizer.annotate.flows.scene import VERBAL, lemma, words
from summarizer.schema import Stage, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

HEDGES = frozenset({"may", "might", "could"})


def stance_of(trigger: Token, chain: list[Governor], stage: Stage) -> tuple[Stance, Token | None]:
    voice = None
    hedged = is_hedged(trigger, stage)
    charge = False
    for g in chain:
        name = lemma(g.word)
        charge = charge or (g.word.pos_ == "NOUN" and name in words("transfer", "deny", "objects"))
        if charge and name in words("transfer", "deny", "critics"):
            return Stance.DENIES, g.word
        denies = name in words("transfer", "deny", "verbs") and not is_negated(g.word) and not stopped(g.word)
        denies = denies and not _neither(g.word)
        if g.word.pos_ in VERBAL and denies:
            return Stance.DENIES, g.word
        if evidence(g.word) and (_none(g.word) or is_negated(g.word.head)):
            return Stance.FINDS_NO_EVIDENCE, None
        if name in ("see", "find", "detect", "observe") and is_negated(g.word):
            return Stance.FINDS_NO_EVIDENCE, None
        if name in words("stage", "accuse", "verbs") and g.word.pos_ in VERBAL:
            voice = voice or g.word
        hedged = hedged or _suspects(g, stage)
    return (Stance.SUSPECTS if hedged else Stance.ASSERTS), voice


def _suspects(g: Governor, stage: Stage) -> bool:
    word, name = g.word, lemma(g.word)
    if word.pos_ in VERBAL:
        believes = name in words("stage", "suspect", "verbs") and (name != "allege" or passive(word))
        return believes or (not g.beyond and is_hedged(word, stage))
    if word.pos_ == "NOUN":
        return name in words("stage", "suspect", "nouns") and name not in ("concern", "allegation")
    return False


def is_hedged(word: Token, stage: Stage) -> bool:
    """Modal verbs and adverbs of possibility on a verb, adjectives of it on a noun that tells of a fact."""
    for c in word.children:
        if c.dep_ == "aux" and c.lower_ in HEDGES:
            return True
        if c.dep_ == "advmod" and lemma(c) in words("stage", "suspect", "adverbs"):
            return True
        if (
            c.dep_ == "amod"
            and lemma(c) in words("stage", "suspect", "adjectives")
            and stage in (Stage.DELIVERED, Stage.DELIVERING, Stage.UNSPECIFIED)
        ):
            return True
    return False


def _neither(verb: Token) -> bool:
    """ "Neither confirms nor denies"."""
    return bool(verb.i > 0 and verb.nbor(-1).lower_ == "nor" and verb.dep_ == "conj")


def _none(noun: Token) -> bool:
    return any(c.lower_ in ("no", "little", "any", "zero") for c in noun.children) or noun.head.lower_ == "without"


def speaks_of(word: Token) -> bool:
    return lemma(word) in words("stage", "moot", "seeing")


def against(chain: list[Governor]) -> bool:
    """ "warned Beijing against supplying", "sanctions to prevent Iran from sending"."""
    for g in chain:
        if g.word.lower_ == "against":
            return True
        stops = lemma(g.word) in words("stage", "halted", "by_others") and g.word.pos_ == "VERB"
        stops = stops and g.below.dep_ != "dobj"
        if stops and any(c.lower_ == "to" and c.dep_ == "aux" for c in g.word.children):
            return True
    return False


def conditional(trigger: Token, chain: list[Governor]) -> bool:
    for word in (trigger, *(g.word for g in chain)):
        if any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in word.children):
            return True
    return str(trigger.doc[-1].text) == "?"
