"""Transcripts: who has the floor, and the words of each turn without their label."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from summarizer.annotate.pipeline import Parsed
from summarizer.annotate.speech.labels import ADDRESS, ASKERS, Label, is_of_somebody, key_of, labels_in
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
    r"(?:[Ii]nterview(?:ed)? by|[Ii]nterview:|[Hh]osted by|[Pp]resented by|[Cc]onducted by|[Mm]oderated by|[Hh]ost"
    r"|[Pp]resenter|[Ii]nterviewer"
    r"|[Mm]oderator|[Aa]nchor|[Qq]uestions by)[:,]? ([A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3})"
)
"""Who asks, named before the first turn."""
LEAST_NAME = 3
STORY = re.compile(
    r"\b(?:this|our|the) (?:newspaper|magazine|paper|station|reporters?|correspondents?|interview)\b"
    r"|[\"”»’] (?:said|says|[\w ]{3,40} said)\b|\b(?:afterwards|later) (?:said|told|walked|added)\b|\bthen walked\b"
    r"|^In (?:a|an|reply to a|answer to a) supplementary\b"
)
"""What tells that a paragraph after the last answer is the reporter's."""
NEXT = re.compile(
    r"(?:Written |Oral )?Question\b[ .]*(?:No\.?|Nos\.?)? ?\d+[^.?]{0,60}|(?:Portfolio|Question): [^\n]*"
    r"|(?:\d+\.? )?(?:Senator|Deputy|Hon\.?|Mr\.?|Ms\.?|Mrs\.?|Dr\.?)\s[^\n.]{2,80}\b"
    r"(?:asked\b.*|to the Minister\b[^.]*)",
    re.S,
)
"""The head of a written question."""
ASKED = re.compile(r"\b(?:asked|to ask|asks)$")
CHAIR = re.compile(r"(?:the )?(?:session )?chair(?:man|woman|person)?\b", re.I)
HEADING = 400
TALKS = re.compile(r"\b(?:dialogue|forum|conference|podium|panel|plenary|summit|round ?table|symposium)\b", re.I)
SITTINGS = re.compile(
    r"\b(?:committee|council|parliament|senate|assembly|house|congress|court|commission|hearing|tribunal)\b", re.I
)
"""Who leads a talk, where the heading tells of a talk among guests and not of a sitting."""
INSET = 3
"""Columns that words of others are set in by, at least."""
NAMED = re.compile(
    r"[A-Z][\w'’\-]+(?: (?:(?:al|bin|ben|ibn|de|del|da|do|dos|van|von|der|den|el|la|le|di) )?[A-Z][\w'’\-]+){1,4}"
)


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
    turns = _told_after(parsed, _without_questions(parsed, turns))
    return tuple(replace(t, asks=key_of(t.label) in asking) for t in turns)


def _without_questions(parsed: Parsed, turns: list[Turn]) -> list[Turn]:
    """The turns of an interview in which only the answers are labelled, without the question that ends each turn."""
    if len({_initial(t.label) for t in turns}) != 1 or not all(len(t.spans) > 1 for t in turns[:-1]):
        return turns
    return [*(_cut(parsed, t, len(t.spans) - 1) for t in turns[:-1]), turns[-1]]


def _initial(label: str) -> str:
    """The first letter of the surname in a label, also in one of initials ("Doe", "J.D.")."""
    letters = label.replace(".", "").replace(" ", "")
    last = label.split()[-1].strip(".")
    return letters[-1] if INITIALS.fullmatch(label) else last[:1]


def _told_after(parsed: Parsed, turns: list[Turn]) -> list[Turn]:
    """The turns, the last one without the story that goes on after it and names its speaker, or quotes others."""
    if not turns:
        return turns
    last = turns[-1]
    names = [w for w in re.findall(r"[^\W\d_]+", last.label) if len(w) > LEAST_NAME and w.casefold() not in ADDRESS]
    held = {key_of(t.label) for t in turns}
    for at, (start, end) in enumerate(last.spans):
        told = parsed.text[start:end]
        named = any(re.search(rf"\b{re.escape(w.title())}\b", told) for w in names)
        if at and (len(held) < len(turns) or len(turns) < LEAST_NAME) and (named or STORY.search(told)):
            return [*turns[:-1], _cut(parsed, last, at)]
    return turns


def _cut(parsed: Parsed, turn: Turn, paragraphs: int) -> Turn:
    """The turn with only its first paragraphs."""
    spans = turn.spans[:paragraphs]
    own = tuple(n for n in turn.sentences if parsed.sentence(n).sentence.start < spans[-1][1])
    return replace(turn, spans=spans, sentences=own)


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
    """Whether every one of several turns under a label ends with a question, or half of a guest's hold one.

    Of two who take turns, the one who opens asks when half of what he says holds questions, and more than the other.
    """
    own = [t for t in turns if t.label == label and t.spans]
    asked = [parsed.text[t.spans[-1][0] : t.spans[-1][1]].endswith("?") for t in own]
    if all(asked) and len(own) > 1:
        return True
    if is_of_somebody(label) and len(turns) > len(own) and _questions(parsed, own) >= HALF * len(own):
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
    blocks = uncited(parsed, list(takewhile(lambda b: b is blocks[0] or not _is_question(parsed, b), blocks)))
    spans = tuple((max(b[0].start, label.after), min(b[-1].end, end)) for b in blocks)
    spans = tuple((start, start + len(parsed.text[start:stop].rstrip())) for start, stop in spans)
    sentences = tuple(s.number for block in blocks for s in block)
    asks = bool(ASKERS.match(label.words) or ASKED.search(label.words) or _moderates(parsed, label))
    return Turn(label.words, label.start, label.end, spans, sentences, asks)


def _moderates(parsed: Parsed, label: Label) -> bool:
    """Whether a label is that of the chair of a conference, who leads the talk and speaks for nobody."""
    ahead = parsed.text[: parsed.text.find(":")][:HEADING]
    return CHAIR.match(label.words) is not None and bool(TALKS.search(ahead)) and not SITTINGS.search(ahead)


def _is_question(parsed: Parsed, block: list[Sentence]) -> bool:
    """Whether a paragraph puts the next written question, or is the head of one."""
    return NEXT.fullmatch(parsed.text[block[0].start : block[-1].end]) is not None


def uncited(parsed: Parsed, blocks: list[list[Sentence]]) -> list[list[Sentence]]:
    """The paragraphs without those that are set in farther than the one before them, which a colon ends."""
    kept: list[list[Sentence]] = []
    margin: int | None = None
    for block in blocks:
        start = block[0].start
        column = start - parsed.text.rfind("\n", 0, start) - 1
        announced = bool(kept) and parsed.text[kept[-1][0].start : kept[-1][-1].end].endswith(":")
        before = 0 if not kept else kept[-1][0].start - parsed.text.rfind("\n", 0, kept[-1][0].start) - 1
        if column >= INSET and (column == margin or (announced and before < INSET)):
            margin = column
            continue
        margin = None
        kept.append(block)
    return kept


def _is_stage(parsed: Parsed, block: list[Sentence]) -> bool:
    """Whether a paragraph tells what happened in the room ("(Applause)", "The meeting rose at noon.")."""
    return STAGE.fullmatch(parsed.text[block[0].start : block[-1].end]) is not None
