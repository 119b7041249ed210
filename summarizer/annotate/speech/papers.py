"""Papers that speak: whose words "the report", "a letter of the ministry" or "his account" are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.annotate.pipeline import ParsedSentence
from summarizer.annotate.speech.antecedents import institution_before, possessor
from summarizer.annotate.speech.floor import Floor
from summarizer.annotate.speech.frames import core, words
from summarizer.annotate.speech.pronouns import REACH, resolve_pronoun
from summarizer.annotate.speech.voices import SPECIFIC, Voice
from summarizer.schema import ClaimantKind, PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Token

FAR = 12
"""Sentences back within which "the letter" may be one that was named with its author."""
PARTS = frozenset("article paragraph section clause chapter annex page preamble".split())
ISSUED = frozenset("publish release issue write compile prepare draft commission produce sign pass adopt send".split())


def part_of(head: Token) -> Token | None:
    """The paper of which "article 6 of the decree" is a part."""
    if head.lower_ not in PARTS:
        return None
    papers = (p for c in head.children if c.lower_ == "of" for p in c.children if p.dep_ == "pobj")
    return next((p for p in papers if p.lower_ in words("documents", "official") | words("documents", "report")), None)


def _has_author(paper: Token) -> bool:
    """Whether a report is named after who wrote it ("a report of the Border Guard")."""
    links = (c for c in paper.children if c.lower_ in ("of", "by", "from"))
    return bool(_authors(paper)) or any(p.pos_ == "PROPN" for link in links for p in link.children if p.dep_ == "pobj")


def _authors(paper: Token) -> list[Token]:
    """Who issued a paper, when a clause says so ("a report published in June by the agency")."""
    clauses = (c for c in paper.children if c.dep_ in ("acl", "relcl") and c.lemma_ in ISSUED)
    links = (c for clause in clauses for t in clause.children for c in (t, *t.children) if c.lower_ == "by")
    return [p for link in links for p in link.children if p.dep_ == "pobj"]


class Papers(Floor):
    """Resolves the papers of one text against the parties and those who spoke before."""

    def is_paper(self, head: Token) -> bool:
        word = head.lower_
        if word == "agency" and not {"news", "press"} & {t.lower_ for t in core(head)}:
            return False
        return any(word in words("documents", name) for name in ("official", "report", "media"))

    def paper(self, sentence: ParsedSentence, head: Token) -> Voice | None:
        """A paper that speaks, for the one who wrote it; a bare "the report" goes back to the last one named."""
        word = head.lower_
        press = word in words("documents", "media")
        own = any(t.lower_ == "official" for t in core(head))
        whose = possessor(head)
        if whose is not None and whose.lower_ in ("its", "their", "his", "her"):
            author = resolve_pronoun(self, sentence, whose)
            institution = author is None and whose.lower_ in ("its", "their")
            party = institution_before(self, sentence, head) if institution else None
            author = author if party is None else self.voice_of(party, word)
            return None if author is None else replace(author, head=word, document=True)
        owner = self.owner(sentence, head, (PartyKind.MEDIA,) if press and not own else SPECIFIC)
        owner = owner or next((p for t in _authors(head) if (p := self.owner(sentence, t)) is not None), None)
        if owner is not None:
            return replace(self.voice_of(owner, word), document=True)
        if word in words("documents", "official"):
            kind, official = ClaimantKind.GOVERNMENT, True
        else:
            kind, official = ClaimantKind.EXPERT if _has_author(head) else ClaimantKind.MEDIA, False
        definite = any(t.lower_ in ("the", "that", "this") for t in head.children)
        if definite and word in words("documents", "official") and not _has_author(head):
            said = self._same_paper(sentence.number, word)
            if said is not None:
                return replace(said, head=word, document=True)
        elif definite:
            for number, voice in self.before(sentence.number):
                relays = voice.document or voice.kind in (
                    ClaimantKind.MEDIA,
                    ClaimantKind.INTERNATIONAL_ORGANISATION,
                )
                if sentence.number - number <= REACH and relays:
                    return replace(voice, head=word, document=True)
        return Voice(None, kind, word, official, document=True)

    def _same_paper(self, number: int, word: str) -> Voice | None:
        """Whose paper "the letter" is: that of the last paper under the word, else of the last official speaker."""
        before = list(self.before(number))
        same = [v for _, v in before if v.document and v.head == word and v.party is not None]
        near = [v for at, v in before if number - at <= REACH and v.kind is not ClaimantKind.MEDIA]
        return next(iter([*same, *self._papers_before(number, word), *near]), None)

    def _papers_before(self, number: int, word: str) -> Iterator[Voice]:
        """The papers under a word in the sentences before that say whose they are, the last one first."""
        for at in range(number - 1, max(0, number - FAR), -1):
            sentence = self.parsed.sentence(at)
            for token in sentence.tokens:
                named = token.lower_ == word and _has_author(token)
                owner = self.owner(sentence, token) if named else None
                if owner is not None:
                    yield replace(self.voice_of(owner, word), document=True)

    def cited(self, number: int) -> Voice | None:
        """Whose paper a sentence cites, or the one before it: who "it" is in "At paragraph 6 it states:"."""
        for at in (number, number - 1):
            sentence = self.parsed.sentence(at) if at else None
            for token in reversed(sentence.tokens if sentence is not None else ()):
                voice = self.paper(sentence, token) if sentence is not None and self.is_paper(token) else None
                if voice is not None and voice.party is not None:
                    return voice
        return None
