"""The score of one document, section by section.

Denominators: every part of the section in the document counts, gold for recall and predicted for precision, except in
`flow_stage` and `items`, which ask only about flows that were found:

- `parties`, `flows`, `quotes`, `warnings`, `uncertainty`: all parts of the section.
- `claims`: all claims of all flows; those of unpaired flows are missing (gold) or spurious (predicted).
- `speakers`: all quotes; a pair of quotes counts as found when both name the same party, or both name none.
- `flow_stage`: paired flows on both sides, so that precision, recall and F1 are one figure: the share of equal stages.
- `items`: the items of paired flows, on either side.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from summarizer.score.match import Pairs, aliases, folded, jaccard, overlap, pair, tokens
from summarizer.score.scorable import (
    Scorable,
    ScoredClaim,
    ScoredFlag,
    ScoredFlow,
    ScoredItem,
    ScoredQuote,
    ScoredWarning,
)

ITEM_LIKENESS = 0.3
"""Least token Jaccard of two phrases that name the same materiel."""
QUOTE_OVERLAP = 0.6
"""Least character overlap of two quotes that are the same."""
SENTENCE_OVERLAP = 0.3
"""Least character overlap of the sentences of two flags that are the same."""

_ANY = 1e-6
"""Likeness of parts that may be paired though nothing tells one such pair from another."""


class Section(StrEnum):
    """What is scored, in the order in which it is shown."""

    PARTIES = "parties"
    FLOWS = "flows"
    FLOW_STAGE = "flow_stage"
    ITEMS = "items"
    CLAIMS = "claims"
    QUOTES = "quotes"
    SPEAKERS = "speakers"
    WARNINGS = "warnings"
    UNCERTAINTY = "uncertainty"


@dataclass(frozen=True, slots=True)
class Counts:
    """What was to be found, what was answered, and the pairs of the two that count as found.

    Pairs hold positions in the section's lists. Claims and items are numbered through over the flows of the brief.
    """

    n_gold: int
    n_pred: int
    pairs: Pairs

    @property
    def tp(self) -> int:
        """Gold parts that were found (true positives)."""
        return len(self.pairs)


class Comparison:
    """A gold and a predicted brief of one document, side by side. `same` knows which parties are the same."""

    def __init__(self, gold: Scorable, predicted: Scorable) -> None:
        self.gold, self.predicted = gold, predicted
        self.parties = _pair_parties(gold, predicted)
        self._same = {(None, None)} | {(gold.parties[i].id, predicted.parties[j].id) for i, j in self.parties}

    def same(self, gold: str | None, predicted: str | None) -> bool:
        """Whether two references are the same party; nobody is the same as nobody only."""
        return (gold, predicted) in self._same

    def counts(self) -> dict[Section, Counts]:
        """The counts of every section."""
        gold, predicted = self.gold, self.predicted
        flows = pair(gold.arms_flows, predicted.arms_flows, self._flow_likeness)
        quotes = pair(gold.official_quotes, predicted.official_quotes, self._quote_likeness)
        warnings = pair(gold.warnings, predicted.warnings, self._warning_likeness)
        flags = pair(gold.uncertainty, predicted.uncertainty, _flag_likeness)
        speakers = tuple(
            (i, j)
            for i, j in quotes
            if self.same(gold.official_quotes[i].speaker, predicted.official_quotes[j].speaker)
        )
        n_quotes = len(gold.official_quotes), len(predicted.official_quotes)
        return {
            Section.PARTIES: Counts(len(gold.parties), len(predicted.parties), self.parties),
            Section.FLOWS: Counts(len(gold.arms_flows), len(predicted.arms_flows), flows),
            Section.FLOW_STAGE: self._stages(flows),
            Section.ITEMS: self._items(flows),
            Section.CLAIMS: self._claims(flows),
            Section.QUOTES: Counts(*n_quotes, quotes),
            Section.SPEAKERS: Counts(*n_quotes, speakers),
            Section.WARNINGS: Counts(len(gold.warnings), len(predicted.warnings), warnings),
            Section.UNCERTAINTY: Counts(len(gold.uncertainty), len(predicted.uncertainty), flags),
        }

    def _flow_likeness(self, gold: ScoredFlow, predicted: ScoredFlow) -> float:
        """Both ends the same party; then by items and evidence; what is still equal, by stage and claims."""
        if not (self.same(gold.supplier, predicted.supplier) and self.same(gold.recipient, predicted.recipient)):
            return 0.0
        items = jaccard(_words_of_items(gold), _words_of_items(predicted))
        told = (items + overlap(gold.evidence, predicted.evidence)) / 2
        found = len(pair(gold.claims, predicted.claims, self._claim_likeness))
        rest = (gold.stage is predicted.stage) + found / max(len(gold.claims), len(predicted.claims), 1)
        return (_ANY + told + rest * 1e-4) / 1.001

    def _claim_likeness(self, gold: ScoredClaim, predicted: ScoredClaim) -> float:
        if gold.stance is not predicted.stance or not self.same(gold.claimant, predicted.claimant):
            return 0.0
        return (_ANY + overlap(gold.evidence, predicted.evidence)) / (1 + _ANY)

    def _quote_likeness(self, gold: ScoredQuote, predicted: ScoredQuote) -> float:
        common = overlap(gold.spans, predicted.spans)
        if common < QUOTE_OVERLAP:
            return 0.0
        return (common + 1e-4 * self.same(gold.speaker, predicted.speaker)) / 1.0001

    def _warning_likeness(self, gold: ScoredWarning, predicted: ScoredWarning) -> float:
        if gold.kind is not predicted.kind or not self.same(gold.issuer, predicted.issuer):
            return 0.0
        return overlap(gold.evidence, predicted.evidence)

    def _stages(self, flows: Pairs) -> Counts:
        ours, theirs = self.gold.arms_flows, self.predicted.arms_flows
        equal = tuple((i, j) for i, j in flows if ours[i].stage is theirs[j].stage)
        return Counts(len(flows), len(flows), equal)

    def _items(self, flows: Pairs) -> Counts:
        ours, theirs = self.gold.arms_flows, self.predicted.arms_flows
        first, first_predicted = _offsets([len(f.items) for f in ours]), _offsets([len(f.items) for f in theirs])
        found = tuple(
            (first[i] + a, first_predicted[j] + b)
            for i, j in flows
            for a, b in pair(ours[i].items, theirs[j].items, _item_likeness)
        )
        return Counts(sum(len(ours[i].items) for i, _ in flows), sum(len(theirs[j].items) for _, j in flows), found)

    def _claims(self, flows: Pairs) -> Counts:
        ours, theirs = self.gold.arms_flows, self.predicted.arms_flows
        first, first_predicted = _offsets([len(f.claims) for f in ours]), _offsets([len(f.claims) for f in theirs])
        found = tuple(
            (first[i] + a, first_predicted[j] + b)
            for i, j in flows
            for a, b in pair(ours[i].claims, theirs[j].claims, self._claim_likeness)
        )
        return Counts(first[-1], first_predicted[-1], found)


def _pair_parties(gold: Scorable, predicted: Scorable) -> Pairs:
    """Pairs that share an alias; when there is a choice, those with the same name and the most aliases in common."""
    ours = [(folded(p.name), aliases(p)) for p in gold.parties]
    theirs = [(folded(p.name), aliases(p)) for p in predicted.parties]

    def likeness(one: tuple[str, frozenset[str]], other: tuple[str, frozenset[str]]) -> float:
        return 0.9 * jaccard(one[1], other[1]) + 0.1 * (bool(one[1] & other[1]) and one[0] == other[0])

    return pair(ours, theirs, likeness)


def _item_likeness(gold: ScoredItem, predicted: ScoredItem) -> float:
    common = jaccard(tokens(gold.span.text), tokens(predicted.span.text))
    return common if common >= ITEM_LIKENESS else 0.0


def _flag_likeness(gold: ScoredFlag, predicted: ScoredFlag) -> float:
    if gold.kind is not predicted.kind:
        return 0.0
    common = overlap([gold.sentence], [predicted.sentence])
    return common if common >= SENTENCE_OVERLAP else 0.0


def _words_of_items(flow: ScoredFlow) -> frozenset[str]:
    return frozenset(word for item in flow.items for word in tokens(item.span.text))


def _offsets(lengths: list[int]) -> list[int]:
    """Where each of several lists begins when they are joined, and the length of the whole."""
    found = [0]
    for length in lengths:
        found.append(found[-1] + length)
    return found
