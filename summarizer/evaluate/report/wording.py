"""The words in which a report speaks, the same in every format."""

from __future__ import annotations

from collections import Counter

from summarizer.evaluate.compare import Comparison, Usage
from summarizer.evaluate.confusion import Confusion
from summarizer.evaluate.gate import Gate
from summarizer.evaluate.items import DROPPED_SPURIOUS, LOST, NEW_SPURIOUS, WON, Change
from summarizer.evaluate.report.model import DocumentReport, Report, Spent, Unscored
from summarizer.evaluate.statistics import HAS_FLOW_NAME
from summarizer.evaluate.verdict import Verdict
from summarizer.render.neutral import one_line
from summarizer.render.wording import count
from summarizer.score import Outcome

SCORED = Outcome.SCORED
CHANGES = {LOST: "lost", WON: "won", NEW_SPURIOUS: "newly spurious", DROPPED_SPURIOUS: "no longer spurious"}
"""What a reader calls a change, in the order in which changes are told."""


def label(name: str) -> str:
    """A section or a figure as a reader would write it."""
    return "has-flow accuracy" if name == HAS_FLOW_NAME else name.replace("_", " ")


def title(report: Report) -> str:
    return f"Evaluation of {one_line(report.sheet.head.label)}"


def made(report: Report) -> tuple[str, ...]:
    """How the run was made."""
    head = report.sheet.head
    return (
        f"gold {one_line(head.gold)}",
        f"strategy {one_line(head.strategy)}",
        count(head.repeats, "repeat"),
        f"made {one_line(head.created_at)}",
        f"program {one_line(head.program)}",
    )


def outcomes(report: Report) -> str:
    """All four outcomes with their numbers, also those that did not occur."""
    told = ", ".join(f"{n} {plain(outcome)}" for outcome, n in report.outcomes.items())
    return f"{count(sum(report.outcomes.values()), 'document')}: {told}; {report.partial} scored in part"


def answers(report: Report) -> str:
    """The outcomes of all repeats, "" when there is one repeat only."""
    if report.sheet.head.repeats == 1:
        return ""
    told = ", ".join(f"{n} {plain(outcome)}" for outcome, n in report.sheet.outcomes.items())
    return f"{count(sum(report.sheet.outcomes.values()), 'answer')} in {report.sheet.head.repeats} repeats: {told}"


def unscored(one: Unscored, repeats: int) -> str:
    """What became of it: "refused", or with repeats "refused in repeat 2 of 3"."""
    return plain(one.outcome) + (f" in repeat {one.repeat + 1} of {repeats}" if repeats > 1 else "")


def false_flows(report: Report) -> str:
    totals = report.sheet.totals
    return f"false flows: {number(totals.false_flows)} on {count(totals.without_flows, 'document')} without any"


def invented(report: Report) -> str:
    return f"invented spans: {report.sheet.totals.invented}"


def wrong(document: DocumentReport) -> str:
    """What is wrong with an answer, in numbers of entries."""
    told = f"{number(document.missed)} missed, {number(document.spurious)} spurious"
    return f"{told}, {document.case.invented} invented" if document.case.invented else told


def compared(comparison: Comparison) -> tuple[str, ...]:
    """What was held against what; A is the earlier run, B the run of the report."""
    head, flows, a, b = comparison.a.head, comparison.false_flows, comparison.a, comparison.b
    told = ", ".join(f"{n} {plain(outcome)}" for outcome, n in a.outcomes.items())
    without = count(flows.documents, "document")
    blessed = [f"A was made the baseline by {one_line(by.by)}: {one_line(by.why)}"] if (by := head.blessing) else []
    return (
        f"A is {one_line(head.label)}, made {one_line(head.created_at)}: {told}; B is this run",
        *blessed,
        f"{comparison.cases} of {count(comparison.planned, 'document')} that both were to do, telling "
        f"{count(comparison.stories, 'story', 'stories')}; margin {comparison.margin:g}",
        f"false flows: {number(flows.a)} in A, {number(flows.b)} in B, on {without} without any",
        f"invented spans: {a.invented} in A, {b.invented} in B",
        f"one pass of A over these documents: {usage(a.usage)}",
        f"one pass of B over these documents: {usage(b.usage)}",
    )


def usage(usage: Usage) -> str:
    tokens = f"{number(usage.tokens_in)} tokens in, {number(usage.tokens_out)} out"
    return f"{usage.seconds:.1f} s, {number(usage.calls)} calls, {tokens}, {cost(usage.cost_usd)}"


def verdicts(comparison: Comparison) -> str:
    """How many figures got which verdict, the weightiest first: "1 worse, 10 same within margin"."""
    order = (Verdict.WORSE, Verdict.BETTER, Verdict.SAME, Verdict.INSUFFICIENT, Verdict.UNRELIABLE)
    found = Counter(figure.verdict for figure in comparison.figures)
    return ", ".join(f"{found[verdict]} {verdict.value}" for verdict in order if found[verdict])


def shares(change: Change) -> str:
    """ " (33% to 100% of repeats)", or nothing when all repeats of each run agree."""
    if {change.a, change.b} <= {0.0, 1.0}:
        return ""
    return f" ({change.a:.0%} to {change.b:.0%} of repeats)"


def gate(gate: Gate) -> str:
    return "Gate: passed" if gate.passed else f"Gate: not passed, {gate.result.value}"


def confusion(table: Confusion) -> str:
    return f"{table.name}: {number(table.right)} right of {number(table.paired)} paired"


def spent(spent: Spent) -> tuple[str, ...]:
    """Time, calls, tokens and money, each in one phrase."""
    return (
        f"{spent.seconds:.1f} s, {count(spent.calls, 'call')} ({spent.asked} asked now, {spent.recorded} from records)",
        f"{spent.tokens_in} tokens in, {spent.tokens_out} out, {cost(spent.cost_usd)}",
    )


def cost(usd: float | None) -> str:
    return "cost unknown" if usd is None else f"cost {usd:.4f} USD"


def plain(outcome: Outcome) -> str:
    return outcome.value.replace("_", " ")


def figure(value: float | None) -> str:
    """Three places; "-" is no data."""
    return "-" if value is None else f"{value:.3f}"


def interval(low: float | None, high: float | None) -> str:
    return "no interval" if low is None or high is None else f"{low:.3f} to {high:.3f}"


def number(n: float) -> str:
    """A count; with one place only where averaging over repeats left a fraction."""
    return f"{n:.0f}" if abs(n - round(n)) < 0.05 else f"{n:.1f}"


def signed(value: float | None) -> str:
    """A difference, with its sign."""
    return "-" if value is None else f"{value:+.3f}"


def signed_interval(low: float | None, high: float | None) -> str:
    return "no interval" if low is None or high is None else f"{low:+.3f} to {high:+.3f}"
