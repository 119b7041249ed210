"""Regular expressions of many words that find what they would find anyway, sooner."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

RUN = re.compile(r"\w+")
CASED = re.compile(r"\\.|\(\?P<\w+>|\(\?-i:|[^\\(]+|\(")
AROUND = ("(?!", "(?<!")


@dataclass(frozen=True)
class Opened:
    """An expression whose matches all open with one of `words`, so that it is tried at these alone."""

    pattern: re.Pattern[str]
    words: frozenset[str] | None
    """The first words in small letters, each up to its first character that is no letter, digit or underscore; None
    when one begins with another character, so that the expression has to be tried everywhere."""

    @classmethod
    def of(cls, pattern: str, words: Iterable[str], flags: int = 0) -> Opened:
        """The expression with the words or phrases that it opens with, in any case."""
        runs = [RUN.match(word.lower()) for word in words]
        known = frozenset(run.group() for run in runs if run is not None)
        return cls(re.compile(pattern, flags), None if None in runs else known)

    def finditer(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
        """The matches from left to right, never overlapping."""
        if self.words is None:
            yield from self.pattern.finditer(text, start)
            return
        for run in RUN.finditer(text):
            if run.start() < start or run.group().lower() not in self.words:
                continue
            match = self.pattern.match(text, run.start())
            if match is not None:
                yield match
                start = match.end()

    def search(self, text: str) -> re.Match[str] | None:
        return next(self.finditer(text), None)


@dataclass(frozen=True)
class AnyCase:
    """An expression that overlooks case. Most texts hold no match, and small letters tell so in a third of the time."""

    body: str
    pattern: re.Pattern[str] = field(init=False)
    small: re.Pattern[str] | None = field(init=False)
    """Found in the text in small letters wherever `pattern` is found in the text; None when that is not sure."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "pattern", re.compile(self.body, re.IGNORECASE))
        object.__setattr__(self, "small", _small(self.body))

    def _may_match(self, text: str) -> bool:
        return self.small is None or self.small.search(text.lower()) is not None

    def search(self, text: str) -> re.Match[str] | None:
        return self.pattern.search(text) if self._may_match(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self.pattern.finditer(text) if self._may_match(text) else iter(())


def _small(body: str) -> re.Pattern[str] | None:
    # Where case counts, small letters say too much, which does no harm but where something must not stand.
    if "(?-i:" in body and any(look in body.replace(r"(?<!\w)", "").replace(r"(?!\w)", "") for look in AROUND):
        return None
    parts: list[str] = CASED.findall(body)
    small = (p if p[0] == "\\" or p.startswith("(?P") else "(?:" if p == "(?-i:" else p.lower() for p in parts)
    return re.compile("".join(small))
