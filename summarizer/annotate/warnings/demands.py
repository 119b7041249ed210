"""Demands: calls to stop, refrain, honour a commitment, or do something, as somebody's own act of calling."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.annotate.speech.addressees import Hit, Scene, listed
from summarizer.annotate.warnings.calls import ON, calls_in, demanded
from summarizer.annotate.warnings.issuers import is_merely_planned, is_wondered
from summarizer.annotate.warnings.orders import orders_in
from summarizer.annotate.warnings.pressing import MILD, is_idle_wish, named

if TYPE_CHECKING:
    from spacy.tokens import Token

PLEADING = {"insist": "on", "plead": "for", "push": "for", "press": "for", "lobby": "for", "campaign": "for"}
"""Verbs that demand an end or an account with a preposition."""
SUBJUNCTIVE = frozenset({"request", "ask", "urge", "propose"})
"""Verbs that demand with "that X act"."""


def demands_in(scene: Scene) -> Iterator[Hit]:
    """The demands of a sentence."""
    for token in scene.sentence.tokens:
        lemma = token.lemma_.lower()
        denied = any(c.dep_ == "neg" for c in token.children)
        if token.pos_ in ("VERB", "AUX") and not denied and not _is_wished(token) and not is_wondered(token):
            yield from _addressed(scene, token, lemma)
            yield from _claimed(scene, token, lemma)
            yield from _asked_for(scene, token, lemma)
    yield from calls_in(scene)
    yield from orders_in(scene)


def _is_wished(verb: Token) -> bool:
    """Whether a verb only tells what somebody is asked to do ("recommends that the Council call upon states")."""
    return verb.dep_ == "ccomp" and verb.tag_ in ("VB", "VBP") and verb.head.lemma_.lower() in listed("demand", "claim")


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
    if lemma == "plead" and asked is None:
        asked = next((p for c in children if c.lower_ == "with" for p in c.children if p.dep_ == "pobj"), None)
    if asked is None and infinitive is not None:
        asked = next((c for c in infinitive.children if c.dep_ == "nsubj"), None)
    if asked is None or asked.lemma_.lower() in listed("demand", "bystanders"):
        return
    if is_idle_wish(scene, verb, asked, infinitive):
        return
    for each in named(scene, asked):
        yield from demanded(scene, verb, each, doubtful=lemma in MILD)


def _what_to_do(children: list[Token]) -> Token | None:
    """The infinitive after a verb of demanding, also where it is parsed as part of a clause about who is asked."""
    clauses = [c for c in children if c.dep_ in ("xcomp", "ccomp", "advcl")]
    inner = (
        g for c in children if c.dep_ == "dobj" for a in c.children if a.dep_ in ("acl", "relcl") for g in a.children
    )
    return next((c for c in (*clauses, *inner) if _is_infinitive(c) and not _is_apart(c)), None)


def _is_apart(infinitive: Token) -> bool:
    """Whether an infinitive is set off by a comma from what comes before it: a purpose, not what is asked."""
    first = infinitive.left_edge.i
    return first > 0 and infinitive.doc[first - 1].text == "," and infinitive.doc[max(0, first - 2)].text not in "'\""


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
        for target in named(scene, head):
            yield from demanded(scene, verb, target)


def _joins(link: Token) -> bool:
    return bool(link.i > 0 and link.nbor(-1).lower_ == "and")


def _infinitive_after(noun: Token) -> bool:
    """Whether "to" and a verb follow a name closely ("on the Council to act")."""
    after = noun.doc[noun.i + 1 : noun.i + 4]
    return any(t.tag_ == "TO" for t in after)


def _is_infinitive(verb: Token) -> bool:
    return verb.tag_ in ("VB", "VBN") and any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.children)


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
                yield from demanded(scene, verb, None)
        return
    if lemma in PLEADING:
        linked = [p for c in verb.children if c.lower_ == PLEADING[lemma] for p in c.children if p.dep_ == "pobj"]
        if any(p.lemma_.lower() in listed("demand", "ends") | listed("demand", "accounts") for p in linked):
            yield from demanded(scene, verb, None, doubtful=True)
            return
    clause = next((c for c in verb.children if c.dep_ == "ccomp"), None)
    if lemma in ("want", "like", "see"):
        if _wants_done(verb, lemma, clause):
            yield from demanded(scene, verb, None, doubtful=True)
        return
    subjunctive = lemma in SUBJUNCTIVE and clause is not None and _is_subjunctive(clause)
    if lemma not in listed("demand", "claim") and not subjunctive:
        return
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
    yield from demanded(scene, verb, named(scene, subject)[0])


def _is_subjunctive(clause: Token) -> bool:
    """ "That X act", "that the sales be frozen"."""
    children = list(clause.children)
    bare = clause.tag_ == "VB" or any(c.tag_ == "VB" and c.lower_ == "be" for c in children)
    return bare and any(c.lower_ == "that" for c in children) and not any(c.tag_ in ("MD", "TO") for c in children)


def _wants_done(verb: Token, lemma: str, clause: Token | None) -> bool:
    """ "Wants the transfers stopped", "wants an end to them", "would like them out"."""
    if lemma != "want" and not any(c.lower_ in ("would", "'d") for c in verb.children):
        return False
    wished = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if wished is not None and wished.lemma_.lower() in listed("demand", "ends"):
        return any(c.lower_ in ("to", "of", "in", "on") for c in wished.children)
    out = any(c.dep_ in ("prt", "advmod") and c.lower_ in ("out", "gone", "back") for c in verb.children)
    if wished is not None and out:
        return True
    done = clause or next((a for a in (wished.children if wished is not None else ()) if a.dep_ == "acl"), None)
    past = done is not None and done.tag_ in ("VBN", "VBD") and not any(c.tag_ == "TO" for c in done.children)
    return past and done is not None and done.lemma_.lower() in listed("demand", "acts")


def _binds(clause: Token | None, verb: Token) -> bool:
    """Whether "recommended that X act" or "reminded X that it must" leaves the other side something to do."""
    if verb.lemma_ in ("recommend", "advise"):
        return clause is not None and (
            clause.tag_ in ("VB", "VBP") or any(c.lower_ == "should" for c in clause.children)
        )
    told = [t.lemma_.lower() for t in verb.subtree]
    return any(word in listed("demand", "duties") for word in told) or {"no", "may"} <= set(told)


def _asked_for(scene: Scene, verb: Token, lemma: str) -> Iterator[Hit]:
    """ "Asked X for an explanation", "sought assurances from X"."""
    if lemma not in ("ask", "press", "seek", "request", "expect", "await") or is_merely_planned(verb):
        return
    wished = [c for c in verb.children if c.dep_ == "dobj" and lemma not in ("ask", "press")]
    wished += [p for c in verb.children if c.lower_ == "for" for p in c.children if p.dep_ == "pobj"]
    if not any(w.lemma_.lower() in listed("demand", "accounts") | listed("demand", "ends") for w in wished):
        return
    asked = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and c not in wished), None)
    sources = [p for w in (verb, *wished) for c in w.children if c.lower_ == "from" for p in c.children]
    target = named(scene, asked or next(iter(sources), None))[0]
    if target is not None or any(w.lemma_.lower() in listed("demand", "ends") for w in wished):
        yield from demanded(scene, verb, target, doubtful=True)
