"""What changed since a previous note: new and gone movements, new denials, other stages and numbers.

Two movements of two notes are the same when their keys are; else when sides and stage family are the same and they
share a document or all their kinds of materiel. A movement that only a limit of the previous note left out is not new.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from summarizer.note import phrases
from summarizer.note.bounds import amount
from summarizer.note.model import Change, ChangeKind, Changes, FlowClaim, Note, NoteFlow, Reference, Section
from summarizer.render import wording
from summarizer.schema import Stance

_MOST = 6
"""References of a change; the table of movements has all."""
_DENIALS = (Stance.DENIES, Stance.FINDS_NO_EVIDENCE)


def changes(note: Note, previous: Note, limit: int | None = None) -> tuple[Changes, int]:
    """The changes from `previous` to `note` in the order of `ChangeKind`, and how many a limit leaves out."""
    pairs = _pairs(note, previous)
    found = [c for flow in note.flows for c in _of_flow(note, previous, flow, pairs.get(flow.id))]
    found += _gone(note, previous, {f.id for f in pairs.values()})
    found += _warnings(note, previous)
    found.sort(key=lambda c: list(ChangeKind).index(c.kind))
    digest = hashlib.sha256(previous.to_json().encode("utf-8")).hexdigest()
    kept = tuple(found[:limit])
    told = Changes(previous_as_of=previous.as_of, previous_sha256=digest, changes=kept)
    return told, len(found) - len(kept)


def _pairs(note: Note, previous: Note) -> dict[str, NoteFlow]:
    """The movement of the previous note for each movement of this one, by label."""
    by_key = {f.key: f for f in previous.flows}
    found = {f.id: by_key[f.key] for f in note.flows if f.key in by_key}
    taken = {f.id for f in found.values()}
    for flow in note.flows:
        if flow.id in found:
            continue
        fits = [f for f in previous.flows if f.id not in taken and _same(note, flow, previous, f)]
        if fits:
            best = max(fits, key=lambda f: (len(_hashes(note, flow) & _hashes(previous, f)), -int(f.id[1:])))
            found[flow.id] = best
            taken.add(best.id)
    return found


def _same(note: Note, flow: NoteFlow, previous: Note, former: NoteFlow) -> bool:
    sides = (_keys(note, flow), flow.family) == (_keys(previous, former), former.family)
    shared = not _hashes(note, flow).isdisjoint(_hashes(previous, former))
    return sides and (shared or (bool(flow.categories) and flow.categories == former.categories))


def _keys(note: Note, flow: NoteFlow) -> tuple[str | None, ...]:
    return tuple(note.party(p).key if p else None for p in (flow.supplier, flow.recipient))


def _hashes(note: Note, flow: NoteFlow) -> set[str]:
    return {note.source(d).sha256 for d in flow.documents}


def _of_flow(note: Note, previous: Note, flow: NoteFlow, former: NoteFlow | None) -> Iterator[Change]:
    if former is None:
        known = {s.sha256 for s in previous.sources}
        cut = any(o.section is Section.FLOWS for o in previous.omissions)
        if not (cut and _hashes(note, flow) <= known):
            yield _new(note, previous, flow)
        return
    yield from _voices(note, previous, flow, former)
    if flow.stage is not former.stage:
        text = (
            f"{_name(note, flow)}: now told as {wording.stage(flow.stage)}, formerly as {wording.stage(former.stage)}"
        )
        yield _change(ChangeKind.STAGE, flow, text, _claims_cited(flow.claims), former)
    old = {amount(i.quantity or "") for i in former.items}
    for item in flow.items:
        if item.quantity and amount(item.quantity) not in old:
            text = f"{_name(note, flow)}: a number not given before, “{item.quantity}” ({item.words})"
            yield _change(ChangeKind.QUANTITY, flow, text, item.references, former)
    if flow.strength is not former.strength:
        text = f"{_name(note, flow)}: now {flow.strength.value}, formerly {former.strength.value}"
        yield _change(ChangeKind.STRENGTH, flow, text, _claims_cited(flow.claims), former)


def _new(note: Note, previous: Note, flow: NoteFlow) -> Change:
    text = f"{_name(note, flow)}, {wording.stage(flow.stage)}: {flow.strength.value}"
    sides = _keys(note, flow)
    others = [f for f in previous.flows if _keys(previous, f) == sides and set(f.categories) & set(flow.categories)]
    if others and None not in sides:
        told = dict.fromkeys(wording.stage(f.stage) for f in others)
        text += f"; the previous note tells of such materiel between them as {phrases.listed(list(told))}"
    return _change(ChangeKind.NEW_FLOW, flow, text, _claims_cited(flow.claims), others[0] if others else None)


def _voices(note: Note, previous: Note, flow: NoteFlow, former: NoteFlow) -> Iterator[Change]:
    old = {_voice(previous, c) for c in former.claims}
    for claim in flow.claims:
        if _voice(note, claim) not in old:
            kind = ChangeKind.NEW_DENIAL if claim.stance in _DENIALS else ChangeKind.NEW_CLAIM
            text = f"{_name(note, flow)}: now also {phrases.by(claim.stance, [claim.who])}"
            yield _change(kind, flow, text, claim.references, former)


def _voice(note: Note, claim: FlowClaim) -> tuple[object, ...]:
    claimant = note.party(claim.claimant).key if claim.claimant else None
    return (claimant, claim.claimant_kind, claim.stance)


def _gone(note: Note, previous: Note, kept: set[str]) -> Iterator[Change]:
    if any(o.section is Section.FLOWS for o in note.omissions):
        return
    here = {s.sha256 for s in note.sources}
    for flow in previous.flows:
        if flow.id not in kept:
            why = "its documents are not in this note"
            if _hashes(previous, flow) & here:
                why = "its documents are in this note, and their briefs no longer tell it so"
            text = f"{_sides(previous, flow)}, {flow.materiel}, {wording.stage(flow.stage)}: no longer told; {why}"
            yield _change(ChangeKind.GONE_FLOW, None, text, (), flow)


def _warnings(note: Note, previous: Note) -> Iterator[Change]:
    old = {(_key(previous, w.issuer), _key(previous, w.target), w.kind, g) for w in previous.warnings for g in w.gists}
    for warning in note.warnings:
        who = (_key(note, warning.issuer), _key(note, warning.target), warning.kind)
        if not any((*who, gist) in old for gist in warning.gists):
            text = f"a new warning ({warning.kind.value}) by {note.name(warning.issuer)}: {warning.gists[0]}"
            yield _change(ChangeKind.NEW_WARNING, None, text, warning.references, None)


def _key(note: Note, party: str | None) -> str | None:
    return note.party(party).key if party else None


def _name(note: Note, flow: NoteFlow) -> str:
    return f"{flow.id}, {_sides(note, flow)}, {flow.materiel}"


def _sides(note: Note, flow: NoteFlow) -> str:
    return f"{note.name(flow.supplier)} to {note.name(flow.recipient)}"


def _claims_cited(claims: Sequence[FlowClaim]) -> tuple[Reference, ...]:
    """The first place of each voice."""
    return tuple(c.references[0] for c in claims)


def _change(
    kind: ChangeKind, flow: NoteFlow | None, text: str, references: Sequence[Reference], former: NoteFlow | None
) -> Change:
    cited = tuple({(r.document, r.part): r for r in references}.values())[:_MOST]
    labels = tuple(dict.fromkeys(r.label for c in former.claims for r in c.references)) if former else ()
    return Change(
        kind=kind,
        flow=flow.id if flow else None,
        text=phrases.sentence(text),
        references=cited,
        former=labels[:_MOST],
    )
