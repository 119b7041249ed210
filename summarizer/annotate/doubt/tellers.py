"""Who tells a stretch of a sentence: the speaker of the quotation around it, the clause above it, or the sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.annotate.lexicon import load_table
from summarizer.annotate.pipeline import ParsedSentence
from summarizer.annotate.speech.frames import subject_of
from summarizer.annotate.speech.reading import Reading
from summarizer.annotate.speech.voices import Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

SWEARS = frozenset({"swear", "insist", "maintain", "protest", "retort", "counter", "scoff"})
"""Verbs of saying that go with denials, whether or not the lexicon of speech has them."""


def voice_at(reading: Reading, sentence: ParsedSentence, at: int) -> Voice | None:
    """Who says what stands at an offset: the speaker of the quotation around it, or of the sentence."""
    for quotation in reading.quoted.touching(sentence.number):
        if quotation.start <= at < quotation.end:
            credit = reading.credits.get(quotation.number)
            return credit.voice if credit else None
    main = reading.main(sentence.number)
    return main.voice if main else reading.letterheads.get(sentence.number) or reading.holder(sentence.number)


def teller(reading: Reading, sentence: ParsedSentence, token: Token) -> Voice | None:
    """Who says what `token` stands for: as `voice_at`, but the nearest verb of saying above it comes first."""
    at = sentence.start(token)
    if reading.quoted.inside(sentence.number, at):
        return voice_at(reading, sentence, at)
    child = token
    for above in token.ancestors:
        if child.dep_ in ("ccomp", "xcomp", "advcl", "parataxis") and _says(above):
            subject = subject_of(above)
            voice = None if subject is None else reading.speakers.resolve(sentence, subject)
            if voice is not None:
                return voice
        child = above
    return voice_at(reading, sentence, at)


def _says(verb: Token) -> bool:
    verbs = load_table("speech")["verbs"]
    return verb.lemma_.lower() in SWEARS or any(verb.lemma_.lower() in verbs[g] for g in ("say", "announce", "accuse"))
