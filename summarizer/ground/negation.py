"""Which words of a text stand under a negation, and whether a retelling keeps them there.

A negation belongs to the words it governs, not to its sentence: "a diplomat who was not authorised to speak said Oman
sent rifles" negates the speaking. What is compared are words, by their stems; no parser is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from summarizer.ground.pointers import plain
from summarizer.segment.words import SPEECH

_PLAIN_CUES = r"no|not|never|none|nothing|nobody|neither|nor|without|cannot|\w+n't"
_DENIALS = (
    r"den(?:y|ies|ied|ying|ials?)|reject(?:s|ed|ing|ions?)?|dismiss(?:es|ed|ing|als?|ive)?|refut(?:e|es|ed|ing|ations?)"
    r"|rebut(?:s|ted|ting|tals?)?|disput(?:e|es|ed|ing)|contest(?:s|ed|ing)?|contradict(?:s|ed|ing)?"
    r"|scoff(?:s|ed|ing)?|debunk(?:s|ed|ing)?|disavow(?:s|ed|ing|als?)?|repudiat(?:e|es|ed|ing)"
    r"|disclaim(?:s|ed|ing)?|false(?:ly|hoods?)?|untrue|incorrect|baseless|unfounded|groundless|unsubstantiated|fake"
    r"|fabricat(?:e|ed|ions?)|hoax(?:es)?|fairy[ -]tales?|nonsense"
)
# Words of a denial that mean other things too: they bear out a stance, and say nothing of the words around them.
_SCORN = (
    r"wrong|untruths?|inaccurate|fictitious|fiction|forger(?:y|ies)|forged|lies?|lying|liars?|fantas(?:y|ies)"
    r"|inventions?|invented|nonsensical|absurd|ridicul(?:e|es|ed|ous)|preposterous|ludicrous|laughable|rubbish"
    r"|speculat(?:ion|ions|ive)|misleading|slanders?|slanderous|libel(?:lous)?|defamatory|smears?|propaganda"
    r"|disinformation|misinformation|bogus|myths?|rumou?rs?|conjectures?|nothing but|far from (?:true|the truth)"
)
_STOPS = (
    r"refus(?:e|es|ed|ing|als?)|halt(?:s|ed|ing)?|cancel(?:s|led|ed|ling|ing|lations?)?|suspend(?:s|ed|ing)?|suspensions?"
    r"|block(?:s|ed|ing)|fail(?:s|ed|ing|ures?)?|ceas(?:e|es|ed|ing)|stop(?:s|ped|ping)?|refrain(?:s|ed|ing)?"
)
# Words that come near to a negation: a retelling may use one for the other.
_SOFT = (
    r"paus(?:e|es|ed|ing)|fr[eo]ez(?:e|es|ing)|froze|frozen|withh(?:old|olds|eld|olding)|declin(?:e|es|ed|ing)"
    r"|end(?:s|ed|ing)?|abandon(?:s|ed|ing)?|scrap(?:s|ped|ping)?|shelv(?:e|es|ed|ing)|drop(?:s|ped|ping)?"
    r"|withdr(?:aw|aws|ew|awn|awing)|revok(?:e|es|ed|ing)|bann(?:ed|ing)|bans|bars|barred|barring"
    r"|prohibit(?:s|ed|ing)?|forbid(?:s|den)?|prevent(?:s|ed|ing)?|avoid(?:s|ed|ing)?|lack(?:s|ed|ing)?"
    r"|oppos(?:e|es|ed|ing)|object(?:s|ed|ing)?|only|unless|until|yet to|still to|await(?:s|ed|ing)?|unclear|unknown"
    r"|undisclosed|unable|hardly|barely|scarcely|rather than|instead of|except|doubt(?:s|ed|ing|ful)?|sceptical"
    r"|skeptical|absen(?:t|ce)|unverified|unconfirmed|delay(?:s|ed|ing)?|postpon(?:e|es|ed|ing)|exclud(?:e|es|ed|ing)"
    r"|rul(?:e|es|ed|ing) out|few|little|scant|out of|far from|short of"
)
# Words behind which a retelling asserts nothing: "a warning over supplies", "if it sells".
_OPEN = (
    r"against|over|about|if|whether|whoever|anyone|any|in case|off|unnamed|embargo(?:es|ed)?|seiz(?:e|es|ed|ing)"
    r"|intercept(?:s|ed|ing)?"
)
_IDIOMS = re.compile(
    r"\b(?:never before|not (?:only|just|merely|simply|least)|not to mention|not for the first time|no doubt|no matter"
    r"|no sooner|no (?:fewer|less|more) than|none other than|whether or not|if not)\b",
    re.IGNORECASE,
)
_CUE = re.compile(
    rf"\b(?:(?P<plain>{_PLAIN_CUES})|(?P<denial>{_DENIALS})|(?P<stop>{_STOPS})|(?P<soft>{_SOFT})|(?P<open>{_OPEN}))\b",
    re.IGNORECASE,
)
_WEAK = ("soft", "open", "report")
_SCORNED = re.compile(rf"\b(?:{_SCORN})\b", re.IGNORECASE)
_ASKED = frozenset("how when where whether who why what which".split())
_EVIDENCE_OF = frozenset("evidence indication indications sign signs proof trace traces confirmation".split())

_TOKEN = re.compile(r"\w+(?:['-]\w+)*|[^\w\s]")
_SENTENCE_END = re.compile(r"\n|(?<=[.!?])[\"')\]]*\s+(?=\S)")
_JOINT = re.compile(r";|[,:]? (?:but|while|whereas|though|although) |, and |(?<=[a-z]) and (?=the |it |he |she |they )")
_BREAKS = frozenset(
    "but although though while whereas who whom whose which when where if unless until after before since because "
    'despite amid , ; : ( ) ! ? . "'.split()
)
_FINITE = frozenset(
    "will would could should must can may might shall is are was were has have had does did do he she it they "
    "we".split()
)
_GOES_ON = frozenset("in on at through via during late early that or calling as".split())
_SAID = frozenset(SPEECH)
_PASSIVE = frozenset("is are was were be been being remain remains remained".split())
# What nobody says, gives or answers is a detail of the report, not its matter.
_REPORTING = frozenset("say speak tell comment respond reply answer elaborat specif disclos reveal identif nam".split())
_DETAILS = frozenset("nam identit address nationalit".split())
# What comes to an end by itself is stopped: "supplies may end" retells "supplies would be stopped".
_ENDING = re.compile(r"(?:end|paus)(?:e?[ds]|ing)?|pause", re.IGNORECASE)
_EMPTY = frozenset(
    "a about after all also an and any are as at be been being both but by can could did do does during each ever even "
    "for from further had has have he her his i if in into is it its just may might more most much must my of on one "
    "only or other our out over own she should so some such than that the their them then there these they this those "
    "to too up us very was we were what when where whether which while who whom whose will with would yet you your no "
    "not never none nothing nobody neither nor without cannot".split()
)
# Negations of a subject or object, which the verb behind them does not end.
_SUBJECTS = frozenset("no none nobody nothing neither nor".split())
_IRREGULAR = {
    "sent": "send", "sold": "sell", "sale": "sell", "sales": "sell", "gave": "give", "given": "give", "bought": "buy",
    "built": "build", "made": "make", "making": "make", "took": "take", "taken": "take", "got": "get", "went": "go",
    "gone": "go", "came": "come", "said": "say", "told": "tell", "paid": "pay", "met": "meet", "kept": "keep",
    "held": "hold", "found": "find", "lent": "lend", "left": "leave", "spoke": "speak", "spoken": "speak",
    "began": "begin", "begun": "begin", "saw": "see", "seen": "see", "sought": "seek", "brought": "bring",
}  # fmt: skip
_MOVES = frozenset(
    "send sell suppl provid deliver ship giv give transfer export donat receiv get obtain buy purchas acquir import "
    "arriv hand procur furnish".split()
)
_PAST = frozenset("sent sold gave bought built made took got went came said told paid lent left brought".split())
_THERE = re.compile(
    r"\bthere(?:'s| (?:is|are|was|were|has been|have been|will be|would be))"
    r"(?P<no> (?:no|not any))?(?P<what>(?: [\w'-]+){1,3})",
    re.IGNORECASE,
)
_UNSEEN = re.compile(
    r"\b(?:little|scant|insufficient|lack(?:s|ed|ing)?|absence of|unable to) (?:\w+ ){0,3}?"
    r"(?:evidence|proof|indications?|signs?|traces?|find|confirm|verify|establish|corroborate)\b",
    re.IGNORECASE,
)
FEW = 4
"""In so few sentences a single word that is negated shows what a text retells."""
REACH = 8
"""At most so many words of meaning after it a plain negation governs."""


def negated(text: str) -> bool:
    """Whether a text holds any word that negates, denies or stops something."""
    return any(cue.lastgroup not in _WEAK for cue in _CUE.finditer(_plain(text)))


def denied(text: str) -> bool:
    """Whether a text holds any word that a denial, or the finding that there is no evidence, may be made of."""
    return negated(text) or any(find.search(plain(text)) for find in (_SCORNED, _UNSEEN))


def mismatch(text: str, evidence: str) -> str | None:
    """How the negations of a text differ from those of its evidence, as half a sentence; None when they do not.

    A negation was lost when words of the text, which stand under none there, stand in the evidence only under one. One
    was added when what the text negates stands in the evidence, and nowhere under a negation.
    """
    told, given = list(_sentences(text)), list(_sentences(evidence))
    parts = list(_parts(text))
    if not _SCORNED.search(plain(evidence)) and _added(told, parts, given):
        return "a negation was added"
    lost = _lost(told, given) or any(_bare(part, given) for part in parts) or bool(_there(text) & _nowhere(evidence))
    return "a negation was lost" if lost else None


def _there(text: str) -> frozenset[str]:
    """Stems of what a text says there is."""
    return _stems(word for m in _THERE.finditer(_plain(text)) if not m["no"] for word in m["what"].split())


def _nowhere(text: str) -> frozenset[str]:
    """Stems of what a text says there is not, and says nowhere that there is."""
    gone = _stems(word for m in _THERE.finditer(_plain(text)) if m["no"] for word in m["what"].split())
    return gone - _there(text)


@dataclass(frozen=True)
class _Scope:
    """The stems of the words that one cue governs, `head` the first of them behind it."""

    kind: str
    cue: str
    words: frozenset[str]
    head: str | None


@dataclass(frozen=True)
class _Sentence:
    scopes: tuple[_Scope, ...]
    free: frozenset[str]
    """Stems of the words that stand under no negation."""
    clauses: frozenset[str]
    """Stems of the words that share a clause with a negation, before it, and of whoever is said to say that clause."""
    ended: frozenset[str] = frozenset()
    """Stems of the words that are said to end."""

    @property
    def every(self) -> frozenset[str]:
        return self.free.union(*(scope.words for scope in self.scopes))


def _plain(text: str) -> str:
    """Plain typography, and idioms that negate nothing taken out."""
    return _IDIOMS.sub(" ", plain(text))


def _sentences(text: str) -> Iterator[_Sentence]:
    for line in text.split("\n"):
        for sentence in _SENTENCE_END.split(_plain(line)):
            yield _read(sentence)


def _read(sentence: str) -> _Sentence:
    places = list(_TOKEN.finditer(sentence))
    words = [m.group().lower() for m in places]
    scopes, under, clauses, ended = [], set(), set(), set()
    for cue in _CUE.finditer(sentence):
        first = next((i for i, m in enumerate(places) if m.end() > cue.start()), len(places))
        last = next((i for i, m in enumerate(places) if m.start() >= cue.end()), len(places))
        kind = str(cue.lastgroup)
        if kind == "plain" and last < len(words) and words[last] in _ASKED:
            continue
        governed = _governed(words, first, last, kind)
        stems = [stem(words[i]) for i in governed]
        meant = [s for s in stems if s is not None]
        after = next((s for i, s in zip(governed, stems, strict=True) if s is not None and i >= last), None)
        if kind not in _WEAK and after in _REPORTING:
            kind = "report"
        held_back = _held_back(words, first) if kind == "plain" else None
        if held_back is not None:
            meant, after = [*meant, stem(words[held_back]) or words[held_back]], None
            under.add(held_back)
        if _ENDING.fullmatch(cue.group()):
            ended |= {*_behind(words, first)}
        scopes.append(_Scope(kind, stem(words[first]) or words[first], frozenset(meant), after))
        if kind not in _WEAK:
            under |= {*governed, *range(first, last)}
            clauses |= {*_behind(words, first), *_speaker(words, first)}
    free = _stems(word for i, word in enumerate(words) if i not in under)
    return _Sentence(tuple(scopes), free, _stems(words[i] for i in clauses), _stems(words[i] for i in ended))


def _held_back(words: list[str], first: int) -> int | None:
    """The place of the detail that a negation holds back, where it stands first: "whose name it did not give"."""
    whose = next((i for i in range(first - 2, max(-1, first - 6), -1) if words[i] == "whose"), None)
    return whose + 1 if whose is not None and stem(words[whose + 1]) in _DETAILS else None


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(s for s in map(stem, words) if s is not None)


def _governed(words: list[str], first: int, last: int, kind: str) -> list[int]:
    """The places of the words that the cue at `words[first:last]` governs."""
    wide = kind == "denial" or (kind == "plain" and last < len(words) and words[last] in _EVIDENCE_OF)
    verb = kind != "plain" or words[first] not in _SUBJECTS
    ahead: list[int] = []
    meant = 0
    for i in range(last, len(words)):
        if _ends(words, i, wide, verb and meant > 0) or (not wide and meant >= REACH):
            break
        ahead.append(i)
        meant += stem(words[i]) is not None
    if kind == "plain" or (kind != "denial" and not (first > 0 and words[first - 1] in _PASSIVE)):
        return ahead
    return [*_behind(words, first), *ahead]


def _behind(words: list[str], first: int) -> list[int]:
    """The places of the words before a cue, back to where its clause begins."""
    for i in range(first - 1, -1, -1):
        if words[i] in _BREAKS or words[i] in _SAID or words[i] == "that":
            return list(range(i + 1, first))
    return list(range(first))


def _speaker(words: list[str], first: int) -> list[int]:
    """The places of the words that name who says the clause of a cue: "the ministry says (that) it has no ..."."""
    begins = min(_behind(words, first), default=first)
    said = begins - 2 if words[begins - 1] == "that" else begins - 1
    return _behind(words, said) if said > 0 and words[said] in _SAID else []


def _ends(words: list[str], i: int, wide: bool, begun: bool) -> bool:
    """Whether what a cue governs ends before the word at `i`."""
    word, after = words[i], words[i + 1] if i + 1 < len(words) else ""
    if word == "," and wide:
        return after not in _GOES_ON
    if word in _BREAKS:
        return not (wide and word in ('"', "when", "where", "if", "before", "after"))
    if word == "and":
        return after in _FINITE or after in _PAST or after in _SAID or after == "that" or after.endswith("ed")
    if wide:
        return word in ("saying", "adding")
    return begun and (word in _FINITE or word in _SAID)


def stem(word: str) -> str | None:
    """What forms of one word have in common, crudely; None for a word without meaning of its own."""
    word = re.sub(r"'s?$", "", word.lower())
    if word in _EMPTY or not word or not word[0].isalnum():
        return None
    word = _IRREGULAR.get(word, word)
    for end in ("ations", "ation", "ments", "ment", "ies", "ied", "ying", "ing", "ed", "es", "s", "e", "y"):
        if word.endswith(end) and len(word) - len(end) >= 3:
            word = word[: -len(end)]
            break
    word = word.removesuffix("y") if len(word) > 4 else word
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "ls" else word


def _lost(told: list[_Sentence], given: list[_Sentence]) -> bool:
    covered = {w for s in told for scope in s.scopes for w in scope.words} | {w for s in told for w in s.clauses}
    said = {w for s in told for w in s.free} - covered
    free = {w for s in given for w in s.free}
    kept = {scope.cue for s in told for scope in s.scopes if scope.kind != "plain"}
    scopes = [scope for s in given for scope in s.scopes if scope.kind not in _WEAK and scope.cue not in kept]
    ended = {w for s in told for w in s.ended}
    return any(
        _told_bare(scope, said - ended if scope.kind == "stop" else said, free, few=len(given) <= FEW)
        for scope in scopes
    )


def _parts(text: str) -> Iterator[_Sentence]:
    """The statements that a text joins with a semicolon, or a comma and a conjunction."""
    for part in _JOINT.split(_plain(text)):
        yield _read(part)


def _retold(part: _Sentence, given: list[_Sentence]) -> list[_Sentence]:
    """The sentences of evidence that share most words with a statement, if they share two or more."""
    shared = [len(part.every & sentence.every) for sentence in given]
    return [s for s, many in zip(given, shared, strict=True) if many == max(shared) > 1]


def _bare(part: _Sentence, given: list[_Sentence]) -> bool:
    """Whether a statement without negation retells a sentence in which just the thing at its heart is negated."""
    if any(scope.kind not in _WEAK for scope in part.scopes):
        return False
    best = _retold(part, given)
    said = part.free - {w for scope in part.scopes for w in scope.words}
    return bool(best) and all(any(_heart(scope, said, s.free) for scope in s.scopes) for s in best)


def _heart(scope: _Scope, said: frozenset[str], free: frozenset[str]) -> bool:
    if scope.kind in (*_WEAK, "stop") or scope.cue == "without" or scope.head in free:
        return False
    return scope.head in said if scope.kind == "plain" else len(said & scope.words - free) >= 2


def _told_bare(scope: _Scope, said: set[str], free: set[str], few: bool) -> bool:
    """Whether a text tells as it stands what evidence has only under this negation."""
    only = {w for w in said if w in scope.words and w not in free}
    # "obtained" retells "not received", unless the evidence has a free movement that it may retell as well.
    other = {w for w in said if w in _MOVES and w not in scope.words and w not in free}
    if other and scope.cue != "without" and not free & _MOVES:
        only |= scope.words & _MOVES
    if len(only) >= 2:
        return True
    # A single word is enough only where it is what is negated, and little else is.
    verb = scope.kind == "stop" or (scope.kind == "plain" and scope.cue not in (*_SUBJECTS, "without"))
    at_heart = scope.head in only and len(scope.words) <= 2 if scope.head else only == scope.words
    return few and bool(only) and verb and at_heart


def _added(told: list[_Sentence], parts: list[_Sentence], given: list[_Sentence]) -> bool:
    strong = [scope for s in told for scope in s.scopes if scope.kind not in ("soft", "open")]
    cues = [scope for s in given for scope in s.scopes if scope.kind != "open"]
    if not strong or any(c.kind == "denial" or not c.words for c in cues):
        return False
    if not cues:
        return True
    meant = [scope for scope in strong if scope.kind != "report"]
    return any(_unfounded(scope, cues, given) for scope in meant) or any(_turned(part, given) for part in parts)


def _unfounded(scope: _Scope, cues: list[_Scope], given: list[_Sentence]) -> bool:
    """Whether what a text negates stands in the evidence, and nowhere under a negation."""
    under = {w for c in cues for w in c.words if c.kind != "soft" or scope.head in c.words}
    alike = under & _MOVES and scope.words & _MOVES
    if not scope.words or scope.words & under or alike:
        return False
    there = {w for s in given for w in s.free} & scope.words
    return scope.head in there and len(there) >= min(2, len(scope.words))


def _turned(part: _Sentence, given: list[_Sentence]) -> bool:
    """Whether a statement negates what a sentence without any negation tells."""
    best = _retold(part, given)
    under = {w for s in given for scope in s.scopes if scope.kind != "open" for w in scope.words}
    heads = {scope.head for scope in part.scopes if scope.kind == "plain"} - under - {None}
    clear = all(all(scope.kind == "open" for scope in s.scopes) and heads & s.free for s in best)
    return bool(best) and bool(heads) and clear
