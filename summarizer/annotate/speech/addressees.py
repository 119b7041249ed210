"""Who issues a warning and whom it addresses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from summarizer.annotate.doubt.cuewords import GAP, GAP_LOOSE
from summarizer.annotate.lexicon import load_table
from summarizer.annotate.matching import AnyCase
from summarizer.annotate.model import Attribution
from summarizer.annotate.pipeline import ParsedSentence
from summarizer.annotate.speech.frames import core, subject_of
from summarizer.annotate.speech.reading import Reading
from summarizer.annotate.speech.voices import Voice
from summarizer.schema import PartyKind, WarningKind

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Hit:
    """One warning in one sentence; `issuer` and `target` are party numbers."""

    kind: WarningKind
    sentence: int
    issuer: int | None
    target: int | None
    doubts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Scene:
    """A sentence with everything that a search for warnings needs to know about it."""

    reading: Reading
    sentence: ParsedSentence
    attribution: Attribution | None

    @property
    def number(self) -> int:
        return self.sentence.number

    def party_at(self, token: Token | None, modifiers: bool = False) -> int | None:
        """The party that a phrase with this head names; with `modifiers`, also one that only qualifies it."""
        if token is None:
            return None
        party = self.reading.speakers.covering(self.sentence, token)
        if party is not None:
            return party.number
        if not modifiers:
            return None
        inside = {self.sentence.start(t) for t in core(token)}
        for mention, owner in self.reading.speakers.mentions(self.number):
            if any(mention.start <= at < mention.end for at in inside):
                return owner.number
        return None

    def parties_at(self, token: Token | None) -> list[int | None]:
        """The parties that a phrase and what is coordinated with it name; one None when it names none."""
        named = [] if token is None else [self.party_at(t) for t in (token, *token.conjuncts)]
        return list(dict.fromkeys(n for n in named if n is not None)) or [None]

    def speaker(self, token: Token | None) -> Voice | None:
        """The voice of a phrase that issues something; None when it is "we", or nothing that can speak."""
        if token is None or token.lower_ in ("we", "i", "it", "who", "which", "that", "this"):
            return self._carried(token)
        return self.reading.speakers.resolve(self.sentence, token)

    def _carried(self, token: Token | None) -> Voice | None:
        if token is not None and token.lower_ == "it":
            return self.reading.speakers.resolve(self.sentence, token)
        return None

    def issuer(self, token: Token) -> tuple[bool, int | None]:
        """Whether somebody other than an outlet says what `token` belongs to, and that party.

        The innermost frame decides; failing that, the attribution of the sentence.
        """
        frames = {s.frame.anchor.i: s for s in self.reading.spoken[self.number]}
        for above in (token, *token.ancestors):
            spoken = frames.get(above.i)
            if spoken is not None and spoken.voice.kind.value != "media":
                return True, spoken.voice.party
        return self.claimant()

    def claimant(self) -> tuple[bool, int | None]:
        """Whether the sentence is attributed to somebody other than an outlet, and to which party."""
        if self.attribution is None or self.attribution.claimant is None:
            return False, None
        party = self.reading.speakers.party(self.attribution.claimant)
        return (False, None) if party.kind is PartyKind.MEDIA else (True, party.number)

    def doer(self, verb: Token) -> tuple[bool, int | None]:
        """Who does what a verb says, when that is a voice; otherwise the sentence's claimant."""
        subject = subject_of(verb)
        voice = self.speaker(subject)
        if voice is not None and voice.kind.value != "media":
            return True, voice.party
        if subject is None or subject.lower_ in ("we", "i", "us"):
            return self.issuer(verb)
        return False, None

    def doers(self, verb: Token) -> list[int | None]:
        """Everybody who does together what a verb says; empty when nobody that can speak does."""
        known, first = self.doer(verb)
        subject = subject_of(verb)
        others = [] if subject is None else [self.party_at(t) for t in subject.conjuncts]
        return list(dict.fromkeys([first, *(n for n in others if n is not None)])) if known else []

    def token_at(self, offset: int) -> Token | None:
        """The token that covers an offset into the sentence."""
        return next((t for t in self.sentence.tokens if t.idx <= offset < t.idx + len(t)), None)


@cache
def pattern(section: str, name: str = "patterns") -> AnyCase:
    """The patterns of one section of `lexicon/warnings.toml` as one expression."""
    body = "|".join(e.replace("(?:~ )?", GAP_LOOSE).replace("~", GAP) for e in load_table("warnings")[section][name])
    return AnyCase(rf"(?<!\w)(?:{body})(?!\w)")


@cache
def listed(section: str, name: str) -> frozenset[str]:
    """A word list of `lexicon/warnings.toml`."""
    return frozenset(load_table("warnings")[section][name])


def idle_stretches(text: str) -> list[tuple[int, int]]:
    """Offsets of phrases that hold a warning word but warn nobody ("early-warning radar")."""
    return [m.span() for m in pattern("not_warnings").finditer(text)]
