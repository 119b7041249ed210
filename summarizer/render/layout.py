"""The lines of a brief on a terminal or a sheet of plain text, before wrapping and colour.

Plain text and colours are made from the same lines, so that the two cannot tell different stories.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.render import wording
from summarizer.render.parts import DoubtView, FlowView
from summarizer.render.view import View
from summarizer.render.wording import Arrow

ARROWS = {Arrow.ASSERTED: "──▶", Arrow.SUSPECTED: "┈┈▶", Arrow.DISPUTED: "╌?╌▶", Arrow.DENIED: "╌x╌▶"}

Part = tuple[str, str]
"""Words and the name of their style, "" for none."""


@dataclass(frozen=True)
class Line:
    """One paragraph at `indent` cells; with a `label` in its margin, its words hang `width` cells further in."""

    parts: tuple[Part, ...] = ()
    indent: int = 0
    label: str = ""
    width: int = 0


def lines(view: View, *, show_evidence: bool) -> Iterator[Line]:
    """The whole brief. With `show_evidence`, sentences and dropped answers are written out where they belong."""
    yield from _top(view)
    yield from _key_points(view, show_evidence)
    yield from _flows(view, show_evidence)
    yield from _quotes(view, show_evidence)
    yield from _warnings(view, show_evidence)
    yield from _doubts(view)
    yield from _parties(view)
    yield from _dropped(view, show_evidence)
    if not show_evidence:
        yield from _section("Evidence")
        for number in view.evidence:
            yield _sentence(view, number, 2)
    yield from _section("Made by")
    yield Line(((view.provenance, "dim"),), indent=2)


def _top(view: View) -> Iterator[Line]:
    yield Line(((view.title, "title"),))
    yield Line((("; ".join(view.facts), "dim"),))
    for notice in view.notices:
        yield Line()
        yield Line(((f"{notice.title}: ", "notice"), (notice.text, "")))
        for detail in notice.details:
            yield Line(((detail, ""),), indent=2, label="-", width=2)
    yield Line()
    yield Line(((view.headline, "headline"),))


def _key_points(view: View, show_evidence: bool) -> Iterator[Line]:
    yield from _section("Key points")
    for point in view.key_points:
        yield Line(((point.text, ""), _refs(point.rest)), indent=2, label="-", width=2)
        yield from _written_out(view, point.rest, show_evidence)


def _flows(view: View, show_evidence: bool) -> Iterator[Line]:
    yield from _section("Claimed flows")
    if not view.flows:
        yield Line(((view.nothing, "dim"),), indent=2)
    for at, flow in enumerate(view.flows):
        if at:
            yield Line()
        yield _flow_line(flow)
        yield Line(((flow.stage, ""),), indent=6, label="stage", width=6)
        yield Line((("; ".join(flow.items), ""),), indent=6, label="what", width=6)
        for claim in flow.claims:
            relayed = f", reported by {claim.reported_by}" if claim.reported_by else ""
            words = ((claim.claimant, "name"), (f" {claim.stance}", "stance"), (relayed, ""), _refs(claim.rest))
            yield Line(words, indent=6, label="-", width=2)
            yield from _written_out(view, claim.rest, show_evidence)


def _flow_line(flow: FlowView) -> Line:
    style = flow.arrow.value
    ends = ((flow.supplier, "name"), (f" {ARROWS[flow.arrow]} ", style), (flow.recipient, "name"))
    return Line((*ends, (f"  [{flow.standing}]", style)), indent=2, label=flow.id, width=4)


def _quotes(view: View, show_evidence: bool) -> Iterator[Line]:
    yield from _section("Official quotes")
    if not view.quotes:
        yield Line(((view.nothing, "dim"),), indent=2)
    for quote in view.quotes:
        words = " … ".join(f"“{stretch}”" for stretch in quote.words)
        yield Line(((words, ""),), indent=2, label=quote.id, width=4)
        fragment = (" (fragment)", "dim") if quote.fragment else ("", "")
        yield Line(((quote.speaker, "name"), fragment, _refs(quote.rest)), indent=6, label="—", width=2)
        yield from _written_out(view, quote.rest, show_evidence)


def _warnings(view: View, show_evidence: bool) -> Iterator[Line]:
    yield from _section("Warnings")
    if not view.warnings:
        yield Line(((view.nothing, "dim"),), indent=2)
    for warning in view.warnings:
        ends = ((warning.issuer, "name"), (" to ", ""), (warning.target, "name"))
        words = ((f"{warning.kind}: ", "stance"), *ends, (f": {warning.gist}", ""), _refs(warning.rest))
        yield Line(words, indent=2, label=warning.id, width=4)
        yield from _written_out(view, warning.rest, show_evidence)


def _doubts(view: View) -> Iterator[Line]:
    yield from _section("What is not certain")
    if not view.doubts:
        yield Line(((view.nothing, "dim"),), indent=2)
    for kind, doubts in view.doubts:
        yield Line(((kind, "stance"),), indent=2)
        for doubt in doubts:
            yield _doubt_line(doubt)


def _doubt_line(doubt: DoubtView) -> Line:
    context = ((doubt.before, ""), (doubt.cue, "cue"), (doubt.after, ""))
    about = (f"on {doubt.about}: ", "dim")
    return Line(((f"“{doubt.cue}” ", "cue"), about, *context, _refs(doubt.rest)), indent=4, label="-", width=2)


def _parties(view: View) -> Iterator[Line]:
    yield from _section("Parties")
    yield Line((("; ".join(view.parties) or view.nothing, ""),), indent=2)


def _dropped(view: View, show_evidence: bool) -> Iterator[Line]:
    if not view.dropped:
        return
    yield from _section("Answered and dropped")
    dropped = wording.count(len(view.dropped), "answer was", "answers were")
    yield Line(((f"{dropped} dropped, and why:", ""),), indent=2)
    for reason in view.dropped if show_evidence else view.dropped_reasons:
        yield Line(((reason, ""),), indent=2, label="-", width=2)


def _section(name: str) -> Iterator[Line]:
    yield Line()
    yield Line(((name.upper(), "section"),))


def _refs(rest: tuple[int, ...]) -> Part:
    return "".join(f" [S{number}]" for number in rest), "ref"


def _written_out(view: View, rest: tuple[int, ...], show_evidence: bool) -> Iterator[Line]:
    if show_evidence:
        for number in rest:
            yield _sentence(view, number, 8)


def _sentence(view: View, number: int, indent: int) -> Line:
    return Line(((view.sentence(number), "dim"),), indent=indent, label=f"S{number}", width=5)
