"""Figures over many documents.

Precision, recall and F1 are micro-averaged: the counts of all scored documents are summed before anything is divided.
A figure with nothing to divide by is None ("no data"), never 0 or 1: precision when nothing was predicted, recall when
gold holds nothing, F1 when both. A section without data is left out of the headline.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from summarizer.score.outcome import DocumentScore, Outcome
from summarizer.score.sections import Section

HEADLINE = (
    Section.PARTIES,
    Section.FLOWS,
    Section.CLAIMS,
    Section.SPEAKERS,
    Section.WARNINGS,
    Section.UNCERTAINTY,
)
"""The sections whose F1 the headline figure is the mean of."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The counts of one section, summed over documents; fractions where repeats of a document were averaged."""

    n_gold: float
    n_pred: float
    tp: float

    @property
    def precision(self) -> float | None:
        """Share of what was predicted that is right; None when nothing was predicted."""
        return self.tp / self.n_pred if self.n_pred else None

    @property
    def recall(self) -> float | None:
        """Share of gold that was found; None when gold holds nothing."""
        return self.tp / self.n_gold if self.n_gold else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of both: 0 when only one side holds anything, None when neither does."""
        return 2 * self.tp / (self.n_gold + self.n_pred) if self.n_gold + self.n_pred else None


@dataclass(frozen=True)
class Totals:
    """What many documents come to. All figures are over the scored ones; `outcomes` counts every document.

    `partial` are scored documents of which a part was not read. `false_flows` are the flows predicted for the
    `without_flows` documents that have none. `invented` are predicted spans that are not in their text.
    """

    outcomes: dict[Outcome, int]
    sections: dict[Section, Figures]
    has_flow_right: float
    false_flows: float
    without_flows: int
    invented: int
    partial: int

    @property
    def documents(self) -> int:
        """All documents, scored or not."""
        return sum(self.outcomes.values())

    @property
    def headline(self) -> float | None:
        """Mean F1 of the `HEADLINE` sections that have data; None when none has."""
        known = [f1 for section in HEADLINE if (f1 := self.sections[section].f1) is not None]
        return sum(known) / len(known) if known else None

    @property
    def has_flow_accuracy(self) -> float | None:
        """Share of scored documents for which it is right whether there is any flow; None when none was scored."""
        scored = self.outcomes[Outcome.SCORED]
        return self.has_flow_right / scored if scored else None

    def figures(self) -> dict[str, float | int | None]:
        """Every figure under a flat name ("flows.f1", "outcome.refused"), for storing and comparing."""
        flat: dict[str, float | int | None] = {"headline": self.headline}
        for section, counts in self.sections.items():
            for name in ("precision", "recall", "f1", "n_gold", "n_pred", "tp"):
                flat[f"{section.value}.{name}"] = getattr(counts, name)
        flat["has_flow_accuracy"] = self.has_flow_accuracy
        flat["false_flows"] = self.false_flows
        flat["without_flows"] = self.without_flows
        flat["invented"] = self.invented
        flat["partial"] = self.partial
        flat |= {f"outcome.{outcome.value}": n for outcome, n in self.outcomes.items()}
        return flat

    def table(self) -> str:
        """The figures as lines of plain text; "-" stands for no data."""
        rows = [f"{'section':<18}{'precision':>10}{'recall':>8}{'f1':>8}{'gold':>7}{'pred':>7}{'found':>7}"]
        for section, row in self.sections.items():
            shown = f"{_shown(row.precision):>10}{_shown(row.recall):>8}{_shown(row.f1):>8}"
            rows.append(f"{section.value:<18}{shown}{row.n_gold:>7g}{row.n_pred:>7g}{row.tp:>7g}")
        unread = ", ".join(f"{n} {outcome.value.replace('_', ' ')}" for outcome, n in self.outcomes.items())
        rows += [
            f"{'headline':<18}{_shown(self.headline):>26}",
            f"{'has-flow accuracy':<18}{_shown(self.has_flow_accuracy):>26}",
            f"false flows: {self.false_flows:g} on {self.without_flows} documents without any",
            f"invented spans: {self.invented}",
            f"documents: {self.documents} ({unread}; {self.partial} scored in part)",
        ]
        return "\n".join(rows)


def total(scores: Iterable[DocumentScore]) -> Totals:
    """Sum the scores of many documents, one score per document."""
    every = list(scores)
    scored = [s for s in every if s.outcome is Outcome.SCORED]
    outcomes = Counter(s.outcome for s in every)
    return Totals(
        outcomes={outcome: outcomes[outcome] for outcome in Outcome},
        sections={section: _summed(scored, section) for section in Section},
        has_flow_right=sum(s.has_flow_right for s in scored),
        false_flows=sum(s.false_flows for s in scored),
        without_flows=sum(s.gold_flows == 0 for s in scored),
        invented=sum(len(s.invented) for s in scored),
        partial=sum(not s.complete for s in scored),
    )


def _summed(scored: list[DocumentScore], section: Section) -> Figures:
    counts = [s.sections[section] for s in scored]
    return Figures(sum(c.n_gold for c in counts), sum(c.n_pred for c in counts), sum(c.tp for c in counts))


def _shown(figure: float | None) -> str:
    return "-" if figure is None else f"{figure:.3f}"
