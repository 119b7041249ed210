"""The network's reading laid over the rules' findings: flows it adds, claims it adds, and flows it does not believe."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from summarizer.annotate import Annotations
from summarizer.annotate.flows.cast import Cast
from summarizer.annotate.flows.claims import candidates, who_says
from summarizer.annotate.flows.merge import UNATTRIBUTED, Merger, Said
from summarizer.annotate.model import FlowCandidate
from summarizer.judge.bars import BARS, Bars
from summarizer.judge.flagged import with_flagged
from summarizer.judge.hearing import Hearing
from summarizer.judge.network import Network
from summarizer.judge.spoken import Spoken
from summarizer.judge.taking_part import chances, recast
from summarizer.judge.tellings import NOBODY, Page, Telling
from summarizer.judge.warned import with_warned
from summarizer.judge.window import Frames
from summarizer.schema import Stage

ACCUSING = re.compile(r"\b(?:accus|alleg|concern|condemn|critici|warn|blam|fear|alarm)\w*", re.IGNORECASE)


Pair = tuple[int | None, int | None]


@dataclass(frozen=True)
class Combiner:
    """One document's reading, ready to be laid over the rules' findings."""

    frames: Frames
    pages: Sequence[Page]
    network: Network
    bars: Bars = BARS

    @property
    def text(self) -> str:
        return self.frames.text

    @property
    def annotations(self) -> Annotations:
        return self.frames.annotations

    def combined(self) -> Annotations:
        """The annotations with the flows, warnings, flags and parties of both."""
        found = self.annotations
        cast = Cast.of(found.everyone)
        headings = frozenset(s.number for s in self.frames.segmentation.sentences if s.heading)
        merger = Merger(self.text, {m.number: m for m in found.materiel}, headings, cast.kin(), apart=True)
        page = {p.window.sentence: p for p in self.pages}
        said = who_says(found.attributions)
        hearing = Hearing(self.frames, page, self.network, self.bars, said)
        standing = [f for f in found.flows if self._believed(f, page)]
        moves = [m for f in standing for m in hearing.answers(f)]
        told = {
            n: self._told(own, cast, standing, said.get(n, UNATTRIBUTED))
            for n, own in page.items()
            if n not in found.instructions
        }
        stages = staged([t for own in told.values() for t in own], standing, self.bars.alike)
        for n, own in told.items():
            for telling in own:
                settled = replace(telling, stage=stages[n, telling.pair])
                moves += hearing.moves(settled, self._items(telling, own, page[n]))
        flows = merger.merge(moves, [hearing.flow(f) for f in standing])
        hearing.add_replies(flows)
        doubts = {(f.supplier, f.recipient, f.stage): f.doubts - self._settled(f, page) for f in standing}
        made = [
            replace(f, doubts=doubts.get((f.supplier, f.recipient, f.stage), frozenset()))
            for f in candidates(flows, merger)
        ]
        found = with_warned(found, self.pages, self.network, self.bars.warning)
        found = with_flagged(found, self.pages, self.network, self.bars.flag)
        spoken = Spoken.of(self.text, self.frames.segmentation, found, self.pages, self.network, self.bars)
        found = replace(found, quotes=spoken.quotes())
        return recast(found, [f for f in made if f.claims], chances(self.pages, self.network), self.bars)

    def _believed(self, flow: FlowCandidate, page: dict[int, Page]) -> bool:
        """Whether the network finds the flow likely enough in any sentence that the rules found it in. A list ("to A
        and B") says little of each of its members: they stand or fall together."""
        evidence = {n for c in flow.claims for n in c.evidence}
        ends = {flow.supplier, flow.recipient} - {None}
        listed = [
            f
            for f in self.annotations.flows
            if f.stage is flow.stage
            and len(ends & {f.supplier, f.recipient}) == 1
            and evidence & {n for c in f.claims for n in c.evidence}
        ]
        chances = []
        for sentence in evidence:
            own = page.get(sentence)
            told = [own.chance(f.supplier, f.recipient) for f in (flow, *listed)] if own else [None]
            if told[0] is None:
                return True
            chances += [chance for chance in told if chance is not None]
        rivals = any(self._rivals(flow, page[n]) for n in evidence)
        return max(chances) >= (self.bars.beside if rivals else self.bars.kept)

    def _rivals(self, flow: FlowCandidate, page: Page) -> bool:
        """Whether the network is sure, in a sentence of a flow, of another one that shares an end with it and that the
        rules did not find: then one of the two has a wrong end."""
        found = {(f.supplier, f.recipient) for f in self.annotations.flows}
        return any(
            t.pair not in found
            and None not in t.pair
            and (t.supplier == flow.supplier) != (t.recipient == flow.recipient)
            for t in page.tellings(self.bars.rival)
        )

    def _settled(self, flow: FlowCandidate, page: dict[int, Page]) -> frozenset[str]:
        """The doubts of the rules that the network does not share: nobody needs to be asked about those."""
        settled: set[str] = set()
        for sentence in {n for c in flow.claims for n in c.evidence}:
            own = page.get(sentence)
            if own is None or (own.chance(flow.supplier, flow.recipient) or 0.0) < self.bars.sure:
                continue
            settled |= {"flow", "supplier", "recipient"}
            if own.stage(flow.supplier, flow.recipient) is flow.stage:
                settled.add("stage")
            heard = {v.claimant for v in own.voices(self.network, flow.supplier, flow.recipient, self.bars.voice)}
            if heard & {c.claimant for c in flow.claims if sentence in c.evidence}:
                settled.add("claimant")
        return frozenset(settled)

    def _told(self, page: Page, cast: Cast, standing: Sequence[FlowCandidate], said: Said) -> list[Telling]:
        """The pairs that this sentence tells of: both ends named, and no pair both ways.
        Where the rules found a flow, whoever says so is not taken for an end of another one, and of several who give
        together, or get together, none gives to the other."""
        here = page.window.sentence
        known = [f for f in standing if any(here in c.evidence for c in f.claims)]
        taken = [Telling(here, f.supplier, f.recipient, 1.0, f.stage) for f in known]
        rules = len(taken)
        speaks = {cast.end(said.claimant)} if said.claimant is not None and taken else set()
        apart = self._accuses(here, cast) | speaks
        sides = [{f.supplier for f in known} - {None}, {f.recipient for f in known} - {None}]
        for telling in page.tellings(self.bars.whole if standing or self._several else self.bars.first):
            ended = _ended(telling, cast)
            if ended is None or any(n is None or n in apart for n in ended.pair):
                continue
            if any(side.issuperset(ended.pair) for side in sides):
                continue
            if ended.chance < self._bar(telling, ended, taken, page):
                continue
            if not any(t.pair in (ended.pair, ended.pair[::-1]) for t in taken):
                taken.append(ended)
        return taken[rules:]

    @cached_property
    def _several(self) -> bool:
        """Whether more than one sentence tells of a movement between two named parties."""
        told = (p for p in self.pages if any(None not in t.pair for t in p.tellings(self.bars.whole)))
        return next(told, None) is not None and next(told, None) is not None

    def _bar(self, telling: Telling, ended: Telling, taken: Sequence[Telling], page: Page) -> float:
        """How likely a pair must be here: the more, the less the sentence itself says of it."""
        bar = self.bars.whole
        named = [self._named(n, page) for n in telling.pair]
        for other in taken:
            if not set(ended.pair) & set(other.pair):
                continue
            # Beside a likelier pair, an end that the sentence does not name comes from some other story.
            apart = [here for n, here in zip(ended.pair, named, strict=True) if n not in other.pair]
            bar = max(bar, self.bars.second if all(apart) else self.bars.other)
        return max(bar, self.bars.far) if not any(named) else bar

    @staticmethod
    def _named(party: int | None, page: Page) -> bool:
        slot = page.slot(party)
        return slot is not None and slot != NOBODY and page.encoded.inside[slot]

    def _accuses(self, sentence: int, cast: Cast) -> frozenset[int]:
        """Who voices concern, warns or accuses in a sentence: no end of what it tells of others."""
        found = set()
        for said in self.annotations.attributions:
            if said.sentence == sentence and said.claimant is not None and said.start is not None:
                words = self.text[said.start : (said.end or said.start) + 30]
                if ACCUSING.search(words) and (end := cast.end(said.claimant)) is not None:
                    found.add(end)
        return frozenset(found)

    def _items(self, telling: Telling, told: Sequence[Telling], page: Page) -> tuple[int, ...]:
        """The goods of this sentence, else of the nearest before it; of several pairs each has those nearest to it."""
        goods = [m for m in self.annotations.materiel if m.sentence == telling.sentence]
        if not goods:
            near = [m for m in self.annotations.materiel if 0 < telling.sentence - m.sentence <= 2]
            last = max((m.sentence for m in near), default=0)
            return tuple(m.number for m in near if m.sentence == last)
        if len(told) == 1:
            return tuple(m.number for m in goods)
        return tuple(
            m.number for m in goods if min(told, key=lambda t: self._distance(t, m.start)) is telling
        ) or tuple(m.number for m in goods[:1])

    def _distance(self, telling: Telling, place: int) -> int:
        far = len(self.text)
        everyone = self.annotations.everyone
        apart = [
            min((abs(m.start - place) for m in everyone[n - 1].mentions if m.sentence == telling.sentence), default=far)
            for n in telling.pair
            if n is not None
        ]
        return sum(apart)


def staged(told: Sequence[Telling], standing: Sequence[FlowCandidate], alike: float) -> dict[tuple[int, Pair], Stage]:
    """The stage of each telling, by sentence and pair: that of a clearer telling of the pair, or of a flow of the
    rules, if it is at least as likely as `alike` here; else the likeliest."""
    known: dict[Pair, list[Stage]] = {}
    for flow in standing:
        known.setdefault((flow.supplier, flow.recipient), []).append(flow.stage)
    stages = {}
    for telling in sorted(told, key=lambda t: -t.chance * t.stages.get(t.stage, 1.0)):
        likely = [s for s in known.get(telling.pair, ()) if telling.stages.get(s, 0.0) >= alike]
        stage = max(likely, key=telling.stages.__getitem__, default=telling.stage)
        stages[telling.sentence, telling.pair] = stage
        known.setdefault(telling.pair, []).append(stage)
    return stages


def _ended(telling: Telling, cast: Cast) -> Telling | None:
    """The telling with ends that may stand there: a minister's country for the minister; None when one may not."""
    ends = [None if n is None else cast.end(n) for n in telling.pair]
    if any(e is None and n is not None for e, n in zip(ends, telling.pair, strict=True)) or ends[0] == ends[1]:
        return None
    if ends[0] is not None and ends[1] is not None and cast.same_house(ends[0], ends[1]):
        return None
    return replace(telling, supplier=ends[0], recipient=ends[1])
