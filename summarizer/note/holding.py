"""Whose words hold an item: the voices in whose mouths a sentence may put it.

A claim holds an item when its sentences hold the item's own, name it in other words (its designation, or its last
word), or speak of the movement as a whole ("those deliveries"). What an outlet says in its own voice holds every item
that it tells. All other items are told as those of the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from summarizer.note.materiel import designations, related
from summarizer.note.reading import Reading, ToldClaim, ToldItem
from summarizer.note.weigh import Telling, Voice
from summarizer.schema import Category, ClaimantKind

Place = tuple[ToldItem, Reading, str]
"""An item, the document that tells it, and its id there ("F1.i2")."""

_WHOLE = re.compile(
    r"\bthem\b|\b(?:the|this|that|these|those|such|its|their|any such) (?:\w+ )?"
    r"(?:shipments?|deliver(?:y|ies)|deals?|sales?|transfers?|suppl(?:y|ies)|packages?|consignments?|orders?|contracts?|exports?|swap|donation|purchase"
    r"|allegations?|accusations?|claims?|reports?)\b",
    re.IGNORECASE,
)
"""Words by which a sentence speaks of a movement that the sentences before it have told."""


def holds(claim: ToldClaim, item: ToldItem, document: Reading) -> bool:
    """Whether a claim's own sentences hold an item of its flow."""
    if claim.claimant is None and claim.kind is ClaimantKind.UNATTRIBUTED:
        return True
    if not set(claim.sentences).isdisjoint(item.sentences) or item.category is Category.UNSPECIFIED:
        return True
    words = " ".join(document.sentences[n] for n in claim.sentences)
    return _names(words, item.words) or _WHOLE.search(words) is not None


def speakers(told: Sequence[Place], voices: Iterable[Voice]) -> tuple[Voice, ...]:
    """The voices whose words hold one of these items."""
    at: dict[tuple[str, str], list[ToldItem]] = {}
    for item, document, part in told:
        at.setdefault((document.id, part.split(".")[0]), []).append(item)
    return tuple(
        v for v in voices if any(holds(t.claim, i, t.document) for t in v.tellings for i in at.get(_home(t), []))
    )


def _home(telling: Telling) -> tuple[str, str]:
    return telling.document.id, telling.flow.id


def _names(words: str, item: str) -> bool:
    """Whether words name an item by its designation; where it has none, by its last word."""
    ours = designations(item)
    if ours:
        return any(related(a, b) for a in ours for b in designations(words))
    last = item.casefold().split()[-1].rstrip("s")
    return len(last) > 2 and re.search(rf"\b{re.escape(last)}s?\b", words.casefold()) is not None
