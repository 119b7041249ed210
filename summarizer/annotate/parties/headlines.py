"""Parties that a headline describes and the text then names: "rebels" of a region, "firms" of a state."""

from __future__ import annotations

from summarizer.annotate.lexicon import Lexicon
from summarizer.annotate.parties.naming import Line, Naming
from summarizer.schema import PartyKind

LEAD = 4
"""How many sentences after the headline may name whom it describes."""
DESCRIBED = (PartyKind.ARMED_GROUP, PartyKind.COMPANY)


def tie_headline(lines: list[Line], lexicon: Lexicon) -> None:
    """Give a group or company that the headline only describes the key of the one that the lead names.

    It is tied when the headline names no other of its kind, the lead names or describes just one, and neither
    tells another country than the other.
    """
    if not lines or not lines[0].parsed.sentence.heading:
        return
    head, lead = lines[0], lines[1 : 1 + LEAD]
    for kind in DESCRIBED:
        of_kind = {n.key for n in head.namings if n.kind is kind}
        described = [n for n in head.namings if n.kind is kind and _only_described(n, lexicon)]
        if len(of_kind) != 1 or not described:
            continue
        told = {n.key: n for line in lead for n in line.namings if n.kind is kind and n.acts}
        fits = [
            n for n in told.values() if n.country == described[0].country or None in (n.country, described[0].country)
        ]
        if len(told) == 1 and fits and fits[0].key != described[0].key:
            head.namings = [n.but(key=fits[0].key, name=fits[0].name) if n in described else n for n in head.namings]


def _only_described(naming: Naming, lexicon: Lexicon) -> bool:
    return naming.key not in lexicon.entries and naming.name.split()[-1].islower()
