"""What is said around the movements: accounts that differ, quotations, warnings, doubts, and connecting text."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from summarizer.note.model.base import Day, FlowRef, Line, Part, PartyRef, Reference, Text
from summarizer.note.model.terms import ChangeKind, ConflictKind
from summarizer.schema import FlagKind, Stance, WarningKind


class Side(Part):
    """One side of a conflict: `words` verbatim (a number) or a stance in words, and who holds it."""

    words: Text
    who: Text
    stance: Stance | None
    references: Annotated[tuple[Reference, ...], Field(min_length=1)]


class Conflict(Part):
    id: Annotated[str, StringConstraints(pattern=r"^X[1-9][0-9]*$")]
    kind: ConflictKind
    flow: FlowRef | None
    other: FlowRef | None
    """The second movement, where the sides are two (it was delivered, it was halted)."""
    text: Text
    sides: tuple[Side, ...]


class NoteQuote(Part):
    """One official quotation, however many documents carry it; `stretches` are verbatim, parted by an attribution."""

    id: Annotated[str, StringConstraints(pattern=r"^Q[1-9][0-9]*$")]
    speaker: PartyRef | None
    who: Text
    role: Text | None
    stretches: Annotated[tuple[Text, ...], Field(min_length=1)]
    fragment: bool
    first: Day | None
    flows: tuple[FlowRef, ...]
    """Movements whose claims stand in the same sentences."""
    references: Annotated[tuple[Reference, ...], Field(min_length=1)]


class NoteWarning(Part):
    """A threat, demand or alert; `gists` are those of the briefs, the first one shown."""

    id: Annotated[str, StringConstraints(pattern=r"^W[1-9][0-9]*$")]
    kind: WarningKind
    issuer: PartyRef | None
    target: PartyRef | None
    gists: Annotated[tuple[Text, ...], Field(min_length=1)]
    first: Day | None
    last: Day | None
    references: Annotated[tuple[Reference, ...], Field(min_length=1)]


class Unknown(Part):
    """One reason for doubt: the verbatim cue and its sentence; `flow` is the movement it qualifies, if any."""

    id: Annotated[str, StringConstraints(pattern=r"^U[1-9][0-9]*$")]
    kind: FlagKind
    flow: FlowRef | None
    cue: Text
    sentence: Text
    references: Annotated[tuple[Reference, ...], Field(min_length=1)]


class Change(Part):
    """What is new, gone or different; `former` are labels of the previous note ("D2 S4"), which do not resolve here."""

    kind: ChangeKind
    flow: FlowRef | None
    text: Text
    references: tuple[Reference, ...]
    former: tuple[Text, ...]


class Changes(Part):
    """Against which note, and what changed. `changes` empty means: nothing did."""

    previous_as_of: Day | None
    previous_sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    changes: tuple[Change, ...]


class Prose(Part):
    """Connecting text by a model: the sentences that stood up to the check, and how many did not.

    `prompt` and `prompt_sha256` name what the model was asked with; null in notes made before they were kept.
    """

    model: Text
    prompt: Text | None = None
    prompt_sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    sentences: tuple[Line, ...]
    dropped: tuple[Text, ...]
    """Why each of the others was dropped, in the order in which they were written."""
