"""From weighed movements to the flows of a note: items side by side, voices with their places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from summarizer.note import phrases
from summarizer.note.bounds import amount
from summarizer.note.desk import Desk, days
from summarizer.note.group import VAGUE, Movement, Reason
from summarizer.note.materiel import designations, family, spelt
from summarizer.note.model import FlowClaim, FlowItem, Join, NoteFlow, Reference
from summarizer.note.reading import Reading, ToldFlow, ToldItem
from summarizer.note.weigh import AFFIRMING, Voice, Weighed, tellings_cited
from summarizer.schema import Category, Stage

Told = tuple[Reading, ToldFlow, int, ToldItem]
"""An item of a flow of a document, and its number there from 1."""


def note_flow(weighed: Weighed, label: str) -> NoteFlow:
    """The flow as the note tells it."""
    movement, desk = weighed.movement, weighed.desk
    stages = {f.stage for _, f in movement.members}
    categories = {i.category for _, f in movement.members for i in f.items}
    return NoteFlow(
        id=label,
        key=movement.key,
        supplier=desk.party(movement.supplier),
        recipient=desk.party(movement.recipient),
        materiel=_materiel(movement),
        categories=tuple(c for c in Category if c in categories),
        family=movement.family,
        stage=weighed.stage,
        stages=tuple(s for s in Stage if s in stages),
        items=_items(movement, desk),
        claims=tuple(_claim(v, desk) for v in weighed.voices),
        strength=weighed.strength,
        standing=weighed.standing,
        roots=weighed.roots,
        circular=weighed.circular,
        first=weighed.dates[0] if weighed.dates else None,
        last=weighed.dates[-1] if weighed.dates else None,
        joins=_joins(movement.reasons, desk),
    )


def _joins(reasons: Iterable[Reason], desk: Desk) -> tuple[Join, ...]:
    """Each reason once, with the flows that show it."""
    told: dict[str, list[Reference]] = defaultdict(list)
    for reason in reasons:
        told[reason.text] += [desk.cite(r, f"{f.id}.1", f.claims[0].sentences) for r, f in reason.members]
    return tuple(Join(text=phrases.sentence(t), references=desk.ordered(cited)) for t, cited in told.items())


def _items(movement: Movement, desk: Desk) -> tuple[FlowItem, ...]:
    """The items; one designation in one number is one item, whether "12 F-16s" or "a dozen F-16 fighters"."""
    told: dict[tuple[object, ...], list[Told]] = defaultdict(list)
    for document, flow in movement.members:
        for number, item in enumerate(flow.items, 1):
            what = designations(item.words) or (phrases.readable(item.words).casefold(),)
            told[what, amount(item.quantity or ""), item.category].append((document, flow, number, item))
    ordered = sorted(told.values(), key=lambda ts: (-len({t[0].id for t in ts}), ts[0][0].order, ts[0][1].id, ts[0][2]))
    return tuple(
        FlowItem(
            words=ts[0][3].words,
            quantity=ts[0][3].quantity,
            category=ts[0][3].category,
            figures=_speakers(ts, desk),
            references=desk.ordered(desk.cite(r, f"{f.id}.i{n}", i.sentences) for r, f, n, i in ts),
        )
        for ts in ordered
    )


def _speakers(told: list[Told], desk: Desk) -> tuple[str, ...]:
    """Parties whose claims cite a sentence that holds the item; not those who deny it where somebody affirms it."""
    found: dict[bool, list[str]] = {True: [], False: []}
    for document, flow, _, item in told:
        for claim in flow.claims:
            if claim.claimant and not set(claim.sentences).isdisjoint(item.sentences):
                party = desk.party(desk.entity(document, claim.claimant))
                found[claim.stance in AFFIRMING].append(party or "")
    return tuple(dict.fromkeys(found[True] or found[False]))


def _claim(voice: Voice, desk: Desk) -> FlowClaim:
    stages = {t.flow.stage for t in voice.tellings}
    reporters = [desk.entity(t.document, t.claim.reported_by) for t in voice.tellings]
    named = voice.claimant.name if voice.claimant else None
    return FlowClaim(
        claimant=desk.party(voice.claimant),
        claimant_kind=voice.kind,
        who=phrases.who(named, voice.kind, len(voice.documents)),
        stance=voice.stance,
        stages=tuple(s for s in Stage if s in stages),
        reported_by=tuple(dict.fromkeys(desk.parties[e.key] for e in reporters if e is not None)),
        roots=voice.roots,
        no_root=phrases.sentence(voice.no_root) if voice.no_root else None,
        dates=days(voice.documents),
        references=tellings_cited(voice.tellings, desk),
    )


def _materiel(movement: Movement) -> str:
    """ "combat aircraft: Su-35", in the documents' own spelling of designations."""
    named: dict[str, dict[str, None]] = defaultdict(dict)
    for kind in sorted(movement.kinds - {VAGUE}):
        named[kind.family if kind.family != "other" else "other materiel"]
    for _, flow in sorted(movement.members, key=lambda m: m[0].order):
        for item in flow.items:
            for name in designations(item.words):
                named[family(item.category)].setdefault(spelt(name, item.words), None)
    parts = [f"{what}: {', '.join(names)}" if names else what for what, names in sorted(named.items())]
    return "; ".join(parts) or VAGUE.family
