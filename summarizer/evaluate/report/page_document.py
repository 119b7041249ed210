"""One document on the page: its entries, gold left and answer right, and its text."""

from __future__ import annotations

from itertools import groupby

from summarizer.evaluate.items import Item
from summarizer.evaluate.report import wording
from summarizer.evaluate.report.model import DocumentReport, Report
from summarizer.evaluate.report.rows import Kind, Row
from summarizer.evaluate.report.source import Source
from summarizer.evaluate.report.wording import CHANGES
from summarizer.render.element import Html, join, tag
from summarizer.render.neutral import one_line
from summarizer.score import Section

SIGNS = {Kind.FOUND: "✓", Kind.MISSED: "−", Kind.SPURIOUS: "+", Kind.NOT_ASKED: "·", Kind.GONE: "·", Kind.GOLD: "·"}
ABSENT = {Kind.MISSED: "not in the answer", Kind.NOT_ASKED: "its flow was not found", Kind.GOLD: "no answer to show"}


def document(report: Report, document: DocumentReport, anchor: str) -> Html:
    """One document, closed; `anchor` is its id."""
    source = Source(document, anchor)
    groups = groupby(document.shown, key=lambda row: row.section)
    head = [tag("div", tag("span", "gold"), tag("span", "answer"), class_="head faint")] if document.shown else []
    sections = (_section(section, list(rows), source) for section, rows in groups)
    entries = tag("div", *_notices(report, document), *head, *sections)
    place = {"role": "region", "tabindex": "0", "aria_label": f"Text of {one_line(document.name)}"}
    text = tag("div", tag("h3", "Text"), _legend(), source.html(), class_="source", **place)
    return tag(
        "details",
        _summary(document),
        tag("div", entries, text, class_="sides"),
        id=anchor,
        class_="document",
        data_outcome=document.case.outcome.value,
        data_name=one_line(document.name).casefold(),
    )


def _summary(document: DocumentReport) -> Html:
    case = document.case
    facts: list[str] = [tag("span", wording.plain(case.outcome), class_=f"outcome {case.outcome.value}")]
    if case.scored:
        facts.append(tag("span", f"headline {wording.figure(document.headline)}"))
        facts.append(tag("span", wording.wrong(document)))
    if document.in_part:
        facts.append(tag("span", "read in part", class_="bad"))
    for kind in CHANGES:
        if n := document.changed(kind):
            facts.append(tag("span", f"{n} {CHANGES[kind]}", class_=f"change {_word(kind)}"))
    spaced = (join(" ", fact) for fact in facts)
    return tag("summary", tag("span", one_line(document.name), class_="name"), *spaced)


def _notices(report: Report, document: DocumentReport) -> list[Html]:
    """What a reader must know before the entries: repeats without a score, words that are not in the text."""
    told = [f"{wording.unscored(one, report.sheet.head.repeats)}: {one_line(one.reason)}" for one in document.unscored]
    told += [f"invented: “{one_line(w.text)}” is not at {w.start}:{w.end} of the text" for w in document.invented]
    if document.hidden:
        told.append("the entries of an answer with invented words are counted, and cannot be listed")
    facts = [f"story {one_line(document.case.story)}"] if document.case.story != document.name else []
    if document.case.gold.genre:
        facts.append(one_line(document.case.gold.genre).replace("_", " "))
    about = [tag("p", "; ".join(facts), class_="faint")] if facts else []
    return [*about, *(tag("p", words, class_="notice") for words in told)]


def _section(section: Section, rows: list[Row], source: Source) -> Html:
    counts = [(sum(row.kind is kind for row in rows), kind.value) for kind in Kind]
    told = ", ".join(f"{n} {kind}" for n, kind in counts if n)
    return tag(
        "section",
        tag("h3", wording.label(section.value).capitalize(), " ", tag("span", told, class_="faint")),
        tag("ul", *(_row(row, source) for row in rows), class_="rows"),
    )


def _row(row: Row, source: Source) -> Html:
    words = [row.kind.value.replace(" ", "-"), *([_word(row.change.kind)] if row.change else [])]
    return tag(
        "li",
        tag("span", f"{SIGNS[row.kind]} {row.kind.value}", *_often(row), class_="kind"),
        _side(row.gold, "not in the gold", source),
        _same(row, source) if _looks_alike(row) else _side(row.predicted, ABSENT.get(row.kind, ""), source),
        class_=" ".join(words),
        data_section=row.section.value,
        data_gold=source.ranges(row.gold.places) if row.gold else None,
        data_answer=source.ranges(row.predicted.places) if row.predicted else None,
    )


def _often(row: Row) -> list[str]:
    """In how many repeats, and what changed."""
    told: list[str] = [f" {row.times} of {row.of}"] if row.of > 1 and row.times else []
    if change := row.change:
        words = CHANGES[change.kind] + wording.shares(change)
        told += [" ", tag("b", words, class_=f"change {_word(change.kind)}")]
    return told


def _side(item: Item | None, absent: str, source: Source) -> Html:
    if item is None:
        return tag("span", absent, class_="faint")
    return tag("a", one_line(item.label), href=source.link(item) or f"#{source.anchor}")


def _same(row: Row, source: Source) -> Html:
    assert row.predicted is not None, "a pair has both sides"
    return tag("a", "same", href=source.link(row.predicted) or f"#{source.anchor}", class_="faint")


def _looks_alike(row: Row) -> bool:
    return row.gold is not None and row.predicted is not None and row.gold.label == row.predicted.label


def _legend() -> Html:
    gold, answer = tag("span", "gold", class_="gold"), tag("span", "answer", class_="answer")
    both = tag("span", "both", class_="gold answer")
    return tag("p", "Choose an entry to see its words: ", gold, " ", answer, " ", both, class_="legend faint")


def _word(change: str) -> str:
    return CHANGES[change].replace(" ", "-")
