"""The run store: documents, every attempt at them, and the briefs, in one SQLite file."""

from summarizer.store.model import (
    MATCH_END,
    MATCH_START,
    Attempt,
    Counts,
    Generation,
    Hit,
    Outcome,
    Place,
    Record,
    Settings,
    Unread,
    Unsolved,
    Usage,
)
from summarizer.store.run import Run, open_run

__all__ = [
    "MATCH_END",
    "MATCH_START",
    "Attempt",
    "Counts",
    "Generation",
    "Hit",
    "Outcome",
    "Place",
    "Record",
    "Run",
    "Settings",
    "Unread",
    "Unsolved",
    "Usage",
    "open_run",
]
