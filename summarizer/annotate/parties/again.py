"""Namings of unknown companies and organisations that are named again, in full or in short."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.annotate.lexicon import Lexicon
from summarizer.annotate.parties.naming import Line, Naming
from summarizer.annotate.parties.patterns import FirmPatterns, firm_patterns
from summarizer.schema import PartyKind

NOT_SHORT = frozenset(
    "General Global National International United Northern Southern Eastern Western Royal First Advanced "
    "Defence Defense Aero Marine Naval Central Black White Blue Green Golden North South East West Star "
    "Precision Special Military Ocean Joint Arms Army Heavy Sea Iron Mount Port Saint Great Grand World "
    "Asia Asian Africa African Europe European".split()
)
"""First words that tell nothing: "General" of "General Rotor Works" alone is not the company."""
UNSURE = (PartyKind.PERSON, PartyKind.OTHER)
KINDS = (PartyKind.COMPANY, PartyKind.OTHER, PartyKind.INTERNATIONAL_ORGANISATION, PartyKind.MEDIA)


def name_organisations_again(lines: list[Line], lexicon: Lexicon) -> None:
    """Put namings for unknown organisations that stand again, for companies also without legal form or in short."""
    patterns = firm_patterns(lexicon)
    small = {w for line in lines for w in re.findall(r"\b[a-z]{3,}\b", line.text)}
    known: dict[str, Naming] = {}
    for line in lines:
        for naming in line.namings:
            if naming.kind in KINDS and naming.key not in lexicon.entries and not naming.anonymous:
                for short in _shorts(line.text[naming.start : naming.end], naming.kind, patterns, small):
                    if len(short.split()) > 1 or next(lexicon.find(short), None) is None:
                        known.setdefault(short, naming)
    for short in sorted(known, key=lambda s: -len(s)):
        whole = re.compile(rf"(?<![\w-]){re.escape(short)}(?![\w-])(?!\s+[A-Z][a-z])")
        for line in lines:
            for match in whole.finditer(line.text):
                _put(line, *match.span(), known[short])


def _put(line: Line, start: int, end: int, party: Naming) -> None:
    covering = [n for n in line.namings if n.start < end and start < n.end]
    unsure = all(start <= n.start and n.end <= end and n.kind in UNSURE for n in covering)
    if unsure and not any(s < end and start < e for s, e in line.hidden):
        line.put(party.but(start=start, end=end, role=None, acts=True))


def _shorts(name: str, kind: PartyKind, patterns: FirmPatterns, small: set[str]) -> Iterator[str]:
    """The forms in which the name may stand again; none for what is only described."""
    if not all(w[0].isupper() or len(w) < 4 for w in name.split()):
        return
    core = name
    while (stripped := patterns.legal_forms.sub("", core).strip(" ,\"'")) != core and stripped:
        core = stripped
    if " " in core or (core != name and len(core) > 3):
        yield core
    first = core.split()[0]
    plain = first.isalpha() and first.lower() not in small and first not in NOT_SHORT
    if kind is PartyKind.COMPANY and first != core and len(first) > 3 and plain:
        yield first
