"""The document's own credit: bylines, datelines and credit lines, whose names are not parties."""

from __future__ import annotations

import re
from collections.abc import Iterator

NAME = r"[A-Z][\w'’.-]*(?:\s+[A-Z][\w'’.-]*){0,3}"
DASH = r"(?:--|[-—–])"
DATE = r"(?:\d{1,2}(?:\s+[A-Z][a-z]+\.?)?|[A-Z][a-z]{2,8}\.?\s+\d{1,2})(?:,?\s+\d{4})?"
DATELINES = (
    # "KYIV, Ukraine, May 3 (Reuters) -", "(Bloomberg) --"
    re.compile(rf"\s*(?:[A-Z][\w'’.,/ -]{{0,60}})?\([A-Z][\w .&/-]{{1,30}}\)\s*{DASH}"),
    # "BRUSSELS, 4 June -", "GENEVA —"
    re.compile(
        rf"\s*[A-Z][A-Z.' ]{{2,30}}(?:,\s*[A-Z][\w. ]{{1,20}}){{0,2}}(?:,?\s+{DATE})?(?:\s+/[A-Za-z ]+/)?\s+{DASH}\s"
    ),
    # "DAKAR, 18 January 2024. "
    re.compile(rf"\s*[A-Z][A-Z.' ]{{2,30}}(?:,\s*[A-Z][A-Za-z. ]{{1,20}})?,\s+{DATE}\.\s"),
    # "Kyiv, Ukraine – "
    re.compile(r"\s*[A-Z][a-z]+(?: [A-Z][a-z]+)?, [A-Z][a-z]+(?: [A-Z][a-z]+)? (?:--|[–—-])\s"),
    # "WASHINGTON—"
    re.compile(r"\s*[A-Z][A-Z.' ]{2,30}—"),
)
WHOLE_LINES = (
    re.compile(rf"\s*(?:By|BY)\s+{NAME}(?:(?:,|\s+and|\s+AND)\s+{NAME})*\s*(?:(?:,|\||for|of|in)[^.]{{0,60}})?$"),
    re.compile(r"\s*\(?(?:©|\(c\)|copyright\b)", re.IGNORECASE),
    re.compile(r"\s*(?:source|credit|photo|image|via|first published (?:by|in))\s*:.{0,80}$", re.IGNORECASE),
    re.compile(r"\s*[—–-]{1,2}\s*(?:With (?:assistance|files) from\b.*|[A-Z][\w .&]{1,30})$"),
)
TAIL = re.compile(
    r"\(?(?:(?:additional )?reporting|written|edited|editing|writing)(?: and editing)? by\b.*", re.IGNORECASE
)
CONTRIBUTED = re.compile(r"\bcontributed to this (?:report|story|article)\b", re.IGNORECASE)


def credit_lines(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of `text` that credit the document itself, from left to right."""
    at = 0
    for line in text.splitlines(keepends=True):
        credit = _credit(line.rstrip())
        if credit is not None:
            yield at + credit[0], at + credit[1]
        at += len(line)


def _credit(line: str) -> tuple[int, int] | None:
    if any(pattern.match(line) for pattern in WHOLE_LINES):
        return 0, len(line)
    for pattern in DATELINES:
        if (match := pattern.match(line)) is not None:
            return match.span()
    if (match := TAIL.search(line)) is not None:
        return match.span()
    if (match := CONTRIBUTED.search(line)) is not None:
        return line.rfind(". ", 0, match.start()) + 1, len(line)
    return None
