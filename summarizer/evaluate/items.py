"""The entries of gold and of a brief, one by one: which were found, which were missed, which are spurious.

The figures count; a person who changes a prompt wants to see this flow and that quotation, with their sentences.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from summarizer.evaluate.cases import Case, Run
from summarizer.schema import ArmsFlow, Brief, Span
from summarizer.score import Section

SHOWN = tuple(Section)
"""Sections in the order in which their entries are shown."""

Place = tuple[int, int]
"""Half-open range of code points in the document's text."""


@dataclass(frozen=True)
class Item:
    """One entry of one section: `label` says what it claims, `places` where it stands, `words` the first of those."""

    section: Section
    label: str
    places: tuple[Place, ...]
    words: str


@dataclass(frozen=True)
class Found:
    """A gold entry and the predicted entry that it is paired with."""

    gold: Item
    predicted: Item


@dataclass(frozen=True)
class Items:
    """The entries of one section of one run."""

    found: tuple[Found, ...]
    missed: tuple[Item, ...]
    spurious: tuple[Item, ...]


@dataclass(frozen=True)
class Change:
    """One entry that two runs treat differently.

    `lost`: gold that the first run found and the second did not; `won`: the reverse; `new_spurious` and
    `dropped_spurious`: entries that are not gold, in the second run only or in the first only. With repeats, the shares
    `a` and `b` of repeats that hold the entry tell how often.
    """

    case: str
    kind: str
    item: Item
    a: float
    b: float


LOST, WON, NEW_SPURIOUS, DROPPED_SPURIOUS = "lost", "won", "new spurious", "dropped spurious"


def items(gold: Brief, run: Run) -> Mapping[Section, Items]:
    """The entries of one scored run; empty when it was not scored, or has invented spans and so no readable brief.

    `flow_stage` and `items` ask only about flows that were found, as their figures do.
    """
    if run.brief is None:
        return {}
    scored = run.score.sections
    flows = scored[Section.FLOWS].pairs
    shown: dict[Section, Items] = {}
    for section in SHOWN:
        pairs = scored[section].pairs
        asked = _asked(section, gold, 0, flows), _asked(section, run.brief, 1, flows)
        ours, theirs = list(entries(section, gold)), list(entries(section, run.brief))
        first, second = {i for i, _ in pairs}, {j for _, j in pairs}
        shown[section] = Items(
            found=tuple(Found(ours[i], theirs[j]) for i, j in pairs),
            missed=tuple(ours[i] for i in asked[0] if i not in first),
            spurious=tuple(theirs[j] for j in asked[1] if j not in second),
        )
    return shown


def changes(a: Case, b: Case) -> Iterator[Change]:
    """What two runs of one case treat differently, gold entries first, in the order of the sections.

    Nothing, when one of the two has no answer to show: a refusal loses no entries, it is an outcome of its own.
    """
    if not (readable(a) and readable(b)):
        return
    before, after = _shares(a), _shares(b)
    for side, words in ((0, (LOST, WON)), (1, (DROPPED_SPURIOUS, NEW_SPURIOUS))):
        keys = dict.fromkeys([*before[side], *after[side]])
        for item, nth in sorted(keys, key=lambda key: (SHOWN.index(key[0].section), key[0].places)):
            share = before[side].get((item, nth), 0.0), after[side].get((item, nth), 0.0)
            if share[0] != share[1]:
                yield Change(a.name, words[share[1] > share[0]], item, *share)


def readable(case: Case) -> tuple[Run, ...]:
    """The scored repeats whose entries can be shown: all but those with an invented span."""
    return tuple(run for run in case.scored if run.brief is not None)


Key = tuple[Item, int]
"""An entry, and which of several that look alike it is (two flows between the same parties may share an item)."""


def _shares(case: Case) -> tuple[dict[Key, float], dict[Key, float]]:
    """Of every entry, the share of repeats that found it (gold), and that made it up (predicted)."""
    found: Counter[Key] = Counter()
    spurious: Counter[Key] = Counter()
    runs = readable(case)
    for run in runs:
        for section in items(case.gold.brief, run).values():
            found.update(told_apart(pair.gold for pair in section.found))
            spurious.update(told_apart(section.spurious))
    return {key: n / len(runs) for key, n in found.items()}, {key: n / len(runs) for key, n in spurious.items()}


def told_apart(alike: Iterable[Item]) -> Iterator[Key]:
    """The entries of one side of a section, with those that look alike numbered from 0."""
    seen: Counter[Item] = Counter()
    for item in alike:
        yield item, seen[item]
        seen[item] += 1


def _asked(section: Section, brief: Brief, side: int, flows: Iterable[tuple[int, int]]) -> list[int]:
    """Positions of the entries that the section's figure asks about."""
    if section is Section.FLOW_STAGE:
        return sorted(pair[side] for pair in flows)
    if section is Section.ITEMS:
        first = [sum(len(f.items) for f in brief.arms_flows[:n]) for n in range(len(brief.arms_flows))]
        chosen = sorted(pair[side] for pair in flows)
        return [first[n] + k for n in chosen for k in range(len(brief.arms_flows[n].items))]
    return list(range(sum(1 for _ in entries(section, brief))))


def entries(section: Section, brief: Brief) -> Iterator[Item]:
    """The entries of one section, in the order in which the scorer counts them."""
    names = {p.id: p.name for p in brief.parties}

    def name(party: str | None) -> str:
        return names.get(party or "", "(nobody)")

    def flow(f: ArmsFlow) -> str:
        return f"{name(f.supplier)} -> {name(f.recipient)}"

    def item(label: str, spans: Iterable[Span]) -> Item:
        spans = tuple(spans)
        return Item(section, label, tuple((s.start, s.end) for s in spans), spans[0].text if spans else "")

    match section:
        case Section.PARTIES:
            for p in brief.parties:
                yield item(f"{p.name} ({p.kind.value})", p.mentions)
        case Section.FLOWS:
            for f in brief.arms_flows:
                things = ", ".join(i.span.text for i in f.items)
                yield item(f"{flow(f)}, {f.stage.value}: {things}", _evidence(f))
        case Section.FLOW_STAGE:
            for f in brief.arms_flows:
                yield item(f"{flow(f)}: {f.stage.value}", _evidence(f))
        case Section.ITEMS:
            for f in brief.arms_flows:
                for i in f.items:
                    yield item(f"{flow(f)}: {i.span.text}", (i.span,))
        case Section.CLAIMS:
            for f in brief.arms_flows:
                for c in f.claims:
                    yield item(f"{name(c.claimant)} {c.stance.value}: {flow(f)}, {f.stage.value}", c.evidence)
        case Section.QUOTES:
            for q in brief.official_quotes:
                yield item(" ... ".join(s.text for s in q.spans), q.spans)
        case Section.SPEAKERS:
            for q in brief.official_quotes:
                yield item(f"{name(q.speaker)}: {q.spans[0].text}", q.spans)
        case Section.WARNINGS:
            for w in brief.warnings:
                yield item(f"{w.kind.value}, {name(w.issuer)} -> {name(w.target)}", w.evidence)
        case Section.UNCERTAINTY:
            for u in brief.uncertainty:
                yield item(f"{u.kind.value}: {u.cue.text}", (u.sentence,))


def _evidence(flow: ArmsFlow) -> Iterator[Span]:
    yield from dict.fromkeys(span for claim in flow.claims for span in claim.evidence)
