"""The chain of words that governs a transfer word, from the inside out.

"Officials say talks have begun on halting the supply": "supply" is governed by "halting", that by "talks", and the
clause by "say". A finite clause is a border, which only words of belief, denial and evidence reach across.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.annotate.flows.scene import STEPS, VERBAL, lemma, words
from summarizer.schema import Stage

if TYPE_CHECKING:
    from spacy.tokens import Token

ACTIVE = (
    Stage.NEGOTIATING,
    Stage.APPROVED,
    Stage.CONTRACTED,
    Stage.SOUGHT,
    Stage.PLEDGED,
    Stage.DELIVERING,
    Stage.DELIVERED,
)
STOPPED = frozenset({("turn", "down"), ("call", "off"), ("put", "off"), ("back", "out"), ("pull", "out")})
SUSPENDED = frozenset({"suspended", "blocked", "frozen", "halted", "paused", "stalled", "banned"})


@dataclass(frozen=True, slots=True)
class Governor:
    """A word above the transfer word. `beyond` tells that a finite clause border lies between."""

    word: Token
    below: Token
    beyond: bool


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
            cur = _twin(cur, up)
            continue
        if dep == "relcl" and not (deals(up) or evidence(up) or lemma(up) in ("sale", "transfer", "export", "package")):
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


def _twin(prep: Token, up: Token) -> Token:
    """ "Accused of preparing to move guns at X and of arming Y": the second "of" goes with the first."""
    if prep.pos_ == "ADP" and up.lower_ != prep.lower_:
        first = next((a for a in up.ancestors if a.pos_ == "ADP" and a.lower_ == prep.lower_), None)
        return first if first is not None else up
    return up


def _held(verb: Token, below: Token) -> Token | None:
    """The noun that says what a light verb does not: "gave approval to", "signed a contract to"."""
    if lemma(verb) not in words("stage", "deal", "light") or below.dep_ in ("dobj", "nsubj", "nsubjpass"):
        return None
    return next(
        (c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and c.i < below.i and any(classes(c))), None
    )


def _finite(verb: Token) -> bool:
    kids = list(verb.children)
    has_subject = any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in kids)
    tensed = verb.tag_ in ("VBD", "VBZ", "VBP") or any(
        c.dep_ in ("aux", "auxpass") and c.tag_ in ("VBD", "VBZ", "VBP", "MD") for c in kids
    )
    return has_subject and tensed


def deals(noun: Token) -> bool:
    return lemma(noun) in words("transfer", "noun", "deal") or lemma(noun) in words("transfer", "noun", "talk")


def evidence(noun: Token) -> bool:
    return lemma(noun) in words("stage", "evidence", "nouns")


def classes(word: Token) -> Iterator[Stage]:
    """The stages that a governing word may stand for."""
    if stopped(word):
        yield Stage.HALTED
    key = "nouns" if word.pos_ in ("NOUN", "PROPN") else "adjectives" if word.pos_ == "ADJ" else "verbs"
    for stage in (*ACTIVE, Stage.HALTED):
        if lemma(word) in words("stage", stage.value, key):
            if stage is Stage.CONTRACTED and key == "nouns" and open_deal(word):
                yield Stage.NEGOTIATING
            else:
                yield stage


def stopped(verb: Token) -> bool:
    """ "Was turned down", "remains on hold", "remain suspended"."""
    if verb.pos_ not in VERBAL:
        return False
    for child in verb.children:
        if (lemma(verb), child.lower_) in STOPPED:
            return True
        if lemma(verb) in ("reject", "rebuff") and lemma(child) in (
            "offer",
            "request",
            "application",
            "bid",
            "proposal",
        ):
            return True
        if child.dep_ == "prep" and child.lower_ == "on" and any(c.lower_ in ("hold", "ice") for c in child.children):
            return True
        if child.dep_ in ("acomp", "oprd", "xcomp") and child.lower_ in SUSPENDED and lemma(verb) in ("remain", "stay"):
            return True
    return False


def open_deal(noun: Token) -> bool:
    """A deal that is not made yet: "a potential deal", "reach an agreement", "working on a contract"."""
    if any(lemma(c) in words("stage", "deal", "open") for c in noun.children if c.dep_ in ("amod", "compound")):
        return True
    up = noun.head if noun.head.pos_ in VERBAL else noun.head.head
    return lemma(up) in words("stage", "deal", "working")


def is_negated(word: Token) -> bool:
    return any(c.dep_ == "neg" or c.lower_ in ("never", "nor") for c in word.children)


def is_negated_before(word: Token) -> bool:
    """ "not provide or sell": a negation reaches the verbs that share its clause."""
    while (
        word.dep_ == "conj"
        and word.head.pos_ in VERBAL
        and not any(c.dep_ in ("nsubj", "aux", "auxpass") for c in word.children)
    ):
        word = word.head
        if is_negated(word):
            return True
    return False
