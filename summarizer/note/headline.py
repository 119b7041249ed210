"""The sentences at the head of a note: one per movement, worded by its strength, with who says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from summarizer.note import phrases
from summarizer.note.model import Conflict, ConflictKind, Judgement, Line, Reference
from summarizer.note.shown import Partial, partial, shown_items
from summarizer.note.weigh import Voice, Weighed
from summarizer.schema import Stance

VOICES = 3
"""Voices of one stance that a sentence names; the table names all."""


def headline(flows: dict[str, Weighed], conflicts: Iterable[Conflict] = ()) -> tuple[Judgement, ...]:
    """One judgement for every movement, in their order; numbers that differ are told under it."""
    clashes: dict[str | None, list[Conflict]] = defaultdict(list)
    for conflict in conflicts:
        if conflict.kind is ConflictKind.NUMBERS:
            clashes[conflict.flow].append(conflict)
    return tuple(_judgement(label, weighed, clashes[label]) for label, weighed in flows.items())


def _judgement(label: str, weighed: Weighed, clashes: list[Conflict]) -> Judgement:
    movement, items = weighed.movement, shown_items(weighed)
    clause = phrases.movement(
        weighed.strength,
        weighed.stage,
        movement.supplier.name if movement.supplier else None,
        movement.recipient.name if movement.recipient else None,
        phrases.items([item.phrase for item, _, _ in items]),
    )
    told = "; ".join(_told(weighed, stance) for stance in Stance if _of(weighed, stance))
    cited = [weighed.desk.cite(r, part, item.sentences) for item, r, part in items[: phrases.ITEMS]]
    for stance in Stance:
        for voice in _named(weighed, stance):
            cited.append(_first(weighed, voice))
    return Judgement(
        text=phrases.sentence(f"{clause}: {told}"),
        flow=label,
        strength=weighed.strength,
        references=weighed.desk.ordered(cited),
        lines=tuple(_lines(weighed, clashes)),
    )


def _of(weighed: Weighed, stance: Stance) -> list[Voice]:
    return [v for v in weighed.voices if v.stance is stance]


def _named(weighed: Weighed, stance: Stance) -> list[Voice]:
    voices = _of(weighed, stance)
    return voices if len(voices) <= VOICES else voices[: VOICES - 1]


def _told(weighed: Weighed, stance: Stance) -> str:
    """ "asserted by Norway and two others (two independent roots, four documents)"."""
    voices = _of(weighed, stance)
    words = phrases.by(stance, list(dict.fromkeys(v.spoken for v in voices)), most=VOICES)
    documents = len({d.id for v in voices for d in v.documents})
    if getattr(weighed.standing, stance.value) == documents and all(v.claimant is None for v in voices):
        return words
    return words + phrases.rests_on(getattr(weighed.standing, stance.value), documents, len(voices))


def _first(weighed: Weighed, voice: Voice) -> Reference:
    """The earliest place where a voice says it."""
    telling = min(voice.tellings, key=lambda t: (t.document.order, int(t.flow.id[1:]), t.number))
    return weighed.desk.cite(telling.document, telling.part, telling.claim.sentences)


def _lines(weighed: Weighed, clashes: list[Conflict]) -> Iterator[Line]:
    """What qualifies the sentence: numbers that not all give, numbers that differ, and circular reporting."""
    for part in partial(weighed):
        item, document, place = part.place
        cited = [weighed.desk.cite(document, place, item.sentences), *(_first(weighed, v) for v in part.speakers)]
        yield Line(text=phrases.sentence(_left_to(part)), references=weighed.desk.ordered(cited))
    for clash in clashes:
        sides = [r for side in clash.sides for r in side.references]
        yield Line(text=clash.text, references=weighed.desk.ordered(sides))
    if weighed.circular is not None:
        yield weighed.circular


def _left_to(part: Partial) -> str:
    """Whose words an item or its number are, where the sentence names more voices than those."""
    who = phrases.listed(list(dict.fromkeys(v.spoken for v in part.speakers)))
    if part.words is None:
        return f"the quantity “{part.quantity}” ({part.place[0].words}) is from {who}"
    articles = len({d.id for v in part.others for d in v.documents})
    told = f"items as told in the {'article' if articles == 1 else 'articles'}"
    if not part.speakers:
        return f"“{part.words}”: {told}, not in the cited words of those who are named"
    number = f" and the quantity “{part.quantity}” are" if part.quantity else " is"
    return f"“{part.words}”{number} from {who}; for the others, {told}"
