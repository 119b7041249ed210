"""Demands: calls to stop, refrain, honour a commitment, or do something, as somebody's own act of calling."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.annotate.speech.addressees import Hit, Scene, listed
from summarizer.annotate.warnings.issuers import is_merely_planned, is_wondered, issuers
from summarizer.annotate.warnings.orders import orders_in
from summarizer.schema import WarningKind

if TYPE_CHECKING:
    from spacy.tokens import Token

MILD = frozenset({"ask", "request", "invite", "tell", "order", "instruct", "press", "encourage", "want", "expect"})
"""Verbs that also tell of everyday orders: they count when a party is addressed, or told to stop and the like."""
ORDERING = frozenset({"order", "instruct", "tell", "command"})
ASKING = frozenset({"ask", "request", "invite", "encourage", "want", "expect"})
ON = frozenset({"on", "upon", "to"})


def demands_in(scene: Scene) -> Iterator[Hit]:
    """The demands of a sentence."""
    for token in scene.sentence.tokens:
        lemma = token.lemma_.lower()
        denied = any(c.dep_ == "neg" for c in token.children)
        if token.pos_ in ("VERB", "AUX") and not denied and not _is_wished(token) and not is_wondered(token):
            yield from _addressed(scene, token, lemma)
            yield from _claimed(scene, token, lemma)
            yield from _asked_for(scene, token, lemma)
        if token.pos_ == "NOUN" and lemma in listed("demand", "nouns") and not is_wondered(token):
            yield from _renewed(scene, token)
    yield from orders_in(scene)


def _is_wished(verb: Token) -> bool:
    """Whether a verb only tells what somebody is asked to do ("recommends that the Council call upon states")."""
    return verb.dep_ == "ccomp" and verb.tag_ in ("VB", "VBP") and verb.head.lemma_.lower() in listed("demand", "claim")


def _by(scene: Scene, verb: Token, target: int | None, doubtful: bool = False) -> Iterator[Hit]:
    """One demand for each of those who make it together."""
    doubts = frozenset({"warning"} if doubtful else ())
    for issuer in issuers(scene, verb):
        if issuer != target:
            yield Hit(WarningKind.DEMAND, scene.number, issuer, target, doubts)


def _addressed(scene: Scene, verb: Token, lemma: str) -> Iterator[Hit]:
    """ "Urged X to", "called on X to", "warned X not to", "warned X against"."""
    children = list(verb.children)
    if lemma in ("call", "appeal"):
        yield from _called_on(scene, verb, children)
        return
    infinitive = _what_to_do(children)
    against = next((c for c in children if c.lower_ == "against"), None)
    if lemma not in listed("demand", "address") or (infinitive is None and (lemma != "warn" or _is_idle(against))):
        return
    asked = next((c for c in children if c.dep_ in ("dobj", "nsubjpass", "dative")), None)
    if asked is None and infinitive is not None:
        asked = next((c for c in infinitive.children if c.dep_ == "nsubj"), None)
    if asked is None or asked.lemma_.lower() in listed("demand", "bystanders"):
        return
    mild = lemma in MILD
    if mild and (is_merely_planned(verb) or not _is_pressed(scene, lemma, asked, infinitive)):
        return
    for each in _named(scene, asked):
        yield from _by(scene, verb, each, doubtful=mild)


def _what_to_do(children: list[Token]) -> Token | None:
    """The infinitive after a verb of demanding, also where it is parsed as part of a clause about who is asked."""
    clauses = [c for c in children if c.dep_ in ("xcomp", "ccomp", "advcl")]
    inner = (g for c in children if c.dep_ == "dobj" for a in c.children if a.dep_ == "acl" for g in a.children)
    return next((c for c in (*clauses, *inner) if _is_infinitive(c)), None)


def _is_pressed(scene: Scene, lemma: str, asked: Token, infinitive: Token | None) -> bool:
    """Whether a mild verb tells of a demand: a party is to act, or somebody is told to stop and the like."""
    to_do = "" if infinitive is None else infinitive.lemma_.lower()
    acts = to_do in listed("demand", "acts") and to_do not in listed("demand", "favours")
    party = _named(scene, asked) != [None]
    if lemma in ASKING:
        return acts and (party or lemma not in ("want", "expect"))
    own = any(c.dep_ == "poss" and c.lower_ in ("its", "his", "her", "their", "our") for c in asked.children)
    return (party or acts) and not own and not _is_subordinate(scene, asked)


def _is_subordinate(scene: Scene, asked: Token) -> bool:
    """Whether somebody gives an order to his own side: a state to its ministry, an army to its garrison."""
    if asked.head.lemma_ not in ORDERING:
        return False
    if asked.lemma_.lower() in listed("demand", "subordinates"):
        return not any(c.dep_ in ("amod", "poss") for c in asked.lefts)
    party = scene.reading.speakers.party
    countries = {party(n).country for n in (*issuers(scene, asked.head), *_named(scene, asked)) if n is not None}
    return len(countries) == 1 and None not in countries and _named(scene, asked) != [None]


def _is_idle(against: Token | None) -> bool:
    """Whether nothing, or only a judgement, is warned against ("against reading too much into it")."""
    warned = [] if against is None else [c for c in against.children if c.dep_ in ("pcomp", "pobj")]
    return not warned or warned[0].lemma_.lower() in listed("demand", "judgements")


def _called_on(scene: Scene, verb: Token, children: list[Token]) -> Iterator[Hit]:
    """ "Called on X to", "appealed to X for", also of several in turn ("and on Y to")."""
    on = next((c for c in children if c.dep_ in ("prep", "prt", "dative") and c.lower_ in ON), None)
    if on is None:
        return
    asked = next((c for c in (*on.children, *children) if c.dep_ in ("pobj", "dobj")), None)
    nearby = [*children, *([] if asked is None else asked.children)]
    if not any(_is_infinitive(c) or c.lower_ == "for" for c in nearby):
        return
    links = [t for t in scene.sentence.doc[on.i + 1 :] if t.lower_ in ON and t.pos_ == "ADP" and _joins(t)]
    others = [p for link in links for p in link.children if p.dep_ == "pobj" and _infinitive_after(p)]
    for head in (asked, *others):
        for target in _named(scene, head):
            yield from _by(scene, verb, target)


def _joins(link: Token) -> bool:
    return bool(link.i > 0 and link.nbor(-1).lower_ == "and")


def _infinitive_after(noun: Token) -> bool:
    """Whether "to" and a verb follow a name closely ("on the Council to act")."""
    after = noun.doc[noun.i + 1 : noun.i + 4]
    return any(t.tag_ == "TO" for t in after)


def _is_infinitive(verb: Token) -> bool:
    return verb.tag_ in ("VB", "VBN") and any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.children)


def _named(scene: Scene, head: Token | None) -> list[int | None]:
    """The parties that a phrase names or that own it ("the Iranian government"); one None when it names none."""
    named = scene.parties_at(head)
    if named != [None] or head is None:
        return named
    before = {scene.sentence.start(t) for t in head.lefts if t.dep_ in ("amod", "compound", "poss", "nmod")}
    mentions = scene.reading.speakers.mentions(scene.number)
    return [next((p.number for m, p in mentions if any(m.start <= at < m.end for at in before)), None)]


def _claimed(scene: Scene, verb: Token, lemma: str) -> Iterator[Hit]:
    """ "Demanded that X", "demanded an end to", "called for a halt to"."""
    if lemma in ("call", "appeal"):
        if any(c.dep_ == "dobj" for c in verb.children):
            return
        wished = [p for c in verb.children if c.lower_ == "for" and c.dep_ == "prep" for p in c.children]
        idle = listed("demand", "idle")
        if any(p.dep_ == "pobj" and p.lemma_.lower() not in idle for p in wished):
            on = any(c.lower_ in ON and c.dep_ in ("prep", "prt", "dative") for c in verb.children)
            if not on:
                yield from _by(scene, verb, None)
        return
    if lemma not in listed("demand", "claim"):
        return
    clause = next((c for c in verb.children if c.dep_ == "ccomp"), None)
    if lemma in ("recommend", "remind", "advise") and not _binds(clause, verb):
        return
    wished = [c for c in verb.children if c.dep_ in ("dobj", "xcomp")]
    if lemma == "insist" and (clause is None or clause.tag_ != "VB"):
        return
    if (clause is None and not wished) or (clause is None and wished[0].lemma_.lower() in listed("demand", "idle")):
        return
    subject = next((c for c in clause.children if c.dep_.startswith("nsubj")), None) if clause is not None else None
    if lemma == "remind":
        subject = next((c for c in verb.children if c.dep_ == "dobj"), None)
    yield from _by(scene, verb, _named(scene, subject)[0])


def _binds(clause: Token | None, verb: Token) -> bool:
    """Whether "recommended that X act" or "reminded X that it must" leaves the other side something to do."""
    if verb.lemma_ in ("recommend", "advise"):
        return clause is not None and (
            clause.tag_ in ("VB", "VBP") or any(c.lower_ == "should" for c in clause.children)
        )
    told = [t.lemma_.lower() for t in verb.subtree]
    return any(word in listed("demand", "duties") for word in told)


def _asked_for(scene: Scene, verb: Token, lemma: str) -> Iterator[Hit]:
    """ "Asked X for an explanation", "sought assurances from X"."""
    if lemma not in ("ask", "press", "seek", "request") or is_merely_planned(verb):
        return
    wished = [c for c in verb.children if c.dep_ == "dobj" and lemma in ("seek", "request")]
    wished += [p for c in verb.children if c.lower_ == "for" for p in c.children if p.dep_ == "pobj"]
    if not any(w.lemma_.lower() in listed("demand", "accounts") | listed("demand", "ends") for w in wished):
        return
    asked = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and c not in wished), None)
    sources = [p for w in (verb, *wished) for c in w.children if c.lower_ == "from" for p in c.children]
    target = _named(scene, asked or next(iter(sources), None))[0]
    if target is not None or any(w.lemma_.lower() in listed("demand", "ends") for w in wished):
        yield from _by(scene, verb, target, doubtful=True)


def _renewed(scene: Scene, noun: Token) -> Iterator[Hit]:
    """ "Repeated its call for", "issued an ultimatum to", "a call by X for Y to"."""
    given = noun.lemma_ in ("ultimatum", "pressure")
    if not given and not any(c.dep_ in ("prep", "acl", "relcl") for c in noun.children):
        return
    to = [c for c in noun.head.children if given and c.dep_ == "dative" and c.pos_ != "ADP"]
    to += [p for c in noun.head.children if given and c.lower_ == "on" for p in c.children if p.dep_ == "pobj"]
    to += [p for c in noun.children if c.lower_ in ON and c.dep_ == "prep" for p in c.children if p.dep_ == "pobj"]
    target = _named(scene, to[0])[0] if to else None
    if noun.dep_ == "dobj" and noun.head.lemma_.lower() in listed("demand", "renewed"):
        yield from _by(scene, noun.head, target, doubtful=True)
        return
    wanted = any(c.lower_ in ("for", "that", "on") or c.dep_ in ("acl", "relcl") for c in noun.children)
    clause = any(c.dep_ in ("acl", "relcl", "ccomp") for c in noun.children)
    for caller in _callers(scene, noun) if wanted and (clause or noun.lemma_.lower() != "demand") else ():
        if caller != target:
            yield Hit(WarningKind.DEMAND, scene.number, caller, target, frozenset({"warning"}))


def _callers(scene: Scene, noun: Token) -> list[int]:
    """Whose call it is: "Amnesty's call", "a call by Amnesty"."""
    heads = [c for c in noun.children if c.dep_ == "poss"]
    heads += [p for c in noun.children if c.lower_ in ("by", "from") for p in c.children if p.dep_ == "pobj"]
    found = [scene.party_at(t) for head in heads for t in (head, *head.conjuncts)]
    return list(dict.fromkeys(n for n in found if n is not None))
