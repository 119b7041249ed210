"""What connecting text may speak of: the headline movements and the warnings, each one sentence with its id."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from summarizer.note.model import FlowClaim, Note, NoteWarning, Reference, Strength
from summarizer.note.phrases import sentence
from summarizer.schema import Stance, WarningKind

MOST = 20
"""Statements that a model is shown; a note with more keeps room for warnings beside its weightiest movements."""
WARNINGS = 8

_AIMS = {
    WarningKind.SANCTIONS: "sanctions",
    WarningKind.CONSEQUENCES: "threat",
    WarningKind.DEMAND: "demand",
    WarningKind.RISK: "warning",
}
_CUT = re.compile(r"[…\"“”]|\.\.\.")


@dataclass(frozen=True)
class Statement:
    """What one id tells.

    `giver` and `getter` are the names of who gives and who gets (of who warns and who is warned), () when not named;
    `voices` the names of those who speak about a movement ("unnamed sources" too), with their stances; `strength` is of
    movements only.
    """

    id: str
    text: str
    references: tuple[Reference, ...]
    names: frozenset[str]
    giver: tuple[str, ...] = ()
    getter: tuple[str, ...] = ()
    voices: dict[str, frozenset[Stance]] = field(default_factory=dict)
    strength: Strength | None = None

    @property
    def stances(self) -> frozenset[Stance]:
        """All stances of its voices."""
        return frozenset().union(*self.voices.values())


def statements(note: Note) -> tuple[Statement, ...]:
    """The statements of a note, in its order; a sentence that holds several warnings gives one."""
    moved, warned = tuple(_movements(note)), tuple(_warnings(note))
    room = max(MOST - len(warned), MOST - WARNINGS)
    return (*moved[:room], *warned)[:MOST]


def _movements(note: Note) -> Iterable[Statement]:
    for judgement in note.headline:
        flow = note.flow(judgement.flow)
        cited = {(r.document, r.part): r for c in flow.claims for r in c.references}
        cited |= {(r.document, r.part): r for r in judgement.references}
        yield Statement(
            flow.id,
            judgement.text,
            tuple(cited.values()),
            _names(note, (flow.supplier, flow.recipient, *(c.claimant for c in flow.claims))),
            _ways(note, flow.supplier),
            _ways(note, flow.recipient),
            _voices(note, flow.claims),
            judgement.strength,
        )


def _warnings(note: Note) -> Iterable[Statement]:
    told: set[tuple[str | None, tuple[tuple[str, tuple[int, ...]], ...]]] = set()
    for warning in note.warnings:
        place = (warning.issuer, tuple((r.document, r.sentences) for r in warning.references))
        # A gist that was cut, that shouts or holds a quotation, cannot be told in other words.
        if place not in told and not _CUT.search(warning.gists[0]) and not warning.gists[0].isupper():
            told.add(place)
            yield Statement(
                warning.id,
                sentence(_warned(note, warning)),
                warning.references,
                _names(note, (warning.issuer, warning.target)),
                _ways(note, warning.issuer),
                _ways(note, warning.target),
            )


def _warned(note: Note, warning: NoteWarning) -> str:
    issuer = note.name(warning.issuer) if warning.issuer else "somebody not named"
    aim = _AIMS[warning.kind] + (f" to {note.name(warning.target)}" if warning.target else "")
    gist = warning.gists[0].rstrip(".")
    return f"{issuer}, {aim}: {gist}"


def _voices(note: Note, claims: Iterable[FlowClaim]) -> dict[str, frozenset[Stance]]:
    found: dict[str, frozenset[Stance]] = {}
    for claim in claims:
        unnamed = (claim.who[0].lower() + claim.who[1:],)
        for name in _ways(note, claim.claimant) if claim.claimant else unnamed:
            found[name] = found.get(name, frozenset()) | {claim.stance}
    return found


def _names(note: Note, parties: Iterable[str | None]) -> frozenset[str]:
    return frozenset(name for p in parties for name in _ways(note, p))


def _ways(note: Note, party: str | None) -> tuple[str, ...]:
    """All names of a party, and a person's last name."""
    if party is None:
        return ()
    known = note.party(party)
    last = [known.name.split()[-1]] if known.kind.value in ("official", "person") else []
    return tuple(dict.fromkeys((*known.names, *last)))
