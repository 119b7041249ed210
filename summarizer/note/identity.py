"""Which parties of different documents are one entity, by rule, and why.

    state      the same ISO 3166-1 code
    others     the same words of the name (case, accents, articles and titles folded; for a body, without its state's
               name), the same class (people, or organisations) and country; a country that one document does not
               give is taken from the others when they agree on one
    tables     both names are entries of the same line of the lexicon ("RSF", "Rapid Support Forces")
    acronym    one name is the initials of the other, or a document uses both for one party; only one long form fits
    surname    a surname alone is the one full name that ends in it, of the same country, or of the same role where a
               document gives no country; never with a rival, nor where one document tells the two apart

Whatever no rule joins stays apart: two lines too many mislead less than two entities in one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from summarizer.annotate.lexicon import Entry, Form, Lexicon
from summarizer.note.reading import Reading, ToldParty
from summarizer.schema import PartyKind

PEOPLE = frozenset({PartyKind.OFFICIAL, PartyKind.PERSON})

_TITLES = frozenset(
    "mr mrs ms miss dr sir dame lord prof professor president vice prime minister foreign defence general gen "
    "lieutenant lt colonel col major maj captain capt admiral adm brigadier marshal secretary ambassador senator "
    "spokesman spokeswoman spokesperson king queen prince sheikh chancellor".split()
)
LONG_NAME = 4
"""Words from which on capitals are taken for a heading's, not for a name of initials."""

INITIALS = 3

_SMALL = frozenset("the a an of for and s".split())
_SPELLING = {"defense": "defence", "organization": "organisation", "armored": "armoured", "labor": "labour"}

Where = tuple[str, ToldParty]
"""A document's id and a party of its brief."""


@dataclass(frozen=True, slots=True)
class Why:
    """The reason of one merge in words, and the places it was seen in."""

    text: str
    where: tuple[Where, ...]


@dataclass
class Entity:
    """One party across documents."""

    key: str
    kind: PartyKind
    country: str | None
    seen: list[Where] = field(default_factory=list)
    why: list[Why] = field(default_factory=list)
    _names: tuple[int, tuple[str, ...]] = (0, ())
    """What `names` gave last, and of how many seen."""

    @property
    def names(self) -> tuple[str, ...]:
        """All names that briefs give, the commonest first; of equals the longer, then by alphabet."""
        if self._names[0] != len(self.seen):
            counted = Counter(p.name for _, p in self.seen)
            ordered = sorted(counted, key=lambda n: (n.isupper(), -counted[n], -len(n), n))
            self._names = (len(self.seen), tuple(ordered))
        return self._names[1]

    @property
    def name(self) -> str:
        if self.kind in PEOPLE:
            return max(self.names, key=lambda n: (len(fold(n, people=True)), not n.isupper()))
        return _lowered(self.names[0])

    @property
    def role(self) -> str | None:
        counted = Counter(p.role for _, p in self.seen if p.role)
        return min(counted, key=lambda r: (-counted[r], -len(r), r), default=None)

    @property
    def documents(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(d for d, _ in self.seen))


class Identities:
    """The entity of every party of every document."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.entities = {e.key: e for e in entities}
        self._of = {(d, p.id): e for e in self.entities.values() for d, p in e.seen}

    def of(self, document: str, party: str) -> Entity:
        return self._of[document, party]


def identify(readings: Iterable[Reading], lexicon: Lexicon | None = None) -> Identities:
    """Every entity of the documents; the same whatever their order."""
    lexicon = lexicon or Lexicon.load()
    nodes: dict[str, Entity] = {}
    for document in sorted(readings, key=lambda r: r.order):
        for party in document.parties.values():
            key, country, why = _first_key(party, lexicon)
            node = nodes.setdefault(key, Entity(key, party.kind, country))
            node.seen.append((document.id, party))
            if why is not None:
                node.why.append(Why(why, ((document.id, party),)))
    joined = _Joined(nodes)
    for rule in (_unknown_country, _acronyms, _surnames):
        rule(joined)
    return Identities(joined.entities())


def fold(name: str, *, people: bool = False) -> tuple[str, ...]:
    """The words of a name in folded case, without accents, articles and possessives; for people without titles."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = re.findall(r"[^\W_]+", re.sub(r"['’]s\b", "", bare).casefold())
    kept = [_SPELLING.get(w, w) for w in words if w not in _SMALL] or words
    while people and len(kept) > 1 and kept[0] in _TITLES:
        kept = kept[1:]
    return tuple(kept)


def _first_key(party: ToldParty, lexicon: Lexicon) -> tuple[str, str | None, str | None]:
    """The key that the party's own words give, its country, and why, where the words alone do not show it."""
    if party.kind is PartyKind.STATE:
        if party.country:
            return f"state:{party.country}", party.country, None
        return f"state:{'-'.join(fold(party.name))}", None, None
    entry = _entry(party, lexicon)
    if entry is not None:
        key = entry.key if entry.key.count(":") else f"entry:{entry.key}"
        same = fold(party.name) == fold(entry.name)
        why = None if same else f"the tables of names give {party.name!r} and {entry.name!r} as one"
        return key, party.country or entry.country, why
    if party.kind in PEOPLE:
        return _key("people", fold(party.name, people=True), party.country), party.country, None
    country, why = party.country, None
    if party.kind is PartyKind.GOVERNMENT_BODY:
        states = {f.alias.entry.country for f in lexicon.find(party.name) if f.alias.entry.kind is PartyKind.STATE}
        if country is None and len(states) == 1:
            country = states.pop()
            why = f"the name {party.name!r} tells whose body it is"
        return _key("org", _bare_body(party.name, country, lexicon), country), country, why
    return _key("org", fold(party.name), country), country, why


def _key(sort: str, words: tuple[str, ...], country: str | None) -> str:
    return f"{sort}:{country or ''}:{'-'.join(words)}"


def _entry(party: ToldParty, lexicon: Lexicon) -> Entry | None:
    """The entry of the tables that the whole name is, unless their countries differ or the name is an ordinary one."""
    name = party.name.removeprefix("the ").removeprefix("The ")
    found = list(lexicon.find(name))
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(name)):
        return None
    alias = found[0].alias
    ours = alias.entry.kind is not PartyKind.STATE and alias.form is Form.NAME and not alias.wary
    if not ours or (alias.entry.kind in PEOPLE) != (party.kind in PEOPLE):
        return None
    if alias.entry.country != party.country and alias.entry.country and party.country:
        return None
    return alias.entry


def _lowered(name: str) -> str:
    """A long name that is only given in capitals, as one writes it elsewhere; words of up to three letters may be
    initials, so they keep theirs unless they are small words."""
    words = name.split()
    if not name.isupper() or len(words) < LONG_NAME:
        return name
    return " ".join(w.lower() if w.lower() in _SMALL else w if len(w) <= INITIALS else w.capitalize() for w in words)


def _bare_body(name: str, country: str | None, lexicon: Lexicon) -> tuple[str, ...]:
    """The words of a body's name without its state's, in order of the alphabet: word order differs with the style."""
    if country is None:
        return fold(name)
    kept, at = [], 0
    for found in lexicon.find(name):
        if found.alias.entry.kind is PartyKind.STATE and found.alias.entry.country == country:
            kept.append(name[at : found.start])
            at = found.end
    kept.append(name[at:])
    words = tuple(w for w in fold(" ".join(kept)) if len(kept) == 1 or w != "republic")
    return tuple(sorted(words)) if words else fold(name)


class _Joined:
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


def _unknown_country(joined: _Joined) -> None:
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


def _acronyms(joined: _Joined) -> None:
    """An acronym joins the one long form of its class and country whose initials or whose document's words it is."""
    long = joined.live(lambda e: e.kind not in PEOPLE and e.kind is not PartyKind.STATE and len(_initials(e)) > 2)
    for short in joined.live(lambda e: e.kind not in PEOPLE and e.kind is not PartyKind.STATE):
        acronym = short.names[0].replace(".", "")
        if not re.fullmatch(r"[A-Z][A-Z&]{1,7}", acronym):
            continue
        fits = [e for e in long if e is not short and acronym in _short_forms(e) and _agree(e, short)]
        if len(fits) == 1 and not _told_apart(short, fits[0]):
            joined.put(short, fits[0], f"{acronym!r} stands for {fits[0].name!r}, and for no other party of the run")


def _surnames(joined: _Joined) -> None:
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
