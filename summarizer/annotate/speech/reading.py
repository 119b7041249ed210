"""One pass over a parsed text that settles who speaks where: frames, voices, and the speaker of each quotation.

Attributions, quotes, cues and warnings all start from a `Reading`; it is made once per text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from summarizer.annotate.model import PartyCandidate
from summarizer.annotate.pipeline import Parsed
from summarizer.annotate.speech.blocks import announced_in
from summarizer.annotate.speech.frames import Frame, words
from summarizer.annotate.speech.framing import frames_in
from summarizer.annotate.speech.letterheads import letterheads_in
from summarizer.annotate.speech.offices import holds_office
from summarizer.annotate.speech.quoted import Quoted
from summarizer.annotate.speech.speakers import Speakers
from summarizer.annotate.speech.turns import Turn, turns_in
from summarizer.annotate.speech.voices import PERSONS, Voice
from summarizer.schema import PartyKind
from summarizer.segment.model import Quotation

LETTERS = re.compile(r"\w")
LABEL = re.compile(r"([^:\n]{2,80}):\s*[\"'“‘«]?")
CLOSE = 3
"""The greatest distance of a frame that governs the quotation in the parse, in characters."""
PASSING = frozenset({"citing", "relays"})
"""Groups of frames that pass on the words of others, so that they never govern a sentence."""
FAR = 10_000
"""Added to the distance of "according to X", which speaks for a quotation only when no verb does."""


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


@dataclass(frozen=True, slots=True)
class Block:
    """A block quotation: who speaks it, its sentences, and one span per paragraph."""

    spoken: Spoken
    sentences: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]


class Reading:
    """Who speaks where in one text. `spoken` holds the frames by sentence number, `credits` by quotation number."""

    def __init__(self, parsed: Parsed, parties: tuple[PartyCandidate, ...]) -> None:
        self.parsed = parsed
        self.quoted = Quoted(parsed)
        self.speakers = Speakers(parsed, parties)
        self.turns: tuple[Turn, ...] = turns_in(parsed)
        self.turn_voices: dict[int, Voice] = {}
        self.speakers.appoint(p.number for p in parties if p.kind is PartyKind.PERSON and holds_office(self.speakers, p))
        self.spoken: dict[int, list[Spoken]] = {}
        self.credits: dict[int, Credit] = {}
        for sentence in parsed:
            self.spoken[sentence.number] = list(self._resolved(sentence.number))
        self._read_turns()
        self.blocks = tuple(self._read_blocks())
        self.letterheads = {} if self.turns else letterheads_in(parsed, self.speakers, self.quoted)
        for quotation in self.quoted.stretches:
            credit = self._credit(quotation)
            if credit is not None:
                self.credits[quotation.number] = credit
        self._credit_openers()

    def holder(self, sentence: int) -> Voice | None:
        """Who has the floor in a sentence of a transcript, None outside one and for questions."""
        held = (voice for index, voice in self.turn_voices.items() if sentence in self.turns[index].sentences)
        return next(held, None)

    def main(self, sentence: int) -> Spoken | None:
        """The frame that governs a sentence: outside quotation marks, and the least embedded one."""
        outside = [s for s in self.spoken.get(sentence, ()) if not s.frame.quoted and s.frame.group not in PASSING]
        first = [s for s in outside if s.frame.end <= self._cut(sentence)]
        if first and self.parsed.sentence(sentence).sentence.heading:
            return first[-1]
        governing = [s for s in outside if s.frame.degree == "main"]
        by_verb = [s for s in governing if s.frame.group != "according"]
        beside = [s for s in outside if s.frame.degree == "beside"]
        return next(iter(by_verb or governing or beside), None)

    def _cut(self, sentence: int) -> int:
        """Where the first of several headlines in one line ends ("A sells B, says C; D denies"), -1 when it is one."""
        place = self.parsed.sentence(sentence).sentence
        return self.parsed.text.find(";", place.start, place.end)

    def _resolved(self, number: int) -> Iterator[Spoken]:
        sentence = self.parsed.sentence(number)
        best: Voice | None = None
        for frame in frames_in(sentence, self.quoted):
            voice = self.speakers.resolve(sentence, frame.head) or self.speakers.beside(
                sentence, frame.head, frame.anchor
            )
            if voice is None:
                continue
            yield Spoken(frame, voice)
            self.speakers.note(number, voice)
            if not frame.quoted and (best is None or frame.degree == "main"):
                best = voice
        if best is not None:
            self.speakers.remember(number, best)
        for token in sentence.doc:
            nameless = token.dep_ == "nsubj" and token.tag_ in ("NN", "NNP") and token.lower_ in words("people", "office")
            voice = self.speakers.resolve(sentence, token) if nameless else None
            if voice is not None and not self.quoted.inside(number, sentence.start(token)):
                self.speakers.act(number, voice)

    def _read_turns(self) -> None:
        """The floor of a transcript decides for every sentence of a turn."""
        for index, turn in enumerate(self.turns):
            voice = None if turn.asks else self._holder(turn)
            if voice is not None:
                self.turn_voices[index] = voice

    def _read_blocks(self) -> Iterator[Block]:
        for block in announced_in(self.parsed, self.quoted, self.spoken):
            spoken = self.main(block.number)
            if spoken is not None and spoken.frame.group != "according":
                yield Block(spoken, block.sentences, block.spans)

    def _holder(self, turn: Turn) -> Voice | None:
        """The person whose surname ends the label, the one with the fullest name; else whom the label mentions.

        A label that says no more than "A" stands for the one person named before the first turn.
        """
        persons = [p for p in self.speakers.parties if p.kind in PERSONS]
        if turn.nameless:
            before = [p for p in persons if any(m.end <= self.turns[0].start for m in p.mentions)]
            return self.speakers.voice_of(before[0]) if len(before) == 1 else None
        parts = [part.split()[-1].casefold() for part in re.split(r"[()]", turn.label) if part.split()]
        named = [p for p in persons if p.name.casefold().split()[-1] in parts]
        if named:
            voice = self.speakers.voice_of(max(named, key=lambda p: len(p.name)))
            return self.speakers.in_office(voice, turn.label)
        inside = [p for p in self.speakers.parties for m in p.mentions if turn.start <= m.start and m.end <= turn.end]
        return self.speakers.voice_of(inside[0]) if inside else None

    def _credit(self, quotation: Quotation) -> Credit | None:
        if quotation.continues is not None and quotation.continues in self.credits:
            return self.credits[quotation.continues]
        return (
            self._in_sentence(quotation)
            or self._labelled(quotation)
            or self._before(quotation)
            or self._after(quotation)
            or self._last(quotation)
        )

    def _in_sentence(self, quotation: Quotation) -> Credit | None:
        """The frame in one of the quotation's own sentences that stands nearest to it."""
        near: list[tuple[int, int, Spoken]] = []
        opening = self.parsed.sentence(quotation.sentences[0])
        words = opening.span(quotation.start, min(quotation.end, opening.sentence.end))
        first = set() if words is None else {t.i for t in words.root.ancestors}
        for number in (quotation.sentences[0], quotation.sentences[-1]):
            above = first if number == quotation.sentences[0] else set[int]()
            for spoken in self.spoken.get(number, ()):
                frame = spoken.frame
                if self.quoted.inside(number, frame.start) or frame.group in PASSING:
                    continue
                gap = frame.start - quotation.end if frame.start >= quotation.end else quotation.start - frame.end
                if frame.anchor.i in above and gap > CLOSE:
                    gap = CLOSE
                if gap >= 0:
                    near.append((gap if frame.group != "according" else gap + FAR, -frame.start, spoken))
        if not near:
            return None
        spoken = min(near, key=lambda entry: entry[:2])[2]
        return Credit(spoken.voice, spoken)

    def _labelled(self, quotation: Quotation) -> Credit | None:
        """'Minister Lee in Oslo: "We are ready."': a name and a colon, and no verb."""
        sentence = self.parsed.sentence(quotation.sentences[0])
        label = LABEL.fullmatch(self.parsed.text[sentence.sentence.start : quotation.start])
        if label is None or any(t.tag_ in ("VBD", "VBZ", "VBP") for t in sentence.doc if t.idx < label.end(1)):
            return None
        end = sentence.sentence.start + label.end(1)
        named = [p for m, p in self.speakers.mentions(sentence.number) if m.end <= end and not m.modifier]
        persons = [p for p in named if p.kind in PERSONS]
        return Credit(self.speakers.voice_of((persons or named)[0]), None) if named else None

    def _before(self, quotation: Quotation) -> Credit | None:
        """A sentence that ends with a colon and announces the quotation."""
        first = quotation.sentences[0]
        if first == 1 or not self._opens(quotation):
            return None
        previous = self.parsed.sentence(first - 1)
        if self.parsed.text[previous.sentence.start : previous.sentence.end].rstrip().endswith(":"):
            spoken = self.main(previous.number)
            return Credit(spoken.voice, spoken) if spoken else None
        return None

    def _after(self, quotation: Quotation) -> Credit | None:
        """A next sentence that opens with the attribution ('"Why not?" she asked.')."""
        last = quotation.sentences[-1]
        if last >= len(self.parsed.sentences):
            return None
        following = self.parsed.sentence(last + 1)
        same = following.sentence.paragraph == self.parsed.sentence(last).sentence.paragraph
        if not same or LETTERS.search(self.parsed.text[quotation.end : following.sentence.start]):
            return None
        text = self.parsed.text[following.sentence.start : following.sentence.end]
        for spoken in self.spoken.get(following.number, ()):
            opening = spoken.frame.start - following.sentence.start <= 2
            if opening and not spoken.frame.quoted and (text[0].islower() or len(text) < 60):
                return Credit(spoken.voice, spoken)
        return None

    def _last(self, quotation: Quotation) -> Credit | None:
        """Who spoke last, for a quotation that fills its sentences and has no attribution of its own."""
        first = quotation.sentences[0]
        if not all(self.quoted.covers(self.parsed.sentence(n)) for n in quotation.sentences):
            return None
        for number in range(first - 1, max(0, first - 3), -1):
            for other in reversed(self.quoted.touching(number)):
                if other.number < quotation.number and other.number in self.credits:
                    credit = self.credits[other.number]
                    return Credit(credit.voice, None)
            spoken = self.main(number)
            if spoken is not None:
                return Credit(spoken.voice, None, near=number == first - 1)
            voice = self._acting(number) if number == first - 1 else None
            if voice is not None:
                return Credit(voice, None, near=False)
        return None

    def _acting(self, number: int) -> Voice | None:
        """The person who is the subject of a sentence without speech ("Lee praised the plan.")."""
        sentence = self.parsed.sentence(number)
        for token in sentence.doc:
            if token.dep_ == "nsubj" and token.head.dep_ == "ROOT":
                party = self.speakers.covering(sentence, token)
                if party is not None and party.kind is not PartyKind.MEDIA:
                    return self.speakers.voice_of(party, certain=False)
                if token.lower_ in ("he", "she"):
                    return self.speakers.resolve(sentence, token)
        return None

    def _credit_openers(self) -> None:
        """A quotation paragraph at the very start takes the speaker of the next paragraph that carries it on."""
        stretches = self.quoted.stretches
        for quotation, following in zip(reversed(stretches[:-1]), reversed(stretches[1:]), strict=True):
            between = self.parsed.text[quotation.end : following.start]
            if quotation.number in self.credits or LETTERS.search(between) or following.number not in self.credits:
                continue
            self.credits[quotation.number] = replace(self.credits[following.number], spoken=None)

    def _opens(self, quotation: Quotation) -> bool:
        sentence = self.parsed.segmentation.sentence(quotation.sentences[0])
        return not LETTERS.search(self.parsed.text[sentence.start : quotation.start])


@lru_cache(maxsize=2)
def read(parsed: Parsed, parties: tuple[PartyCandidate, ...]) -> Reading:
    """The reading of a text. Kept for the last two texts, as four annotators ask for it in turn."""
    return Reading(parsed, parties)
