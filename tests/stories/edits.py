"""What newsrooms do to a text that they take over, done by program."""

from __future__ import annotations

import re

SPELLED = {"2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven", "8": "eight", "9": "nine"}
SPELLINGS = {"defense": "defence", "Defense": "Defence", "program ": "programme ", "caliber": "calibre", "ize": "ise"}


def paragraphs(text: str) -> list[str]:
    return [p for p in re.split(r"\n\s*\n", text) if p.strip()]


def byline_changed(text: str, _: str) -> str:
    return f"By Ottoline Marsh in Geneva\n\n{text}\n\nThe Evening Packet, all rights reserved"


def cut_at_the_end(text: str, _: str) -> str:
    kept = text[: int(len(text) * 0.75)]
    return kept[: kept.rfind(". ") + 1] or kept


def other_agency_merged(text: str, other: str) -> str:
    own, theirs = paragraphs(text), [p for p in paragraphs(other) if len(p) > 120][:2]
    half = len(own) // 2
    return "\n\n".join([*own[:half], *(p[:400] for p in theirs), *own[half:]])


def numbers_translated(text: str, _: str) -> str:
    text = re.sub(r"\b([2-9])\b(?![\d.,:/-])", lambda m: SPELLED[m[1]], text)
    text = re.sub(r"\$(\d[\d.,]*) (billion|million)", r"\1 \2 dollars", text)
    text = re.sub(r"(\d),(\d{3})\b", r"\1\2", text)
    for american, british in SPELLINGS.items():
        text = text.replace(american, british)
    return text


def reordered(text: str, _: str) -> str:
    own = paragraphs(text)
    return "\n\n".join([own[0], *reversed(own[1:])])


def typography(text: str, _: str) -> str:
    text = re.sub(r'"([^"\n]*)"', r"“\1”", text).replace("'", "’").replace(" - ", " – ")
    return re.sub(r"\n+", "\r\n\r\n", text).upper()


EDITS = (byline_changed, cut_at_the_end, other_agency_merged, numbers_translated, reordered, typography)
