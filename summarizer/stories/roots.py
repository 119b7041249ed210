"""How many independent origins stand behind a claim.

A hundred articles that repeat one spokesman are one root. What counts as one root, claim by claim:

1.  A claim that a named party makes rests on that party, whoever prints it: all who speak for one state or organisation
    (its spokesmen, its bodies, its unnamed officials) are one root, for none of them confirms another independently.
2.  A claim of unnamed people of whom nothing is known rests on the outlet that has it from them: the one that the claim
    is `reported_by`, else the one that the document credits or appeared in, else the document. Where the document says
    of which state or body they are (`behind`), it is one root with that; where it does not, and they may hold an
    office, it adds no root beside a claim of somebody named who speaks for a state, a body, a group or a firm.
3.  A claim in an outlet's own voice rests on that outlet in the same way, but adds no root where another claim on the
    same side names who says so, in whatever article, or has it from a source in the same article or story: it repeats
    that. It does add one where its words say that the outlet has seen it itself.
4.  Roots become one when their claims stand in copies of one text (the whole text, or these very sentences), when their
    evidence shares a direct quotation of six words, or when two documents credit one shared quotation to them by
    different names.
5.  Who belongs to whom is often not said: in one document an official or a body without a country is not taken for
    independent of the other officials and bodies on its side, nor a company's voice for independent of another's; nor
    are two of one name without a country taken for two, in whatever documents.
6.  Those who say a thing and those who deny it are counted apart; so one party may be a root on either side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import compress

import numpy as np

from summarizer.schema import ClaimantKind, Stance
from summarizer.stories.credit import folded
from summarizer.stories.model import ClaimRef, Clusters, RootGroup, Roots
from summarizer.stories.nearby import sharing
from summarizer.stories.reporting import is_own_reporting, may_be_in_office
from summarizer.stories.told import sentence_of
from summarizer.stories.unions import Unions
from summarizer.stories.words import QUOTED, SHINGLE, Hashes64, grams, words

COPIED = 0.8
"""Part of the shorter evidence's shingles that stand in the other for the two to be one text."""

LEAST_COPIED = 8
"""Words of evidence below which sameness says nothing."""

_SPOKEN_FOR = (ClaimantKind.OFFICIAL, ClaimantKind.GOVERNMENT, ClaimantKind.COMPANY)

_IN_OFFICE = (
    *_SPOKEN_FOR,
    ClaimantKind.ARMED_GROUP,
    ClaimantKind.INTERNATIONAL_ORGANISATION,
    ClaimantKind.ANONYMOUS_SOURCE,
)
_UNNAMED = (ClaimantKind.ANONYMOUS_SOURCE, ClaimantKind.OFFICIAL, ClaimantKind.GOVERNMENT)

_SUPPORT = (Stance.ASSERTS, Stance.SUSPECTS)


def independent_roots(claims: Iterable[ClaimRef], clusters: Clusters) -> Roots:
    """Count the independent roots of claims on one matter; the module says by what rules.

    Args:
        claims: all claims, of all documents, on one matter (one flow of the note), in any order.
        clusters: what `cluster` found in the collection that the documents are from.
    """
    told = sorted(set(claims), key=repr)
    supporters = _Side([c for c in told if c.stance in _SUPPORT], clusters)
    deniers = _Side([c for c in told if c.stance not in _SUPPORT], clusters)
    groups = (*supporters.groups(True), *deniers.groups(False))
    echoes = (*supporters.echoes, *deniers.echoes)
    n = sum(g.supports for g in groups)
    return Roots(n, len(groups) - n, groups, echoes, sentence_of(groups, echoes), supporters.reasons | deniers.reasons)


class _Side:
    """The claims of one side, and which of them are one root."""

    def __init__(self, claims: Sequence[ClaimRef], clusters: Clusters) -> None:
        self.clusters = clusters
        self.reasons = _reasons(claims, clusters)
        adds_none = [c in self.reasons for c in claims]
        self.echoes = tuple(compress(claims, adds_none))
        self.claims = [c for c, none in zip(claims, adds_none, strict=True) if not none]
        self.unions = Unions(len(self.claims))
        self.why: dict[int, str] = {}
        self._by_origin()
        self._by_those_behind()
        self._by_document()
        self._by_text()
        self._by_speaker()

    def groups(self, supports: bool) -> list[RootGroup]:
        """The roots, those with the most documents first."""
        found = []
        for head, members in self.unions.groups().items():
            claims = tuple(self.claims[i] for i in members)
            own = all(_relayed(c) for c in claims)
            name = self._name(claims)
            found.append(RootGroup(name, own, supports, claims, self.why.get(head, "")))
        return sorted(found, key=lambda g: (-len(g.documents), g.name, repr(g.claims[0])))

    def _name(self, claims: Sequence[ClaimRef]) -> str:
        """Whom the root is named after: the party that most claims name, else the outlet, else the document."""
        spoken = [c for c in claims if not _relayed(c)]
        parties = Counter(_party_name(c) for c in [s for s in spoken if not s.behind] or spoken)
        names = parties or Counter(self._outlet_name(c) for c in claims)
        return min(names, key=lambda name: (-names[name], name))

    def _outlet_name(self, c: ClaimRef) -> str:
        if c.reported_by:
            return c.reported_by_name or c.reported_by
        credits = self.clusters.credits.get(c.document, ())
        if len(credits) == 1:
            return credits[0]
        return self.clusters.outlets.get(c.document) or f"document {c.document[:12]}"

    def _by_origin(self) -> None:
        first: dict[tuple[str, str], int] = {}
        for i, c in enumerate(self.claims):
            if not _relayed(c):
                key = ("party", c.allegiance or c.claimant or "")
                if c.claimant_kind is ClaimantKind.MEDIA and c.claimant_name:
                    key = ("outlet", folded(c.claimant_name))
            elif c.reported_by or c.document in self.clusters.credits or c.document in self.clusters.outlets:
                key = ("outlet", folded(self._outlet_name(c)))
            else:
                key = ("document", self.clusters.roots.get(c.document, c.document))
            self._join(first.setdefault(key, i), i, "")
            if not _relayed(c) and c.claimant_name and c.allegiance is None:
                name = ("name", " ".join(words(c.claimant_name)))
                self._join(first.setdefault(name, i), i, "the name is the same, and nothing tells them apart")

    def _by_those_behind(self) -> None:
        """What an outlet has from unnamed people of a party is one root with what that party says by name."""
        named = {key: i for i, c in reversed(list(enumerate(self.claims))) for key in (c.allegiance, c.claimant) if key}
        for i, c in enumerate(self.claims):
            for key in c.behind:
                if key in named and named[key] != i:
                    whose = self.claims[named[key]]
                    self._join(named[key], i, f"the unnamed people whom {_outlet(c)} cites are of {_party_name(whose)}")

    def _by_document(self) -> None:
        """A root too few is a smaller fault than one too many: a ministry must not corroborate its own minister."""
        together: dict[tuple[str, bool], list[int]] = {}
        for i, c in enumerate(self.claims):
            if not _relayed(c) and c.claimant_kind in _SPOKEN_FOR:
                together.setdefault((c.document, c.claimant_kind is ClaimantKind.COMPANY), []).append(i)
        for (_, firms), members in together.items():
            # Whoever has a state comes first, so that those without one join it and no two states are joined.
            members.sort(key=lambda i: (self.claims[i].allegiance is None, i))
            for i in members[1:]:
                if firms or self.claims[i].allegiance is None:
                    self._join(members[0], i, "one document, and nothing tells them apart")

    def _by_text(self) -> None:
        """Copies of one text are one root for what the outlets say themselves, and shared quotations for all."""
        quoted: dict[int, int] = {}
        copied: dict[str, int] = {}
        for i, c in enumerate(self.claims):
            for gram in (
                g for said in map(words, c.quotes) if len(said) >= QUOTED for g in grams(said, QUOTED).tolist()
            ):
                self._join(quoted.setdefault(gram, i), i, "they share a direct quotation")
            if _relayed(c):
                root = self.clusters.roots.get(c.document, c.document)
                self._join(copied.setdefault(root, i), i, "their documents are copies of one text")
        relayed = [i for i, c in enumerate(self.claims) if _relayed(c)]
        evidence = [grams([w for e in self.claims[i].evidence for w in words(e)], SHINGLE) for i in relayed]
        for m, n in sharing(evidence):
            if _one_text(evidence[m], evidence[n]):
                self._join(relayed[m], relayed[n], "their evidence is the same text")

    def _by_speaker(self) -> None:
        """Two documents that share a quotation speak of one speaker, by whatever names."""
        speaking: dict[tuple[str, str], int] = {}
        for i, c in enumerate(self.claims):
            if not _relayed(c) and c.claimant_name:
                speaking.setdefault((c.document, _last(c.claimant_name)), i)
        for document in sorted({c.document for c in self.claims}):
            for shared in self.clusters.quotes_of(document):
                ours = speaking.get((shared.document, _last(shared.speaker)))
                theirs = speaking.get((shared.other, _last(shared.other_speaker)))
                if ours is not None and theirs is not None:
                    self._join(ours, theirs, f"both carry the quotation “{' '.join(shared.words.split())}”")

    def _join(self, i: int, j: int, why: str) -> None:
        heads = {self.unions.find(i), self.unions.find(j)}
        if len(heads) == 1:
            return
        self.unions.join(i, j)
        told = dict.fromkeys(w for h in sorted(heads) for w in self.why.pop(h, "").split("; ") if w)
        told.update({why: None} if why else {})
        self.why[self.unions.find(i)] = "; ".join(told)


def _reasons(claims: Sequence[ClaimRef], clusters: Clusters) -> dict[ClaimRef, str]:
    """The claims of one side that add no root of their own, and why: rules 2 and 3."""
    named = [c for c in claims if not _relayed(c)]
    offices = [c for c in named if c.claimant_kind in _IN_OFFICE]
    sourced = {c.document for c in claims if not _own_voice(c)}
    stories = {clusters.stories[d].id for d in sourced if d in clusters.stories}
    found = {}
    for c in claims:
        if _own_voice(c) and not is_own_reporting(c.evidence):
            story = clusters.stories.get(c.document)
            if named:
                found[c] = f"it does not say how it knows, and may have it from {_first_name(named)}"
            elif c.document in sourced or (story is not None and story.id in stories):
                found[c] = "it tells in its own voice what it, or another report of the story, has from a source"
        elif _unknown_people(c) and offices and may_be_in_office(c.evidence):
            found[c] = f"the unnamed people may be of the side of {_first_name(offices)}, who says so by name"
    return found


def _first_name(claims: Iterable[ClaimRef]) -> str:
    return min(c.claimant_name or c.claimant or "" for c in claims)


def _one_text(one: Hashes64, other: Hashes64) -> bool:
    shorter = min(len(one), len(other))
    return shorter + SHINGLE > LEAST_COPIED and len(np.intersect1d(one, other)) >= COPIED * shorter


def _own_voice(c: ClaimRef) -> bool:
    """Whether the outlet says it itself, without any source, and has it from no other outlet."""
    return c.claimant is None and c.claimant_kind is ClaimantKind.UNATTRIBUTED and c.reported_by is None


def _unknown_people(c: ClaimRef) -> bool:
    """Whether nobody is named, and nothing is known of who the people are."""
    return c.claimant is None and not c.behind and c.claimant_kind in _UNNAMED


def _outlet(c: ClaimRef) -> str:
    return c.claimant_name or c.reported_by_name or "the document"


def _relayed(c: ClaimRef) -> bool:
    """Whether the claim rests on an outlet: nobody is named who makes it."""
    return c.claimant is None


def _party_name(c: ClaimRef) -> str:
    return c.allegiance_name or c.claimant_name or c.claimant or ""


def _last(name: str | None) -> str:
    """The word by which two forms of a name are one ("Bell" and "Ann Bell")."""
    return (words(name or "") or [""])[-1]
