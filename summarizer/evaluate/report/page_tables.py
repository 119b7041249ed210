"""The tables of the page: figures with their intervals drawn, differences, and what was taken for what."""

from __future__ import annotations

from collections.abc import Iterable

from summarizer.evaluate.compare import Comparison
from summarizer.evaluate.confusion import Confusion
from summarizer.evaluate.report import wording
from summarizer.evaluate.report.model import Figure, Report
from summarizer.evaluate.verdict import Figure as Moved
from summarizer.render.element import Html, tag
from summarizer.render.neutral import one_line

SHADES = 5
"""Steps of shade in a table of confusion."""
DRAWN = {"0 to 1": "drawn", "around 0": "drawn", "verdict": "words"}
"""Columns that are not numbers, and their class."""


def figures(report: Report) -> Html:
    """The score table."""
    heads = ["", "F1", "95 % interval", "0 to 1", "precision", "recall", "gold", "predicted", "found"]
    return _table("Figures, all scored documents", heads, (_figure(figure) for figure in report.figures))


def _figure(figure: Figure) -> Html:
    counts = figure.counts
    more = [""] * 5
    if counts:
        more = [wording.figure(counts.precision), wording.figure(counts.recall)]
        more += [wording.number(n) for n in (counts.n_gold, counts.n_pred, counts.tp)]
    told = f"{wording.figure(figure.value)}, interval {wording.interval(figure.low, figure.high)}"
    return tag(
        "tr",
        tag("th", wording.label(figure.name), scope="row"),
        tag("td", wording.figure(figure.value), class_="main"),
        tag("td", wording.interval(figure.low, figure.high)),
        tag("td", _bar(figure, told), class_="drawn"),
        *(tag("td", cell) for cell in more),
        class_="mean" if counts is None else None,
    )


def _bar(figure: Figure, told: str) -> Html:
    """0 to 1 from left to right: a line, the interval as a bar on it, the figure as a tick."""
    parts = [tag("line", x1="0", x2="120", y1="8", y2="8", class_="axis")]
    if figure.low is not None and figure.high is not None:
        width = max(120 * (figure.high - figure.low), 1)
        parts.append(tag("rect", x=_x(120 * figure.low), y="4", width=_x(width), height="8", class_="interval"))
    if figure.value is not None:
        x = _x(120 * figure.value)
        parts.append(tag("line", x1=x, x2=x, y1="1", y2="15", class_="tick"))
    return tag("svg", *parts, viewBox="-2 0 124 16", width="124", height="16", role="img", aria_label=told)


def differences(comparison: Comparison) -> Html:
    """Every figure of both runs, over the documents that both runs scored."""
    bounds = [abs(bound) for f in comparison.figures for bound in (f.low, f.high, f.delta) if bound is not None]
    reach = max([*bounds, 2 * comparison.margin])
    heads = ["", "A", "B", "change", "95 % interval", "around 0", "p (adjusted)", "verdict"]
    rows = [_difference(figure, comparison.margin, reach) for figure in comparison.figures]
    return _table("Change, documents scored in both runs", heads, rows)


def _difference(figure: Moved, margin: float, reach: float) -> Html:
    verdict = figure.verdict.value
    return tag(
        "tr",
        tag("th", wording.label(figure.name), scope="row"),
        tag("td", wording.figure(figure.a)),
        tag("td", wording.figure(figure.b)),
        tag("td", wording.signed(figure.delta), class_="main"),
        tag("td", wording.signed_interval(figure.low, figure.high)),
        tag("td", _drift(figure, margin, reach), class_="drawn"),
        tag("td", wording.figure(figure.p_adjusted)),
        tag(
            "td",
            tag("b", verdict, class_=f"verdict {verdict.split()[0]}"),
            tag("span", f" {one_line(figure.sentence)}", class_="faint"),
            class_="words",
        ),
    )


def _drift(figure: Moved, margin: float, reach: float) -> Html:
    """No change in the middle, the margin as a band around it, the interval as a bar, the change as a tick."""

    def at(value: float) -> float:
        return 60 + 60 * value / reach

    band = tag("rect", x=_x(at(-margin)), y="0", width=_x(120 * margin / reach), height="16", class_="margin")
    parts = [band, tag("line", x1="60", x2="60", y1="0", y2="16", class_="axis")]
    if figure.low is not None and figure.high is not None:
        width = max(at(figure.high) - at(figure.low), 1)
        parts.append(tag("rect", x=_x(at(figure.low)), y="4", width=_x(width), height="8", class_="interval"))
    if figure.delta is not None:
        x = _x(at(figure.delta))
        parts.append(tag("line", x1=x, x2=x, y1="1", y2="15", class_="tick"))
    told = f"{wording.signed(figure.delta)}, interval {wording.signed_interval(figure.low, figure.high)}"
    return tag("svg", *parts, viewBox="-2 0 124 16", width="124", height="16", role="img", aria_label=told)


def confusion(table: Confusion, alone: str) -> Html:
    """Gold values as rows, predicted values as columns; `alone` says what has no partner."""
    used = [i for i, _ in enumerate(table.labels) if _used(table, i)]
    heads = ["gold \\ answer", *(wording.label(table.labels[j]) for j in used), f"missed {alone}"]
    most = max((n for row in table.counts for n in row), default=0.0)
    rows = [
        tag(
            "tr",
            tag("th", wording.label(table.labels[i]), scope="row"),
            *(_cell(table.counts[i][j], most, right=i == j) for j in used),
            tag("td", _shown(table.missed[i]), class_="apart"),
        )
        for i in used
    ]
    last = tag(
        "tr",
        tag("th", f"spurious {alone}", scope="row"),
        *(tag("td", _shown(table.spurious[j]), class_="apart") for j in used),
        tag("td", ""),
    )
    return _table(wording.confusion(table).capitalize(), heads, [*rows, last], "confusion")


def _cell(n: float, most: float, *, right: bool) -> Html:
    shade = round(SHADES * n / most + 0.49) if n else 0
    return tag("td", _shown(n), class_=f"{'right' if right else 'wrong'} shade{min(shade, SHADES)}")


def _used(table: Confusion, i: int) -> bool:
    return any([*table.counts[i], *(row[i] for row in table.counts), table.missed[i], table.spurious[i]])


def _shown(n: float) -> str:
    return wording.number(n) if n else ""


def _table(name: str, heads: Iterable[str], rows: Iterable[Html], class_: str | None = None) -> Html:
    head = tag("thead", tag("tr", *(tag("th", one, scope="col", class_=DRAWN.get(one)) for one in heads)))
    body = tag("table", tag("caption", name), head, tag("tbody", *rows), class_=class_)
    return tag("div", body, class_="wide", role="region", tabindex="0", aria_label=name)


def _x(value: float) -> str:
    return f"{value:.1f}"
