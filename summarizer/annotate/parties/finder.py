"""The finder of parties: everyone whom a text names as giving, getting, saying, warning, being warned or reporting."""

from __future__ import annotations

import re
from collections.abc import Iterable

from summarizer.annotate.credits import credit_lines
from summarizer.annotate.lexicon import Lexicon
from summarizer.annotate.model import PartyCandidate
from summarizer.annotate.parties.again import name_organisations_again
from summarizer.annotate.parties.bodies import name_by_pattern
from summarizer.annotate.parties.descriptions import name_descriptions
from summarizer.annotate.parties.factions import name_factions
from summarizer.annotate.parties.fold import fold, name_again, unite_bodies
from summarizer.annotate.parties.headlines import tie_headline
from summarizer.annotate.parties.naming import line_of, slug
from summarizer.annotate.parties.organisations import name_organisations, tie_acronyms
from summarizer.annotate.parties.people import give_countries, name_people
from summarizer.annotate.parties.references import name_office_holders, name_references, tie_described_companies
from summarizer.annotate.parties.states import name_all, settle_korea
from summarizer.annotate.parties.strangers import name_strangers
from summarizer.annotate.pipeline import Parsed
from summarizer.schema import PartyKind

OUTLET = re.compile(r"\(([A-Z][\w .&/-]{1,30})\)")
"""The outlet in a dateline: "LIMA, May 3 (Andes Wire) -"."""


def find_parties(parsed: Parsed, lexicon: Lexicon) -> tuple[PartyCandidate, ...]:
    """The parties of a text, numbered by first mention."""
    return find_everyone(parsed, lexicon)[0]


def find_everyone(parsed: Parsed, lexicon: Lexicon) -> tuple[tuple[PartyCandidate, ...], tuple[PartyCandidate, ...]]:
    """The parties of a text, numbered by first mention; and its bystanders, numbered on from there.

    Names are looked up in the lexicon and found by pattern (ministries, services, firms, armed groups, people with
    titles or appositions); the parse then tells who takes part and who only locates or qualifies. Mentions bound
    names without article and possessive, in offsets of `parsed.text`, and never overlap. Bystanders are named too,
    but as far as the parse tells they take no part.
    """
    credits = tuple(credit_lines(parsed.text))
    lines = [line_of(s, parsed.text, lexicon, _within(credits, s.sentence.start, s.sentence.end)) for s in parsed]
    for line in lines:
        name_all(line)
        name_by_pattern(line, lexicon)
        name_people(line, lexicon)
    settle_korea(lines, lexicon)
    name_again(lines, lexicon)
    for line in lines:
        name_descriptions(line, lexicon)
        name_organisations(line, lexicon)
        name_factions(line)
    name_organisations_again(lines, lexicon)
    unite_bodies(lines)
    tie_acronyms(lines)
    tie_described_companies(lines, lexicon)
    tie_headline(lines, lexicon)
    name_references(lines)
    name_office_holders(lines, lexicon)
    give_countries(lines, lexicon)
    name_strangers(lines, lexicon)
    return fold(lines, _own(parsed.text, credits, lexicon))


def _within(stretches: Iterable[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    return [(max(s, start) - start, min(e, end) - start) for s, e in stretches if s < end and start < e]


def _own(text: str, credits: Iterable[tuple[int, int]], lexicon: Lexicon) -> frozenset[str]:
    """Keys of the outlets that the text credits itself to, and the slug of an unknown one in its dateline."""
    stretches = [text[s:e] for s, e in credits]
    credited = (f.alias.entry for stretch in stretches for f in lexicon.find(stretch))
    bracketed = (match[1] for stretch in stretches for match in OUTLET.finditer(stretch))
    return frozenset(e.key for e in credited if e.kind is PartyKind.MEDIA) | frozenset(map(slug, bracketed))
