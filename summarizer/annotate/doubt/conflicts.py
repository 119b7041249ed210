"""Conflicts: sentences that set two sources' facts against each other."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.annotate.doubt.cuewords import Found, search
from summarizer.annotate.pipeline import ParsedSentence
from summarizer.annotate.speech.crediting import Spoken
from summarizer.annotate.speech.reading import Reading

if TYPE_CHECKING:
    pass

CONTRAST = re.compile(r"\b(?:while|whereas|but|although|though|however)\b|;", re.I)
NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|thousands?|million|billion|none|higher|lower|fewer|less|only)\b",
    re.I,
)
MONEY = re.compile(r"[$€£¥]|\b(?:dollars?|euros?|pounds?|USD|EUR)\b", re.I)


def find_conflict(reading: Reading, sentence: ParsedSentence) -> Found | None:
    found = search(sentence, "conflict")
    if found is not None:
        return found
    frames = [s for s in reading.spoken[sentence.number] if not s.frame.quoted and s.voice.party is not None]
    for one, other in pairwise(frames):
        if one.voice.party == other.voice.party or {one.frame.group, other.frame.group} & {"deny", "ask", "accuse"}:
            continue
        for match in CONTRAST.finditer(sentence.plain):
            at = sentence.sentence.start + match.start()
            parted = one.frame.start < at < other.frame.start or match.start() == 0
            halves = sentence.plain[: match.start()], sentence.plain[match.end() :]
            if match.start() == 0:
                cut = other.frame.start - sentence.sentence.start
                halves = sentence.plain[:cut], sentence.plain[cut:]
            set_off = match.group() != ";" or _of_one_thing(one, other, halves)
            if parted and set_off and all(NUMBER.search(half) for half in halves):
                return at, at + len(match.group()), other.voice.party
    return None


def _of_one_thing(one: Spoken, other: Spoken, halves: tuple[str, str]) -> bool:
    """Whether two statements parted by no more than a semicolon count the same thing: money, or a figure put."""
    figure = "figure" in (one.frame.group, other.frame.group)
    return figure or all(MONEY.search(half) for half in halves)
