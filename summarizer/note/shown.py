"""Which materiel a sentence names, in whose words, and which numbers it must leave to those who give them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from summarizer.note import phrases
from summarizer.note.bounds import amount
from summarizer.note.holding import Place, speakers
from summarizer.note.materiel import designations, family
from summarizer.note.reading import ToldItem
from summarizer.note.weigh import AFFIRMING, Voice, Weighed
from summarizer.schema import Category


@dataclass(frozen=True, slots=True)
class Partial:
    """What only some of the voices of a sentence tell: an item, its number, or both; `place` is where it stands."""

    place: Place
    words: str | None
    quantity: str | None
    speakers: tuple[Voice, ...]
    others: tuple[Voice, ...]


def shown_items(weighed: Weighed) -> list[Place]:
    """One wording per kind of materiel for a sentence, those of most documents first, each with its place.

    The sentence names all who affirm the movement at once, so it puts in their mouths what all tell: materiel of every
    document where there is such, and a number that each of them gives (see `partial`). Where documents give
    different numbers, they are told under the conflicts.
    """
    return [_one_wording(told, weighed) for told in _told_by_all(_by_thing(weighed))]


def partial(weighed: Weighed) -> list[Partial]:
    """What a sentence must leave to those whose words hold it, thing by thing, as far as the sentence names things."""
    voices = speaking(weighed)
    found = []
    for told in _told_by_all(_by_thing(weighed))[: phrases.ITEMS]:
        holding = speakers(told, voices)
        giving = _givers(told, voices)
        numbered = [t for t in told if t[0].quantity]
        one_number = bool(giving) and len({amount(i.quantity or "") for i, _, _ in numbered}) == 1
        vague = told[0][0].category is Category.UNSPECIFIED
        others = () if vague else tuple(v for v in voices if v not in holding)
        shown = _one_wording(told, weighed)
        if others and one_number and giving == holding:
            place = numbered[0]
            found.append(Partial(place, place[0].words, place[0].quantity, holding, others))
            continue
        if others:
            found.append(Partial(shown, shown[0].words, None, holding, others))
        if one_number and len(giving) < len(voices):
            found.append(Partial(numbered[0], None, numbered[0][0].quantity, giving, ()))
    return found


def speaking(weighed: Weighed) -> tuple[Voice, ...]:
    """The voices in whose name a sentence tells a movement: those who affirm it, else all."""
    return tuple(v for v in weighed.voices if v.stance in AFFIRMING) or weighed.voices


def _by_thing(weighed: Weighed) -> list[list[Place]]:
    members = [(r, f) for r, f in weighed.movement.members if f.affirmed] or weighed.movement.members
    groups: dict[tuple[str, str, str], list[Place]] = defaultdict(list)
    for document, flow in members:
        for number, item in enumerate(flow.items, 1):
            names = designations(item.words)
            head = "" if names else phrases.readable(item.words).casefold().split()[-1].removesuffix("s")
            key = (family(item.category), names[0] if names else "", head)
            groups[key].append((item, document, f"{flow.id}.i{number}"))
    sharp = {what for what, name, _ in groups if name}
    kept = [told for (what, name, _), told in groups.items() if name or what not in sharp]
    kept = [told for told in kept if told[0][0].category is not Category.UNSPECIFIED] or kept
    kept.sort(key=lambda told: (-len({r.id for _, r, _ in told}), told[0][1].order, told[0][2]))
    return kept


def _told_by_all(groups: list[list[Place]]) -> list[list[Place]]:
    """The things that every document tells; else those of the families that every one tells; else all."""
    documents = {r.id for told in groups for _, r, _ in told}
    families: dict[str, set[str]] = defaultdict(set)
    for told in groups:
        families[family(told[0][0].category)] |= {r.id for _, r, _ in told}
    same = [told for told in groups if {r.id for _, r, _ in told} == documents]
    return same or [told for told in groups if families[family(told[0][0].category)] == documents] or groups


def _givers(told: list[Place], voices: tuple[Voice, ...]) -> tuple[Voice, ...]:
    """The voices whose sentences hold the number of a thing."""
    at: dict[tuple[str, str], set[int]] = defaultdict(set)
    for item, document, part in told:
        if item.quantity:
            at[document.id, part.split(".")[0]] |= set(item.sentences)
    return tuple(v for v in voices if any(set(t.claim.sentences) & at[t.document.id, t.flow.id] for t in v.tellings))


def _one_wording(told: list[Place], weighed: Weighed) -> Place:
    counted: dict[str, int] = defaultdict(int)
    for item, _, _ in told:
        counted[phrases.readable(item.phrase).casefold()] += 1
    quantities = {amount(i.quantity) for i, _, _ in told if i.quantity}
    voices = speaking(weighed)
    given = _givers(told, voices)
    best = min(
        told,
        key=lambda t: (t[0].phrase.isupper(), -counted[phrases.readable(t[0].phrase).casefold()], t[1].order, t[2]),
    )
    item, document, part = best
    if len(quantities) > 1 or 0 < len(given) < len(voices):
        bare = ToldItem(item.words, None, item.words, item.category, item.sentences)
        return bare, document, part
    if len(quantities) == 1 and item.quantity is None:
        return next(t for t in told if t[0].quantity)
    return best
