"""Risks: alerts about danger, without threat or demand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.annotate.speech.addressees import Hit, Scene, idle_stretches, listed, pattern
from summarizer.schema import WarningKind

if TYPE_CHECKING:
    from spacy.tokens import Token


THAT = 9
"""Tokens within which the clause of a verb of warning must open."""


def risks_in(scene: Scene, others: bool, demands: bool = False) -> Iterator[Hit]:
    """Alerts about danger. `others` tells that the sentence holds another kind of warning already, and `demands`
    that all it holds are demands, beside which an alert may stand in a clause of its own."""
    text = scene.sentence.doc.text
    idle = idle_stretches(text)
    for token in scene.sentence.doc:
        if any(a <= token.idx < b for a, b in idle):
            continue
        known, issuer = _alarm(scene, token, others and not (demands and _tells_that(token)))
        if known:
            doubts = frozenset({"issuer"}) if issuer is None else frozenset[str]()
            yield Hit(WarningKind.RISK, scene.number, issuer, _alerted(scene, token, issuer), doubts)
            return
    match = pattern("risk").search(text)
    token = None if match is None else scene.token_at(match.start())
    denied = token is not None and any(c.dep_ == "neg" for t in (token, token.head) for c in t.children)
    if denied or (others and not (demands and token is not None and _is_told(token))):
        return
    if match is not None and token is not None and not any(a <= match.start() < b for a, b in idle):
        known, issuer = scene.issuer(token)
        if known and issuer is not None:
            yield Hit(WarningKind.RISK, scene.number, issuer, None, frozenset({"warning"}))


def _tells_that(verb: Token) -> bool:
    """ "Warned that X could": a clause of its own, not what somebody is to do."""
    inside = {t.i for t in verb.subtree}
    link = next((t for t in verb.doc[verb.i : verb.i + THAT] if t.lower_ == "that" and t.i in inside), None)
    return link is not None and not any(c.dep_ == "xcomp" and c.i < link.i for c in verb.children)


def _is_told(token: Token) -> bool:
    """Whether a word stands in what somebody says will happen, not in what he asks for."""
    for verb in (token, *token.ancestors):
        lemma = verb.lemma_.lower()
        if any(c.lower_ in ("must", "should") for c in verb.children):
            return False
        if lemma in ("call", "appeal") or lemma in listed("demand", "address") | listed("demand", "claim"):
            return False
        if lemma in ("say", "add", "note", "write", "argue"):
            return True
    return False


def _alarm(scene: Scene, token: Token, others: bool) -> tuple[bool, int | None]:
    """Whether a word sounds an alarm, and who does."""
    lemma, head = token.lemma_.lower(), token.head
    negated = any(c.dep_ == "neg" for c in token.children)
    if token.pos_ == "VERB" and lemma in listed("risk", "verbs") and not others and not negated:
        return scene.doer(token)
    if lemma in listed("risk", "feelings") and token.pos_ == "NOUN" and token.dep_ == "dobj":
        return scene.doer(head) if head.lemma_ in listed("risk", "shown") else (False, None)
    if lemma in listed("risk", "moods") and token.dep_ in ("acomp", "ROOT") and not negated:
        return scene.doer(head if token.dep_ == "acomp" else token)
    if lemma == "fear" and token.pos_ == "VERB" and any(c.dep_ in ("ccomp", "dobj") for c in token.children):
        return scene.doer(token)
    if (
        lemma == "warning"
        and token.dep_ == "dobj"
        and not others
        and head.lemma_ in ("issue", "give", "deliver", "send", "repeat", "renew", "sound")
    ):
        return scene.doer(head)
    return False, None


def _alerted(scene: Scene, token: Token, issuer: int | None) -> int | None:
    if token.lemma_.lower() not in listed("risk", "verbs"):
        return None
    aimed = next((c for c in token.children if c.dep_ in ("dobj", "dative")), None)
    target = scene.party_at(aimed)
    return None if target == issuer else target
