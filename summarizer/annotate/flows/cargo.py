"""A cargo told over several sentences: what was on board, where it came from, and where it was bound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from summarizer.annotate.flows.event import Event
from summarizer.annotate.flows.scene import SUBJECTS, VERBAL, Scene, lemma, words
from summarizer.annotate.flows.stage import read
from summarizer.annotate.flows.stance import is_hedged
from summarizer.schema import Category, Stage, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

REACH = 3
"""How many sentences back goods and their seizure may be told."""


def cargo_events(scene: Scene, before: Sequence[Scene], told: Sequence[Event]) -> Iterator[Event]:
    """The movement of a cargo named before, when a sentence tells from whom it came and for whom it was meant.

    Args:
        before: the sentences before, nearest last.
        told: the events of the sentence; what they tell is not told again.
    """
    if any(e.suppliers and e.recipients for e in told):
        return
    for word in scene.parsed.tokens:
        vessel = lemma(word) in words("transfer", "cargo", "vessels")
        load = vessel or lemma(word) in words("transfer", "cargo", "loads") or word.i in scene.goods_at
        if not load or word.dep_ not in SUBJECTS or not _points(word):
            continue
        verbs = [word.head, *word.head.conjuncts]
        verbs += [v for v in word.head.subtree if v.pos_ in VERBAL and v.dep_ in ("xcomp", "conj", "acl", "advcl")]
        suppliers = _ends(scene, verbs, ("from",), words("transfer", "cargo", "origin"))
        recipients = _ends(scene, verbs, ("for", "to"), words("transfer", "bound", "words") | {"way"})
        recipients = [n for n in recipients if n not in suppliers]
        items = _items(scene, before, word)
        if not items or not recipients or (vessel and not suppliers):
            continue
        seized = any(is_seized(s) for s in (*before[-REACH:], scene))
        reading = read(word.head)
        if reading.moot or reading.stance is Stance.DENIES:
            continue
        hedged = reading.stance is Stance.SUSPECTS or any(is_hedged(v, Stage.DELIVERING) for v in verbs)
        stance = Stance.SUSPECTS if hedged else Stance.ASSERTS
        stage = Stage.HALTED if seized else Stage.DELIVERING
        ends = tuple(suppliers), tuple(recipients)
        yield Event(scene.number, word, *ends, items, stage, stance, reading.voice, frozenset({"stage"}))
        return


def is_seized(scene: Scene) -> bool:
    """Whether a sentence tells of goods that were stopped on the way."""
    return any(lemma(t) in words("transfer", "cargo", "seized") for t in scene.parsed.tokens)


def _points(word: Token) -> bool:
    return any(c.lower_ in ("the", "these", "those", "this", "that", "its", "all") for c in word.children)


def _ends(scene: Scene, verbs: Sequence[Token], roles: tuple[str, ...], governors: frozenset[str]) -> list[int]:
    """Parties that a preposition ties to one of the verbs, or to a word that the verbs hold ("on its way to")."""
    at = {v.i for v in verbs}
    found = []
    for p in scene.placed:
        near = p.governor.i in at or any(a.i in at for a in p.governor.ancestors)
        if p.role in roles and near and lemma(p.governor) in governors:
            found.append(p.party)
    return list(dict.fromkeys(found))


def _items(scene: Scene, before: Sequence[Scene], word: Token) -> tuple[int, ...]:
    """The goods named by the subject itself, else those of the sentences before in the paragraph."""
    own = scene.goods_at.get(word.i)
    if own is not None and own.item.category is not Category.UNSPECIFIED:
        return (own.item.number,)
    paragraph = scene.parsed.sentence.paragraph
    near = [s for s in before[-REACH:] if s.parsed.sentence.paragraph == paragraph] or list(before[-1:])
    found = tuple(g.item.number for s in near for g in s.goods if g.item.category is not Category.SERVICES)
    return found or ((own.item.number,) if own is not None else ())
