"""The draft that the annotator's candidates make by themselves: the `rules` engine, and what `stepwise` starts from."""

from __future__ import annotations

from summarizer.annotate.model import Annotations, FlowCandidate, QuoteCandidate
from summarizer.draft import (
    Draft,
    DraftClaim,
    DraftFlag,
    DraftFlow,
    DraftItem,
    DraftParty,
    DraftQuote,
    DraftWarning,
)
from summarizer.engines.base import Extraction, Job
from summarizer.read.language import is_foreign, language_of
from summarizer.schema import Chunk, ChunkStatus, ClaimantKind, FlagKind, Stance

LANGUAGE = "en"


def read_by_rules(job: Job) -> Extraction:
    """The whole document, read by rules alone. No model, no network, and the same every time."""
    chunk = foreign(job) or whole(job, ChunkStatus.READ, "read by rules alone, without a model")
    return Extraction(draft_of(job.annotations), (), (chunk,))


def foreign(job: Job) -> Chunk | None:
    """The chunk of a document in a language that the rules do not read: finding nothing in it means nothing."""
    declared, text = job.source.document.language, job.source.text
    language = None if declared is None or declared.partition("-")[0].lower() == LANGUAGE else declared
    # What a page declares is often wrong either way; its words are not.
    if not is_foreign(text) and (language is None or language_of(text) == LANGUAGE):
        return None
    named = f" ({language})" if language else ""
    return whole(job, ChunkStatus.FAILED, f"the rules read English, and this text is in another language{named}")


_FITTING: dict[FlagKind, tuple[Stance | ClaimantKind, ...]] = {
    FlagKind.DENIAL: (Stance.DENIES,),
    FlagKind.NO_EVIDENCE: (Stance.FINDS_NO_EVIDENCE,),
    FlagKind.HEDGE: (Stance.SUSPECTS,),
    FlagKind.ANONYMOUS_SOURCE: (ClaimantKind.ANONYMOUS_SOURCE,),
}
"""What a claim is when a flag of its sentence speaks of it."""


def whole(job: Job, status: ChunkStatus, detail: str | None) -> Chunk:
    """One chunk for the whole document."""
    return Chunk(start=0, end=len(job.source.text), status=status, detail=detail)


def draft_of(annotations: Annotations) -> Draft:
    """All candidates as a draft, references being `P`, `F` and `W` with the candidate's number."""
    return Draft(
        parties=tuple(
            DraftParty(f"P{p.number}", p.name, p.kind, p.country, p.role, tuple((m.start, m.end) for m in p.mentions))
            for p in annotations.parties
        ),
        flows=tuple(_flow(f, annotations) for f in annotations.flows),
        quotes=tuple(_quote(q) for q in annotations.quotes if q.official),
        warnings=tuple(
            DraftWarning(f"W{w.number}", w.kind, _party(w.issuer), _party(w.target), None, w.evidence)
            for w in annotations.warnings
        ),
        flags=tuple(
            DraftFlag(c.kind, c.sentence, (c.start, c.end), _subject(c.kind, c.sentence, annotations))
            for c in annotations.cues
        ),
    )


def _party(number: int | None) -> str | None:
    return None if number is None else f"P{number}"


def _flow(flow: FlowCandidate, annotations: Annotations) -> DraftFlow:
    items = (annotations.materiel[n - 1] for n in flow.items)
    return DraftFlow(
        ref=f"F{flow.number}",
        supplier=_party(flow.supplier),
        recipient=_party(flow.recipient),
        stage=flow.stage,
        items=tuple(DraftItem((m.start, m.end), m.category, m.quantity) for m in items),
        claims=tuple(
            DraftClaim(_party(c.claimant), c.kind, c.stance, _party(c.reported_by), c.evidence) for c in flow.claims
        ),
    )


def _quote(quote: QuoteCandidate) -> DraftQuote:
    return DraftQuote(quote.spans, _party(quote.speaker), quote.speaker_name, quote.speaker_role, quote.fragment)


def _subject(kind: FlagKind, sentence: int, annotations: Annotations) -> str | None:
    """The flow or warning that a sentence is evidence of: flows first, and of those the one whose claim there is what
    the flag says; else the earliest."""
    here = [(f, c) for f in annotations.flows for c in f.claims if sentence in c.evidence]
    if here:
        fitting = [(f, c) for f, c in here if c.stance in _FITTING.get(kind, ()) or c.kind in _FITTING.get(kind, ())]
        return f"F{(fitting or here)[0][0].number}"
    return next((f"W{w.number}" for w in annotations.warnings if sentence in w.evidence), None)
