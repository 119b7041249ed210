"""One pass over a parsed text that settles who speaks where: frames, voices, and the speaker of each quotation.

Attributions, quotes, cues and warnings all start from a `Reading`; it is made once per text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from summarizer.annotate.model import PartyCandidate
from summarizer.annotate.pipeline import Parsed
from summarizer.annotate.speech.accounts import Post
from summarizer.annotate.speech.blocks import announced_in
from summarizer.annotate.speech.crediting import PASSING, Credit, Crediting, Spoken
from summarizer.annotate.speech.frames import Frame, words
from summarizer.annotate.speech.framing import frames_of
from summarizer.annotate.speech.holders import Holders
from summarizer.annotate.speech.letterheads import letterheads_in
from summarizer.annotate.speech.letters import own_words
from summarizer.annotate.speech.offices import holds_office
from summarizer.annotate.speech.quoted import Quoted
from summarizer.annotate.speech.speakers import Speakers
from summarizer.annotate.speech.turns import Turn, turns_in
from summarizer.annotate.speech.voices import PERSONS, Voice
from summarizer.annotate.speech.written import written_answers
from summarizer.schema import ClaimantKind

if TYPE_CHECKING:
    from spacy.tokens import Token


RECENT = 3
"""How many sentences back a body must have spoken for "it" in the middle of a sentence to be that body."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block quotation: who speaks it, its sentences, and one span per paragraph."""

    voice: Voice
    spoken: Spoken | None
    sentences: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]


class Reading:
    """Who speaks where in one text. `spoken` holds the frames by sentence number, `credits` by quotation number."""

    def __init__(self, parsed: Parsed, parties: tuple[PartyCandidate, ...]) -> None:
        self.parsed = parsed
        self.quoted = Quoted(parsed)
        self.speakers = Speakers(parsed, parties)
        self.turns: tuple[Turn, ...] = turns_in(parsed) or written_answers(parsed)
        self.turn_voices: dict[int, Voice] = {}
        lay = (p for p in parties if p.kind in PERSONS and self.speakers.voice_of(p).kind is ClaimantKind.EXPERT)
        self.speakers.appoint(p.number for p in lay if holds_office(self.speakers, p))
        self.frames = frames_of(parsed)
        self.spoken: dict[int, list[Spoken]] = {}
        for sentence in parsed:
            self.spoken[sentence.number] = list(self._resolved(sentence.number))
        self._read_turns()
        self.blocks = tuple(self._read_blocks())
        self.posts: tuple[Post, ...] = () if self.turns else own_words(parsed)
        self.letterheads = {} if self.turns else letterheads_in(parsed, self.speakers, self.quoted)
        self.credits: dict[int, Credit] = Crediting(self).credits

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
        for frame in self.frames[number]:
            voice = (
                self._interrupting(frame)
                or self.speakers.resolve(sentence, frame.head)
                or self.speakers.beside(sentence, frame.head, frame.anchor)
                or self._own_subject(frame)
            )
            if voice is None or (frame.group == "finding" and not _inquires(voice)):
                continue
            yield Spoken(frame, voice)
            self.speakers.note(number, voice)
            if not frame.quoted and (best is None or frame.degree == "main"):
                best = voice
        if best is not None:
            self.speakers.remember(number, best)
        for token in sentence.tokens:
            voice = self.speakers.resolve(sentence, token) if _acts(token) else None
            stranger = voice is not None and token.pos_ == "PROPN" and voice.party is None
            if voice is not None and not self.quoted.inside(number, sentence.start(token)):
                self.speakers.act(number, replace(voice, official=False, anonymous=True) if stranger else voice)

    def _interrupting(self, frame: Frame) -> Voice | None:
        """In "Oslo, it claimed, had sold rifles" it is not Oslo that speaks, but the body that spoke before."""
        if frame.head.lower_ not in ("it", "they") or frame.anchor.dep_ not in ("parataxis", "ccomp"):
            return None
        content = frame.anchor.head
        if frame.head.i > frame.anchor.i or not (0 < frame.head.i < content.i) or frame.head.nbor(-1).text != ",":
            return None
        for number, voice in self.speakers.before(frame.sentence - 1):
            person = voice.party is not None and self.speakers.party(voice.party).kind in PERSONS
            if frame.sentence - number > RECENT or voice.party is None:
                return None
            if not person:
                return replace(voice, head=frame.head.lower_)
        return None

    def _own_subject(self, frame: Frame) -> Voice | None:
        """In "The army chief caused a stir when he spoke of ..." he is the chief, whom nothing else tells."""
        if frame.head.lower_ not in ("he", "she"):
            return None
        sentence = self.parsed.sentence(frame.sentence)
        heads = (t for t in sentence.tokens if t.i < frame.head.i and t.dep_ == "nsubj" and t.tag_ == "NN")
        voices = (self.speakers.resolve(sentence, t) for t in heads if t.lower_ in words("people", "office"))
        return next((replace(v, head=frame.head.lower_) for v in voices if v is not None), None)

    def _read_turns(self) -> None:
        """The floor of a transcript decides for every sentence of a turn."""
        holders = Holders(self.parsed, self.speakers, self.turns)
        for index, turn in enumerate(self.turns):
            voice = None if turn.asks else holders.of(turn)
            if voice is not None:
                self.turn_voices[index] = voice

    def _is_own(self, number: int) -> bool:
        """Whether a sentence of a turn announces the speaker's own words ("My letter said:")."""
        return any(t.lower_ in ("my", "our", "i", "we") for t in self.parsed.sentence(number).tokens)

    def _quoted_as(self, number: int) -> Voice | None:
        """The person named last in a sentence that ends with "as saying:", however it was parsed."""
        place = self.parsed.sentence(number).sentence
        if not self.parsed.text[place.start : place.end].endswith(("as saying:", "as follows:")):
            return None
        people = [p for _, p in self.speakers.mentions(number) if p.kind in PERSONS]
        return self.speakers.voice_of(people[-1]) if people else None

    def _announcer(self, number: int) -> Voice | None:
        """The subject of a sentence that announces a statement without a verb of saying ("gave this answer:")."""
        sentence = self.parsed.sentence(number)
        heads = (t for t in sentence.tokens if t.dep_ == "nsubj" and t.head.dep_ == "ROOT")
        return next((v for t in heads if (v := self.speakers.resolve(sentence, t)) is not None), None)

    def _read_blocks(self) -> Iterator[Block]:
        for block in announced_in(self.parsed, self.quoted, self.spoken, _reports):
            within = [s for s in self.spoken[block.number] if s.frame.group == "relayed" and not s.frame.quoted]
            spoken = next(iter(within), None) or self.main(block.number)
            if spoken is not None and (spoken.frame.group == "according" or spoken.frame.verb == "ask"):
                continue
            voice = spoken.voice if spoken is not None else self._quoted_as(block.number)
            if voice is None or (voice.party is None and voice.document):
                voice = self.speakers.cited(block.number) or voice or self._announcer(block.number)
            if (voice is None or voice.party is None) and self._is_own(block.number):
                voice = self.holder(block.number)
            if voice is not None:
                yield Block(voice, spoken, block.sentences, block.spans)


def _reports(spoken: Spoken) -> bool:
    """Whether a frame reports, in the past, what somebody said: not in a statement that is given word for word."""
    frame = spoken.frame
    return frame.verb in ("say", "tell", "add", "write", "reply") and frame.anchor.tag_ == "VBD"


def _inquires(voice: Voice) -> bool:
    """Whether a voice is one that inquires, whose findings are what it says."""
    kinds = (ClaimantKind.EXPERT, ClaimantKind.INTERNATIONAL_ORGANISATION, ClaimantKind.MEDIA)
    return voice.kind in kinds or voice.document


def _acts(token: Token) -> bool:
    """Whether a token is a subject that "he" or "she" may point back to though it names no party."""
    nameless = token.tag_ in ("NN", "NNP") and token.lower_ in words("people", "office")
    stranger = token.ent_type_ == "PERSON" and any(c.dep_ == "compound" for c in token.children)
    return token.dep_ == "nsubj" and token.head.dep_ != "relcl" and (nameless or stranger)


@lru_cache(maxsize=2)
def read(parsed: Parsed, parties: tuple[PartyCandidate, ...]) -> Reading:
    """The reading of a text. Kept for the last two texts, as four annotators ask for it in turn."""
    return Reading(parsed, parties)
