"""Crediting: the speaker of each quotation, from the frames beside it, what announces it, and who spoke before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.annotate.speech.announcing import after_colon, headline, labelled, named_after
from summarizer.annotate.speech.beside import beside, passed_on, spoken_verbs
from summarizer.annotate.speech.frames import Frame, subject_of
from summarizer.annotate.speech.voices import PERSONS, Voice
from summarizer.schema import ClaimantKind, PartyKind
from summarizer.segment.model import Quotation

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from summarizer.annotate.speech.reading import Reading

LETTERS = re.compile(r"\w")
CLOSE = 3
"""The greatest distance of a frame that governs the quotation in the parse, in characters."""
FAR = 10_000
"""Added to the distance of "according to X", which speaks for a quotation only when no verb does."""
REPORTING = frozenset({"say", "announce", "deny", "label", "according"})
"""Groups of frames after which the next sentence may go on telling what is said."""
PASSING = frozenset({"citing", "relays"})
"""Groups of frames that pass on the words of others, so that they never govern a sentence."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A frame and the voice of its speaker."""

    frame: Frame
    voice: Voice


@dataclass(frozen=True, slots=True)
class Credit:
    """The speaker of a quotation. `spoken` is the frame that says so, None when carried over; `near` is false when
    the speaker is only the one who spoke last."""

    voice: Voice
    spoken: Spoken | None
    near: bool = True


class Crediting:
    """Credits the quotations of a reading, in text order. `credits` holds the credited ones by quotation number."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.credits: dict[int, Credit] = {}
        for quotation in reading.quoted.stretches:
            credit = self._credit(quotation)
            if credit is not None:
                self.credits[quotation.number] = credit
        self._credit_chains()
        self._credit_openers()

    def _credit(self, quotation: Quotation) -> Credit | None:
        if quotation.continues is not None and quotation.continues in self.credits:
            return self.credits[quotation.continues]
        return (
            self._passed_on(quotation, self._in_sentence(quotation))
            or self._of(headline(self.reading, quotation))
            or self._of(labelled(self.reading, quotation))
            or (self._told_on(quotation) if self._is_supposed(quotation) else None)
            or self._of_subject(quotation)
            or self._of(after_colon(self.reading, quotation))
            or self._before(quotation)
            or self._after(quotation)
            or self._of(named_after(self.reading, quotation))
            or self._last(quotation)
            or self._told_on(quotation)
            or self._of(beside(self.reading, quotation))
        )

    def _passed_on(self, quotation: Quotation, credit: Credit | None) -> Credit | None:
        """The official whose words an outlet passes on, where the sentence names one ("As the daily has it, ...")."""
        if credit is None or credit.voice.kind is not ClaimantKind.MEDIA:
            return credit
        return self._of(passed_on(self.reading, quotation)) or credit

    @staticmethod
    def _of(voice: Voice | None) -> Credit | None:
        return None if voice is None else Credit(voice, None)

    def _in_sentence(self, quotation: Quotation) -> Credit | None:
        """The frame in one of the quotation's own sentences that stands nearest to it."""
        near: list[tuple[bool, int, int, Spoken]] = []
        opening = self.reading.parsed.sentence(quotation.sentences[0])
        words = opening.span(quotation.start, min(quotation.end, opening.sentence.end))
        first = set() if words is None else {t.i for t in words.root.ancestors}
        for number in (quotation.sentences[0], quotation.sentences[-1]):
            above = first if number == quotation.sentences[0] else set[int]()
            for spoken in self.reading.spoken.get(number, ()):
                frame = spoken.frame
                if self.reading.quoted.inside(number, frame.start) or frame.group in (*PASSING, "noun"):
                    continue
                gap = frame.start - quotation.end if frame.start >= quotation.end else quotation.start - frame.end
                if frame.group == "words" or (frame.anchor.i in above and gap > CLOSE):
                    gap = min(gap, CLOSE - 1 if frame.group == "words" else CLOSE)
                if gap >= 0:
                    gap += FAR if frame.group == "according" else 0
                    near.append((self._parted(quotation, frame), gap, -frame.start, spoken))
        if not near:
            return None
        parted, *_, spoken = min(near, key=lambda entry: entry[:3])
        aside = (
            words is not None and spoken.frame.anchor.dep_ == "relcl" and _subject_is(words, spoken.frame.anchor.head)
        )
        return (self._of_subject(quotation) if parted or aside else None) or Credit(spoken.voice, spoken)

    def _parted(self, quotation: Quotation, frame: Frame) -> bool:
        """Whether a semicolon parts a quotation from a frame in its sentence."""
        start, end = min(frame.end, quotation.end), max(frame.start, quotation.start)
        return frame.sentence == quotation.sentences[0] and ";" in self.reading.parsed.text[start:end]

    def _of_subject(self, quotation: Quotation) -> Credit | None:
        """The official or body whose mind a fragment tells: 'Oslo "does not sell arms"', 'Lee is "very sorry"'."""
        sentence = self.reading.parsed.sentence(quotation.sentences[0])
        words = self.reading.parsed.text[quotation.start : quotation.end].split()
        span = sentence.span(quotation.start, min(quotation.end, sentence.sentence.end))
        if span is None or len(words) < 2 or quotation.start <= sentence.sentence.start + 1:
            return None
        verb = next((t for t in (span.root, *span.root.ancestors) if t.pos_ in ("VERB", "AUX")), span.root)
        subject = subject_of(verb) or next((c for c in span.root.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        minded = _minded(sentence.tokens)
        if minded is not None and sentence.start(minded) < quotation.start:
            subject, verb = minded, minded
        if subject is None or self.reading.quoted.inside(sentence.number, sentence.start(subject)):
            return None
        own = self.reading.quoted.inside(sentence.number, sentence.start(verb))
        if not own and verb is not minded and verb.lemma_.lower() not in spoken_verbs():
            return None
        voice = self.reading.speakers.resolve(sentence, subject)
        if voice is None or voice.party is None or not voice.official:
            return None
        person = self.reading.speakers.party(voice.party).kind in PERSONS
        return Credit(voice, None) if person or len(words) > 2 else None

    def _before(self, quotation: Quotation) -> Credit | None:
        """A sentence that ends with a colon and announces the quotation."""
        first = quotation.sentences[0]
        if first == 1 or not self._opens(quotation):
            return None
        previous = self.reading.parsed.sentence(first - 1)
        if self.reading.parsed.text[previous.sentence.start : previous.sentence.end].rstrip().endswith(":"):
            spoken = self.reading.main(previous.number)
            if spoken is not None:
                return Credit(spoken.voice, spoken)
            paper = self.reading.speakers.cited(previous.number)
            return None if paper is None else Credit(paper, None)
        return None

    def _after(self, quotation: Quotation) -> Credit | None:
        """A next sentence that opens with the attribution ('"Why not?" she asked.')."""
        last = quotation.sentences[-1]
        if last >= len(self.reading.parsed.sentences):
            return None
        following = self.reading.parsed.sentence(last + 1)
        same = following.sentence.paragraph == self.reading.parsed.sentence(last).sentence.paragraph
        if not same or LETTERS.search(self.reading.parsed.text[quotation.end : following.sentence.start]):
            return None
        text = self.reading.parsed.text[following.sentence.start : following.sentence.end]
        for spoken in self.reading.spoken.get(following.number, ()):
            opening = spoken.frame.start - following.sentence.start <= 2 and _is_tag(spoken.frame)
            if opening and not spoken.frame.quoted and (text[0].islower() or len(text) < 60):
                return Credit(spoken.voice, spoken)
        return None

    def _last(self, quotation: Quotation) -> Credit | None:
        """Who spoke last, for a quotation that fills its sentences and has no attribution of its own."""
        first = quotation.sentences[0]
        if not all(self.reading.quoted.covers(self.reading.parsed.sentence(n)) for n in quotation.sentences):
            return None
        for number in range(first - 1, max(0, first - 3), -1):
            for other in reversed(self.reading.quoted.touching(number)):
                if other.number < quotation.number and other.number in self.credits:
                    credit = self.credits[other.number]
                    return Credit(credit.voice, None)
            spoken = self.reading.main(number)
            if spoken is not None:
                return Credit(spoken.voice, None, near=number == first - 1)
            voice = self._acting(number) if number == first - 1 else None
            if voice is not None:
                return Credit(voice, None, near=False)
        return None

    def _told_on(self, quotation: Quotation) -> Credit | None:
        """Who says the sentence before, for a fragment in a sentence that goes on telling what he says.

        'No shells had left the depot, he said. There were no lorries either, "neither full nor empty".'
        """
        number = quotation.sentences[0]
        if number == 1 or self.reading.spoken.get(number) or len(quotation.sentences) > 1:
            return None
        here, before = self.reading.parsed.sentence(number), self.reading.parsed.sentence(number - 1)
        told = self.reading.main(number - 1)
        if told is None or here.sentence.paragraph != before.sentence.paragraph or here.sentence.heading:
            return None
        if told.frame.group not in REPORTING or not told.voice.official or told.voice.party is None:
            return None
        past = any(t.tag_ in ("VBD", "MD") and not self._is_inside(quotation, here.start(t)) for t in here.tokens)
        return Credit(told.voice, None, near=False) if past and told.frame.anchor.tag_ == "VBD" else None

    def _is_supposed(self, quotation: Quotation) -> bool:
        """Whether a sentence supposes something, "would" or "could" standing right before the quoted words."""
        ahead = self.reading.parsed.text[max(0, quotation.start - 12) : quotation.start].lower()
        return any(word in ahead.split() for word in ("would", "could", "might"))

    @staticmethod
    def _is_inside(quotation: Quotation, offset: int) -> bool:
        return quotation.start <= offset < quotation.end

    def _acting(self, number: int) -> Voice | None:
        """The person who is the subject of a sentence without speech ("Lee praised the plan.")."""
        sentence = self.reading.parsed.sentence(number)
        for token in sentence.tokens:
            if token.dep_ == "nsubj" and token.head.dep_ == "ROOT":
                party = self.reading.speakers.covering(sentence, token)
                if party is not None and party.kind is not PartyKind.MEDIA:
                    return self.reading.speakers.voice_of(party, certain=False)
                if token.lower_ in ("he", "she"):
                    return self.reading.speakers.resolve(sentence, token)
        return None

    def _credit_chains(self) -> None:
        """Words over several paragraphs are those of whom a later paragraph names, when the first names nobody."""
        chains: dict[int, list[Quotation]] = {}
        first: dict[int, int] = {}
        for quotation in self.reading.quoted.stretches:
            before = quotation.continues
            start = first.get(before, before) if before is not None else quotation.number
            first[quotation.number] = start
            chains.setdefault(start, []).append(quotation)
        for chain in chains.values():
            head = self.credits.get(chain[0].number)
            if len(chain) < 2 or (head is not None and head.spoken is not None):
                continue
            named = (c for q in chain[1:] if (c := self._in_sentence(q)) is not None and c.spoken is not None)
            credit = next(named, None)
            if credit is not None:
                self.credits |= {q.number: credit for q in chain}

    def _credit_openers(self) -> None:
        """A quotation paragraph at the very start takes the speaker of the next paragraph that carries it on."""
        stretches = self.reading.quoted.stretches
        for quotation, following in zip(reversed(stretches[:-1]), reversed(stretches[1:]), strict=True):
            between = self.reading.parsed.text[quotation.end : following.start]
            if quotation.number in self.credits or LETTERS.search(between) or following.number not in self.credits:
                continue
            self.credits[quotation.number] = replace(self.credits[following.number], spoken=None)

    def _opens(self, quotation: Quotation) -> bool:
        sentence = self.reading.parsed.segmentation.sentence(quotation.sentences[0])
        return not LETTERS.search(self.reading.parsed.text[sentence.start : quotation.start])


def _subject_is(words: Span, noun: Token) -> bool:
    """Whether a noun is the subject of quoted words, so that a clause about the noun does not attribute them."""
    subject = subject_of(words.root)
    return subject is not None and subject.i == noun.i


def _is_tag(frame: Frame) -> bool:
    """Whether a frame says no more than who speaks, and tells nothing of its own ("Oslo dismissed the account")."""
    told = any(c.dep_ in ("dobj", "ccomp", "xcomp") and c.i > frame.anchor.i for c in frame.anchor.children)
    return not told or frame.verb in ("tell", "ask", "say", "add")


def _minded(tokens: Sequence[Token]) -> Token | None:
    """Oslo in 'For Oslo this is "a stab in the back"'."""
    opens = bool(tokens) and tokens[0].lower_ in ("for", "to") and any(t.lemma_ == "be" for t in tokens)
    held = (c for c in tokens[0].children if c.dep_ == "pobj") if opens else ()
    return next((t for t in held if t.pos_ == "PROPN"), None)
