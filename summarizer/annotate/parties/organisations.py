"""Organisations that no table knows: full names with their acronyms, described names, and the parser's own finds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from summarizer.annotate.lexicon import Lexicon, any_of
from summarizer.annotate.parties.naming import Line, Naming, latin, naming_of
from summarizer.annotate.parties.usage import does
from summarizer.schema import PartyKind

SHORT = r"\((?:the\s+)?[\"']?(?P<short>[A-Z][A-Za-z&-]{1,9})[\"']?\)"
KNOWN_AS = r",\s+(?:also\s+|better\s+|widely\s+)?known\s+(?:as|by its (?:initials|acronym))\s+(?:the\s+)?"
ACRONYM = re.compile(rf"\s*{SHORT}|(?:{KNOWN_AS}|,\s+or\s+)[\"']?(?P<known>[A-Z][A-Z&-]{{1,9}})\b")
DEFINED = re.compile(
    r"(?P<long>[A-Z][\w'.-]*(?:\s+(?:(?:of|for|and|the|on|in|to|de|des|del|di|du|et|&)\s+){0,2}[A-Z][\w'.-]*){1,9})"
    rf"\s+{SHORT}"
)
NUMBERED = r"(?:\s\d{1,2}(?=[,.]|'s|\s(?:said|reported|wrote|quoted)))?"
"""The figure at the end of some outlets' names: "Kanal 7 said"."""
DESCRIBED = (
    latin(
        r"(?P<name>[A-Z][\w&.'-]*(?:\s+(?:(?:of|for|the|and|For|de|del|des|du|di|da|la|le|el|al)\s+){0,2}[A-Z][\w&'-]*){0,7}"
    )
    + rf"{NUMBERED})"
)
SMALL = frozenset("of for and the on in de des del di du et & al".split())
TOLD = re.compile(r"\btold\s+(?:the\s+)?(?:\w+\s+(?:newspaper|daily|broadcaster|magazine)\s+)?$")
ASSEMBLY = re.compile(
    r"\b(?:Assembly|Parliament|Senate|Congress|Council|Committee|House|Chamber|Court|Commission|Board|Diet)\b"
)
"""Who is addressed in a hall, and no outlet."""
ACTS_AFTER = re.compile(
    r"\s+(?:said|says|announced|reported|reports|found|confirmed|denied|denies|supplied|delivered|signed|warned|urged|"
    r"estimates|estimated|documented|revealed|quoted|writes|claimed|"
    r"(?:has |had |now |first |also )(?:reported|revealed|said|written|claimed|published)|"
    r"criticised|criticized|condemned|rejected|accused|welcomed|demanded|called|told|"
    r"wrote|asked|had an? (?:story|report|article)|(?:carried|ran) an? (?:story|report|article)|"
    r"interviewed|called on|calls on|calls for|called for|voted|has (?:called|urged|asked|warned|offered|accused)|"
    r"wants?|will (?:supply|deliver)|"
    r"has (?:supplied|delivered|signed))\b"
)


GENERIC = frozenset(
    "Department Ministry Court Panel Committee Commission Agency Council Government State House Army Navy Embassy "
    "Office Bureau Board Union Alliance Bloc Service Group Company Customs Administration Parliament".split()
)
"""Words that point back to a body named before, or to nobody."""


APPOSED = re.compile(
    rf"\b(?:newspaper|paper|daily|weekly|magazine|broadcaster|station|channel|website|news agency),\s+"
    rf"(?:the\s+)?{DESCRIBED}(?=,)"
)
"""An outlet told first and named after it: "its paper, the Lagos Lantern,"."""
CITED = re.compile(
    rf"\b(?:according to|citing|cited by|reported by|quoted by|reported in|told|interview with|published by|"
    rf"published in|carried by|"
    rf"leaked to|shown to|seen by|obtained by|reviewed by|broadcast by|aired by)\s+(?:the\s+)?"
    rf"{DESCRIBED}"
)


@dataclass(frozen=True)
class Words:
    """The telling words of organisations' names, compiled."""

    kinds: tuple[tuple[PartyKind, re.Pattern[str]], ...]
    introductions: tuple[tuple[PartyKind, re.Pattern[str]], ...]
    outlet: re.Pattern[str]
    """How an outlet's name begins."""
    not_names: re.Pattern[str]

    def kind_of(self, name: str) -> PartyKind | None:
        """The kind that the words of a name tell; the last telling word counts, but what begins as an outlet is one."""
        if self.outlet.match(name):
            return PartyKind.MEDIA
        found = ((match.end(), kind) for kind, pattern in self.kinds for match in pattern.finditer(name))
        best = max(found, key=lambda pair: pair[0], default=None)
        return best[1] if best else None

    def is_outlet(self, name: str) -> bool:
        """Whether the first or the last of several words makes the name an outlet's."""
        telling = name if self.outlet.match(name) else name.split()[-1]
        return " " in name and self.kind_of(telling) is PartyKind.MEDIA


@lru_cache(maxsize=4)
def words_of(lexicon: Lexicon) -> Words:
    """The lexicon's telling words, compiled once per lexicon."""
    table = lexicon.patterns["organisations"]
    return Words(
        tuple(
            (PartyKind(kind), re.compile(rf"\b{any_of(words)}\b"))
            for kind, words in table["kinds"].items()
            if kind != "media_first"
        ),
        tuple(
            (PartyKind(kind), re.compile(rf"\b{any_of(words)}\s+{DESCRIBED}"))
            for kind, words in table["introductions"].items()
        ),
        re.compile(rf"{any_of(table['kinds']['media_first'])}\s+[A-Z]"),
        re.compile(rf"\b{any_of(table['not_names'])}\b"),
    )


def name_organisations(line: Line, lexicon: Lexicon) -> None:
    """Put namings for unknown organisations that are described, defined with an acronym, or act in the sentence."""
    if line.shout():
        return
    words = words_of(lexicon)
    for naming in _introduced(line, words):
        covered = [n for n in line.namings if n.start < naming.end and naming.start < n.end]
        if all(n.kind is PartyKind.STATE or (n.kind is PartyKind.PERSON and not n.role) for n in covered):
            line.put(naming)
    for naming in (*_defined(line, words), *_acting(line, words)):
        if _only_states_within(line, naming):
            line.put(naming)
    for naming in _parsed(line, words):
        if line.free(naming.start, naming.end):
            line.put(naming)


def _only_states_within(line: Line, naming: Naming) -> bool:
    """Whether nothing else is named there but a state within a longer name: "Estonian Arms Export Agency"."""
    covered = [n for n in line.namings if n.start < naming.end and naming.start < n.end]
    hidden = any(s < naming.end and naming.start < e for s, e in line.hidden)
    return not hidden and all(
        n.kind is PartyKind.STATE and naming.start <= n.start and n.end <= naming.end for n in covered
    )


def _introduced(line: Line, words: Words) -> Iterator[Naming]:
    """Names that a describing noun introduces: "rights group Justice For All"."""
    for kind, pattern in words.introductions:
        for match in pattern.finditer(line.text):
            yield naming_of(line, *match.span("name"), kind)
    for match in APPOSED.finditer(line.text):
        yield naming_of(line, *match.span("name"), PartyKind.MEDIA)


def _defined(line: Line, words: Words) -> Iterator[Naming]:
    for match in DEFINED.finditer(line.text):
        end = match.end("long")
        start = _aligned(line.text, match.start("long"), end, match["short"])
        if start is None or words.not_names.search(line.text[start:end]):
            continue
        kind = words.kind_of(line.text[start:end])
        if kind is not None:
            yield naming_of(line, start, end, kind)


def _aligned(text: str, start: int, end: int, short: str) -> int | None:
    """Where the long form begins whose initials are the acronym's letters, or None when they are not."""
    letters = [c.casefold() for c in short if c.isupper()]
    words = [m for m in re.finditer(r"[^\W_]+", text[start:end]) if m.group()[0].isupper()]
    initials = "".join(w.group()[0].casefold() for w in words)
    at = initials.rfind("".join(letters))
    return start + words[at].start() if at >= 0 and len(letters) >= 2 else None


def _acting(line: Line, words: Words) -> Iterator[Naming]:
    """Names of two words or more that speak, supply or are cited, and whose last word tells what they are."""
    before = CITED.finditer(line.text)
    for match in (*re.finditer(rf"{DESCRIBED}(?={ACTS_AFTER.pattern})", line.text), *before):
        start, end = _trimmed(line.text, *match.span("name"))
        name = line.text[start:end]
        whole = re.search(r"\s(?:of|for)\s", name) or words.outlet.match(name)
        telling = name if whole else name.split()[-1]
        kind = words.kind_of(telling) if " " in name else None
        if kind is not None:
            yield naming_of(line, start, end, kind)


def _parsed(line: Line, words: Words) -> Iterator[Naming]:
    for entity in line.parsed.doc.ents:
        if entity.label_ != "ORG" or not does(entity.root):
            continue
        start, end = _trimmed(line.text, entity.start_char, entity.end_char)
        kind = _parsed_kind(line, start, end, words)
        if kind is not None:
            yield naming_of(line, start, end, kind)


def _parsed_kind(line: Line, start: int, end: int, words: Words) -> PartyKind | None:
    """The kind of what the parser takes for an organisation, None when it is hardly one."""
    name = line.text[start:end]
    parts = name.split()
    if not parts or any(c.isdigit() for c in name) or not all(p[0].isupper() or p in SMALL for p in parts):
        return None
    if name in GENERIC:
        return None
    if (words.kind_of(parts[-1]) is None and words.not_names.search(name)) or _unread(line, name, end):
        return None
    if (kind := words.kind_of(name)) is not None:
        return kind
    if TOLD.search(line.text[:start]):
        return None if ASSEMBLY.search(name) else PartyKind.MEDIA
    return PartyKind.OTHER if ACTS_AFTER.match(line.text, end) else None


def _unread(line: Line, name: str, end: int) -> bool:
    """Whether the name is a bare acronym that does not speak."""
    return " " not in name and name.isupper() and ACTS_AFTER.match(line.text, end) is None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    lead = re.match(
        r"(?:(?:but|and|when|while|if|as|in|at|for|with|by|from|on|yet|so|then|later)\s+)?"
        r"(?:(?:the|a|an)\s+)?(?:[A-Z][\w ]+-(?:based|run|backed|funded)\s+)?",
        text[start:end],
        re.IGNORECASE,
    )
    start += lead.end() if lead else 0
    tail = re.search(r"(?:'s?|[\s.,\"'])+$", text[start:end])
    return start, end - (len(tail.group()) if tail else 0)


def tie_acronyms(lines: list[Line]) -> None:
    """Give an acronym in brackets after a name, and wherever it stands again, the key of that name."""
    ties = _ties(lines)
    for line in lines:
        for short, naming in ties.items():
            for match in re.finditer(rf"(?<![\w-]){re.escape(short)}(?![\w-])", line.text):
                covering = [n for n in line.namings if n.start < match.end() and match.start() < n.end]
                if all((n.start, n.end) == match.span() and n.key != naming.key for n in covering):
                    line.put(naming.but(start=match.start(), end=match.end(), anonymous=False))


def _ties(lines: list[Line]) -> dict[str, Naming]:
    """Acronyms and the names right before them that they abbreviate."""
    ties: dict[str, Naming] = {}
    for line in lines:
        for naming in line.namings:
            match = ACRONYM.match(line.text, naming.end)
            words = line.text[naming.start : naming.end].split()
            if match is None or len(words) < 2 or naming.key.startswith("person:"):
                continue
            short = match["short"] or match["known"]
            if short[0].casefold() in (w[0].casefold() for w in words):
                ties.setdefault(short, naming)
    return ties
