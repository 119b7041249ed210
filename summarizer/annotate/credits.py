"""The document's own outlet: bylines, datelines and credit lines, whose names are not parties."""

from __future__ import annotations

import re
from collections.abc import Iterator

NAME = r"[A-Z][\w'’.-]*(?:\s+[A-Z][\w'’.-]*){0,3}"
DASH = r"(?:--|[-—–])"
LINES = (
    # "KYIV, Ukraine, May 3 (Reuters) -", "(Bloomberg) --"
    re.compile(rf"^[ \t]*(?:[A-Z][\w'’.,/ -]{{0,60}})?\((?P<own>[A-Z][\w .&/-]{{1,30}})\)\s*{DASH}", re.MULTILINE),
    # "BRUSSELS, 4 June -", "GENEVA —"
    re.compile(rf"^[ \t]*[A-Z][A-Z.' ]{{2,30}}(?:,\s*[A-Z][\w. ]{{1,20}}){{0,2}}(?:,?\s+\d{{1,2}}(?:\s+[A-Z][a-z]+)?)?\s+{DASH}{{1,2}}\s", re.MULTILINE),
    re.compile(rf"^[ \t]*(?:By|BY)\s+(?-i:{NAME})(?:(?:,|\s+and|\s+AND)\s+{NAME})*[ \t]*(?:(?:,|\||for|of|in)[^.\n]{{0,60}})?$", re.MULTILINE),
    re.compile(r"\(?(?:Additional r|R)eporting by\b[^\n]*", re.IGNORECASE),
    re.compile(r"\(?(?:Written|Edited|Editing|Writing)(?: and editing)? by\b[^\n]*", re.IGNORECASE),
    re.compile(r"[^\n.]*\bcontributed to this (?:report|story|article)\b[^\n]*", re.IGNORECASE),
    re.compile(r"^[ \t]*(?:©|\(c\)|Copyright\b)[^\n]*", re.IGNORECASE | re.MULTILINE),
    re.compile(r"^[ \t]*(?:Source|Credit|Photo|Image|Via|First published (?:by|in))\s*:[^\n]{0,80}$", re.IGNORECASE | re.MULTILINE),
    re.compile(r"^[ \t]*[—–-]{1,2}\s*(?P<own>With (?:assistance|files) from\b[^\n]*|[A-Z][\w .&]{1,30})$", re.MULTILINE),
)


def credit_lines(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of `text` that credit the document itself, in no order."""
    for pattern in LINES:
        for match in pattern.finditer(text):
            yield match.span()


def own_outlets(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that name the document's own outlet: in its dateline and its credit lines."""
    for pattern in LINES:
        for match in pattern.finditer(text):
            yield match.span()
