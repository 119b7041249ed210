"""How many independent origins stand behind claims: the note's view of `summarizer.stories`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from summarizer.note.identity import Entity
from summarizer.note.reading import Reading, ToldClaim
from summarizer.schema import PartyKind
from summarizer.stories import ClaimRef, Clusters, Roots, Story, independent_roots


class Origins:
    """Stories and roots of the documents of one note. A document that clustering has not seen is a story of its own."""

    def __init__(self, clusters: Clusters | None, documents: Iterable[Reading]) -> None:
        known = clusters or Clusters({}, {})
        new = {r.id: Story(r.id, (r.id,), r.id if r.day else None) for r in documents if r.id not in known.stories}
        stories, roots = {**known.stories, **new}, {**known.roots, **{i: i for i in new}}
        self._clusters = replace(known, stories=stories, roots=roots)

    def story(self, document: str) -> str:
        """Id of the first document of its story."""
        return self._clusters.stories[document].id

    def root(self, document: str) -> str:
        """Id of the document that its text comes from: itself when it is no copy."""
        return self._clusters.roots[document]

    def ties(self, document: str) -> tuple[tuple[str, str], ...]:
        """Earlier documents that it is tied to in one story, and why."""
        ties = self._clusters.ties_of(document)
        return tuple((t.other, t.why) for t in ties if t.document == document and t.joins)

    def count(self, claims: Iterable[ClaimRef]) -> Roots:
        return independent_roots(claims, self._clusters)


def claim_ref(document: Reading, claim: ToldClaim, claimant: Entity | None, reporter: Entity | None) -> ClaimRef:
    """One claim as the counting of roots needs it."""
    cited = set(claim.sentences)
    return ClaimRef(
        document=document.id,
        claimant=claimant.key if claimant else None,
        claimant_kind=claim.kind,
        stance=claim.stance,
        reported_by=reporter.key if reporter else None,
        claimant_name=claimant.name if claimant else None,
        reported_by_name=reporter.name if reporter else None,
        allegiance=_allegiance(claimant),
        evidence=tuple(document.sentences[n] for n in claim.sentences),
        quotes=tuple(" ".join(q.stretches) for q in document.quotes if cited & set(q.sentences)),
    )


def _allegiance(party: Entity | None) -> str | None:
    """The state for which an official or a body speaks."""
    speaks = party is not None and party.kind in (PartyKind.OFFICIAL, PartyKind.GOVERNMENT_BODY, PartyKind.STATE)
    return party.country if party is not None and speaks else None
