"""Whose words the quotations are, as the network hears it, laid beside what the rules found: an official whom they
missed, and one whom they took for another."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from summarizer.annotate.model import Annotations, QuoteCandidate
from summarizer.judge.bars import Bars
from summarizer.judge.network import Network
from summarizer.judge.tellings import Page
from summarizer.schema import PartyKind
from summarizer.segment import Segmentation

FEW = 2
"""Least words of a quotation that the rules did not take for speech."""
NEVER_OFFICIAL = frozenset({PartyKind.MEDIA, PartyKind.COMPANY})


@dataclass(frozen=True)
class Spoken:
    """The quotations of one document and who is heard in their sentences."""

    text: str
    segmentation: Segmentation
    found: Annotations
    tables: Mapping[int, Mapping[int | None, float]]
    bars: Bars

    @classmethod
    def of(
        cls,
        text: str,
        segmentation: Segmentation,
        found: Annotations,
        pages: Sequence[Page],
        network: Network,
        bars: Bars,
    ) -> Spoken:
        return cls(text, segmentation, found, {p.window.sentence: _table(p, network) for p in pages}, bars)

    def quotes(self) -> tuple[QuoteCandidate, ...]:
        """The quotes of both, in text order."""
        quotes = [self._judged(quote) for quote in self.found.quotes]
        quotes += self._missed()
        return tuple(replace(q, number=i) for i, q in enumerate(sorted(quotes, key=lambda q: q.spans[0]), 1))

    def _judged(self, quote: QuoteCandidate) -> QuoteCandidate:
        """A quote of the rules, given to whom the network clearly hears."""
        heard = self._heard(self._sentences(quote.spans))
        if not heard:
            return quote
        who, chance = _likeliest(heard)
        bar = self.bars.corrected if quote.official and quote.speaker is not None else self.bars.speaks
        if who is None or (who == quote.speaker and quote.official) or chance < bar or not self._may_speak(who):
            return quote
        return replace(quote, speaker=who, speaker_name=None, speaker_role=None, official=True, doubt=True)

    def _missed(self) -> Iterator[QuoteCandidate]:
        """Quotations that the rules did not take for speech, in sentences with no other quote of an official."""
        for quotation in self.segmentation.quotations:
            inside = set(quotation.sentences)
            words = self.text[quotation.start : quotation.end].split()
            if len(words) < FEW or inside & self._spoken or inside & set(self.found.instructions):
                continue
            who, chance = _likeliest(self._heard(inside))
            if who is not None and chance >= self.bars.speaks and self._may_speak(who):
                span = (quotation.start, quotation.end)
                yield QuoteCandidate(0, (quotation.number,), who, None, None, True, True, True, (span,))

    @cached_property
    def _spoken(self) -> frozenset[int]:
        """The sentences of the quotes that the rules found, or that lie in one."""
        return frozenset(n for q in self.found.quotes for n in self._sentences(q.spans))

    def _sentences(self, spans: Collection[tuple[int, int]]) -> list[int]:
        return [s.number for s in self.segmentation.sentences if any(a < s.end and s.start < b for a, b in spans)]

    def _heard(self, sentences: Collection[int]) -> dict[int | None, float]:
        """How likely each party, and nobody, is the speaker of all these sentences: the mean over them."""
        tables = [self.tables[n] for n in sentences if n in self.tables]
        parties = {party for table in tables for party in table}
        return {p: sum(table.get(p, 0.0) for table in tables) / len(tables) for p in parties}

    def _may_speak(self, party: int) -> bool:
        return self.found.everyone[party - 1].kind not in NEVER_OFFICIAL


def _table(page: Page, network: Network) -> dict[int | None, float]:
    chances = network.voice(page.reading, page.slots())
    return {page.party(slot): float(chances[slot]) for slot in page.slots()}


def _likeliest(heard: Mapping[int | None, float]) -> tuple[int | None, float]:
    who = max((p for p in heard if p is not None), key=lambda p: heard[p], default=None)
    return who, 0.0 if who is None else heard[who]
