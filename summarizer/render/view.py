"""A brief as a reader meets it, before any format: resolved names, sentence numbers, and words made safe to show.

Every string of a view has passed `neutral.one_line`. A format lays it out and adds the escaping of its own syntax.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from summarizer.document import Document
from summarizer.render import wording
from summarizer.render.neutral import one_line
from summarizer.render.parts import ClaimView, DoubtView, FlowView, Notice, PointView, QuoteView, WarningView
from summarizer.schema import (
    ArmsFlow,
    Brief,
    Chunk,
    ChunkStatus,
    Claim,
    FlagKind,
    OfficialQuote,
    Span,
    UncertaintyFlag,
    Warning,
)
from summarizer.segment.model import Segmentation, Sentence

CONTEXT = 60
"""Characters shown on each side of a cue."""


@dataclass(frozen=True)
class View:
    """The whole brief, section by section, in reading order."""

    brief: Brief
    document: Document
    segmentation: Segmentation

    @cached_property
    def title(self) -> str:
        return one_line(self.brief.document.title or "") or "Untitled document"

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """Outlet, date, address and the first digits of the hash, as far as known."""
        info = self.brief.document
        known = [one_line(fact) for fact in (info.outlet, info.published, info.url) if fact]
        return (*known, f"sha256 {info.sha256[:12]}")

    @cached_property
    def headline(self) -> str:
        return one_line(self.brief.headline)

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        found = []
        unread = [c for c in self.brief.coverage.chunks if c.status is not ChunkStatus.READ]
        if not self.brief.coverage.complete:
            found.append(
                Notice(
                    "NOT READ",
                    "part of the document was not read; silence about that part means nothing.",
                    tuple(self._stretch(c) for c in unread) or ("the whole document",),
                )
            )
        if self.brief.provenance.engine == "rules":
            found.append(Notice("RULES ALONE", "made by rules alone, no model: expect gaps and mistakes."))
        if self.document.notes:
            left_out = tuple(one_line(note) for note in self.document.notes)
            found.append(Notice("LEFT OUT", "the text was taken from its source with losses.", left_out))
        return tuple(found)

    @property
    def nothing(self) -> str:
        """What an empty section says: silence is evidence of absence only where the document was read."""
        return "none found" if self.brief.coverage.complete else "none found in the part that was read"

    @cached_property
    def key_points(self) -> tuple[PointView, ...]:
        return tuple(PointView(one_line(p.text), self._rest(p.evidence)) for p in self.brief.key_points)

    @cached_property
    def flows(self) -> tuple[FlowView, ...]:
        return tuple(self._flow(f) for f in self.brief.arms_flows)

    @cached_property
    def quotes(self) -> tuple[QuoteView, ...]:
        return tuple(self._quote(q) for q in self.brief.official_quotes)

    @cached_property
    def warnings(self) -> tuple[WarningView, ...]:
        return tuple(self._warning(w) for w in self.brief.warnings)

    @cached_property
    def doubts(self) -> tuple[tuple[str, tuple[DoubtView, ...]], ...]:
        """Flags grouped by kind, in the order of the contract: (kind in words, its flags)."""
        numbered = list(enumerate(self.brief.uncertainty, start=1))
        groups = [(kind, [self._doubt(n, u) for n, u in numbered if u.kind is kind]) for kind in FlagKind]
        return tuple((wording.FLAG[kind], tuple(doubts)) for kind, doubts in groups if doubts)

    @cached_property
    def parties(self) -> tuple[str, ...]:
        shown = []
        for party in self.brief.parties:
            known = [wording.plain(party.kind), party.country, party.role and one_line(party.role)]
            shown.append(f"{one_line(party.name)} ({', '.join(fact for fact in known if fact)})")
        return tuple(shown)

    @cached_property
    def dropped_reasons(self) -> tuple[str, ...]:
        """Why answers were dropped: "2 flows: a number is not in the evidence"."""
        counted = Counter((d.section, d.reason) for d in self.brief.coverage.dropped)
        return tuple(f"{n} × {_section(section)}: {one_line(why)}" for (section, why), n in counted.items())

    @cached_property
    def dropped(self) -> tuple[str, ...]:
        """Every dropped answer: section, reason, and the answer itself."""
        return tuple(
            f"{_section(d.section)}: {one_line(d.reason)}: {one_line(d.answer)}" for d in self.brief.coverage.dropped
        )

    @cached_property
    def provenance(self) -> str:
        made = self.brief.provenance
        prompt = one_line(made.prompt) if made.prompt else "none"
        if made.prompt_sha256:
            prompt += f" ({made.prompt_sha256[:8]})"
        parts = [
            f"engine {one_line(made.engine)}",
            f"model {one_line(made.model) if made.model else 'none'}",
            f"strategy {one_line(made.strategy)}",
            f"prompt {prompt}",
            wording.count(made.calls, "call"),
            f"{made.tokens_in} tokens in, {made.tokens_out} out",
            f"{made.seconds:.1f} s",
            "cost unknown" if made.cost_usd is None else f"cost {made.cost_usd:.4f} USD",
            f"made {one_line(made.created_at)}",
            f"schema {self.brief.schema_version}",
        ]
        return "; ".join(parts)

    @cached_property
    def evidence(self) -> tuple[int, ...]:
        """Numbers of all sentences that the brief rests on, in text order."""
        claims = [c for f in self.brief.arms_flows for c in f.claims]
        cited = [
            *(span for p in self.brief.key_points for span in p.evidence),
            *(span for c in claims for span in c.evidence),
            *(span for q in self.brief.official_quotes for span in q.spans),
            *(span for w in self.brief.warnings for span in w.evidence),
            *(u.sentence for u in self.brief.uncertainty),
        ]
        return self._rest(cited)

    def sentence(self, number: int) -> str:
        """The words of sentence `S{number}` on one line."""
        sentence = self.segmentation.sentence(number)
        return one_line(self.document.text[sentence.start : sentence.end])

    def touched(self, start: int, end: int) -> list[Sentence]:
        """Sentences that share at least one character with `text[start:end]`."""
        return [s for s in self.segmentation.sentences if s.start < end and start < s.end]

    def _rest(self, spans: Iterable[Span]) -> tuple[int, ...]:
        return tuple(sorted({s.number for span in spans for s in self.touched(span.start, span.end)}))

    def _name(self, party: str | None) -> str | None:
        return self._names.get(party) if party else None

    @cached_property
    def _names(self) -> dict[str, str]:
        return {p.id: one_line(p.name) for p in self.brief.parties}

    def _stretch(self, chunk: Chunk) -> str:
        inside = self.touched(chunk.start, chunk.end)
        which = f"characters {chunk.start} to {chunk.end}"
        if inside:
            first, last = inside[0].number, inside[-1].number
            sentences = f"S{first}" if first == last else f"S{first} to S{last}"
            which = f"{sentences} of {len(self.segmentation.sentences)} ({which})"
        why = f"{chunk.status.value}, {one_line(chunk.detail)}" if chunk.detail else chunk.status.value
        return f"{which}: {why}"

    def _flow(self, flow: ArmsFlow) -> FlowView:
        stances = [c.stance for c in flow.claims]
        items = []
        for item in flow.items:
            quantity = f", quantity: {one_line(item.quantity.text)}" if item.quantity else ""
            items.append(f"{one_line(item.span.text)} ({wording.category(item.category)}{quantity})")
        return FlowView(
            id=flow.id,
            supplier=self._name(flow.supplier) or wording.NOT_NAMED,
            recipient=self._name(flow.recipient) or wording.NOT_NAMED,
            arrow=wording.arrow(stances),
            standing=wording.standing(flow.stage, stances),
            stage=wording.stage(flow.stage),
            items=tuple(items) or ("materiel not named",),
            claims=tuple(self._claim(c) for c in flow.claims),
        )

    def _claim(self, claim: Claim) -> ClaimView:
        return ClaimView(
            claimant=wording.claimant(self._name(claim.claimant), claim.claimant_kind),
            stance=wording.STANCE[claim.stance],
            reported_by=self._name(claim.reported_by),
            rest=self._rest(claim.evidence),
        )

    def _quote(self, quote: OfficialQuote) -> QuoteView:
        party = self._name(quote.speaker)
        name = one_line(quote.speaker_name) if quote.speaker_name else None
        parts = [name or party or "speaker not named"]
        if quote.speaker_role:
            parts.append(one_line(quote.speaker_role))
        if name and party and party != name:
            parts.append(f"for {party}")
        words = tuple(one_line(span.text) for span in quote.spans)
        return QuoteView(quote.id, words, ", ".join(parts), quote.fragment, self._rest(quote.spans))

    def _warning(self, warning: Warning) -> WarningView:
        return WarningView(
            id=warning.id,
            kind=wording.plain(warning.kind),
            issuer=self._name(warning.issuer) or wording.NOT_NAMED,
            target=self._name(warning.target) or "nobody in particular",
            gist=one_line(warning.gist),
            rest=self._rest(warning.evidence),
        )

    def _doubt(self, number: int, flag: UncertaintyFlag) -> DoubtView:
        sentence, cue = flag.sentence, flag.cue
        return DoubtView(
            number=number,
            before=_tail(sentence.text[: cue.start - sentence.start]),
            cue=one_line(cue.text),
            after=_head(sentence.text[cue.end - sentence.start :]),
            about="the whole document" if flag.about == "document" else flag.about,
            rest=self._rest([sentence]),
        )


def _section(name: str) -> str:
    return one_line(name).replace("_", " ")


def _tail(text: str) -> str:
    """The last words of `text`, with the space that parts them from what follows."""
    line = " ".join(text.split())
    if len(line) > CONTEXT:
        cut = line[-CONTEXT:]
        line = "… " + (cut.partition(" ")[2] or cut)
    return one_line(line) + (" " if text[-1:].isspace() else "")


def _head(text: str) -> str:
    """The first words of `text`, with the space that parts them from what stands before."""
    line = " ".join(text.split())
    if len(line) > CONTEXT:
        cut = line[:CONTEXT]
        line = (cut.rpartition(" ")[0] or cut) + " …"
    return (" " if text[:1].isspace() else "") + one_line(line)
