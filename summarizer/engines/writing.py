"""The one thing that strategy `stepwise` lets a small model write: the gist of a warning.

Headlines and key points stay with the templates: a small model either repeats them or bends them. A gist is a plain
rewording of one sentence, and is kept only when it begins with the issuer, when every number, name and negation of it
stands in the evidence, when it addresses nobody but the target, and when rules, reading it back, find no movement in it
that the document does not tell.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pydantic import BaseModel, ConfigDict

from summarizer.annotate import annotate
from summarizer.draft import Draft, DraftParty, DraftWarning
from summarizer.ground import Source, unsupported
from summarizer.ground.wording import GIST_WORDS
from summarizer.segment import segment

GIST_TOKENS = 64

_FUTURE = re.compile(r"\b(?:will|won't|would|shall|going to|about to)\b|['’]ll\b", re.IGNORECASE)
_COMING = re.compile(r"\b(?:will|would|shall)\s+(?:not\s+)?(\w+)", re.IGNORECASE)
_PROMISES = (
    r"(?:vow|threat|promis|pledg|plan|intend|intent|prepar|ready|commit|announc|swore|sworn|swear|going|about|set)"
)

_ADDRESS = r"\b(?:warn|urg|tell|told|ask|call(?:s|ed|ing)? on|threaten|order|press)\w*\s+(?:the\s+)?"


class Gist(BaseModel):
    """A warning in at most 20 plain words."""

    model_config = ConfigDict(extra="forbid")

    text: str


def questions(draft: Draft) -> list[DraftWarning]:
    """The warnings of a held draft whose gist the model is to write: those whose issuer is known."""
    return [w for w in draft.warnings if w.issuer is not None and w.gist is None]


def values(warning: DraftWarning, draft: Draft, source: Source) -> dict[str, str]:
    """What fills the template `gist.md`."""
    passage = " ".join(source.words(warning.evidence[:1]).split())
    return {"passage": passage, "issuer": _party(draft, warning.issuer).name}


def with_gist(draft: Draft, ref: str, gist: str) -> Draft:
    """The draft with the gist of one warning set."""
    warnings = tuple(replace(w, gist=gist) if w.ref == ref else w for w in draft.warnings)
    return replace(draft, warnings=warnings)


def objection(text: str, warning: DraftWarning, draft: Draft, source: Source) -> str | None:
    """Why a written gist may not stand, as half a sentence; None when nothing speaks against it."""
    if not text.strip() or "\n" in text.strip():
        return "it is not one line"
    if len(text.split()) > GIST_WORDS:
        return f"it has more than {GIST_WORDS} words"
    ways = {p.ref: _ways(p, source) for p in draft.parties}
    if not any(re.match(rf"(?:the )?{re.escape(way)}\b", text, re.IGNORECASE) for way in ways[warning.issuer or ""]):
        return "it does not begin with the issuer"
    for ref, names in ways.items():
        named = "|".join(re.escape(n) for n in names)
        if ref != warning.target and re.search(f"{_ADDRESS}(?:{named})\\b", text, re.IGNORECASE):
            return "it addresses somebody who is not the target"
    evidence = source.words(warning.evidence[:1])
    if not _may_come(text, evidence):
        return "it tells as coming what the text does not"
    reason = unsupported(text, evidence, [n for names in ways.values() for n in names])
    return reason or _read_back(text, draft)


def _may_come(text: str, evidence: str) -> bool:
    """Whether what a gist says will be is not something that the text only calls for ("urged Norland to stop")."""
    if not _FUTURE.search(text):
        return True
    if not re.search(rf"{_FUTURE.pattern}|\b{_PROMISES}", evidence, re.IGNORECASE):
        return False
    for verb in _COMING.findall(text):
        told = rf"\b(?:will|would|shall)\b(?:\s+\w+){{0,3}}\s+{verb}\b|\b{_PROMISES}\w*(?:\s+\w+)?\s+to\s+{verb}\b"
        if re.search(rf"\bto\s+{verb}\b", evidence, re.I) and not re.search(told, evidence, re.I):
            return False
    return True


def _read_back(text: str, draft: Draft) -> str | None:
    """Movements that rules find in the gist must be movements of the document."""
    found = annotate(text, segment(text))
    names = {p.ref: p.name for p in draft.parties}
    told = {(names.get(f.supplier or ""), names.get(f.recipient or "")) for f in draft.flows}
    for flow in found.flows:
        sides = tuple(found.party(n).name if n is not None else None for n in (flow.supplier, flow.recipient))
        if sides not in told:
            return "read back, it tells a movement that the text does not"
    return None


def _party(draft: Draft, ref: str | None) -> DraftParty:
    return next(p for p in draft.parties if p.ref == ref)


def _ways(party: DraftParty, source: Source) -> set[str]:
    """Every way to name a party: its name, its surname, and the words of the text."""
    mentioned = {source.text[start:end] for start, end in party.mentions}
    return {party.name, *mentioned}
