"""What is known about a document besides its text, and how several tellings of it are put together."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from datetime import date, datetime

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
"""An English month, whole or shortened, without its full stop."""

_ISO = re.compile(r"(?:\d{4}-\d{2}-\d{2}|\d{8})(?:[T ]\d{2}:?\d{2}.*)?")
_DAY_FIRST = re.compile(rf"(?P<day>\d{{1,2}})\s+(?P<month>{MONTH})\.?,?\s+(?P<year>\d{{4}})", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"(?P<month>{MONTH})\.?\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})", re.IGNORECASE)
_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_].*)?")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ufeff\ufffe\ud800-\udfff\s]+")


@dataclass(frozen=True)
class Metadata:
    """The five things a reader may learn about a document. None is unknown.

    `published` is ISO 8601 (a date, or a date and time), `language` an ISO 639-1 code.
    """

    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None

    def over(self, weaker: Metadata) -> Metadata:
        """Everything known here, and what is unknown here as `weaker` tells it."""
        return replace(self, **{f.name: getattr(weaker, f.name) for f in fields(self) if getattr(self, f.name) is None})


@dataclass(frozen=True)
class Extracted:
    """What one kind of source gave: its text, its metadata, and sentences about what was left out."""

    text: str
    media_type: str
    metadata: Metadata = Metadata()
    notes: tuple[str, ...] = ()


def one_line(value: str | None) -> str | None:
    """The words of a metadata value on one line, without control characters; None when nothing is left."""
    return _UNPRINTABLE.sub(" ", value or "").strip() or None


def iso_date(value: str | None) -> str | None:
    """A full date, or date and time, as ISO 8601; None when the value is not one beyond doubt.

    Understands ISO 8601 and English dates with the month in letters. A date in figures alone such as 04/09/2023 is
    read differently by different people, and so not at all.
    """
    value = (value or "").strip()
    try:
        if _ISO.fullmatch(value):
            compact = value[:8].isdigit()
            whole = len(value) > (8 if compact else 10)
            return datetime.fromisoformat(value).isoformat() if whole else date.fromisoformat(value).isoformat()
        if match := _DAY_FIRST.fullmatch(value) or _MONTH_FIRST.fullmatch(value):
            month = MONTHS.index(match["month"][:3].lower()) + 1
            return date(int(match["year"]), month, int(match["day"])).isoformat()
    except ValueError:
        return None
    return None


def language_code(value: str | None) -> str | None:
    """The ISO 639-1 code of a language tag: "en-GB" and "EN" are "en"; None for anything else."""
    match = _LANGUAGE.fullmatch((value or "").strip())
    return match[1].lower() if match else None
