"""A report as JSON, for programs.

Keys, in this order; they are stable. A figure without data is null. Places are half-open ranges of code points.

    format       "summarizer-eval-report-1"
    run          how the run was made: the head of its log without `cases`, and `label`
    outcomes     documents by outcome (scored, refused, failed, not_run), and `partial`: scored though not wholly read
    answers      the same outcomes over all repeats
    figures      `Totals.figures()`: "headline", "flows.f1", "flows.n_gold", "false_flows", "invented", ...
    intervals    by figure: {value, low, high}, the 95 % interval
    confusion    stages, stances: {labels, counts (a row per gold label), missed, spurious, paired, right}
    spent        seconds, calls, asked, recorded, tokens_in, tokens_out, cost_usd, over all repeats
    documents    in the order of their names, each with
        name, story, genre, outcome, reason, partial, headline, has_flow_right, false_flows
        sections     by section {n_gold, n_pred, tp}, means over the scored repeats; empty when not scored
        unscored     repeats without a score: [{repeat, outcome, reason}]
        invented     words that do not stand in the text: [{start, end, text}]
        entries      [{section, kind, gold, predicted, times, of, change}]; kind is found, missed, spurious, not asked
                     or gone; gold and predicted are {label, places, words} or null; change {kind, before, after}
        changes      [{section, kind, before, after, label, places, sentence}]; kind is lost, won, new spurious or
                     dropped spurious
    comparison   null, or how the run (b) compares with an earlier one (a): `Comparison.to_json()`
    gate         null, or whether it passed its gate: {passed, result, reasons, notes}
"""

from __future__ import annotations

import json
import re
from typing import Any

from summarizer.evaluate.items import Change, Item
from summarizer.evaluate.report.model import DocumentReport, Report
from summarizer.evaluate.report.rows import Row
from summarizer.render.data import OBEYED

FORMAT = "summarizer-eval-report-1"


def to_json(report: Report) -> str:
    """Pretty JSON that ends with a line feed; control characters of articles are escaped, which alters no value."""
    text = json.dumps(to_data(report), ensure_ascii=False, indent=2, allow_nan=False)
    return OBEYED.sub(_escaped, text) + "\n"


def to_data(report: Report) -> dict[str, Any]:
    """What `to_json` writes, as plain values."""
    sheet = report.sheet
    return {
        "format": FORMAT,
        "run": sheet.head.model_dump(mode="json", exclude={"cases"}) | {"label": sheet.head.label},
        "outcomes": {outcome.value: n for outcome, n in report.outcomes.items()} | {"partial": report.partial},
        "answers": {outcome.value: n for outcome, n in sheet.outcomes.items()},
        "figures": sheet.totals.figures(),
        "intervals": {f.name: {"value": f.value, "low": f.low, "high": f.high} for f in report.figures},
        "confusion": {table.name: table.to_json() for table in (report.stages, report.stances)},
        "spent": vars(report.spent).copy(),
        "documents": [_document(document) for document in report.documents],
        "comparison": report.comparison.to_json() if report.comparison else None,
        "gate": report.gate.to_json() if report.gate else None,
    }


def _document(document: DocumentReport) -> dict[str, Any]:
    case = document.case
    scored = bool(case.scored)
    return {
        "name": case.name,
        "story": case.story,
        "genre": case.gold.genre,
        "outcome": case.outcome.value,
        "reason": None if scored else document.unscored[0].reason,
        "partial": document.in_part,
        "headline": document.headline,
        "has_flow_right": case.has_flow_right if scored else None,
        "false_flows": case.false_flows if scored else None,
        "sections": {
            section.value: {"n_gold": c.n_gold, "n_pred": c.n_pred, "tp": c.tp} for section, c in case.counts.items()
        },
        "unscored": [
            {"repeat": one.repeat, "outcome": one.outcome.value, "reason": one.reason} for one in document.unscored
        ],
        "invented": [{"start": w.start, "end": w.end, "text": w.text} for w in document.invented],
        "entries": [_entry(row) for row in document.rows],
        "changes": [_told(document, change) for change in document.changes],
    }


def _entry(row: Row) -> dict[str, Any]:
    change = row.change
    return {
        "section": row.section.value,
        "kind": row.kind.value,
        "gold": _item(row.gold),
        "predicted": _item(row.predicted),
        "times": row.times,
        "of": row.of,
        "change": {"kind": change.kind, "before": change.a, "after": change.b} if change else None,
    }


def _item(item: Item | None) -> dict[str, Any] | None:
    if item is None:
        return None
    return {"label": item.label, "places": [list(place) for place in item.places], "words": item.words}


def _told(document: DocumentReport, change: Change) -> dict[str, Any]:
    return {
        "section": change.item.section.value,
        "kind": change.kind,
        "before": change.a,
        "after": change.b,
        "label": change.item.label,
        "places": [list(place) for place in change.item.places],
        "sentence": document.sentence(change.item),
    }


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found.group()):04x}"
