"""Labels: what stands before the words of each turn of a transcript, in the many ways that people set it.

"MR. MILLER:", "Q.", "2. Mr Owen Lee (Halden) (LD):", "The Minister for Defence (Ms Jane Doe):", "**Host:**",
"[00:41] Lee:", "Q - ", and a name on a line of its own. Text alone decides; nothing here knows parties.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from summarizer.annotate.speech.frames import words

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶŁĻŃŇŌŐŘŚŞŠŢŤŪŮŰŹŻŽȘȚ"
LEAD = (
    r"^[ \t]*(?:[-–•*][ \t]+)?(?:[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?[ \t]+)?(?:\d{1,3}[.)]?[ \t]+)?(?:\*\*"
    r"|__|<b>)?"
)
"""What may precede a label: a bullet, a time, the number of a question, the marks of bold type."""
BRACKET = r"(?:\([^()\n]{1,80}\)|\[[^\[\]\n]{1,80}\])"
PART = rf",?[ \t]+(?:[-–—][ \t]+)?(?:[\w.'’&/\-]+|{BRACKET})"
SIDE = r"(?:Q|A|QUESTION|ANSWER|REPLY|Question|Answer|Reply)[ ]?\d{0,3}"
BOLD = r"[ \t]*(?:\*\*|__|</b>)?"
COLON = re.compile(
    rf"{LEAD}(?P<label>{SIDE}|[{UPPER}][\w.'’\-]*(?:{PART}){{0,14}}){BOLD}[ \t]*:{BOLD}(?:[ \t]+|[ \t]*\n\s*)(?=\S)"
    rf"|{LEAD}(?P<side>[QA]\d{{0,3}}){BOLD}(?:[.)][ \t]+|[ \t]{{2,}}|\t|(?<=Q)[ \t](?=[A-Z]))(?=\S)",
    re.M,
)
DASH = re.compile(
    rf"{LEAD}(?P<label>{SIDE}|[{UPPER}][\w.'’]*(?:[ \t]+(?:[\w.'’\-]+"
    rf"|{BRACKET})){{0,6}}){BOLD}[.,]?[ \t]*[-–—]{{1,2}}[ \t]+(?=\S)",
    re.M,
)
CAPITALS = rf"[{UPPER}]{{2,}}[{UPPER}'’\-]*"
DOT = re.compile(
    rf"{LEAD}(?P<label>(?:(?:Mr|Mrs|Ms|Miss|Dr|Hon|Gen|Adm|Col|Sen|Rep)\.|[A-Z][a-z]{{3,}})(?: [A-Z][a-z]+\.?){{0,2}}"
    rf" {CAPITALS}(?: (?:OF )?{CAPITALS}){{0,3}}|The (?:CHAIR(?:MAN|WOMAN|PERSON)?|PRESIDENT|SPEAKER))\.[ \t]+(?=\S)",
    re.M,
)
"""A title, a surname in capitals, and a full stop."""
ALONE = re.compile(rf"{LEAD}(?P<label>{SIDE}|[{UPPER}][\w.'’\-]*(?:{PART}){{0,9}}){BOLD}[ \t]*\n\s*(?=\S)", re.M)
LONGEST = 150
"""Characters beyond which a label is none."""
LEAST = 3
"""How many labels without a mark of their own a transcript has at least."""
FIELDS = frozenset(
    "date time place venue subject topic to from cc bcc re note notes source sources photo image caption transcript "
    "headline summary background contact contacts email tel telephone phone fax url link supplier recipient quantity "
    "value item items category total status reference ref copy distribution classification title location present "
    "attending attendees apologies participants agenda update updated breaking alert correction watch read related "
    "tags topics flash urgent exclusive live editorial opinion analysis factbox timeline edited dateline embargo "
    "published posted signed figure table annex appendix part section chapter article page no via fwd attn".split()
)
"""First words of the heads of forms, letters and tables, and of announcements."""
ADDRESS = frozenset("mr ms mrs miss dr sir dame madam lord lady baroness judge hon senhor senhora señor señora".split())
LINKS = frozenset(
    "of the for and in at to from on de del della da dos do du des la le al el bin ibn von van der affairs press "
    "deputy state acting on behalf by via video".split()
)
ASKERS = re.compile(
    r"^(?:the )?(?:\w+ )?(?:Q\d*|QUESTIONS?(?: \d+)?|QUESTIONER|REPORTERS?|JOURNALISTS?|MODERATOR|INTERVIEWER"
    r"|HOST|OPERATOR"
    r"|PRESS|MEDIA|PRESENTER|ANCHOR|ANCHORMAN|ANCHORWOMAN|CORRESPONDENT|NEWSREADER|COMPERE|FACILITATOR"
    r"|AUDIENCE(?: MEMBER)?"
    r"|STUDIO|VOICE-?OVER|NARRATOR|INTERPRETER|CLERK|COLUMNIST|PODCASTER)\b(?! (?:secretary|officer|attach))",
    re.I,
)
"""Labels of those who ask, lead through a talk, or lend their voice."""
CLOSED = re.compile(r"[.?!…:;\"”’»)\]—–-]\W*$")
WRITTEN = re.compile(r"\b(?:written|oral) (?:answers|questions|replies)\b|\banswers? to questions?\b", re.I)
"""What the heading of written answers says."""
OF_SOMEBODY = re.compile(
    rf"[{UPPER}][\w.'’\-]+(?: [{UPPER}][\w.'’\-]*){{1,3}}, (?:[Tt]he )?[{UPPER}][\w.'’&\-]*"
    rf"(?: [{UPPER}][\w.'’&\-]*){{0,3}}"
)
"""A name and what its bearer is of: "Ann Lee, Halden Courier"."""
BEHALF = re.compile(r"\([A-Z][^()]+\)")


@dataclass(frozen=True, slots=True)
class Label:
    """One label: the words that name the speaker, `start:end`, and where the words of the turn begin (`after`).

    `line` is where the label's line begins, with what stands before the name. All are document offsets.
    """

    words: str
    line: int
    start: int
    end: int
    after: int


@lru_cache(maxsize=4)
def labels_in(text: str) -> tuple[Label, ...]:
    """The labels of a transcript in text order, none for a text that is not one.

    Labels of a make that only transcripts have must stand at the head of two turns, names of three, and one of them
    must come back or ask, so that a dateline, a note or the fields of a form are no turns.
    """
    for pattern, least in ((COLON, 2), (DOT, LEAST), (DASH, LEAST), (ALONE, LEAST)):
        found = [label for match in pattern.finditer(text) if (label := _label(match)) is not None]
        found = [label for label in found if _is_turn(text, label, pattern is ALONE)]
        sure = pattern in (COLON, DOT)
        found = _of_cast(text, found, every=sure)
        if (
            not (pattern is DASH and _are_places(found))
            and not _is_digest(text, found)
            and _is_dialogue(found, least, sure, _answers(text, found))
        ):
            return tuple(found)
    return ()


def _are_places(found: Sequence[Label]) -> bool:
    """Whether the labels may be the datelines of several messages: capitals, no titles, and hardly one comes back."""
    titles = words("people", "office") | words("offices", "nameless") | ADDRESS
    plain = all(
        f.words.isupper() and not ASKERS.match(f.words) and not re.fullmatch(SIDE, f.words) for f in found
    ) and not any(titles & set(_words(f.words)) for f in found)
    return plain and 2 * len({key_of(f.words) for f in found}) > len(found)


def _is_digest(text: str, found: Sequence[Label]) -> bool:
    """Whether the labels are those of the numbered items of a digest, and of nothing else."""
    return bool(found) and all(re.search(r"\d[.)]?\s+\W*$", text[f.line : f.start]) is not None for f in found)


def _answers(text: str, found: Sequence[Label]) -> bool:
    """Whether every label gives an office and its holder in a document of written answers."""
    ahead = text[: found[0].line] if found else ""
    return WRITTEN.search(ahead) is not None and all(f.words.endswith(")") for f in found)


def label_end(text: str, start: int, end: int) -> int | None:
    """Where the words of a turn begin that opens with its label at `start`, None when no label of the text is there."""
    for label in labels_in(text):
        if label.line <= start <= label.start and label.after <= end:
            return label.after
    return None


def key_of(label: str) -> str:
    """What tells one speaker's labels from another's: the words outside brackets, without forms of address."""
    plain = re.sub(BRACKET, " ", label)
    return " ".join(w for w in _words(plain) if w not in ADDRESS) or label.casefold()


def _words(text: str) -> list[str]:
    return [w.strip(".,'’*").casefold() for w in text.split() if w.strip(".,'’*-–—")]


def _label(match: re.Match[str]) -> Label | None:
    name = "label" if match.groupdict().get("label") is not None else "side"
    said = match.group(name).rstrip()
    told = _words(re.sub(BRACKET, " ", said))
    if len(said) > LONGEST or not told or told[0] in FIELDS:
        return None
    line = match.start() + len(match.group()) - len(match.group().lstrip())
    return Label(said, line, match.start(name), match.start(name) + len(said), match.end())


def _is_turn(text: str, label: Label, alone: bool) -> bool:
    """Whether words that somebody may have said follow, rather than the entry of a form."""
    line = text[label.after :].split("\n", 1)[0].strip()
    if alone:
        return CLOSED.search(line) is not None and (len(line.split()) > 1 or bool(re.fullmatch(SIDE, label.words)))
    return CLOSED.search(line) is not None and re.search(r"[.?!…—–:]", line) is not None and not _is_name(line)


def _is_name(line: str) -> bool:
    """Whether a line is no more than somebody's name and what he speaks for ("Mr. Boateng (Ghana)")."""
    plain = re.sub(BRACKET, " ", line).split()
    return line.endswith(")") and len(plain) <= 5 and all(w[:1].isupper() for w in plain)


def _is_marked(label: str) -> bool:
    """Whether a label is of a make that hardly anything but a transcript has."""
    if re.fullmatch(SIDE, label) or ASKERS.match(label):
        return True
    plain = re.sub(BRACKET, " ", label)
    told = _words(plain)
    roles = words("people", "office") | words("people", "press") | words("offices", "nameless") | ADDRESS
    capitals = plain.isupper() and sum(c.isalpha() for c in plain) > 1
    return capitals or (_is_capital(plain) and (bool(roles & set(told)) or BEHALF.search(label) is not None))


def _is_capital(plain: str) -> bool:
    """Whether all words but links and offices begin with a capital, as in a name or a title."""
    roles = words("people", "office") | words("people", "press") | words("offices", "nameless")
    told = [w.strip(".,'’-–—") for w in plain.split()]
    sided = re.fullmatch(SIDE, plain.strip()) is not None
    return sided or all(not w or w[:1].isupper() or w.casefold() in roles | LINKS for w in told)


def _of_cast(text: str, found: Sequence[Label], every: bool) -> list[Label]:
    """Those labels that are marked, come back, or are a part of a name that the heading or another label gives."""
    marked = [label for label in found if _is_marked(label.words)]
    count = Counter(key_of(label.words) for label in found)
    sure = [label for label in found if label in marked or count[key_of(label.words)] > 1]
    head = set(_words(re.sub(r"[,;:()]", " ", text[: sure[0].line if sure else 0])))
    heard = {w for label in marked for w in _words(label.words)} | head
    kept = []

    def amid(label: Label) -> bool:
        return len(sure) >= LEAST and sure[0].line < label.line < sure[-1].line

    for label in found:
        plain = re.sub(BRACKET, " ", label.words)
        if not _is_capital(plain) or (len(plain.split()) > 6 and label not in marked):
            continue
        again = count[key_of(label.words)] > 1
        known = all(w in heard or w in ADDRESS for w in _words(plain))
        if again or known or (every and (label in marked or (amid(label) and is_of_somebody(label.words)))):
            kept.append(label)
    return kept


def is_of_somebody(label: str) -> bool:
    """Whether a label gives a name and what its bearer is of, and no office ("Ann Lee, Halden Courier")."""
    offices = words("people", "office") | words("offices", "nameless")
    return OF_SOMEBODY.fullmatch(label) is not None and not offices & set(_words(label))


def _is_dialogue(labels: Sequence[Label], least: int, colon: bool, answers: bool) -> bool:
    """Whether a label comes back, somebody asks, or all but the chair are given with what they speak for."""
    marked = sum(_is_marked(label.words) for label in labels)
    if len(labels) < (least if marked >= least else LEAST):
        return False
    if answers and len(labels) >= least:
        return True
    keys = {key_of(label.words) for label in labels}
    asked = any(ASKERS.match(label.words) for label in labels)
    behalf = sum(label.words.endswith(")") for label in labels)
    if not colon:
        return len(keys) > 1 and (asked or len(keys) < len(labels)) and marked + len(labels) - len(keys) >= LEAST - 1
    return len(keys) < len(labels) or asked or (behalf >= LEAST - 1 and len(labels) >= LEAST)
