"""Transcripts: who has the floor, and the words of each turn without their label."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby

from summarizer.annotate.pipeline import Parsed
from summarizer.annotate.speech.labels import ASKERS, Label, key_of, labels_in
from summarizer.segment.model import Sentence

ANSWERS = re.compile(r"^(A|ANSWER|REPLY|RESPONSE)$", re.I)
INITIALS = re.compile(r"(?:[A-Z]\.?){2,4}")
HALF = 0.5
STAGE = re.compile(
    r"\([^()]*\)|\[[^\[\]]*\]|[*#_\s-]+|[*_]+[^*_]+[*_]+|(?:END|ENDS|End of (?:the )?(?:transcript|briefing"
    r"|interview))\W*"
    r"|(?:The )?(?:public |formal |council )?(?:meeting|sitting|session|house|committee|debate|briefing|hearing"
    r"|council|assembly)\b"
    r"[^.]{0,20}\b(?:rose|closed|ended|adjourned|suspended|concluded|resumed|divided)\b[^\n]{0,60}"
    r"|(?:Whereupon|Several hon|Question put|Question agreed|Interruption|Applause|Laughter)\b[^\n]{0,120}",
    re.I,
)
HOSTS = re.compile(
    r"(?:[Ii]nterview(?:ed)? by|[Hh]osted by|[Pp]resented by|[Cc]onducted by|[Mm]oderated by|[Hh]ost"
    r"|[Pp]resenter|[Ii]nterviewer"
    r"|[Mm]oderator|[Aa]nchor|[Qq]uestions by)[:,]? ([A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3})"
)
"""Who asks, named before the first turn."""
NAMED = re.compile(r"[A-Z][\w'’\-]+(?: (?:[a-z]{2,3} )?[A-Z][\w'’\-]+){1,4}")


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn. `start:end` bound its label, `spans` its words, one span per paragraph; all document offsets.

    `asks` is true for the turns of journalists and moderators.
    """

    label: str
    start: int
    end: int
    spans: tuple[tuple[int, int], ...]
    sentences: tuple[int, ...]
    asks: bool

    @property
    def nameless(self) -> bool:
        """Whether the label says no more than that somebody answers."""
        return ANSWERS.match(self.label) is not None


def turns_in(parsed: Parsed) -> tuple[Turn, ...]:
    """The turns of a transcript, none for a text that is not one (see `labels_in`)."""
    labels = labels_in(parsed.text)
    ends = [*(label.line for label in labels[1:]), len(parsed.text)]
    turns = [_turn(parsed, label, end) for label, end in zip(labels, ends, strict=True)] if labels else []
    if turns and all(INITIALS.fullmatch(t.label) for t in turns):
        turns = _named(parsed, turns)
    asking = frozenset(key_of(t.label) for t in turns if t.asks or _only_asks(parsed, turns, t.label))
    asking |= _hosts(parsed, turns)
    return tuple(replace(t, asks=key_of(t.label) in asking) for t in turns)


def _hosts(parsed: Parsed, turns: list[Turn]) -> frozenset[str]:
    """The labels of those whom the heading names as the host or interviewer ("Interview by Ann Lee")."""
    if not turns:
        return frozenset()
    named = {w.casefold() for m in HOSTS.finditer(parsed.text[: turns[0].start]) for w in m.group(1).split()}
    return frozenset(key for t in turns if (key := key_of(t.label)) and set(key.split()) <= named)


def _named(parsed: Parsed, turns: list[Turn]) -> list[Turn]:
    """The turns of an interview whose labels are initials, under the name that each stands for.

    Initials that are those of nobody named before the interview are the interviewer's.
    """
    before = parsed.text[: turns[0].start]
    names: dict[str, str] = {}
    for match in NAMED.finditer(before):
        words = match.group().split()
        for first in range(len(words) - 1):
            names.setdefault("".join(w[0] for w in words[first:]), " ".join(words[first:]))
    known = {t.label: names[t.label.replace(".", "")] for t in turns if t.label.replace(".", "") in names}
    if len({t.label for t in turns} - set(known)) == 0 and turns[0].label != turns[-1].label:
        known.pop(turns[0].label)
    if not known:
        return turns
    return [replace(t, label=known[t.label]) if t.label in known else replace(t, asks=True) for t in turns]


def _only_asks(parsed: Parsed, turns: list[Turn], label: str) -> bool:
    """Whether every one of several turns under a label ends with a question.

    Of two who take turns, the one who opens asks when half of what he says holds questions, and more than the other.
    """
    own = [t for t in turns if t.label == label and t.spans]
    asked = [parsed.text[t.spans[-1][0] : t.spans[-1][1]].endswith("?") for t in own]
    if len(own) > 1 and all(asked):
        return True
    others = [t for t in turns if t.label != label and t.spans]
    if turns[0].label != label or len({t.label for t in others}) != 1 or len(own) < 2:
        return False
    share, answers = _questions(parsed, own) / len(own), _questions(parsed, others) / len(others)
    return share >= HALF and share > answers


def _questions(parsed: Parsed, turns: list[Turn]) -> int:
    """How many turns hold a question."""
    return sum(any("?" in parsed.text[start:end] for start, end in t.spans) for t in turns)


def _turn(parsed: Parsed, label: Label, end: int) -> Turn:
    own = [s for s in parsed.segmentation.sentences if s.start < end and s.end > label.after]
    blocks = [list(group) for _, group in groupby(own, key=lambda s: s.paragraph)]
    while len(blocks) > 1 and (all(s.heading for s in blocks[-1]) or _is_stage(parsed, blocks[-1])):
        blocks.pop()
    blocks = [block for at, block in enumerate(blocks) if not at or not _is_stage(parsed, block)]
    spans = tuple((max(b[0].start, label.after), min(b[-1].end, end)) for b in blocks)
    spans = tuple((start, start + len(parsed.text[start:stop].rstrip())) for start, stop in spans)
    sentences = tuple(s.number for block in blocks for s in block)
    return Turn(label.words, label.start, label.end, spans, sentences, bool(ASKERS.match(label.words)))


def _is_stage(parsed: Parsed, block: list[Sentence]) -> bool:
    """Whether a paragraph tells what happened in the room ("(Applause)", "The meeting rose at noon.")."""
    return STAGE.fullmatch(parsed.text[block[0].start : block[-1].end]) is not None
