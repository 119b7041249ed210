"""The contract of the output: strict, frozen, verbatim, and the same as the exported JSON Schema."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from pydantic import ValidationError

from summarizer.schema import Brief, Coverage, FlagKind, Span, Stage

TEXT = "Norway said it sent six howitzers to Ukraine. Moscow denied nothing."


def span(words: str, text: str = TEXT) -> dict[str, Any]:
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def brief() -> dict[str, Any]:
    first, second = span("Norway said it sent six howitzers to Ukraine."), span("Moscow denied nothing.")
    return {
        "schema_version": "1",
        "document": {
            "id": "d1",
            "sha256": "0" * 64,
            "title": None,
            "outlet": None,
            "published": None,
            "url": None,
            "language": None,
            "chars": len(TEXT),
        },
        "headline": "Norway says it sent howitzers to Ukraine",
        "key_points": [{"text": "Norway sent howitzers.", "evidence": [first]}],
        "parties": [
            {
                "id": "P1",
                "name": "Norway",
                "kind": "state",
                "country": "NOR",
                "role": None,
                "mentions": [span("Norway")],
            },
            {
                "id": "P2",
                "name": "Ukraine",
                "kind": "state",
                "country": "UKR",
                "role": None,
                "mentions": [span("Ukraine")],
            },
        ],
        "arms_flows": [
            {
                "id": "F1",
                "supplier": "P1",
                "recipient": "P2",
                "stage": "delivered",
                "items": [{"span": span("howitzers"), "category": "artillery", "quantity": span("six")}],
                "claims": [
                    {
                        "claimant": "P1",
                        "claimant_kind": "government",
                        "stance": "asserts",
                        "reported_by": None,
                        "evidence": [first],
                    }
                ],
            }
        ],
        "official_quotes": [],
        "warnings": [
            {"id": "W1", "kind": "risk", "issuer": "P1", "target": None, "gist": "A gist.", "evidence": [first]}
        ],
        "uncertainty": [{"kind": "denial", "sentence": second, "cue": span("denied"), "about": "F1"}],
        "coverage": {
            "complete": True,
            "chunks": [{"start": 0, "end": len(TEXT), "status": "read", "detail": None}],
            "dropped": [],
        },
        "provenance": {
            "engine": "rules",
            "model": None,
            "strategy": "rules",
            "prompt": None,
            "prompt_sha256": None,
            "parameters": {},
            "created_at": "2026-01-01T00:00:00+00:00",
            "seconds": 0.1,
            "calls": 0,
            "tokens_in": 0,
            "tokens_out": 0,
            "cost_usd": 0.0,
        },
    }


def build(data: dict[str, Any], text: str | None = TEXT) -> Brief:
    return Brief.model_validate(data, context=None if text is None else {"text": text})


def damaged(path: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    data = copy.deepcopy(brief())
    place: Any = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return data


def test_a_brief_survives_its_own_json() -> None:
    built = build(brief())
    assert Brief.parse(built.model_dump_json(), TEXT) == built


def test_without_the_text_no_brief_is_built() -> None:
    with pytest.raises(ValidationError, match="without the document's text"):
        build(brief(), None)


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("schema_version",), "2", "1"),
        (("headline",), "one\ntwo", "one line"),
        (("headline",), "word " * 16, "15 words"),
        (("headline",), "", "at least 1 character"),
        (("arms_flows", 0, "supplier"), "P9", "references to nothing: P9"),
        (("arms_flows", 0, "claims", 0, "claimant"), "P7", "references to nothing: P7"),
        (("warnings", 0, "target"), "P8", "references to nothing: P8"),
        (("uncertainty", 0, "about"), "F3", "references to nothing: F3"),
        (("uncertainty", 0, "about"), "nothing", "pattern"),
        (("parties", 1, "id"), "P1", "party id is used twice"),
        (("parties", 0, "mentions"), [], "at least 1 item"),
        (("parties", 0, "country"), "", "pattern"),
        (("parties", 0, "role"), "", "at least 1 character"),
        (("parties", 0, "kind"), "country", "Input should be"),
        (("arms_flows", 0, "stage"), "unknown", "Input should be"),
        (("arms_flows", 0, "claims"), [], "at least 1 item"),
        (("arms_flows", 0, "items", 0, "span", "text"), "cannonade", "not verbatim"),
        (("arms_flows", 0, "items", 0, "quantity", "text"), "sixty", "cannot hold 5 characters"),
        (("uncertainty", 0, "cue"), span("Norway"), "outside its sentence"),
        (("warnings", 0, "gist"), "word " * 21, "at most 20 words"),
        (("coverage", "complete"), False, "exactly when every chunk was read"),
        (("document", "chars"), 7, "has 68 characters, the brief says 7"),
        (("document", "title"), "", "at least 1 character"),
        (("surprise",), 1, "Extra inputs"),
        (("key_points",), [], "at least 1 item"),
    ],
)
def test_whatever_breaks_the_contract_is_refused(path: tuple[str | int, ...], value: Any, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        build(damaged(path, value))


def test_records_are_frozen() -> None:
    built = build(brief())
    with pytest.raises(ValidationError, match="frozen"):
        built.headline = "another"  # type: ignore[misc]  # the point of the test


def test_spans_lists_every_span_of_every_section() -> None:
    assert [s.text for s in build(brief()).spans()] == [
        "Norway said it sent six howitzers to Ukraine.",
        "Norway",
        "Ukraine",
        "howitzers",
        "six",
        "Norway said it sent six howitzers to Ukraine.",
        "Norway said it sent six howitzers to Ukraine.",
        "Moscow denied nothing.",
        "denied",
    ]


def test_nothing_read_is_never_complete() -> None:
    with pytest.raises(ValidationError, match="complete"):
        Coverage(complete=True, chunks=(), dropped=())
    assert not Coverage(complete=False, chunks=(), dropped=()).complete


def test_values_of_the_contract() -> None:
    assert [s.value for s in Stage] == (
        "sought negotiating pledged approved contracted delivering delivered halted unspecified".split()
    )
    assert [k.value for k in FlagKind] == (
        "anonymous_source secondhand hedge undisclosed unverified no_evidence denial conflict".split()
    )


def test_offsets_count_code_points() -> None:
    text = "🚀 é\u0301 шесть"
    start = text.index("шесть")
    assert Span(start=start, end=start + 5, text="шесть").text == text[start : start + 5]
