"""What somebody says will befall an offender, or what his own side will do: threats that no single phrase marks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.annotate.speech.addressees import Scene, listed
from summarizer.annotate.warnings.issuers import is_wondered, sayer
from summarizer.schema import PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Token

SURE = frozenset({"will", "would", "shall", "'ll", "wo"})
ANYBODY = frozenset("whoever anyone anybody everyone everybody those nobody".split())
ALL = frozenset("any every each no".split())
WHO = frozenset("who that which".split())
PERHAPS = frozenset({"may", "might", "could", "can"})
CONDITIONS = frozenset("if unless should until once where whenever".split())
SIDE = frozenset("we our us".split())


def threats_in(scene: Scene) -> Iterator[tuple[Token, int]]:
    """The verbs that threaten, and who says so."""
    for verb in scene.sentence.tokens:
        if verb.pos_ not in ("VERB", "AUX") or is_wondered(verb):
            continue
        modal = next((c for c in verb.children if c.tag_ == "MD"), None)
        if modal is None:
            if _is_target(verb) and (speaker := sayer(scene, verb)) is not None:
                yield verb, speaker
            continue
        speaker = sayer(scene, verb)
        if speaker is None:
            continue
        subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "csubj")), None)
        if subject is None:
            continue
        if _befalls(verb, modal, subject) or _moves(scene, verb, modal, subject, speaker):
            yield verb, speaker


def _is_target(verb: Token) -> bool:
    """ "Any vessel that carries them is a target"."""
    if verb.lemma_ != "be" or verb.tag_ not in ("VBZ", "VBP"):
        return False
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    called = next((c for c in verb.children if c.dep_ == "attr"), None)
    if subject is None or called is None or called.lemma_.lower() not in ("target", "enemy", "accomplice", "game"):
        return False
    return is_anybody(subject) or any(c.lower_ in ALL for c in subject.children)


def _befalls(verb: Token, modal: Token, subject: Token) -> bool:
    """ "Whoever arms them will answer for it", "any attack would be met in kind": an offender, and what he gets."""
    lemma = verb.lemma_.lower()
    if _is_pursued(verb, modal, subject):
        return True
    universal = any(c.lower_ == "any" for c in subject.children) and any(c.dep_ == "auxpass" for c in verb.children)
    if universal and modal.lower_ in SURE and lemma in listed("consequences", "seized"):
        return True
    if not (is_anybody(subject) or _is_offence(subject)):
        return False
    if modal.lower_ in ("should", "must"):
        return lemma in listed("consequences", "reckon")
    warned = any(t.lemma_ in ("warn", "threaten") for t in verb.ancestors) and modal.lower_ != "must"
    warned = warned or (modal.lower_ in PERHAPS and is_anybody(subject))
    if modal.lower_ not in SURE and not warned:
        return False
    if any(c.dep_ == "neg" for c in verb.children):
        return modal.lower_ not in PERHAPS | {"ca"} and lemma not in listed("consequences", "harmless")
    if subject.left_edge.lower_ == "whoever" and modal.lower_ in SURE:
        return lemma not in listed("consequences", "kind")
    return lemma in listed("consequences", "befalls")


def _is_pursued(verb: Token, modal: Token, subject: Token) -> bool:
    """ "The strikes will go on until": one's own attacks, which end only when the other side gives in."""
    if subject.lemma_.lower() not in listed("consequences", "attacks") or modal.lower_ not in SURE:
        return False
    denied = any(c.dep_ == "neg" for c in verb.children)
    words = ("stop", "end", "cease", "halt") if denied else ("go", "continue", "intensify", "resume", "widen", "grow")
    clauses = (c for c in verb.children if c.dep_ in ("advcl", "prep"))
    return verb.lemma_.lower() in words and any(t.lower_ in CONDITIONS for c in clauses for t in (c, *c.children))


def is_anybody(subject: Token) -> bool:
    """Whoever does something: "anyone who", "any ship that", "governments which"."""
    if subject.dep_ == "csubj":
        return bool(subject.left_edge.lower_ in ANYBODY | {"who"})
    clauses = [c for c in subject.children if c.dep_ in ("relcl", "acl")] or _clauses_beyond(subject)
    doing = any(c.tag_ == "VBG" or any(g.lower_ in WHO and g.dep_ == "nsubj" for g in c.children) for c in clauses)
    if subject.lower_ == "whoever" or subject.left_edge.lower_ == "whoever":
        return True
    if not clauses:
        return False
    if subject.lower_ in ANYBODY:
        return True
    general = any(c.lower_ in ALL for c in subject.children) or subject.tag_ == "NNS"
    definite = any(c.lower_ in ("the", "these", "those", "our", "its") for c in subject.children)
    return general and doing and not (definite and subject.tag_ != "NNS")


def _clauses_beyond(subject: Token) -> list[Token]:
    """The plural clause that the parse hangs on the last noun of the subject ("ships of the fleet that damage")."""
    if subject.tag_ != "NNS":
        return []
    last = (p for c in subject.children if c.lower_ == "of" for p in c.children if p.dep_ == "pobj" and p.tag_ == "NN")
    return [c for p in last for c in p.children if c.dep_ == "relcl" and c.tag_ == "VBP"]


def _is_offence(subject: Token) -> bool:
    """An attack, a violation, an attempt: "any attempt to", "the next drone"."""
    if subject.lemma_.lower() not in listed("consequences", "offences"):
        return False
    before = {c.lower_ for c in subject.lefts}
    return bool(before & {"any", "every", "further", "another", "next", "a", "an", "such", "new"}) or bool(
        subject.tag_ == "NNS"
    )


def _moves(scene: Scene, verb: Token, modal: Token, subject: Token, speaker: int) -> bool:
    """ "We will shoot it down", "if the jets fly south, Turkey will scramble": what his own side will do."""
    if modal.lower_ not in SURE | PERHAPS or not _is_own(scene, subject, speaker):
        return False
    forced = verb.lemma_ == "have" and next((c for c in verb.children if c.dep_ == "xcomp" and c.tag_ == "VB"), None)
    lemma = (forced or verb).lemma_.lower()
    perhaps = modal.lower_ in PERHAPS
    if any(c.dep_ == "neg" for c in verb.children):
        if lemma in listed("consequences", "bears"):
            return not perhaps
        return lemma in listed("consequences", "ceases") and _on_condition(scene, verb, speaker)
    if lemma in listed("consequences", "strikes") and not perhaps:
        passive = any(c.dep_ == "auxpass" for c in verb.children)
        return not passive and (not forced or _on_condition(scene, verb, speaker))
    if lemma not in listed("consequences", "moves") and (perhaps or not _turns(verb)):
        return False
    return _on_condition(scene, verb, speaker)


def _turns(verb: Token) -> bool:
    """ "We will have a different conversation", "we shall do it ourselves", "we shall hand it to prosecutors"."""
    if verb.lemma_.lower() in listed("consequences", "kind"):
        return False
    inside = {t.lemma_.lower() for t in verb.subtree}
    return bool(inside & listed("consequences", "turns"))


def _on_condition(scene: Scene, verb: Token, speaker: int) -> bool:
    """Whether what will be done hangs on what another side does, or is done to "any ship that" does it."""
    struck = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if struck is not None and (is_anybody(struck) or any(c.lower_ in ("any", "every") for c in struck.children)):
        return True
    for mark in scene.sentence.tokens:
        if mark.lower_ not in CONDITIONS or mark.dep_ not in ("mark", "advmod", "aux"):
            continue
        clause = mark.head
        other = next((c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if clause.i == verb.i or (mark.tag_ == "MD" and (other is None or mark.i > other.i)):
            continue
        if other is None and not any(t.lower_ in SIDE for t in clause.subtree):
            return clause.lemma_.lower() not in listed("consequences", "procedure")
        if other is not None and (not _is_own(scene, other, speaker) or other.lower_ in ("it", "he", "she")):
            return clause.lemma_.lower() not in listed("consequences", "procedure")
    return False


def _is_own(scene: Scene, subject: Token, speaker: int) -> bool:
    """Whether a clause's subject is the side of who speaks: "we", "our forces", himself, or his state."""
    if subject.lower_ in SIDE or any(c.lower_ in SIDE for c in subject.lefts):
        return True
    named, party = scene.party_at(subject), scene.reading.speakers.party
    if subject.lower_ == "they":
        return party(speaker).kind not in (PartyKind.OFFICIAL, PartyKind.PERSON)
    unknown = party(speaker).kind is PartyKind.OFFICIAL and party(speaker).country is None
    if named is not None and unknown and party(named).kind is PartyKind.STATE:
        return _acts(scene, subject)
    if named is None:
        return subject.lower_ in ("it", "he", "she", "i") and subject.i > 0
    return named == speaker or (party(named).country is not None and party(named).country == party(speaker).country)


def _acts(scene: Scene, subject: Token) -> bool:
    """Whether no condition is put to the state: an official of unknown country speaks of his own by what it will do."""
    return any(c.tag_ == "MD" and c.lower_ != "should" for c in subject.head.children)
