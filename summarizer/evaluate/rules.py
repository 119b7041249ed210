"""The rules of the annotation guidelines that a program can check, for one gold file held against its document.

An error is something that no gold may have; a hint is something that is seldom right, and a person has to judge.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

import pycountry

from summarizer.evaluate.author import ClaimForm, FlowForm, GoldForm, QuoteForm, Way, words
from summarizer.ground import Source
from summarizer.ground.answer import KOSOVO
from summarizer.schema import ClaimantKind, FlagKind, PartyKind, Stance

CUE_WORDS = 10
"""The longest cue that anybody needed had nine; what is longer is a clause, not the words that show it."""
ALIASES = 12
"""A brief keeps no more ways to name a party (`summarizer.ground.assemble.MENTIONS`)."""
REACH = 3
"""So many sentences before a claim its source may be introduced, to be "he" or "she" in the claim."""

_VOICES = {
    PartyKind.STATE: {ClaimantKind.GOVERNMENT},
    PartyKind.GOVERNMENT_BODY: {ClaimantKind.GOVERNMENT},
    PartyKind.OFFICIAL: {ClaimantKind.OFFICIAL},
    PartyKind.ARMED_GROUP: {ClaimantKind.ARMED_GROUP},
    PartyKind.COMPANY: {ClaimantKind.COMPANY},
    PartyKind.INTERNATIONAL_ORGANISATION: {ClaimantKind.INTERNATIONAL_ORGANISATION},
    PartyKind.MEDIA: {ClaimantKind.MEDIA},
    PartyKind.PERSON: {ClaimantKind.EXPERT, ClaimantKind.COMPANY, ClaimantKind.MEDIA, ClaimantKind.UNATTRIBUTED},
    PartyKind.OTHER: {ClaimantKind.EXPERT, ClaimantKind.MEDIA, ClaimantKind.UNATTRIBUTED},
}
"""Kinds of claimant that a party of a kind may be; an unnamed voice of it is `anonymous_source`."""
_NOBODY = {ClaimantKind.UNATTRIBUTED, ClaimantKind.ANONYMOUS_SOURCE, ClaimantKind.MEDIA, ClaimantKind.EXPERT}
_NO_OFFICIALS = {PartyKind.COMPANY, PartyKind.MEDIA, PartyKind.PERSON}


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, or that a person should look at."""

    at: Way
    rule: str
    message: str
    hint: bool = False


@dataclass(frozen=True)
class Reading:
    """A gold file and the document it speaks of; its references and pointers are known to resolve."""

    form: GoldForm
    source: Source

    def flagged(self, kind: FlagKind) -> set[int]:
        """Numbers of the sentences that carry a flag of a kind."""
        return {words(u.cue).sentence for u in self.form.uncertainty if u.kind is kind}

    def stretch(self, number: int) -> str:
        quotation = self.source.segmentation.quotation(number)
        return self.source.text[quotation.start : quotation.end]

    def used_sentences(self) -> set[int]:
        """Numbers of all sentences that anything but a mention points at."""
        told = {number for _, number in self.form.cited()}
        told |= {words(u.cue).sentence for u in self.form.uncertainty}
        cut = self.source.segmentation
        return told.union(*(cut.quotation(n).sentences for q in self.form.official_quotes for n in q.quotations))


Rule = Callable[[Reading], Iterator[Finding]]


def check(reading: Reading) -> Iterator[Finding]:
    """Everything that the rules find."""
    for rule in RULES:
        yield from rule(reading)


def _key_points(reading: Reading) -> Iterator[Finding]:
    form = reading.form
    if len(form.key_points) < 2 and len(reading.used_sentences()) > 1:
        message = "there is only one; write 2 to 5 (one is enough only where a single sentence tells all)"
        yield Finding(("key_points",), "key-points", message)
    for text, many in Counter(p.text for p in form.key_points).items():
        if many > 1:
            yield Finding(("key_points",), "key-points", f"the same point is made {many} times: {text!r}")


def _countries(reading: Reading) -> Iterator[Finding]:
    for key, party in reading.form.parties.items():
        at = ("parties", key, "country")
        if party.country is None:
            continue
        if party.kind is PartyKind.INTERNATIONAL_ORGANISATION:
            yield Finding(at, "country", "an international organisation has no country; leave it out")
        elif party.country != KOSOVO and pycountry.countries.get(alpha_3=party.country) is None:
            yield Finding(at, "country", f"{party.country} is no ISO 3166-1 alpha-3 code")


def _names(reading: Reading) -> Iterator[Finding]:
    for key, party in reading.form.parties.items():
        at = ("parties", key)
        if party.kind is PartyKind.OFFICIAL and not any(c.isupper() for c in party.name.split()[-1]):
            told = (
                f"{party.name!r} is a description; an official has a name, an unnamed one belongs to the state or body"
            )
            yield Finding((*at, "name"), "official-named", told)
        aliases = [words(m).words for m in party.mentions]
        if len({a.casefold() for a in aliases}) > ALIASES:
            yield Finding((*at, "mentions"), "aliases", f"more than {ALIASES} ways to name it; give the telling ones")
        for alias, many in Counter(a for a in aliases if not a.islower()).items():
            if many > 1:
                told = f"{alias!r} is given {many} times; once is enough, wherever it stands"
                yield Finding((*at, "mentions"), "aliases", told, hint=True)
    yield from _shared_names(reading.form)


def _shared_names(form: GoldForm) -> Iterator[Finding]:
    owner: dict[str, str] = {}
    for key, party in form.parties.items():
        for i, mention in enumerate(party.mentions):
            other = owner.setdefault(words(mention).words.casefold(), key)
            if other != key and not words(mention).words.islower():
                told = f"{words(mention).words!r} is also given for {other}; is this one entity?"
                yield Finding(("parties", key, "mentions", i), "aliases", told, hint=True)


def _unused(reading: Reading) -> Iterator[Finding]:
    used = {key for _, key in reading.form.references()}
    told = reading.used_sentences()
    for key, party in reading.form.parties.items():
        if key not in used and not told & {words(m).sentence for m in party.mentions}:
            message = "it has no part in anything, and no cited sentence names it; is it only mentioned in passing?"
            yield Finding(("parties", key), "unused-party", message, hint=True)


def _flows(reading: Reading) -> Iterator[Finding]:
    for i, flow in enumerate(reading.form.arms_flows):
        at = ("arms_flows", i)
        if flow.supplier == flow.recipient:
            yield Finding(at, "flow-sides", "supplier and recipient are the same party")
        for named, many in Counter(item.words for item in flow.items).items():
            if many > 1:
                yield Finding((*at, "items"), "items", f"{named!r} is given {many} times")
    for (i, one), (j, other) in combinations(enumerate(reading.form.arms_flows), 2):
        if _side(one) == _side(other):
            yield from _same_materiel(i, one, j, other)


def _side(flow: FlowForm) -> tuple[str | None, str | None, str]:
    return flow.supplier, flow.recipient, flow.stage.value


def _same_materiel(i: int, one: FlowForm, j: int, other: FlowForm) -> Iterator[Finding]:
    same = {words(x.words).words.casefold() for x in one.items} & {words(x.words).words.casefold() for x in other.items}
    at = ("arms_flows", j)
    if same or not (one.items or other.items):
        what = f" of {', '.join(sorted(same))}" if same else ""
        told = f"the same movement{what} as F{i + 1}: make it one flow with more evidence"
        yield Finding(at, "one-flow", told)
    elif {x.category for x in one.items} & {x.category for x in other.items}:
        told = f"same parties, stage and category as F{i + 1}; is it one flow with several items?"
        yield Finding(at, "one-flow", told, hint=True)


def _claims(reading: Reading) -> Iterator[Finding]:
    for i, flow in enumerate(reading.form.arms_flows):
        seen: dict[tuple[str | None, str, str], int] = {}
        for j, claim in enumerate(flow.claims):
            at = ("arms_flows", i, "claims", j)
            first = seen.setdefault((claim.claimant, claim.claimant_kind.value, claim.stance.value), j)
            if first != j:
                told = f"claimant and stance are those of claim {first + 1}: make it one claim with more evidence"
                yield Finding(at, "one-claim", told)
            yield from _voice(reading, at, claim)
            yield from _doubt(reading, at, claim)


def _voice(reading: Reading, at: Way, claim: ClaimForm) -> Iterator[Finding]:
    at, kind = (*at, "claimant_kind"), claim.claimant_kind
    if claim.claimant is None:
        if kind not in _NOBODY:
            yield Finding(at, "claimant-kind", f"{kind.value} needs a claimant; the outlet's own voice is unattributed")
        return
    party = reading.form.parties[claim.claimant]
    fitting = _VOICES[party.kind] | {ClaimantKind.ANONYMOUS_SOURCE}
    if kind not in fitting:
        told = f"{party.name} is {party.kind.value}, so it should be {' or '.join(sorted(k.value for k in fitting))}"
        yield Finding(at, "claimant-kind", told)


def _doubt(reading: Reading, at: Way, claim: ClaimForm) -> Iterator[Finding]:
    """What a claim says of itself should show in the flags of its sentences."""
    cited = set(claim.sentences)
    if claim.claimant_kind is ClaimantKind.ANONYMOUS_SOURCE:
        near = {n - back for n in cited for back in range(REACH + 1)}
        if not near & reading.flagged(FlagKind.ANONYMOUS_SOURCE):
            told = "no anonymous_source flag stands on its evidence, nor shortly before it"
            yield Finding(at, "flag-anonymous", told)
    expected = {
        Stance.DENIES: (FlagKind.DENIAL, FlagKind.NO_EVIDENCE),
        Stance.FINDS_NO_EVIDENCE: (FlagKind.NO_EVIDENCE, FlagKind.DENIAL),
        Stance.SUSPECTS: (FlagKind.HEDGE,),
    }.get(claim.stance, ())
    if expected and not any(cited & reading.flagged(kind) for kind in expected):
        told = f"it {claim.stance.value}, but no {expected[0].value} flag stands on its evidence"
        yield Finding(at, f"flag-{expected[0].value}", told, hint=True)
    if claim.reported_by is not None and not cited & reading.flagged(FlagKind.SECONDHAND):
        told = f"{claim.reported_by} relays it, but no secondhand flag stands on its evidence"
        yield Finding((*at, "reported_by"), "flag-secondhand", told, hint=True)


def _quotes(reading: Reading) -> Iterator[Finding]:
    first: dict[int, int] = {}
    for i, quote in enumerate(reading.form.official_quotes):
        at = ("official_quotes", i)
        for number in quote.quotations:
            other = first.setdefault(number, i)
            if other != i or quote.quotations.count(number) > 1:
                yield Finding(at, "quote-once", f"Q{number} is given twice (quote {other + 1})")
        yield from _stretches(reading, at, quote)
        if quote.speaker is not None:
            kind = reading.form.parties[quote.speaker].kind
            if kind in _NO_OFFICIALS:
                told = f"{quote.speaker} is {kind.value}; only official voices are quoted"
                yield Finding((*at, "speaker"), "quote-official", told)


def _stretches(reading: Reading, at: Way, quote: QuoteForm) -> Iterator[Finding]:
    cut = reading.source.segmentation
    for number in quote.quotations:
        if cut.quotation(number).inside in quote.quotations:
            yield Finding(at, "quote-marks", f"Q{number} stands inside another stretch of this quote; leave it out")
    said = " ".join(reading.stretch(n) for n in quote.quotations).split()
    if len(said) == 1:
        yield Finding(at, "scare-quotes", f"one word in marks, {said[0]!r}: is it really a quote?", hint=True)
    elif 0 < len(said) <= 3 and not quote.fragment:
        yield Finding(at, "fragment", f"{' '.join(said)!r} is hardly a clause of its own: fragment: true?", hint=True)
    for number in quote.sentences:
        sentence = cut.sentence(number)
        for q in cut.quotations:
            inside = sentence.start <= q.start and q.end <= sentence.end
            if inside and 2 * (q.end - q.start) > sentence.end - sentence.start:
                told = f"S{number} holds the words of Q{q.number} in marks: give quotations: [{q.number}]"
                yield Finding(at, "quote-marks", told)


def _warnings(reading: Reading) -> Iterator[Finding]:
    for (i, one), (j, other) in combinations(enumerate(reading.form.warnings), 2):
        if (one.issuer, one.target, one.kind) != (other.issuer, other.target, other.kind):
            continue
        if set(one.sentences) == set(other.sentences):
            yield Finding(("warnings", j), "one-warning", f"issuer, target, kind and evidence are those of W{i + 1}")
        elif set(one.sentences) & set(other.sentences):
            told = f"issuer, target and kind are those of W{i + 1}, and a sentence too; is it the same matter?"
            yield Finding(("warnings", j), "one-warning", told, hint=True)


def _flags(reading: Reading) -> Iterator[Finding]:
    first: dict[tuple[str, int], int] = {}
    for i, flag in enumerate(reading.form.uncertainty):
        cue = words(flag.cue)
        other = first.setdefault((flag.kind.value, cue.sentence), i)
        if other != i:
            told = f"S{cue.sentence} has a flag of this kind already (flag {other + 1})"
            yield Finding(("uncertainty", i), "one-flag", told)
        count = len(cue.words.split())
        if count > CUE_WORDS:
            told = f"it has {count} words; the shortest words that show it are enough (at most {CUE_WORDS})"
            yield Finding(("uncertainty", i, "cue"), "cue", told)


def _text(reading: Reading) -> Iterator[Finding]:
    found = {c for c in reading.source.text if unicodedata.category(c) == "Cc" and c not in "\n\t\r"}
    if found:
        shown = ", ".join(f"U+{ord(c):04X}" for c in sorted(found))
        yield Finding((), "text", f"the document holds control characters ({shown}); take them out")


RULES: tuple[Rule, ...] = (_text, _key_points, _countries, _names, _unused, _flows, _claims, _quotes, _warnings, _flags)
