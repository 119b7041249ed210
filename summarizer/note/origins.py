"""How many independent origins stand behind claims: the note's view of `summarizer.stories`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from summarizer.note.identity import Entity, Identities
from summarizer.note.reading import Reading, ToldClaim
from summarizer.schema import ClaimantKind, FlagKind, PartyKind
from summarizer.stories import ClaimRef, Clusters, Roots, Story, independent_roots
from summarizer.stories.reporting import is_named_in, speaks_of

NEAR = 2
"""Sentences between an outlet's claim and the words that say from whom the outlet has it."""


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


def claim_ref(document: Reading, claim: ToldClaim, identities: Identities) -> ClaimRef:
    """One claim as the counting of roots needs it."""
    cited = set(claim.sentences)
    claimant, reporter = (identities.of(document.id, p) if p else None for p in (claim.claimant, claim.reported_by))
    outlet = claimant if claim.kind is ClaimantKind.MEDIA else reporter
    state = identities.entities.get(f"state:{_allegiance(claimant)}")
    return ClaimRef(
        document=document.id,
        claimant=claimant.key if claimant else None,
        claimant_kind=claim.kind,
        stance=claim.stance,
        reported_by=reporter.key if reporter else None,
        claimant_name=claimant.name if claimant else None,
        reported_by_name=reporter.name if reporter else None,
        allegiance=_allegiance(claimant),
        allegiance_name=state.name if state else None,
        evidence=tuple(document.sentences[n] for n in claim.sentences),
        quotes=tuple(" ".join(q.stretches) for q in document.quotes if cited & set(q.sentences)),
        behind=tuple(dict.fromkeys(_behind(document, claim, identities, outlet))),
    )


def _behind(document: Reading, claim: ToldClaim, identities: Identities, outlet: Entity | None) -> Iterator[str]:
    """Whose the unnamed people are that the claim rests on, as the words that tell of them say."""
    if claim.claimant is not None and outlet is None:
        return
    for flag in (f for f in document.flags if f.kind is FlagKind.ANONYMOUS_SOURCE):
        at = flag.sentences[0]
        near = outlet is not None and any(0 < at - n <= NEAR for n in claim.sentences)
        if at in claim.sentences or (near and outlet and speaks_of(document.sentences[at], outlet.name)):
            for party in document.parties.values():
                entity = identities.of(document.id, party.id)
                if _speaks(entity) and any(is_named_in(a, flag.cue) for a in party.aliases):
                    yield entity.country or entity.key


def _speaks(party: Entity) -> bool:
    """Whether it is a state, or speaks for one."""
    return party.kind in (PartyKind.OFFICIAL, PartyKind.GOVERNMENT_BODY, PartyKind.STATE)


def _allegiance(party: Entity | None) -> str | None:
    """The state for which an official or a body speaks."""
    return party.country if party is not None and _speaks(party) else None
