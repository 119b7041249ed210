"""Who of those that a text names is a party: whoever the brief speaks of, and those that the network takes for one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from summarizer.annotate.model import Annotations, FlowCandidate
from summarizer.judge.bars import Bars
from summarizer.judge.network import Network
from summarizer.judge.tellings import NOBODY, Page


def chances(pages: Sequence[Page], network: Network) -> dict[int, float]:
    """How likely each party number takes part, by the sentence that says most for it of those that name it."""
    found: dict[int, float] = {}
    for page in pages:
        table = network.part(page.reading)
        for slot in page.slots():
            number = page.party(slot)
            if slot != NOBODY and number is not None and page.encoded.inside[slot]:
                found[number] = max(found.get(number, 0.0), float(table[slot]))
    return found


def recast(found: Annotations, flows: Sequence[FlowCandidate], part: Mapping[int, float], bars: Bars) -> Annotations:
    """The annotations with these flows, and with those for parties who are spoken of or likely to take part; whoever
    is referred to by number keeps being meant."""
    spoken = {n for f in flows for n in (f.supplier, f.recipient)}
    spoken |= {n for f in flows for c in f.claims for n in (c.claimant, c.reported_by)}
    spoken |= {n for w in found.warnings for n in (w.issuer, w.target)}
    spoken |= {q.speaker for q in found.quotes if q.official}
    base = len(found.parties)

    def stands(number: int) -> bool:
        if number in spoken:
            return True
        return part.get(number, 1.0) >= bars.stays if number <= base else part.get(number, 0.0) >= bars.rises

    everyone = found.everyone
    order = [p for p in everyone if stands(p.number)] + [p for p in everyone if not stands(p.number)]
    count = sum(stands(p.number) for p in everyone)
    number = {p.number: i for i, p in enumerate(order, 1)}
    cast = tuple(replace(p, number=number[p.number]) for p in order)

    def new(old: int | None) -> int | None:
        return None if old is None else number[old]

    return replace(
        found,
        parties=cast[:count],
        bystanders=cast[count:],
        flows=tuple(
            replace(
                f,
                supplier=new(f.supplier),
                recipient=new(f.recipient),
                claims=tuple(replace(c, claimant=new(c.claimant), reported_by=new(c.reported_by)) for c in f.claims),
            )
            for f in flows
        ),
        warnings=tuple(replace(w, issuer=new(w.issuer), target=new(w.target)) for w in found.warnings),
        quotes=tuple(replace(q, speaker=new(q.speaker)) for q in found.quotes),
        attributions=tuple(
            replace(a, claimant=new(a.claimant), reported_by=new(a.reported_by)) for a in found.attributions
        ),
        cues=tuple(replace(c, party=new(c.party)) for c in found.cues),
    )
