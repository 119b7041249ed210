"""The sections about movements: both pictures, the table, and where accounts differ."""

from __future__ import annotations

from summarizer.note.model import Conflict, FlowClaim, FlowItem, NoteFlow, Side
from summarizer.note.render import strokes
from summarizer.note.render.blocks import (
    Block,
    Bullets,
    Cell,
    Entry,
    Figure,
    Heading,
    Paragraph,
    Row,
    Table,
    Tone,
    Words,
    given,
    listed,
    own,
)
from summarizer.note.render.context import Context
from summarizer.note.render.flows_svg import flows_picture
from summarizer.note.render.timeline_svg import timeline_picture
from summarizer.render import wording
from summarizer.render.wording import Arrow
from summarizer.schema import Stance

ARROWS = {Arrow.ASSERTED: " → ", Arrow.SUSPECTED: " ⇢ ", Arrow.DISPUTED: " ⇢? ", Arrow.DENIED: " ↛ "}
ABREAST = 4
"""Sides of a conflict that stand beside each other; more of them stand below each other."""


def picture(context: Context) -> list[Block]:
    if not context.note.flows:
        return []
    shown = strokes.best(context.note, context.most)
    lines = (*(_arrow(context, f) for f in shown), *_others(context))
    return [Figure(flows_picture(context.note, most=context.most, narrow=context.narrow), lines)]


def _others(context: Context) -> tuple[Words, ...]:
    words = strokes.left_out(context.note, context.most)
    return ((own(words, Tone.QUIET),),) if words else ()


def _arrow(context: Context, flow: NoteFlow) -> Words:
    arrow = ARROWS[wording.arrow(c.stance for c in flow.claims)]
    ends = (context.party(flow.supplier, Tone.STRONG), own(arrow), context.party(flow.recipient, Tone.STRONG))
    standing = f" ({wording.stage(flow.stage)}: {strokes.standing_words(flow.standing)})"
    return context.flow(flow.id), own(" "), *ends, own(": "), given(flow.materiel), own(standing, Tone.QUIET)


def timeline(context: Context) -> list[Block]:
    if not context.note.flows:
        return []
    shown = strokes.best(context.note, context.most)
    spoken: dict[tuple[str, str], list[FlowClaim]] = {}
    for flow in shown:
        for claim in flow.claims:
            for day in claim.dates or ("",):
                spoken.setdefault((day, flow.id), []).append(claim)
    ordered = sorted(spoken.items(), key=lambda one: (one[0][0] or "~", int(one[0][1][1:])))
    lines = (*(_spoken(context, day, flow, claims) for (day, flow), claims in ordered), *_others(context))
    return [Figure(timeline_picture(context.note, most=context.most), lines)]


def _spoken(context: Context, day: str, flow: str, claims: list[FlowClaim]) -> Words:
    """Who spoke on one day about one movement: "2031-03-02: F1 asserts: Ann Example (official)"."""
    stances: list[Words] = []
    for stance in Stance:
        who: list[Words] = [(given(c.who),) for c in claims if c.stance is stance]
        if who:
            stances.append((own(wording.STANCE[stance], Tone.STRONG), own(": "), *listed(who)))
    return own(f"{day or 'undated'}: "), context.flow(flow), own(" "), *listed(stances, "; ")


def table(context: Context) -> list[Block]:
    if not context.note.flows:
        return []
    heads = ("", "Who to whom", "What, how much", "How far", "Who says so", "Support", "First and last")
    rows = tuple(_row(context, flow) for flow in context.note.flows)
    shown = Table("Claimed movements", heads, rows, (5, 13, 20, 11, 23, 16, 12), stacked=True)
    joined = tuple(_joined(context, flow) for flow in context.note.flows if flow.joins)
    why = own("Why accounts were taken for one movement")
    return [shown, Heading(3, (why,)), Bullets(joined)] if joined else [shown]


def _joined(context: Context, flow: NoteFlow) -> Entry:
    lines = [(given(join.text), *context.refs(join.references)) for join in flow.joins]
    return Entry((context.flow(flow.id), own(": "), *listed(lines, " ")))


def _row(context: Context, flow: NoteFlow) -> Row:
    ends = (context.party(flow.supplier, Tone.STRONG), own(" to "), context.party(flow.recipient, Tone.STRONG))
    days = list(dict.fromkeys(day for day in (flow.first, flow.last) if day))
    cells: tuple[Cell, ...] = (
        ((own(flow.id, Tone.STRONG),),),
        (ends,),
        ((given(flow.materiel, Tone.STRONG),), *(_item(context, flow, item) for item in flow.items)),
        ((own(wording.stage(flow.stage)),), *_stages(flow)),
        tuple(_claim(context, flow, stance, c) for stance in Stance for c in flow.by(stance)),
        _support(context, flow),
        tuple((own(day),) for day in days) or ((own("undated", Tone.QUIET),),),
    )
    return Row(cells, flow.id)


def _item(context: Context, flow: NoteFlow, item: FlowItem) -> Words:
    # The number in the words of its document; where the words hold it already, it is not said twice.
    whole = item.quantity is None or item.quantity in item.words
    quantity = () if whole else (given(item.quantity or "", Tone.STRONG), own(" "))
    by = listed([(context.party(p),) for p in item.figures])
    said: Words = (own(" (", Tone.QUIET), *by, own(")", Tone.QUIET)) if by else ()
    if not by and not _is_in_a_claim(flow, item):
        said = (own(" (as told in the article)", Tone.QUIET),)
    return *quantity, given(item.words), *said, *context.refs(item.references)


def _is_in_a_claim(flow: NoteFlow, item: FlowItem) -> bool:
    """Whether a sentence that carries a claim holds the item; else it is the article's, and in nobody's mouth."""
    at = {(r.document, n) for r in item.references for n in r.sentences}
    return any((r.document, n) in at for c in flow.claims for r in c.references for n in r.sentences)


def _stages(flow: NoteFlow) -> tuple[Words, ...]:
    others = [wording.stage(stage) for stage in flow.stages if stage is not flow.stage]
    return ((own(f"also: {', '.join(others)}", Tone.QUIET),),) if others else ()


def _claim(context: Context, flow: NoteFlow, stance: Stance, claim: FlowClaim) -> Words:
    relayed = listed([(context.party(p),) for p in claim.reported_by])
    by = (own(", reported by "), *relayed) if relayed else ()
    roots = (own(f" ({wording.count(claim.roots, 'root')})", Tone.QUIET),) if claim.roots > 1 else ()
    said = (own(wording.STANCE[stance], Tone.STRONG), own(": "))
    return *said, given(claim.who), *by, *roots, *context.refs(claim.references)


def _support(context: Context, flow: NoteFlow) -> Cell:
    told: list[Words] = [(own(flow.strength.value, Tone.STRONG),)]
    told.append((own(strokes.standing_words(flow.standing)),))
    if flow.circular:
        told.append((given(flow.circular.text), *context.refs(flow.circular.references)))
    return tuple(told)


def conflicts(context: Context) -> list[Block]:
    found: list[Block] = []
    for conflict in context.note.conflicts:
        found.append(Paragraph((own(f"{conflict.id} ", Tone.STRONG), given(conflict.text), *_about(context, conflict))))
        found.append(_sides(context, conflict))
    return found


def _about(context: Context, conflict: Conflict) -> Words:
    ids = [ref for ref in (conflict.flow, conflict.other) if ref]
    if not ids:
        return ()
    return own(" (on ", Tone.QUIET), *listed([(context.flow(ref),) for ref in ids]), own(")", Tone.QUIET)


def _sides(context: Context, conflict: Conflict) -> Table:
    caption = f"Sides of {conflict.id}"
    if len(conflict.sides) <= ABREAST:
        heads = tuple(given(side.who).words for side in conflict.sides)
        row = Row(tuple((_side(context, side),) for side in conflict.sides))
        return Table(caption, heads, (row,), (1,) * len(heads))
    rows = tuple(Row((((given(s.who),),), (_side(context, s),))) for s in conflict.sides)
    return Table(caption, ("Who", "What"), rows, (1, 2))


def _side(context: Context, side: Side) -> Words:
    return given(side.words, Tone.STRONG), *context.refs(side.references)
