"""The tables of names that the party annotator knows, and an index that finds them in a text.

The tables are the TOML files in `lexicon/`; each says in its head what its fields mean. An analyst's own file has
the same tables under the same names and is merged over the package's: lists grow, single values are replaced.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any

from summarizer.errors import InputError
from summarizer.schema import PartyKind

FILES = ("states", "bodies", "organisations", "groups", "outlets", "companies", "people", "roles")
WORD = re.compile(r"[^\W_]+")
GOVERNMENTS = ("administration", "government", "regime")
KINDS = (
    ("bodies", "body", PartyKind.GOVERNMENT_BODY),
    ("organisations", "organisation", PartyKind.INTERNATIONAL_ORGANISATION),
    ("groups", "group", PartyKind.ARMED_GROUP),
    ("outlets", "media", PartyKind.MEDIA),
    ("companies", "company", PartyKind.COMPANY),
    ("people", "person", PartyKind.OFFICIAL),
)
"""Table, prefix of its keys, and kind of its entries."""


class Form(StrEnum):
    """What kind of name an alias is; rules on how it is used differ by form."""

    NAME = "name"
    ADJECTIVE = "adjective"
    PEOPLE = "people"
    CAPITAL = "capital"
    SEAT = "seat"
    """Always means the government: "Kremlin", "Biden administration"."""
    MASK = "mask"
    """Hides the names inside it: "Indian Ocean"."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entity of the tables. `key` is its identity ("state:PRK", "media:reuters")."""

    key: str
    name: str
    kind: PartyKind
    country: str | None = None
    think_tank: bool = False


@dataclass(frozen=True, slots=True)
class Alias:
    """One way to write an entry: its words, and what stands between them (spaces and hyphens count as "")."""

    text: str
    words: tuple[str, ...]
    gaps: tuple[str, ...]
    form: Form
    entry: Entry
    wary: bool = False
    folded: tuple[str, ...] = ()
    """The words in folded case."""


@dataclass(frozen=True, slots=True)
class Found:
    """An alias found at `text[start:end]` of whatever text was searched."""

    start: int
    end: int
    alias: Alias


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All tables, merged and indexed. Build it with `Lexicon.load`; two lexicons are equal only when they are one."""

    entries: Mapping[str, Entry]
    index: Mapping[str, tuple[Alias, ...]]
    """Aliases by their first word in folded case, the longest first."""
    patterns: Mapping[str, Mapping[str, Any]]
    """The `patterns`, `roles` and `masks` tables by file: "bodies", "groups", "roles", "states" and so on."""
    capitals: Mapping[str, str] = field(default_factory=dict)
    """Entry key by capital."""
    leaders: frozenset[str] = frozenset()
    """Keys of the people who are known to lead their state."""

    @classmethod
    def load(cls, extra: Path | None = None) -> Lexicon:
        """The package's tables, with an analyst's file `extra` merged over them. Loaded once per file.

        Raises:
            InputError: `extra` cannot be read, is not TOML, or holds a table of another form.
        """
        return _load(extra)

    def find(self, text: str, *, any_case: bool = False) -> Iterator[Found]:
        """Aliases in `text` from left to right, the longest at each place, never overlapping.

        Args:
            any_case: for text in capitals throughout, where case says nothing.
        """
        words = list(WORD.finditer(text))
        folded = tuple(word.group().casefold() for word in words)
        at = 0
        while at < len(words):
            found = self._find_at(text, words, folded, at, any_case) if folded[at] in self.index else None
            if found is None:
                at += 1
                continue
            yield found
            at += len(found.alias.words)

    def _find_at(
        self, text: str, words: list[re.Match[str]], folded: tuple[str, ...], at: int, any_case: bool
    ) -> Found | None:
        for alias in self.index[folded[at]]:
            if folded[at : at + len(alias.folded)] == alias.folded and _fits(alias, text, words, at, any_case):
                end = words[at + len(alias.words) - 1].end()
                if alias.text.endswith(".") and text[end : end + 1] == ".":
                    end += 1
                return Found(words[at].start(), end, alias)
        return None


def any_of(words: Iterable[str]) -> str:
    """A regular expression that matches any of the words, the longest first, white space as it comes."""
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ordered) + ")"


def _fits(alias: Alias, text: str, words: list[re.Match[str]], at: int, any_case: bool) -> bool:
    """Whether an alias whose words stand there in folded case stands there as written."""
    for i, word in enumerate(alias.words):
        if not any_case and not _same_case(word, words[at + i].group()):
            return False
        if i and _gap(text[words[at + i - 1].end() : words[at + i].start()]) != alias.gaps[i - 1]:
            return False
    return not (any_case and alias.wary)


def _same_case(word: str, seen: str) -> bool:
    """Whether a word stands in the case of the table's, both being the same in folded case.

    Capitals of the table are required; more capitals than the table's are allowed (headlines, "RUSSIA").
    """
    if word == seen:
        return True
    if len(word) <= 3 and word.isupper():
        return False
    if word.islower():
        return seen[0].isupper() and seen[1:].islower()
    return seen.isupper() and len(seen) > 3 and not word.isupper()


def _gap(between: str) -> str:
    return re.sub(r"[\s\-–‑]+", "", between)


@cache
def _load(extra: Path | None) -> Lexicon:
    tables = {name: dict(load_table(name)) for name in FILES}
    if extra is not None:
        _merge(tables, _read_extra(extra), extra)
    try:
        return _build(tables)
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        what = f"The lexicon {extra or 'of the package'} holds an entry that cannot be used: {error}."
        raise InputError(what, "Give each entry a name, and its other fields as in the package's tables.") from error


@cache
def load_table(name: str) -> dict[str, Any]:
    """The package's table `lexicon/{name}.toml`, read once. Callers must not change it."""
    return tomllib.loads((resources.files("summarizer.annotate") / "lexicon" / f"{name}.toml").read_text("utf-8"))


def _read_extra(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The lexicon {path} cannot be read: {error}.", "Give a UTF-8 TOML file.") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"The lexicon {path} is not TOML: {error}.", "Correct the line it names.") from error


def _merge(tables: dict[str, dict[str, Any]], extra: dict[str, Any], path: Path) -> None:
    for name, rows in extra.items():
        if name not in FILES or not isinstance(rows, dict):
            raise InputError(f"The lexicon {path} holds an unknown table [{name}].", f"Known are {', '.join(FILES)}.")
        mine = tables[name][name] = dict(tables[name].get(name, {}))
        for slug, row in rows.items():
            mine[slug] = _merged(mine.get(slug), row)


def _merged(old: Any, new: Any) -> Any:
    if isinstance(old, dict) and isinstance(new, dict):
        return old | {k: _merged(old.get(k), v) for k, v in new.items()}
    if isinstance(old, list) and isinstance(new, list):
        return old + [v for v in new if v not in old]
    return new


def _build(tables: dict[str, dict[str, Any]]) -> Lexicon:
    entries: dict[str, Entry] = {}
    aliases: list[Alias] = [*_masks(tables["states"]["masks"]["phrases"])]
    capitals: dict[str, str] = {}
    for code, row in _with_iso(tables["states"]["states"]).items():
        entry = Entry(f"state:{code}", row["name"], PartyKind.STATE, code)
        entries[entry.key] = entry
        capitals |= dict.fromkeys(row.get("capitals", ()), entry.key)
        aliases += _state_aliases(entry, row)
    for table, prefix, kind in KINDS:
        for slug, row in tables[table][table].items():
            entry = _entry(prefix, slug, row, kind)
            entries[entry.key] = entry
            aliases += _plain_aliases(entry, row)
    patterns = {name: tables[name].get("patterns", {}) for name in FILES} | {"roles": tables["roles"]["roles"]}
    patterns["states"] = tables["states"]["masks"]
    leaders = frozenset(f"person:{slug}" for slug, row in tables["people"]["people"].items() if row.get("leads"))
    return Lexicon(entries, _indexed(aliases), patterns, capitals, leaders)


def _entry(prefix: str, slug: str, row: dict[str, Any], kind: PartyKind) -> Entry:
    country = row.get("country")
    key = f"body:{country}:{row.get('slug', slug)}" if prefix == "body" else f"{prefix}:{slug}"
    return Entry(key, row["name"], PartyKind(row.get("kind", kind)), country, bool(row.get("think_tank")))


def _with_iso(rows: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The table's rows with ISO's official names, and ISO's remaining countries and territories."""
    import pycountry

    merged = {code: dict(row) for code, row in rows.items()}
    for country in pycountry.countries:
        common = getattr(country, "common_name", country.name)
        if "," in common or "(" in common:
            common = getattr(country, "official_name", None)
        row = merged.setdefault(country.alpha_3, {"name": common})
        official = getattr(country, "official_name", None)
        known = [n for n in (*row.get("names", ()), official) if n]
        row["names"] = [n for n in known if n != row["name"]]
    return {code: row for code, row in merged.items() if row["name"]}


def _state_aliases(entry: Entry, row: dict[str, Any]) -> Iterator[Alias]:
    wary = set(row.get("wary", ()))
    adjectives = row.get("adjectives", ())
    people = [f"{a}s" for a in adjectives if a[-1] in "nit" and not a.isupper()]
    forms = (
        (Form.NAME, (row["name"], *row.get("names", ()))),
        (Form.ADJECTIVE, adjectives),
        (Form.PEOPLE, (*row.get("people", ()), *people)),
        (Form.CAPITAL, row.get("capitals", ())),
        (Form.SEAT, (*row.get("seats", ()), *_governments(row.get("leaders", ())))),
    )
    for form, texts in forms:
        yield from (_alias(t, form, entry, t in wary) for t in texts)


def _governments(leaders: tuple[str, ...]) -> Iterator[str]:
    for leader in leaders:
        for word in GOVERNMENTS:
            yield f"{leader} {word}"
            yield f"{leader}'s {word}"


def _plain_aliases(entry: Entry, row: dict[str, Any]) -> Iterator[Alias]:
    wary = set(row.get("wary", ()))
    texts = row["only"] if "only" in row else (row["name"], *row.get("names", ()), *row.get("short", ()))
    yield from (_alias(t, Form.NAME, entry, t in wary) for t in texts)
    yield from (_alias(t, Form.CAPITAL, entry) for t in row.get("seats", ()))


def _masks(phrases: list[str]) -> Iterator[Alias]:
    nothing = Entry("mask", "", PartyKind.OTHER)
    yield from (_alias(p, Form.MASK, nothing) for p in phrases)


def _alias(text: str, form: Form, entry: Entry, wary: bool = False) -> Alias:
    words = list(WORD.finditer(text))
    gaps = tuple(_gap(text[a.end() : b.start()]) for a, b in pairwise(words))
    seen = tuple(w.group() for w in words)
    return Alias(text, seen, gaps, form, entry, wary, tuple(w.casefold() for w in seen))


def _indexed(aliases: list[Alias]) -> dict[str, tuple[Alias, ...]]:
    index: dict[str, list[Alias]] = {}
    for alias in aliases:
        index.setdefault(alias.words[0].casefold(), []).append(alias)
    return {word: tuple(sorted(found, key=lambda a: -len(a.words))) for word, found in index.items()}
