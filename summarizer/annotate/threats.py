"""Sanctions, other consequences, and alerts about risk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.annotate.addressees import Hit, Scene, idle_stretches, listed, pattern
from summarizer.annotate.speech import core
from summarizer.schema import PartyKind, WarningKind

if TYPE_CHECKING:
    from spacy.tokens import Token

AIMED = ("on", "against", "upon", "at", "targeting")
POWERS = frozenset(
    {PartyKind.STATE, PartyKind.GOVERNMENT_BODY, PartyKind.INTERNATIONAL_ORGANISATION, PartyKind.OFFICIAL}
)


def sanctions_in(scene: Scene) -> Iterator[Hit]:
    """Sanctions that a sentence threatens, announces, or tells as standing between two named parties."""
    for match in pattern("sanctions").finditer(scene.sentence.doc.text):
        token = scene.token_at(match.end() - 1)
        if token is None or _undone(token):
            continue
        target = _sanctioned(scene, token)
        issuer = _sanctioner(scene, token, target)
        if issuer is not None and issuer != target:
            yield Hit(WarningKind.SANCTIONS, scene.number, issuer, target)
            return


def _undone(token: Token) -> bool:
    """Whether sanctions are lifted, broken or only part of a compound ("sanctions relief")."""
    above = [token.head, token.head.head] if token.dep_ != "ROOT" else []
    negated = any(c.dep_ == "neg" or c.lower_ == "no" for c in token.children)
    asked = any(t.lemma_.lower() == "ask" for t in token.ancestors)
    return negated or asked or any(t.lemma_.lower() in listed("sanctions", "undone") for t in above)


def _sanctioner(scene: Scene, token: Token, target: int | None) -> int | None:
    for power in (_owner(scene, token), _maker(scene, token)):
        if power is not None and power != target:
            return power
    said, claimant = scene.issuer(token)
    speaks = said and claimant is not None and scene.reading.speakers.party(claimant).kind in POWERS
    return claimant if speaks and _is_prospect(token) else None


def _is_prospect(token: Token) -> bool:
    """Whether the sanctions are somebody's plan or threat, not a fact about others."""
    above = [token, *token.ancestors]
    ahead = ("will", "would", "could", "may", "might", "shall", "'ll")
    return any(c.lower_ in ahead and c.tag_ == "MD" for t in above for c in t.children) or any(
        t.lemma_ in ("warn", "threaten") for t in above
    )


def _owner(scene: Scene, token: Token) -> int | None:
    """ "US sanctions", "Washington's export controls", "sanctions by the EU"."""
    phrase = [t for t in core(token) if t.i < token.i]
    phrase += [p for c in token.children if c.lower_ == "by" for p in c.children]
    phrase += [c for t in phrase for c in t.conjuncts]
    at = {scene.sentence.start(t) for t in phrase}
    for mention, party in scene.reading.speakers.mentions(scene.number):
        if party.kind in POWERS and any(mention.start <= offset < mention.end for offset in at):
            return party.number
    return None


def _maker(scene: Scene, token: Token) -> int | None:
    """The subject of the verb that imposes, announces or threatens them."""
    for verb in (token, *token.ancestors):
        if verb.pos_ not in ("VERB", "AUX"):
            continue
        if verb.lemma_.lower() not in listed("sanctions", "made") and verb.i != token.i:
            return None
        known, party = scene.doer(verb)
        if known:
            return party
        if verb.dep_ not in ("xcomp", "conj", "pcomp", "advcl"):
            return None
    return None


def _sanctioned(scene: Scene, token: Token) -> int | None:
    """Who is sanctioned: after "on" or "against", the object of "sanctioned", or the subject of a passive."""
    places = [token, token.head] if token.pos_ == "NOUN" else [token]
    for place in places:
        for child in place.children:
            if child.lower_ in AIMED and child.dep_ in ("prep", "acl", "advcl"):
                for aimed in child.children:
                    if aimed.dep_ in ("pobj", "dobj"):
                        return scene.party_at(aimed, modifiers=True)
    verb = token if token.pos_ == "VERB" else token.head.head if token.dep_ == "pobj" else None
    if verb is not None and (verb.i == token.i or verb.lemma_ in ("threaten", "hit", "warn", "punish", "target")):
        for child in verb.children:
            if child.dep_ in ("dobj", "nsubjpass"):
                return scene.party_at(child, modifiers=True)
    return None


def consequences_in(scene: Scene, asked: int | None) -> Iterator[Hit]:
    """Threats of any other response. `asked` is whom the same sentence makes a demand of, if anybody."""
    text = scene.sentence.doc.text
    idle = idle_stretches(text)
    for match in pattern("consequences").finditer(text):
        token = scene.token_at(match.start() + len(match.group()) - len(match.group().lstrip()))
        if token is None or any(a <= match.start() < b for a, b in idle) or not _looks_ahead(token, text):
            continue
        known, issuer = scene.issuer(token)
        if not known:
            known, issuer = _vowing(scene, token)
        if known and issuer is not None:
            yield Hit(WarningKind.CONSEQUENCES, scene.number, issuer, _threatened(scene, token, issuer) or asked)
            return
    yield from _threats(scene, asked)


def _looks_ahead(token: Token, text: str) -> bool:
    """Whether the words speak of what will be: a report of past retaliation threatens nobody."""
    for verb in (token, *token.ancestors):
        if verb.pos_ not in ("VERB", "AUX"):
            continue
        ahead = any(c.tag_ in ("MD", "TO") for c in verb.children) or verb.tag_ in ("MD", "VB", "VBG")
        if ahead or verb.lemma_ in ("warn", "threaten", "vow", "promise", "reserve", "face", "be"):
            return True
        if verb.tag_ in ("VBD", "VBN"):
            return False
    return False


def _vowing(scene: Scene, token: Token) -> tuple[bool, int | None]:
    for verb in token.ancestors:
        if verb.lemma_.lower() in listed("consequences", "threats") | {"pledge", "promise", "reserve"}:
            return scene.doer(verb)
    return False, None


def _threats(scene: Scene, asked: int | None) -> Iterator[Hit]:
    """ "Threatened to", "threatened X with": a threat whatever it consists of, unless of sanctions."""
    for verb in scene.sentence.doc:
        if verb.lemma_.lower() != "threaten" or verb.pos_ != "VERB" or any(c.dep_ == "neg" for c in verb.children):
            continue
        content = [c for c in verb.children if c.dep_ in ("xcomp", "ccomp", "prep")]
        content += [c for c in verb.children if c.dep_ == "dobj" and scene.party_at(c) is None]
        if not content or any(pattern("sanctions").search(t.text) for c in content for t in c.subtree):
            continue
        known, issuer = scene.doer(verb)
        if known and issuer is not None:
            aimed = next((c for c in verb.children if c.dep_ == "dobj"), None)
            yield Hit(WarningKind.CONSEQUENCES, scene.number, issuer, scene.party_at(aimed) or asked)
            return


def _threatened(scene: Scene, token: Token, issuer: int) -> int | None:
    """Whom a threat addresses: after "against", who "will pay" or "will face", or who was warned."""
    for verb in (token, *token.ancestors):
        for child in verb.children:
            found: int | None = None
            if child.lower_ in ("against", "for", "at") and child.dep_ == "prep":
                found = next((scene.party_at(c) for c in child.children if c.dep_ == "pobj"), None)
            elif (
                child.dep_ in ("nsubj", "nsubjpass")
                and verb.lemma_
                in (
                    "pay",
                    "face",
                    "regret",
                    "hold",
                    "suffer",
                    "bear",
                )
            ) or (child.dep_ in ("dobj", "dative") and verb.lemma_ in ("warn", "threaten", "punish", "hold", "tell")):
                found = scene.party_at(child)
            if found is not None and found != issuer:
                return found
    return None


def risks_in(scene: Scene, others: bool) -> Iterator[Hit]:
    """Alerts about danger. `others` tells that the sentence holds another kind of warning already."""
    text = scene.sentence.doc.text
    idle = idle_stretches(text)
    for token in scene.sentence.doc:
        if any(a <= token.idx < b for a, b in idle):
            continue
        known, issuer = _alarm(scene, token, others)
        if known:
            doubts = frozenset({"issuer"}) if issuer is None else frozenset[str]()
            yield Hit(WarningKind.RISK, scene.number, issuer, _alerted(scene, token, issuer), doubts)
            return
    if others:
        return
    match = pattern("risk").search(text)
    token = None if match is None else scene.token_at(match.start())
    if match is not None and token is not None and not any(a <= match.start() < b for a, b in idle):
        known, issuer = scene.issuer(token)
        if known and issuer is not None:
            yield Hit(WarningKind.RISK, scene.number, issuer, None, frozenset({"warning"}))


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
