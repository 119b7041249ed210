"""What a capable model answers in one call, and how its pointers become offsets.

The field descriptions are part of the prompt: the schema travels with every request. References are `P3` for a
listed party, `N1` for one that the model adds, `M2` for listed materiel, `F1`/`W1` for its own flows and warnings in
the order it gives them. `Words` point at words that are not listed: they are looked up exactly inside the named
sentence and copied from there, never from the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Annotated

import pycountry
from pydantic import BaseModel, ConfigDict, Field

from summarizer.annotate.lexicon import Lexicon
from summarizer.annotate.model import Annotations, PartyCandidate
from summarizer.draft import (
    Draft,
    DraftClaim,
    DraftFlag,
    DraftFlow,
    DraftItem,
    DraftParty,
    DraftPoint,
    DraftQuote,
    DraftWarning,
    Range,
)
from summarizer.ground.checks import ways_by_entry
from summarizer.ground.context import turn_start
from summarizer.ground.pointers import find
from summarizer.ground.source import Source
from summarizer.schema import Category, ClaimantKind, Dropped, FlagKind, PartyKind, Stage, Stance, WarningKind

KOSOVO = "XKX"
"""Assigned by its users, not by ISO; the annotator's lexicon uses it too."""

_PRONOUNS = frozenset(
    "he him his she her hers it its they them their theirs we us our i my who this that these".split()
)


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Words(_Answer):
    """Words of one sentence."""

    sentence: int = Field(description="number of the sentence, 4 for S4")
    words: str = Field(description="the exact words as they stand in that sentence, as few as possible")


class PartyAnswer(_Answer):
    ref: str = Field(description="P-number of a listed party, or N1, N2 ... for one that is missing in the list")
    name: str = Field(description="common English name of the entity")
    kind: PartyKind
    country: str | None = Field(description="ISO 3166-1 alpha-3, null for international organisations or if unstated")
    role: Words | None = Field(description="office as the text gives it, officials only")
    mentions: list[Words] = Field(description="one for each way the text names it; may be empty for a listed party")


class ItemAnswer(_Answer):
    materiel: str | None = Field(description="M-number of listed materiel that is just the words meant, or null")
    words: Words | None = Field(description="when the materiel is not listed: the shortest phrase that names it")
    category: Category
    quantity: Words | None = Field(
        description="the words that count or value it, in its sentence or the next; null when none do, listed or not"
    )


class ClaimAnswer(_Answer):
    claimant: str | None = Field(description="party reference; null when the outlet says it in its own voice")
    claimant_kind: ClaimantKind
    stance: Stance
    reported_by: str | None = Field(description="outlet or body that relays the claim, if the text names one")
    sentences: list[int] = Field(description="numbers of the sentences that carry the claim")


class FlowAnswer(_Answer):
    supplier: str | None = Field(description="party reference")
    recipient: str | None = Field(description="party reference")
    stage: Stage
    items: list[ItemAnswer]
    claims: list[ClaimAnswer]


class QuoteAnswer(_Answer):
    quotations: list[int] = Field(description="numbers of the stretches, [2, 3] for Q2 and Q3 that make one quote")
    sentences: list[int] = Field(description="for a transcript turn or block quotation without marks, else empty")
    speaker: str | None = Field(description="party reference")
    speaker_name: Words | None
    speaker_role: Words | None
    fragment: bool = Field(description="true when the quoted words are not a clause of their own")


class WarningAnswer(_Answer):
    kind: WarningKind
    issuer: str | None
    target: str | None
    gist: str = Field(description="at most 20 plain words; its names and numbers stand in its sentences")
    sentences: list[int]


class FlagAnswer(_Answer):
    kind: FlagKind
    cue: Words = Field(description="the shortest phrase that shows it")
    about: str = Field(description="F-number or W-number by the order of your own lists, or 'document'")


class PointAnswer(_Answer):
    text: str
    sentences: list[int]


class BriefAnswer(_Answer):
    """Everything that the document says about arms transfers, as pointers."""

    parties: list[PartyAnswer]
    arms_flows: list[FlowAnswer]
    official_quotes: list[QuoteAnswer]
    warnings: list[WarningAnswer]
    uncertainty: list[FlagAnswer]
    headline: str = Field(description="one neutral line of at most 15 words that names the claimant")
    key_points: Annotated[list[PointAnswer], Field(description="2 to 5")]


def resolve(
    answer: BriefAnswer,
    source: Source,
    annotations: Annotations,
    tag: str = "",
    shown: Iterable[int] | None = None,
) -> tuple[Draft, list[Dropped]]:
    """Turn an answer into a draft.

    Args:
        answer: what the model said.
        source, annotations: what its pointers point into.
        tag: put before references of the model's own making, so that the answers of several chunks stay apart.
        shown: numbers of the sentences that the model was given; a pointer to any other points at nothing. None
            when it was given all.

    Returns:
        The draft, and what could not be resolved.
    """
    numbers = frozenset(shown if shown is not None else (s.number for s in source.segmentation.sentences))
    return _Resolver(source, annotations, tag, numbers).draft(answer)


class _Resolver:
    def __init__(self, source: Source, annotations: Annotations, tag: str, shown: frozenset[int]) -> None:
        self.source = source
        self.annotations = annotations
        self.tag = tag
        self.shown = shown
        self.dropped: list[Dropped] = []

    def draft(self, answer: BriefAnswer) -> tuple[Draft, list[Dropped]]:
        given = [p for p in map(self._party, answer.parties) if p is not None]
        draft = Draft(
            parties=(*given, *self._unlisted(answer, {p.ref for p in given})),
            flows=tuple(self._flow(i, f) for i, f in enumerate(answer.arms_flows, start=1)),
            quotes=tuple(q for q in map(self._quote, answer.official_quotes) if q is not None),
            warnings=tuple(self._warning(i, w) for i, w in enumerate(answer.warnings, start=1)),
            flags=tuple(f for f in map(self._flag, answer.uncertainty) if f is not None),
            headline=answer.headline,
            key_points=tuple(DraftPoint(_line(p.text), self.cited(p.sentences)) for p in answer.key_points),
        )
        return draft, self.dropped

    def drop(self, section: str, reason: str, answer: BaseModel) -> None:
        self.dropped.append(Dropped(section=section, reason=reason, answer=answer.model_dump_json()[:500]))

    def ref(self, ref: str | None) -> str | None:
        """A reference as the draft knows it: listed parties keep theirs, added ones carry the chunk's tag."""
        if ref is None or (_number(ref, "P") or 0) in range(1, len(self.annotations.parties) + 1):
            return ref
        return self.tag + ref

    def cited(self, numbers: Iterable[int]) -> tuple[int, ...]:
        return tuple(n for n in numbers if n in self.shown)

    def words(self, words: Words | None) -> Range | None:
        if words is None or words.sentence not in self.shown:
            return None
        sentence = self.source.segmentation.sentence(words.sentence)
        return find(words.words, self.source.text, sentence.start, sentence.end)

    def _party(self, party: PartyAnswer) -> DraftParty | None:
        mentions = [self.words(w) for w in party.mentions]
        candidate = self._listed(party.ref)
        listed = [(m.start, m.end) for m in candidate.mentions] if candidate else []
        found = [place for m in mentions if m is not None for place in self._everywhere(m)]
        if not found and not listed:
            self.drop("parties", "no mention of it stands in the sentences it cites", party)
            return None
        role = self.words(party.role)
        return DraftParty(
            ref=self.ref(party.ref) or party.ref,
            name=self._name(party, [*listed, *found]),
            kind=party.kind,
            country=_alpha3(party.country),
            role=None if role is None else self.source.text[role[0] : role[1]],
            mentions=tuple(dict.fromkeys([*listed, *found])),
        )

    def _name(self, party: PartyAnswer, mentions: list[Range]) -> str:
        """The name of a listed party; else the given one, if the text or the tables know it; else the text's own."""
        listed = self._listed(party.ref)
        if listed is not None:
            return listed.name
        name = _line(party.name)
        words = re.findall(r"\w{2,}", name.casefold())
        if words and all(w in self.known_words for w in words):
            return name
        return _line(self.source.text[mentions[0][0] : mentions[0][1]])

    @cached_property
    def known_words(self) -> frozenset[str]:
        """Words a name may be made of: those of the text, and every way to name what the tables find in it."""
        text = self.source.text
        named = {found.alias.entry.key for found in Lexicon.load().find(text, any_case=True)}
        ways = (way for key in named for way in ways_by_entry().get(key, ()))
        return frozenset(word for way in (text, *ways) for word in re.findall(r"\w{2,}", way.casefold()))

    def _unlisted(self, answer: BriefAnswer, given: set[str]) -> Iterator[DraftParty]:
        """Listed candidates that the answer uses without naming them among its parties."""
        used = [
            *(ref for f in answer.arms_flows for ref in (f.supplier, f.recipient)),
            *(ref for f in answer.arms_flows for c in f.claims for ref in (c.claimant, c.reported_by)),
            *(q.speaker for q in answer.official_quotes),
            *(ref for w in answer.warnings for ref in (w.issuer, w.target)),
        ]
        for ref in dict.fromkeys(r for r in used if r is not None and r not in given):
            listed = self._listed(ref)
            if listed is not None:
                places = tuple((m.start, m.end) for m in listed.mentions)
                yield DraftParty(ref, listed.name, listed.kind, listed.country, listed.role, places)

    def _listed(self, ref: str) -> PartyCandidate | None:
        number = _number(ref, "P")
        return self.annotations.parties[number - 1] if number and number <= len(self.annotations.parties) else None

    def _everywhere(self, mention: Range) -> list[Range]:
        """The mention, and every other place where the same name stands: a way to name a party is given only once."""
        name = self.source.text[mention[0] : mention[1]]
        if name.islower() or (name.casefold() in _PRONOUNS and name != "US"):
            return [mention]
        named = (m.span() for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", self.source.text))
        return [mention, *(place for place in named if self.source.sentence_of(place) in self.shown)]

    def _flow(self, index: int, flow: FlowAnswer) -> DraftFlow:
        return DraftFlow(
            ref=f"{self.tag}F{index}",
            supplier=self.ref(flow.supplier),
            recipient=self.ref(flow.recipient),
            stage=flow.stage,
            items=tuple(i for i in map(self._item, flow.items) if i is not None),
            claims=tuple(
                DraftClaim(
                    self.ref(c.claimant), c.claimant_kind, c.stance, self.ref(c.reported_by), self.cited(c.sentences)
                )
                for c in flow.claims
            ),
        )

    def _item(self, item: ItemAnswer) -> DraftItem | None:
        number = _number(item.materiel, "M")
        words, quantity = self.words(item.words), self.words(item.quantity)
        if number is not None and number <= len(self.annotations.materiel):
            listed = self.annotations.materiel[number - 1]
            if listed.sentence in self.shown:
                words = (listed.start, listed.end)
        if words is None:
            self.drop("items", "its words do not stand in the sentence it cites", item)
            return None
        return DraftItem(words, item.category, quantity)

    def _passages(self, numbers: list[int]) -> list[Range]:
        """Cited sentences of a turn or block quotation as one range per paragraph, without a speaker's label."""
        ranges: dict[int, Range] = {}
        for sentence in map(self.source.segmentation.sentence, sorted(set(self.cited(numbers)))):
            start, end = ranges.get(sentence.paragraph, (sentence.start, sentence.end))
            ranges[sentence.paragraph] = (min(start, sentence.start), max(end, sentence.end))
        return [(turn_start(self.source.text, start, end), end) for start, end in ranges.values()]

    def _quote(self, quote: QuoteAnswer) -> DraftQuote | None:
        stretches = self.source.segmentation.quotations
        known = [stretches[n - 1] for n in quote.quotations if 1 <= n <= len(stretches)]
        spans = [(q.start, q.end) for q in known if self.shown & set(q.sentences)]
        if not spans:
            spans = self._passages(quote.sentences)
        if not spans:
            self.drop("official_quotes", "it points at no quotation of the text", quote)
            return None
        name, role = self.words(quote.speaker_name), self.words(quote.speaker_role)
        return DraftQuote(tuple(sorted(set(spans))), self.ref(quote.speaker), name, role, quote.fragment)

    def _warning(self, index: int, warning: WarningAnswer) -> DraftWarning:
        return DraftWarning(
            ref=f"{self.tag}W{index}",
            kind=warning.kind,
            issuer=self.ref(warning.issuer),
            target=self.ref(warning.target),
            gist=_line(warning.gist) or None,
            evidence=self.cited(warning.sentences),
        )

    def _flag(self, flag: FlagAnswer) -> DraftFlag | None:
        cue = self.words(flag.cue)
        if cue is None:
            self.drop("uncertainty", "its cue does not stand in the sentence it cites", flag)
            return None
        return DraftFlag(flag.kind, flag.cue.sentence, cue, f"{self.tag}{flag.about}")


def _number(ref: str | None, letter: str) -> int | None:
    found = re.fullmatch(rf"{letter}([1-9][0-9]{{0,5}})", ref or "")
    return int(found[1]) if found else None


def _line(text: str) -> str:
    """Written words on one line."""
    return " ".join(text.split())


def _alpha3(country: str | None) -> str | None:
    """A country code only if it is one; a model's slip must not fail the whole brief."""
    code = (country or "").strip().upper()
    return code if code == KOSOVO or pycountry.countries.get(alpha_3=code) else None
