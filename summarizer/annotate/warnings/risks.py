"""Risks: alerts about danger, without threat or demand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from summarizer.annotate.speech.addressees import Hit, Scene, idle_stretches, listed, pattern
from summarizer.annotate.warnings.issuers import is_wondered, issuers, sayer, spoken_for, voiced
from summarizer.annotate.warnings.wordings import wordings
from summarizer.schema import WarningKind

if TYPE_CHECKING:
    from spacy.tokens import Token


THAT = 9
"""Tokens within which the clause of a verb of warning must open."""


def risks_in(scene: Scene, others: bool, demands: bool = False) -> Iterator[Hit]:
    """Alerts about danger. `others` tells that the sentence holds another kind of warning already, and `demands`
    that all it holds are demands, beside which an alert may stand in a clause of its own."""
    text = scene.sentence.plain
    idle = idle_stretches(text)
    for token in scene.sentence.tokens:
        if any(a <= token.idx < b for a, b in idle):
            continue
        issuer = _alarm(scene, token, others and not (demands and _tells_that(token)))
        if issuer is not None and not is_wondered(token):
            yield Hit(WarningKind.RISK, scene.number, issuer, _alerted(scene, token, issuer))
            return
    wording = next(wordings(scene, "risk"), None)
    if wording is None:
        return
    token = wording.token
    accused = any(t.lemma_ in ("accuse", "blame", "charge") for t in token.ancestors)
    denied = accused or any(c.dep_ == "neg" for t in (token, token.head) for c in t.children)
    if denied or is_wondered(token) or (others and not (demands and _is_told(token))):
        return
    issuer = sayer(scene, token)
    if issuer is not None:
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
        if lemma == "tell" and any(c.dep_ == "ccomp" for c in verb.children):
            return True
        if lemma in ("call", "appeal") or lemma in listed("demand", "address") | listed("demand", "claim"):
            return False
        if lemma in ("say", "add", "note", "write", "argue"):
            return True
    return False


@cache
def _alarming() -> frozenset[str]:
    return frozenset().union(*(listed("risk", name) for name in ("verbs", "feelings", "moods", "dreads", "nouns")))


def _alarm(scene: Scene, token: Token, others: bool) -> int | None:
    """Who sounds an alarm with a word, None when it is none or nobody known sounds it."""
    lemma, head = token.lemma_.lower(), token.head
    if lemma not in _alarming() and token.lower_ not in listed("risk", "moods"):
        return None
    children = list(token.children)
    if any(c.dep_ == "neg" for c in children) or (others and lemma in listed("risk", "verbs") | {"warning"}):
        return None
    maker: Token | None = None
    if token.pos_ == "VERB" and lemma in listed("risk", "verbs"):
        unsaid = any(c.dep_ in ("auxpass", "nsubjpass") for c in children) and not any(
            c.dep_ == "agent" for c in children
        )
        maker = None if unsaid or _is_idle(token) or (lemma == "alert" and not _alerts(token)) else token
    elif lemma in listed("risk", "feelings") and token.pos_ == "NOUN" and token.dep_ == "dobj":
        maker = head if head.lemma_ in listed("risk", "shown") and _is_grave(token) else None
    elif lemma in listed("risk", "moods") and token.dep_ in ("acomp", "ROOT") and _is_grave(token):
        maker = head if token.dep_ == "acomp" else token
    elif (
        lemma in listed("risk", "dreads")
        and token.pos_ == "VERB"
        and any(c.dep_ in ("ccomp", "dobj") for c in children)
    ):
        maker = token if token.dep_ not in ("relcl",) or lemma == "fear" else None
    elif token.tag_ == "VBN" and token.lower_ in listed("risk", "moods") and _is_grave(token):
        felt = next((c for c in children if c.dep_ == "nsubjpass"), None)
        return None if felt is None else next(iter(voiced(scene, felt)), None)
    elif lemma in listed("risk", "nouns") and token.pos_ == "NOUN":
        if token.dep_ == "dobj" and head.lemma_ in listed("risk", "sounded"):
            maker = head
        elif any(c.lower_ in ("that", "of", "about") or c.dep_ in ("acl", "relcl", "ccomp") for c in children):
            return _owner(scene, token)
    return None if maker is None else next(iter(spoken_for(scene, maker, issuers(scene, maker))), None)


def _is_idle(verb: Token) -> bool:
    """Whether the weather, a delay, or a hasty judgement is all that is warned of."""
    links = [c for c in verb.children if c.lower_ in ("of", "about", "against")]
    told = [p for c in links for p in c.children if p.dep_ in ("pobj", "pcomp")]
    nouns = {t.lemma_.lower() for p in told for t in (p, *p.children)}
    return bool(nouns & (listed("risk", "idle") | listed("demand", "judgements")))


def _alerts(verb: Token) -> bool:
    """ "Alerted forces to": somebody is told of a danger."""
    deps = {c.dep_ for c in verb.children}
    return "dobj" in deps and (bool({"prep", "dative", "ccomp"} & deps))


def _is_grave(feeling: Token) -> bool:
    """Whether a concern is about what may come of something, and no mere displeasure."""
    about = [c for c in feeling.children if c.dep_ in ("prep", "ccomp", "acl", "relcl", "agent")]
    inside = [t for c in about for t in c.subtree]
    words = " ".join(t.text for t in inside)
    ahead = any(t.tag_ == "MD" for t in inside)
    return ahead or pattern("risk").search(words) is not None or any(c.lower_ in ("about", "over", "by") for c in about)


def _owner(scene: Scene, noun: Token) -> int | None:
    """Whose warning it is: "Oslo's warning that", "a warning from the agency"."""
    heads = [c for c in noun.children if c.dep_ == "poss"]
    heads += [p for c in noun.children if c.lower_ in ("by", "from") for p in c.children if p.dep_ == "pobj"]
    return next((n for n in map(scene.party_at, heads) if n is not None), None)


def _alerted(scene: Scene, token: Token, issuer: int | None) -> int | None:
    if token.lemma_.lower() not in listed("risk", "verbs"):
        return None
    aimed = next((c for c in token.children if c.dep_ in ("dobj", "dative")), None)
    target = scene.party_at(aimed)
    return None if target == issuer else target
