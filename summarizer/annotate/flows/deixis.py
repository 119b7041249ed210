"""Words that point: "both firms", "the generals", the "we" that an own paper leaves unsaid, the "it" of the sentence
before.

Each is taken only when the text leaves one reading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from summarizer.annotate.lexicon import Lexicon
from summarizer.annotate.model import Attribution, Mention, PartyCandidate
from summarizer.annotate.pipeline import Parsed
from summarizer.schema import ClaimantKind, PartyKind

REACH = 4
"""How many sentences back a pair may stand."""
TWO_STATES = re.compile(
    r"\b(?:the )?(?P<two>two|both)\s+"
    r"(?P<noun>sides|countries|governments|nations|states|capitals|neighbou?rs|allies)\b",
    re.IGNORECASE,
)
TWO_FIRMS = re.compile(
    r"\b(?:the )?(?P<two>two|both)\s+(?P<noun>firms|companies|manufacturers|contractors)\b", re.IGNORECASE
)
RULERS = r"junta|generals|regime|military rulers|military government|strongman"
THE_RULERS = re.compile(rf"\bthe (?:ruling |military )?(?P<noun>{RULERS})\b(?!\s+of\b)", re.IGNORECASE)
FIRST = re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE)
ACTS_AT_HOME = frozenset({ClaimantKind.GOVERNMENT, ClaimantKind.OFFICIAL, ClaimantKind.COMPANY})
HEADING = 3
"""Sentences at the top of a paper that may name whose paper it is."""

Mentions = dict[int, list[tuple[int, Mention]]]


def pointed(parsed: Parsed, parties: Sequence[PartyCandidate], mentions: Mentions) -> Iterator[tuple[int, Mention]]:
    """Mentions of parties by words that point back; the first word of a pair stands for one, its noun for the other."""
    kinds = {p.number: p.kind for p in parties}
    for sentence in parsed.segmentation.sentences:
        for pattern, kind in ((TWO_STATES, PartyKind.STATE), (TWO_FIRMS, PartyKind.COMPANY)):
            for match in pattern.finditer(parsed.text, sentence.start, sentence.end):
                pair = _pair(mentions, kinds, sentence.number, match.start(), kind)
                if pair is not None:
                    yield pair[0], Mention(*match.span("two"), sentence.number)
                    yield pair[1], Mention(*match.span("noun"), sentence.number)
    yield from _rulers(parsed, parties)


def _pair(
    mentions: Mentions, kinds: Mapping[int, PartyKind], number: int, start: int, kind: PartyKind
) -> tuple[int, int] | None:
    """The only two parties of a kind in the nearest sentences that name two."""
    found: dict[int, None] = {}
    for n in range(number, max(0, number - REACH) - 1, -1):
        here = [m for m in mentions.get(n, ()) if kinds[m[0]] is kind and (n < number or m[1].end <= start)]
        found |= dict.fromkeys(p for p, _ in sorted(here, key=lambda row: row[1].start))
        if len(found) >= 2:
            break
    if len(found) != 2:
        return None
    one, other = found
    return one, other


def _rulers(parsed: Parsed, parties: Sequence[PartyCandidate]) -> Iterator[tuple[int, Mention]]:
    """ "The generals": of the state that is said to have them, else of the one that the text speaks of most."""
    states = [p for p in parties if p.kind is PartyKind.STATE]
    places = list(THE_RULERS.finditer(parsed.text))
    if not states or not places:
        return
    owned = re.compile(rf"(?:['’]s?)?\s+(?:ruling |military )?(?:{RULERS})\b", re.IGNORECASE)
    owners = Counter(p.number for p in states for m in p.mentions if owned.match(parsed.text, m.end))
    often = Counter({p.number: len(p.mentions) for p in states}).most_common(2)
    clear = len(often) == 1 or often[0][1] > often[1][1]
    ruled = next(iter(owners)) if len(owners) == 1 else often[0][0] if clear and not owners else None
    if ruled is None:
        return
    for match in places:
        sentence = parsed.segmentation.sentence_at(match.start())
        if sentence is not None:
            yield ruled, Mention(*match.span("noun"), sentence.number)


def _letterhead(parsed: Parsed, parties: Sequence[PartyCandidate]) -> str | None:
    """The only country that the top lines of a paper name, be it within the name of a body."""
    bodies = (PartyKind.GOVERNMENT_BODY, PartyKind.STATE)
    lines = [s for s in parsed.segmentation.sentences[:HEADING] if s.heading or s.number == 1]
    at = {s.number for s in lines}
    top = [p.country for p in parties if p.kind in bodies and any(m.sentence in at for m in p.mentions)]
    for text in (parsed.text[s.start : s.end].title() for s in lines[:1]):
        top += [f.alias.entry.country for f in Lexicon.load().find(text) if f.alias.entry.kind is PartyKind.STATE]
    countries = {c for c in top if c}
    return next(iter(countries)) if len(countries) == 1 else None


def homes(parsed: Parsed, parties: Sequence[PartyCandidate], attributions: Iterable[Attribution]) -> dict[int, int]:
    """For whom a sentence acts when it names no giver: the state, body or company whose own paper, turn or "we" it is.

    Returns party numbers by sentence number.
    """
    by_number = {p.number: p for p in parties}
    states = {p.country: p.number for p in parties if p.kind is PartyKind.STATE and p.country}
    attributions = list(attributions)
    quoted = {n for q in parsed.segmentation.quotations for n in q.sentences}
    letterhead = _letterhead(parsed, parties)
    issuers = {a.claimant for a in attributions if a.start is None and a.sentence not in quoted}
    found: dict[int, int] = {}
    for a in attributions:
        party = by_number.get(a.claimant) if a.claimant is not None else None
        if party is None or a.kind not in ACTS_AT_HOME or a.doubt:
            continue
        sentence = parsed.segmentation.sentence(a.sentence)
        ours = FIRST.search(parsed.text, sentence.start, sentence.end) is not None
        own = a.claimant in issuers and a.sentence not in quoted
        if not (own or ours):
            continue
        if party.kind in (PartyKind.STATE, PartyKind.COMPANY):
            found[a.sentence] = party.number
            continue
        country = party.country or (letterhead if own else None)
        home = states.get(country) if country else None
        if home is None and party.kind is PartyKind.GOVERNMENT_BODY:
            home = party.number
        if home is not None:
            found[a.sentence] = home
    return found
