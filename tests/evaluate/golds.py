"""Gold and logs in memory: the small documents of the scorer's tests as cases of a run."""

from __future__ import annotations

from typing import Any

from summarizer.document import Document
from summarizer.evaluate.gold import Gold
from summarizer.evaluate.log import Entry, Head, Log
from summarizer.schema import Brief
from summarizer.score import Outcome
from tests.score import minis
from tests.score.minis import Json

PROVENANCE: Json = {
    "engine": "rules",
    "model": None,
    "strategy": "rules",
    "prompt": None,
    "prompt_sha256": None,
    "parameters": {},
    "created_at": "2026-01-01T00:00:00+00:00",
    "seconds": 1.5,
    "calls": 2,
    "tokens_in": 30,
    "tokens_out": 4,
    "cost_usd": 0.5,
}


def document(text: str = minis.TEXT) -> Document:
    return Document(
        text=text, title=None, outlet=None, published=None, url=None, language="en", media_type="text/plain"
    )


def whole(sections: Json, text: str = minis.TEXT, **changed: Any) -> Json:
    """The scored sections as the JSON of a whole brief."""
    made = document(text)
    info = {n: getattr(made, n) for n in ("id", "sha256", "title", "outlet", "published", "url", "language")}
    first = {"start": 0, "end": 4, "text": text[:4]}
    chunk = {"start": 0, "end": len(text), "status": "read", "detail": None}
    return {
        "schema_version": "1",
        "document": info | {"chars": len(text)},
        "headline": "A headline",
        "key_points": [{"text": "A point.", "evidence": [first]}],
        **sections,
        "coverage": {"complete": True, "chunks": [chunk], "dropped": []},
        "provenance": PROVENANCE,
        **changed,
    }


def gold(name: str, story: str | None = None, sections: Json | None = None, text: str = minis.TEXT) -> Gold:
    sections = minis.gold() if sections is None else sections
    brief = Brief.model_validate(whole(sections, text), context={"text": text})
    return Gold(name, story or name, document(text), brief, ())


def scored(case: Gold, sections: Json | None = None, repeat: int = 0, **changed: Any) -> Entry:
    """The entry of a case that was answered with these sections, or with the gold itself."""
    text = case.document.text
    brief = whole(sections, text) if sections is not None else case.brief.model_dump(mode="json")
    given: Json = {"seconds": 1.5, "calls": 2, "asked": 2, "tokens_in": 30, "tokens_out": 4, "cost_usd": 0.5}
    return Entry(
        case=case.name,
        document_sha256=case.document.sha256,
        repeat=repeat,
        outcome=Outcome.SCORED,
        brief=brief,
        **(given | changed),
    )


def unscored(case: Gold, outcome: Outcome, reason: str, repeat: int = 0) -> Entry:
    return Entry(case=case.name, document_sha256=case.document.sha256, repeat=repeat, outcome=outcome, reason=reason)


def head(cases: list[Gold], **changed: Any) -> Head:
    given: Json = {
        "program": "1.0",
        "engine": "local",
        "model": "tiny",
        "strategy": "stepwise",
        "prompt": "stepwise-v1",
        "prompt_sha256": "ab" * 32,
        "parameters": {"temperature": 0.0},
        "gold": "gold",
        "cases": tuple(c.name for c in cases),
        "created_at": "2026-01-01T00:00:00+00:00",
    }
    return Head(**(given | changed))


def log(cases: list[Gold], *entries: Entry, **changed: Any) -> Log:
    return Log(head(cases, **changed), entries)
