"""From raw events to flows: the same movement told twice is one flow with more evidence and one claim per claimant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from summarizer.annotate.model import Materiel
from summarizer.schema import Category, ClaimantKind, Stage, Stance

LOOSE = frozenset({Category.UNSPECIFIED, Category.OTHER})
GROUPS = {c: "artillery" if c is Category.AMMUNITION else c.value for c in Category if c not in LOOSE}
"""Groups of materiel that a text tells of as one movement. What is unspecified, or other, goes with any group."""
PROSPECTS = (Stage.SOUGHT, Stage.NEGOTIATING, Stage.PLEDGED, Stage.APPROVED, Stage.CONTRACTED)
FACTS = (Stage.DELIVERING, Stage.DELIVERED)
GENERIC = frozenset(
    "weapons|weapon|weaponry|arms|weapons supplies|arms supplies|military equipment|equipment|military aid"
    "|military assistance|aid|assistance".split("|")
)


@dataclass(frozen=True, slots=True)
class Said:
    """Who says something in a sentence."""

    claimant: int | None
    kind: ClaimantKind
    reported_by: int | None = None
    doubt: bool = False


UNATTRIBUTED = Said(None, ClaimantKind.UNATTRIBUTED)


@dataclass(frozen=True)
class Move:
    """One event between one supplier and one recipient, with who says it."""

    sentence: int
    supplier: int | None
    recipient: int | None
    stage: Stage
    stance: Stance
    items: tuple[int, ...]
    said: Said
    doubts: frozenset[str] = frozenset()
    definite: bool = False
    from_others: bool = False


@dataclass
class Flow:
    """A flow under construction: the moves that make it."""

    supplier: int | None
    recipient: int | None
    stage: Stage
    moves: list[Move] = field(default_factory=list)

    @property
    def pair(self) -> tuple[int | None, int | None]:
        return self.supplier, self.recipient

    def items(self) -> list[int]:
        return list(dict.fromkeys(n for m in self.moves for n in m.items))


@dataclass(frozen=True)
class Merger:
    """Merges moves by pair, stage and group of materiel. `text` and `materiel` are those of the document."""

    text: str
    materiel: dict[int, Materiel]
    headings: frozenset[int] = frozenset()
    kin: Mapping[int, frozenset[int]] = field(default_factory=dict)
    """The parties of the same country as a party: who denies arming a country denies arming its rebels."""
    apart: bool = False
    """Whether moves of two stages are always two movements; else stages easily taken for each other are one."""

    def words(self, item: int) -> str:
        m = self.materiel[item]
        return self.text[m.start : m.end].lower()

    def groups(self, items: Iterable[int]) -> set[str]:
        """Groups of materiel; none for words that say no more than "weapons"."""
        return {g for n in items if (g := GROUPS.get(self.materiel[n].category))}

    def fits(self, flow: Flow, move: Move) -> bool:
        """Whether a move tells of the same movement as a flow of the same pair."""
        mine, its = self.groups(flow.items()), self.groups(move.items)
        alike = not mine or not its or bool(mine & its) or any(m.sentence == move.sentence for m in flow.moves)
        if self.apart:
            return alike and (flow.stage is move.stage or Stage.UNSPECIFIED in (flow.stage, move.stage))
        return alike and same_stage(flow, move, shared=self._shared(flow, move))

    def alike(self, flow: Flow, items: Iterable[int]) -> bool:
        """Whether goods may be those of a flow: one group of materiel, or a name that says no more than "arms"."""
        mine, its = self.groups(flow.items()), self.groups(items)
        return not mine or not its or bool(mine & its)

    def _shared(self, flow: Flow, move: Move) -> bool:
        """Whether the same words name the materiel, or one side names none in particular."""
        mine, its = {self._stem(n) for n in flow.items()}, {self._stem(n) for n in move.items}
        specific, other = mine - GENERIC, its - GENERIC
        return not specific or not other or any(_within(a, b) for a in specific for b in other)

    def _stem(self, item: int) -> str:
        text = self.words(item)
        return text if text in GENERIC else text.removesuffix("s")

    def merge(self, moves: Sequence[Move], flows: Iterable[Flow] = ()) -> list[Flow]:
        """Flows from all moves that assert or suspect, then denials and findings laid upon them; `flows` that stand
        already take up what tells of them again."""
        flows = list(flows)
        whole = [m for m in moves if m.supplier is not None and m.recipient is not None]
        for move in whole:
            if move.stance in (Stance.ASSERTS, Stance.SUSPECTS):
                self._lay(flows, move)
        for move in whole:
            if move.stance not in (Stance.ASSERTS, Stance.SUSPECTS):
                self._answer(flows, move)
        for move in moves:
            if move.supplier is None or move.recipient is None:
                self._half(flows, move)
        return flows

    def _lay(self, flows: list[Flow], move: Move) -> None:
        same = [f for f in flows if f.pair == (move.supplier, move.recipient)]
        exact = next((f for f in same if f.stage is move.stage and self.fits(f, move)), None)
        near = exact or next((f for f in same if self.fits(f, move)), None)
        if near is None:
            flows.append(Flow(move.supplier, move.recipient, move.stage, [move]))
            return
        near.moves.append(move)
        near.stage = furthest(near, move)

    def _answer(self, flows: list[Flow], move: Move) -> None:
        """A denial or a finding joins the flow it speaks of."""
        same = [f for f in flows if f.pair == (move.supplier, move.recipient)]
        same = same or [
            f for f in flows if f.supplier == move.supplier and move.recipient in self.kin.get(f.recipient or 0, ())
        ]
        told = [f for f in same if self._shared(f, move) or self.groups(f.items()) & self.groups(move.items)]
        best = next((f for f in told if f.stage is move.stage), None) or next(iter(told), None)
        if best is None:
            flows.append(Flow(move.supplier, move.recipient, move.stage, [move]))
        else:
            best.moves.append(move)

    def _half(self, flows: list[Flow], move: Move) -> None:
        """A move with one end joins a flow that has that end, or stands alone when nobody in the text fits."""
        known = [f for f in flows if move.supplier in (None, f.supplier) and move.recipient in (None, f.recipient)]
        if move.from_others and move.supplier is None:
            known = [f for f in known if f.supplier is None]
        pairs = {f.pair for f in known}
        known = [f for f in known if f.stage is move.stage and self.fits(f, move)] or known
        if move.stance not in (Stance.ASSERTS, Stance.SUSPECTS):
            told = [f for f in known if f.supplier is not None and f.recipient is not None]
            best = next((f for f in told if f.stage is move.stage), None) or next(iter(told), None)
            if best is not None:
                best.moves.append(move)
            return
        if not known and move.definite and (before := self._told_before(flows, move)) is not None:
            before.moves.append(replace(move, items=(), stage=before.stage))
            return
        maker = self._maker(flows, move) if not known and move.supplier is None else None
        if maker is not None:
            self._lay(flows, replace(move, supplier=maker, doubts=move.doubts | {"supplier"}))
            return
        if not known:
            flows.append(Flow(move.supplier, move.recipient, move.stage, [move]))
            return
        fitting = [
            f for f in known if self.fits(f, move) and (f.supplier is None or f.recipient is None or len(pairs) == 1)
        ]
        alike = [f for f in known if self.fits(f, move) and self.groups(f.items()) & self.groups(move.items)]
        fitting = fitting or (alike if len(alike) == 1 else [])
        if fitting:
            fitting[0].moves.append(move)
        elif len(pairs) == 1 and move.stage in (*FACTS, Stage.HALTED) and self._shared(known[0], move):
            flows.append(Flow(*known[0].pair, move.stage, [move]))
        elif self.groups(move.items) and not any(self.groups(f.items()) & self.groups(move.items) for f in known):
            flows.append(Flow(move.supplier, move.recipient, move.stage, [move]))

    def _maker(self, flows: list[Flow], move: Move) -> int | None:
        """The one giver of goods of the same name ("Zubr-4"), for a party that got them from nobody named."""
        names = {w for n in move.items for w in self._names(n)}
        givers = {f.supplier for f in flows if names & {w for n in f.items() for w in self._names(n)}}
        return next(iter(givers)) if len(givers) == 1 and move.recipient not in givers else None

    def _names(self, item: int) -> set[str]:
        """The words of goods that are a name or a designation."""
        m = self.materiel[item]
        words = (w.removesuffix("s") for w in self.text[m.start : m.end].split())
        return {w for w in words if any(c.isdigit() for c in w) or (w[:1].isupper() and not w.isupper())}

    def _told_before(self, flows: list[Flow], move: Move) -> Flow | None:
        """The flow of the same goods told right before, when a sentence says no more than whose the goods are."""
        near = [f for f in flows if any(0 < move.sentence - m.sentence <= 3 for m in f.moves)]
        same = [f for f in near if self.alike(f, move.items) and (self._shared(f, move) or not self.groups(move.items))]
        return same[0] if len(same) == 1 else None


def _within(one: str, other: str) -> bool:
    """Whether one name of goods is the other with fewer words."""
    a, b = set(one.split()), set(other.split())
    return a <= b or b <= a


def same_stage(flow: Flow, move: Move, shared: bool) -> bool:
    if flow.stage is move.stage:
        return True
    if Stage.UNSPECIFIED in (flow.stage, move.stage):
        return True
    if "stage" in move.doubts and shared and flow.stage in FACTS and move.stage in FACTS:
        return True
    for phase in (PROSPECTS, FACTS):
        if flow.stage in phase and move.stage in phase:
            return shared
    return False


def furthest(flow: Flow, move: Move) -> Stage:
    """The furthest point that either tells of; what is sure outweighs what is not."""
    for phase in (PROSPECTS, FACTS):
        if flow.stage in phase and move.stage in phase:
            if "stage" in move.doubts and flow.stage is not move.stage:
                return flow.stage
            return max(flow.stage, move.stage, key=phase.index)
    return (
        flow.stage if move.stage is Stage.UNSPECIFIED else move.stage if flow.stage is Stage.UNSPECIFIED else flow.stage
    )
