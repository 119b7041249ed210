"""Words that reach the text through others: another outlet, a paper that nobody's own name stands on, another party."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.annotate.doubt.cuewords import Found, listed, search
from summarizer.annotate.model import Mention, PartyCandidate
from summarizer.annotate.pipeline import ParsedSentence
from summarizer.annotate.speech.crediting import Spoken
from summarizer.annotate.speech.reading import Reading
from summarizer.schema import ClaimantKind, PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Token

THROUGH = frozenset({"by", "to", "in", "on", "with", "from", "via", "through"})
"""Prepositions that tie an outlet to what it relays: "published by", "leaked to", "in an interview with"."""

OWN_WORK = re.compile(r"\b(?:stands?|stood) by (?:its|their|the) (?:\w+ )?(?:report|story|reporting|account|article)")


def find_relay(reading: Reading, sentence: ParsedSentence) -> Found | None:
    """The words that show that something is relayed, and the outlet that relays it."""
    for spoken in reading.spoken[sentence.number]:
        if _relays(reading, spoken):
            return spoken.frame.start, spoken.frame.end, spoken.voice.party
    for mention, party in reading.speakers.mentions(sentence.number):
        if party.kind is PartyKind.MEDIA and (found := _outlet(sentence, mention, party)) is not None:
            return found
    return search(sentence, "secondhand") or _passed_on(reading, sentence)


def _passed_on(reading: Reading, sentence: ParsedSentence) -> Found | None:
    """ "Papers seen by the Courier": another outlet has what the text tells."""
    found = search(sentence, "secondhand", "passed")
    if found is None:
        return None
    for mention, party in reading.speakers.mentions(sentence.number):
        if party.kind is PartyKind.MEDIA and 0 < mention.start - found[1] < 6:
            return found[0], found[1], party.number
    return None


def _relays(reading: Reading, spoken: Spoken) -> bool:
    """Whether the voice passes on words of others: an outlet, or a report that nobody's own name stands on."""
    voice = spoken.voice
    if voice.kind is ClaimantKind.MEDIA:
        own = spoken.frame.group == "deny" or OWN_WORK.search(spoken.frame.anchor.doc.text) is not None
        person = spoken.frame.head.lower_ in ("he", "she", "i", "we")
        return not voice.anonymous and not own and not person
    return voice.party is not None and spoken.frame.group == "citing" and voice.document


def _outlet(sentence: ParsedSentence, mention: Mention, party: PartyCandidate) -> Found | None:
    """ "The daily made public", "leaked to the daily", "told the daily": what the outlet does with the matter."""
    span = sentence.span(mention.start, mention.end)
    if span is None:
        return None
    token = _whole(span.root)
    verb = token.head
    if token.dep_ in ("nsubj", "dative", "dobj") and verb.pos_ in ("VERB", "AUX"):
        silent = any(c.dep_ == "neg" or c.tag_ == "MD" for c in verb.children)
        does = token.dep_ == "nsubj" and not silent and verb.lemma_ in listed("secondhand", "publishing")
        told = token.dep_ != "nsubj" and verb.lemma_ in listed("secondhand", "addressing")
        if does or told:
            return _from(sentence, token, verb, party)
    if token.dep_ == "pobj" and verb.lower_ in THROUGH:
        governor = verb.head
        words = "published" if verb.lower_ == "by" or verb.dep_ == "agent" else "passing"
        if governor.lemma_.lower() in listed("secondhand", words):
            return _from(sentence, verb, token, party, governor)
    if token.dep_ == "poss" and verb.lemma_.lower() in listed("secondhand", "pieces"):
        return _from(sentence, token, verb, party)
    return None


def _whole(token: Token) -> Token:
    """The head of an outlet's name with the noun that tells what it is: "newspaper" in "the newspaper Listok"."""
    inside = ("appos", "compound", "nmod")
    while token.dep_ in inside and token.head.pos_ in ("NOUN", "PROPN") and token.head.i != token.i:
        if token.dep_ == "compound" and token.head.lower_ not in listed("secondhand", "nouns"):
            break
        token = token.head
    return token


def _from(sentence: ParsedSentence, *between: Token | PartyCandidate) -> Found:
    tokens = [t for t in between if not isinstance(t, PartyCandidate)]
    party = next(t for t in between if isinstance(t, PartyCandidate))
    first, last = min(tokens, key=lambda t: t.i), max(tokens, key=lambda t: t.i)
    if last.i - first.i > 6:
        first = last
    return sentence.start(first), sentence.end(last), party.number
