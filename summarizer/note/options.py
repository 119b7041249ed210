"""What a note is asked to be."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from summarizer.note.model import Note
from summarizer.note.movements import WINDOW
from summarizer.note.template import FULL, Template


@dataclass(frozen=True)
class NoteOptions:
    """What the note is to be about. Days are ISO 8601, both ends included.

    run: the name to show. query: words to show; `matching` are the ids of the documents that match them.
    parties: names or ISO 3166-1 alpha-3 codes; a state stands for its bodies and officials too.
    as_of: the day to show; left out, the newest document's. previous: the note to compare with.
    window: see `movements.WINDOW`.
    """

    run: str | None = None
    query: str | None = None
    matching: Collection[str] | None = None
    since: str | None = None
    until: str | None = None
    parties: tuple[str, ...] = ()
    as_of: str | None = None
    previous: Note | None = None
    template: Template = field(default=FULL)
    window: int = WINDOW
