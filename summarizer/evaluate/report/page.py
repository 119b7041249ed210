"""A report as one self-contained page: figures first, then every document, gold beside answer beside text."""

from __future__ import annotations

import re

from summarizer.evaluate.report import page_tables as tables
from summarizer.evaluate.report import wording
from summarizer.evaluate.report.model import Report
from summarizer.evaluate.report.page_document import document
from summarizer.evaluate.report.rows import Kind
from summarizer.evaluate.report.wording import CHANGES
from summarizer.render.element import Html, join, tag
from summarizer.render.inline import head, inlined
from summarizer.render.neutral import one_line
from summarizer.render.wording import count
from summarizer.score import Outcome, Section


def to_html(report: Report) -> str:
    """One page with style and script inside, light and dark, that loads nothing and can be read without its script.

    Its content policy allows this style and this script alone, so that even markup that slipped through could neither
    run nor call home. Without the script every entry is a link to its sentence, and there are no filters.
    """
    style, script = (inlined("summarizer.evaluate.report", name) for name in ("page.css", "page.js"))
    body = tag("body", tag("main", *_top(report), *_tables(report), *_documents(report)), tag("script", script))
    return f"<!doctype html>\n{tag('html', head(wording.title(report), style, script), body, lang='en')}\n"


def anchors(names: list[str]) -> dict[str, str]:
    """An id for every document: its name where that can be one, and never the same twice."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        plain = "doc-" + (re.sub(r"[^A-Za-z0-9_]+", "-", name).strip("-") or "x")
        anchor, n = plain, 1
        while anchor in taken:
            n += 1
            anchor = f"{plain}-{n}"
        taken.add(anchor)
        found[name] = anchor
    return found


def _top(report: Report) -> list[Html]:
    run = report.sheet.head
    prompt = f"{one_line(run.prompt or 'none')} {run.prompt_sha256 or ''}".strip()
    parameters = ", ".join(f"{one_line(key)} {one_line(str(value))}" for key, value in run.parameters.items())
    made = [("Engine", run.engine), ("Model", run.model or "none"), ("Prompt", prompt)]
    made += [("Strategy", run.strategy), ("Parameters", parameters or "none"), ("Gold", run.gold)]
    made += [("Made", f"{run.created_at}, program {run.program}, {count(run.repeats, 'repeat')}")]
    made += [("Took", "; ".join(wording.spent(report.spent)))]
    facts = (join(tag("dt", name), tag("dd", one_line(value))) for name, value in made)
    return [tag("h1", wording.title(report)), tag("dl", *facts), *_gate(report), *_outcomes(report)]


def _gate(report: Report) -> list[Html]:
    gate = report.gate
    if gate is None:
        return []
    reasons = tag("ul", *(tag("li", one_line(reason)) for reason in gate.reasons)) if gate.reasons else Html()
    notes = tag("ul", *(tag("li", one_line(note)) for note in gate.notes), class_="faint") if gate.notes else Html()
    title = tag("p", tag("b", wording.gate(gate)))
    return [tag("section", title, reasons, notes, class_="gate passed" if gate.passed else "gate")]


def _outcomes(report: Report) -> list[Html]:
    """All four outcomes with their numbers, and what kept documents and repeats from being scored."""
    chips = [
        tag("li", tag("b", str(n)), f" {wording.plain(outcome)}", class_=f"outcome {outcome.value}" if n else "outcome")
        for outcome, n in report.outcomes.items()
    ]
    chips.append(tag("li", f"of {count(len(report.documents), 'document')}; {report.partial} scored in part"))
    shown = [tag("h2", "Outcomes"), tag("ul", *chips, class_="chips")]
    shown += [tag("p", told) for told in [wording.answers(report)] if told]
    anchor = anchors([d.name for d in report.documents])
    reasons = [
        tag(
            "li",
            tag("a", one_line(one.case), href=f"#{anchor[one.case]}"),
            f" {wording.unscored(one, report.sheet.head.repeats)}: {one_line(one.reason)}",
        )
        for one in report.unscored
    ]
    return [*shown, tag("ul", *reasons)] if reasons else shown


def _tables(report: Report) -> list[Html]:
    totals = report.sheet.totals
    told = tag(
        "p",
        tag("span", wording.false_flows(report), class_="bad" if totals.false_flows else None),
        "; ",
        tag("span", wording.invented(report), class_="bad" if totals.invented else None),
    )
    confused = tag(
        "div",
        tables.confusion(report.stages, "flows"),
        tables.confusion(report.stances, "claims"),
        class_="confused",
    )
    return [
        tag("h2", "Figures"),
        tables.figures(report),
        told,
        *_compared(report),
        tag("h2", "What was taken for what"),
        confused,
    ]


def _compared(report: Report) -> list[Html]:
    comparison = report.comparison
    if comparison is None:
        return []
    left_out = [
        tag("li", f"{one_line(one.case)}: {one.why.value}", f" ({one_line(one.reason)})" if one.reason else "")
        for one in comparison.left_out
    ]
    not_compared = [tag("p", "Not compared:"), tag("ul", *left_out)] if left_out else []
    return [
        tag("h2", "Compared"),
        tag("p", tag("b", wording.verdicts(comparison))),
        tag("ul", *(tag("li", fact) for fact in wording.compared(comparison))),
        tables.differences(comparison),
        *not_compared,
    ]


def _documents(report: Report) -> list[Html]:
    anchor = anchors([d.name for d in report.documents])
    return [
        tag("h2", "Documents"),
        _filters(report),
        *(document(report, one, anchor[one.name]) for one in report.documents),
    ]


def _filters(report: Report) -> Html:
    """Hidden until the script, which they need, shows them."""
    sections = [(section.value, wording.label(section.value)) for section in Section]
    entries = [(kind.value, kind.value) for kind in (Kind.FOUND, Kind.MISSED, Kind.SPURIOUS)]
    if report.comparison:
        entries += [(words.replace(" ", "-"), words) for words in CHANGES.values()]
    outcomes = [(outcome.value, wording.plain(outcome)) for outcome in Outcome]
    search = Html('<input type="search" name="name" autocomplete="off" spellcheck="false">')
    return tag(
        "form",
        tag("label", "Document ", search),
        _choice("Section", "section", sections),
        _choice("Entries", "entries", entries),
        _choice("Outcome", "outcome", outcomes),
        tag("button", "Open all shown", type="button", name_="open"),
        tag("button", "Close all", type="button", name_="close"),
        tag("output", "", aria_live="polite"),
        class_="filters",
        hidden="",
        aria_label="Filters",
    )


def _choice(label: str, name: str, options: list[tuple[str, str]]) -> Html:
    every = (tag("option", words, value=value) for value, words in [("", "all"), *options])
    return tag("label", f"{label} ", tag("select", *every, name_=name))
