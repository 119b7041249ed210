"""Sanctions: who threatens, announces or keeps up sanctions, export controls or bans, and against whom."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING

from summarizer.annotate.speech.addressees import Hit, Scene, listed
from summarizer.annotate.speech.frames import core
from summarizer.annotate.warnings.issuers import is_wondered, issuers, sayer
from summarizer.annotate.warnings.measures import measures_in
from summarizer.annotate.warnings.wordings import wordings
from summarizer.schema import PartyKind, WarningKind

if TYPE_CHECKING:
    from spacy.tokens import Token

AIMED = ("on", "against", "upon", "at", "targeting")
OPEN = frozenset({"table", "option", "possible", "inevitable", "ready", "next", "card", "cards"})
"""What sanctions are when they are not yet imposed."""
HITTING = frozenset({"threaten", "hit", "warn", "punish", "target", "place", "put", "add", "include", "enter", "slap"})
POWERS = frozenset(
    {PartyKind.STATE, PartyKind.GOVERNMENT_BODY, PartyKind.INTERNATIONAL_ORGANISATION, PartyKind.OFFICIAL}
)
DUE = frozenset({"should", "must", "can"})
"""What one must do about sanctions that will come ("should expect to find itself on the list")."""
PACKAGES = frozenset(
    "list regime package measure designation round order decree law programme program step bill".split()
)
"""What sanctions come in: the whole phrase tells whose they are and whom they hit."""
PAPERS = frozenset("bill law order decree resolution amendment proposal motion package plan legislation act".split())
"""What tells who wants sanctions when it "would impose" them."""
TRADE = frozenset("export sale supply shipment delivery transfer trade import".split())


def sanctions_in(scene: Scene) -> Iterator[Hit]:
    """Sanctions that a sentence threatens, announces, or tells as standing between two named parties."""
    found = list(_named_ones(scene))
    yield from found or measures_in(scene)


def _named_ones(scene: Scene) -> Iterator[Hit]:
    """What is called sanctions, an embargo, a ban and so on."""
    for wording in wordings(scene, "sanctions"):
        token = scene.token_at(wording.end - 1)
        if token is not None and token.dep_ == "compound" and token.head.lemma_.lower() in PACKAGES:
            token = token.head
        if token is None or _undone(token) or is_wondered(token):
            continue
        targets = _sanctioned(scene, token) or [None]
        if _broken(token) and (None in targets or not (_owners(scene, token) or _imposers(scene, token))):
            continue
        if token.lemma_ == "designate" and (token.pos_ != "VERB" or targets == [None]):
            continue
        powers = _sanctioners(scene, token, targets)
        if powers:
            for issuer, target in product(powers, targets):
                yield Hit(WarningKind.SANCTIONS, scene.number, issuer, target)
            return


def _undone(token: Token) -> bool:
    """Whether sanctions are lifted, broken or only part of a compound ("sanctions relief")."""
    above = [token.head, token.head.head] if token.dep_ != "ROOT" else []
    negated = any(c.dep_ == "neg" or c.lower_ == "no" for c in token.children)
    asked = any(t.lemma_.lower() == "ask" for t in token.ancestors)
    feared = any(t.lemma_ == "fear" and t.pos_ == "NOUN" for t in above)
    return negated or asked or feared or any(t.lemma_.lower() in listed("sanctions", "undone") for t in above)


def _broken(token: Token) -> bool:
    """Whether the sanctions are only told to be broken or dodged: they stand all the same, if it is told whose."""
    above = [token.head, token.head.head] if token.dep_ != "ROOT" else []
    return any(t.lemma_.lower() in listed("sanctions", "broken") for t in above)


def _imposers(scene: Scene, token: Token) -> list[int]:
    """Who imposed them, told in a clause of their own: "the embargo that the Council imposed", "imposed by it"."""
    for clause in token.children:
        if clause.dep_ in ("relcl", "acl") and clause.lemma_.lower() in listed("sanctions", "made"):
            agents = (p for c in clause.children if c.lower_ == "by" for p in c.children if p.dep_ == "pobj")
            named = [n for n in map(scene.party_at, agents) if n is not None]
            if named:
                return named
            doer = next((c for c in clause.children if c.dep_ == "nsubj" and c.tag_ not in ("WDT", "WP")), None)
            return [] if doer is None else [n for n in scene.parties_at(doer) if n is not None]
    return []


def _sanctioners(scene: Scene, token: Token, targets: list[int | None]) -> list[int]:
    """Who imposes, announces or threatens them: several states may do so together."""
    speaker = sayer(scene, token)
    makers = _imposers(scene, token) or ([] if _is_foreign(scene, token) else _makers(scene, token))
    for powers in (_owners(scene, token) if makers or targets != [None] or _stands(token) else [], makers):
        found = [p for p in powers if p not in targets]
        if found:
            return [] if _is_wished(token) else _spoken_for(scene, token, found, speaker)
    speaks = speaker is not None and scene.reading.speakers.party(speaker).kind in POWERS
    own = (
        speaks
        and not any(t.lemma_ in ("threat", "fear", "risk") and t.pos_ == "NOUN" for t in (token.head, token.head.head))
        and not _is_foreign(scene, token)
        and speaker not in targets
        and _is_prospect(token)
    )
    return [speaker] if own and speaker is not None else []


def _stands(token: Token) -> bool:
    """Whether it tells of sanctions to come, or that somebody is under them, though no party of the text."""
    above = [token.head, token.head.head]
    return _is_prospect(token) or any(t.lower_ == "under" and t.head.lemma_ in ("be", "come", "place") for t in above)


def _spoken_for(scene: Scene, token: Token, powers: list[int], speaker: int | None) -> list[int]:
    """The official who announces what his own state will do, in place of the state."""
    party = scene.reading.speakers.party
    if len(powers) > 1 or speaker is None or not _is_prospect(token) or party(speaker).kind is not PartyKind.OFFICIAL:
        return powers
    power = party(powers[0])
    same = power.kind in (PartyKind.STATE, PartyKind.GOVERNMENT_BODY) and power.country == party(speaker).country
    return [speaker] if same and power.country is not None else powers


def _is_wished(token: Token) -> bool:
    """Whether somebody else is asked to impose them: a demand, no sanctions yet."""
    obliged = (c.lower_ in ("should", "must", "ought") for t in token.ancestors for c in t.children if c.tag_ == "MD")
    asked = (
        t.head.lemma_.lower() in listed("demand", "address") | listed("demand", "claim") | {"call", "want"}
        for t in token.ancestors
        if t.dep_ in ("xcomp", "ccomp", "pobj") and t.head.lemma_ not in ("warn", "remind", "expect")
    )
    return any(obliged) or any(asked)


def _is_prospect(token: Token) -> bool:
    """Whether the sanctions are somebody's plan or threat, not a fact about others."""
    ahead = ("will", "would", "could", "may", "might", "shall", "'ll", "can")
    for verb in (token, *token.ancestors):
        if verb.lemma_ in ("warn", "threaten"):
            return True
        children = {c.lower_ for c in verb.children}
        if verb.lemma_ in ("rule", "exclude") and "out" in children | {"out"} and children & {"not", "n't"}:
            return True
        if verb.lemma_ in ("expect", "prepare") and any(c.lower_ in DUE and c.tag_ == "MD" for c in verb.children):
            return True
        if verb.lemma_ in ("be", "remain", "stay") and any(t.lower_ in OPEN for t in verb.subtree):
            return True
        if verb.pos_ in ("VERB", "AUX") and any(c.lower_ in ahead and c.tag_ == "MD" for c in verb.children):
            return not any(c.dep_ == "advcl" and token in c.subtree for c in verb.children)
        if verb.tag_ in ("VBD", "VBZ", "VBP"):
            return any(t.lemma_ in ("warn", "threaten") for t in verb.ancestors)
    return False


def _is_foreign(scene: Scene, token: Token) -> bool:
    """Whether the sanctions have an owner who is no party, or are those of others ("the UN embargo", "our allies")."""
    named = any(t.pos_ == "PROPN" and t.dep_ in ("compound", "poss") for t in token.lefts)
    doer = next((c for t in token.ancestors for c in t.children if c.dep_ == "nsubj"), None)
    return named or (doer is not None and doer.lemma_.lower() in ("ally", "partner", "neighbour", "neighbor", "other"))


def _owners(scene: Scene, token: Token) -> list[int]:
    """ "US sanctions", "Washington's export controls", "sanctions by the EU"."""
    phrase = [t for t in core(token) if t.i < token.i]
    if any(t.tag_ == "WP$" for t in phrase):
        phrase += [a.head for a in token.ancestors if a.dep_ == "relcl"][:1]
    phrase += [p for c in token.children if c.lower_ == "by" for p in c.children]
    phrase += [c for t in phrase for c in t.conjuncts]
    at = {scene.sentence.start(t) for t in phrase}
    found = (
        party.number
        for mention, party in scene.reading.speakers.mentions(scene.number)
        if party.kind in POWERS and any(mention.start <= offset < mention.end for offset in at)
    )
    return list(dict.fromkeys(found))


def _makers(scene: Scene, token: Token) -> list[int]:
    """The subjects of the verb that imposes, announces or threatens them."""
    for verb in (token, *token.ancestors):
        if verb.pos_ not in ("VERB", "AUX"):
            continue
        if verb.lemma_.lower() not in listed("sanctions", "made") and verb.i != token.i:
            return []
        doers = issuers(scene, verb)
        if doers:
            return doers
        paper = verb.head if verb.dep_ in ("relcl", "acl") else None
        if paper is not None and paper.lemma_.lower() in PAPERS:
            return _owners(scene, paper) or (issuers(scene, paper.head) if paper.dep_ == "dobj" else [])
        if verb.dep_ not in ("xcomp", "conj", "pcomp", "advcl"):
            return []
    return []


def _sanctioned(scene: Scene, token: Token) -> list[int | None]:
    """Who is sanctioned: after "on" or "against", the object of "sanctioned", or the subject of a passive."""
    places = [token, token.head] if token.pos_ == "NOUN" else [token]
    places += [
        c for c in token.children if c.dep_ in ("relcl", "acl") and c.lemma_.lower() in listed("sanctions", "made")
    ]
    for place in places:
        for child in place.children:
            if child.lower_ in AIMED and child.dep_ in ("prep", "acl", "advcl"):
                for aimed in child.children:
                    if aimed.dep_ in ("pobj", "dobj"):
                        return _named(scene, _destinations(aimed) or [aimed])
    verb = token if token.pos_ == "VERB" else token.head.head if token.dep_ == "pobj" else None
    if verb is not None and (verb.i == token.i or verb.lemma_ in HITTING):
        for child in verb.children:
            if child.dep_ in ("dobj", "nsubjpass"):
                return _named(scene, [child])
    if token.dep_ == "acl" and token.tag_ == "VBN" and any(c.dep_ == "agent" for c in token.children):
        return _named(scene, [token.head])
    return _facing(scene, token)


def _facing(scene: Scene, token: Token) -> list[int | None]:
    """Who "would face sanctions": the subject, or for a pronoun whoever was warned of it."""
    if token.head.lower_ == "under" and token.head.head.pos_ in ("NOUN", "PROPN"):
        return _named(scene, [token.head.head])
    for verb in token.ancestors:
        if verb.lemma_ in ("face", "risk", "incur"):
            subjects = [c for c in verb.children if c.dep_ == "nsubj"]
            warned = [c for t in verb.ancestors if t.lemma_ in ("warn", "tell") for c in t.children if c.dep_ == "dobj"]
            return _named(scene, subjects) or _named(scene, warned)
    return []


def _destinations(aimed: Token) -> list[Token]:
    """Where trade is forbidden to go ("a ban on all exports of arms to X and to Y")."""
    if aimed.lemma_.lower() not in TRADE:
        return []
    inside = set(aimed.subtree)
    links = [
        t
        for t in aimed.doc[aimed.i + 1 :]
        if t.lower_ == "to" and t.pos_ == "ADP" and (t in inside or t.nbor(-1).lower_ in ("and", "or"))
    ]
    return [p for link in links for p in link.children if p.dep_ == "pobj"]


def _named(scene: Scene, heads: list[Token]) -> list[int | None]:
    """The parties that phrases and what is coordinated with them name, each once."""
    found = (scene.party_at(t, modifiers=True) for head in heads for t in (head, *head.conjuncts))
    return list(dict.fromkeys(n for n in found if n is not None))
