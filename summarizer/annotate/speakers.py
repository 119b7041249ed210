"""Who a speaker's phrase stands for: a named person, a body, a state, an outlet, or nobody who is named.

The most specific party wins: a named official before the body, the body before the state. Pronouns and phrases
such as "the minister" are resolved against those who spoke before, and are certain only when one of them fits.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.annotate.model import Mention, PartyCandidate
from summarizer.annotate.pipeline import Parsed, ParsedSentence
from summarizer.annotate.speech import core, words
from summarizer.annotate.voices import KINDS, PERSONS, SPEAKS_OFFICIALLY, SPECIFIC, Voice
from summarizer.schema import ClaimantKind, PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Token

INSTITUTIONS = (
    PartyKind.GOVERNMENT_BODY,
    PartyKind.STATE,
    PartyKind.COMPANY,
    PartyKind.ARMED_GROUP,
    PartyKind.INTERNATIONAL_ORGANISATION,
    PartyKind.MEDIA,
    PartyKind.OTHER,
)
BODIES_OF_PEOPLE = frozenset("authorities rebels insurgents militants guerrillas fighters allies".split())
THEY, IT, ONE = frozenset({"they"}), frozenset({"it"}), frozenset({"he", "she"})
REACH = 6
"""How many sentences back a pronoun may point."""


class Speakers:
    """Resolves the phrases of one text in reading order, and remembers who spoke."""

    def __init__(self, parsed: Parsed, parties: tuple[PartyCandidate, ...]) -> None:
        self.parties = parties
        self._in: dict[int, list[tuple[Mention, PartyCandidate]]] = {}
        for party in parties:
            for mention in party.mentions:
                self._in.setdefault(mention.sentence, []).append((mention, party))
        for found in self._in.values():
            found.sort(key=lambda pair: (pair[0].start, -pair[0].end))
        self._parsed = parsed
        self._spoken: list[tuple[int, Voice]] = []

    def party(self, number: int) -> PartyCandidate:
        return self.parties[number - 1]

    def _before(self, number: int) -> Iterator[tuple[int, Voice]]:
        """Who spoke up to a sentence, the last one first."""
        end = bisect_right(self._spoken, number, key=lambda entry: entry[0])
        return (self._spoken[at] for at in range(end - 1, -1, -1))

    def remember(self, sentence: int, voice: Voice) -> None:
        self._spoken.append((sentence, voice))

    def mentions(self, sentence: int) -> list[tuple[Mention, PartyCandidate]]:
        """Mentions in a sentence, in text order."""
        return self._in.get(sentence, [])

    def covering(self, sentence: ParsedSentence, token: Token) -> PartyCandidate | None:
        """The party whose mention holds the token, unless the mention only qualifies another noun."""
        at = sentence.start(token)
        for mention, party in self.mentions(sentence.number):
            if mention.start <= at < mention.end and not mention.modifier:
                return party
        return None

    def resolve(self, sentence: ParsedSentence, head: Token) -> Voice | None:
        """The voice that a speaker's phrase stands for, None when it is nothing that can speak."""
        word = head.lower_
        if head.pos_ == "PRON" or head.tag_ in ("PRP", "WP", "DT"):
            return self._pronoun(sentence, head)
        named = self._named(sentence, head)
        if named is not None:
            return named
        if word in words("people", "press"):
            owner = self._owner(sentence, head, (PartyKind.MEDIA,))
            return Voice(owner.number if owner else None, ClaimantKind.MEDIA, word, official=False, anonymous=True)
        if word in BODIES_OF_PEOPLE or word in words("people", "unnamed") or word in words("people", "private"):
            return self._people(sentence, head)
        covering = self.covering(sentence, head)
        paper = self._is_paper(head)
        if covering is not None and not paper:
            return self.voice_of(covering, word)
        if paper:
            return self._paper(sentence, head)
        return self._institution(sentence, head) or self._stranger(head)

    def voice_of(self, party: PartyCandidate, head: str = "", certain: bool = True, role: str = "") -> Voice:
        """The voice of a known party; a person without office is told apart by role."""
        kind = KINDS[party.kind]
        roles = frozenset(f"{party.role or ''} {role}".lower().replace("-", " ").split())
        if party.kind is PartyKind.PERSON:
            if roles & words("people", "company"):
                kind = ClaimantKind.COMPANY
            elif roles & words("people", "press"):
                kind = ClaimantKind.MEDIA
        return Voice(party.number, kind, head, kind in SPEAKS_OFFICIALLY, certain)

    def _named(self, sentence: ParsedSentence, head: Token) -> Voice | None:
        """A named person at the head of the phrase, or in apposition to it ("the minister, Jane Doe,")."""
        role = " ".join(t.lower_ for t in head.subtree)
        for token in (head, *(c for c in head.children if c.dep_ == "appos")):
            party = self.covering(sentence, token)
            if party is not None and party.kind in PERSONS:
                return self.voice_of(party, head.lower_, role=role)
        return None

    def _owner(
        self, sentence: ParsedSentence, head: Token, kinds: tuple[PartyKind, ...] = SPECIFIC
    ) -> PartyCandidate | None:
        """The party that a phrase belongs to ("a Pentagon official", "a report by Amnesty"), most specific first."""
        inside = {sentence.start(t) for t in core(head)}
        found = [
            p
            for m, p in self.mentions(sentence.number)
            if p.kind in kinds and any(m.start <= at < m.end for at in inside)
        ]
        return min(found, key=lambda p: SPECIFIC.index(p.kind), default=None)

    def _people(self, sentence: ParsedSentence, head: Token) -> Voice:
        word = head.lower_
        owner = self._owner(sentence, head)
        plain = [t.lower_ for t in core(head)]
        office = word in words("people", "office") and not {"a", "an", "one", "another", "senior"} & set(plain)
        if office:
            holder = self._holder(sentence.number, word, owner)
            if holder is not None:
                return holder
        if word in words("people", "expert"):
            return Voice(_number(owner), ClaimantKind.EXPERT, word, official=False, anonymous=True)
        if word in words("people", "private"):
            return Voice(None, ClaimantKind.ANONYMOUS_SOURCE, word, official=False, anonymous=True)
        if owner is not None and (word in BODIES_OF_PEOPLE or (office and {"the", "'s", "his", "her"} & set(plain))):
            return replace(self.voice_of(owner, word), anonymous=word.startswith("spokes"))
        company = owner is not None and owner.kind in (PartyKind.COMPANY, PartyKind.MEDIA)
        official = not company and word not in words("people", "company")
        return Voice(_number(owner), ClaimantKind.ANONYMOUS_SOURCE, word, official, anonymous=True)

    def _holder(self, number: int, word: str, owner: PartyCandidate | None) -> Voice | None:
        """Whom an office word stands for: one who spoke before under it, or the one party that holds the office."""
        stem = word[:6] if word.startswith("spokes") else word
        for _, voice in self._before(number):
            if owner is not None and not self._shares_country(voice, owner):
                continue
            if voice.head == word or (voice.party and stem in (self.party(voice.party).role or "").lower()):
                return replace(voice, head=word)
        fitting = [
            p
            for p in self.parties
            if p.kind in PERSONS
            and stem in (p.role or "").lower().split()
            and (owner is None or p.country == owner.country)
        ]
        return self.voice_of(fitting[0], word, certain=len(fitting) == 1) if fitting else None

    def _shares_country(self, voice: Voice, owner: PartyCandidate) -> bool:
        return voice.party is not None and self.party(voice.party).country == owner.country

    def _is_paper(self, head: Token) -> bool:
        word = head.lower_
        if word == "agency" and not {"news", "press"} & {t.lower_ for t in core(head)}:
            return False
        return any(word in words("documents", name) for name in ("official", "report", "media"))

    def _paper(self, sentence: ParsedSentence, head: Token) -> Voice | None:
        """A paper that speaks, for the one who wrote it; a bare "the report" goes back to the last one named."""
        word = head.lower_
        press = word in words("documents", "media")
        owner = self._owner(sentence, head, (PartyKind.MEDIA,) if press else SPECIFIC)
        if owner is not None:
            return replace(self.voice_of(owner, word), document=True)
        if word in words("documents", "official"):
            kind, official = ClaimantKind.GOVERNMENT, True
        else:
            kind, official = ClaimantKind.MEDIA, False
        definite = any(t.lower_ in ("the", "that", "this") for t in head.children)
        if definite:
            for number, voice in self._before(sentence.number):
                relays = voice.document or voice.kind in (
                    ClaimantKind.MEDIA,
                    ClaimantKind.INTERNATIONAL_ORGANISATION,
                )
                if sentence.number - number <= REACH and (relays or word in words("documents", "official")):
                    return replace(voice, head=word, document=True)
        return Voice(None, kind, word, official, document=True)

    def _institution(self, sentence: ParsedSentence, head: Token) -> Voice | None:
        """ "The ministry", "the company": the party of that kind that was named last, or the state it belongs to."""
        word = head.lower_
        kinds = [kind for kind in INSTITUTIONS if word in words("institutions", kind.value)]
        if not kinds:
            return None
        owner = self._owner(sentence, head)
        if owner is not None:
            return self.voice_of(owner, word)
        before = [
            p
            for number in range(max(1, sentence.number - REACH), sentence.number + 1)
            for m, p in self.mentions(number)
            if p.kind in kinds and m.end <= sentence.start(head) and not m.modifier
        ]
        called = [p for p in self.parties if p.kind in kinds and word in p.name.lower().split()]
        fitting = [p for p in before if p in called] or sorted(
            called, key=lambda p: self._last_named(p, sentence.number)
        )
        if not fitting and word in words("generic", "words"):
            fitting = before
        if fitting:
            alone = len({p.number for p in fitting}) == 1
            return self.voice_of(fitting[-1], word, certain=alone)
        return Voice(None, KINDS[kinds[0]], word, KINDS[kinds[0]] in SPEAKS_OFFICIALLY)

    @staticmethod
    def _last_named(party: PartyCandidate, number: int) -> int:
        return max((m.sentence for m in party.mentions if m.sentence < number), default=0)

    def _stranger(self, head: Token) -> Voice | None:
        """A name that is no known party: judged by the words beside it."""
        if head.pos_ != "PROPN" or head.ent_type_ in ("DATE", "TIME", "MONEY"):
            return None
        beside = {t.lower_ for t in head.subtree}
        if beside & words("people", "expert"):
            return Voice(None, ClaimantKind.EXPERT, head.lower_, official=False)
        official = bool(beside & words("people", "office"))
        kind = ClaimantKind.OFFICIAL if official else ClaimantKind.EXPERT
        return Voice(None, kind, head.lower_, official, certain=False)

    def _pronoun(self, sentence: ParsedSentence, head: Token) -> Voice | None:
        word = head.lower_
        if word in ONE:
            return self._person(sentence, head)
        if word in IT:
            own = self._subject_before(sentence, head)
            if own is not None:
                return own
        if word in THEY or word in IT:
            for number, voice in self._before(sentence.number):
                if sentence.number - number > REACH:
                    break
                person = voice.party is not None and self.party(voice.party).kind in PERSONS and not voice.anonymous
                crowd = voice.anonymous and not voice.document
                if not person and not (crowd and word in IT):
                    return replace(voice, head=word, anonymous=voice.anonymous, certain=voice.certain)
        return None

    def _subject_before(self, sentence: ParsedSentence, head: Token) -> Voice | None:
        """The body or state that is the sentence's subject, for an "it" further on in the same sentence."""
        for token in sentence.doc:
            if token.i < head.i and token.dep_ == "nsubj" and token.head.dep_ == "ROOT":
                party = self.covering(sentence, token)
                return None if party is None or party.kind in PERSONS else self.voice_of(party, token.lower_)
        return None

    def _person(self, sentence: ParsedSentence, head: Token) -> Voice | None:
        """The person "he" or "she" stands for: who spoke last, else who was named last."""
        named = self._named_before(sentence, head)
        sure = [p for _, p, _ in named if self._fits(p, head.lower_, surely=True)]
        acting = [(number, p) for number, p, subject in named if subject]
        for number, voice in self._before(sentence.number):
            settled = bool(sure) and voice.party not in {p.number for p in sure}
            if sentence.number - number > REACH or settled or (acting and acting[-1][0] > number):
                break
            if voice.party is None or self.party(voice.party).kind not in PERSONS:
                if voice.anonymous and voice.head in words("people", "office"):
                    return replace(voice, head=head.lower_, certain=not named)
                continue
            if self._fits(self.party(voice.party), head.lower_):
                others = {p.number for _, p, _ in named} - {voice.party}
                return replace(voice, head=head.lower_, certain=voice.certain and not others)
        fitting = sure or [p for _, p in acting] or [p for _, p, _ in named]
        if not fitting:
            return None
        alone = len({p.number for p in sure}) == 1 or len({p.number for _, p, _ in named}) == 1
        return self.voice_of(fitting[-1], head.lower_, certain=alone)

    def _named_before(self, sentence: ParsedSentence, head: Token) -> list[tuple[int, PartyCandidate, bool]]:
        """Persons a pronoun may stand for, named close before it: sentence, party, and whether as a subject."""
        named: list[tuple[int, PartyCandidate, bool]] = []
        for number in range(max(1, sentence.number - 2), sentence.number + 1):
            place = self._parsed.sentence(number)
            for mention, party in self.mentions(number):
                if party.kind in PERSONS and mention.end <= sentence.start(head) and self._fits(party, head.lower_):
                    tokens = place.span(mention.start, mention.end)
                    subject = tokens is not None and tokens.root.dep_ in ("nsubj", "nsubjpass")
                    named.append((number, party, subject))
        return named

    @staticmethod
    def _fits(party: PartyCandidate, pronoun: str, surely: bool = False) -> bool:
        """Whether nothing in the person's role speaks against the pronoun, or `surely` something speaks for it."""
        roles = frozenset((party.role or "").lower().split(" of ")[0].split())
        same, other = ("male", "female") if pronoun == "he" else ("female", "male")
        return bool(roles & words("people", same)) if surely else not roles & words("people", other)


def _number(party: PartyCandidate | None) -> int | None:
    return None if party is None else party.number
