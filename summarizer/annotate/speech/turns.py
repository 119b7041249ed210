"""Transcripts: who has the floor, and the words of each turn without their label."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from summarizer.annotate.pipeline import Parsed

# "MR. MILLER:", "MS. LEE (Department of State):", "ANSWER - Hon. Jane Doe (Minister of Trade):", "Q."
CAPITALS = re.compile(
    r"^[ \t]*(?P<label>[QA]|[A-Z][A-Z.'’\-]+(?: [A-Z][A-Z.'’\-]*){0,5}(?: [-–—] [A-Z][\w.'’\- ]{2,60}?)?"
    r"(?: \([^)\n]{1,80}\))?)[ \t]*(?::|(?<=[QA])\.)[ \t]+(?=\S)",
    re.M,
)
# "The Minister of State for Defence (Jane Doe):"
OFFICES = re.compile(r"^[ \t]*(?P<label>[A-Z][\w.,'’\- ]{2,90} \([A-Z][^)\n]{2,60}\))[ \t]*:[ \t]+(?=\S)", re.M)
NAMES = re.compile(r"^[ \t]*(?P<label>[A-Z][\w.'’\-]+(?: [A-Z][\w.'’\-]*){0,5})[ \t]*:[ \t]+(?=\S)", re.M)
ANSWERS = re.compile(r"^(A|ANSWER|REPLY|RESPONSE)$", re.I)
ASKERS = re.compile(r"^(Q|QUESTION|QUESTIONER|REPORTER|JOURNALIST|MODERATOR|INTERVIEWER|HOST|OPERATOR|PRESS)\b", re.I)
INITIALS = re.compile(r"(?:[A-Z]\.?){2,4}")
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
    """The turns of a transcript, none for a text that is not one.

    Labels in capitals ("MR. MILLER:") and offices with a name must stand at the head of two paragraphs, names in
    ordinary case ("Secretary Lee:") of three, and one of them must come back, so that a dateline or a note is no turn.
    """
    for pattern, least in ((CAPITALS, 2), (OFFICES, 2), (NAMES, 3)):
        labels = list(pattern.finditer(parsed.text))
        names = {m.group("label") for m in labels}
        if len(labels) >= least and (len(names) < len(labels) or any(ASKERS.match(n) for n in names)):
            ends = [*(m.start() for m in labels[1:]), len(parsed.text)]
            turns = [_turn(parsed, m, end) for m, end in zip(labels, ends, strict=True)]
            if all(INITIALS.fullmatch(n) for n in names):
                turns = _named(parsed, turns)
            return tuple(replace(t, asks=t.asks or _only_asks(parsed, turns, t.label)) for t in turns)
    return ()


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
    """Whether every one of several turns under a label ends with a question."""
    own = [t for t in turns if t.label == label and t.spans]
    return len(own) > 1 and all(parsed.text[t.spans[-1][0] : t.spans[-1][1]].endswith("?") for t in own)


def _turn(parsed: Parsed, match: re.Match[str], end: int) -> Turn:
    spans = tuple(
        (match.end() + p.start(), match.end() + p.end())
        for p in re.finditer(r"\S(?:[^\n]*\S)?", parsed.text[match.end() : end])
    )
    sentences = tuple(s.number for s in parsed.segmentation.sentences if s.start < end and s.end > match.end())
    label = match.group("label")
    return Turn(label, match.start("label"), match.end("label"), spans, sentences, bool(ASKERS.match(label)))
