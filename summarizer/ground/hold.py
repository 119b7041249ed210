"""Hold a draft against its source: what stands is kept, what does not is recorded with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from summarizer.draft import (
    Draft,
    DraftClaim,
    DraftFlag,
    DraftFlow,
    DraftItem,
    DraftParty,
    DraftQuote,
    DraftWarning,
    Range,
)
from summarizer.ground.checks import unsupported
from summarizer.ground.context import Context
from summarizer.ground.negation import denied
from summarizer.ground.source import Source
from summarizer.ground.transfers import transfer_is_negated
from summarizer.schema import Dropped, PartyKind, Stance
from summarizer.segment.words import SPEECH

# "Doe said", "Doe has also told"; "said the deputy minister, Jane" before a name.
_SAYS = re.compile(rf",?\s+(?:\w+\s+){{0,2}}?(?:{'|'.join(SPEECH)})\b")
_SAID_BY = re.compile(rf"\b(?:{'|'.join(SPEECH)})\s+(?:[\w.,'’-]+\s+){{0,6}}$")


@dataclass(frozen=True)
class Held:
    """What stands of a draft, and what was dropped from it."""

    draft: Draft
    dropped: tuple[Dropped, ...]


def hold(draft: Draft, source: Source) -> Held:
    """Keep what the source supports. Total: it never raises for what a draft says, it drops and records."""
    return _Holder(draft, source).run()


class _Holder:
    def __init__(self, draft: Draft, source: Source) -> None:
        self.draft = draft
        self.source = source
        self.dropped: list[Dropped] = []
        self.parties: dict[str, DraftParty] = {}
        self.context = Context(source, {})

    def run(self) -> Held:
        for number in sorted(self.source.orders):
            self.drop("document", "it gives orders to its reader and is not read as a report", self._sentence(number))
        for party in self.draft.parties:
            self._party(party)
        self.context = Context(self.source, self.parties)
        flows = tuple(f for f in map(self._flow, self.draft.flows) if f is not None)
        quotes = tuple(q for q in map(self._quote, self.draft.quotes) if q is not None)
        warnings = tuple(w for w in map(self._warning, self.draft.warnings) if w is not None)
        subjects = {f.ref for f in flows} | {w.ref for w in warnings}
        flags: dict[tuple[str, int], DraftFlag] = {}
        for flag in self.draft.flags:
            if self._flag(flag):
                kept = flag if flag.about in subjects else replace(flag, about=None)
                flags.setdefault((flag.kind, flag.sentence), kept)
        held = Draft(
            parties=tuple(self.parties.values()),
            flows=flows,
            quotes=quotes,
            warnings=warnings,
            flags=tuple(flags.values()),
            headline=self._headline(),
        )
        points = {p.text: p for p in self.draft.key_points if self._point(p.text, p.evidence, held)}
        return Held(replace(held, key_points=tuple(points.values())), tuple(self.dropped))

    def drop(self, section: str, reason: str, answer: object) -> None:
        self.dropped.append(Dropped(section=section, reason=reason, answer=str(answer)[:500].strip() or "(empty)"))

    def _party(self, party: DraftParty) -> None:
        inside = tuple(m for m in party.mentions if self._in_text(m))
        if inside and all(self.source.sentence_of(m) in self.source.orders for m in inside):
            return
        if not party.name.strip() or not inside:
            self.drop("parties", "no mention of it stands in the text", party.name or party.ref)
        elif party.ref in self.parties:
            self.drop("parties", "the same reference was given twice", party.name)
        else:
            # A name that a line break of the text cuts in two is still one name.
            self.parties[party.ref] = replace(party, name=" ".join(party.name.split()), mentions=inside)

    def _flow(self, flow: DraftFlow) -> DraftFlow | None:
        shown = self._flow_words(flow)
        if flow.supplier is None and flow.recipient is None:
            self.drop("arms_flows", "neither supplier nor recipient is named", shown)
            return None
        for side, ref in (("supplier", flow.supplier), ("recipient", flow.recipient)):
            if ref is not None and ref not in self.parties:
                self.drop("arms_flows", f"its {side} is not a party of the text", shown)
                return None
        if flow.supplier == flow.recipient:
            self.drop("arms_flows", "supplier and recipient are the same party", shown)
            return None
        claims = tuple(c for c in (self._claim(c, shown) for c in flow.claims) if c is not None)
        if not claims:
            self.drop("arms_flows", "no claim of it stands", shown)
            return None
        return self._with_context(replace(flow, claims=claims), shown)

    def _with_context(self, flow: DraftFlow, shown: str) -> DraftFlow | None:
        """The flow with the sentences that tell whom its evidence means by a side that it does not name.

        At most one for each side, and none where the evidence carries on a paragraph whose last sentence names it: it
        is read in one breath. None when a side is not named nearby at all.
        """
        carried: set[int] = set()
        first = flow.evidence[0]
        for side, ref in (("supplier", flow.supplier), ("recipient", flow.recipient)):
            if ref is None or self.context.named(ref, flow.evidence):
                continue
            before = self.context.carried(ref, flow.evidence)
            if not before and not self.context.in_reach(ref, first):
                self.drop("arms_flows", f"its {side} is not named in the cited sentences", shown)
                return None
            anchor = None if before else self.context.anchor(ref, flow, first)
            if anchor is not None:
                flow = replace(flow, claims=tuple(_leaning(flow.claims, first, anchor)))
            carried |= before
        return replace(flow, items=self._items(flow, carried))

    def _claim(self, claim: DraftClaim, shown: str) -> DraftClaim | None:
        evidence = self._cited(claim.evidence)
        if not evidence:
            self.drop("claims", "it cites no sentence of the text", shown)
            return None
        for side, ref in (("claimant", claim.claimant), ("relaying party", claim.reported_by)):
            if ref is not None and ref not in self.parties:
                self.drop("claims", f"its {side} is not a party of the text", shown)
                return None
        positive = claim.stance in (Stance.ASSERTS, Stance.SUSPECTS)
        if not positive and not denied(self.source.words(evidence)):
            self.drop("claims", f"no word of denial is cited for the stance {claim.stance.value}", shown)
            return None
        if positive and all(transfer_is_negated(self.source.words((n,))) for n in evidence):
            self.drop("claims", f"the cited sentences negate it, against the stance {claim.stance.value}", shown)
            return None
        return replace(claim, evidence=evidence)

    def _items(self, flow: DraftFlow, carried: set[int]) -> tuple[DraftItem, ...]:
        kept: dict[Range, DraftItem] = {}
        for item in flow.items:
            sentence = self.source.sentence_of(item.words) if self._in_text(item.words) else None
            if sentence is None or sentence not in {*flow.evidence, *carried}:
                self.drop("items", "its words do not stand in the cited sentences", self._shown(item.words))
                continue
            quantity = item.quantity
            if quantity is not None and not self._beside(quantity, sentence):
                self.drop(
                    "items", "its quantity does not stand in the same sentence or next to it", self._shown(quantity)
                )
                quantity = None
            kept.setdefault(item.words, replace(item, quantity=quantity))
        return tuple(kept.values())

    def _beside(self, quantity: Range, sentence: int) -> bool:
        """Whether a quantity stands in a sentence or next to it: "The jets are old. We want forty of them." """
        number = self.source.sentence_of(quantity) if self._in_text(quantity) else None
        return number is not None and abs(number - sentence) <= 1 and number not in self.source.orders

    def _quote(self, quote: DraftQuote) -> DraftQuote | None:
        spans = tuple(s for s in quote.spans if self._in_text(s))
        if not spans or len(spans) != len(quote.spans):
            self.drop("official_quotes", "it points outside the text", quote.spans)
            return None
        if any(self.source.sentence_of(s) in self.source.orders for s in spans):
            return None
        if self._told(quote):
            self.drop("official_quotes", "it is told of its speaker, not quoted", self._shown(spans[0]))
            return None
        if quote.speaker is not None and quote.speaker not in self.parties:
            self.drop("official_quotes", "its speaker is not a party of the text", self._shown(spans[0]))
            quote = replace(quote, speaker=None)
        name = quote.speaker_name if self._speaks(quote.speaker_name) else None
        role = quote.speaker_role if self._speaks(quote.speaker_role) else None
        return replace(quote, speaker_name=name, speaker_role=role)

    def _told(self, quote: DraftQuote) -> bool:
        """Whether words without marks name the official who is said to have spoken them: "..., Minister Doe said"."""
        speaker = self.parties.get(quote.speaker or "")
        if speaker is None or speaker.kind is not PartyKind.OFFICIAL:
            return False
        marked = [(q.start, q.end) for q in self.source.segmentation.quotations]
        bare = [s for s in quote.spans if not any(start <= s[0] and s[1] <= end for start, end in marked)]
        named = [(start, m, end) for start, end in bare for m in speaker.mentions if start <= m[0] and m[1] <= end]
        text = self.source.text
        return any(_SAYS.match(text, m[1], end) or _SAID_BY.search(text[start : m[0]]) for start, m, end in named)

    def _warning(self, warning: DraftWarning) -> DraftWarning | None:
        evidence = self._cited(warning.evidence)
        if not evidence:
            self.drop("warnings", "it cites no sentence of the text", warning.gist or warning.kind.value)
            return None
        shown = warning.gist or self.source.words(evidence)
        for side, ref in (("issuer", warning.issuer), ("target", warning.target)):
            if ref is not None and ref not in self.parties:
                self.drop("warnings", f"its {side} is not a party of the text", shown)
                return None
        gist = (warning.gist or "").strip() or None
        if gist is not None:
            known = {warning.issuer, warning.target, *self.context.meant(evidence)}
            reason = unsupported(gist, self.source.words(evidence), self.context.names(known))
            if len(gist.split()) > 20:
                reason = "it has more than 20 words"
            if reason:
                self.drop("warnings", f"gist replaced: {reason}", gist)
                gist = None
        return replace(warning, gist=gist, evidence=evidence)

    def _flag(self, flag: DraftFlag) -> bool:
        if flag.sentence in self.source.orders:
            return False
        if self._in_text(flag.cue) and self.source.has_sentence(flag.sentence):
            sentence = self.source.segmentation.sentence(flag.sentence)
            if sentence.start <= flag.cue[0] and flag.cue[1] <= sentence.end:
                return True
        self.drop("uncertainty", "its cue does not stand in the cited sentence", f"{flag.kind.value} S{flag.sentence}")
        return False

    def _headline(self) -> str | None:
        headline = (self.draft.headline or "").strip()
        if not _has_words(headline):
            return None
        reason = unsupported(headline, self.source.text, self.context.names(self.parties))
        if len(headline.split()) > 15 or "\n" in headline:
            reason = "it is not one line of at most 15 words"
        if reason:
            self.drop("headline", f"replaced: {reason}", headline)
            return None
        return headline

    def _point(self, text: str, evidence: tuple[int, ...], held: Draft) -> bool:
        numbers = self._cited(evidence)
        if not numbers or set(numbers) != set(evidence) or not _has_words(text):
            self.drop("key_points", "it cites no sentence of the text", text or "(empty)")
            return False
        near = self.context.meant(numbers, held.flows, held.warnings, held.quotes)
        reason = unsupported(text, self.source.words(numbers), self.context.names(near))
        if reason:
            self.drop("key_points", reason, text)
        return reason is None

    def _cited(self, numbers: Iterable[int]) -> tuple[int, ...]:
        """The sentences among the cited numbers that are there and may be evidence, in order."""
        return tuple(sorted({n for n in numbers if self.source.has_sentence(n)} - self.source.orders))

    def _sentence(self, number: int) -> str:
        return self.source.words((number,))

    def _speaks(self, words: Range | None) -> bool:
        return words is not None and self._in_text(words) and not self._shown(words).isspace()

    def _in_text(self, words: Range) -> bool:
        return 0 <= words[0] < words[1] <= len(self.source.text)

    def _shown(self, words: Range) -> str:
        return self.source.text[words[0] : words[1]] or f"characters {words[0]} to {words[1]}"

    def _flow_words(self, flow: DraftFlow) -> str:
        sides = [self.parties[r].name if r in self.parties else (r or "?") for r in (flow.supplier, flow.recipient)]
        cited = ", ".join(f"S{n}" for n in flow.evidence) or "no sentence"
        return f"{sides[0]} -> {sides[1]} ({flow.stage.value}; {cited})"


def _has_words(text: str) -> bool:
    """Whether there is anything to read in a text, and not only marks, spaces or characters that nobody sees."""
    return any(c.isalnum() for c in text)


def _leaning(claims: Iterable[DraftClaim], first: int, anchor: int) -> Iterator[DraftClaim]:
    """The claims, with one more sentence of evidence for the earliest of them, the first that cites `first`."""
    waiting = True
    for claim in claims:
        if waiting and first in claim.evidence:
            claim, waiting = replace(claim, evidence=tuple(sorted({anchor, *claim.evidence}))), False
        yield claim
