"""A note as JSON: the model itself, with what a terminal or an editor would obey made harmless."""

from __future__ import annotations

from summarizer.note.model import Note
from summarizer.render.data import OBEYED


def to_json(note: Note) -> str:
    """The note as `Note.from_json` reads it back. Control characters are escaped, which changes nothing in it."""
    return OBEYED.sub(lambda found: f"\\u{ord(found.group()):04x}", note.to_json())
