"""A report as JUnit XML, which every CI system shows: one test case per document, and one per condition of the gate.

A document that failed is an `error`; one that was refused or was not run is `skipped`, with the reason; a scored one is
a `failure` when its answer holds invented spans or, in a comparison, lost entries. With several repeats, a document is
what became of it as a case; repeats without a score are told in its output.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from summarizer.evaluate.gate import Gate
from summarizer.evaluate.items import LOST
from summarizer.evaluate.report import wording
from summarizer.evaluate.report.model import DocumentReport, Report
from summarizer.evaluate.verdict import Verdict
from summarizer.render.neutral import neutral, one_line
from summarizer.render.wording import count
from summarizer.score import Outcome

# What XML 1.0 cannot hold however it is escaped, and `neutral` leaves: lone surrogates and two that are no characters.
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def to_junit(report: Report) -> str:
    """XML that ends with a line feed."""
    root = Element("testsuites", name=_text(wording.title(report)))
    cases = [_case(report, document) for document in report.documents]
    documents = _suite(root, "documents", cases)
    properties = Element("properties")
    for name, value in _properties(report):
        SubElement(properties, "property", name=name, value=_text(value))
    documents.insert(0, properties)
    if report.gate:
        _suite(root, "gate", list(_conditions(report, report.gate)))
    for total in ("tests", "failures", "errors", "skipped"):
        root.set(total, str(sum(int(suite.get(total, "0")) for suite in root)))
    indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}\n'


def _suite(root: Element, name: str, cases: Sequence[Element]) -> Element:
    def having(kind: str) -> str:
        return str(sum(case.find(kind) is not None for case in cases))

    suite = SubElement(root, "testsuite", name=name, tests=str(len(cases)))
    for total, kind in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(total, having(kind))
    suite.extend(cases)
    return suite


def _properties(report: Report) -> list[tuple[str, str]]:
    """How the run was made, its outcomes and its figures; a figure without data is left out."""
    head = report.sheet.head
    made = {"engine": head.engine, "model": head.model, "prompt": head.prompt, "prompt_sha256": head.prompt_sha256}
    known = [(name, value) for name, value in made.items() if value]
    figures = report.sheet.totals.figures().items()
    return [*known, ("gold", head.gold), *((name, f"{value:g}") for name, value in figures if value is not None)]


def _case(report: Report, document: DocumentReport) -> Element:
    seconds = sum(run.entry.seconds for run in document.case.runs)
    case = Element("testcase", classname="documents", name=_text(one_line(document.name)), time=f"{seconds:.3f}")
    if document.case.scored:
        _failures(case, document)
    else:
        first = document.unscored[0]
        message = _text(f"{wording.plain(first.outcome)}: {one_line(first.reason)}")
        if first.outcome is Outcome.FAILED:
            SubElement(case, "error", message=message, type="failed")
        else:
            SubElement(case, "skipped", message=message)
    if told := _output(report, document):
        SubElement(case, "system-out").text = _text("\n".join(told))
    return case


def _failures(case: Element, document: DocumentReport) -> None:
    invented = [f"invented: {one_line(words.text)!r} at {words.start}" for words in document.invented]
    lost = [
        f"lost: {wording.label(change.item.section)}: {one_line(change.item.label)} | "
        f"{one_line(document.sentence(change.item))}"
        for change in document.changes
        if change.kind == LOST
    ]
    if invented or lost:
        message = f"{count(len(invented), 'invented span')}, {count(len(lost), 'entry', 'entries')} lost"
        kind = "invented" if invented else "lost"
        SubElement(case, "failure", message=message, type=kind).text = _text("\n".join([*invented, *lost]))


def _conditions(report: Report, gate: Gate) -> Iterator[Element]:
    """The gate as a whole, and everything in it that could be worse. A figure that cannot be judged is skipped."""
    whole = Element("testcase", classname="gate", name="gate")
    if not gate.passed:
        SubElement(whole, "failure", message=gate.result.value, type=gate.result.value).text = _lines(gate.reasons)
    SubElement(whole, "system-out").text = _lines(gate.notes)
    yield whole
    comparison = report.comparison
    if comparison is None:
        return
    spans = Element("testcase", classname="gate", name="no invented spans")
    if comparison.b.invented:
        message = count(comparison.b.invented, "invented span")
        SubElement(spans, "failure", message=message, type="invented")
    yield spans
    flows = comparison.false_flows
    false = Element("testcase", classname="gate", name="no more false flows")
    if flows.b > flows.a or any(not change.a for change in flows.changed):
        message = f"{wording.number(flows.a)} in A, {wording.number(flows.b)} in B"
        SubElement(false, "failure", message=message, type="false flows")
    yield false
    for figure in comparison.figures:
        case = Element("testcase", classname="gate", name=f"{wording.label(figure.name)} not worse")
        sentence = _text(one_line(figure.sentence))
        if figure.verdict is Verdict.WORSE:
            SubElement(case, "failure", message=sentence, type="worse")
        elif figure.verdict in (Verdict.INSUFFICIENT, Verdict.UNRELIABLE):
            SubElement(case, "skipped", message=f"{figure.verdict.value}: {sentence}")
        yield case


def _output(report: Report, document: DocumentReport) -> list[str]:
    told = []
    if document.case.scored:
        told.append(f"headline {wording.figure(document.headline)}, {wording.wrong(document)}")
        if document.in_part:
            told.append("part of the document was not read")
        repeats = report.sheet.head.repeats
        told += [f"{wording.unscored(one, repeats)}: {one_line(one.reason)}" for one in document.unscored]
    return told


def _lines(told: Sequence[str]) -> str:
    return _text("\n".join(one_line(one) for one in told))


def _text(words: str) -> str:
    """What an XML parser takes and a terminal does not obey."""
    return _NO_XML.sub("\ufffd", neutral(words))
