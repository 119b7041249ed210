"""The words of a brief, part by part, as they are searched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from summarizer.schema import ArmsFlow, Brief, Span

GAP = " … "


def passages(brief: Brief) -> Iterator[tuple[str, str]]:
    """Place and words: "headline", key points K1.., flows F1.., quotations Q1.., warnings W1..

    Names of parties stand before the evidence, which may call them otherwise ("Pyongyang").
    """
    names = {p.id: p.name for p in brief.parties}
    yield "headline", brief.headline
    for number, point in enumerate(brief.key_points, start=1):
        yield f"K{number}", point.text
    for flow in brief.arms_flows:
        yield flow.id, f"{_movement(flow, names)}: {_words(span for c in flow.claims for span in c.evidence)}"
    for quote in brief.official_quotes:
        speaker = quote.speaker_name or names.get(quote.speaker or "") or "Speaker not named"
        yield quote.id, f"{speaker}: {_words(quote.spans)}"
    for warning in brief.warnings:
        yield warning.id, f"{warning.gist}: {_words(warning.evidence)}"


def _movement(flow: ArmsFlow, names: dict[str, str]) -> str:
    """ "Norland → Sudria, rocket launchers" """
    supplier, recipient = (names.get(party or "", "not named") for party in (flow.supplier, flow.recipient))
    items = ", ".join(item.span.text for item in flow.items)
    return f"{supplier} → {recipient}" + (f", {items}" if items else "")


def _words(spans: Iterable[Span]) -> str:
    """Each stretch once, in text order."""
    once = {(span.start, span.end): span.text for span in spans}
    return GAP.join(once[place] for place in sorted(once))
