"""Transcripts: who has the floor, and the words of each turn without their label."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from summarizer.annotate.pipeline import Parsed
from summarizer.annotate.speech.frames import words

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶŁĻŃŇŌŐŘŚŞŠŢŤŪŮŰŹŻŽȘȚ"
# "MR. MILLER:", "MS. LEE (Department of State):", "ANSWER - Hon. Jane Doe (Minister of Trade):", "Q."
CAPITALS = re.compile(
    rf"^[ \t]*(?P<label>[QA]|[{UPPER}][{UPPER}.'’\-]+(?: [{UPPER}][{UPPER}.'’\-]*){{0,5}}"
    r"(?: [-–—] [A-Z][\w.'’\- ]{2,60}?)?"
    r"(?: \([^)\n]{1,80}\))?)[ \t]*(?::|(?<=[QA])\.)[ \t]+(?=\S)",
    re.M,
)
# "The Minister of State for Defence (Jane Doe):"
OFFICES = re.compile(r"^[ \t]*(?P<label>[A-Z][\w.,'’\- ]{2,90} \([A-Z][^)\n]{2,60}\))[ \t]*:[ \t]+(?=\S)", re.M)
NAMES = re.compile(rf"^[ \t]*(?P<label>[{UPPER}][\w.'’\-]+(?: [{UPPER}][\w.'’\-]*){{0,5}})[ \t]*:[ \t]+(?=\S)", re.M)
# "Press secretary Doe:", "Mr. Doe (Chile) (spoke in Spanish):", "Reporter from the Courier:"
STYLED = re.compile(
    rf"^[ \t]*(?P<label>[{UPPER}][\w.'’\-]*(?: [\w.,'’\-]+){{0,8}}(?: \([^)\n]{{1,60}}\)){{0,2}})[ \t]*:[ \t]+(?=\S)",
    re.M,
)
PLAIN = ((CAPITALS, 2), (OFFICES, 2), (NAMES, 3))
"""Labels of one make, and how many of them a transcript has at least."""
LEAST = 3
ADDRESS = frozenset("mr ms mrs dr sir madam lord lady judge".split())
LINKS = frozenset("of the for and in at to from on de al el bin von van affairs press deputy state acting".split())
ANSWERS = re.compile(r"^(A|ANSWER|REPLY|RESPONSE)$", re.I)
ASKERS = re.compile(r"^(Q|QUESTION|QUESTIONER|REPORTER|JOURNALIST|MODERATOR|INTERVIEWER|HOST|OPERATOR|PRESS)\b", re.I)
INITIALS = re.compile(r"(?:[A-Z]\.?){2,4}")
HALF = 0.5
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
    plain = next((found for p, least in PLAIN if _is_dialogue(found := list(p.finditer(parsed.text)), least)), [])
    styled = [m for m in STYLED.finditer(parsed.text) if _is_speaker(m.group("label"))]
    labels = styled if len(styled) > max(len(plain), LEAST - 1) and _takes_turns(styled) else plain
    ends = [*(m.start() for m in labels[1:]), len(parsed.text)]
    turns = [_turn(parsed, m, end) for m, end in zip(labels, ends, strict=True)] if labels else []
    if all(INITIALS.fullmatch(t.label) for t in turns):
        turns = _named(parsed, turns) if turns else []
    return tuple(replace(t, asks=t.asks or _only_asks(parsed, turns, t.label)) for t in turns)


def _is_dialogue(labels: list[re.Match[str]], least: int) -> bool:
    names = {m.group("label") for m in labels}
    return len(labels) >= least and (len(names) < len(labels) or any(ASKERS.match(n) for n in names))


def _takes_turns(labels: list[re.Match[str]]) -> bool:
    """Whether a label comes back, somebody asks, or all but the chair are given with what they speak for."""
    behalf = sum(m.group("label").endswith(")") for m in labels)
    return _is_dialogue(labels, LEAST) or behalf >= LEAST - 1


def _is_speaker(label: str) -> bool:
    """Whether a label holds an office, a form of address or a name, and nothing that makes a sentence of it."""
    told = [w.strip(".,'’") for w in re.sub(r"\([^)]*\)", "", label).split()]
    roles = words("people", "office") | words("people", "press") | words("offices", "nameless") | ADDRESS
    small = all(w[:1].isupper() or w in roles or w in LINKS or not w for w in told)
    return small and (ASKERS.match(label) is not None or any(w.lower() in roles for w in told))


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


def _turn(parsed: Parsed, match: re.Match[str], end: int) -> Turn:
    spans = tuple(
        (match.end() + p.start(), match.end() + p.end())
        for p in re.finditer(r"\S(?:[^\n]*\S)?", parsed.text[match.end() : end])
    )
    sentences = tuple(s.number for s in parsed.segmentation.sentences if s.start < end and s.end > match.end())
    label = match.group("label")
    return Turn(label, match.start("label"), match.end("label"), spans, sentences, bool(ASKERS.match(label)))
