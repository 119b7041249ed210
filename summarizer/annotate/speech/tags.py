"""Tags: what stands right beside a quotation mark and says who speaks, whatever the verb and however it was parsed.

"...," scoffed Jane Doe        "...," the ministry states        Doe shot back: "..."
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.annotate.pipeline import ParsedSentence
from summarizer.annotate.speech.frames import Frame, frame_at, groups_of, subject_of
from summarizer.annotate.speech.quoted import Quoted

if TYPE_CHECKING:
    from spacy.tokens import Token

TOLD = frozenset({"VBD", "VBZ", "VBP", "VBN"})
NAMES = frozenset({"NOUN", "PROPN", "PRON"})
BETWEEN = frozenset({",", '"', "'", "''", "``", "-", "--", "—", "–", "?", "!"})
ENDS = (",", "?", "!", "—", "–", "-", "…")
QUOTING = frozenset({"quote", "cite"})
"""What an outlet does whose object is who speaks ('"...," the daily quotes the envoy')."""
HAVING = frozenset({"has", "have", "had"})
SPAN = 14
"""Words beside a quotation among which its tag is sought."""


def tag_frames(sentence: ParsedSentence, quoted: Quoted) -> Iterator[Frame]:
    """The tags of a sentence, at most one after and one before each of its quotations."""
    for quotation in quoted.touching(sentence.number):
        told = _after(sentence, quoted, quotation.start, quotation.end) or _before(sentence, quoted, quotation.start)
        if told is not None:
            verb, head = told
            yield frame_at(sentence, quoted, "tag", verb.lemma_.lower(), verb, head)


def _after(sentence: ParsedSentence, quoted: Quoted, start: int, end: int) -> tuple[Token, Token] | None:
    """The verb and the speaker right after a quotation that a comma or a question mark ends."""
    rest = [t for t in sentence.tokens if sentence.start(t) >= end and not t.is_space]
    inside = [t for t in sentence.tokens if start <= sentence.start(t) < end and not t.is_space]
    if not rest or not inside:
        return None
    marks = [inside[-1].text]
    while rest and rest[0].text in BETWEEN:
        marks.append(rest.pop(0).text)
    if not any(m.endswith(ENDS) for m in marks):
        return None
    reach = []
    for token in rest[:SPAN]:
        if token.text in (".", ";", ":", '"', "''") or quoted.inside(sentence.number, sentence.start(token)):
            break
        reach.append(token)
    return _tag(reach)


def _tag(reach: list[Token]) -> tuple[Token, Token] | None:
    if len(reach) < 2 or reach[0].text in ("and", "but", "as", "which", "who", "that", "or", "so"):
        return None
    if reach[0].lower_ in HAVING and _tells(reach[1]):
        reach = reach[1:]
    first = reach[0]
    if _tells(first):
        head = _phrase_head(_without_place(reach[1:]))
        return None if head is None else (first, head)
    for at, token in enumerate(reach[1:], 1):
        if token.pos_ == "ADP" and token.lower_ not in ("of", "for", "in", "at"):
            return None
        if _tells(token) and reach[at - 1].text != "to":
            head = _phrase_head(reach[at + 1 :] if token.lemma_ in QUOTING else reach[:at])
            return None if head is None else (token, head)
    return None


def _without_place(reach: list[Token]) -> list[Token]:
    """The words after a verb without where it was said, when who says it follows ("said in Oslo the envoy")."""
    at = 0
    while len(reach) > at + 2 and reach[at].pos_ == "ADP" and reach[at + 1].pos_ in NAMES:
        at += 2
    return reach[at:] if at and reach[at].pos_ in ("DET", "PROPN") else reach


def _tells(token: Token) -> bool:
    """Whether a token is a verb in the present or past, or looks like a verb of saying however it was tagged."""
    if token.pos_ == "AUX" or token.lemma_ in ("be", "have"):
        return False
    word = str(token.text)
    if token.tag_ in TOLD:
        return token.tag_ != "VBN" or word.endswith("ed")
    said = token.pos_ in ("NOUN", "PROPN") and word.endswith(("s", "ed")) and word.islower()
    return said and bool({"say", "manner", "announce"} & set(groups_of(token.lemma_.lower())))


def _phrase_head(reach: list[Token]) -> Token | None:
    """The head of the noun phrase that opens a stretch of tokens."""
    if not reach or reach[0].pos_ not in (*NAMES, "DET", "ADJ", "NUM"):
        return None
    last: Token | None = None
    for token in reach:
        if token.pos_ in NAMES:
            last = token
        elif token.pos_ not in ("DET", "ADJ", "NUM", "PART", "PUNCT") or token.text in (",", ";"):
            break
    return last


def _before(sentence: ParsedSentence, quoted: Quoted, start: int) -> tuple[Token, Token] | None:
    """The verb and the speaker of the clause that a colon ends right before a quotation."""
    before = [t for t in sentence.tokens if sentence.start(t) < start and not t.is_space]
    while before and before[-1].text in ('"', "'", "``", "''"):
        before.pop()
    if not before or before[-1].text != ":":
        return None
    for token in reversed(before):
        if token.pos_ == "VERB" and token.tag_ in ("VBD", "VBZ", "VBP"):
            head = subject_of(token)
            outside = head is not None and not quoted.inside(sentence.number, sentence.start(head))
            return (token, head) if head is not None and outside else None
    return None
