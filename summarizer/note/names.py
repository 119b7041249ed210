"""The words of a name as they are compared, and the key that a party's own words give it."""

from __future__ import annotations

import re
import unicodedata

from summarizer.annotate.lexicon import Entry, Form, Lexicon
from summarizer.note.reading import ToldParty
from summarizer.schema import PartyKind

PEOPLE = frozenset({PartyKind.OFFICIAL, PartyKind.PERSON})

_TITLES = frozenset(
    "mr mrs ms miss dr sir dame lord prof professor president vice prime minister foreign defence general gen "
    "lieutenant lt colonel col major maj captain capt admiral adm brigadier marshal secretary ambassador senator "
    "spokesman spokeswoman spokesperson king queen prince sheikh chancellor".split()
)
LONG_WORD, LONG_WORDS = 5, 2
"""Letters, and number of words of so many, from which on capitals are a heading's and not those of initials."""

INITIALS = 3
_SMALL = frozenset("the a an of for and s".split())
_SPELLING = {"defense": "defence", "organization": "organisation", "armored": "armoured", "labor": "labour"}


def fold(name: str, *, people: bool = False) -> tuple[str, ...]:
    """The words of a name in folded case, without accents, articles and possessives; for people without titles."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = re.findall(r"[^\W_]+", re.sub(r"['’]s\b", "", bare).casefold())
    kept = [_SPELLING.get(w, w) for w in words if w not in _SMALL] or words
    while people and len(kept) > 1 and kept[0] in _TITLES:
        kept = kept[1:]
    return tuple(kept)


def first_key(party: ToldParty, story: str, lexicon: Lexicon) -> tuple[str, str | None, str | None]:
    """The key that the party's own words give, its country, and why, where the words alone do not show it.

    Args:
        story: the story of its document, beyond which a name that many bear is no identity.
    """
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
    country, why, sort = party.country, None, "org"
    words = fold(party.name)
    if party.kind in PEOPLE:
        sort, words = "people", fold(party.name, people=True)
    elif party.kind is PartyKind.GOVERNMENT_BODY:
        states = {f.alias.entry.country for f in lexicon.find(party.name) if f.alias.entry.kind is PartyKind.STATE}
        if country is None and len(states) == 1:
            country = states.pop()
            why = f"the name {party.name!r} tells whose body it is"
        words = _bare_body(party.name, country, lexicon)
    if country is None and _is_borne_by_many(party):
        return f"local:{story[:12]}:{'-'.join(words)}", None, None
    return _key(sort, words, country), country, why


def _is_borne_by_many(party: ToldParty) -> bool:
    """Whether a name without a country is none: "the Defence Ministry", a surname alone, "the rebels"."""
    if party.kind in PEOPLE:
        return len(fold(party.name, people=True)) == 1
    return party.kind is PartyKind.GOVERNMENT_BODY or not any(c.isupper() for c in party.name)


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


def lowered(name: str) -> str:
    """A name that is only given in capitals for their own sake, as one writes it elsewhere.

    Words of up to three letters may be initials, so they keep theirs unless they are small words; so does a name with
    fewer than two long words.
    """
    words = name.split()
    if not name.isupper() or sum(len(w.removesuffix("'S").removesuffix("’S")) >= LONG_WORD for w in words) < LONG_WORDS:
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
