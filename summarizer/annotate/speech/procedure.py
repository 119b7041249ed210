"""Turns of a transcript that say nothing: thanks, calls to order, the floor given away, cries from the benches."""

from __future__ import annotations

import re

from summarizer.annotate.pipeline import Parsed
from summarizer.annotate.speech.turns import Turn

_WHO = (
    r"(?:,? (?:all|everyone|everybody|you|very much|so much|again|indeed|then|now|both|folks|colleagues|sir"
    r"|ma['’]am|madam|ladies and gentlemen|(?:mr|ms|mrs|dr|madam|sir|dame)\.? [\w'’-]+|[A-Z][\w'’-]+)){0,4}"
)
CIVIL = re.compile(
    rf"(?:(?:and |well,? |okay,? |ok,? |yes,? |all right,? |right,? |so )*)"
    rf"(?:thanks|thank you|many thanks|good (?:morning|afternoon|evening|day|night)|hello|welcome|you(?:['’]re"
    rf"| are) (?:very )?welcome"
    rf"|bye|goodbye"
    rf"|(?:it|that) (?:was|is|has been) (?:a |my )?pleasure|and (?:for|to) (?:you|yours)"
    rf"|have a good \w+|see you \w+|my pleasure|please|go ahead|next|next question|next one"
    rf"|last question|one more|understood|noted|agreed|sorry"
    rf"|i(?:['’]m| am) sorry|excuse me|order|yes|okay|ok|right|sure|of course|all right"
    rf"|hear,? hear|(?:rear |vice )?admiral|general|minister|ambassador|secretary|senator"
    rf"|congress(?:man|woman)){_WHO}(?:,? please)?"
    rf"(?:,? (?:and )?thank you{_WHO})?(?: for (?:that|your|the|having|being|coming"
    rf"|joining)\b[^.?!]{{0,60}})?[\s.!?…—–-]*",
    re.I,
)
"""A sentence that is only polite, or only passes the word on."""
CHAIRS = re.compile(
    r"^(?:the |mr\.? |mrs\.? |ms\.? |madam |mme\.? |sir |acting |deputy |temporary )*"
    r"(?:speaker|chair|chairman|chairwoman|chairperson|president|vice-president|presiding officer|convenor"
    r"|convener|clerk)\b",
    re.I,
)
"""Labels of those who lead a sitting."""
PROCEDURE = re.compile(
    r"\b(?:floor|the call|suspends?|agenda|adjourn\w*|minutes? (?:remaining|left|each)|time has expired"
    r"|be heard|order|move on"
    r"|yields?|recogni[sz]ed?"
    r"|(?:i|we) (?:now )?call(?:s|ed)?(?: on| upon)? (?:the|mr|ms|mrs|dame|sir)|question (?:\d+|is put)"
    r"|next (?:question|speaker|item|business)"
    r"|(?:meeting|sitting|session|debate|hearing|house) (?:is|was|stands|will)|come to order|statements?"
    r"|list of speakers"
    r"|(?:hear|go|turn|come|return) (?:now )?(?:from|to)|witness(?:es)?|please (?:proceed|continue)"
    r"|without objection|so ordered|the record"
    r"|five minutes|you may (?:proceed|begin|answer)|no (?:other|further|more) (?:speakers|questions|names)"
    r"|division|ayes|noes)\b|^(?:i )?thank ",
    re.I,
)
REFERS = re.compile(
    r"^(?:the|i) [^.]{0,40}\brefers? the \w+ to (?:its|my|his|her|the) (?:answer|reply)\b"
    r"|\bI propose to take Questions\b",
    re.I,
)
"""An answer that only points to another one."""
LAST = re.compile(r"\b(?:last|final|closing) (?:word|remark|sentence|message|thought)\b", re.I)
SHORT = 12
"""What asks for a farewell, and the words that one has at most."""
BENCHES = re.compile(
    r"(?:(?:an?|some|several|many|hon|honourable|honorable|the) )*(?:hon\.? )?(?:members?|voices?|senators?"
    r"|deputies|delegates"
    r"|opposition members?|government members?|interjections?|audience|all|crowd|people)(?: opposite| rising)?",
    re.I,
)
"""Labels of many or nobody in particular."""


def is_farewell(parsed: Parsed, before: Turn | None, turn: Turn) -> bool:
    """Whether a turn is one short sentence in reply to the question for a last word."""
    if before is None or not before.asks or not before.spans or len(turn.sentences) > 1:
        return False
    asked = parsed.text[before.spans[0][0] : before.spans[-1][1]]
    said = parsed.text[turn.spans[0][0] : turn.spans[-1][1]]
    return LAST.search(asked) is not None and len(said.split()) <= SHORT


def says_nothing(parsed: Parsed, turn: Turn) -> bool:
    """Whether a turn holds nothing worth a quote: courtesies, a chair's calls, cries from the benches."""
    plain = re.sub(r"\s*\([^()]*\)", "", turn.label.replace(".", ""))
    if BENCHES.fullmatch(plain):
        return True
    told = [
        parsed.text[max(s.start, turn.spans[0][0]) : s.end]
        for s in (parsed.sentence(n).sentence for n in turn.sentences)
    ]
    chair = CHAIRS.search(plain) is not None and len(plain.split()) < 4
    return all(CIVIL.fullmatch(t) or REFERS.search(t) or (chair and PROCEDURE.search(t)) for t in told)
