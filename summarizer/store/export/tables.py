"""The five tables of a run. Columns are added at the end, never renamed or moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from summarizer.schema import Brief, Party, Span
from summarizer.store.answers import canonical
from summarizer.store.export import register
from summarizer.store.export.columns import Row, Table, Value, columns
from summarizer.store.model import Record

COMMON = columns(
    "document_id: text: SHA-256 of the document's text",
    "published: text: when the document says it was published, ISO 8601",
    "outlet: text: who published it",
    "url: text: its address",
    "title: text: its title",
    "complete: yes or no: whether all of it was read; if not, what is missing here may be in the part that was not",
)


def _common(record: Record) -> list[Value]:
    info = record.brief.document
    return [info.sha256, info.published, info.outlet, info.url, info.title, record.brief.coverage.complete]


BRIEF_COLUMNS = columns(
    "locations: list: where the document was found",
    "language: text: ISO 639-1",
    "chars: integer: code points of the text",
    "headline: text: the brief's headline",
    "key_points: list: the brief's key points",
    "parties: list: names of all parties",
    "flows: integer: how many movements are claimed",
    "claims: integer: how many claims are made about them",
    "quotes: integer: how many official quotations there are",
    "warnings: integer: how many warnings",
    "flags: integer: how many flags of uncertainty",
    "dropped: integer: how many answers did not hold against the text",
    "engine: text: what made the brief",
    "model: text: the language model, empty without one",
    "prompt: text: the prompt's id",
    "created_at: text: when it was made, ISO 8601",
    "calls: integer: requests to the model",
    "tokens_in: integer: tokens sent",
    "tokens_out: integer: tokens received",
    "cost_usd: real: their cost, empty when unknown",
    "brief: text: the whole brief as JSON",
)


def _briefs(record: Record) -> Iterator[Row]:
    brief, made = record.brief, record.brief.provenance
    yield [
        *_common(record),
        list(record.locations),
        brief.document.language,
        brief.document.chars,
        brief.headline,
        [point.text for point in brief.key_points],
        [party.name for party in brief.parties],
        len(brief.arms_flows),
        sum(len(flow.claims) for flow in brief.arms_flows),
        len(brief.official_quotes),
        len(brief.warnings),
        len(brief.uncertainty),
        len(brief.coverage.dropped),
        *(made.engine, made.model, made.prompt, made.created_at),
        *(made.calls, made.tokens_in, made.tokens_out, made.cost_usd),
        canonical(brief),
    ]


CLAIM_COLUMNS = columns(
    "flow_id: text: id of the claimed movement in its brief",
    "claim: integer: number of the claim within the movement, from 1",
    "supplier: text: who gives, empty when not named",
    "supplier_kind: text: kind of party",
    "supplier_iso3: text: ISO 3166-1 alpha-3 of its country",
    "recipient: text: who gets, empty when not named",
    "recipient_kind: text: kind of party",
    "recipient_iso3: text: ISO 3166-1 alpha-3 of its country",
    "items: list: the materiel, verbatim",
    "categories: list: category of each item",
    "quantities: list: words that count each item, verbatim; empty places where there are none",
    "stage: text: how far the movement is said to have got",
    "claimant: text: who says it, empty for the document's own voice",
    "claimant_kind: text: kind of claimant",
    "claimant_iso3: text: ISO 3166-1 alpha-3 of the claimant's country",
    "stance: text: asserts, suspects, denies, or finds_no_evidence",
    "reported_by: text: who relays the claim",
    "evidence: list: sentences that carry the claim, verbatim",
    "evidence_offsets: list: where they stand, start-end in code points",
    "sipri_supplier: text: supplier as a state (or armed group), by the rule below",
    "sipri_recipient: text: recipient as a state (or armed group), by the rule below",
    "sipri_numbers: list: of each item, the quantity where it is a number, verbatim",
    "sipri_designations: list: of each item, the words that are a designation, verbatim",
    "sipri_descriptions: list: of each item, its words, verbatim",
    "sipri_year_of_order: integer: by the rule below, else empty",
    "sipri_year_of_delivery: integer: by the rule below, else empty",
    "unroca_categories: list: of each item, I to VIII where that is unambiguous, by the rule below",
)


def _claims(record: Record) -> Iterator[Row]:
    brief, parties = record.brief, _parties(record.brief)
    for flow in brief.arms_flows:
        supplier, recipient = (parties.get(ref or "") for ref in (flow.supplier, flow.recipient))
        words = [item.span.text for item in flow.items]
        for number, claim in enumerate(flow.claims, start=1):
            claimant = parties.get(claim.claimant or "")
            reporter = parties.get(claim.reported_by or "")
            ordered, delivered = register.years(flow, claim, brief.document.published)
            yield [
                *_common(record),
                *(flow.id, number, *_party(supplier), *_party(recipient)),
                list(words),
                [item.category.value for item in flow.items],
                [item.quantity.text if item.quantity else None for item in flow.items],
                flow.stage.value,
                claimant.name if claimant else None,
                claim.claimant_kind.value,
                claimant.country if claimant else None,
                claim.stance.value,
                reporter.name if reporter else None,
                *_spans(claim.evidence),
                *(register.state(supplier), register.state(recipient)),
                [register.number(item) for item in flow.items],
                [register.designation(item) for item in flow.items],
                list(words),
                *(ordered, delivered),
                [register.unroca(item) for item in flow.items],
            ]


QUOTE_COLUMNS = columns(
    "quote_id: text: id of the quotation in its brief",
    "speaker: text: the party that speaks, empty when unknown",
    "speaker_kind: text: kind of party",
    "speaker_iso3: text: ISO 3166-1 alpha-3 of its country",
    "speaker_name: text: name as the document gives it",
    "speaker_role: text: role as the document gives it",
    "fragment: yes or no: whether the words are no clause of their own",
    "words: list: the words between the marks, verbatim, one entry per uninterrupted stretch",
    "offsets: list: where they stand, start-end in code points",
)


def _quotes(record: Record) -> Iterator[Row]:
    parties = _parties(record.brief)
    for quote in record.brief.official_quotes:
        speaker = parties.get(quote.speaker or "")
        named = (quote.speaker_name, quote.speaker_role, quote.fragment)
        yield [*_common(record), quote.id, *_party(speaker), *named, *_spans(quote.spans)]


WARNING_COLUMNS = columns(
    "warning_id: text: id of the warning in its brief",
    "kind: text: sanctions, consequences, demand, or risk",
    "issuer: text: who warns",
    "issuer_kind: text: kind of party",
    "issuer_iso3: text: ISO 3166-1 alpha-3 of its country",
    "target: text: who is warned, empty when nobody in particular",
    "target_kind: text: kind of party",
    "target_iso3: text: ISO 3166-1 alpha-3 of its country",
    "gist: text: the warning in plain language",
    "evidence: list: sentences that carry it, verbatim",
    "evidence_offsets: list: where they stand, start-end in code points",
)


def _warnings(record: Record) -> Iterator[Row]:
    parties = _parties(record.brief)
    for warning in record.brief.warnings:
        issuer, target = (_party(parties.get(ref or "")) for ref in (warning.issuer, warning.target))
        told = (warning.id, warning.kind.value, *issuer, *target, warning.gist)
        yield [*_common(record), *told, *_spans(warning.evidence)]


FLAG_COLUMNS = columns(
    "kind: text: kind of doubt",
    "about: text: id of the flow or warning it qualifies, or document",
    "cue: text: the shortest words that show it, verbatim",
    "cue_offsets: text: where they stand, start-end in code points",
    "sentence: text: their sentence, verbatim",
    "sentence_offsets: text: where it stands, start-end in code points",
)


def _flags(record: Record) -> Iterator[Row]:
    for flag in record.brief.uncertainty:
        words = (flag.cue.text, _place(flag.cue), flag.sentence.text, _place(flag.sentence))
        yield [*_common(record), flag.kind.value, flag.about, *words]


TABLES = {
    "briefs": Table("briefs", (*COMMON, *BRIEF_COLUMNS), _briefs),
    "claims": Table("claims", (*COMMON, *CLAIM_COLUMNS), _claims),
    "quotes": Table("quotes", (*COMMON, *QUOTE_COLUMNS), _quotes),
    "warnings": Table("warnings", (*COMMON, *WARNING_COLUMNS), _warnings),
    "uncertainty": Table("uncertainty", (*COMMON, *FLAG_COLUMNS), _flags),
}
"""By name, as `export --what` takes it."""


def _parties(brief: Brief) -> dict[str, Party]:
    return {party.id: party for party in brief.parties}


def _party(party: Party | None) -> tuple[Value, Value, Value]:
    return (party.name, party.kind.value, party.country) if party else (None, None, None)


def _spans(spans: Iterable[Span]) -> tuple[list[str | None], list[str | None]]:
    found = list(spans)
    return [span.text for span in found], [_place(span) for span in found]


def _place(span: Span) -> str:
    return f"{span.start}-{span.end}"
