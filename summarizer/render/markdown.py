"""A brief as Markdown (CommonMark, with the footnotes that GitHub and most editors know)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from summarizer.document import Document
from summarizer.render import wording
from summarizer.render.parts import FlowView, Notice
from summarizer.render.view import View
from summarizer.render.wording import Arrow
from summarizer.schema import Brief
from summarizer.segment.model import Segmentation

ARROWS = {Arrow.ASSERTED: "→", Arrow.SUSPECTED: "⇢", Arrow.DISPUTED: "⇢?", Arrow.DENIED: "↛"}

# Emphasis, code, links, tables, strike-through, mathematics, mentions; the full stop of "www." and the colon of "://",
# because bare addresses become links of their own.
SYNTAX = re.compile(r"[\\`*_{}\[\]|~$@]|(?<=www)\.|:(?=//)", re.IGNORECASE)
HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# What opens a block when words stand at the start of a list entry or a paragraph: "# ", "- ", "+ ", "12. ", "===".
OPENING = re.compile(r"^(\d{1,9}(?=[.)])|(?=[#+=-]))")


def to_markdown(brief: Brief, document: Document, segmentation: Segmentation, *, show_evidence: bool = False) -> str:
    """Markdown that ends with a line feed. Sentences are footnotes, or written out with `show_evidence`.

    Words of the document stay words: neither Markdown nor HTML in them is obeyed.
    """
    return "\n".join(_Writer(View(brief, document, segmentation), show_evidence).lines()).rstrip("\n") + "\n"


def escape(text: str) -> str:
    """Words that Markdown shows as they are. Control characters must be gone already."""
    safe = SYNTAX.sub(lambda found: "\\" + found.group(), text)
    safe = "".join(HTML.get(c, c) for c in safe)
    return OPENING.sub(lambda found: found.group() + "\\", safe)


class _Writer:
    def __init__(self, view: View, show_evidence: bool) -> None:
        self._view = view
        self._show_evidence = show_evidence

    def lines(self) -> Iterator[str]:
        yield f"# {escape(self._view.title)}"
        yield ""
        yield escape("; ".join(self._view.facts))
        for notice in self._view.notices:
            yield from self._notice(notice)
        yield ""
        yield f"**{escape(self._view.headline)}**"
        yield from self._section("Key points")
        for point in self._view.key_points:
            yield f"- {escape(point.text)}{self._refs(point.rest)}"
            yield from self._written_out(point.rest)
        yield from self._section("Claimed flows", empty=not self._view.flows)
        for flow in self._view.flows:
            yield from self._flow(flow)
        yield from self._quotes()
        yield from self._warnings()
        yield from self._doubts()
        yield from self._section("Parties", empty=not self._view.parties)
        yield escape("; ".join(self._view.parties))
        yield from self._dropped()
        yield from self._section("Made by")
        yield escape(self._view.provenance)
        if not self._show_evidence:
            yield from self._footnotes()

    def _notice(self, notice: Notice) -> Iterator[str]:
        yield ""
        yield f"> **{notice.title}:** {escape(notice.text)}"
        if notice.details:
            yield ">"
        for detail in notice.details:
            yield f"> - {escape(detail)}"

    def _flow(self, flow: FlowView) -> Iterator[str]:
        ends = f"{escape(flow.supplier)} {ARROWS[flow.arrow]} {escape(flow.recipient)}"
        yield f"### {flow.id}: {ends} ({flow.standing})"
        yield ""
        yield f"- Stage: {flow.stage}"
        yield f"- What: {escape('; '.join(flow.items))}"
        for claim in flow.claims:
            relayed = f", reported by {escape(claim.reported_by)}" if claim.reported_by else ""
            yield f"- {escape(claim.claimant)} **{claim.stance}**{relayed}{self._refs(claim.rest)}"
            yield from self._written_out(claim.rest)
        yield ""

    def _quotes(self) -> Iterator[str]:
        yield from self._section("Official quotes", empty=not self._view.quotes)
        for quote in self._view.quotes:
            words = " … ".join(f"“{escape(stretch)}”" for stretch in quote.words)
            fragment = " (fragment)" if quote.fragment else ""
            yield f"- {quote.id}: {words} — {escape(quote.speaker)}{fragment}{self._refs(quote.rest)}"
            yield from self._written_out(quote.rest)

    def _warnings(self) -> Iterator[str]:
        yield from self._section("Warnings", empty=not self._view.warnings)
        for warning in self._view.warnings:
            ends = f"{escape(warning.issuer)} to {escape(warning.target)}"
            yield f"- {warning.id}, {warning.kind}: {ends}: {escape(warning.gist)}{self._refs(warning.rest)}"
            yield from self._written_out(warning.rest)

    def _doubts(self) -> Iterator[str]:
        yield from self._section("What is not certain", empty=not self._view.doubts)
        for kind, doubts in self._view.doubts:
            yield f"- {kind}"
            for doubt in doubts:
                # The cue is not set off by asterisks: beside a letter or a full stop they would be read as letters.
                context = escape(doubt.before) + escape(doubt.cue) + escape(doubt.after)
                yield f"  - “{escape(doubt.cue)}” on {doubt.about}: {context}{self._refs(doubt.rest)}"

    def _dropped(self) -> Iterator[str]:
        if not self._view.dropped:
            return
        yield from self._section("Answered and dropped")
        dropped = wording.count(len(self._view.dropped), "answer was", "answers were")
        yield f"{dropped} dropped, and why:"
        yield ""
        for reason in self._view.dropped if self._show_evidence else self._view.dropped_reasons:
            yield f"- {escape(reason)}"

    def _footnotes(self) -> Iterator[str]:
        yield from self._section("Evidence")
        for number in self._view.evidence:
            # A word after the label keeps a sentence in straight quotes from being read as the title of a link.
            yield f"[^S{number}]: Sentence {number}: {escape(self._view.sentence(number))}"
            yield ""

    def _section(self, name: str, *, empty: bool = False) -> Iterable[str]:
        return ("", f"## {name}", "", *((f"_{self._view.nothing}_",) if empty else ()))

    def _refs(self, rest: tuple[int, ...]) -> str:
        if self._show_evidence:
            return "".join(f" \\[S{number}\\]" for number in rest)
        return "".join(f" [^S{number}]" for number in rest)

    def _written_out(self, rest: tuple[int, ...]) -> Iterator[str]:
        if self._show_evidence:
            for number in rest:
                yield f"  - S{number}: {escape(self._view.sentence(number))}"
