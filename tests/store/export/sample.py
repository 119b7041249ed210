"""Claims made of a few words, for the columns that are worked out from them."""

from __future__ import annotations

from typing import Any

from summarizer.schema import ArmsFlow, Category, Claim, Item, Party, Span, Stage, Stance
from summarizer.store import Outcome, Record
from tests.render.sample import ARTICLE, Article


def span(text: str, start: int = 0) -> Span:
    return Span(start=start, end=start + len(text), text=text)


def item(words: str, category: str = "other", quantity: str | None = None) -> Item:
    return Item(span=span(words), category=Category(category), quantity=span(quantity) if quantity else None)


def flow(stage: str, stance: str, evidence: str, words: str) -> tuple[ArmsFlow, Claim]:
    """A movement of one item with one claim about it; the item stands in the evidence."""
    claim = Claim.model_validate(
        {
            "claimant": None,
            "claimant_kind": "unattributed",
            "stance": Stance(stance),
            "reported_by": None,
            "evidence": [span(evidence)],
        }
    )
    there = Item(span=span(words, evidence.index(words)), category=Category.OTHER, quantity=None)
    made = ArmsFlow(id="F1", supplier=None, recipient=None, stage=Stage(stage), items=(there,), claims=(claim,))
    return made, claim


def party(kind: str, name: str = "Norland", country: str | None = None) -> Party:
    data: dict[str, Any] = {"id": "P1", "name": name, "kind": kind, "country": country, "role": None}
    return Party.model_validate({**data, "mentions": [span(name)]})


def record(one: Article = ARTICLE, **changes: Any) -> Record:
    return Record(one.document, one.brief(**changes), Outcome.DONE, 1, "2031-05-04T00:00:00+00:00", ("a.txt", "b.txt"))
