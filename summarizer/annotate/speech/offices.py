"""Persons whom the text gives no role, but whose office it tells otherwise.

    "..., said Jane Doe of the National Security Council"       a body or group that she is of
    "..., said Jane Doe, who chairs the licensing committee"    what she heads or sits on
    The trade secretary suspended the licences. Doe said ...    an office named just before, whose holder is nameless
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.annotate.model import PartyCandidate
from summarizer.annotate.pipeline import ParsedSentence
from summarizer.annotate.speech.floor import FORMER, Floor
from summarizer.annotate.speech.frames import core, words
from summarizer.schema import PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Token

OFFICIAL_OWNERS = frozenset(
    {PartyKind.GOVERNMENT_BODY, PartyKind.ARMED_GROUP, PartyKind.INTERNATIONAL_ORGANISATION}
)
LEARNED = re.compile(r"\b(?:institute|university|college|school|cent(?:re|er)|think[- ]tank|foundation|academy|forum)\b", re.I)
BACK = 2
"""Sentences before a person's first name in which the nameless holder of an office is looked for."""


def holds_office(floor: Floor, person: PartyCandidate) -> bool:
    """Whether the text shows that a person without an official role speaks for a body, group or organisation."""
    first = min(person.mentions, key=lambda m: m.start, default=None)
    if first is None:
        return False
    for mention in person.mentions:
        sentence = floor.parsed.sentence(mention.sentence)
        span = sentence.span(mention.start, mention.end)
        if span is None:
            continue
        if any(t.dep_ == "relcl" for t in span.root.children):
            return _heads(floor, sentence, span.root)
        if _is_of(floor, sentence, span.root):
            return True
    if person.role is not None:
        return False
    sentence = floor.parsed.sentence(first.sentence)
    return _speaks(sentence, first.start, first.end) and _follows_office(floor, person, first.sentence)


def _is_of(floor: Floor, sentence: ParsedSentence, name: Token) -> bool:
    """ "Doe of the National Security Council", "the organisation's campaigner Jane Doe"."""
    links = [c for c in name.children if c.lower_ in ("of", "from", "for")]
    objects = [p for link in links for p in link.children if p.dep_ == "pobj"]
    owners = [floor.owner(sentence, p) for p in objects]
    whose = next((c for c in name.children if c.dep_ == "poss"), None)
    if whose is not None:
        owners.append(floor.owner(sentence, whose))
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


def _speaks(sentence: ParsedSentence, start: int, end: int) -> bool:
    span = sentence.span(start, end)
    return span is not None and span.root.dep_ == "nsubj" and span.root.head.pos_ == "VERB"


def _follows_office(floor: Floor, person: PartyCandidate, number: int) -> bool:
    """Whether a single nameless office holder is a subject just before, and nobody else is named in between."""
    holders = []
    for before in range(max(1, number - BACK), number):
        sentence = floor.parsed.sentence(before)
        if any(p.kind in (PartyKind.OFFICIAL, PartyKind.PERSON) for _, p in floor.mentions(before) if p != person):
            return False
        holders += [t for t in sentence.doc if t.dep_ == "nsubj" and _is_nameless(sentence, t)]
    return len(holders) == 1


def _is_nameless(sentence: ParsedSentence, head: Token) -> bool:
    plain = {t.lower_ for t in core(head)}
    single = head.tag_ == "NN" or head.tag_ == "NNP"
    return single and head.lower_ in words("offices", "nameless") and not plain & FORMER
