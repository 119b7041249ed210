"""What is known of a text's speakers at any point: the parties, where they are named, and who spoke before."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.annotate.model import Mention, PartyCandidate
from summarizer.annotate.pipeline import Parsed, ParsedSentence
from summarizer.annotate.speech.frames import core, words
from summarizer.annotate.speech.voices import KINDS, SPEAKS_OFFICIALLY, SPECIFIC, Voice
from summarizer.schema import ClaimantKind, PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Token

PRONOUNS = frozenset({"he", "she", "they", "it", "who"})
PARLIAMENT, BRIEFS = (
    frozenset({"critic", "whip", "shadow"}),
    frozenset("defence defense foreign security party".split()),
)
"""Words of a role in parliament that only together make an office ("defence critic")."""
AWAY = frozenset(
    {"about", "on", "against", "with", "near", "regarding", "concerning", "toward", "towards", "over", "than"}
)
ELSEWHERE = frozenset({"to", "in", "at", "for"})
"""Prepositions after which a name never tells whose somebody is, and those after which it does not for an envoy."""
NEAR = 2
"""How many sentences a nameless person is kept in mind for."""
PUBLIC = frozenset({PartyKind.STATE, PartyKind.GOVERNMENT_BODY, PartyKind.INTERNATIONAL_ORGANISATION})
STYLE = 24
STYLES = re.compile(r"([A-Za-z]+)\.? $")
"""How far before a name the word is sought that styles its bearer, and that word."""
POLITICAL = re.compile(
    r"\b(?:Party|League|Movement|Alliance|Coalition|Front|Bloc|Conservatives|Liberals|Greens|Socialists|Democrats|Republicans)$"
)
FORMER = frozenset({"former", "retired", "ex", "onetime", "ousted"})
"""Words before a role that its holder no longer has: such a person speaks for no office."""


class Floor:
    """The parties of one text, their mentions, and the voices heard so far."""

    def __init__(self, parsed: Parsed, parties: tuple[PartyCandidate, ...]) -> None:
        self.parties = parties
        self._in: dict[int, list[tuple[Mention, PartyCandidate]]] = {}
        for party in parties:
            for mention in party.mentions:
                self._in.setdefault(mention.sentence, []).append((mention, party))
        for found in self._in.values():
            found.sort(key=lambda pair: (pair[0].start, -pair[0].end))
        self.parsed = parsed
        self._spoken: list[tuple[int, Voice]] = []
        self._unnamed: list[tuple[int, Voice]] = []
        self._actors: list[tuple[int, Voice]] = []
        self._appointed: frozenset[int] = frozenset()
        self._serving: dict[int, bool] = {}
        self._styles: dict[int, frozenset[str]] = {}

    def styles(self, party: PartyCandidate) -> frozenset[str]:
        """The words in front of a person's name anywhere in the text, in lower case: "ms", "colonel", "king"."""
        if party.number not in self._styles:
            self._styles[party.number] = frozenset(
                word.strip(".").lower()
                for mention in party.mentions
                for word in STYLES.findall(self.parsed.text[max(0, mention.start - STYLE) : mention.start])
            )
        return self._styles[party.number]

    def appoint(self, persons: Iterable[int]) -> None:
        """Take these persons (party numbers) for officials, whatever their kind."""
        self._appointed = frozenset(persons)

    def party(self, number: int) -> PartyCandidate:
        return self.parties[number - 1]

    def before(self, number: int) -> Iterator[tuple[int, Voice]]:
        """Who spoke up to a sentence, the last one first."""
        end = bisect_right(self._spoken, number, key=lambda entry: entry[0])
        return (self._spoken[at] for at in range(end - 1, -1, -1))

    def remember(self, sentence: int, voice: Voice) -> None:
        self._spoken.append((sentence, voice))

    def note(self, sentence: int, voice: Voice) -> None:
        """Keep an unnamed speaker in mind, who may come back as "the official"."""
        if voice.anonymous and not voice.document and voice.head not in PRONOUNS:
            self._unnamed.append((sentence, voice))

    def act(self, sentence: int, voice: Voice) -> None:
        """Keep in mind a nameless person who does something ("A spokesman for the group laughed")."""
        self._actors.append((sentence, voice))

    def actor(self, before: int) -> tuple[int, Voice] | None:
        """The nameless person who did something last, one or two sentences before, with that sentence's number."""
        near = [entry for entry in self._actors if before - NEAR <= entry[0] < before]
        return near[-1] if near else None

    def unnamed(self, word: str, before: int) -> Voice | None:
        """The unnamed speaker under the same word ("the officials") who spoke last before a sentence."""
        found = [v for number, v in self._unnamed if number < before and v.head.rstrip("s") == word.rstrip("s")]
        return found[-1] if found else None

    def beside(self, sentence: ParsedSentence, head: Token, verb: Token) -> Voice | None:
        """The party named right before a verb, when the parser takes something for its subject that is no name."""
        if head.pos_ in ("NOUN", "PROPN", "PRON"):
            return None
        helpers = [c for c in verb.children if c.dep_ in ("aux", "neg", "advmod") and c.i < verb.i]
        first = min((verb, *helpers), key=lambda t: int(t.i))
        for mention, party in self.mentions(sentence.number):
            if mention.end + 1 == sentence.start(first) and not mention.modifier:
                return self.voice_of(party)
        return None

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

    def voice_of(self, party: PartyCandidate, head: str = "", certain: bool = True, role: str = "") -> Voice:
        """The voice of a known party; a person without office is told apart by role."""
        kind = KINDS[party.kind]
        roles = frozenset(f"{party.role or ''} {role}".lower().replace("-", " ").split())
        if party.number in self._appointed or (party.kind is PartyKind.OTHER and POLITICAL.search(party.name)):
            kind = ClaimantKind.OFFICIAL
        elif party.kind is PartyKind.PERSON:
            if roles & words("people", "company"):
                kind = ClaimantKind.COMPANY
            elif roles & words("people", "press"):
                kind = ClaimantKind.MEDIA
            elif roles & PARLIAMENT and roles & BRIEFS:
                kind = ClaimantKind.OFFICIAL
        elif kind is ClaimantKind.OFFICIAL and FORMER & set((party.role or "").lower().replace("-", " ").split()[:1]):
            kind = ClaimantKind.EXPERT
        return Voice(party.number, kind, head, kind in SPEAKS_OFFICIALLY, certain)

    def in_office(self, voice: Voice, label: str) -> Voice:
        """The same voice, an official one when a transcript's label gives the person an office or a state."""
        office = frozenset(label.lower().replace("(", " ").replace(")", " ").split()) & words("people", "office")
        behalf = set(re.findall(r"\(([^)]+)\)", label))
        sent = any(p.kind in PUBLIC and behalf & {p.name, *p.aliases} for p in self.parties)
        if voice.kind is not ClaimantKind.EXPERT or not (office or sent):
            return voice
        return replace(voice, kind=ClaimantKind.OFFICIAL, official=True)

    def owner(
        self, sentence: ParsedSentence, head: Token, kinds: tuple[PartyKind, ...] = SPECIFIC
    ) -> PartyCandidate | None:
        """The party that a phrase belongs to ("a Pentagon official", "a report by Amnesty"), most specific first."""
        phrase = {sentence.start(t): t for t in core(head)}
        found = [
            p
            for m, p in self.mentions(sentence.number)
            if p.kind in kinds and any(m.start <= at < m.end and _belongs(t, head, p.kind) for at, t in phrase.items())
        ]
        return min(found, key=lambda p: SPECIFIC.index(p.kind), default=None)


def _belongs(token: Token, head: Token, kind: PartyKind) -> bool:
    """Whether a party inside a phrase tells whose the head is: not so in "ambassador to Chad", "a source in Chad"."""
    links = []
    while token.i != head.i and token.head.i != token.i:
        if token.dep_ == "prep":
            links.append(token.lower_)
        token = token.head
    if AWAY & set(links):
        return False
    if kind is not PartyKind.STATE and not {"to", "at"} & set(links):
        return True
    return not (head.lower_ in words("offices", "envoys") and ELSEWHERE & set(links))
