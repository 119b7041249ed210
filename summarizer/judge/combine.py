"""The network's reading laid over the rules' findings: flows it adds, claims it adds, and flows it does not believe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from summarizer.annotate import Annotations
from summarizer.annotate.flows.cast import CLAIMANTS, Cast
from summarizer.annotate.flows.claims import candidates, who_says
from summarizer.annotate.flows.merge import UNATTRIBUTED, Flow, Merger, Move, Said
from summarizer.annotate.model import FlowCandidate, PartyCandidate
from summarizer.judge.network import Network
from summarizer.judge.tellings import Page, Telling, Voice
from summarizer.schema import ClaimantKind, PartyKind, Stance
from summarizer.segment import Segmentation

FOR_IT = (Stance.ASSERTS, Stance.SUSPECTS)
AFTER = 2
"""How many sentences after a flow's last evidence an answer to it is looked for."""


@dataclass(frozen=True)
class Bars:
    """How likely something must be. Set on the development half of the gold (`training/bars.py`)."""

    whole: float = 0.6
    """A flow between two named parties that the rules did not find."""
    half: float = 0.85
    """The same with one end that nobody is named for."""
    kept: float = 0.03
    """A flow of the rules is dropped when it is less likely than this in every sentence that is its evidence."""
    voice: float = 0.6
    """A claimant of a flow."""
    answer: float = 0.7
    """A claimant that the rules did not find for a flow of theirs."""


@dataclass(frozen=True)
class Combiner:
    """One document's reading, ready to be laid over the rules' findings."""

    text: str
    segmentation: Segmentation
    annotations: Annotations
    pages: Sequence[Page]
    network: Network
    bars: Bars = Bars()

    def combined(self) -> Annotations:
        """The annotations with the flows of both."""
        found = self.annotations
        cast = Cast.of(found.everyone)
        headings = frozenset(s.number for s in self.segmentation.sentences if s.heading)
        merger = Merger(self.text, {m.number: m for m in found.materiel}, headings, cast.kin())
        said = who_says(found.attributions)
        page = {p.window.sentence: p for p in self.pages}
        standing = [f for f in found.flows if self._believed(f, page)]
        flows = [_flow(f) for f in standing]
        moves = [m for f in standing for m in self._answers(f, page, cast, said)]
        for sentence, own in page.items():
            if sentence in found.instructions:
                continue
            told = list(self._told(own, cast))
            for telling in told:
                items = self._items(telling, told, own)
                moves += self._moves(telling, items, page, cast, said)
        flows = merger.merge(moves, flows)
        doubts = {(f.supplier, f.recipient, f.stage): f.doubts for f in standing}
        made = [replace(f, doubts=doubts.get((f.supplier, f.recipient, f.stage), frozenset())) for f in candidates(flows, merger)]
        return _with_flows(found, [f for f in made if f.claims])

    def _believed(self, flow: FlowCandidate, page: dict[int, Page]) -> bool:
        chances = []
        for sentence in {n for c in flow.claims for n in c.evidence}:
            own = page.get(sentence)
            chance = own.chance(flow.supplier, flow.recipient) if own else None
            if chance is None:
                return True
            chances.append(chance)
        return max(chances, default=1.0) >= self.bars.kept

    def _told(self, page: Page, cast: Cast) -> Iterable[Telling]:
        """The pairs that this sentence tells of: no pair both ways, and a nameless end only where no named one fits."""
        taken: list[Telling] = []
        for telling in page.tellings(min(self.bars.whole, self.bars.half)):
            ended = _ended(telling, cast)
            if ended is None:
                continue
            a, b = ended.pair
            if None in ended.pair:
                if ended.chance < self.bars.half or any(a in (None, t.supplier) and b in (None, t.recipient) for t in taken):
                    continue
            elif ended.chance < self.bars.whole:
                continue
            if any(t.pair in (ended.pair, (b, a)) for t in taken):
                continue
            taken.append(ended)
        whole = [t for t in taken if None not in t.pair]
        for telling in taken:
            a, b = telling.pair
            covered = any(t is not telling and a in (None, t.supplier) and b in (None, t.recipient) for t in whole)
            if not covered:
                yield telling

    def _items(self, telling: Telling, told: Sequence[Telling], page: Page) -> tuple[int, ...]:
        """The goods of this sentence, else of the nearest before it; of several pairs each has those nearest to it."""
        goods = [m for m in self.annotations.materiel if m.sentence == telling.sentence]
        if not goods:
            near = [m for m in self.annotations.materiel if 0 < telling.sentence - m.sentence <= 2]
            last = max((m.sentence for m in near), default=0)
            return tuple(m.number for m in near if m.sentence == last)
        if len(told) == 1:
            return tuple(m.number for m in goods)
        return tuple(m.number for m in goods if min(told, key=lambda t: self._distance(t, m.start)) is telling) or tuple(
            m.number for m in goods[:1]
        )

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

    def _moves(self, telling: Telling, items: tuple[int, ...], page: dict[int, Page], cast: Cast, said: dict[int, Said]) -> list[Move]:
        own = page[telling.sentence]
        voices = own.voices(self.network, *telling.pair, 0.0)
        heard = [v for v in voices if v.chance >= self.bars.voice and self._may_claim(v)]
        moves = []
        rules = said.get(telling.sentence, UNATTRIBUTED)
        if not heard:
            stance = voices[0].stance if voices and voices[0].stance in FOR_IT else Stance.ASSERTS
            moves.append(self._move(telling, telling.sentence, stance, items, rules))
        for voice in heard:
            moves.append(self._move(telling, telling.sentence, voice.stance, items, self._said(voice, telling.sentence, cast, rules)))
        moves += self._replies(telling, telling.sentence, page, cast, said, {v.claimant for v in heard})
        return moves

    def _answers(self, flow: FlowCandidate, page: dict[int, Page], cast: Cast, said: dict[int, Said]) -> list[Move]:
        """Claims that the rules did not find for a flow of theirs."""
        known = {c.claimant for c in flow.claims}
        last = max(n for c in flow.claims for n in c.evidence)
        moves = []
        evidence = {n for c in flow.claims for n in c.evidence}
        telling = Telling(last, flow.supplier, flow.recipient, 1.0, flow.stage)
        for sentence in sorted(evidence):
            own = page.get(sentence)
            for voice in own.voices(self.network, *telling.pair, self.bars.answer) if own else ():
                if voice.claimant is not None and voice.claimant not in known and self._may_claim(voice):
                    known.add(voice.claimant)
                    rules = said.get(sentence, UNATTRIBUTED)
                    moves.append(self._move(telling, sentence, voice.stance, (), self._said(voice, sentence, cast, rules)))
        return moves + self._replies(telling, last, page, cast, said, known)

    def _replies(self, telling: Telling, last: int, page: dict[int, Page], cast: Cast, said: dict[int, Said], known: set[int | None]) -> list[Move]:
        """What others say of it in the sentences that follow."""
        moves = []
        for sentence in range(last + 1, last + 1 + AFTER):
            own = page.get(sentence)
            for voice in own.voices(self.network, *telling.pair, self.bars.answer) if own else ():
                if voice.claimant is not None and voice.claimant not in known and self._may_claim(voice):
                    known.add(voice.claimant)
                    rules = said.get(sentence, UNATTRIBUTED)
                    moves.append(self._move(telling, sentence, voice.stance, (), self._said(voice, sentence, cast, rules)))
        return moves

    def _may_claim(self, voice: Voice) -> bool:
        return voice.claimant is None or self._party(voice.claimant).kind is not PartyKind.OTHER

    def _said(self, voice: Voice, sentence: int, cast: Cast, rules: Said) -> Said:
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
        return Move(sentence, telling.supplier, telling.recipient, telling.stage, stance, items, said, frozenset({"stage"}))


def _ended(telling: Telling, cast: Cast) -> Telling | None:
    """The telling with ends that may stand there: a minister's country for the minister; None when one may not."""
    ends = [None if n is None else cast.end(n) for n in telling.pair]
    if any(e is None and n is not None for e, n in zip(ends, telling.pair, strict=True)) or ends[0] == ends[1]:
        return None
    if ends[0] is not None and ends[1] is not None and cast.same_house(ends[0], ends[1]):
        return None
    return replace(telling, supplier=ends[0], recipient=ends[1])


def _flow(flow: FlowCandidate) -> Flow:
    """A flow of the rules as the moves that make it."""
    moves = [
        Move(n, flow.supplier, flow.recipient, flow.stage, c.stance, flow.items, Said(c.claimant, c.kind, c.reported_by), flow.doubts)
        for c in flow.claims
        for n in c.evidence
    ]
    return Flow(flow.supplier, flow.recipient, flow.stage, moves)


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
        replace(f, supplier=new(f.supplier), recipient=new(f.recipient), claims=tuple(replace(c, claimant=new(c.claimant)) for c in f.claims))
        for f in flows
    )
    return replace(found, parties=parties, bystanders=bystanders, flows=made)
