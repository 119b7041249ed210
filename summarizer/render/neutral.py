"""Document text is untrusted: what a terminal or a page would obey is made visible instead.

A document may hold escape sequences that recolour, retitle or wipe a terminal, and bidirectional controls that make
words read in an order they do not have (Unicode Technical Report 36, "Trojan Source"). Both are replaced by signs
that show where they stood; the characters of real writing systems are left alone.
"""

from __future__ import annotations

import re
import unicodedata

# C0 and C1 controls, DEL, line and paragraph separators, bidirectional marks, embeddings, overrides and isolates,
# invisible fillers, and tag characters. Tab and line feed are white space, not commands.
CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"


def neutral(text: str) -> str:
    """The same words with every control character shown as a sign; tabs and line feeds stay."""
    return CONTROLS.sub(_sign, text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """`neutral` text on one line, single spaces, and kept from reordering its neighbours when it runs right to left."""
    line = " ".join(neutral(text).split())
    if any(unicodedata.bidirectional(c) in RIGHT_TO_LEFT for c in line):
        return f"{FIRST_STRONG_ISOLATE}{line}{POP_ISOLATE}"
    return line


def _sign(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < 0x20:
        return " " if found.group() in "\r\v\f" else chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if code in (0x85, 0x2028, 0x2029):
        return " "
    return f"<U+{code:04X}>"
