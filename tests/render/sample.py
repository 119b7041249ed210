"""An invented article and the brief of it, made by hand, that shows every kind of statement once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from summarizer.document import Document
from summarizer.schema import Brief
from summarizer.segment.model import Segmentation, Sentence

SENTENCES = (
    "Norland accused of shipping rockets to Sudria",
    "Norland has delivered dozens of rocket launchers to Sudria, a Westmark defence spokesman said on Monday.",
    "“We have seen the crates,” spokesman Arno Vell told reporters, “and we know the port.”",
    "Norland denied the accusation.",
    "The Harbour Courier reported that engineers from Norland could train Sudrian crews, citing unnamed officials.",
    "An inspector of the Arms Registry found no evidence that Ostria sent tanks to Sudria.",
    "Westmark warned Norland of sanctions unless the shipments stop.",
    "The number of launchers was not disclosed.",
)


class Article:
    """Sentences one per paragraph, and spans by their words. Text is `sentences` joined by blank lines."""

    def __init__(self, sentences: Sequence[str] = SENTENCES, **metadata: Any) -> None:
        self.sentences = tuple(sentences)
        self.document = Document("\n\n".join(self.sentences), **metadata)
        found, at = [], 0
        for number, words in enumerate(self.sentences, start=1):
            found.append(Sentence(number, at, at + len(words), number - 1))
            at += len(words) + 2
        self.segmentation = Segmentation(tuple(found), ())

    def s(self, number: int) -> dict[str, Any]:
        """The span of a whole sentence."""
        sentence = self.segmentation.sentence(number)
        return self.document.span(sentence.start, sentence.end).model_dump()

    def words(self, number: int, words: str) -> dict[str, Any]:
        """The span of words inside a sentence."""
        start = self.segmentation.sentence(number).start + self.sentences[number - 1].index(words)
        return self.document.span(start, start + len(words)).model_dump()

    def brief(self, **changes: Any) -> Brief:
        """The brief with some of its top-level parts replaced."""
        data = {**self.data(), **changes}
        return Brief.model_validate(data, context={"text": self.document.text})

    def data(self) -> dict[str, Any]:
        return {
            "schema_version": "1",
            "document": self.document.info().model_dump(),
            "headline": "Westmark says Norland delivered rocket launchers to Sudria; Norland denies it",
            "key_points": [
                {"text": "A Westmark spokesman says Norland delivered launchers.", "evidence": [self.s(2), self.s(3)]},
                {"text": "Norland denies it.", "evidence": [self.s(4)]},
            ],
            "parties": self._parties(),
            "arms_flows": self._flows(),
            "official_quotes": [self._quote()],
            "warnings": [self._warning()],
            "uncertainty": self._uncertainty(),
            "coverage": coverage(len(self.document.text)),
            "provenance": provenance(),
        }

    def _parties(self) -> list[dict[str, Any]]:
        named = [
            ("Norland", "state", 1, None),
            ("Sudria", "state", 1, None),
            ("Arno Vell", "official", 3, "spokesman"),
            ("The Harbour Courier", "media", 5, None),
            ("Arms Registry", "international_organisation", 6, None),
            ("Ostria", "state", 6, None),
            ("Westmark", "state", 7, None),
        ]
        return [
            {
                "id": f"P{n}",
                "name": name,
                "kind": kind,
                "country": None,
                "role": role,
                "mentions": [self.words(sentence, name)],
            }
            for n, (name, kind, sentence, role) in enumerate(named, start=1)
        ]

    def _flows(self) -> list[dict[str, Any]]:
        launchers = {
            "span": self.words(2, "rocket launchers"),
            "category": "artillery",
            "quantity": self.words(2, "dozens of"),
        }
        training = {"span": self.words(5, "train"), "category": "services", "quantity": None}
        tanks = {"span": self.words(6, "tanks"), "category": "battle_tanks", "quantity": None}
        return [
            flow("F1", "P1", "P2", "delivered", [launchers], [
                claim("P3", "official", "asserts", [self.s(2), self.s(3)]),
                claim("P1", "government", "denies", [self.s(4)]),
            ]),
            flow("F2", None, "P2", "unspecified", [training], [
                claim(None, "anonymous_source", "suspects", [self.s(5)], reported_by="P4"),
            ]),
            flow("F3", "P6", "P2", "unspecified", [tanks], [
                claim("P5", "international_organisation", "finds_no_evidence", [self.s(6)]),
            ]),
        ]  # fmt: skip

    def _quote(self) -> dict[str, Any]:
        return {
            "id": "Q1",
            "spans": [self.words(3, "We have seen the crates,"), self.words(3, "and we know the port.")],
            "speaker": "P3",
            "speaker_name": "Arno Vell",
            "speaker_role": "spokesman",
            "fragment": False,
        }

    def _warning(self) -> dict[str, Any]:
        return {
            "id": "W1",
            "kind": "sanctions",
            "issuer": "P7",
            "target": "P1",
            "gist": "Sanctions follow unless the shipments stop.",
            "evidence": [self.s(7)],
        }

    def _uncertainty(self) -> list[dict[str, Any]]:
        flags = [
            ("hedge", 5, "could", "F2"),
            ("anonymous_source", 5, "unnamed officials", "F2"),
            ("no_evidence", 6, "no evidence", "F3"),
            ("undisclosed", 8, "was not disclosed", "document"),
        ]
        return [
            {"kind": kind, "sentence": self.s(n), "cue": self.words(n, cue), "about": about}
            for kind, n, cue, about in flags
        ]


def flow(
    id: str, supplier: str | None, recipient: str | None, stage: str, items: list[Any], claims: list[Any]
) -> dict[str, Any]:
    return {
        "id": id,
        "supplier": supplier,
        "recipient": recipient,
        "stage": stage,
        "items": items,
        "claims": claims,
    }


def claim(
    claimant: str | None, kind: str, stance: str, evidence: list[Any], reported_by: str | None = None
) -> dict[str, Any]:
    return {
        "claimant": claimant,
        "claimant_kind": kind,
        "stance": stance,
        "reported_by": reported_by,
        "evidence": evidence,
    }


def coverage(chars: int, **changes: Any) -> dict[str, Any]:
    read = {"start": 0, "end": chars, "status": "read", "detail": None}
    return {"complete": True, "chunks": [read], "dropped": [], **changes}


def provenance(**changes: Any) -> dict[str, Any]:
    return {
        "engine": "openai",
        "model": "openai/example-large",
        "strategy": "single",
        "prompt": "brief-1",
        "prompt_sha256": "ab" * 32,
        "parameters": {"temperature": 0},
        "created_at": "2025-03-04T05:06:07+00:00",
        "seconds": 3.25,
        "calls": 2,
        "tokens_in": 1200,
        "tokens_out": 340,
        "cost_usd": None,
        **changes,
    }


ARTICLE = Article(title="Norland accused of shipping rockets to Sudria", outlet="Coast Gazette", published="2025-03-03")
