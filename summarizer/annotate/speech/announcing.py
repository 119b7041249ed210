"""What announces a quotation without a verb: a label before it, a colon, the headline that it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.annotate.pipeline import ParsedSentence
from summarizer.annotate.speech.frames import words
from summarizer.annotate.speech.voices import PERSONS, Voice
from summarizer.schema import PartyKind
from summarizer.segment.model import Quotation

if TYPE_CHECKING:
    from summarizer.annotate.speech.reading import Reading

LABEL = re.compile(r"([^:\n]{2,80}):\s*[\"'“‘«]?")
STAMP = re.compile(r"\W*\d{1,2}[:.]?\d{2}\b(?:[^:\n]{0,30}? [-–—])?\s*|[A-Z]{4,}(?: \d)? ?[-–—]\s*")
"""The time, and the kind of message, that a line of alerts begins with."""
INTRODUCED = re.compile(r"([^:\n\"“«]{8,140}):\s(?=[^:\n]*$)")
"""A name with an office and a place, and a colon, before what is told and quoted in part."""
COLON = re.compile(r":\s*[\"'“‘«]?$")
CAME = re.compile(
    r"(?:The|These|Those|This|That|So)\b.{0,30}\b(?:threat|words?|warning|remarks?|message|sentence|line|speaker|voice|promise"
    r"|verdict|answer)\b.{0,30}?\b(?:came from|belong(?:s|ed)? to|(?:was|were|is|are)\b|spoken by|written by)"
)
"""What tells after a quotation whose it was."""
BYLINE = 10
"""Words that a line above the first paragraph has at most that is no sentence of the text."""
HEADLINE = 4
"""Words that a headline has at least that gives what somebody says."""


def headline(reading: Reading, quotation: Quotation) -> Voice | None:
    """The official named next, for a headline that is nothing but quoted words which the text does not repeat."""
    parsed = reading.parsed
    own = parsed.sentence(quotation.sentences[0])
    inner = parsed.text[quotation.start : quotation.end].strip(" .,!?…").casefold()
    if not own.sentence.heading or not reading.quoted.covers(own):
        return None
    if len(inner.split()) < HEADLINE or parsed.text.casefold().count(inner) > 1:
        return None
    for number in range(own.number + 1, min(own.number + 2, len(parsed.sentences)) + 1):
        people = [p for _, p in reading.speakers.mentions(number) if p.kind is PartyKind.OFFICIAL]
        voices = [v for p in people[:1] if (v := reading.speakers.voice_of(p)).official]
        if voices:
            return voices[0]
    return None


def named_after(reading: Reading, quotation: Quotation) -> Voice | None:
    """The person whom the next paragraph names for words that fill their own ("The threat came from General Doe").

    At the very start of a text it is enough that the next paragraph begins with the person.
    """
    parsed = reading.parsed
    last = quotation.sentences[-1]
    if last >= len(parsed.sentences) or not all(reading.quoted.covers(parsed.sentence(n)) for n in quotation.sentences):
        return None
    following = parsed.sentence(last + 1)
    if following.sentence.paragraph == parsed.sentence(last).sentence.paragraph or reading.quoted.touching(last + 1):
        return None
    told = CAME.match(parsed.text, following.sentence.start, following.sentence.end)
    opens = all(s.sentence.heading or len(s.doc) < BYLINE for s in parsed.sentences[: quotation.sentences[0] - 1])
    opens = opens or quotation.continues is not None
    for mention, party in reading.speakers.mentions(last + 1):
        named = told is not None and mention.start >= told.end()
        if party.kind in PERSONS and (named or (opens and mention.start == following.sentence.start)):
            voice = reading.speakers.voice_of(party)
            return voice if voice.official else None
    return None


def labelled(reading: Reading, quotation: Quotation) -> Voice | None:
    """'Minister Lee in Oslo: "We are ready."': a name and a colon, and no verb."""
    sentence = reading.parsed.sentence(quotation.sentences[0])
    stamp = STAMP.match(reading.parsed.text, sentence.sentence.start, quotation.start)
    start = sentence.sentence.start if stamp is None else stamp.end()
    label = LABEL.fullmatch(reading.parsed.text, start, quotation.start)
    label = label or INTRODUCED.match(reading.parsed.text, start, quotation.start)
    if label is None or any(
        t.tag_ in ("VBD", "VBZ", "VBP") for t in sentence.tokens if start <= sentence.start(t) < label.end(1)
    ):
        return None
    mentions = reading.speakers.mentions(sentence.number)
    named = [p for m, p in mentions if start <= m.start and m.end <= label.end(1) and not m.modifier]
    persons = [p for p in named if p.kind in PERSONS]
    if persons:
        return reading.speakers.voice_of(persons[0])
    holder = _office(reading, sentence, start, label.end(1))
    if holder is not None or label.re is INTRODUCED:
        return holder
    return reading.speakers.voice_of(named[0]) if named else None


def _office(reading: Reading, sentence: ParsedSentence, start: int, end: int) -> Voice | None:
    """Whom an office in a label stands for ("AIR FORCE CHIEF:")."""
    offices = words("people", "office") | words("people", "unnamed")
    for token in reversed(sentence.tokens):
        if start <= sentence.start(token) < end and token.lower_ in offices:
            voice = reading.speakers.resolve(sentence, token)
            known = voice is not None and voice.party is not None
            return voice if known and voice is not None and voice.official else None
    return None


def after_colon(reading: Reading, quotation: Quotation) -> Voice | None:
    """'The envoy, Jane Doe, was blunter: "That is a lie."': the subject of what a colon ends, in one sentence."""
    sentence = reading.parsed.sentence(quotation.sentences[0])
    ahead = reading.parsed.text[sentence.sentence.start : quotation.start]
    if not COLON.search(ahead):
        return None
    for token in sentence.tokens:
        if token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ in ("ROOT", "ccomp") and token.idx < len(ahead):
            voice = reading.speakers.resolve(sentence, token)
            person = voice is not None and voice.party is not None
            return voice if voice is not None and (person or voice.anonymous) else None
    paper = reading.speakers.cited(sentence.number)
    return None if any(t.dep_ == "nsubj" for t in sentence.tokens) else paper
