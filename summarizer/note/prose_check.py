"""Whether a sentence that a model wrote may stand in a note: clause by clause, against what it cites.

A clause stands when ONE cited statement holds all of it: its figures, names, dates and negations, every other word but
those by which anybody attributes and links, who gives before who gets, and each voice in its own stance. So words of
two statements cannot be mixed into a third. Besides, a claim must be told as one, a suspicion as no more, and a dispute
must not be left out. In doubt a sentence is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from summarizer.ground import unsupported
from summarizer.note.model import Strength
from summarizer.note.statements import Statement
from summarizer.schema import Stance

_CLAIMED = re.compile(
    r"\b(?:said to|sa(?:y|ys|id)|according to|reported(?:ly)?|assert(?:s|ed)?|claim(?:s|ed)?|alleg\w+|suspect(?:s|ed)?"
    r"|may|might|could|den(?:y|ies|ied)|nobody here asserts)\b",
    re.IGNORECASE,
)
_DOUBTED = re.compile(r"\b(?:may|might|could|suspect\w*|possibl[ey]|alleged\w*)\b", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ials?|ying)|reject\w*|disput\w+|contest\w+|contradict\w*|refut\w+)\b", re.IGNORECASE
)
_NO_EVIDENCE = re.compile(r"\b(?:no|any|without) (?:evidence|sign|proof)\b", re.IGNORECASE)
_SUSPECTED = re.compile(r"\bsuspect\w*\b", re.IGNORECASE)
_SAID = re.compile(
    r"\b(?:assert\w*|sa(?:y|ys|id)(?! to)|according|confirm\w*|report(?:s|ed)?|claim(?:s|ed)?)\b", re.IGNORECASE
)
_STANCES = (
    (_DENIED, Stance.DENIES),
    (_NO_EVIDENCE, Stance.FINDS_NO_EVIDENCE),
    (_SUSPECTED, Stance.SUSPECTS),
    (_SAID, Stance.ASSERTS),
)
_CUT = re.compile(
    r";|:(?= )|,? (?:while|whereas|but|although|though|however)\b|, (?:and|which|who|with|as)\b"
    r"| and (?=(?:is |are |was |were )?(?:denied|suspected|asserted)\b)|(?<=[a-z]), (?=(?:denied|suspected|asserted)\b)"
)
_FIRST_PERSON = re.compile(r"\b(?:[Ww]e|[Oo]urs?|us|I|[Mm]y|[Yy]ours?|[Yy]ou)\b")
_QUOTED = re.compile(r"[\"“”„«»]|(?<!\w)['‘]|[’'](?!\w)(?<!s[’'])")
_REPEATED = re.compile(r":\s+\S+(?:\s+\S+){2}.*$")
_LINKING = frozenset(
    "a an the that which who whom whose this these those it its their they he she his her him them there is "
    "are was were be been being has have had and or of in on for from by with as to at also while whereas but "
    "although though however meanwhile separately further say says said saying according assert asserts "
    "asserted asserting claim claims claimed suspect suspects suspected suspicion deny denies denied denying "
    "denial rejects rejected report reports reported reportedly alleged allegedly may might could no not nor "
    "any evidence finds found find such so one two statement sources source unnamed about against".split()
)
"""Words by which anybody attributes and links; they tell nothing of a movement."""
_WARNING_WORDS = frozenset(
    "warn warns warned warning threaten threatens threatened demand demands demanded urge urges urged call calls "
    "called calling risk of to stop".split()
)
_VOICED = frozenset("asserted denied suspected rejected reported claimed said found given told alleged".split())
"""Words before "by" after which a voice stands, and no side of a movement."""
_RELATIVE = re.compile(r",? (?:which|who) (?:also |have |has )?(?:den\w+|reject\w*|disput\w+)", re.IGNORECASE)
"""A denial by whoever was named last."""


def objection(text: str, cites: Iterable[str], cited: Sequence[Statement]) -> str | None:
    """Why a written sentence may not stand, as half a sentence; None when nothing speaks against it."""
    if not text:
        return "it is empty"
    if not cited:
        return "it cites nothing"
    if len(cited) != len(set(cites)):
        return "it cites an id that the note does not have"
    if _QUOTED.search(text):
        return "it quotes, and the statements are no quotations"
    if not re.search(r"[^.…][.]$", text) or text.count("(") != text.count(")"):
        return "it is not a whole sentence"
    if _REPEATED.search(text):
        return "it sets a statement's words behind a colon, as if somebody's own"
    if _FIRST_PERSON.search(text):
        return "it speaks in the first person, or to somebody"
    held, reason = _held(clauses(text), cited)
    if reason is not None:
        return reason
    for statement in cited:
        told = " ".join(held.get(statement.id, ()))
        reason = _overstated(told, statement) if told else f"it says nothing of {statement.id}, which it cites"
        if reason is not None:
            return reason
    return None


def clauses(text: str) -> list[str]:
    """The parts of a sentence, each with what points back to it ("which denies it")."""
    parts: list[str] = []
    at = 0
    for cut in (*_CUT.finditer(text), None):
        part = text[at : cut.start() if cut else len(text)].strip(" ,;")
        at = cut.start() if cut else at
        if part and parts and not _names_anything(part):
            parts[-1] = f"{parts[-1]}, {part}"
        elif part:
            parts.append(part)
    return parts


def _names_anything(part: str) -> bool:
    """Whether a clause has a name or a figure of its own."""
    return re.search(r"[A-Z]\w|\d", part.lstrip(" ,;:")[1:]) is not None or re.match(r"[A-Z]\w", part) is not None


def _held(parts: Sequence[str], cited: Sequence[Statement]) -> tuple[dict[str, list[str]], str | None]:
    """The clauses that each statement holds, by its id; and why one clause is held by none."""
    held: dict[str, list[str]] = {}
    last: Statement | None = None
    for part in parts:
        reasons = {s.id: _unheld(part, s) for s in cited}
        fits = [s for s in cited if reasons[s.id] is None]
        if not fits:
            return held, reasons[(last or cited[0]).id]
        # Where several hold it, it belongs to the one that has none yet, else to that of the clause before.
        last = next((s for s in fits if s.id not in held), last if last in fits else fits[0])
        held.setdefault(last.id, []).append(part)
    return held, None


def _unheld(part: str, statement: Statement) -> str | None:
    """Why a statement does not hold a clause; None when it does."""
    reason = unsupported(part, statement.text, statement.names)
    if reason is not None:
        return reason
    strange = _strange(part, statement)
    if strange:
        return f"{strange[0]!r} is no word of {statement.id}"
    return _turned(part, statement) or _misattributed(part, statement)


def _strange(part: str, statement: Statement) -> list[str]:
    known = {_stem(w) for text in (statement.text, *statement.names) for w in _words(text)}
    allowed = _LINKING if statement.strength is not None else _LINKING | _WARNING_WORDS
    return [w for w in _words(part) if w not in allowed and _stem(w) not in known]


def _turned(part: str, statement: Statement) -> str | None:
    """Who gives is told as who gives, and stands on the same side of who gets as in the statement."""
    gives, gets = _first(part, statement.giver), _first(part, statement.getter)
    if statement.strength is None:
        return "it turns who warns and who is warned" if 0 <= gets < gives else None
    if _role(part, statement.giver) == "to" or _role(part, statement.getter) == "from":
        return "it turns who gives and who gets"
    if gives >= 0 and gets >= 0:
        ours, theirs = _first(statement.text, statement.giver), _first(statement.text, statement.getter)
        return "it turns who gives and who gets" if (gives < gets) != (ours < theirs) else None
    return _one_sided(part, statement, statement.giver if gives >= 0 else statement.getter if gets >= 0 else ())


def _one_sided(part: str, statement: Statement, side: tuple[str, ...]) -> str | None:
    """A clause that names one side only must name it in the role it has in the statement, or as a voice."""
    if not side or not statement.giver or not statement.getter:
        return None
    role = _role(part, side)
    if role is None:
        told = any(name in statement.voices for name in side) and bool(_marks(part))
    else:
        told = role == _role(statement.text, side)
    return None if told else "it names one side of a movement, and not in its role"


def _role(text: str, names: Iterable[str]) -> str | None:
    """ "from", "to" or "subject", by the words around the first of the names; None when they do not tell."""
    for name in names:
        found = re.search(rf"(?:(\w+) )?(?:(\w+) )?(?:the )?(?<!\w){re.escape(name)}(?![\w'’])(?: (\w+))?", text)
        if found is None:
            continue
        verb, before, after = ((found[n] or "").lower() for n in (1, 2, 3))
        if before in ("to", "for"):
            return "to"
        if before == "from" or (before == "by" and verb not in _VOICED):
            return "from"
        return "subject" if after in ("is", "are", "may", "might", "could", "has", "have") else None
    return None


def _misattributed(part: str, statement: Statement) -> str | None:
    """A voice in another stance than its own, or a denial that nobody gives."""
    if statement.strength is None:
        return None
    marks = _marks(part)
    for _, stance in marks:
        if stance in (Stance.DENIES, Stance.FINDS_NO_EVIDENCE) and stance not in statement.stances:
            return "it tells of a denial, or of evidence not found, that nobody gives"
    both = _first(part, statement.giver) >= 0 and _first(part, statement.getter) >= 0
    for name, known in statement.voices.items():
        at = _first(part, (name,))
        # A side of the movement that the clause tells is no voice there.
        if at < 0 or not marks or (both and name in (*statement.giver, *statement.getter)):
            continue
        nearest = min(marks, key=lambda mark: abs(mark[0] - at))[1]
        if nearest not in known and not (
            nearest is Stance.ASSERTS and Stance.SUSPECTS in known and _DOUBTED.search(part)
        ):
            return f"{name} does not say that"
    return None


def _marks(part: str) -> list[tuple[int, Stance]]:
    return [(found.start(), stance) for pattern, stance in _STANCES for found in pattern.finditer(part)]


def _overstated(told: str, statement: Statement) -> str | None:
    """Whether a claim is told as a fact, a suspicion as an assertion, or a dispute left out."""
    if statement.strength is None:
        return None
    if not _CLAIMED.search(told):
        return "it tells a claim as a fact"
    doubtful = (Strength.SUSPECTED, Strength.CONTESTED_SUSPICION)
    if statement.strength in doubtful and not _DOUBTED.search(told):
        return "it makes more of a suspicion"
    disputed = (Strength.CONTESTED, Strength.CONTESTED_SUSPICION, Strength.DENIED_ONLY)
    if statement.strength in disputed and not (_DENIED.search(told) or _NO_EVIDENCE.search(told)):
        return "it leaves out that somebody denies it"
    return None


def _first(part: str, names: Iterable[str]) -> int:
    """Where the first of the names stands; -1 when none does."""
    return min((m.start() for n in names for m in _places(part, n)), default=-1)


def _places(part: str, name: str) -> Iterator[re.Match[str]]:
    return re.finditer(rf"(?<!\w){re.escape(name)}(?![\w'’])", part)


def _words(text: str) -> list[str]:
    """The words in folded case, without possessives."""
    found = re.findall(r"[^\W_][\w'’-]*", text.casefold())
    return [w.strip("-'’").removesuffix("'s").removesuffix("’s") for w in found]


def _stem(word: str) -> str:
    """The word without the endings of number and tense."""
    for ending in ("ies", "ing", "ed", "es", "s", "d", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            return word.removesuffix(ending)
    return word
