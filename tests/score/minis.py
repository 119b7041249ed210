"""Two small documents with invented gold briefs, and the means to take them apart."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

Json = dict[str, Any]

TEXT = (
    "Oslo sold nine patrol boats to Riga, minister Ada Brun said. "
    "“The boats leave in May. The crews are trained,” Brun said. "
    "Bergen may also send old howitzers to Riga, the Harbour Post reported. "
    "Brun denied that mines were promised to Riga. "
    "Riga warned Oslo of a penalty. "
    "Brun urged Riga to wait. "
    "“No mine was ever sold,” said the Riga spokesman."
)
SENTENCES = (
    "Oslo sold nine patrol boats to Riga, minister Ada Brun said.",
    "“The boats leave in May.",
    "The crews are trained,” Brun said.",
    "Bergen may also send old howitzers to Riga, the Harbour Post reported.",
    "Brun denied that mines were promised to Riga.",
    "Riga warned Oslo of a penalty.",
    "Brun urged Riga to wait.",
    "“No mine was ever sold,” said the Riga spokesman.",
)
QUIET_TEXT = "The council of Bergen met. Nobody spoke of boats."


def span(words: str, text: str = TEXT) -> Json:
    """The first place where words stand in a text."""
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def sentence(number: int) -> Json:
    return span(SENTENCES[number - 1])


def party(id: str, name: str, *mentions: str, kind: str = "state") -> Json:
    spans = [span(m) for m in mentions or (name,)]
    return {"id": id, "name": name, "kind": kind, "country": None, "role": None, "mentions": spans}


def item(words: str, quantity: str | None = None) -> Json:
    return {"span": span(words), "category": "other", "quantity": span(quantity) if quantity else None}


def claim(claimant: str | None, stance: str, *evidence: int) -> Json:
    return {
        "claimant": claimant,
        "claimant_kind": "official",
        "stance": stance,
        "reported_by": None,
        "evidence": [sentence(n) for n in evidence],
    }


def flow(id: str, ends: tuple[str | None, str | None], stage: str, items: list[Json], claims: list[Json]) -> Json:
    return {"id": id, "supplier": ends[0], "recipient": ends[1], "stage": stage, "items": items, "claims": claims}


def quote(id: str, speaker: str | None, *stretches: str) -> Json:
    return {
        "id": id,
        "spans": [span(s) for s in stretches],
        "speaker": speaker,
        "speaker_name": None,
        "speaker_role": None,
        "fragment": False,
    }


def warning(id: str, kind: str, issuer: str | None, target: str | None, *evidence: int) -> Json:
    spans = [sentence(n) for n in evidence]
    return {"id": id, "kind": kind, "issuer": issuer, "target": target, "gist": "A warning.", "evidence": spans}


def flag(kind: str, number: int, cue: str, about: str = "document") -> Json:
    return {"kind": kind, "sentence": sentence(number), "cue": span(cue), "about": about}


def gold() -> Json:
    """A brief with every section, fresh at every call."""
    return {
        "schema_version": "1",
        "headline": "Brun says Oslo sold boats to Riga",
        "key_points": [{"text": "Oslo sold boats.", "evidence": [sentence(1)]}],
        "parties": [
            party("P1", "Oslo"),
            party("P2", "Riga"),
            party("P3", "Ada Brun", "Ada Brun", "Brun", kind="official"),
            party("P4", "Bergen"),
            party("P5", "Harbour Post", "the Harbour Post", kind="media"),
        ],
        "arms_flows": [
            flow("F1", ("P1", "P2"), "delivered", [item("patrol boats", "nine")], [claim("P3", "asserts", 1, 2)]),
            flow(
                "F2", ("P1", "P2"), "pledged", [item("mines")], [claim("P3", "denies", 5), claim(None, "suspects", 5)]
            ),
            flow("F3", ("P4", "P2"), "negotiating", [item("old howitzers")], [claim("P5", "suspects", 4)]),
        ],
        "official_quotes": [
            quote("Q1", "P3", "The boats leave in May. The crews are trained,"),
            quote("Q2", "P2", "No mine was ever sold,"),
        ],
        "warnings": [warning("W1", "consequences", "P2", "P1", 6), warning("W2", "demand", "P3", "P2", 7)],
        "uncertainty": [
            flag("hedge", 4, "may", "F3"),
            flag("secondhand", 4, "reported"),
            flag("denial", 5, "denied", "F2"),
        ],
    }


def quiet() -> Json:
    """The brief of a document without any flow, quote, warning or flag."""
    return {
        "parties": [{"id": "P1", "name": "Bergen", "mentions": [span("Bergen", QUIET_TEXT)]}],
        "arms_flows": [],
        "official_quotes": [],
        "warnings": [],
        "uncertainty": [],
    }


def changed(path: str, value: Any, brief: Json | None = None) -> Json:
    """The gold brief, or another, with the value at a path such as "arms_flows.0.stage" replaced."""
    copy = deepcopy(brief) if brief is not None else gold()
    *way, last = path.split(".")
    place: Any = copy
    for step in way:
        place = place[int(step) if step.isdigit() else step]
    place[int(last) if last.isdigit() else last] = value
    return copy


def without(path: str) -> Json:
    """The gold brief without one element of a list, "arms_flows.0"."""
    copy = gold()
    *way, last = path.split(".")
    place: Any = copy
    for step in way:
        place = place[int(step) if step.isdigit() else step]
    del place[int(last)]
    return copy
