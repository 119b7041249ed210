"""What a report tells, before any format: one frozen value from which every format is made, so that all agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from summarizer.evaluate import confusion
from summarizer.evaluate.cases import Case, Run, Sheet, totals
from summarizer.evaluate.compare import Comparison
from summarizer.evaluate.confusion import Confusion
from summarizer.evaluate.gate import Gate
from summarizer.evaluate.items import Change, Item, readable
from summarizer.evaluate.report.rows import Row, gold_rows, rows
from summarizer.evaluate.statistics import counted, interval
from summarizer.score import Figures, Outcome
from summarizer.score.scorable import Words
from summarizer.segment import Segmentation, segment


@dataclass(frozen=True)
class Figure:
    """One row of the score table: a figure, its 95 % interval, and its counts where it has any. None is no data."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    counts: Figures | None = None


@dataclass(frozen=True)
class Unscored:
    """One repeat of one case that has no score, and why."""

    case: str
    repeat: int
    outcome: Outcome
    reason: str


@dataclass(frozen=True)
class Spent:
    """What the answers of a run took, over all repeats; `cost_usd` is None when the cost of any answer is unknown."""

    seconds: float
    calls: int
    asked: int
    recorded: int
    tokens_in: int
    tokens_out: int
    cost_usd: float | None


@dataclass(frozen=True)
class DocumentReport:
    """One case: its outcome, its figures, and its entries row by row."""

    case: Case
    changes: tuple[Change, ...] = ()

    @property
    def name(self) -> str:
        return self.case.name

    @cached_property
    def unscored(self) -> tuple[Unscored, ...]:
        """The repeats without a score."""
        runs = (run for run in self.case.runs if run.score.outcome is not Outcome.SCORED)
        return tuple(Unscored(self.name, run.entry.repeat, run.score.outcome, reason(run)) for run in runs)

    @cached_property
    def headline(self) -> float | None:
        """The headline figure of this document alone; None when it has none, above all when it was not scored."""
        return totals([self.case]).headline if self.case.scored else None

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        return rows(self.case, self.changes)

    @cached_property
    def shown(self) -> tuple[Row, ...]:
        """The rows; where no answer can be shown, the entries of the gold alone."""
        return self.rows if readable(self.case) else gold_rows(self.case)

    @cached_property
    def invented(self) -> tuple[Words, ...]:
        """Words of the answers that do not stand in the text, over all repeats."""
        return tuple(words for run in self.case.scored for words in run.score.invented)

    @property
    def hidden(self) -> int:
        """Scored repeats whose entries are not among the rows, because an answer with an invented span is no brief."""
        return len(self.case.scored) - len(readable(self.case))

    @property
    def in_part(self) -> bool:
        """Whether part of the document was not read in some scored repeat."""
        return any(not run.score.complete for run in self.case.scored)

    @property
    def missed(self) -> float:
        """Gold entries that were not found, over all sections; a mean over the scored repeats."""
        return sum(counts.n_gold - counts.tp for counts in self.case.counts.values())

    @property
    def spurious(self) -> float:
        """Predicted entries that are not gold, likewise."""
        return sum(counts.n_pred - counts.tp for counts in self.case.counts.values())

    def changed(self, *kinds: str) -> int:
        """How many entries changed in one of these ways."""
        return sum(change.kind in kinds for change in self.changes)

    @cached_property
    def segmentation(self) -> Segmentation:
        return segment(self.case.gold.document.text)

    def sentences(self, item: Item) -> tuple[int, ...]:
        """Numbers of the sentences that an entry touches, in text order."""
        found = {s.number for a, b in item.places for s in self.segmentation.sentences if s.start < b and a < s.end}
        return tuple(sorted(found))

    def sentence(self, item: Item) -> str:
        """The words of the first sentence that an entry touches, or its own words when it touches none."""
        for number in self.sentences(item):
            sentence = self.segmentation.sentence(number)
            return self.case.gold.document.text[sentence.start : sentence.end]
        return item.words


@dataclass(frozen=True)
class Report:
    """A run on its gold; with `comparison` and `gate`, held against another run as well.

    `sheet` is the run that the report is about (the second one of a comparison).
    """

    sheet: Sheet
    figures: tuple[Figure, ...]
    documents: tuple[DocumentReport, ...]
    stages: Confusion
    stances: Confusion
    comparison: Comparison | None = None
    gate: Gate | None = None

    @property
    def outcomes(self) -> Mapping[Outcome, int]:
        """Of all documents; all four are there, also those that did not occur."""
        return self.sheet.totals.outcomes

    @property
    def partial(self) -> int:
        """Scored documents of which a part was not read."""
        return self.sheet.totals.partial

    @cached_property
    def unscored(self) -> tuple[Unscored, ...]:
        return tuple(one for document in self.documents for one in document.unscored)

    @cached_property
    def worst(self) -> tuple[DocumentReport, ...]:
        """Scored documents whose headline figure is below 1, lowest first."""
        below = [d for d in self.documents if d.headline is not None and d.headline < 1]
        return tuple(sorted(below, key=lambda d: (d.headline or 0.0, d.name)))

    @cached_property
    def spent(self) -> Spent:
        entries = [run.entry for case in self.sheet.cases for run in case.runs]
        costs = [entry.cost_usd for entry in entries]
        return Spent(
            seconds=sum(e.seconds for e in entries),
            calls=sum(e.calls for e in entries),
            asked=sum(e.asked for e in entries),
            recorded=sum(e.recorded for e in entries),
            tokens_in=sum(e.tokens_in for e in entries),
            tokens_out=sum(e.tokens_out for e in entries),
            cost_usd=None if None in costs else sum(cost for cost in costs if cost is not None),
        )

    def changes(self, *kinds: str) -> tuple[tuple[DocumentReport, Change], ...]:
        """Entries that changed in one of these ways, with their documents; those that lost most come first."""
        named = {document.name: document for document in self.documents}
        every = self.comparison.changes if self.comparison else ()
        return tuple((named[one.case], change) for one in every for change in one.entries if change.kind in kinds)


def report(sheet: Sheet, comparison: Comparison | None = None, gate: Gate | None = None) -> Report:
    """Everything that the formats tell of a run.

    Args:
        sheet: the run; run B of the comparison, if there is one.
        comparison: how it differs from an earlier run.
        gate: what the gate says of that.
    """
    changed = {one.case: one.entries for one in comparison.changes} if comparison else {}
    counts, stories = counted(sheet.scored)
    intervals = interval(counts, stories)
    known = sheet.totals.figures()
    sections = {section.value: figures for section, figures in sheet.totals.sections.items()}
    return Report(
        sheet=sheet,
        figures=tuple(
            Figure(name, known[f"{name}.f1" if name in sections else name], found.low, found.high, sections.get(name))
            for name, found in intervals.items()
        ),
        documents=tuple(DocumentReport(case, changed.get(case.name, ())) for case in sheet.cases),
        stages=confusion.stages(sheet),
        stances=confusion.stances(sheet),
        comparison=comparison,
        gate=gate,
    )


def reason(run: Run) -> str:
    """Why a repeat has no score: what its log entry says, else what the coverage of its answer says."""
    if run.entry.reason:
        return run.entry.reason
    if not run.entry.brief:
        return "no reason was given"
    details = dict.fromkeys(str(chunk["detail"]) for chunk in run.entry.brief["coverage"]["chunks"] if chunk["detail"])
    return "; ".join(["nothing of the document was read", *details])
