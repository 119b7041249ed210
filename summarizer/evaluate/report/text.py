"""A report on a terminal (`to_rich`) and as plain text (`to_text`): the same lines, with and without colour."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from rich.cells import cell_len, set_cell_size
from rich.console import Group, RenderableType
from rich.text import Text

from summarizer.evaluate.compare import Comparison
from summarizer.evaluate.report import wording
from summarizer.evaluate.report.model import Figure, Report
from summarizer.evaluate.report.wording import CHANGES
from summarizer.evaluate.verdict import Verdict
from summarizer.render.neutral import one_line

WIDTH = 110
"""Cells of a line of plain text; what an article says is shortened to fit."""
LOWEST = 5
"""How many documents with the lowest figures are named."""
LISTED = 25
"""How many entries of each kind of change are listed; the page holds all of them."""

Part = tuple[str, str]
"""Words and the name of their style, "" for none."""
Line = tuple[Part, ...]

VERDICTS = {Verdict.WORSE: "bad", Verdict.BETTER: "good", Verdict.UNRELIABLE: "bad"}
"""Verdicts whose sentence is told, and their style."""
STYLES = {"title": "bold", "section": "bold cyan", "good": "green", "bad": "bold red", "dim": "dim"}


def to_text(report: Report, *, width: int = WIDTH) -> str:
    """Plain text that ends with a line feed. No control character of an article or an answer is left in it."""
    return "\n".join("".join(words for words, _ in line).rstrip() for line in lines(report, width)) + "\n"


def to_rich(report: Report, *, width: int = WIDTH) -> RenderableType:
    """The same lines for a `rich` console. Nothing in them is read as markup."""
    rows = (Text.assemble(*((words, STYLES.get(style, "")) for words, style in line)) for line in lines(report, width))
    return Group(*rows)


def lines(report: Report, width: int) -> Iterator[Line]:
    """The whole report, line by line."""
    yield from _head(report, width)
    yield from _gate(report, width)
    yield from _figures(report)
    if report.comparison:
        yield from _compared(report.comparison, width)
        if report.gate is None:
            yield from _verdicts(report.comparison, width)
        yield from _left_out(report.comparison, width)
    yield from _unscored(report, width)
    yield from _lowest(report, width)
    yield from _confusion(report)
    for kind in CHANGES:
        yield from _changes(report, kind, width)
    yield from _section("Spent")
    yield from (((f"  {fact}", ""),) for fact in wording.spent(report.spent))


def _head(report: Report, width: int) -> Iterator[Line]:
    yield ((shortened(wording.title(report), width), "title"),)
    yield ((shortened("; ".join(wording.made(report)), width), "dim"),)
    yield ((wording.outcomes(report), ""),)
    if told := wording.answers(report):
        yield ((told, ""),)


def _figures(report: Report) -> Iterator[Line]:
    yield from _section("Figures, with 95 % intervals")
    heads = f"{'F1':>7}  {'interval':<16}{'precision':>10}{'recall':>8}{'gold':>8}{'pred':>8}{'found':>8}"
    yield ((f"  {'':<18}{heads}", "dim"),)
    for figure in report.figures:
        yield ((f"  {wording.label(figure.name):<18}", "title" if figure.counts is None else ""), *_figure(figure))
    yield ()
    yield ((f"  {wording.false_flows(report)}", "bad" if report.sheet.totals.false_flows else ""),)
    yield ((f"  {wording.invented(report)}", "bad" if report.sheet.totals.invented else ""),)


def _figure(figure: Figure) -> Line:
    counts = figure.counts
    row = f"{wording.figure(figure.value):>7}  {wording.interval(figure.low, figure.high):<16}"
    if counts:
        row += f"{wording.figure(counts.precision):>10}{wording.figure(counts.recall):>8}"
        row += "".join(f"{wording.number(n):>8}" for n in (counts.n_gold, counts.n_pred, counts.tp))
    return ((row, ""),)


def _gate(report: Report, width: int) -> Iterator[Line]:
    if report.gate is None:
        return
    yield ()
    yield ((wording.gate(report.gate), "good" if report.gate.passed else "bad"),)
    for told in (*report.gate.reasons, *report.gate.notes):
        yield from _wrapped(one_line(told), width)


def _compared(comparison: Comparison, width: int) -> Iterator[Line]:
    yield from _section(f"Compared: {wording.verdicts(comparison)}")
    for fact in wording.compared(comparison):
        yield from _wrapped(fact, width)
    yield ()
    yield ((f"  {'':<18}{'A':>7}{'B':>8}{'change':>9}  {'interval':<18}  verdict", "dim"),)
    for moved in comparison.figures:
        row = f"  {wording.label(moved.name):<18}{wording.figure(moved.a):>7}{wording.figure(moved.b):>8}"
        row += f"{wording.signed(moved.delta):>9}  {wording.signed_interval(moved.low, moved.high):<18}  "
        yield ((row, ""), (moved.verdict.value, VERDICTS.get(moved.verdict, "")))


def _verdicts(comparison: Comparison, width: int) -> Iterator[Line]:
    """The sentences of figures that moved, which a gate tells by itself."""
    yield ()
    for moved in comparison.figures:
        if moved.verdict in VERDICTS:
            yield from _wrapped(one_line(moved.sentence), width)


def _left_out(comparison: Comparison, width: int) -> Iterator[Line]:
    if not comparison.left_out:
        return
    yield from _section("Not compared")
    room = min(40, max(cell_len(one_line(one.case)) for one in comparison.left_out))
    for one in comparison.left_out:
        why = f"{one.why.value}: {one_line(one.reason)}" if one.reason else one.why.value
        yield ((shortened(f"  {fitted(one.case, room)}  {why}", width), ""),)


def _changes(report: Report, kind: str, width: int) -> Iterator[Line]:
    found = report.changes(kind)
    if not found:
        return
    shown = found[:LISTED]
    yield from _section(f"{CHANGES[kind]} ({len(found)})")
    room = min(24, max(cell_len(one_line(document.name)) for document, _ in shown))
    for document, change in shown:
        lead = f"  {fitted(document.name, room)}  {wording.label(change.item.section):<11}  "
        yield ((shortened(lead + one_line(change.item.label) + wording.shares(change), width), ""),)
        told = one_line(document.sentence(change.item))
        yield ((shortened(f"{'':<{cell_len(lead)}}“{told}", width - 1) + "”", "dim"),)
    if len(found) > len(shown):
        yield ((f"  and {len(found) - len(shown)} more", ""),)


def _wrapped(words: str, width: int) -> Iterator[Line]:
    """A paragraph with a dash in its margin."""
    rows = textwrap.wrap(words, max(width - 4, 20), break_long_words=False) or [""]
    for n, row in enumerate(rows):
        yield ((f"  {' ' if n else '-'} {row}", ""),)


def _unscored(report: Report, width: int) -> Iterator[Line]:
    if not report.unscored:
        return
    yield from _section("Without a score")
    room = min(40, max(cell_len(one_line(one.case)) for one in report.unscored))
    for one in report.unscored:
        outcome = wording.unscored(one, report.sheet.head.repeats)
        lead = f"  {fitted(one.case, room)}  {outcome}: "
        yield ((shortened(lead + one_line(one.reason), width), "bad"),)


def _lowest(report: Report, width: int) -> Iterator[Line]:
    shown = report.worst[:LOWEST]
    if not shown:
        return
    yield from _section(f"Lowest headline figures ({len(shown)} of {report.outcomes[wording.SCORED]} documents)")
    room = min(40, max(cell_len(one_line(document.name)) for document in shown))
    for document in shown:
        told = f"  {fitted(document.name, room)} {wording.figure(document.headline)}  {wording.wrong(document)}"
        yield ((shortened(told, width), ""),)


def _confusion(report: Report) -> Iterator[Line]:
    for table in (report.stages, report.stances):
        if wrong := table.worst():
            yield from _section(
                f"{table.name}: {wording.number(table.right)} right of {wording.number(table.paired)} paired"
            )
            for gold, predicted, n in wrong[:LOWEST]:
                yield ((f"  {wording.number(n):>3}  {gold} taken for {predicted}", ""),)


def _section(name: str) -> Iterator[Line]:
    yield ()
    yield ((name.upper(), "section"),)


def shortened(words: str, width: int) -> str:
    """At most `width` terminal cells, ending with "…" when something was cut."""
    if cell_len(words) <= width:
        return words
    return set_cell_size(words, max(width - 1, 0)).rstrip() + "…"


def fitted(words: str, width: int) -> str:
    """Words of one line, shortened or filled with spaces to `width` cells."""
    return set_cell_size(shortened(one_line(words), width), width)
