"""Persons whom the text gives no role, but whose office it tells otherwise.

"..., said Jane Doe of the National Security Council"       a body or group that she is of
"..., said Jane Doe, who chairs the licensing committee"    what she heads or sits on
Doe said ...                                                nothing at all: news introduces private persons
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.annotate.model import PartyCandidate
from summarizer.annotate.pipeline import ParsedSentence
from summarizer.annotate.speech.antecedents import possessor
from summarizer.annotate.speech.floor import FORMER, Floor
from summarizer.annotate.speech.frames import core, words
from summarizer.schema import PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Token

OFFICIAL_OWNERS = frozenset({PartyKind.GOVERNMENT_BODY, PartyKind.ARMED_GROUP, PartyKind.INTERNATIONAL_ORGANISATION})
LEARNED = re.compile(
    r"\b(?:institute|university|college|school|cent(?:re|er)|think[- ]tank|foundation|academy|forum)\b", re.I
)


def holds_office(floor: Floor, person: PartyCandidate) -> bool:
    """Whether the text shows that a person without an official role speaks for a body, group or organisation.

    A person of whom it tells nothing at all counts too, when it tells nothing that private persons are told by.
    """
    spoken = False
    past = person.kind is PartyKind.OFFICIAL
    for mention in person.mentions:
        sentence = floor.parsed.sentence(mention.sentence)
        span = sentence.span(mention.start, mention.end)
        if span is None:
            continue
        name = span.root
        if _heads(floor, sentence, name) or (not past and _is_of(floor, sentence, name)):
            return True
        if _is_private(floor, sentence, name):
            return False
        spoken = spoken or (name.dep_ == "nsubj" and name.head.pos_ == "VERB")
    return spoken and not past and person.role is None


def _is_private(floor: Floor, sentence: ParsedSentence, name: Token) -> bool:
    """Whether a name has an age, or a clause or phrase that tells what no official is told by."""
    for child in name.children:
        aged = child.dep_ in ("appos", "nummod", "npadvmod") and child.like_num
        if aged or child.dep_ in ("relcl", "acl"):
            return True
        objects = [p for p in child.children if p.dep_ == "pobj"] if child.dep_ == "prep" else [child]
        for head in objects:
            owner = floor.owner(sentence, head) if child.dep_ in ("prep", "appos", "poss") else None
            phrase = " ".join(t.text for t in core(head))
            learned = child.dep_ in ("prep", "appos") and LEARNED.search(phrase)
            if learned or (owner is not None and owner.kind in (PartyKind.COMPANY, PartyKind.MEDIA)):
                return True
    return any(c.dep_ == "prep" and c.lower_ in ("for", "at", "with") for c in name.children)


def _is_of(floor: Floor, sentence: ParsedSentence, name: Token) -> bool:
    """ "Doe of the National Security Council", "the organisation's campaigner Jane Doe"."""
    office = name.dep_ == "appos" and name.head.lower_ in words("offices", "nameless")
    links = [c for c in name.children if c.lower_ in ("of", "from", "for")]
    objects = [p for link in links for p in link.children if p.dep_ == "pobj"]
    owners = [floor.owner(sentence, p) for p in objects]
    whose = possessor(name)
    if whose is not None:
        owners.append(floor.owner(sentence, whose))
    if office:
        if FORMER & {t.lower_ for t in core(name.head)}:
            return False
        own = floor.owner(sentence, name.head)
        return own is None or (own.kind in OFFICIAL_OWNERS | {PartyKind.STATE} and not LEARNED.search(own.name))
    return any(o is not None and o.kind in OFFICIAL_OWNERS and not LEARNED.search(o.name) for o in owners)


def _heads(floor: Floor, sentence: ParsedSentence, name: Token) -> bool:
    """ "Who chairs the committee", "who sits on the defence council"."""
    for clause in (c for c in name.children if c.dep_ == "relcl"):
        objects = [c for c in clause.children if c.dep_ in ("dobj", "attr")]
        objects += [p for c in clause.children if c.dep_ == "prep" for p in c.children if p.dep_ == "pobj"]
        if clause.lemma_ not in words("offices", "verbs"):
            continue
        for head in objects:
            phrase = " ".join(t.text for t in core(head))
            owner = floor.owner(sentence, head)
            known = owner is not None and owner.kind in OFFICIAL_OWNERS
            if (known or head.lower_ in words("offices", "bodies")) and not LEARNED.search(phrase):
                return True
    return False
