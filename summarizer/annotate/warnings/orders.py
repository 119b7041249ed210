"""Orders: what somebody says another "must", "should" or "has to" do, or tells him in so many words to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.annotate.speech.addressees import Hit, Scene, listed
from summarizer.annotate.warnings.issuers import is_wondered, sayer
from summarizer.annotate.warnings.prospects import is_anybody
from summarizer.schema import WarningKind

if TYPE_CHECKING:
    from spacy.tokens import Token

OWN = frozenset({"we", "i", "it", "this", "that", "there", "he", "she", "what", "who", "which", "nothing", "they"})
OBLIGES = frozenset({"must", "should", "ought"})
HAVING = frozenset({"have", "need"})
TOLD = frozenset({"tell", "warn", "remind", "inform", "assure"})
OPENING = frozenset({'"', "'", "``", ",", ":", ".", "-", "—", "and"})
"""What may stand before an order in a quotation."""


def orders_in(scene: Scene) -> Iterator[Hit]:
    """The orders of a sentence: obligations put on others, and imperatives in somebody's words."""
    for token in scene.sentence.tokens:
        if token.lower_ in OBLIGES and token.tag_ == "MD" and not is_wondered(token):
            yield from _obliged(scene, token.head)
        if token.lemma_.lower() in HAVING and token.pos_ == "VERB" and token.tag_ in ("VBZ", "VBP", "VBD"):
            verb = next((c for c in token.children if c.dep_ == "xcomp" and c.tag_ == "VB"), None)
            if verb is not None and not _is_denied(token) and verb.lemma_.lower() in listed("demand", "acts"):
                yield from _obliged(scene, token, verb)
        if token.tag_ == "VB":
            yield from _ordered(scene, token)


def _hit(scene: Scene, token: Token, target: int | None, doubtful: bool) -> Iterator[Hit]:
    issuer = sayer(scene, token)
    if issuer is not None and issuer != target:
        doubts = frozenset({"warning"}) if doubtful else frozenset[str]()
        yield Hit(WarningKind.DEMAND, scene.number, issuer, target, doubts)


def _is_quoted(scene: Scene, token: Token) -> bool:
    quoted = scene.reading.quoted.inside(scene.number, scene.sentence.start(token))
    return quoted or scene.number in scene.reading.letterheads or scene.reading.holder(scene.number) is not None


def _is_denied(verb: Token) -> bool:
    return any(c.dep_ == "neg" for c in verb.children)


def _obliged(scene: Scene, verb: Token, acting: Token | None = None) -> Iterator[Hit]:
    """ "X must stop": somebody tells X what to do. `acting` is what X "has to" do, when that is not `verb`."""
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    told = None if subject is None else _told(scene, verb, subject)
    if subject is None or (subject.lower_ in OWN and told is None):
        return
    if is_anybody(subject) or _is_condition(verb, subject):
        return
    done = acting or verb
    target = told or scene.party_at(subject)
    acts = done.lemma_.lower() in listed("demand", "acts") or _is_denied(verb)
    passive = any(c.dep_ == "auxpass" for c in done.children)
    active = target is not None and not passive and done.lemma_.lower() not in listed("demand", "outcomes")
    if (acting is not None and target is None) or not (acts or (active and not _is_procedure(verb))):
        return
    if any(c.lower_ == "have" and c.dep_ == "aux" for c in verb.children):
        return
    yield from _hit(scene, verb, target, doubtful=target is None or not acts)


def _told(scene: Scene, verb: Token, subject: Token) -> int | None:
    """Whom "it" stands for in "told Oslo that it must stop"."""
    if subject.lower_ not in ("it", "they", "he", "she") or verb.head.lemma_ not in TOLD:
        return None
    told = next((c for c in verb.head.children if c.dep_ in ("dobj", "dative") and c.i < verb.i), None)
    return scene.party_at(told)


def _is_procedure(verb: Token) -> bool:
    """Whether a duty is only the next step of a procedure ("parliament must still approve it")."""
    return any(c.lower_ in ("still", "first", "yet") for c in verb.children)


def _is_condition(verb: Token, subject: Token) -> bool:
    """ "Should Oslo refuse, ..." """
    return any(c.lower_ == "should" and c.i < subject.i for c in verb.children)


def _ordered(scene: Scene, verb: Token) -> Iterator[Hit]:
    """An order in a quotation, a transcript or a statement: "Stop the shipments," he said."""
    if verb.lemma_.lower() not in listed("demand", "acts") or not _is_quoted(scene, verb):
        return
    if any(c.dep_ in ("nsubj", "nsubjpass", "aux") and c.lower_ != "do" for c in verb.children):
        return
    if verb.dep_ not in ("ROOT", "ccomp"):
        return
    first = next((c for c in verb.children if c.lower_ == "do" and c.dep_ == "aux"), verb)
    before = first.nbor(-1).text if first.i else '"'
    if before in OPENING:
        to = [t for t in scene.sentence.doc[: first.i] if before == ":" and scene.party_at(t) is not None]
        yield from _hit(scene, verb, scene.party_at(to[-1]) if to else None, doubtful=True)
