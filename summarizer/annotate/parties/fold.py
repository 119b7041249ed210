"""From namings to parties: one party per entity, short names to their full ones, and only those that take part."""

from __future__ import annotations

import re
from collections import defaultdict

from summarizer.annotate.lexicon import Found, Lexicon
from summarizer.annotate.model import Mention, PartyCandidate
from summarizer.annotate.parties.naming import Line, Naming, slug
from summarizer.annotate.parties.roles import PEOPLE, roles_of, short_names
from summarizer.annotate.parties.usage import does
from summarizer.schema import PartyKind

NO_PERSON_AFTER = re.compile(r"\s+(?:administration|government|regime)\b|[\s-]+[A-Z]{1,4}-?\d")
"""What follows a surname that stands for a government, or that is a weapon's name ("Bayraktar TB2")."""


def name_again(lines: list[Line], lexicon: Lexicon) -> None:
    """Put namings for people who are named again by surname, and make one key of all their names."""
    _unite_people(lines)
    shorts = _shorts(lines, lexicon)
    if not shorts:
        return
    ordered = sorted(shorts, key=lambda s: (-len(s), s))
    pattern = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, ordered)) + r")(?![\w-])")
    for line in lines:
        text = line.parsed.plain if line.capitals else line.text
        for match in pattern.finditer(text):
            owner = _owner(shorts[match.group()], line.number)
            if owner is None or NO_PERSON_AFTER.match(text, match.end()):
                continue
            covering = [n for n in line.namings if n.start < match.end() and match.start() < n.end]
            if any(s < match.end() and match.start() < e for s, e in line.hidden):
                continue
            if not covering:
                token = line.token(*match.span())
                acts = owner.acts or (token is not None and does(token) and not line.shout())
                line.put(owner.but(start=match.start(), end=match.end(), role=None, acts=acts))
            elif (covering[0].start, covering[0].end) == match.span() and covering[0].kind in PEOPLE:
                line.put(covering[0].but(key=owner.key))


def _unite_people(lines: list[Line]) -> None:
    """Give spellings of one full name ("Kim Jong-un", "Kim Jong Un"; "Mr. John Kirby") one key."""
    full = [n for line in lines for n in line.namings if n.kind in PEOPLE and " " in line.text[n.start : n.end]]
    keys: dict[str, str] = {}
    for naming in full:
        keys.setdefault(slug(naming.name), naming.key)
    for line in lines:
        line.namings = [
            n.but(key=keys[slug(n.name)]) if n.kind in PEOPLE and slug(n.name) in keys else n for n in line.namings
        ]


def unite_bodies(lines: list[Line]) -> None:
    """Give a body named without its state the key of the one that is named with its state, if there is only one.

    So "the Defence Ministry" is the Polish one, and so is "Congress" Peru's where "Peru's Congress" stands.
    """
    owned: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        for naming in line.namings:
            if naming.key.startswith(OWNABLE) and ":None:" not in naming.key and _with_owner(line, naming):
                owned[_rest(naming.key)].add(naming.key)
    for line in lines:
        line.namings = [n if _with_owner(line, n) else _owned(n, owned) for n in line.namings]


OWNABLE = ("body:", "media:")
GENERIC = frozenset("congress senate house commons nsc joint-chiefs centcom treasury justice commerce energy".split())
"""Bodies whose names the tables give to one state though others have them too."""


def _rest(key: str) -> str:
    return key.split(":", 2)[-1]


def _with_owner(line: Line, naming: Naming) -> bool:
    """Whether the words of the naming tell whose body it is."""
    if ":None:" in naming.key or naming.key.count(":") < 2:
        return False
    return any(naming.start <= f.start < naming.end and f.alias.entry.country == naming.country for f in _states(line))


def _states(line: Line) -> list[Found]:
    return [f for f in line.found if f.alias.entry.kind is PartyKind.STATE]


def _owned(naming: Naming, owned: dict[str, set[str]]) -> Naming:
    if not naming.key.startswith(OWNABLE) or naming.key.count(":") < 2:
        return naming
    if ":None:" not in naming.key and _rest(naming.key) not in GENERIC:
        return naming
    keys = owned.get(_rest(naming.key), set())
    if len(keys) != 1:
        return naming
    key = next(iter(keys))
    return naming.but(key=key, country=key.split(":")[1])


def _shorts(lines: list[Line], lexicon: Lexicon) -> dict[str, list[tuple[int, Naming]]]:
    """Short names and the people they may mean, each with the sentence of the first full naming."""
    roles = roles_of(lexicon)
    shorts: dict[str, list[tuple[int, Naming]]] = defaultdict(list)
    for line in lines:
        text = line.parsed.plain if line.capitals else line.text
        for naming in line.namings:
            if naming.kind not in PEOPLE or naming.anonymous:
                continue
            name = text[naming.start : naming.end]
            for plain in short_names(name.title() if name.isupper() else name, roles):
                for short in {plain, plain.upper()}:
                    if naming.key not in (n.key for _, n in shorts[short]):
                        shorts[short].append((line.number, naming))
    return shorts


def _owner(owners: list[tuple[int, Naming]], sentence: int) -> Naming | None:
    """Whom a short name means: its only owner, or the one named last before it."""
    if len(owners) == 1:
        return owners[0][1]
    before = [n for number, n in owners if number <= sentence]
    return before[-1] if before else None


def fold(lines: list[Line], own: frozenset[str]) -> tuple[tuple[PartyCandidate, ...], tuple[PartyCandidate, ...]]:
    """The parties of the text, numbered by first mention, and, numbered on from there, the bystanders: those that it
    names without saying that they take part. `own` are keys and slugs of the document's own outlet."""
    groups: dict[str, list[tuple[Line, Naming]]] = defaultdict(list)
    for line in lines:
        for naming in sorted(line.namings, key=lambda n: n.start):
            if naming.key not in own and slug(naming.name) not in own:
                groups[naming.key].append((line, naming))
    ordered = sorted(groups.items(), key=lambda pair: _offset(*pair[1][0]))
    kept = [(key, found) for key, found in ordered if any(n.acts for _, n in found)]
    rest = [(key, found) for key, found in ordered if not any(n.acts for _, n in found)]
    everyone = tuple(_party(number, key, found) for number, (key, found) in enumerate([*kept, *rest], 1))
    return everyone[: len(kept)], everyone[len(kept) :]


def _offset(line: Line, naming: Naming) -> int:
    return line.parsed.sentence.start + naming.start


def _party(number: int, key: str, found: list[tuple[Line, Naming]]) -> PartyCandidate:
    namings = [n for _, n in found]
    people = [n for n in namings if n.kind in PEOPLE]
    kind = PartyKind.OFFICIAL if any(n.kind is PartyKind.OFFICIAL for n in people) else namings[0].kind
    texts = list(dict.fromkeys(line.text[n.start : n.end] for line, n in found))
    role = max((n.role for n in namings if n.role), key=_roundness, default=None)
    return PartyCandidate(
        number=number,
        key=key,
        name=_name(namings, found, texts),
        kind=kind,
        country=next((n.country for n in namings if n.country), None),
        role=role,
        mentions=tuple(_mention(line, n) for line, n in found),
        aliases=tuple(texts),
    )


def _roundness(role: str) -> tuple[bool, int]:
    """Roles of more than one word before titles; the longer of two, but not a whole sentence."""
    return (" " in role, min(len(role), 60))


def _name(namings: list[Naming], found: list[tuple[Line, Naming]], texts: list[str]) -> str:
    first = namings[0]
    if first.kind is PartyKind.STATE:
        return first.name
    if first.kind in PEOPLE:
        own = set(slug(first.name).split("-"))
        named = [t for t in (_cased(line, n) for line, n in found) if own & set(slug(t).split("-"))]
        return max(named or [first.name], key=lambda t: (len(t.split()), len(t)))
    plain = [t for line, n in found if not n.anonymous for t in [line.text[n.start : n.end]]]
    if first.name in found[0][0].text:
        return first.name
    if not plain or any(first.name.casefold() in t.casefold() for t in texts):
        return first.name
    longest = max(plain, key=len)
    return first.name if longest.isupper() else longest


def _cased(line: Line, naming: Naming) -> str:
    """The name in ordinary case, from the parse's copy when the line stands in capitals."""
    text = line.parsed.plain if line.capitals else line.text
    name = re.sub(r"\s+", " ", text[naming.start : naming.end])
    return name.title() if name.isupper() and len(name) > 3 else name


def _mention(line: Line, naming: Naming) -> Mention:
    base = line.parsed.sentence.start
    return Mention(base + naming.start, base + naming.end, line.number, naming.anonymous, naming.modifier)
