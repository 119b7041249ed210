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

OWN = frozenset({"we", "i", "what", "who", "which", "nothing"})
PRONOUNS = frozenset({"it", "this", "that", "he", "she", "they", "you", "these", "those"})
OBLIGES = frozenset({"must", "should", "ought"})
HAVING = frozenset({"have", "need"})
BOUND = frozenset({"oblige", "require", "bind", "compel", "supposed", "duty-bound"})
TOLD = frozenset({"tell", "warn", "remind", "inform", "assure"})
NONE = frozenset({"no", "neither", "nobody"})
OPENING = frozenset({'"', "'", "``", ",", ":", ".", "-", "—", "and", "so", "then", "please"})
"""What may stand before an order in a quotation."""


def orders_in(scene: Scene) -> Iterator[Hit]:
    """The orders of a sentence: obligations put on others, and imperatives in somebody's words."""
    for token in scene.sentence.tokens:
        if token.lower_ in OBLIGES and token.tag_ == "MD" and not is_wondered(token):
            to_do = next((c for c in token.children if c.dep_ == "xcomp"), None)
            yield from _obliged(scene, token.head) if to_do is None else _obliged(scene, token, to_do)
        elif token.pos_ in ("VERB", "AUX") and token.lemma_.lower() in HAVING | BOUND:
            yield from _bound(scene, token)
        if token.tag_ in ("VB", "VBP"):
            yield from _ordered(scene, token)


def _bound(scene: Scene, token: Token) -> Iterator[Hit]:
    """ "X has to stop", "X needs to be stopped", "X is obliged to respect"."""
    lemma = token.lemma_.lower()
    passive = any(c.dep_ == "auxpass" for c in token.children)
    if (lemma in BOUND) != passive or _is_denied(token) or is_wondered(token):
        return
    if lemma in HAVING and token.tag_ not in ("VBZ", "VBP", "VBD"):
        return
    verb = next((c for c in token.children if c.dep_ == "xcomp" and c.tag_ in ("VB", "VBN")), None)
    if verb is not None and any(c.tag_ == "TO" for c in verb.children):
        yield from _obliged(scene, token, verb)


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
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "expl")), None)
    if subject is None and verb.dep_ == "conj":
        subject = next((c for c in verb.head.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    told = None if subject is None else _told(scene, verb, subject)
    if subject is None or (subject.lower_ in OWN and told is None):
        return
    if is_anybody(subject) or _is_condition(verb, subject):
        return
    done = acting or verb
    if any(c.lower_ == "have" and c.dep_ == "aux" for c in verb.children):
        return
    target = told or scene.party_at(subject)
    if target is None and subject.lower_ in PRONOUNS | {"there"} and told is None:
        if _is_urged(scene, done, subject):
            yield from _hit(scene, verb, None, doubtful=True)
        return
    if any(c.lower_ in NONE for c in subject.children) and subject.lemma_.lower() in listed("demand", "audience"):
        yield from _hit(scene, verb, None, doubtful=True)
        return
    told_off = _is_denied(verb) and done.lemma_.lower() not in listed("demand", "chat")
    acts = done.lemma_.lower() in listed("demand", "acts") or told_off
    passive = any(c.dep_ == "auxpass" for c in done.children)
    active = target is not None and not passive and done.lemma_.lower() not in listed("demand", "outcomes")
    if not (acts or (active and not _is_procedure(verb))):
        return
    if acting is not None and target is None and done.lemma_.lower() not in listed("demand", "ceasing"):
        return
    yield from _hit(scene, verb, target, doubtful=target is None or not acts)


def _is_urged(scene: Scene, done: Token, subject: Token) -> bool:
    """ "It must stop", "they should give back the guns", "there must be no deliveries"."""
    lemma = done.lemma_.lower()
    if subject.lower_ == "there":
        wished = [t for c in done.children if c.dep_ in ("attr", "dobj", "nsubj") for t in (c, *c.children)]
        return any(t.lower_ in NONE or t.lemma_.lower() in listed("demand", "ends") for t in wished)
    if subject.lower_ in ("it", "this", "that", "these", "those"):
        return lemma in listed("demand", "ceasing")
    return lemma in listed("demand", "acts") and _is_quoted(scene, done)


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
    first = next((c for c in verb.children if c.lower_ in ("do", "never") and c.i < verb.i), verb)
    if first.lower_ == "do" and not _is_denied(verb):
        return
    forbids = first is not verb and verb.lemma_.lower() not in listed("demand", "chat")
    if not (forbids or verb.lemma_.lower() in listed("demand", "acts")) or not _is_quoted(scene, verb):
        return
    if any(c.dep_ in ("nsubj", "nsubjpass", "aux") and c.lower_ != "do" for c in verb.children):
        return
    before = first.nbor(-1).text if first.i else '"'
    if verb.dep_ not in ("ROOT", "ccomp") and before != ":":
        return
    if before in OPENING:
        to = [t for t in scene.sentence.doc[: first.i] if before == ":" and scene.party_at(t) is not None]
        yield from _hit(scene, verb, scene.party_at(to[-1]) if to else _spoken_to(scene, verb), doubtful=True)


def _spoken_to(scene: Scene, verb: Token) -> int | None:
    """Whom an order addresses: "'Stop,' she told Oslo"."""
    if verb.head.lemma_ not in TOLD:
        return None
    return scene.party_at(next((c for c in verb.head.children if c.dep_ in ("dobj", "dative")), None))
