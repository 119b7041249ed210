"""Demands: calls to stop, refrain, honour a commitment, or do something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.annotate.speech.addressees import Hit, Scene, listed
from summarizer.schema import WarningKind

if TYPE_CHECKING:
    from spacy.tokens import Token

OWN = frozenset({"we", "i", "it", "this", "that", "there", "he", "she", "what", "who", "which", "nothing", "they"})
MILD = frozenset({"ask", "request", "invite", "tell", "order", "instruct", "press", "encourage"})
"""Verbs that also tell of everyday orders: they count when a party is addressed, or told to stop and the like."""
OBLIGES = frozenset({"must", "should"})


def demands_in(scene: Scene) -> Iterator[Hit]:
    """The demands of a sentence."""
    for token in scene.sentence.doc:
        lemma = token.lemma_.lower()
        if token.pos_ in ("VERB", "AUX") and not any(c.dep_ == "neg" for c in token.children) and not _is_wished(token):
            yield from _addressed(scene, token, lemma)
            yield from _claimed(scene, token, lemma)
            yield from _ordered(scene, token, lemma)
        if token.lower_ in OBLIGES and token.tag_ == "MD":
            yield from _obliged(scene, token)
        if token.pos_ == "NOUN" and lemma in listed("demand", "nouns"):
            yield from _renewed(scene, token)


def _is_wished(verb: Token) -> bool:
    """Whether a verb only tells what somebody is asked to do ("recommends that the Council call upon states")."""
    return verb.dep_ == "ccomp" and verb.tag_ in ("VB", "VBP") and verb.head.lemma_.lower() in listed("demand", "claim")


def _by(scene: Scene, verb: Token, target: int | None, doubtful: bool = False) -> Iterator[Hit]:
    """One demand for each of those who make it together."""
    for issuer in scene.doers(verb):
        yield from _hit(scene, (True, issuer), target, doubtful)


def _hit(scene: Scene, said: tuple[bool, int | None], target: int | None, doubtful: bool = False) -> Iterator[Hit]:
    known, issuer = said
    if known and (issuer is None or issuer != target):
        doubts = frozenset({"issuer"} if issuer is None else ()) | frozenset({"warning"} if doubtful else ())
        yield Hit(WarningKind.DEMAND, scene.number, issuer, target, doubts)


def _addressed(scene: Scene, verb: Token, lemma: str) -> Iterator[Hit]:
    """ "Urged X to", "called on X to", "warned X not to", "warned X against"."""
    children = list(verb.children)
    on = next((c for c in children if c.dep_ in ("prep", "prt") and c.lower_ in ("on", "upon", "to")), None)
    infinitive = next((c for c in children if c.dep_ in ("xcomp", "ccomp", "advcl") and _is_infinitive(c)), None)
    against = any(c.lower_ == "against" for c in children)
    if lemma in ("call", "appeal") and on is not None:
        asked = next((c for c in (*on.children, *children) if c.dep_ in ("pobj", "dobj")), None)
        if infinitive is not None or (asked is not None and any(_is_infinitive(c) for c in asked.children)):
            for target in scene.parties_at(asked):
                yield from _by(scene, verb, target)
        return
    if lemma not in listed("demand", "address") or not (infinitive is not None or (lemma == "warn" and against)):
        return
    asked = next((c for c in children if c.dep_ in ("dobj", "nsubjpass", "dative")), None)
    if asked is None and infinitive is not None:
        asked = next((c for c in infinitive.children if c.dep_ == "nsubj"), None)
    if asked is None or asked.lemma_.lower() in listed("demand", "bystanders"):
        return
    target, mild = scene.party_at(asked), lemma in MILD
    if mild and target is None and (infinitive is None or infinitive.lemma_.lower() not in listed("demand", "acts")):
        return
    for each in scene.parties_at(asked):
        yield from _by(scene, verb, each, doubtful=mild)


def _is_infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.children)


def _claimed(scene: Scene, verb: Token, lemma: str) -> Iterator[Hit]:
    """ "Demanded that X", "demanded an end to", "called for a halt to"."""
    if lemma == "call":
        wished = [p for c in verb.children if c.lower_ == "for" and c.dep_ == "prep" for p in c.children]
        if any(p.dep_ == "pobj" and p.lemma_.lower() not in listed("demand", "idle") for p in wished):
            yield from _by(scene, verb, None)
        return
    if lemma not in listed("demand", "claim"):
        return
    clause = next((c for c in verb.children if c.dep_ == "ccomp"), None)
    if lemma in ("recommend", "remind") and not _binds(clause, verb):
        return
    wished = [c for c in verb.children if c.dep_ in ("dobj", "xcomp")]
    if lemma == "insist" and (clause is None or clause.tag_ != "VB"):
        return
    if clause is None and not wished:
        return
    subject = next((c for c in clause.children if c.dep_.startswith("nsubj")), None) if clause is not None else None
    if lemma == "remind":
        subject = next((c for c in verb.children if c.dep_ == "dobj"), None)
    yield from _by(scene, verb, scene.party_at(subject))


def _binds(clause: Token | None, verb: Token) -> bool:
    """Whether "recommended that X act" or "reminded X that it must" leaves the other side something to do."""
    if verb.lemma_ == "recommend":
        return clause is not None and (
            clause.tag_ in ("VB", "VBP") or any(c.lower_ == "should" for c in clause.children)
        )
    told = [t.lemma_.lower() for t in verb.subtree]
    return any(word in listed("demand", "duties") for word in told)


def _ordered(scene: Scene, verb: Token, lemma: str) -> Iterator[Hit]:
    """An order in a quotation: "Stop the shipments," he said."""
    quoted = scene.reading.quoted.inside(scene.number, scene.sentence.start(verb))
    quoted = quoted or scene.number in scene.reading.letterheads
    if verb.tag_ != "VB" or not quoted or lemma not in listed("demand", "acts"):
        return
    if any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in verb.children) or verb.dep_ not in ("ROOT", "ccomp"):
        return
    before = verb.nbor(-1).text if verb.i else '"'
    if before in ('"', "'", "``", ",", ":"):
        to = [t for t in scene.sentence.doc[: verb.i] if before == ":" and scene.party_at(t) is not None]
        yield from _hit(scene, scene.claimant(), scene.party_at(to[-1]) if to else None, doubtful=True)


def _obliged(scene: Scene, modal: Token) -> Iterator[Hit]:
    """ "X must stop": somebody tells X what to do."""
    verb = modal.head
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or subject.lower_ in OWN:
        return
    target = scene.party_at(subject)
    acting = verb.lemma_.lower() in listed("demand", "acts") or any(c.dep_ == "neg" for c in verb.children)
    stopped = any(c.dep_ == "auxpass" for c in verb.children) and verb.lemma_.lower() in listed("demand", "acts")
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    active = target is not None and not passive and verb.lemma_.lower() not in listed("demand", "outcomes")
    if not (acting or stopped or active or (target is not None and modal.lower_ == "must")):
        return
    if any(c.lower_ == "have" and c.dep_ == "aux" for c in verb.children):
        return
    yield from _hit(scene, scene.issuer(verb), target, doubtful=target is None or not acting)


def _renewed(scene: Scene, noun: Token) -> Iterator[Hit]:
    """ "Repeated its call for", "issued an ultimatum to"."""
    if noun.dep_ != "dobj" or not any(c.dep_ in ("prep", "acl", "relcl") for c in noun.children):
        return
    if noun.head.lemma_ in (
        "reject",
        "ignore",
        "receive",
        "dismiss",
        "answer",
        "meet",
        "resist",
        "face",
        "defy",
        "make",
    ):
        return
    to = [p for c in noun.children if c.lower_ in ("on", "to", "upon") and c.dep_ == "prep" for p in c.children]
    yield from _hit(scene, scene.doer(noun.head), scene.party_at(to[0] if to else None), doubtful=True)
