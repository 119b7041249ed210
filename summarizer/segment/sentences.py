"""Sentences: where a paragraph is cut, by rule.

Every full stop, question mark, exclamation mark or ellipsis is a candidate. It is a cut unless what stands before it
(an abbreviation, an initial, an enumerator) or after it (a small letter, an attribution) tells that the sentence goes
on.
Every look around a candidate is bounded, so that the time is linear in the length of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.segment.endings import Before, may_end
from summarizer.segment.paragraphs import BULLET, LABEL
from summarizer.segment.quotations import Quoted
from summarizer.segment.words import SPEECH, STARTERS, SUFFIXES

_STOPS = re.compile(r"\.(?:[ \u00a0]\.){2,}|[.!?…‼⁇⁈⁉‽]+|[。！？｡．؟۔।॥]+")
_FOREIGN = frozenset("。！？｡．؟۔।॥")
_CLOSING = ")]}”’»›」』〉》】\"'*_"
_CLOSERS = frozenset(_CLOSING)
_RUN_BEFORE = re.compile(r"\S+$")
_RUN_AFTER = re.compile(r"\S+")
_JOIN_LOOK = 60
_ASIDE = re.compile(r"\s?(?:\[sic\]|\(sic\)|\[\d{1,3}\])", re.IGNORECASE)
_BRACKETS = re.compile(r"[()\[\]]")
_WORD = re.compile(r"[^\W_]+(?:[’'\-][^\W_]+)*")
_HYPHENATED_ARTICLE = re.compile(r"(?:al|el|as|ash|an|ad|ar)-[A-Z]")
_ALTERED = re.compile(r"\[[a-z]\]")
_ADDRESS = re.compile(r"@|://|www\.|[/=]")
_DATED_LINE = re.compile(r"(?:date\s+)?\d{4}-\d{2}-\d{2}\s+\S")
_ENDED = re.compile(r"[.!?…:;,。！？।؟۔][\"”’»›'」』)\]*_]*$")
_SUBJECT = r"(?:(?:[A-Z]\.)+|(?:Mr|Ms|Mrs|Dr|Gen|Lt|Col|Sen|Rep|Gov|Adm|Sgt|Maj|Capt)\.|[\w’'-]{1,40},?)"
_TAIL = re.compile(
    rf"(?:{_SUBJECT}\s{{1,3}}){{1,8}}?(?:{'|'.join(SPEECH)})\b"
    r"(?=\s*(?:[.,;:]|$)|\s+(?:in|on|at|during|to|from|via|by|after|before|when|as|while|through|late|early|yesterday|"
    r"today|this|last|[MTWFS]\w{2,5}day)\b)"
)
_LONGEST_HEADING = 30
_LONGEST = 2_000
"""More characters without a stop are a list, a table or no prose at all. What reads a sentence takes time that grows
with the square of its length, so that one without bound would never be read."""
_ASIDE_LIMIT = 400
_SHORT_ASIDE = 12
_LOOK = 12


@dataclass(frozen=True, slots=True)
class _Next:
    """What follows a candidate: the first word at `at`, its first letter, and the marks and spaces before it."""

    at: int
    prefix: str
    word: str
    following: str

    @property
    def letter(self) -> str:
        return self.word[0]


class Cutter:
    """Cuts one paragraph `text[start:end]`.

    Args:
        quoted: the quotation marks of the whole text; a mark that closes stays in the sentence it closes.
        lower: whether the text has no capitals at all, so that a small letter may begin a sentence.
    """

    def __init__(self, text: str, start: int, end: int, quoted: Quoted, lower: bool) -> None:
        self.text, self.start, self.end = text, start, end
        self.quoted = quoted
        self.lower = lower
        self.title = is_title(text[start:end])

    def cuts(self) -> Iterator[tuple[int, int]]:
        """Offsets of the sentences, in order, without white space around them."""
        begin = self.start
        for cut in (*self._offsets(), self.end):
            if self.text[begin:cut].strip():
                yield from _bounded(self.text, *_trim(self.text, begin, cut))
                begin = cut

    def _offsets(self) -> Iterator[int]:
        if self.title and _DATED_LINE.match(self.text, self.start):
            return
        asides = self._asides()
        inside = self.start
        at = 0
        for stop in _STOPS.finditer(self.text, self.start, self.end):
            while at < len(asides) and asides[at][0] < stop.start():
                inside = max(inside, asides[at][1])
                at += 1
            past = self._past_closers(stop.end())
            if past > inside and past < self.end and self._is_end(stop, past):
                yield past

    def _asides(self) -> list[tuple[int, int]]:
        """Bracketed stretches that begin within a sentence: their full stops do not end it.

        One that holds a single word does not end it after its bracket either ("Brig. Gen. (Res.) Brun").
        """
        opened: list[int] = []
        found = []
        for match in _BRACKETS.finditer(self.text, self.start, self.end):
            if match.group() in "([":
                opened.append(match.start())
            elif opened:
                start = opened.pop()
                before = self.text[max(self.start, start - 6) : start].rstrip()
                short = match.start() - start <= _SHORT_ASIDE and " " not in self.text[start : match.start()]
                within = short or not _ENDED.search(before)
                if before and within and match.start() - start <= _ASIDE_LIMIT:
                    found.append((start, match.start() + short))
        return sorted(found)

    def _past_closers(self, at: int) -> int:
        """The offset after the closing marks, brackets and signs that belong to the stop before `at`."""
        while at < self.end:
            char = self.text[at]
            aside = _ASIDE.match(self.text, at, self.end)
            if aside:
                at = aside.end()
            elif char in "\"'":
                if at in self.quoted.opening or (at not in self.quoted.closing and self._is_word(at + 1)):
                    break
                at += 1
            elif char in _CLOSERS or _is_attached(char):
                if at in self.quoted.opening:
                    break
                at += 1
            elif at in self.quoted.closing:
                at += 2 if self.text.startswith("''", at) else 1
            elif char.isspace() and at + 1 in self.quoted.closing:
                at += 2
            else:
                break
        return at

    def _is_word(self, at: int) -> bool:
        return at < self.end and self.text[at].isalnum()

    def _is_end(self, stop: re.Match[str], past: int) -> bool:
        run = stop.group()
        if run[-1] in _FOREIGN:
            return True
        if self._is_bracketed(stop):
            return False
        following = self._next(past)
        if following is None:
            return False
        spaced = self.text[past].isspace()
        if not spaced and not self._is_join(stop, past, following):
            return False
        if following.prefix.lstrip()[:1] in tuple(",;:)]"):
            return False
        before = Before.of(self.text, self.start, stop.start())
        if not self._may_begin(following, before) or self._goes_on(stop, past, following):
            return False
        if run == ".":
            return may_end(before, following.word, following.following, self.title)
        is_ellipsis = run == "…" or (len(run) > 1 and run[-1] in ".…")
        return self._ellipsis_ends(stop, following) if is_ellipsis else True

    def _is_bracketed(self, stop: re.Match[str]) -> bool:
        """An ellipsis in brackets of its own, which marks an omission."""
        before, after = self.text[stop.start() - 1 : stop.start()], self.text[stop.end() : stop.end() + 1]
        return stop.start() > self.start and before in ("(", "[") and after in (")", "]")

    def _next(self, past: int) -> _Next | None:
        at = past
        while at < self.end and self.text[at].isspace():
            at += 1
        limit = min(self.end, at + _LOOK)
        while at < limit and not self.text[at].isalnum():
            at += 1
        match = _WORD.match(self.text, at, min(self.end, at + 60)) if at < limit else None
        if match is None:
            return None
        second = _WORD.search(self.text, match.end(), min(self.end, match.end() + 40))
        return _Next(at, self.text[past:at], match.group(), second.group() if second else "")

    def _may_begin(self, following: _Next, before: Before) -> bool:
        """Whether the next word can be the first of a sentence."""
        if not following.letter.islower():
            return True
        if before.is_abbreviation:
            return False
        if _HYPHENATED_ARTICLE.match(self.text, following.at):
            return True
        if following.prefix.endswith("[") and _ALTERED.match(self.text, following.at - 1):
            return True
        return self.lower

    def _goes_on(self, stop: re.Match[str], past: int, following: _Next) -> bool:
        """Whether an attribution or a dash carries the sentence on."""
        dash = following.prefix.lstrip()[:1]
        if dash and dash in "-–—" and (stop.start() - self.start < 40 or past > stop.end()):
            return True
        closed = any(at in self.quoted.closing for at in range(stop.end(), past))
        if not closed or following.prefix.strip() or following.word.casefold() in STARTERS:
            return False
        return _TAIL.match(self.text, following.at, min(self.end, following.at + 200)) is not None

    def _is_join(self, stop: re.Match[str], past: int, following: _Next) -> bool:
        """Whether two sentences stand together without a space ("deal.The minister")."""
        if any(c.isspace() for c in following.prefix) or not _is_first_word(following.word):
            return False
        after = following.at + len(following.word)
        rest = self.text[after : after + 2]
        if rest[:1] in tuple("@/=_(") or (rest[:1] == "." and rest[1:].islower()):
            return False
        left = _RUN_BEFORE.search(self.text, max(self.start, stop.start() - _JOIN_LOOK), stop.start())
        right = _RUN_AFTER.match(self.text, past, min(self.end, past + _JOIN_LOOK))
        if not left or not right or _ADDRESS.search(self.text, left.start(), right.end()):
            return False
        word = left.group().rstrip(_CLOSING)
        return word[-2:].isdigit() or (len(word) >= 2 and word[-2:].isalpha() and word[-1].islower())

    def _ellipsis_ends(self, stop: re.Match[str], following: _Next) -> bool:
        """Three dots end a sentence before a capital; set off by a space they mark an omission within it."""
        if following.letter.isdigit():
            return False
        if stop.group().count(".") > 3:
            return True
        before = self.text[stop.start() - 1 : stop.start()] if stop.start() > self.start else " "
        if before.isspace():
            ended = self.text[max(self.start, stop.start() - 2) : stop.start()].strip() in tuple(".!?")
            return ended or following.word.casefold() in STARTERS
        return True


def is_title(paragraph: str) -> bool:
    """Whether a paragraph is a line of its own without closing punctuation: a title, a heading, a dated headline."""
    if _ENDED.search(paragraph[-12:]) or BULLET.match(paragraph) or LABEL.match(paragraph):
        return False
    return len(paragraph.split(maxsplit=_LONGEST_HEADING)) <= _LONGEST_HEADING


def _is_first_word(word: str) -> bool:
    """Whether a word right after a full stop begins a sentence, and is no part of a web or file name or an acronym."""
    if len(word) == 1:
        return word in ("A", "I")
    if word.casefold() in SUFFIXES and word.casefold() not in STARTERS:
        return False
    return word[0].isupper() and word[1].islower()


def _is_attached(char: str) -> bool:
    """Combining marks, zero-width characters and pictures stay with what stands before them."""
    return ord(char) > 0x2FF and unicodedata.category(char) in ("Mn", "Me", "Mc", "Cf", "So", "Sk")


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch in pieces of at most `_LONGEST` characters, cut after a mark or between words where it can be."""
    while end - start > _LONGEST:
        half, limit = start + _LONGEST // 2, start + _LONGEST
        cut = max(text.rfind(mark, half, limit) for mark in ("; ", ";\n")) + 1
        cut = cut or max(text.rfind(mark, half, limit) for mark in (", ", ",\n", "\n")) + 1
        spaces = (at for at in range(limit, half, -1) if text[at].isspace())
        cut = cut or next(spaces, limit)
        yield _trim(text, start, cut)
        start = cut
        while text[start].isspace():
            start += 1
    yield start, end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return start, end
