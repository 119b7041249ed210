"""What a sentence leans on: who is meant where it names nobody, and the sentence before it that says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from summarizer.annotate.credits import DATELINES
from summarizer.annotate.lexicon import Lexicon
from summarizer.annotate.speech.labels import label_end
from summarizer.draft import DraftFlow, DraftParty, DraftQuote, DraftWarning
from summarizer.ground.negation import stem
from summarizer.ground.source import Source
from summarizer.schema import PartyKind

# How far back an evidence sentence may lean on its context for the name that a pronoun stands for.
ANCHOR_SENTENCES = 8

# "MR. MILLER: ", "Minister Quispe: ", "ANSWER - Hon. A. Doe (Minister of Trade): " at the head of a turn.
LABEL = re.compile(
    r"(?:[A-Z][A-Z.'’]+(?: [A-Z][A-Z.'’-]*){0,5}(?: [-–—] [\w.,'’ -]{1,60})?(?: \([^)]{1,60}\))?"
    r"|[A-Z][\w.'’-]*(?: [A-Z(][\w.'’)-]*){0,6}):\s+(?=\S)"
)


def turn_start(text: str, start: int, end: int) -> int:
    """Where the words of a turn begin whose label may stand at `start`; `start` where none does."""
    after = label_end(text, start, end)
    if after is None and (match := LABEL.match(text, start, end)) is not None:
        after = match.end()
    return start if after is None else after


# "A. Doe, Minister of Defence of Norland (@adoe), 08:12": a line that says whose words follow.
_LETTERHEAD = re.compile(r"[^.!?\n]*(?:@\w+|\b\d{1,2}:\d{2}\b)[^.!?\n]*$")
_MATTER = re.compile(
    r"\b(?:suppl(?:y|ies|ied|ying|iers?)|sen(?:d|ds|t|ding)|provid(?:e|es|ed|ing)|deliver(?:s|ed|ing|y|ies)?|s(?:ells?|old)"
    r"|selling|sales?|ship(?:s|ped|ping|ments?)?|transfer(?:s|red|ring)?|(?:re-?)?export(?:s|ed|ing)?|donat(?:e|es|ed|ing)"
    r"|g(?:ave|iven)|receiv(?:e|es|ed|ing)|b(?:uy|uys|uying|ought)|purchas(?:e|es|ed|ing)|acquir(?:e|es|ed|ing)"
    r"|order(?:s|ed|ing)?|contract(?:s|ed)?|arm(?:s|ed|ing)|weapon(?:s|ry)?|hand(?:s|ed|ing)? over|licen[cs]es?)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:he|she|his|her|him|hers|i|my|me|the (?:\w+ )?(?:minister|president|spokes\w+|ambassador|envoy|official"
    r"|general|commander|secretary|chief|senator|admiral|colonel|leader|premier|chairman|chairwoman|director|brigadier|governor"
    r"|lawmaker|diplomat|king|prince))\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:it|its|they|their|them|we|our|us|the (?:\w+ )?(?:ministry|government|army|military|navy|air force|forces"
    r"|company|firm|manufacturer|maker|yard|group|movement|militia|militants|rebels|country|kingdom|republic|agency|department"
    r"|council|panel|experts|organi[sz]ation|ngo|bloc|union|alliance|commission|embassy|mission|newspaper|paper|daily))\b",
    re.IGNORECASE,
)
_PEOPLE = (PartyKind.OFFICIAL, PartyKind.PERSON)
_SPOKEN_FOR = (PartyKind.STATE, PartyKind.GOVERNMENT_BODY)


class Context:
    """Where the parties of a draft are named, and who else may be meant."""

    def __init__(self, source: Source, parties: Mapping[str, DraftParty]) -> None:
        self.source = source
        self.parties = parties
        self.sentences_of = {ref: self._sentences(p) for ref, p in parties.items()}
        self.telling = {ref: self._sentences(p, telling=True) for ref, p in parties.items()}

    def named(self, ref: str, numbers: Iterable[int]) -> bool:
        """Whether a party, or somebody who speaks for it, is mentioned in these sentences."""
        party, cited = self.parties[ref], set(numbers)
        if self.sentences_of[ref] & cited:
            return True
        if party.kind not in _SPOKEN_FOR or party.country is None:
            return False
        return any(p.country == party.country and self.sentences_of[r] & cited for r, p in self.parties.items())

    def in_reach(self, ref: str, first: int) -> bool:
        """Whether a party is named shortly before a sentence, so that a pronoun may stand for it."""
        return self.named(ref, range(max(1, first - ANCHOR_SENTENCES), first))

    def carried(self, ref: str, numbers: Iterable[int]) -> set[int]:
        """The sentences of a paragraph that name a party and that a cited sentence directly follows."""
        cut = self.source.segmentation
        before = {n - 1 for n in numbers if n > 1 and cut.sentence(n - 1).paragraph == cut.sentence(n).paragraph}
        return before & self.telling[ref]

    def anchor(self, ref: str, flow: DraftFlow, first: int) -> int | None:
        """The sentence that tells whom the evidence of a flow means by a party it does not name.

        The nearest one in reach that names the party itself and speaks of the matter; else the first that names it, if
        it stands before the evidence, which begins with the sentence `first`.
        """
        reach = (n for n in range(first - 1, max(0, first - 1 - ANCHOR_SENTENCES), -1) if n in self.telling[ref])
        near = next((n for n in reach if self._speaks_of(n, ref, flow)), None)
        if near is not None:
            return near
        return next((n for n in sorted(self.telling[ref]) if n < first and not self._heading(n)), None)

    def meant(
        self,
        numbers: Iterable[int],
        flows: Iterable[DraftFlow] = (),
        warnings: Iterable[DraftWarning] = (),
        quotes: Iterable[DraftQuote] = (),
    ) -> set[str]:
        """The parties that a retelling of some sentences may name.

        Those named there; those that what is held says to speak, give or get there; and those that a pronoun or a
        description there stands for, which is whoever of its kind the nearest earlier sentence names.
        """
        cited = set(numbers)
        found = {ref for ref in self.parties if self.named(ref, cited)}
        for flow in flows:
            for claim in flow.claims:
                if cited & set(claim.evidence):
                    found |= {r for r in (claim.claimant, claim.reported_by, flow.supplier, flow.recipient) if r}
        for warning in warnings:
            if cited & set(warning.evidence):
                found |= {r for r in (warning.issuer, warning.target) if r}
        for quote in quotes:
            if quote.speaker and cited & {self.source.sentence_of(span) for span in quote.spans}:
                found.add(quote.speaker)
        return found | {ref for n in cited for ref in self._stood_for(n)}

    def names(self, refs: Iterable[str | None]) -> list[str]:
        """Every way the text names these parties, their own names, and the states they belong to."""
        known = [self.parties[ref] for ref in refs if ref is not None and ref in self.parties]
        text = self.source.text
        names = [name for p in known for name in (p.name, *(text[start:end] for start, end in p.mentions))]
        states = (Lexicon.load().entries.get(f"state:{p.country}") for p in known)
        return [*names, *(entry.name for entry in states if entry is not None)]

    def _stood_for(self, number: int) -> Iterator[str]:
        words = self.source.words((number,))
        for pattern, people in ((_PERSON, True), (_BODY, False)):
            if pattern.search(words):
                yield from self._before(number, people)

    def _before(self, number: int, people: bool) -> set[str]:
        refs = [ref for ref, p in self.parties.items() if (p.kind in _PEOPLE) is people]
        for n in range(number - 1, max(0, number - 1 - ANCHOR_SENTENCES), -1):
            named = {ref for ref in refs if n in self.sentences_of[ref]}
            if named:
                return named
        return set()

    def _speaks_of(self, number: int, ref: str, flow: DraftFlow) -> bool:
        """Whether a sentence speaks of a transfer, or shares another party or words of the items with a flow.

        A heading must do the former: a letterhead names parties and tells nothing.
        """
        words = self.source.words((number,))
        if _MATTER.search(words) is not None or self._heading(number):
            return _MATTER.search(words) is not None
        others = {flow.supplier, flow.recipient, *(c.claimant for c in flow.claims)} - {ref, None}
        if any(number in self.telling[other] for other in others if other in self.telling):
            return True
        items = {stem(w) for i in flow.items for w in re.findall(r"\w+", self.source.text[i.words[0] : i.words[1]])}
        return bool((items - {None}) & {stem(w) for w in re.findall(r"\w+", words)})

    def _heading(self, number: int) -> bool:
        return self.source.segmentation.sentence(number).heading

    def _sentences(self, party: DraftParty, telling: bool = False) -> set[int]:
        """The sentences that mention a party; with `telling`, not those that do so in their head alone."""
        found = set()
        for mention in party.mentions:
            sentence = self.source.segmentation.sentence_at(mention[0])
            if sentence is None or sentence.number in self.source.orders:
                continue
            if telling and mention[0] < self._head(sentence.start, sentence.end):
                continue
            found.add(sentence.number)
        return found

    def _head(self, start: int, end: int) -> int:
        """Where the label of a turn, the letterhead or the dateline at the head of a sentence ends."""
        text = self.source.text
        heads = (pattern.match(text, start, end) for pattern in (*DATELINES, _LETTERHEAD))
        return max((turn_start(text, start, end), *(match.end() for match in heads if match is not None)))
