"""Invented reports with their briefs, written in a few words: the raw material of notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from summarizer.document import Document
from summarizer.schema import Brief
from summarizer.segment import segment

STATES = {
    "Norway": "NOR",
    "Peru": "PER",
    "Chile": "CHL",
    "Ghana": "GHA",
    "Togo": "TGO",
    "United States": "USA",
    "the US": "USA",
}


@dataclass(frozen=True)
class Filed:
    """What `compose` takes: the same fields as a record of the store."""

    document: Document
    brief: Brief
    locations: tuple[str, ...]


class Report:
    """One document under construction. Sentences stand one to a paragraph; `n` counts them from 1."""

    def __init__(self, *sentences: str, day: str | None = None, outlet: str | None = None, title: str | None = None):
        self.document = Document("\n\n".join(sentences), title=title, outlet=outlet, published=day)
        self._cut = segment(self.document.text)
        self._parties: dict[str, dict[str, Any]] = {}
        self._parts: dict[str, list[dict[str, Any]]] = {
            name: [] for name in ("arms_flows", "official_quotes", "warnings", "uncertainty")
        }
        self._chunk = {"start": 0, "end": len(self.document.text), "status": "read", "detail": None}

    def party(self, name: str, kind: str = "state", country: str | None = None, **more: Any) -> str:
        """Its id; made at first naming. `alias` stands in the text for the name; `mentions` are further words."""
        if name not in self._parties:
            alias = more.get("alias") or name
            words = [alias, *more.get("mentions", ())]
            self._parties[name] = {
                "id": f"P{len(self._parties) + 1}",
                "name": name,
                "kind": kind,
                "country": country or (STATES.get(name) if kind == "state" else None),
                "role": more.get("role"),
                "mentions": [self._find(w) for w in words],
            }
        return str(self._parties[name]["id"])

    def flow(
        self,
        supplier: str | None,
        recipient: str | None,
        stage: str,
        items: Iterable[tuple[str, str, str | None]],
        claims: Iterable[tuple[str | None, str, str, Sequence[int]]],
    ) -> Report:
        """`items` are words, category, quantity; `claims` are claimant, kind, stance, sentences."""
        self._parts["arms_flows"].append(
            {
                "id": f"F{len(self._parts['arms_flows']) + 1}",
                "supplier": self.party(supplier) if supplier else None,
                "recipient": self.party(recipient) if recipient else None,
                "stage": stage,
                "items": [
                    {"span": self._find(w), "category": c, "quantity": self._find(q) if q else None}
                    for w, c, q in items
                ],
                "claims": [
                    {
                        "claimant": self.party(who) if who else None,
                        "claimant_kind": kind,
                        "stance": stance,
                        "reported_by": None,
                        "evidence": [self._sentence(n) for n in cited],
                    }
                    for who, kind, stance, cited in claims
                ],
            }
        )
        return self

    def quote(self, words: str, speaker: str | None, role: str | None = None) -> Report:
        self._parts["official_quotes"].append(
            {
                "id": f"Q{len(self._parts['official_quotes']) + 1}",
                "spans": [self._find(words)],
                "speaker": self.party(speaker) if speaker else None,
                "speaker_name": speaker,
                "speaker_role": role,
                "fragment": False,
            }
        )
        return self

    def warning(self, kind: str, issuer: str | None, target: str | None, gist: str, sentence: int) -> Report:
        self._parts["warnings"].append(
            {
                "id": f"W{len(self._parts['warnings']) + 1}",
                "kind": kind,
                "issuer": self.party(issuer) if issuer else None,
                "target": self.party(target) if target else None,
                "gist": gist,
                "evidence": [self._sentence(sentence)],
            }
        )
        return self

    def doubt(self, kind: str, sentence: int, cue: str, about: str = "document") -> Report:
        flag = {"kind": kind, "sentence": self._sentence(sentence), "cue": self._find(cue), "about": about}
        self._parts["uncertainty"].append(flag)
        return self

    def truncated(self, detail: str) -> Report:
        self._chunk |= {"status": "truncated", "detail": detail}
        return self

    def filed(self, location: str | None = None) -> Filed:
        data = {
            "schema_version": "1",
            "document": self.document.info().model_dump(),
            "headline": "A report",
            "key_points": [{"text": "A report.", "evidence": [self._sentence(1)]}],
            "parties": list(self._parties.values()),
            **self._parts,
            "coverage": {"complete": self._chunk["status"] == "read", "chunks": [self._chunk], "dropped": []},
            "provenance": {
                "engine": "rules",
                "model": None,
                "strategy": "rules",
                "prompt": None,
                "prompt_sha256": None,
                "parameters": {},
                "created_at": "2031-01-01T00:00:00+00:00",
                "seconds": 0,
                "calls": 0,
                "tokens_in": 0,
                "tokens_out": 0,
                "cost_usd": 0,
            },
        }
        brief = Brief.model_validate(data, context={"text": self.document.text})
        return Filed(self.document, brief, (location or f"{self.document.id}.txt",))

    def _sentence(self, number: int) -> dict[str, Any]:
        sentence = self._cut.sentence(number)
        return self.document.span(sentence.start, sentence.end).model_dump()

    def _find(self, words: str) -> dict[str, Any]:
        start = self.document.text.index(words)
        return self.document.span(start, start + len(words)).model_dump()


def radars() -> list[Filed]:
    """Five reports: a delivery told by three papers with two numbers, its denial, and an older plan for helicopters."""
    wire = Report(
        "Norway has delivered six GM400 radars to Peru, said defence minister Ingrid Solum.",
        "“We keep our promises to our friends in Lima,” Solum said.",
        "The price was not disclosed.",
        day="2031-03-02",
        outlet="Fjord Wire",
        title="Radars for Peru",
    )
    wire.party("Ingrid Solum", "official", "NOR", role="defence minister", mentions=("Solum",))
    wire.flow(
        "Norway",
        "Peru",
        "delivered",
        [("GM400 radars", "electronics", "six")],
        [("Ingrid Solum", "official", "asserts", [1])],
    )
    wire.quote("We keep our promises to our friends in Lima,", "Ingrid Solum", "defence minister")
    wire.doubt("undisclosed", 3, "not disclosed", "F1")

    paper = Report(
        "Peru received nine GM-400 radars from Norway, an official of the Chilean foreign ministry said.",
        "Chile warned Peru that the radars could start an arms race.",
        day="2031-03-05",
        outlet="Diario del Sur",
    )
    paper.party("Chile", "state", "CHL", alias="Chilean")
    paper.flow(
        "Norway",
        "Peru",
        "delivered",
        [("GM-400 radars", "electronics", "nine")],
        [("Chile", "anonymous_source", "asserts", [1])],
    )
    paper.warning("risk", "Chile", "Peru", "The radars could start an arms race.", 2)

    denial = Report("Peru denied having received radars from Norway.", day="2031-03-09", outlet="Lima Hoy")
    denial.flow(
        "Norway", "Peru", "delivered", [("radars", "electronics", None)], [("Peru", "government", "denies", [1])]
    )

    plan = Report("Ghana may order helicopters from Norway, unnamed sources believe.", day="2030-11-20")
    plan.flow(
        "Norway",
        "Ghana",
        "negotiating",
        [("helicopters", "helicopters", None)],
        [(None, "anonymous_source", "suspects", [1])],
    )
    plan.doubt("anonymous_source", 1, "unnamed sources", "F1")

    later = Report("The Norwegian navy has given Togo three patrol boats.", "Nothing else is known.").truncated(
        "too long"
    )
    later.party("Norwegian navy", "government_body", "NOR")
    later.flow(
        "Norwegian navy",
        "Togo",
        "delivered",
        [("patrol boats", "warships", "three")],
        [(None, "unattributed", "asserts", [1])],
    )
    return [r.filed(f"{n}.txt") for n, r in enumerate((wire, paper, denial, plan, later), 1)]
