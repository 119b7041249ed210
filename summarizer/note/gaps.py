"""What a note is silent about, and why: sources not read, documents without a brief, and those read in part."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from summarizer.note.model import Gap, GapKind
from summarizer.note.reading import Reading


class NotRead(Protocol):
    """A source that gave no document."""

    @property
    def location(self) -> str: ...
    @property
    def reason(self) -> str: ...


class NotSolved(Protocol):
    """A document without a brief: refused, failed, or (None) not tried yet."""

    @property
    def document_id(self) -> str: ...
    @property
    def locations(self) -> tuple[str, ...]: ...
    @property
    def outcome(self) -> str | None: ...
    @property
    def reason(self) -> str | None: ...


_OF_GAPS = list(GapKind)
_UNSOLVED = {"refused": GapKind.REFUSED, "failed": GapKind.FAILED, None: GapKind.WAITING}
_NO_REASON = {GapKind.WAITING: "no answer was asked for yet", GapKind.REFUSED: "the model declined"}


def gaps(
    chosen: list[Reading], labels: dict[str, str], unread: Iterable[NotRead], unsolved: Iterable[NotSolved]
) -> tuple[Gap, ...]:
    """Everything about which silence means nothing, by kind and place."""
    found = [Gap(kind=GapKind.UNREAD, document=None, location=u.location, reason=u.reason) for u in unread]
    for left in unsolved:
        kind = _UNSOLVED.get(left.outcome, GapKind.FAILED)
        reason = left.reason or _NO_REASON.get(kind, "no reason was given")
        location = min(left.locations, default=f"sha256 {left.document_id[:12]}")
        found.append(Gap(kind=kind, document=None, location=location, reason=reason))
    for read in chosen:
        if not read.complete:
            location = read.locations[0] if read.locations else f"sha256 {read.id[:12]}"
            reason = read.shortfall or "part of it was not read"
            found.append(Gap(kind=GapKind.PARTIAL, document=labels[read.id], location=location, reason=reason))
    return tuple(sorted(found, key=lambda g: (_OF_GAPS.index(g.kind), g.location, g.reason)))
