"""The network's reading laid over the rules' findings: flows it adds, claims it adds, and flows it does not believe."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from summarizer.annotate import Annotations
from summarizer.annotate.flows.cast import CLAIMANTS, Cast
from summarizer.annotate.flows.claims import candidates, who_says
from summarizer.annotate.flows.merge import UNATTRIBUTED, Flow, Merger, Move, Said
from summarizer.annotate.model import FlowCandidate, PartyCandidate
from summarizer.judge.bars import BARS, NEVER, Bars
from summarizer.judge.network import Network
from summarizer.judge.tellings import NOBODY, Page, Telling, Voice
from summarizer.schema import ClaimantKind, PartyKind, Stance
from summarizer.segment import Segmentation

FOR_IT = (Stance.ASSERTS, Stance.SUSPECTS)
ACCUSING = re.compile(r"\b(?:accus|alleg|concern|condemn|critici|warn|blam|fear|alarm)\w*", re.IGNORECASE)
AFTER = 2
"""How many sentences after a flow's last evidence an answer to it is looked for."""


@dataclass(frozen=True)
class Combiner:
    """One document's reading, ready to be laid over the rules' findings."""

    text: str
    segmentation: Segmentation
    annotations: Annotations
    pages: Sequence[Page]
    network: Network
    bars: Bars = BARS

    def combined(self) -> Annotations:
        """The annotations with the flows of both."""
        found = self.annotations
        cast = Cast.of(found.everyone)
        headings = frozenset(s.number for s in self.segmentation.sentences if s.heading)
        merger = Merger(self.text, {m.number: m for m in found.materiel}, headings, cast.kin())
        said = who_says(found.attributions)
        page = {p.window.sentence: p for p in self.pages}
        standing = [f for f in found.flows if self._believed(f, page)]
        flows = [self._flow(f, page, said) for f in standing]
        moves = [m for f in standing for m in self._answers(f, page, cast, said)]
        for sentence, own in page.items():
            if sentence in found.instructions:
                continue
            told = list(self._told(own, cast, standing, said.get(sentence, UNATTRIBUTED)))
            for telling in told:
                items = self._items(telling, told, own)
                moves += self._moves(telling, items, page, cast, said)
        flows = merger.merge(moves, flows)
        doubts = {(f.supplier, f.recipient, f.stage): f.doubts - self._settled(f, page) for f in standing}
        made = [
            replace(f, doubts=doubts.get((f.supplier, f.recipient, f.stage), frozenset()))
            for f in candidates(flows, merger)
        ]
        return _with_flows(found, [f for f in made if f.claims])

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
        return max(chances) >= self.bars.kept

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

    def _flow(self, flow: FlowCandidate, page: dict[int, Page], said: dict[int, Said]) -> Flow:
        """A flow of the rules as the moves that make it. What the rules took for the outlet's own words is given to
        whom the network clearly hears."""
        flowing = Flow(flow.supplier, flow.recipient, flow.stage)
        for claim in flow.claims:
            for n in claim.evidence:
                whose = Said(claim.claimant, claim.kind, claim.reported_by)
                own = page.get(n)
                if claim.claimant is None and own is not None and self.bars.answer < 1:
                    voices = own.voices(self.network, *flowing.pair, 0.0)
                    outlet = next((v.chance for v in voices if v.claimant is None), 1.0)
                    top = next((v for v in voices if v.claimant is not None and self._may_claim(v)), None)
                    if top is not None and top.chance >= self.bars.answer and outlet < 0.3:
                        whose = self._said(top, n, said.get(n, UNATTRIBUTED))
                move = Move(n, *flowing.pair, flow.stage, claim.stance, flow.items, whose, flow.doubts)
                flowing.moves.append(move)
        return flowing

    def _told(self, page: Page, cast: Cast, standing: Sequence[FlowCandidate], said: Said) -> Iterable[Telling]:
        """The pairs that this sentence tells of: no pair both ways, and a nameless end only where no named one fits.
        Where the rules found a flow, whoever says so is not taken for an end of another one."""
        here = page.window.sentence
        known = [f for f in standing if any(here in c.evidence for c in f.claims)]
        taken = [Telling(here, f.supplier, f.recipient, 1.0, f.stage) for f in known]
        rules = len(taken)
        speaks = {cast.end(said.claimant)} if said.claimant is not None and taken else set()
        apart = self._accuses(here, cast) | speaks
        for telling in page.tellings(min(self.bars.whole, self.bars.half)):
            ended = _ended(telling, cast)
            if ended is None:
                continue
            a, b = ended.pair
            if any(n is not None and n in apart for n in ended.pair):
                continue
            if None in ended.pair:
                if ended.chance < self.bars.half or any(
                    a in (None, t.supplier) and b in (None, t.recipient) for t in taken
                ):
                    continue
            elif ended.chance < self._bar(telling, ended, taken, page):
                continue
            if any(t.pair in (ended.pair, (b, a)) for t in taken):
                continue
            taken.append(ended)
        whole = [t for t in taken if None not in t.pair]
        for telling in taken[rules:]:
            a, b = telling.pair
            covered = any(t is not telling and a in (None, t.supplier) and b in (None, t.recipient) for t in whole)
            if not covered:
                yield telling

    def _bar(self, telling: Telling, ended: Telling, taken: Sequence[Telling], page: Page) -> float:
        """How likely a pair must be here: the more, the less the sentence itself says of it."""
        bar = self.bars.whole
        named = [self._named(n, page) for n in telling.pair]
        for other in taken:
            if not set(ended.pair) & set(other.pair):
                continue
            # Beside a likelier pair, an end that the sentence does not name comes from some other story.
            apart = [here for n, here in zip(ended.pair, named, strict=True) if n not in other.pair]
            bar = max(bar, self.bars.second if all(apart) else NEVER)
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
        apart = [
            min((abs(m.start - place) for m in self._party(n).mentions if m.sentence == telling.sentence), default=far)
            for n in telling.pair
            if n is not None
        ]
        return sum(apart)

    def _party(self, number: int) -> PartyCandidate:
        return self.annotations.everyone[number - 1]

    def _moves(
        self, telling: Telling, items: tuple[int, ...], page: dict[int, Page], cast: Cast, said: dict[int, Said]
    ) -> list[Move]:
        own = page[telling.sentence]
        voices = own.voices(self.network, *telling.pair, 0.0)
        heard = self._heard(voices)
        moves = []
        rules = said.get(telling.sentence, UNATTRIBUTED)
        if not heard:
            stance = voices[0].stance if voices and voices[0].stance in FOR_IT else Stance.ASSERTS
            moves.append(self._move(telling, telling.sentence, stance, items, rules))
        for voice in heard:
            moves.append(
                self._move(telling, telling.sentence, voice.stance, items, self._said(voice, telling.sentence, rules))
            )
        moves += self._replies(telling, page, cast, said, {v.claimant for v in heard} or {rules.claimant})
        return moves

    def _answers(self, flow: FlowCandidate, page: dict[int, Page], cast: Cast, said: dict[int, Said]) -> list[Move]:
        """Claims that the rules did not find for a flow of theirs."""
        evidence = sorted({n for c in flow.claims for n in c.evidence})
        telling = Telling(evidence[-1], flow.supplier, flow.recipient, 1.0, flow.stage)
        known = {c.claimant for c in flow.claims}
        moves = [m for n in evidence for m in self._others(telling, n, page, cast, said, known)]
        return moves + self._replies(telling, page, cast, said, known)

    def _replies(
        self, telling: Telling, page: dict[int, Page], cast: Cast, said: dict[int, Said], known: set[int | None]
    ) -> list[Move]:
        """What others say of it in the sentences that follow."""
        after = range(telling.sentence + 1, telling.sentence + 1 + AFTER)
        return [m for n in after for m in self._others(telling, n, page, cast, said, known)]

    def _others(
        self,
        telling: Telling,
        sentence: int,
        page: dict[int, Page],
        cast: Cast,
        said: dict[int, Said],
        known: set[int | None],
    ) -> list[Move]:
        """Who else, beside the `known`, takes a stance in a sentence; they are known from then on."""
        own = page.get(sentence)
        if own is None or sentence in self.annotations.instructions:
            return []
        moves = []
        for voice in own.voices(self.network, *telling.pair, self.bars.answer):
            heard = voice.claimant is None or voice.claimant in known or any(self._one_house(voice, k) for k in known)
            if heard or not self._may_claim(voice):
                continue
            known.add(voice.claimant)
            whose = self._said(voice, sentence, said.get(sentence, UNATTRIBUTED))
            moves.append(self._move(telling, sentence, voice.stance, (), whose))
        return moves

    def _one_house(self, voice: Voice, other: int | None) -> bool:
        """Whether two claimants speak for one country: the more specific of them speaks."""
        if voice.claimant is None or other is None:
            return False
        country = self._party(voice.claimant).country
        return country is not None and country == self._party(other).country

    def _heard(self, voices: Sequence[Voice]) -> list[Voice]:
        """Those who speak: of the voices for it the likeliest, another one only when it is likely by itself; whoever is
        against it beside them. Where somebody is named, the outlet does not speak too."""
        heard: list[Voice] = []
        for voice in voices:
            if voice.chance < self.bars.voice or not self._may_claim(voice):
                continue
            beside = [v for v in heard if v.stance in FOR_IT]
            if any(self._one_house(voice, v.claimant) for v in heard):
                continue
            if voice.stance in FOR_IT and beside:
                outlet = voice.claimant is None or any(v.claimant is None for v in beside)
                if outlet or voice.chance < self.bars.answer:
                    continue
            heard.append(voice)
        return heard

    def _may_claim(self, voice: Voice) -> bool:
        return voice.claimant is None or self._party(voice.claimant).kind is not PartyKind.OTHER

    def _said(self, voice: Voice, sentence: int, rules: Said) -> Said:
        if voice.claimant is None:
            return rules if rules.claimant is not None else UNATTRIBUTED
        if rules.claimant == voice.claimant:
            return rules
        party = self._party(voice.claimant)
        anonymous = any(m.anonymous for m in party.mentions if m.sentence == sentence)
        kind = ClaimantKind.ANONYMOUS_SOURCE if anonymous else CLAIMANTS[party.kind]
        return Said(voice.claimant, kind, rules.reported_by if rules.reported_by != voice.claimant else None)

    @staticmethod
    def _move(telling: Telling, sentence: int, stance: Stance, items: tuple[int, ...], said: Said) -> Move:
        return Move(
            sentence, telling.supplier, telling.recipient, telling.stage, stance, items, said, frozenset({"stage"})
        )


def _ended(telling: Telling, cast: Cast) -> Telling | None:
    """The telling with ends that may stand there: a minister's country for the minister; None when one may not."""
    ends = [None if n is None else cast.end(n) for n in telling.pair]
    if any(e is None and n is not None for e, n in zip(ends, telling.pair, strict=True)) or ends[0] == ends[1]:
        return None
    if ends[0] is not None and ends[1] is not None and cast.same_house(ends[0], ends[1]):
        return None
    return replace(telling, supplier=ends[0], recipient=ends[1])


def _with_flows(found: Annotations, flows: Sequence[FlowCandidate]) -> Annotations:
    """The annotations with these flows, bystanders who take part in one made parties."""
    base = len(found.parties)
    named = {n for f in flows for n in (f.supplier, f.recipient, *(c.claimant for c in f.claims)) if n is not None}
    risen = sorted(n for n in named if n > base)
    number = {n: n for n in range(1, base + 1)} | {old: base + i for i, old in enumerate(risen, 1)}
    rest = [p.number for p in found.bystanders if p.number not in risen]
    number |= {old: base + len(risen) + i for i, old in enumerate(rest, 1)}

    def new(old: int | None) -> int | None:
        return None if old is None else number[old]

    everyone = sorted((replace(p, number=number[p.number]) for p in found.everyone), key=lambda p: p.number)
    parties, bystanders = tuple(everyone[: base + len(risen)]), tuple(everyone[base + len(risen) :])
    made = tuple(
        replace(
            f,
            supplier=new(f.supplier),
            recipient=new(f.recipient),
            claims=tuple(replace(c, claimant=new(c.claimant)) for c in f.claims),
        )
        for f in flows
    )
    return replace(found, parties=parties, bystanders=bystanders, flows=made)
