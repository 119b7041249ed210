"""Make the brief: the last step, and the only one that copies words from the source."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from summarizer.draft import Draft, DraftFlow, DraftPoint, DraftWarning, Range
from summarizer.ground import wording
from summarizer.ground.hold import Held
from summarizer.ground.source import Source
from summarizer.schema import SCHEMA_VERSION, Brief, Chunk, ChunkStatus, Dropped, Provenance, Span

T = TypeVar("T", DraftFlow, DraftWarning)

MENTIONS = 12
"""At most so many distinct ways of naming a party are listed, each at its first place."""


def assemble(held: Held, source: Source, chunks: Iterable[Chunk], provenance: Provenance) -> Brief:
    """The brief of a held draft.

    Args:
        held: what `hold` kept and dropped.
        source: the document and its segmentation, the same that the draft was made from.
        chunks: what became of each stretch of the document.
        provenance: how the draft was made.

    Raises:
        pydantic.ValidationError: never for a held draft; it would be a defect of this program.
    """
    return _Assembler(held.draft, source).brief(tuple(chunks), held.dropped, provenance)


class _Assembler:
    def __init__(self, draft: Draft, source: Source) -> None:
        self.draft = draft
        self.source = source
        parties = sorted(draft.parties, key=lambda p: min(p.mentions))
        self.parties = {p.ref: f"P{i}" for i, p in enumerate(parties, start=1)}
        self.ordered = parties
        self.flows = _numbered("F", draft.flows)
        self.warnings = _numbered("W", draft.warnings)

    def brief(self, chunks: tuple[Chunk, ...], dropped: tuple[Dropped, ...], provenance: Provenance) -> Brief:
        points = _two_to_five(self.draft, self.source)
        data = {
            "schema_version": SCHEMA_VERSION,
            "document": self.source.document.info(),
            "headline": self._headline(),
            "key_points": [{"text": p.text, "evidence": self.sentences(p.evidence)} for p in points],
            "parties": [self._party(i) for i in range(len(self.ordered))],
            "arms_flows": [self._flow(f) for f in self._by_id(self.draft.flows, self.flows)],
            "official_quotes": self._quotes(),
            "warnings": [self._warning(w) for w in self._by_id(self.draft.warnings, self.warnings)],
            "uncertainty": self._flags(),
            "coverage": {
                "complete": bool(chunks) and all(c.status is ChunkStatus.READ for c in chunks),
                "chunks": chunks,
                "dropped": dropped,
            },
            "provenance": provenance,
        }
        return Brief.model_validate(data, context={"text": self.source.text})

    def _headline(self) -> str:
        line = self.draft.headline or wording.headline(self.draft, self.source)
        # A document of nothing but marks leaves templates nothing to say; then it speaks for itself.
        return line if line.strip() else " ".join(self.source.text.split()[: wording.HEADLINE_WORDS])

    def span(self, words: Range) -> Span:
        return self.source.document.span(*words)

    def sentences(self, numbers: Iterable[int]) -> list[Span]:
        found = (self.source.segmentation.sentence(n) for n in sorted(set(numbers)))
        return [self.source.document.span(s.start, s.end) for s in found]

    def _by_id(self, things: tuple[T, ...], ids: dict[str, str]) -> list[T]:
        return sorted(things, key=lambda thing: int(ids[thing.ref][1:]))

    def _party(self, index: int) -> dict[str, object]:
        party = self.ordered[index]
        first: dict[str, Range] = {}
        for mention in sorted(party.mentions):
            first.setdefault(self.source.text[mention[0] : mention[1]].casefold(), mention)
        return {
            "id": f"P{index + 1}",
            "name": party.name,
            "kind": party.kind,
            "country": party.country,
            "role": party.role,
            "mentions": [self.span(m) for m in list(first.values())[:MENTIONS]],
        }

    def _ref(self, ref: str | None) -> str | None:
        return None if ref is None else self.parties[ref]

    def _flow(self, flow: DraftFlow) -> dict[str, object]:
        return {
            "id": self.flows[flow.ref],
            "supplier": self._ref(flow.supplier),
            "recipient": self._ref(flow.recipient),
            "stage": flow.stage,
            "items": [
                {
                    "span": self.span(i.words),
                    "category": i.category,
                    "quantity": None if i.quantity is None else self.span(i.quantity),
                }
                for i in flow.items
            ],
            "claims": [
                {
                    "claimant": self._ref(c.claimant),
                    "claimant_kind": c.kind,
                    "stance": c.stance,
                    "reported_by": self._ref(c.reported_by),
                    "evidence": self.sentences(c.evidence),
                }
                for c in flow.claims
            ],
        }

    def _quotes(self) -> list[dict[str, object]]:
        quotes = sorted(self.draft.quotes, key=lambda q: q.spans)
        return [
            {
                "id": f"Q{i}",
                "spans": [self.span(s) for s in q.spans],
                "speaker": self._ref(q.speaker),
                "speaker_name": None if q.speaker_name is None else self.span(q.speaker_name).text,
                "speaker_role": None if q.speaker_role is None else self.span(q.speaker_role).text,
                "fragment": q.fragment,
            }
            for i, q in enumerate(quotes, start=1)
        ]

    def _warning(self, warning: DraftWarning) -> dict[str, object]:
        return {
            "id": self.warnings[warning.ref],
            "kind": warning.kind,
            "issuer": self._ref(warning.issuer),
            "target": self._ref(warning.target),
            "gist": warning.gist or wording.gist(warning, self.source),
            "evidence": self.sentences(warning.evidence),
        }

    def _flags(self) -> list[dict[str, object]]:
        about = {**self.flows, **self.warnings}
        flags = sorted(self.draft.flags, key=lambda f: (f.sentence, f.cue, f.kind.value))
        return [
            {
                "kind": f.kind,
                "sentence": self.sentences((f.sentence,))[0],
                "cue": self.span(f.cue),
                "about": about.get(f.about or "", "document"),
            }
            for f in flags
        ]


def _numbered(letter: str, things: tuple[DraftFlow, ...] | tuple[DraftWarning, ...]) -> dict[str, str]:
    ordered = sorted(((t.evidence[:1], t.ref) for t in things), key=lambda pair: pair[0])
    return {ref: f"{letter}{i}" for i, (_, ref) in enumerate(ordered, start=1)}


def _two_to_five(draft: Draft, source: Source) -> tuple[DraftPoint, ...]:
    written = draft.key_points[: wording.KEY_POINTS]
    if len(written) >= 2:
        return written
    said = {p.text for p in written}
    added = [_in_words(p, source) for p in wording.key_points(draft, source) if p.text not in said]
    return (*written, *added)[: wording.KEY_POINTS]


def _in_words(point: DraftPoint, source: Source) -> DraftPoint:
    """The point, or its evidence verbatim where the template was left without words (a line of dashes)."""
    if point.text.strip():
        return point
    return DraftPoint(" ".join(source.words(point.evidence).split()), point.evidence)
