"""Whose words a quotation is that no verb of saying credits: whoever stands right before a colon, does what the
sentence tells, or is the only one whom a tag after the quotation names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from summarizer.annotate.lexicon import load_table
from summarizer.annotate.model import Mention, PartyCandidate
from summarizer.annotate.pipeline import ParsedSentence
from summarizer.annotate.speech.frames import subject_of
from summarizer.annotate.speech.voices import PERSONS, Voice
from summarizer.segment.model import Quotation

if TYPE_CHECKING:
    from summarizer.annotate.speech.reading import Reading

COLON = re.compile(r":\s*[\"'“‘«»„]?$")
ANSWERS = frozenset("answer reply response statement letter note message declaration communique communiqué".split())
FEW = 4
"""Words that a quotation has at least whose speaker is only the one who acts in its sentence."""


def beside(reading: Reading, quotation: Quotation) -> Voice | None:
    """The official voice that a sentence leaves no other for; None for everybody else, and when there is a choice."""
    if reading.parsed.sentence(quotation.sentences[0]).sentence.heading:
        return None
    voice = (
        _ahead_of_colon(reading, quotation)
        or _acting(reading, quotation)
        or _in_tag(reading, quotation)
        or _answering(reading, quotation)
    )
    return voice if voice is not None and voice.official and voice.party is not None else None


def passed_on(reading: Reading, quotation: Quotation) -> Voice | None:
    """The official named last before the verb of saying that the words hang on ("a colonel, the radio said, spoke of").

    Only where that verb is not the outlet's own.
    """
    sentence = reading.parsed.sentence(quotation.sentences[0])
    span = sentence.span(quotation.start, min(quotation.end, sentence.sentence.end))
    above = [] if span is None else [span.root, *span.root.ancestors]
    verbs = (t for t in above if t.pos_ == "VERB" and not reading.quoted.inside(sentence.number, sentence.start(t)))
    verb = next((v for v in verbs if v.lemma_.lower() in spoken_verbs()), None)
    if verb is None or sentence.start(verb) >= quotation.start:
        return None
    subject = subject_of(verb)
    voice = None if subject is None else reading.speakers.resolve(sentence, subject)
    if voice is not None:
        return voice if voice.official else None
    named = [p for _, p in _named(reading, sentence, 0, sentence.start(verb)) if p.kind in PERSONS]
    voices = [v for p in named[-1:] if (v := reading.speakers.voice_of(p)).official]
    return voices[0] if voices else None


def _ahead_of_colon(reading: Reading, quotation: Quotation) -> Voice | None:
    """The last one named before a colon, or the only one ('A statement by the ministry: "We wait."')."""
    sentence = reading.parsed.sentence(quotation.sentences[0])
    ahead = reading.parsed.text[sentence.sentence.start : quotation.start]
    if not COLON.search(ahead):
        return None
    named = _named(reading, sentence, 0, quotation.start)
    colon = sentence.sentence.start + ahead.rstrip(" \"'“‘«»„").rindex(":")
    last = [p for m, p in named if m.end == colon]
    return _only(reading, last or [p for _, p in named])


def _acting(reading: Reading, quotation: Quotation) -> Voice | None:
    """The subject of the sentence that the words end ('The forum called on all to wait, "as the reef waits"')."""
    sentence = reading.parsed.sentence(quotation.sentences[0])
    if len(reading.parsed.text[quotation.start : quotation.end].split()) < FEW:
        return None
    span = sentence.span(quotation.start, min(quotation.end, sentence.sentence.end))
    verbs = [] if span is None else [t for t in span.root.ancestors if t.pos_ in ("VERB", "AUX")]
    subjects = [s for v in verbs if (s := subject_of(v)) is not None and sentence.start(v) < quotation.start]
    subjects += [t for t in sentence.tokens if t.dep_ in ("nsubj", "nsubjpass") and t.head.dep_ == "ROOT"]
    for subject in subjects:
        if sentence.start(subject) >= quotation.start or reading.quoted.inside(
            sentence.number, sentence.start(subject)
        ):
            continue
        voice = reading.speakers.resolve(sentence, subject)
        if voice is not None and voice.official and voice.party is not None:
            return voice
    return None


def _in_tag(reading: Reading, quotation: Quotation) -> Voice | None:
    """The only one named in what follows the words, when that holds a verb of saying ('", - so has told Lee.')."""
    sentence = reading.parsed.sentence(quotation.sentences[-1])
    opening = reading.parsed.sentence(quotation.sentences[0]).sentence.start
    if quotation.start > opening + 1:
        return None
    told = [t for t in sentence.tokens if sentence.start(t) > quotation.end]
    if not any((t.pos_ == "VERB" and t.lemma_.lower() in spoken_verbs()) or t.lower_ == "words" for t in told):
        return None
    return _only(reading, [p for _, p in _named(reading, sentence, quotation.end, sentence.sentence.end)])


def _answering(reading: Reading, quotation: Quotation) -> Voice | None:
    """Whose answer or paper the sentence before tells of ("Her reply came at noon."), for whole sentences."""
    number = quotation.sentences[0]
    if number == 1 or not all(reading.quoted.covers(reading.parsed.sentence(n)) for n in quotation.sentences):
        return None
    before = reading.parsed.sentence(number - 1)
    for token in before.tokens:
        if token.lower_ in ANSWERS and not reading.quoted.inside(before.number, before.start(token)):
            owner = reading.speakers.owner(before, token)
            if owner is not None:
                return reading.speakers.voice_of(owner)
    return None


def _named(reading: Reading, sentence: ParsedSentence, start: int, end: int) -> list[tuple[Mention, PartyCandidate]]:
    return [
        (m, p)
        for m, p in reading.speakers.mentions(sentence.number)
        if start <= m.start and m.end <= end and not m.modifier and not reading.quoted.inside(sentence.number, m.start)
    ]


def _only(reading: Reading, parties: Iterable[PartyCandidate]) -> Voice | None:
    """The voice of the only one, or of the only person, among those named."""
    told = {p.number: p for p in parties}
    people = [p for p in told.values() if p.kind in PERSONS]
    chosen = people if len(people) == 1 else list(told.values())
    return reading.speakers.voice_of(chosen[0]) if len(chosen) == 1 else None


@cache
def spoken_verbs() -> frozenset[str]:
    """Verbs whose subject speaks a fragment in their clause: verbs of saying, judging and minding."""
    table = load_table("speech")
    return frozenset({v for verbs in table["verbs"].values() for v in verbs} | set(table["phrases"]["minds"]))
