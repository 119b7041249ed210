"""Consequences: threats of any response other than sanctions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.annotate.addressees import Hit, Scene, idle_stretches, listed, pattern
from summarizer.schema import WarningKind

if TYPE_CHECKING:
    from spacy.tokens import Token


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
