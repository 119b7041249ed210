"""Who says what of a movement: claimants that the network hears in the sentences that tell of it, and elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from summarizer.annotate.flows.cast import CLAIMANTS
from summarizer.annotate.flows.merge import UNATTRIBUTED, Flow, Move, Said
from summarizer.annotate.model import FlowCandidate, PartyCandidate
from summarizer.judge.bars import Bars
from summarizer.judge.network import Network
from summarizer.judge.tellings import Page, Telling, Voice, read
from summarizer.judge.window import Frames, Window
from summarizer.schema import ClaimantKind, PartyKind, Stance

FOR_IT = (Stance.ASSERTS, Stance.SUSPECTS)
AFTER = 2
"""Within how many sentences after a flow whoever speaks may speak of it; a denial may stand anywhere."""


@dataclass(frozen=True)
class Hearing:
    """The voices of one document: `pages` is what the network read in a sentence, `said` whom the rules hear there."""

    frames: Frames
    pages: Mapping[int, Page]
    network: Network
    bars: Bars
    said: Mapping[int, Said]

    def moves(self, telling: Telling, items: tuple[int, ...]) -> list[Move]:
        """A movement that the network found, once for each claimant of its sentence."""
        voices = self.pages[telling.sentence].voices(self.network, *telling.pair, 0.0)
        heard = self._heard(voices)
        if not heard:
            stance = voices[0].stance if voices and voices[0].stance in FOR_IT else Stance.ASSERTS
            return [_move(telling, stance, items, self.said.get(telling.sentence, UNATTRIBUTED))]
        return [_move(telling, v.stance, items, self._said(v, telling.sentence)) for v in heard]

    def flow(self, flow: FlowCandidate) -> Flow:
        """A flow of the rules as the moves that make it. What the rules took for the outlet's own words is given to
        whom the network clearly hears."""
        flowing = Flow(flow.supplier, flow.recipient, flow.stage)
        for claim in flow.claims:
            for n in claim.evidence:
                whose = Said(claim.claimant, claim.kind, claim.reported_by)
                if claim.claimant is None:
                    whose = self._instead(flowing, n) or whose
                flowing.moves.append(Move(n, *flowing.pair, flow.stage, claim.stance, flow.items, whose, flow.doubts))
        return flowing

    def answers(self, flow: FlowCandidate) -> list[Move]:
        """Claims that the rules did not find in the sentences that they found a flow in."""
        known = {c.claimant for c in flow.claims}
        moves = []
        for sentence in sorted({n for c in flow.claims for n in c.evidence}):
            page = self.pages.get(sentence)
            if page is None or sentence in self.frames.annotations.instructions:
                continue
            telling = Telling(sentence, flow.supplier, flow.recipient, 1.0, flow.stage)
            for voice in page.voices(self.network, *telling.pair, self.bars.answer):
                if voice.claimant is not None and self._is_new(voice, known) and voice.claimant not in known:
                    known.add(voice.claimant)
                    moves.append(_move(telling, voice.stance, (), self._said(voice, sentence)))
        return moves

    def add_replies(self, flows: Sequence[Flow]) -> None:
        """What others say of each flow elsewhere in the text, laid upon it: a sentence in which somebody speaks right
        after it, or may deny it, is read beside those that tell of the flow."""
        asked: dict[Window, list[Flow]] = {}
        against = {m.said.claimant for f in flows for m in f.moves if m.stance not in FOR_IT}
        for flow in flows:
            for window in self._replies(flow):
                asked.setdefault(window, []).append(flow)
        for page in read(list(asked), self.network):
            for flow in asked[page.window]:
                telling = Telling(page.window.sentence, *flow.pair, 1.0, flow.stage)
                known = {m.said.claimant for m in flow.moves}
                for voice in page.voices(self.network, *flow.pair, self.bars.reply):
                    if voice.claimant is None or not self._is_new(voice, known):
                        continue
                    # Who denies another movement, and has no part in this one, speaks of that other one.
                    if voice.stance in FOR_IT or voice.claimant not in against or self._concerned(voice, flow):
                        flow.moves.append(_move(telling, voice.stance, (), self._said(voice, telling.sentence)))

    def _replies(self, flow: Flow) -> Iterator[Window]:
        evidence = {m.sentence for m in flow.moves}
        told = self.frames.told(flow.pair, {m.sentence for m in flow.moves if m.stance in FOR_IT} or evidence)
        after = {n + i for n in evidence for i in range(1, AFTER + 1)}
        for n in self.frames.voiced if told and self.bars.reply <= 1 else ():
            if n not in evidence and (n in self.frames.doubted or n in after):
                yield self.frames.reply(n, told)

    def _instead(self, flow: Flow, sentence: int) -> Said | None:
        """Who says what the rules took for the outlet's own words, when the network is clear about it."""
        page = self.pages.get(sentence)
        if page is None or self.bars.answer >= 1:
            return None
        voices = page.voices(self.network, *flow.pair, 0.0)
        outlet = next((v.chance for v in voices if v.claimant is None), 1.0)
        top = next((v for v in voices if v.claimant is not None and self._may_claim(v)), None)
        if top is None or top.chance < self.bars.answer or outlet > self.bars.outlet:
            return None
        return self._said(top, sentence)

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

    def _is_new(self, voice: Voice, known: set[int | None]) -> bool:
        """Whether it is a claimant known already, who may say more, one who is against it, or one of another house than
        those."""
        if not self._may_claim(voice):
            return False
        settled = voice.claimant in known or voice.stance not in FOR_IT
        return settled or not any(self._one_house(voice, k) for k in known)

    def _one_house(self, voice: Voice, other: int | None) -> bool:
        """Whether two claimants speak for one country: the more specific of them speaks."""
        if voice.claimant is None or other is None:
            return False
        country = self._party(voice.claimant).country
        return country is not None and country == self._party(other).country

    def _concerned(self, voice: Voice, flow: Flow) -> bool:
        """Whether a claimant speaks for an end of a flow."""
        return voice.claimant in flow.pair or any(self._one_house(voice, end) for end in flow.pair)

    def _may_claim(self, voice: Voice) -> bool:
        return voice.claimant is None or self._party(voice.claimant).kind is not PartyKind.OTHER

    def _said(self, voice: Voice, sentence: int) -> Said:
        rules = self.said.get(sentence, UNATTRIBUTED)
        if voice.claimant is None:
            return rules if rules.claimant is not None else UNATTRIBUTED
        if rules.claimant == voice.claimant:
            return rules
        party = self._party(voice.claimant)
        anonymous = any(m.anonymous for m in party.mentions if m.sentence == sentence)
        kind = ClaimantKind.ANONYMOUS_SOURCE if anonymous else CLAIMANTS[party.kind]
        return Said(voice.claimant, kind, rules.reported_by if rules.reported_by != voice.claimant else None)

    def _party(self, number: int) -> PartyCandidate:
        return self.frames.annotations.everyone[number - 1]


def _move(telling: Telling, stance: Stance, items: tuple[int, ...], said: Said) -> Move:
    return Move(telling.sentence, *telling.pair, telling.stage, stance, items, said, frozenset({"stage"}))
