"""A report as Markdown for a pull request: the verdict first, then the table, then what was lost and won."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarizer.evaluate.compare import Comparison
from summarizer.evaluate.items import Change
from summarizer.evaluate.report import wording
from summarizer.evaluate.report.model import DocumentReport, Report
from summarizer.evaluate.report.wording import CHANGES
from summarizer.render.markdown import escape
from summarizer.render.neutral import one_line

LIMIT = 60_000
"""Most bytes of UTF-8; forges cut or refuse longer comments (GitHub at 65,536 characters)."""
SENTENCE = 240
"""Most characters of a sentence that is quoted."""
LONGEST = 400
"""Most characters of anything else that an article, an answer or an engine gives."""
PART = 8_000
"""Most bytes of a list of anything but changes, which share what the others leave."""

BREAK = "&#8203;"
"""A space without width: forges turn "@name" and "#12" into mentions even where Markdown escapes them."""
_MENTION = re.compile(r"\\?@|#(?=\d)|(?i:(?<=\bgh)-(?=\d))")


def to_markdown(report: Report) -> str:
    """Markdown of at most `LIMIT` bytes that ends with a line feed; what is left out is counted.

    Words of articles and answers stay words: neither Markdown, HTML nor a mention in them is obeyed.
    """
    told = "\n".join(_lines(report)) + "\n"
    for kind in CHANGES:
        found = [_change(document, change) for document, change in report.changes(kind)]
        # Half of what is left for each kind, so that many losses do not hide every gain.
        room = (LIMIT - _bytes(told)) // 2
        told += "".join(f"{line}\n" for line in _folded(f"{CHANGES[kind].capitalize()} ({len(found)})", found, room))
    return told


def _lines(report: Report) -> Iterator[str]:
    yield f"## {_words(wording.title(report))}"
    yield ""
    yield f"**{_summary(report)}**"
    yield ""
    yield f"- {wording.outcomes(report)}"
    if repeats := wording.answers(report):
        yield f"- {repeats}"
    yield f"- {wording.false_flows(report)}; {wording.invented(report)}"
    if report.gate:
        yield from _listed([_words(reason) for reason in report.gate.reasons])
    yield ""
    yield from _differences(report.comparison) if report.comparison else _figures(report)
    yield from _unscored(report)
    if report.comparison:
        yield from _compared(report.comparison)
    yield from _folded(
        "How it was made", [_words(fact) for fact in (*wording.made(report), *wording.spent(report.spent))]
    )


def _summary(report: Report) -> str:
    """One line: the gate, the verdicts, or the headline figure when there is nothing to compare with."""
    parts = [wording.gate(report.gate)] if report.gate else []
    if report.comparison:
        parts.append(wording.verdicts(report.comparison))
        parts += [f"{len(found)} {CHANGES[kind]}" for kind in CHANGES if (found := report.changes(kind))]
    else:
        headline = report.figures[-2]
        parts.append(f"headline {wording.figure(headline.value)} ({wording.interval(headline.low, headline.high)})")
    return "; ".join(parts)


def _figures(report: Report) -> Iterator[str]:
    yield "| figure | F1 | 95 % interval | precision | recall | gold | predicted | found |"
    yield "|---|--:|:-:|--:|--:|--:|--:|--:|"
    for figure in report.figures:
        cells = [wording.label(figure.name), wording.figure(figure.value), wording.interval(figure.low, figure.high)]
        if counts := figure.counts:
            cells += [wording.figure(counts.precision), wording.figure(counts.recall)]
            cells += [wording.number(n) for n in (counts.n_gold, counts.n_pred, counts.tp)]
        else:
            cells += [""] * 5
        yield f"| {' | '.join(cells)} |"


def _differences(comparison: Comparison) -> Iterator[str]:
    yield "| figure | A | B | change | 95 % interval | verdict |"
    yield "|---|--:|--:|--:|:-:|---|"
    for figure in comparison.figures:
        shown = [wording.figure(figure.a), wording.figure(figure.b), wording.signed(figure.delta)]
        interval = wording.signed_interval(figure.low, figure.high)
        yield f"| {' | '.join([wording.label(figure.name), *shown, interval, figure.verdict.value])} |"


def _compared(comparison: Comparison) -> Iterator[str]:
    yield from _folded("What was compared", [_words(fact) for fact in wording.compared(comparison)])
    yield from _folded("What the verdicts mean", [_words(figure.sentence) for figure in comparison.figures])
    left_out = [f"{_words(one.case)}: {one.why.value}: {_words(one.reason)}" for one in comparison.left_out]
    yield from _folded(f"Not compared ({len(left_out)})", left_out)


def _unscored(report: Report) -> Iterator[str]:
    repeats = report.sheet.head.repeats
    told = [f"{_words(one.case)}: {wording.unscored(one, repeats)}: {_words(one.reason)}" for one in report.unscored]
    yield from _folded(f"Without a score ({len(told)})", told)


def _folded(summary: str, entries: Sequence[str], room: int = PART) -> Iterator[str]:
    """A list that opens at a click, of at most `room` bytes; nothing when it has no entries."""
    frame = f"\n<details><summary>{summary}</summary>\n", "\n</details>"
    if entries:
        yield frame[0]
        yield from _listed(entries, room - _bytes("".join(frame)) - 2)
        yield frame[1]


def _listed(entries: Sequence[str], room: int = PART) -> Iterator[str]:
    """As many entries as there is room for, in bytes, and how many more there are."""
    room -= len("- and 1000000 more\n")
    for n, entry in enumerate(entries):
        room -= _bytes(entry) + len("- \n")
        if room < 0:
            yield f"- and {len(entries) - n} more" if n else f"- {len(entries)}, too long to be listed"
            return
        yield f"- {entry}"


def _change(document: DocumentReport, change: Change) -> str:
    label = f"{wording.label(change.item.section)}: {_words(change.item.label)}{wording.shares(change)}"
    return f"{_words(document.name)}, {label}<br>“{_words(document.sentence(change.item), SENTENCE)}”"


def _bytes(words: str) -> int:
    return len(words.encode("utf-8"))


def _words(words: str, longest: int = LONGEST) -> str:
    """Words on one line that a forge shows as they are."""
    line = one_line(words)
    if len(line) > longest:
        line = one_line(line[: longest - 1].rstrip() + "…")
    return _MENTION.sub(_broken, escape(line))


def _broken(found: re.Match[str]) -> str:
    return found.group().removeprefix("\\") + BREAK
