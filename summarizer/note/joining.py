"""The rules that join parties whose names alone do not show that they are one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable

from summarizer.note.entity import Entity, Why
from summarizer.note.names import PEOPLE, fold
from summarizer.schema import PartyKind


class Joined:
    """Nodes and what has been joined to what."""

    def __init__(self, nodes: dict[str, Entity]) -> None:
        self.nodes = nodes
        self._to: dict[str, str] = {}

    def root(self, key: str) -> str:
        while key in self._to:
            key = self._to[key]
        return key

    def live(self, select: Callable[[Entity], bool]) -> list[Entity]:
        return [self.nodes[k] for k in sorted(self.nodes) if k not in self._to and select(self.nodes[k])]

    def put(self, lesser: Entity, into: Entity, reason: str) -> None:
        """Make `lesser` part of `into`, or of what that has become part of."""
        into = self.nodes[self.root(into.key)]
        if into is lesser:
            return
        self._to[lesser.key] = into.key
        into.why.extend(lesser.why)
        into.why.append(Why(reason, (into.seen[0], lesser.seen[0])))
        into.seen.extend(lesser.seen)
        into.country = into.country or lesser.country

    def entities(self) -> list[Entity]:
        kept = self.live(lambda _: True)
        for entity in kept:
            kinds = Counter(p.kind for _, p in entity.seen)
            entity.kind = min(kinds, key=lambda k: (-kinds[k], list(PartyKind).index(k)))
            entity.seen.sort(key=lambda where: (where[0], where[1].id))
            entity.why = _distinct(entity)
        return kept


def _distinct(entity: Entity) -> list[Why]:
    """Each reason once, and first that which joined parties of one name without any further rule."""
    reasons: dict[str, Why] = {}
    for why in sorted(entity.why, key=lambda w: (w.text, w.where[0][0])):
        reasons.setdefault(why.text, why)
    documents = {d: (d, p) for d, p in reversed(entity.seen)}
    if len(documents) > 1:
        if entity.key.startswith("state:") and entity.country:
            text = f"both are the state with the code {entity.country}"
        elif reasons:
            return list(reasons.values())
        else:
            told = f"of the country {entity.country}" if entity.country else "of no country that a document gives"
            text = f"the words of the name are the same, and both are {told}"
        return [Why(text, tuple(documents.values())[:2]), *reasons.values()]
    return list(reasons.values())


def unknown_country(joined: Joined) -> None:
    """A name without a country joins the one entity of that name that has one."""
    named: dict[tuple[str, str], list[Entity]] = defaultdict(list)
    for node in joined.live(lambda e: e.key.startswith(("people:", "org:"))):
        sort, country, words = node.key.split(":", 2)
        if country:
            named[sort, "-".join(sorted(words.split("-")))].append(node)
    for node in joined.live(lambda e: e.key.startswith(("people::", "org::"))):
        sort, _, words = node.key.split(":", 2)
        owners = named[sort, "-".join(sorted(words.split("-")))]
        if len(owners) == 1 and len(words.split("-")) > 1:
            reason = f"the name is the same, and no other country than {owners[0].country} is given for it"
            joined.put(node, owners[0], reason)


def acronyms(joined: Joined) -> None:
    """An acronym joins the one long form of its class and country whose initials or whose document's words it is."""
    long = joined.live(lambda e: e.kind not in PEOPLE and e.kind is not PartyKind.STATE and len(_initials(e)) > 2)
    for short in joined.live(lambda e: e.kind not in PEOPLE and e.kind is not PartyKind.STATE):
        acronym = short.names[0].replace(".", "")
        if not re.fullmatch(r"[A-Z][A-Z&]{1,7}", acronym):
            continue
        fits = [e for e in long if e is not short and acronym in _short_forms(e) and _agree(e, short)]
        if len(fits) == 1 and not _told_apart(short, fits[0]):
            joined.put(short, fits[0], f"{acronym!r} stands for {fits[0].name!r}, and for no other party of the run")


def surnames(joined: Joined) -> None:
    """A surname alone joins its one full name."""
    people = joined.live(lambda e: e.key.startswith("people:") or e.kind in PEOPLE)
    full = [e for e in people if len(fold(e.name, people=True)) > 1]
    for short in people:
        words = fold(short.name, people=True)
        if len(words) != 1:
            continue
        named = [e for e in full if words[0] == fold(e.name, people=True)[-1] or words[0] in _used_alone(e)]
        rivals = [e for e in named if not (e.country and short.country and e.country != short.country)]
        if len(rivals) == 1 and _same_post(rivals[0], short) and not _told_apart(short, rivals[0]):
            what = f"{short.name!r} is the surname of {rivals[0].name!r} alone, and the {_post(rivals[0], short)}"
            joined.put(short, rivals[0], f"{what} is the same")


def _agree(one: Entity, other: Entity) -> bool:
    return one.country is None or other.country is None or one.country == other.country


def _same_post(one: Entity, other: Entity) -> bool:
    return _post(one, other) != ""


def _post(one: Entity, other: Entity) -> str:
    """What two namings of a person share besides the name."""
    if one.country and one.country == other.country:
        return "country"
    roles = [{fold(p.role) for _, p in e.seen if p.role} for e in (one, other)]
    return "role" if _agree(one, other) and roles[0] & roles[1] else ""


def _told_apart(one: Entity, other: Entity) -> bool:
    """Whether a document has both as parties of their own."""
    return not {d for d, _ in one.seen}.isdisjoint(d for d, _ in other.seen)


def _initials(entity: Entity) -> str:
    return "".join(w[0] for w in re.findall(r"[^\W\d_]+", entity.name) if w[0].isupper())


def _short_forms(entity: Entity) -> set[str]:
    used = {a.replace(".", "") for _, p in entity.seen for a in p.aliases}
    return {a for a in used if re.fullmatch(r"[A-Z][A-Z&]{1,7}", a)} | {_initials(entity)}


def _used_alone(entity: Entity) -> set[str]:
    """Single words by which a document names a person whose full name it also gives ("Kim")."""
    parts = set(fold(entity.name, people=True))
    alone = {fold(a, people=True) for _, p in entity.seen for a in p.aliases}
    return {words[0] for words in alone if len(words) == 1 and words[0] in parts}
