"""The questions of strategy `stepwise`: what rules leave in doubt, as closed choices.

Each question knows the sentences it is about, the choices it offers, and what each choice changes in the draft of the
rules. The rules' own finding is always among the choices, and it stands unless the model clearly prefers another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from summarizer.annotate.flows.cast import CLAIMANTS
from summarizer.annotate.model import Annotations, FlowCandidate, QuoteCandidate, WarningCandidate
from summarizer.engines.edits import Edit
from summarizer.ground import Source
from summarizer.schema import ClaimantKind, PartyKind, Stage

MOST_CHOICES = 8
NOBODY = "none of them"

_STAGES = {
    Stage.SOUGHT: "asked for or offered",
    Stage.NEGOTIATING: "in talks",
    Stage.PLEDGED: "promised or planned",
    Stage.APPROVED: "licensed or authorised",
    Stage.CONTRACTED: "ordered or signed",
    Stage.DELIVERING: "under way or repeated",
    Stage.DELIVERED: "sent, given or received",
    Stage.HALTED: "stopped, blocked or seized",
}


@dataclass(frozen=True)
class Choice:
    """One answer: the words the model sees, and what it changes; no edits for the rules' own finding."""

    words: str
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True)
class Question:
    """A closed question about some sentences.

    `kind` names the template and the examples of the prompt; `values` fill the template; `found` is the index of the
    rules' own finding in `choices`.
    """

    kind: str
    sentences: tuple[int, ...]
    values: dict[str, str]
    choices: tuple[Choice, ...]
    found: int


def questions(source: Source, annotations: Annotations) -> list[Question]:
    """All questions that the rules' doubts give rise to, grouped by kind so that prompts share their beginning."""
    asked = [q for q in _Asker(source, annotations).all() if len(q.choices) > 1]
    return sorted(asked, key=lambda q: (q.kind, q.sentences))


class _Asker:
    def __init__(self, source: Source, annotations: Annotations) -> None:
        self.source = source
        self.found = annotations

    def all(self) -> Iterator[Question]:
        official = [q for q in self.found.quotes if q.official]
        for place, quote in enumerate(official):
            if quote.doubt or quote.speaker is None:
                yield self._speaker(quote, place)
        for flow in self.found.flows:
            for doubt in ("flow", "supplier", "recipient", "stage", "claimant"):
                if doubt in flow.doubts and flow.claims:
                    yield self._flow(flow, doubt)
        for warning in self.found.warnings:
            for doubt in ("issuer", "warning"):
                if doubt in warning.doubts:
                    yield self._warning(warning, doubt)

    def _speaker(self, quote: QuoteCandidate, place: int) -> Question:
        first, last = quote.spans[0], quote.spans[-1]
        inside = [s.number for s in self.source.segmentation.sentences if s.start < last[1] and s.end > first[0]]
        sentences = self._wider(inside)
        choices, found = self._parties(
            [n for n in self._named(sentences) if self.found.party(n).kind is not PartyKind.MEDIA],
            quote.speaker,
            lambda ref: (Edit("quotes", place, "speaker", ref),),
        )
        words = " ".join(self.source.text[first[0] : first[1]].split())
        return Question("speaker", sentences, {"words": words}, choices, found)

    def _flow(self, flow: FlowCandidate, doubt: str) -> Question:
        ref = f"F{flow.number}"
        sentences = tuple(sorted({n for c in flow.claims for n in c.evidence}))[:3]
        values = {
            "supplier": self._name(flow.supplier, "somebody"),
            "recipient": self._name(flow.recipient, "somebody"),
            "items": self._items(flow),
        }
        if doubt == "flow":
            return Question("flow", sentences, values, _yes_or_no(Edit("flows", ref, None)), 0)
        if doubt == "stage":
            return Question("stage", sentences, values, *_stages(flow.stage, ref))
        if doubt == "claimant":
            choices, found = self._parties(
                self._named(sentences),
                flow.claims[0].claimant,
                lambda p: (Edit("claims", ref, "claimant", p), Edit("claims", ref, "kind", self._claimant_kind(p))),
            )
            return Question("claimant", sentences, values, choices, found)
        now, other = (flow.supplier, flow.recipient) if doubt == "supplier" else (flow.recipient, flow.supplier)
        candidates = [n for n in self._named(self._wider(sentences)) if n != other and self._trades(n)]
        choices, found = self._parties(candidates, now, lambda party: (Edit("flows", ref, doubt, party),))
        return Question(doubt, self._wider(sentences), values, choices, found)

    def _warning(self, warning: WarningCandidate, doubt: str) -> Question:
        ref, sentences = f"W{warning.number}", self._wider(warning.evidence[:1])
        values = {"kind": warning.kind.value, "target": self._name(warning.target, "nobody in particular")}
        if doubt == "warning":
            return Question("warning", sentences, values, _yes_or_no(Edit("warnings", ref, None)), 0)
        candidates = [n for n in self._named(sentences) if n != warning.target]
        choices, found = self._parties(candidates, warning.issuer, lambda p: (Edit("warnings", ref, "issuer", p),))
        return Question("issuer", sentences, values, choices, found)

    def _parties(
        self, candidates: Iterable[int], now: int | None, edits: Callable[[str | None], tuple[Edit, ...]]
    ) -> tuple[tuple[Choice, ...], int]:
        """Parties as choices, and nobody; the finding of the rules is always among them and changes nothing."""
        numbers = list(dict.fromkeys([*candidates, *([] if now is None else [now])]))
        if len(numbers) > MOST_CHOICES:
            numbers = [n for n in numbers if n != now][: MOST_CHOICES - (now is not None)]
            numbers += [] if now is None else [now]
        choices = [Choice(self.found.party(n).name, () if n == now else edits(f"P{n}")) for n in numbers]
        choices.append(Choice(NOBODY, () if now is None else edits(None)))
        return tuple(choices), len(numbers) if now is None else numbers.index(now)

    def _named(self, sentences: Iterable[int]) -> list[int]:
        """Parties mentioned in sentences, in text order."""
        return list(dict.fromkeys(p.number for n in sentences for p, _ in self.found.mentions_in(n)))

    def _trades(self, number: int) -> bool:
        return self.found.party(number).kind not in (PartyKind.MEDIA, PartyKind.PERSON)

    def _wider(self, sentences: Iterable[int]) -> tuple[int, ...]:
        """The sentences and one on either side."""
        numbers = sorted({m for n in sentences for m in (n - 1, n, n + 1)})
        return tuple(n for n in numbers if self.source.has_sentence(n))

    def _name(self, number: int | None, otherwise: str) -> str:
        return otherwise if number is None else self.found.party(number).name

    def _claimant_kind(self, ref: str | None) -> ClaimantKind:
        return ClaimantKind.UNATTRIBUTED if ref is None else CLAIMANTS[self.found.party(int(ref[1:])).kind]

    def _items(self, flow: FlowCandidate) -> str:
        words = (self.found.materiel[n - 1] for n in flow.items)
        return ", ".join(" ".join(self.source.text[m.start : m.end].split()) for m in words) or "arms"


def _yes_or_no(on_no: Edit) -> tuple[Choice, ...]:
    return Choice("yes"), Choice("no", (on_no,))


def _stages(now: Stage, ref: str) -> tuple[tuple[Choice, ...], int]:
    stages = [*_STAGES, *([now] if now not in _STAGES else [])]
    choices = tuple(
        Choice(_STAGES.get(s, "not said"), () if s is now else (Edit("flows", ref, "stage", s),)) for s in stages
    )
    return choices, stages.index(now)
