"""Find given words inside a stretch of text exactly, with only typography and white space folded.

No similarity, no edit distance: fuzzy alignment grounds wrong facts ("18 F-16" onto "12", "would" onto "would not").
"""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.draft import Range

_SAME = {
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "ʼ": "'", "`": "'",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-",
    "…": "...",
}  # fmt: skip
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


def fold(text: str) -> tuple[str, list[int]]:
    """The text with typography made plain and white space runs made one space, and the offset of each character.

    Returns the folded text and, for each of its characters, the offset in `text` it came from, with one last entry
    for the end.
    """
    folded: list[str] = []
    origin: list[int] = []
    for offset, char in enumerate(text):
        if char in _UNSEEN:
            continue
        if char.isspace():
            if folded and folded[-1] == " ":
                continue
            char = " "
        for plain in _SAME.get(char, char):
            folded.append(plain)
            origin.append(offset)
    origin.append(len(text))
    return "".join(folded), origin


@lru_cache(maxsize=64)
def plain(text: str) -> str:
    """The text of `fold`; the last few are kept, because every check of a sentence asks for them again."""
    return fold(text)[0]


def find(words: str, text: str, start: int, end: int) -> Range | None:
    """Where `words` stand in `text[start:end]` as whole words, as offsets into `text`; None when they do not.

    A match in the same case is preferred; another case is accepted only when it is the one way to read it.
    """
    wanted = fold(words)[0].strip(" \"'")
    if not wanted:
        return None
    folded, origin = fold(text[start:end])
    pattern = rf"(?<!\w){re.escape(wanted)}(?!\w)"
    match = re.search(pattern, folded)
    if match is None:
        others = list(re.finditer(pattern, folded, re.IGNORECASE))
        if len(others) != 1:
            return None
        match = others[0]
    last = origin[match.end() - 1]
    return start + origin[match.start()], start + last + 1
