"""Stories and roots: which documents tell the same news, and how many independent origins stand behind a claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from summarizer.schema import ClaimantKind, Stance


@dataclass(frozen=True, slots=True)
class Quote:
    """A direct quotation: the words between the marks, and the name of who says them, None when unknown."""

    words: str
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """What clustering needs to know of one document; `summarizer.stories.piece_of` makes it.

    `published` is ISO 8601 or None. `names` are the names of persons, companies, groups and bodies that the brief
    found; `places` those of states and of whatever else is too common to tell stories apart.
    """

    document: str
    text: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    quotes: tuple[Quote, ...] = ()
    names: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


class TieKind(StrEnum):
    """Why two documents are tied, from the strongest reason to the weakest."""

    SAME = "same"
    NEAR = "near"
    CONTAINS = "contains"
    PART = "part"
    QUOTE = "quote"
    REWRITE = "rewrite"


@dataclass(frozen=True, slots=True)
class Tie:
    """`document` is tied to the earlier `other`.

    `share` lies in 0..1: for near copies the Jaccard similarity of their word shingles, for other copies the part of
    the shorter text's shingles that stand in the other, else the part of the rare names that they share. `why` is a
    clause with `document` for its subject. `joins` is false when the tie is true but does not make one story of the
    two: an old quotation, or a background paragraph used again.
    """

    document: str
    other: str
    kind: TieKind
    share: float
    why: str
    joins: bool


@dataclass(frozen=True, slots=True)
class SharedQuote:
    """The same words of a direct quotation in two documents, and how each of them names the speaker."""

    document: str
    speaker: str | None
    other: str
    other_speaker: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Story:
    """Documents that tell the same news.

    `id` is the id of the document that stands first in `documents`: dated ones by date, then those without a date.
    `first` is the first report among the dated ones, None when no document has a date.
    """

    id: str
    documents: tuple[str, ...]
    first: str | None


@dataclass(frozen=True)
class Clusters:
    """What clustering found.

    Attributes:
        stories: document id -> its story; every document has one, most stories have one document.
        roots: document id -> id of the document that its text comes from, itself when it is no copy.
        ties: one tie per document that is tied to an earlier one by kind and partner, in a stable order.
        quotes: the quotations of six words and more that documents share.
        outlets: document id -> outlet as given, for documents that have one.
        credits: document id -> the agencies that its dateline or credit line names.
    """

    stories: Mapping[str, Story]
    roots: Mapping[str, str]
    ties: tuple[Tie, ...] = ()
    quotes: tuple[SharedQuote, ...] = ()
    outlets: Mapping[str, str] = field(default_factory=dict)
    credits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def _ties_of(self) -> Mapping[str, tuple[Tie, ...]]:
        found: dict[str, list[Tie]] = {}
        for tie in self.ties:
            found.setdefault(tie.document, []).append(tie)
            found.setdefault(tie.other, []).append(tie)
        return {document: tuple(ties) for document, ties in found.items()}

    @cached_property
    def _quotes_of(self) -> Mapping[str, tuple[SharedQuote, ...]]:
        found: dict[str, list[SharedQuote]] = {}
        for quote in self.quotes:
            found.setdefault(quote.document, []).append(quote)
        return {document: tuple(quotes) for document, quotes in found.items()}

    def quotes_of(self, document: str) -> tuple[SharedQuote, ...]:
        """The quotations that the document shares with earlier ones."""
        return self._quotes_of.get(document, ())

    def ties_of(self, document: str) -> tuple[Tie, ...]:
        """Every tie that the document has part in."""
        return self._ties_of.get(document, ())

    def distinct(self) -> tuple[Story, ...]:
        """Every story once, in the order of their ids."""
        return tuple(sorted(set(self.stories.values()), key=lambda s: s.id))


@dataclass(frozen=True, slots=True)
class ClaimRef:
    """One claim of one document, as far as counting roots needs to know it.

    `claimant` and `reported_by` are party keys that hold across documents; None as in the brief. `allegiance` is the
    key of the state or organisation that the claimant speaks for (an ISO code will do), None when it speaks for
    itself. `evidence` are the sentences that carry the claim; `quotes` the claimant's own direct quotations in them.
    `behind` are keys (as of `allegiance` or `claimant`) of those to whom the unnamed people belong on whom the claim
    rests, where the document says so: a paper's report that cites "American officials" has the United States behind it.
    """

    document: str
    claimant: str | None
    claimant_kind: ClaimantKind
    stance: Stance
    reported_by: str | None = None
    claimant_name: str | None = None
    reported_by_name: str | None = None
    allegiance: str | None = None
    allegiance_name: str | None = None
    evidence: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RootGroup:
    """One independent origin of a matter: a party that says it, or an outlet that has it from sources of its own.

    `supports` is false when this origin denies the matter or finds no evidence of it. `why` says what makes its claims
    one root, "" for a single claim.
    """

    name: str
    own_reporting: bool
    supports: bool
    claims: tuple[ClaimRef, ...]
    why: str

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that carry it, each once."""
        return tuple(sorted({c.document for c in self.claims}))


@dataclass(frozen=True, slots=True)
class Roots:
    """How many independent origins say a thing.

    Attributes:
        n: independent roots that assert or suspect it.
        denied: independent roots that deny it or find no evidence of it.
        groups: the roots, supporters first, those with the most documents first.
        echoes: claims that add no root: an outlet's own voice where somebody is named who says so, and unnamed people
            who may be of those who are named.
        sentence: the same in words.
        reasons: for every echo why it adds no root, as a clause whose subject is the claim.
    """

    n: int
    denied: int
    groups: tuple[RootGroup, ...]
    echoes: tuple[ClaimRef, ...]
    sentence: str
    reasons: Mapping[ClaimRef, str] = field(default_factory=dict)

    def why(self, claims: Iterable[ClaimRef]) -> str:
        """Why some of these claims are no root of their own, or one root with others; "" when each is one by itself."""
        asked = set(claims)
        told = [self.reasons[c] for c in self.echoes if c in asked]
        told += [why for g in self.groups if (why := _one_with(g, [c for c in g.claims if c in asked]))]
        return "; ".join(dict.fromkeys(told))


def _one_with(group: RootGroup, claims: Sequence[ClaimRef]) -> str:
    """With whom else these claims of a group are one root, and why."""
    ours = {c.claimant_name for c in claims}
    others = sorted({c.claimant_name for c in group.claims if c.claimant_name} - ours)
    if not claims or not others:
        return ""
    told = f"one root with {others[0] if len(others) == 1 else ', '.join(others[:-1]) + ' and ' + others[-1]}"
    states = {c.allegiance_name or c.allegiance for c in group.claims if c.allegiance}
    if all(c.allegiance for c in claims) and len(states) == 1:
        return f"{told}, for {states.pop()} is one voice"
    return f"{told}: {group.why}" if group.why else told
