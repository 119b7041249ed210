"""Cases: gold documents held against the answers in a log.

Every case counts once however often it was repeated: its counts are the mean of those of its scored repeats. A case
that was refused, failed or was not run has no counts; it is counted by its outcome and never as an empty answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pydantic import ValidationError

from summarizer.errors import InputError
from summarizer.evaluate.gold import Gold
from summarizer.evaluate.log import Entry, Head, Log
from summarizer.schema import Brief
from summarizer.score import DocumentScore, Figures, Outcome, Section, Totals, score_document

STALE = "its text is not the one of the gold any more"


@dataclass(frozen=True)
class Run:
    """One case in one repeat: the log's entry, the brief (None unless scored) and its score."""

    entry: Entry
    brief: Brief | None
    score: DocumentScore


@dataclass(frozen=True)
class Case:
    """One gold document and what a run made of it; `runs` holds one per repeat that was to be run."""

    gold: Gold
    runs: tuple[Run, ...]

    @property
    def name(self) -> str:
        return self.gold.name

    @property
    def story(self) -> str:
        """What is resampled together: documents of one story are no independent evidence."""
        return self.gold.story

    @cached_property
    def scored(self) -> tuple[Run, ...]:
        return tuple(run for run in self.runs if run.score.outcome is Outcome.SCORED)

    @property
    def outcome(self) -> Outcome:
        """`scored` when any repeat was scored; else what became of the first repeat."""
        return Outcome.SCORED if self.scored else self.runs[0].score.outcome

    @property
    def reason(self) -> str | None:
        """Why it was not scored."""
        return None if self.scored else self.runs[0].entry.reason

    @cached_property
    def counts(self) -> Mapping[Section, Figures]:
        """Counts per section, mean over the scored repeats; empty when none was scored."""
        n = len(self.scored)
        every = [run.score.sections for run in self.scored]
        return {
            section: Figures(
                sum(s[section].n_gold for s in every) / n,
                sum(s[section].n_pred for s in every) / n,
                sum(s[section].tp for s in every) / n,
            )
            for section in (Section if n else ())
        }

    @property
    def false_flows(self) -> float:
        """Flows predicted though gold has none, mean over the scored repeats."""
        return sum(r.score.false_flows for r in self.scored) / len(self.scored) if self.scored else 0.0

    @property
    def has_flow_right(self) -> float:
        """Share of scored repeats that are right about there being any flow."""
        return sum(r.score.has_flow_right for r in self.scored) / len(self.scored) if self.scored else 0.0

    @property
    def invented(self) -> int:
        """Spans that are not verbatim in the document, over all repeats."""
        return sum(len(r.score.invented) for r in self.scored)


@dataclass(frozen=True)
class Sheet:
    """A log scored: all its cases in the order of their names, those that were not run included."""

    head: Head
    cases: tuple[Case, ...]

    @cached_property
    def outcomes(self) -> Mapping[Outcome, int]:
        """Over all repeats of all cases."""
        found = Counter(run.score.outcome for case in self.cases for run in case.runs)
        return {outcome: found[outcome] for outcome in Outcome}

    @property
    def scored(self) -> tuple[Case, ...]:
        return tuple(case for case in self.cases if case.scored)

    @cached_property
    def totals(self) -> Totals:
        """The figures over all scored cases; outcomes are those of cases, not of repeats."""
        return totals(self.cases)


def score_log(log: Log, gold: Sequence[Gold]) -> Sheet:
    """Score a log against gold; pure, and the same every time.

    Cases of the log that `gold` lacks are left out (the caller chose a part of the gold); gold that the log was not to
    run is left out too; gold that it was to run and has no entry for is `not_run`. An entry whose document is no
    longer the gold's is `not_run` with the reason `STALE`.
    """
    planned = set(log.head.cases)
    cases = [Case(g, tuple(_runs(g, log))) for g in sorted(gold, key=lambda g: g.name) if g.name in planned]
    return Sheet(log.head, tuple(cases))


def _runs(gold: Gold, log: Log) -> list[Run]:
    by_repeat = {entry.repeat: entry for entry in log.of(gold.name)}
    return [_run(gold, by_repeat.get(repeat), repeat) for repeat in range(log.head.repeats)]


def _run(gold: Gold, entry: Entry | None, repeat: int) -> Run:
    sha256 = gold.document.sha256
    if entry is None:
        entry = _not_run(gold, repeat, "the run ended before it came to this case")
    elif entry.document_sha256 != sha256:
        entry = _not_run(gold, repeat, STALE)
    if entry.outcome is not Outcome.SCORED or entry.brief is None:
        return Run(entry, None, score_document(gold.brief, entry.outcome, gold.document.text))
    try:
        score = score_document(gold.brief, entry.brief, gold.document.text)
        # A brief with an invented span is no `Brief`; it is scored as it was answered, and cannot be shown as one.
        shown = score.outcome is Outcome.SCORED and not score.invented
        brief = Brief.model_validate(entry.brief, context={"text": gold.document.text}) if shown else None
    except (InputError, ValidationError) as error:
        told = error.errors(include_url=False)[0]["msg"] if isinstance(error, ValidationError) else error.what
        entry = _not_run(gold, repeat, f"the brief in the log is not valid: {told}")
        return Run(entry, None, score_document(gold.brief, Outcome.NOT_RUN, gold.document.text))
    return Run(entry, brief, score)


def _not_run(gold: Gold, repeat: int, reason: str) -> Entry:
    return Entry(
        case=gold.name,
        document_sha256=gold.document.sha256,
        repeat=repeat,
        outcome=Outcome.NOT_RUN,
        reason=reason,
    )


def totals(cases: Sequence[Case]) -> Totals:
    """The figures of cases, micro-averaged over their mean counts."""
    scored = [case for case in cases if case.scored]
    outcomes = Counter(case.outcome for case in cases)
    return Totals(
        outcomes={outcome: outcomes[outcome] for outcome in Outcome},
        sections={section: _summed(scored, section) for section in Section},
        has_flow_right=sum(case.has_flow_right for case in scored),
        false_flows=sum(case.false_flows for case in scored),
        without_flows=sum(not case.gold.brief.arms_flows for case in scored),
        invented=sum(case.invented for case in scored),
        partial=sum(any(not run.score.complete for run in case.scored) for case in scored),
    )


def _summed(cases: Sequence[Case], section: Section) -> Figures:
    counts = [case.counts[section] for case in cases]
    return Figures(sum(c.n_gold for c in counts), sum(c.n_pred for c in counts), sum(c.tp for c in counts))
