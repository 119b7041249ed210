"""Measures that shut somebody out though nobody calls them sanctions: "barred exports to", "banned the firm"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.annotate.speech.addressees import Hit, Scene, listed
from summarizer.annotate.warnings.issuers import is_wondered, issuers
from summarizer.schema import PartyKind, WarningKind

if TYPE_CHECKING:
    from spacy.tokens import Token

POWERS = frozenset({PartyKind.STATE, PartyKind.GOVERNMENT_BODY, PartyKind.INTERNATIONAL_ORGANISATION})
TO = frozenset({"to", "from", "with", "by"})
NOT = frozenset({"as", "among", "amongst", "with", "under", "for"})
"""What follows "listed" when nobody is sanctioned."""


def measures_in(scene: Scene) -> Iterator[Hit]:
    """States and bodies that bar trade with somebody, or somebody from trade."""
    for verb in scene.sentence.tokens:
        if verb.pos_ != "VERB" or verb.lemma_.lower() not in listed("sanctions", "measures"):
            continue
        deps = {c.dep_ for c in verb.children}
        if "neg" in deps or is_wondered(verb) or ("auxpass" in deps and "agent" not in deps):
            continue
        barred = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)
        if barred is None:
            continue
        targets = [n for n in _targets(scene, barred) if n is not None]
        if barred.lemma_.lower() not in listed("sanctions", "barred") and scene.party_at(barred) is None:
            continue
        if verb.lemma_ == "list" and (scene.party_at(barred) is None or any(c.lower_ in NOT for c in verb.children)):
            continue
        for issuer in issuers(scene, verb):
            if scene.reading.speakers.party(issuer).kind in POWERS and targets and not _own(scene, issuer, targets[0]):
                yield Hit(WarningKind.SANCTIONS, scene.number, issuer, targets[0], frozenset({"warning"}))


def _own(scene: Scene, issuer: int, target: int) -> bool:
    """Whether a state only restrains its own firms."""
    party = scene.reading.speakers.party
    return issuer == target or (party(target).country is not None and party(issuer).country == party(target).country)


def _targets(scene: Scene, barred: Token) -> Iterator[int | None]:
    """Whom it hits: the phrase's own party, where the trade goes, or whose firms they are."""
    yield scene.party_at(barred, modifiers=True)
    verb = barred.head
    for link in (*barred.children, *verb.children):
        if link.lower_ in TO and link.dep_ in ("prep", "dative"):
            for place in link.children:
                yield scene.party_at(place, modifiers=True)
                inner = (c for c in place.children if place.dep_ == "pcomp" and c.lower_ in TO)
                yield from (scene.party_at(p, modifiers=True) for c in inner for p in c.children)
