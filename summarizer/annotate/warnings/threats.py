"""Consequences: threats of any response other than sanctions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from summarizer.annotate.speech.addressees import Hit, Scene, listed, pattern
from summarizer.annotate.warnings.issuers import is_wondered, issuers, sayer
from summarizer.annotate.warnings.prospects import CONDITIONS, SURE, threats_in
from summarizer.annotate.warnings.wordings import Wording, wordings
from summarizer.schema import WarningKind

if TYPE_CHECKING:
    from spacy.tokens import Token


OR = 5
"""Tokens before a threat within which its "or" must stand."""
ENDS = ("dobj", "pobj", "dative")
EFFECTS = frozenset(
    "lead destabilise destabilize cause fuel trigger undermine threaten be become fall end mean have spark prolong"
    " increase raise bring make take spread turn face lose run need come escalate deepen ignite reach see suffer get"
    " go result worsen harm drag provoke open set endanger jeopardise jeopardize heighten draw encourage send continue"
    " know defend remain help feel find".split()
)
"""What is warned of as the effect of a thing, or as somebody's plight, rather than as what he will do."""
PRESENT = frozenset({"become", "remain", "carry", "play", "come", "have", "constitute"})
"""Verbs that threaten in the present tense ("it becomes a legitimate target")."""


def consequences_in(
    scene: Scene, asked: int | None, demander: int | None = None, sanctions: bool = False
) -> Iterator[Hit]:
    """Threats of any other response.

    Args:
        asked: of whom the same sentence makes a demand, if of anybody.
        demander: who makes it, and so threatens with what follows "or".
        sanctions: whether the sentence threatens with sanctions already.
    """
    penal = list(wordings(scene, "sanctions")) if sanctions else []
    standing = [(w, True) for w in wordings(scene, "consequences", "standing")]
    for wording, stands in chain(((w, False) for w in wordings(scene, "consequences")), standing):
        token = wording.token
        if any(w.start < wording.end and wording.start < w.end for w in penal):
            continue
        if not stands and not _looks_ahead(token):
            continue
        if is_wondered(token) or _is_weighed(token) or (token.i > 0 and token.nbor(-1).lower_ == "without"):
            continue
        words = wording.words.split()
        issuer = sayer(scene, token) or _vowing(scene, token) or (demander if "or" in words else None)
        if issuer is None and demander is not None and _or_else(token):
            issuer = demander
        if issuer is not None and not _is_others_right(scene, wording, issuer):
            yield Hit(WarningKind.CONSEQUENCES, scene.number, issuer, _threatened(scene, token, issuer) or asked)
            return
    found = [*_own_moves(scene, asked), *_threats(scene, asked), *_otherwise(scene, asked, demander)]
    yield from found or ([] if sanctions else list(_prospects(scene, asked))[:1])


def _is_others_right(scene: Scene, wording: Wording, issuer: int) -> bool:
    """Whether somebody only grants another the right to defend himself."""
    if not wording.words.lower().startswith(("has", "have", "had")) or "right" not in wording.words:
        return False
    subject = next((c for c in wording.token.children if c.dep_ == "nsubj"), None)
    return subject is not None and scene.party_at(subject) is not None and not _is_own(scene, subject, issuer)


def _otherwise(scene: Scene, asked: int | None, demander: int | None) -> Iterator[Hit]:
    """ "X must open its depots; otherwise other permits would follow": what comes of it if a demand is not met."""
    for token in scene.sentence.tokens:
        if demander is None or token.lower_ != "otherwise" or token.dep_ != "advmod":
            continue
        if any(c.tag_ == "MD" and c.lower_ in SURE for c in token.head.children):
            yield Hit(WarningKind.CONSEQUENCES, scene.number, demander, asked, frozenset({"warning"}))
            return


def _is_weighed(token: Token) -> bool:
    """Whether consequences are studied or wished on somebody by another's hand, so that nobody threatens them."""
    for verb in (token, *token.ancestors):
        lemma = verb.lemma_.lower()
        if lemma in listed("consequences", "weighed"):
            return True
        wished = lemma in listed("demand", "claim") or lemma in ("want", "wish", "call", "urge")
        if wished and not _or_else(token) and token.lemma_.lower().startswith("punish"):
            return True
    return False


def _or_else(token: Token) -> bool:
    """ "Or face the consequences"."""
    return any(t.lower_ == "or" for t in token.doc[max(0, token.i - OR) : token.i])


def _prospects(scene: Scene, asked: int | None) -> Iterator[Hit]:
    for verb, issuer in threats_in(scene):
        doubts = frozenset({"warning"})
        yield Hit(WarningKind.CONSEQUENCES, scene.number, issuer, _threatened(scene, verb, issuer) or asked, doubts)


def _own_moves(scene: Scene, asked: int | None) -> list[Hit]:
    """ "Warned that it could exclude them": who warns of what his own side will do threatens with it."""
    for verb in scene.sentence.tokens:
        clause = next((c for c in verb.children if c.dep_ == "ccomp"), None)
        if verb.lemma_.lower() not in ("warn", "caution") or clause is None or verb.pos_ != "VERB":
            continue
        subject = next((c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        ahead = any(c.tag_ == "MD" for c in clause.children) and clause.lemma_.lower() not in EFFECTS
        ahead = ahead or clause.tag_ == "MD"
        known, issuer = scene.doer(verb)
        own = subject is not None and issuer is not None and _is_own(scene, subject, issuer)
        if not (ahead and known and issuer is not None and (own or _is_deterred(scene, verb, clause))):
            continue
        party = scene.reading.speakers.party
        named = [scene.party_at(t, modifiers=True) for t in (*verb.children, *clause.subtree) if t.dep_ in ENDS]
        aimed = (n for n in named if n is not None and party(n).country != party(issuer).country)
        return [Hit(WarningKind.CONSEQUENCES, scene.number, issuer, next(aimed, asked))]
    return []


def _is_deterred(scene: Scene, verb: Token, clause: Token) -> bool:
    """ "Warned X that its crews would be seized if they stayed": what is sure to befall X for what he does."""
    warned = next((c for c in verb.children if c.dep_ in ("dobj", "dative")), None)
    sure = any(c.tag_ == "MD" and c.lower_ in SURE for c in clause.children)
    marks = (c for a in clause.children if a.dep_ == "advcl" for c in a.children)
    return sure and scene.party_at(warned) is not None and any(c.lower_ in CONDITIONS for c in marks)


def _is_own(scene: Scene, subject: Token, issuer: int) -> bool:
    """Whether a clause's subject is the side of who speaks: "it", "we", or a party of the same country."""
    if subject.lower_ in ("it", "we", "they", "he", "she", "i"):
        return True
    named, party = scene.party_at(subject), scene.reading.speakers.party
    return named is not None and party(issuer).country in (party(named).country, None) and party(named).country != ""


def _looks_ahead(token: Token) -> bool:
    """Whether the words speak of what will be: a report of past retaliation threatens nobody."""
    for verb in (token, *token.ancestors):
        if verb.pos_ not in ("VERB", "AUX"):
            continue
        ahead = any(c.tag_ in ("MD", "TO") for c in verb.children) or verb.tag_ in ("MD", "VB", "VBG")
        if ahead or verb.lemma_ in ("warn", "threaten", "vow", "promise", "reserve", "face", "be"):
            return True
        if verb.tag_ in ("VBD", "VBN"):
            return False
        if verb.tag_ in ("VBZ", "VBP", "VBG") and verb.lemma_ in PRESENT:
            return True
    return False


def _vowing(scene: Scene, token: Token) -> int | None:
    """Who vows it, or tells another to do something "or face the consequences"."""
    for verb in token.ancestors:
        lemma = verb.lemma_.lower()
        if lemma in listed("consequences", "threats") | listed("demand", "address") | {"pledge", "promise", "reserve"}:
            return next(iter(issuers(scene, verb)), None)
    return None


def _threats(scene: Scene, asked: int | None) -> Iterator[Hit]:
    """ "Threatened to", "threatened X with": a threat whatever it consists of, unless of sanctions."""
    for verb in scene.sentence.tokens:
        if verb.lemma_.lower() != "threaten" or verb.pos_ != "VERB" or any(c.dep_ == "neg" for c in verb.children):
            continue
        content = [c for c in verb.children if c.dep_ in ("xcomp", "ccomp", "prep")]
        content += [c for c in verb.children if c.dep_ == "dobj" and scene.party_at(c) is None]
        if not content or any(pattern("sanctions").search(t.text) for c in content for t in c.subtree):
            continue
        passive = any(c.dep_ == "nsubjpass" for c in verb.children)
        by = (p for c in verb.subtree if passive and c.lower_ == "by" for p in c.children if p.dep_ == "pobj")
        named = next((n for n in map(scene.party_at, by) if n is not None), None)
        if passive and named is None:
            continue
        issuer = named or next(iter(issuers(scene, verb)), None)
        if issuer is not None and not is_wondered(verb):
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
