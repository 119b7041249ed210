"""Why the note says what it says of one movement or party: documents, sentences and rules, from the note alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from summarizer.errors import InputError
from summarizer.note.model import FlowClaim, Join, Note, NoteFlow, NoteParty, Reference, Source, Strength
from summarizer.note.strength import MEANING
from summarizer.render import wording
from summarizer.render.neutral import one_line
from summarizer.schema import Stance


def explain(note: Note, label: str) -> str:
    """The making of "F12", "P3" or "D5" as plain text.

    Raises:
        InputError: the note has no such label.
    """
    flows, parties = {f.id: f for f in note.flows}, {p.id: p for p in note.parties}
    sources = {s.id: s for s in note.sources}
    if label in flows:
        return "\n".join(_flow(note, flows[label])) + "\n"
    if label in parties:
        return "\n".join(_party(note, parties[label])) + "\n"
    if label in sources:
        return "\n".join(_source(note, sources[label])) + "\n"
    last = note.flows[-1].id if note.flows else "none"
    raise InputError(f"The note has no {label!r}.", f"Give a movement (the last is {last}), a party or a document.")


def _flow(note: Note, flow: NoteFlow) -> Iterator[str]:
    yield f"{flow.id}  {_line(note.name(flow.supplier))} to {_line(note.name(flow.recipient))}: {_line(flow.materiel)}"
    yield f"stage family {flow.family.value}; stages told: {', '.join(wording.stage(s) for s in flow.stages)}"
    yield f"key: {_line(flow.key)}"
    yield ""
    yield "Why these are one movement"
    yield from _joins(flow.joins, "one document tells it, in one part of its brief")
    yield ""
    yield "Who says so, and where"
    for claim in flow.claims:
        yield from _claim(note, claim)
    yield ""
    yield "Materiel, in the documents' words"
    for item in flow.items:
        count = f"{item.quantity} | " if item.quantity else ""
        yield f"  {_line(count + item.words)} ({wording.category(item.category)}) {_labels(item.references)}"
    if not flow.items:
        yield "  none named"
    yield ""
    yield f"Strength: {flow.strength.value} ({MEANING[Strength(flow.strength)]})"
    told = (f"{wording.PARTICIPLE[s]} {getattr(flow.standing, s.value)}" for s in Stance)
    yield f"Independent roots: {', '.join(told)}; affirmed in all by {flow.roots}"
    if flow.circular is not None:
        yield f"  {_line(flow.circular.text)}"
    yield ""
    yield "Documents"
    for label in flow.documents:
        yield from _document(note.source(label))


def _claim(note: Note, claim: FlowClaim) -> Iterator[str]:
    reported = f", reported by {', '.join(note.name(p) for p in claim.reported_by)}" if claim.reported_by else ""
    yield f"  {wording.STANCE[claim.stance]}: {_line(claim.who + reported)} (independent roots: {claim.roots})"
    if claim.no_root:
        yield f"    no independent root: {_line(claim.no_root)}"
    for reference in claim.references:
        yield from _words(note, reference)


def _words(note: Note, reference: Reference) -> Iterator[str]:
    for number in reference.sentences:
        words = _line(note.source(reference.document).sentence(number))
        yield f"    [{reference.document} S{number}, {reference.part} of its brief] {words}"


def _joins(joins: Iterable[Join], otherwise: str) -> Iterator[str]:
    told = [f"  {_line(j.text)} {_labels(j.references)}" for j in joins]
    yield from told or [f"  {otherwise}"]


def _party(note: Note, party: NoteParty) -> Iterator[str]:
    country = f", {party.country}" if party.country else ""
    yield f"{party.id}  {_line(party.name)} ({wording.plain(party.kind)}{country})"
    yield f"key: {_line(party.key)}"
    yield f"names in documents: {_line('; '.join(party.names))}"
    yield f"documents: {', '.join(party.documents)}"
    yield ""
    yield "Why these are one party"
    yield from _joins(party.joins, "one document names it, or no rule was needed")
    yield ""
    yield "Where it was first named"
    for join in party.joins:
        for reference in join.references:
            yield from _words(note, reference)


def _source(note: Note, source: Source) -> Iterator[str]:
    yield from _document(source)
    yield f"  story: {source.story}; root: {source.root}"
    told = [f.id for f in note.flows if source.id in f.documents]
    yield f"  movements: {', '.join(told) or 'none'}"
    for passage in source.sentences:
        yield f"    S{passage.number}: {_line(passage.text)}"


def _document(source: Source) -> Iterator[str]:
    known = [source.name, source.outlet, source.published or "no date", f"sha256 {source.sha256}"]
    yield f"  {source.id}  {_line(', '.join(dict.fromkeys(k for k in known if k)))}"
    if source.tie:
        yield f"      {_line(source.tie)}"


def _labels(references: Iterable[Reference]) -> str:
    return " ".join(f"[{r.label}]" for r in references)


def _line(text: str) -> str:
    return one_line(text)
