"""Who a speaker's phrase stands for: a named person, a body, a state, an outlet, or nobody who is named.

The most specific party wins: a named official before the body, the body before the state. Pronouns and phrases
such as "the minister" are resolved against those who spoke before, and are certain only when one of them fits.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.annotate.model import PartyCandidate
from summarizer.annotate.pipeline import ParsedSentence
from summarizer.annotate.speech.antecedents import (
    employer,
    institution_before,
    possessor,
    root_party,
    state_before,
    subject_party,
)
from summarizer.annotate.speech.floor import FORMER
from summarizer.annotate.speech.frames import core, words
from summarizer.annotate.speech.offices import serves_company
from summarizer.annotate.speech.papers import Papers, part_of
from summarizer.annotate.speech.posts import is_national, is_office, same_office, same_portfolio
from summarizer.annotate.speech.pronouns import NEAR, REACH, resolve_pronoun
from summarizer.annotate.speech.voices import KINDS, PERSONS, SPEAKS_OFFICIALLY, Voice
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
PROMINENT = frozenset(
    "senior opposition rebel leading prominent political business industry militant key party public".split()
)
"""Words before "figures" that make them people, and no numbers."""
COUNTS = frozenset("one two three four five six seven some several many both another few".split())


def _counted(head: Token) -> Token | None:
    """The people of whom "one of the officials", "several of its diplomats" are some."""
    if head.lower_ not in COUNTS:
        return None
    people = (p for c in head.children if c.lower_ in ("of", "among") for p in c.children if p.dep_ == "pobj")
    return next(people, None)


def _articles(head: Token) -> set[str]:
    return {t.lower_ for t in head.children if t.dep_ == "det"}


class Speakers(Papers):
    """Resolves the phrases of one text in reading order, and remembers who spoke."""

    def voice_of(self, party: PartyCandidate, head: str = "", certain: bool = True, role: str = "") -> Voice:
        """The voice of a known party; who directs a company speaks for it though the title is that of an official."""
        voice = super().voice_of(party, head, certain, role)
        if voice.kind is not ClaimantKind.OFFICIAL or not self._serves_company(party):
            return voice
        return replace(voice, kind=ClaimantKind.COMPANY, official=False)

    def _serves_company(self, party: PartyCandidate) -> bool:
        if party.number not in self._serving:
            self._serving[party.number] = serves_company(self, party)
        return self._serving[party.number]

    def resolve(self, sentence: ParsedSentence, head: Token) -> Voice | None:
        """The voice that a speaker's phrase stands for, None when it is nothing that can speak."""
        head = part_of(head) or head
        counted = _counted(head)
        if counted is not None:
            voice = self.resolve(sentence, counted)
            return voice if voice is None or voice.document else replace(voice, anonymous=True, head=counted.lower_)
        word = head.lower_
        if head.pos_ == "PRON" or head.tag_ in ("PRP", "WP", "DT"):
            return resolve_pronoun(self, sentence, head)
        named = self._named(sentence, head)
        if named is not None:
            return named
        if word in words("people", "press"):
            owner = self.owner(sentence, head, (PartyKind.MEDIA,))
            return Voice(owner.number if owner else None, ClaimantKind.MEDIA, word, official=False, anonymous=True)
        if word == "figures" and not PROMINENT & {t.lower_ for t in core(head)}:
            return self.paper(sentence, head)
        if word in BODIES_OF_PEOPLE or any(word in words("people", n) for n in ("unnamed", "private", "office")):
            return self._people(sentence, head)
        covering = self.covering(sentence, head)
        paper = self.is_paper(head)
        if covering is not None and covering.kind is PartyKind.STATE and {"a", "an", "another"} & _articles(head):
            return Voice(None, ClaimantKind.ANONYMOUS_SOURCE, word, official=False, anonymous=True)
        if covering is not None and not paper:
            return self.voice_of(covering, word)
        if paper:
            return self.paper(sentence, head)
        beside = next((p for c in head.children if c.dep_ == "appos" and (p := self.covering(sentence, c))), None)
        if beside is not None:
            return self.voice_of(beside, word)
        return self._institution(sentence, head) or self._stranger(head)

    def _named(self, sentence: ParsedSentence, head: Token) -> Voice | None:
        """A named person at the head of the phrase, or in apposition to it ("the minister, Jane Doe,")."""
        role = " ".join(t.lower_ for t in head.subtree)
        person = is_office(head) or (head.tag_ in ("NN", "NNP") and head.lower_ in words("people", "unnamed"))
        beside = (c for t in core(head) for c in t.children if c.dep_ == "appos") if person else head.children
        for token in (head, *(c for c in beside if c.dep_ == "appos")):
            party = self.covering(sentence, token)
            if party is not None and party.kind in PERSONS:
                return self.voice_of(party, head.lower_, role=role)
        after = self._name_after(sentence, head) if person else None
        return None if after is None else self.voice_of(after, head.lower_, role=role)

    def _name_after(self, sentence: ParsedSentence, head: Token) -> PartyCandidate | None:
        """The person between commas after an office, where the parser does not tie the two."""
        end = max(t.i for t in core(head)) + 1
        if end + 1 >= len(sentence.doc) or sentence.doc[end].text != ",":
            return None
        named = (self.covering(sentence, t) for t in sentence.doc[end + 1 : end + 4])  # a rank may stand before it
        return next((p for p in named if p is not None and p.kind in PERSONS), None)

    def _people(self, sentence: ParsedSentence, head: Token) -> Voice:
        word = head.lower_
        owner = self._whose(sentence, head)
        plain = [t.lower_ for t in core(head)]
        office = word in words("people", "office") and not {"a", "an", "one", "another", "senior"} & set(plain)
        definite = bool({"the", "'s", "his", "her", "its", "their", "whose"} & set(plain))
        if office and (holder := self._holder(sentence.number, head, owner)) is not None:
            return holder
        panel = self.covering(sentence, head)
        if (
            panel is not None
            and panel.kind is PartyKind.INTERNATIONAL_ORGANISATION
            and word in words("people", "panel")
        ):
            return self.voice_of(panel, word)
        if word in words("people", "expert"):
            return Voice(_number(owner), ClaimantKind.EXPERT, word, official=False, anonymous=True)
        past = bool(FORMER & set(plain))
        if word in words("people", "private") or past:
            return Voice(None, ClaimantKind.ANONYMOUS_SOURCE, word, official=False, anonymous=True)
        if owner is None and {"the", "those", "these"} & set(plain):
            before = self.unnamed(word, sentence.number)
            if before is not None:
                return replace(before, head=word)
            owner = state_before(self, sentence, head) if is_national(head) else None
        several = any(t.dep_ == "nummod" or t.lower_ in COUNTS for t in core(head))
        if owner is not None and ((word in BODIES_OF_PEOPLE and not several) or (office and definite)):
            return replace(self.voice_of(owner, word), anonymous=word.startswith("spokes"))
        if office and owner is None and word not in words("people", "unnamed"):
            return Voice(None, ClaimantKind.OFFICIAL, word, official=True, certain=False)
        company = owner is not None and owner.kind in (PartyKind.COMPANY, PartyKind.MEDIA)
        company = company or bool({"company", "industry", "firm", "corporate"} & set(plain))
        official = not company and not any(word in words("people", n) for n in ("company", "lay"))
        return Voice(_number(owner), ClaimantKind.ANONYMOUS_SOURCE, word, official, anonymous=True)

    def _whose(self, sentence: ParsedSentence, head: Token) -> PartyCandidate | None:
        """For whom unnamed people speak: who owns the phrase, a person's employer, what "its" points back to."""
        whose = possessor(head)
        if whose is None:
            return self.owner(sentence, head)
        if whose.tag_ == "WP$":
            clause = next((a for a in head.ancestors if a.dep_ == "relcl"), None)
            return None if clause is None else self.covering(sentence, clause.head)
        if whose.tag_ != "PRP$":
            party = self.covering(sentence, whose)
            if party is not None and party.kind in PERSONS:
                return employer(self, party)
            owner = self.owner(sentence, head)
            meant = self._institution(sentence, whose) if owner is None else None
            return owner if meant is None or meant.party is None else self.party(meant.party)
        own = subject_party(self, sentence, sentence.start(head))
        if own is not None and own.kind is not PartyKind.STATE:
            return own
        if whose.lower_ in ("his", "her"):
            voice = resolve_pronoun(self, sentence, whose)
            person = None if voice is None or voice.party is None else self.party(voice.party)
            if person is not None and own is None:
                return employer(self, person) if person.kind in PERSONS else person
        return own or institution_before(self, sentence, head)

    def _holder(self, number: int, head: Token, owner: PartyCandidate | None) -> Voice | None:
        """Whom an office word stands for: one who spoke before under it, or the one party that holds the office."""
        word = head.lower_
        stem = word[:6] if word.startswith("spokes") else word
        if owner is None and (again := self._called_again(number, head)) is not None:
            return again
        for _, voice in self.before(number):
            if owner is not None and not self._shares_country(voice, owner):
                continue
            role = self.party(voice.party).role or "" if voice.party else ""
            if voice.head == word or (stem in role.lower() and same_portfolio(head, role)):
                return replace(voice, head=word)
        fitting = [
            p
            for p in self.parties
            if p.kind in PERSONS
            and stem in (p.role or "").lower().split()
            and same_portfolio(head, p.role or "")
            and (owner is None or p.country in (owner.country, None))
        ]
        fitting = [p for p in fitting if owner is not None and p.country == owner.country] or fitting
        return self.voice_of(fitting[0], word, certain=len(fitting) == 1) if fitting else None

    def _called_again(self, number: int, head: Token) -> Voice | None:
        """The person who spoke last, when "the general" or "the lawmaker" may be said of that person."""
        if head.tag_ != "NN" or not {"the", "that"} & _articles(head):
            return None
        for at, voice in self.before(number):
            person = None if voice.party is None else self.party(voice.party)
            if number - at > REACH or (voice.anonymous and voice.head in words("people", "office")):
                return None
            if person is not None and person.kind in PERSONS and not voice.anonymous:
                role = " ".join((person.role or "", *sorted(self.styles(person))))
                untold = person.role is None and voice.official and number - at <= NEAR
                return replace(voice, head=head.lower_) if untold or same_office(head, role) else None
        return None

    def _shares_country(self, voice: Voice, owner: PartyCandidate) -> bool:
        return voice.party is not None and self.party(voice.party).country == owner.country

    def _institution(self, sentence: ParsedSentence, head: Token) -> Voice | None:
        """ "The ministry", "the company": the party of that kind that was named last, or the state it belongs to."""
        word = head.lower_
        kinds = [kind for kind in INSTITUTIONS if word in words("institutions", kind.value)]
        if not kinds:
            return None
        owner = self.owner(sentence, head) or self._its_body(sentence, head)
        if owner is not None:
            return self.voice_of(owner, word)
        if {"a", "an", "another"} & {t.lower_ for t in head.children}:
            return Voice(None, ClaimantKind.ANONYMOUS_SOURCE, word, False, anonymous=True)
        before = [
            p
            for number in range(max(1, sentence.number - REACH), sentence.number + 1)
            for m, p in self.mentions(number)
            if p.kind in kinds and m.end <= sentence.start(head) and not m.modifier
        ]
        called = [
            p
            for p in self.parties
            if p.kind in kinds and word in p.name.lower().split() and same_portfolio(head, p.name)
        ]
        fitting = [p for p in before if p in called] or sorted(
            called, key=lambda p: self._last_named(p, sentence.number)
        )
        if not fitting and word in words("generic", "words"):
            last = None if sentence.number == 1 else root_party(self, self.parsed.sentence(sentence.number - 1))
            fitting = [last] if last is not None and last in before else before
        if fitting:
            alone = len({p.number for p in fitting}) == 1
            return self.voice_of(fitting[-1], word, certain=alone)
        return Voice(None, KINDS[kinds[0]], word, KINDS[kinds[0]] in SPEAKS_OFFICIALLY)

    def _its_body(self, sentence: ParsedSentence, head: Token) -> PartyCandidate | None:
        """ "Its foreign ministry": the body of that name of the state that "its" stands for, else the state."""
        whose = possessor(head)
        if whose is None or whose.lower_ not in ("its", "their"):
            return None
        state = institution_before(self, sentence, head)
        if state is None or state.kind is not PartyKind.STATE:
            return None
        bodies = (p for p in self.parties if p.kind is PartyKind.GOVERNMENT_BODY and p.country == state.country)
        fitting = (b for b in bodies if head.lower_ in b.name.lower().split() and same_portfolio(head, b.name))
        return next(fitting, state)

    @staticmethod
    def _last_named(party: PartyCandidate, number: int) -> int:
        return max((m.sentence for m in party.mentions if m.sentence < number), default=0)

    def _stranger(self, head: Token) -> Voice | None:
        """A name that is no mention: of a party known by it elsewhere, or judged by the words beside it."""
        if head.pos_ != "PROPN" or head.ent_type_ in ("DATE", "TIME", "MONEY"):
            return None
        known = [p for p in self.parties if head.text in (*p.aliases, p.name) and p.kind is not PartyKind.STATE]
        if not known:
            parts = [p for p in self.parties if p.kind in PERSONS and head.text in p.name.split()]
            known = parts if len(parts) == 1 else []
        if known:
            return self.voice_of(known[0], head.lower_)
        beside = {t.lower_ for t in head.subtree}
        if beside & words("people", "expert"):
            return Voice(None, ClaimantKind.EXPERT, head.lower_, official=False)
        official = bool(beside & words("people", "office")) or (head.text.isupper() and 2 < len(head) < 6)  # "MFA"
        kind = ClaimantKind.OFFICIAL if official else ClaimantKind.EXPERT
        return Voice(None, kind, head.lower_, official, certain=False)


def _number(party: PartyCandidate | None) -> int | None:
    return None if party is None else party.number
