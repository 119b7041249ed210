"""Whose words a clause is, where a sentence has several: "Oslo says it sells none, although a watchdog claims that
rifles are flown out", "Lima bought three, and officials say that talks on more go on".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.annotate.flows.cast import CLAIMANTS, Cast
from summarizer.annotate.flows.control import passive, subject
from summarizer.annotate.flows.event import Event
from summarizer.annotate.flows.merge import UNATTRIBUTED, Said
from summarizer.annotate.flows.scene import VERBAL, Scene, lemma
from summarizer.schema import ClaimantKind

if TYPE_CHECKING:
    from spacy.tokens import Token

SAYING = frozenset(
    {
        "say", "claim", "write", "report", "tell", "announce", "confirm", "allege", "maintain", "state", "assert",
        "declare", "insist", "argue", "note", "add", "estimate", "believe", "conclude", "find", "complain", "contend",
    }
)  # fmt: skip


def clause_voice(scene: Scene, event: Event, cast: Cast, found: Said) -> Said:
    """Who says the clause of an event: whom the nearest verb of saying above it names, and nobody when the only such
    verb stands in a clause that follows. `found` is who says the sentence, and stands in all other cases."""
    if event.voice is not None or "according" in scene.parsed.plain.lower():
        return found
    says = [t for t in scene.parsed.tokens if t.pos_ in VERBAL and lemma(t) in SAYING and not _ours(t)]
    above = list(event.trigger.ancestors)
    over = next((a for a in above if a in says), None)
    if over is not None:
        return _named(scene, over, cast, found)
    if _background(event.trigger, above) and not says:
        return UNATTRIBUTED
    if says and all(_follows(s, event.trigger, above) for s in says):
        return UNATTRIBUTED
    return found


def _named(scene: Scene, verb: Token, cast: Cast, found: Said) -> Said:
    """The party that is itself the subject of a verb of saying, unless the sentence is already laid to its house."""
    word = subject(verb)
    here = scene.named.get(word.i) if word is not None and word.dep_ == "nsubj" else None
    if here is None or here[1].anonymous or here[0] == found.claimant:
        return found
    party = here[0]
    country = cast.parties[party].country
    if found.claimant is not None and (
        cast.end(found.claimant) == party or (country and cast.parties[found.claimant].country == country)
    ):
        return found
    if found.kind is ClaimantKind.ANONYMOUS_SOURCE:
        return found
    return Said(party, CLAIMANTS[cast.kind(party)], found.reported_by, found.doubt)


def _ours(verb: Token) -> bool:
    """ "We believe": whoever speaks already, or nobody in particular ("is believed")."""
    return passive(verb) or any(c.dep_ == "nsubj" and c.lower_ in ("we", "i") for c in verb.children)


def _background(trigger: Token, above: list[Token]) -> bool:
    """ "Beijing imposed sanctions after Washington cleared the sale": told by the outlet, not by who acts upon it."""
    for word in (trigger, *above):
        if word.dep_ == "advcl":
            return any(c.dep_ == "mark" and c.lower_ in ("after", "since") for c in word.children)
    return False


def _follows(verb: Token, trigger: Token, above: list[Token]) -> bool:
    """Whether a verb of saying opens a clause after the one that the trigger stands in."""
    return verb.i > trigger.i and verb.dep_ == "conj" and (verb.head == trigger or verb.head in above)
