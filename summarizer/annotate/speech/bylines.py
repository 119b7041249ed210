"""The words a text gives for a speaker: the name and the role that stand nearest to a quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.annotate.lexicon import load_table
from summarizer.annotate.model import Mention
from summarizer.annotate.pipeline import ParsedSentence
from summarizer.annotate.speech.crediting import Credit
from summarizer.annotate.speech.frames import core, words
from summarizer.annotate.speech.reading import Reading
from summarizer.annotate.speech.voices import PERSONS

if TYPE_CHECKING:
    from spacy.tokens import Token

Offsets = tuple[int, int]
CARRIES = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
LINKS = frozenset({"of", "for", "and", "-", "to", "&", "in", "on"})
LONGEST_ROLE = 12
"""Words of a role after a name, beyond which it is no role any more."""


def name_and_role(reading: Reading, credit: Credit, at: int) -> tuple[Offsets | None, Offsets | None]:
    """Offsets of the speaker's name and role as the text gives them nearest to offset `at`, None when it does not.

    A full name further away is preferred to a bare surname beside the quote. Unnamed people have a role only.
    """
    voice = credit.voice
    if voice.anonymous or voice.party is None:
        return None, _phrase(reading, credit)
    party = reading.speakers.party(voice.party)
    text = reading.parsed.text
    if party.kind not in PERSONS:
        beside = at
        if credit.spoken is not None and credit.spoken.voice.party == voice.party:
            frame = credit.spoken.frame
            beside = reading.parsed.sentence(frame.sentence).start(frame.head)
        nearest = min(party.mentions, key=lambda m: abs(m.start - beside), default=None)
        return (None if nearest is None else (nearest.start, nearest.end)), None
    full = [m for m in party.mentions if " " in text[m.start : m.end]] or list(party.mentions)
    nearest = min(full, key=lambda m: abs(m.start - at), default=None)
    roles = [r for m in party.mentions if (r := _role(reading.parsed.sentence(m.sentence), m)) is not None]
    role = min(roles, key=lambda r: abs(r[0] - at), default=None)
    return (None if nearest is None else (nearest.start, nearest.end)), role


def _phrase(reading: Reading, credit: Credit) -> Offsets | None:
    """The whole phrase for an unnamed speaker, without its article."""
    if credit.spoken is None:
        return None
    frame = credit.spoken.frame
    if frame.head.pos_ == "PRON":
        return None
    sentence = reading.parsed.sentence(frame.sentence)
    phrase = [t for t in core(frame.head) if t.pos_ != "DET"]
    return sentence.start(phrase[0]), sentence.end(phrase[-1])


def _role(sentence: ParsedSentence, mention: Mention) -> Offsets | None:
    name = sentence.span(mention.start, mention.end)
    if name is None:
        return None
    return _before(sentence, name[0]) or _after(sentence, name[-1])


def _before(sentence: ParsedSentence, first: Token) -> Offsets | None:
    """ "Interior Ministry spokeswoman" in "Interior Ministry spokeswoman Jane Doe"."""
    start = first.i
    while start and (
        sentence.doc[start - 1].pos_ in CARRIES or (sentence.doc[start - 1].lower_ in LINKS and start < first.i)
    ):
        start -= 1
    while start < first.i and sentence.doc[start].lower_ in LINKS:
        start += 1
    role = sentence.doc[start : first.i]
    if not any(_is_office(t) for t in role):
        return None
    return sentence.start(role[0]), sentence.end(role[-1])


def _after(sentence: ParsedSentence, last: Token) -> Offsets | None:
    """ "head of the navy" in "Jane Doe, the head of the navy,"."""
    doc = sentence.doc
    at = last.i + 1
    if at >= len(doc) or doc[at].text != ",":
        return None
    start = at + 2 if at + 1 < len(doc) and doc[at + 1].pos_ in ("DET", "PRON") else at + 1
    end = start
    while end < len(doc) and doc[end].text not in (",", ".", ";", '"', "—", "(") and doc[end].tag_ not in ("WP", "WDT"):
        if doc[end].pos_ in ("VERB", "AUX") and doc[end].tag_ in ("VBD", "VBZ", "VBP", "MD"):
            return None
        end += 1
    role = doc[start:end]
    if not role or end - start > LONGEST_ROLE or not any(_is_office(t) for t in role):
        return None
    return sentence.start(role[0]), sentence.end(role[-1])


def _is_office(token: Token) -> bool:
    return token.lower_ in words("people", "office") or token.lower_ in load_table("speech")["people"]["titles"]
