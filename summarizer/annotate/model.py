"""What annotating gives: candidates found by rule, each pointing into the text.

Every candidate is numbered from 1 within its kind: parties `P1`, materiel `M1`, cues `C1`, flows `F1`, warnings
`W1`. The numbers are the pointers that a model answers with.
"""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.schema import Category, ClaimantKind, FlagKind, PartyKind, Stage, Stance, WarningKind


@dataclass(frozen=True, slots=True)
class Mention:
    """Words `text[start:end]` in sentence `sentence` that name a party.

    `anonymous` marks words for unnamed people of the party ("US officials", "a Pentagon official"); `modifier`
    marks a use that only qualifies another noun ("Iranian drones", "Russian oil").
    """

    start: int
    end: int
    sentence: int
    anonymous: bool = False
    modifier: bool = False


@dataclass(frozen=True, slots=True)
class PartyCandidate:
    """One real-world entity. `key` is its canonical identity ("state:PRK", "body:USA:pentagon", "person:kirby")."""

    number: int
    key: str
    name: str
    kind: PartyKind
    country: str | None
    role: str | None
    mentions: tuple[Mention, ...]
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Materiel:
    """Words that name materiel, its category, and the words that count it (offsets, or None)."""

    number: int
    start: int
    end: int
    sentence: int
    category: Category
    quantity: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """The shortest words that raise a flag of `kind` in `sentence`. `party` is the party number it points to
    (the outlet of a `secondhand`, the state of an `anonymous_source`, who denies), when there is one."""

    number: int
    kind: FlagKind
    start: int
    end: int
    sentence: int
    party: int | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what `sentence` says. `claimant` is a party number, None for the outlet's own voice.

    `start:end` bound the words that attribute ("Kirby said", "according to the report"), None when carried
    over from a neighbouring sentence. `doubt` is true when the rule is not certain.
    """

    sentence: int
    claimant: int | None
    kind: ClaimantKind
    reported_by: int | None = None
    start: int | None = None
    end: int | None = None
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class QuoteCandidate:
    """Stretches (quotation numbers) that make one quote, and its speaker (party number) when known.

    `official` is false for journalists, experts, relatives, companies, and for scare quotes and titles.
    `speaker_name` and `speaker_role` are offsets of the words the text gives for them. `spans` are the offsets of
    the words of the quote, one per stretch, and the only pointer where there are no marks (transcript turns, block
    quotations).
    """

    number: int
    quotations: tuple[int, ...]
    speaker: int | None
    speaker_name: tuple[int, int] | None
    speaker_role: tuple[int, int] | None
    fragment: bool
    official: bool
    doubt: bool = False
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimCandidate:
    """One claimant's stance on a flow. `claimant` and `reported_by` are party numbers; `evidence` sentence numbers."""

    claimant: int | None
    kind: ClaimantKind
    stance: Stance
    reported_by: int | None
    evidence: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FlowCandidate:
    """One claimed movement. `supplier` and `recipient` are party numbers, `items` materiel numbers.

    `doubts` names the fields that the rules are not sure of: "flow" (whether it is one at all), "supplier",
    "recipient", "stage", "stance", "claimant". A small model is asked about those, and only those.
    """

    number: int
    supplier: int | None
    recipient: int | None
    stage: Stage
    items: tuple[int, ...]
    claims: tuple[ClaimCandidate, ...]
    doubts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class WarningCandidate:
    """One warning, its issuer and target (party numbers) and its evidence (sentence numbers)."""

    number: int
    kind: WarningKind
    issuer: int | None
    target: int | None
    evidence: tuple[int, ...]
    doubts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Annotations:
    """All candidates of one document. A candidate's number is its place in its tuple, from 1."""

    parties: tuple[PartyCandidate, ...] = ()
    materiel: tuple[Materiel, ...] = ()
    cues: tuple[Cue, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    quotes: tuple[QuoteCandidate, ...] = ()
    flows: tuple[FlowCandidate, ...] = ()
    warnings: tuple[WarningCandidate, ...] = ()
    instructions: tuple[int, ...] = ()
    """Sentences that give orders to a machine that reads; nothing may rest on them alone."""
    bystanders: tuple[PartyCandidate, ...] = ()
    """Who is named but takes no part as far as rules can tell, numbered on from the parties."""

    @property
    def everyone(self) -> tuple[PartyCandidate, ...]:
        """Parties and bystanders; a candidate's number is its place, from 1."""
        return (*self.parties, *self.bystanders)

    def party(self, number: int) -> PartyCandidate:
        """The party `P{number}`. Raises IndexError when there is none."""
        if not 1 <= number <= len(self.parties):
            raise IndexError(f"there is no party P{number}")
        return self.parties[number - 1]

    def mentions_in(self, sentence: int) -> list[tuple[PartyCandidate, Mention]]:
        """Mentions in a sentence, in text order."""
        found = [(p, m) for p in self.parties for m in p.mentions if m.sentence == sentence]
        return sorted(found, key=lambda pair: pair[1].start)
