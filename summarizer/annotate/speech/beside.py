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
FEW = 4
"""Words that a quotation has at least whose speaker is only the one who acts in its sentence."""


def beside(reading: Reading, quotation: Quotation) -> Voice | None:
    """The official voice that a sentence leaves no other for; None for everybody else, and when there is a choice."""
    if reading.parsed.sentence(quotation.sentences[0]).sentence.heading:
        return None
    voice = _ahead_of_colon(reading, quotation) or _acting(reading, quotation) or _in_tag(reading, quotation)
    return voice if voice is not None and voice.official and voice.party is not None else None


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
    verbs = (t for t in sentence.tokens if sentence.start(t) > quotation.end and t.pos_ == "VERB")
    if not any(v.lemma_.lower() in spoken_verbs() for v in verbs):
        return None
    return _only(reading, [p for _, p in _named(reading, sentence, quotation.end, sentence.sentence.end)])


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
