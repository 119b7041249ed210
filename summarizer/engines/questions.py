"""The questions of strategy `stepwise`: what rules leave in doubt, as closed choices.

Each question knows the sentences it is about, the choices it offers, and what each choice does to the draft. The
rules' own finding is always among the choices and stands unless the model prefers another clearly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from summarizer.annotate.model import Annotations, FlowCandidate, QuoteCandidate, WarningCandidate
from summarizer.draft import Draft, DraftFlow, DraftQuote, DraftWarning
from summarizer.ground import Source
from summarizer.schema import ClaimantKind, PartyKind, Stage, Stance

MOST_CHOICES = 8
NOBODY = "nobody named"

_STAGES = {
    Stage.SOUGHT: "asked for or offered",
    Stage.NEGOTIATING: "in talks",
    Stage.PLEDGED: "promised or planned",
    Stage.APPROVED: "licensed or authorised",
    Stage.CONTRACTED: "ordered or signed",
    Stage.DELIVERING: "under way or repeated",
    Stage.DELIVERED: "sent, given or received",
    Stage.HALTED: "stopped, blocked or seized",
    Stage.UNSPECIFIED: "not said",
}
_STANCES = {
    Stance.ASSERTS: "says that it is so",
    Stance.SUSPECTS: "says that it may be so",
    Stance.DENIES: "says that it is not so",
    Stance.FINDS_NO_EVIDENCE: "sees no evidence of it",
}

Change = Callable[[Draft], Draft]


@dataclass(frozen=True)
class Choice:
    """One answer: the words the model sees, and what it does to the draft."""

    words: str
    change: Change


@dataclass(frozen=True)
class Question:
    """A closed question about some sentences.

    `kind` names the template and the examples of the prompt; `values` fill the template; `choices` are distinct,
    `found` is the index of the rules' own finding.
    """

    kind: str
    sentences: tuple[int, ...]
    values: dict[str, str]
    choices: tuple[Choice, ...]
    found: int


def questions(source: Source, annotations: Annotations) -> list[Question]:
    """All questions that the rules' doubts give rise to, grouped by kind so that prompts share their beginning."""
    asked = [q for q in _Asker(source, annotations).all() if len({c.words for c in q.choices}) > 1]
    return sorted(asked, key=lambda q: (q.kind, q.sentences))


class _Asker:
    def __init__(self, source: Source, annotations: Annotations) -> None:
        self.source = source
        self.found = annotations

    def all(self) -> Iterator[Question]:
        for quote in self.found.quotes:
            if quote.official and (quote.doubt or quote.speaker is None):
                yield self._speaker(quote)
        for flow in self.found.flows:
            for doubt in sorted(flow.doubts):
                question = self._flow(flow, doubt)
                if question is not None:
                    yield question
        for warning in self.found.warnings:
            for doubt in sorted(warning.doubts & {"issuer", "target", "warning"}):
                yield self._warning(warning, doubt)

    def _speaker(self, quote: QuoteCandidate) -> Question:
        first, last = quote.spans[0][0], quote.spans[-1][1]
        sentences = self._around(first, last)
        candidates = [
            n for n in self._parties(sentences) if self.found.party(n).kind is not PartyKind.MEDIA
        ]
        choices, found = self._party_choices(
            candidates, quote.speaker, lambda ref: lambda draft: _with_quote(draft, quote.spans[0], ref)
        )
        words = " ".join(self.source.text[first : quote.spans[0][1]].split())
        return Question("speaker", sentences, {"words": words}, choices, found)

    def _flow(self, flow: FlowCandidate, doubt: str) -> Question | None:
        ref = f"F{flow.number}"
        sentences = tuple(sorted({n for c in flow.claims for n in c.evidence}))[:3]
        values = {"supplier": self._name(flow.supplier), "recipient": self._name(flow.recipient), "items": self._items(flow)}
        if doubt == "flow":
            choices = (Choice("yes", _same), Choice("no", lambda draft: _without_flow(draft, ref)))
            return Question("flow", sentences, values, choices, 0)
        if doubt in ("supplier", "recipient"):
            now, other = (flow.supplier, flow.recipient) if doubt == "supplier" else (flow.recipient, flow.supplier)
            candidates = [n for n in self._parties(self._wider(sentences)) if n != other and self._can_trade(n)]
            party_choices, found = self._party_choices(
                candidates, now, lambda party: lambda draft: _with_flow(draft, ref, **{doubt: party})
            )
            return Question(doubt, sentences, values, party_choices, found)
        if doubt == "stage":
            stages = list(_STAGES)
            choices = tuple(
                Choice(f"{s.value}: {_STAGES[s]}", lambda draft, s=s: _with_flow(draft, ref, stage=s))  # type: ignore[misc]
                for s in stages
            )
            return Question("stage", sentences, values, choices, stages.index(flow.stage))
        if doubt == "stance" and flow.claims:
            stances = list(_STANCES)
            claim = flow.claims[0]
            values["claimant"] = self._name(claim.claimant) if claim.claimant else "the text"
            choices = tuple(
                Choice(_STANCES[s], lambda draft, s=s: _with_stance(draft, ref, s))  # type: ignore[misc]
                for s in stances
            )
            return Question("stance", sentences, values, choices, stances.index(claim.stance))
        if doubt == "claimant" and flow.claims:
            candidates = self._parties(sentences)
            party_choices, found = self._party_choices(
                candidates, flow.claims[0].claimant, lambda party: lambda draft: self._with_claimant(draft, ref, party)
            )
            return Question("claimant", sentences, values, party_choices, found)
        return None

    def _warning(self, warning: WarningCandidate, doubt: str) -> Question:
        ref = f"W{warning.number}"
        sentences = warning.evidence[:2]
        values = {"issuer": self._name(warning.issuer), "target": self._name(warning.target)}
        if doubt == "warning":
            choices = (Choice("yes", _same), Choice("no", lambda draft: _without_warning(draft, ref)))
            return Question(f"warning_{warning.kind.value}", sentences, values, choices, 0)
        now, other = (warning.issuer, warning.target) if doubt == "issuer" else (warning.target, warning.issuer)
        candidates = [n for n in self._parties(self._wider(sentences)) if n != other]
        party_choices, found = self._party_choices(
            candidates, now, lambda party: lambda draft: _with_warning(draft, ref, **{doubt: party})
        )
        return Question(doubt, sentences, values, party_choices, found)

    def _party_choices(
        self, candidates: Iterable[int], now: int | None, change: Callable[[str | None], Change]
    ) -> tuple[tuple[Choice, ...], int]:
        numbers = list(dict.fromkeys(candidates))
        if now is not None and now not in numbers:
            numbers.append(now)
        numbers = numbers[:MOST_CHOICES]
        if now is not None and now not in numbers:
            numbers[-1] = now
        choices = [Choice(self.found.party(n).name, change(f"P{n}")) for n in numbers]
        choices.append(Choice(NOBODY, change(None)))
        return tuple(choices), numbers.index(now) if now is not None else len(numbers)

    def _with_claimant(self, draft: Draft, ref: str, party: str | None) -> Draft:
        kind = ClaimantKind.UNATTRIBUTED
        if party is not None:
            kind = _CLAIMANT_KINDS.get(self.found.party(int(party[1:])).kind, ClaimantKind.EXPERT)
        return _with_first_claim(draft, ref, claimant=party, kind=kind)

    def _parties(self, sentences: Iterable[int]) -> list[int]:
        """Parties mentioned in sentences, those mentioned first in text order first."""
        return list(dict.fromkeys(p.number for n in sentences for p, _ in self.found.mentions_in(n)))

    def _can_trade(self, number: int) -> bool:
        return self.found.party(number).kind not in (PartyKind.MEDIA, PartyKind.PERSON)

    def _around(self, start: int, end: int) -> tuple[int, ...]:
        """The sentences of a stretch and one on either side."""
        inside = [s.number for s in self.source.segmentation.sentences if s.start < end and s.end > start]
        return self._wider(inside)

    def _wider(self, sentences: Iterable[int]) -> tuple[int, ...]:
        numbers = {m for n in sentences for m in (n - 1, n, n + 1)}
        return tuple(n for n in sorted(numbers) if self.source.has_sentence(n))

    def _name(self, number: int | None) -> str:
        return self.found.party(number).name if number is not None else NOBODY

    def _items(self, flow: FlowCandidate) -> str:
        words = (self.found.materiel[n - 1] for n in flow.items)
        return ", ".join(self.source.text[m.start : m.end] for m in words) or "arms"


_CLAIMANT_KINDS = {
    PartyKind.STATE: ClaimantKind.GOVERNMENT,
    PartyKind.GOVERNMENT_BODY: ClaimantKind.GOVERNMENT,
    PartyKind.OFFICIAL: ClaimantKind.OFFICIAL,
    PartyKind.ARMED_GROUP: ClaimantKind.ARMED_GROUP,
    PartyKind.COMPANY: ClaimantKind.COMPANY,
    PartyKind.INTERNATIONAL_ORGANISATION: ClaimantKind.INTERNATIONAL_ORGANISATION,
    PartyKind.MEDIA: ClaimantKind.MEDIA,
}


def _same(draft: Draft) -> Draft:
    return draft


def _with_quote(draft: Draft, first: tuple[int, int], speaker: str | None) -> Draft:
    def changed(quote: DraftQuote) -> DraftQuote:
        same = quote.spans[0] == first and quote.speaker != speaker
        return replace(quote, speaker=speaker, speaker_name=None, speaker_role=None) if same else quote

    return replace(draft, quotes=tuple(changed(q) for q in draft.quotes))


def _with_flow(draft: Draft, ref: str, **fields: object) -> Draft:
    def changed(flow: DraftFlow) -> DraftFlow:
        return replace(flow, **fields) if flow.ref == ref else flow  # type: ignore[arg-type]  # fields of a flow

    return replace(draft, flows=tuple(changed(f) for f in draft.flows))


def _without_flow(draft: Draft, ref: str) -> Draft:
    return replace(draft, flows=tuple(f for f in draft.flows if f.ref != ref))


def _with_first_claim(draft: Draft, ref: str, **fields: object) -> Draft:
    def changed(flow: DraftFlow) -> DraftFlow:
        if flow.ref != ref or not flow.claims:
            return flow
        first = replace(flow.claims[0], **fields)  # type: ignore[arg-type]  # fields of a claim
        return replace(flow, claims=(first, *flow.claims[1:]))

    return replace(draft, flows=tuple(changed(f) for f in draft.flows))


def _with_stance(draft: Draft, ref: str, stance: Stance) -> Draft:
    return _with_first_claim(draft, ref, stance=stance)


def _with_warning(draft: Draft, ref: str, **fields: object) -> Draft:
    def changed(warning: DraftWarning) -> DraftWarning:
        return replace(warning, **fields) if warning.ref == ref else warning  # type: ignore[arg-type]  # its fields

    return replace(draft, warnings=tuple(changed(w) for w in draft.warnings))


def _without_warning(draft: Draft, ref: str) -> Draft:
    return replace(draft, warnings=tuple(w for w in draft.warnings if w.ref != ref))
