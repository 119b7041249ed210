"""Run an engine over gold, score it, and say what it missed and what it made up."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Unpack

from summarizer import api
from summarizer.errors import EngineError, RefusedError
from summarizer.evaluate.gold import Gold
from summarizer.schema import Brief
from summarizer.score import DocumentScore, Outcome, Section, score_document


@dataclass(frozen=True)
class Scored:
    """One gold document, the brief an engine made of it (None when it failed), and the score."""

    gold: Gold
    brief: Brief | None
    score: DocumentScore


def run(gold: list[Gold], **options: Unpack[api.Options]) -> Iterator[Scored]:
    """Score an engine document by document; a refusal or failure is an outcome of its own, never an empty answer."""
    for one in gold:
        brief: Brief | None = None
        predicted: Brief | Outcome
        try:
            predicted = brief = asyncio.run(api.asummarize(one.document, **options))
        except RefusedError:
            predicted = Outcome.REFUSED
        except EngineError:
            predicted = Outcome.FAILED
        yield Scored(one, brief, score_document(one.brief, predicted, one.document.text))


def differences(scored: Scored) -> Iterator[str]:
    """A line for every entry of the gold that was missed (-) and every entry of the brief that is not gold (+)."""
    if scored.brief is None:
        return
    for section, counts in scored.score.sections.items():
        if section in (Section.FLOW_STAGE, Section.ITEMS):
            continue
        sides = (("-", scored.gold.brief, 0), ("+", scored.brief, 1))
        for sign, brief, side in sides:
            paired = {pair[side] for pair in counts.pairs}
            for index, line in enumerate(_lines(section, brief)):
                if index not in paired:
                    yield f"{scored.gold.name:24} {section.value:12} {sign} {line}"


def _lines(section: Section, brief: Brief) -> list[str]:
    """The entries of one section as lines, in the order in which the scorer counts them."""
    names = {p.id: p.name for p in brief.parties}

    def name(party: str | None) -> str:
        return names.get(party or "", "(none)")

    match section:
        case Section.PARTIES:
            return [f"{p.name} ({p.kind.value}): {', '.join(m.text for m in p.mentions)}" for p in brief.parties]
        case Section.FLOWS:
            return [
                f"{name(f.supplier)} -> {name(f.recipient)}, {f.stage.value}, "
                f"{', '.join(i.span.text for i in f.items)} | {f.claims[0].evidence[0].text[:120]}"
                for f in brief.arms_flows
            ]
        case Section.CLAIMS:
            return [
                f"{name(f.supplier)} -> {name(f.recipient)}, {f.stage.value}: {name(c.claimant)} {c.stance.value} "
                f"| {c.evidence[0].text[:100]}"
                for f in brief.arms_flows
                for c in f.claims
            ]
        case Section.QUOTES | Section.SPEAKERS:
            return [f"{name(q.speaker)}: {q.spans[0].text[:100]}" for q in brief.official_quotes]
        case Section.WARNINGS:
            return [
                f"{w.kind.value}, {name(w.issuer)} -> {name(w.target)} | {w.evidence[0].text[:120]}"
                for w in brief.warnings
            ]
        case Section.UNCERTAINTY:
            return [f"{u.kind.value}: {u.cue.text} | {u.sentence.text[:120]}" for u in brief.uncertainty]
    return []
