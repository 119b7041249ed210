"""What the party annotator passes between its rules: one naming of one entity, and the sentence it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from summarizer.annotate.lexicon import Found, Lexicon
from summarizer.annotate.pipeline import PLAIN, ParsedSentence
from summarizer.schema import PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


def _letters(upper: bool) -> str:
    spread = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
    return "".join(chr(c) for c in spread if (chr(c).isupper() if upper else chr(c).islower()))


CAPITALS, SMALLS = "A-Z" + _letters(True), "a-z" + _letters(False)


def latin(pattern: str) -> str:
    """The regular expression with `A-Z` and `a-z` meaning every Latin letter: "Šimić", "Đặng"."""
    return pattern.replace("A-Z", CAPITALS).replace("a-z", SMALLS)


@dataclass(frozen=True, slots=True)
class Naming:
    """Words of one sentence that name an entity; offsets count from the sentence's start.

    `acts` says that the words alone show the entity taking part; an entity none of whose namings act is left out.
    """

    start: int
    end: int
    key: str
    name: str
    kind: PartyKind
    country: str | None = None
    role: str | None = None
    acts: bool = True
    anonymous: bool = False
    modifier: bool = False

    def but(self, **changes: object) -> Naming:
        return replace(self, **changes)  # type: ignore[arg-type]  # dataclasses.replace is typed for known fields only


@dataclass
class Line:
    """One sentence as the rules see it: its plain text (same length as the source), parse and findings.

    `hidden` are stretches that name nobody of the matter: datelines, bylines, credit lines.
    """

    parsed: ParsedSentence
    text: str
    capitals: bool
    found: tuple[Found, ...]
    hidden: tuple[tuple[int, int], ...] = ()
    namings: list[Naming] = field(default_factory=list)

    @property
    def number(self) -> int:
        return self.parsed.number

    def span(self, start: int, end: int) -> Span | None:
        return self.parsed.doc.char_span(start, end, alignment_mode="expand")

    def token(self, start: int, end: int) -> Token | None:
        """The syntactic head of `text[start:end]`."""
        span = self.span(start, end)
        return span.root if span is not None and len(span) else None

    def bare(self, start: int, end: int) -> bool:
        """Whether `text[start:end]` may be one noun with its modifiers: no verb, article or conjunction of clauses."""
        span = self.span(start, end)
        finite = ("VBZ", "VBD", "VBP", "MD")
        return span is not None and not any(t.pos_ in ("DET", "PRON", "SCONJ") or t.tag_ in finite for t in span)

    def free(self, start: int, end: int) -> bool:
        """Whether no naming overlaps `text[start:end]`, and nothing there is hidden."""
        taken = ((n.start, n.end) for n in self.namings)
        return not any(s < end and start < e for s, e in (*taken, *self.hidden))

    def put(self, naming: Naming) -> None:
        """Add a naming; shorter ones that it covers give way to it."""
        self.namings = [n for n in self.namings if not (naming.start < n.end and n.start < naming.end)]
        self.namings.append(naming)

    def shout(self) -> bool:
        """Whether capitals say nothing about names here: a headline in title case or in capitals."""
        if self.capitals:
            return True
        if self.text.rstrip("\"')").endswith("."):
            return False
        words: list[str] = re.findall(r"[^\W\d_]{4,}", self.text)
        return len(words) > 3 and sum(w[0].isupper() for w in words) > 0.75 * len(words)


def line_of(sentence: ParsedSentence, text: str, lexicon: Lexicon, hidden: Iterable[tuple[int, int]]) -> Line:
    """The sentence prepared for the rules. `hidden` are offsets within the sentence."""
    plain = text[sentence.sentence.start : sentence.sentence.end].translate(PLAIN)
    letters = [c for c in plain if c.isalpha()]
    capitals = len(letters) >= 8 and sum(c.isupper() for c in letters) >= 0.9 * len(letters)
    veiled = tuple(hidden)
    found = tuple(
        f for f in lexicon.find(plain, any_case=capitals) if not any(s < f.end and f.start < e for s, e in veiled)
    )
    if capitals:  # what ordinary case writes small is a word, not a name: "WHO", "TELL US"
        found = tuple(f for f in found if not sentence.plain[f.start : f.end].islower())
    return Line(sentence, plain, capitals, found, veiled)


def slug(text: str) -> str:
    """A key part: folded case, words joined by hyphens, no articles."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return "-".join(w for w in words if w not in ("the", "a", "an", "s"))


PREFIXES = {PartyKind.ARMED_GROUP: "group", PartyKind.INTERNATIONAL_ORGANISATION: "organisation"}


def naming_of(line: Line, start: int, end: int, kind: PartyKind) -> Naming:
    """The naming of an unknown organisation by its words, with the country of a state that they name."""
    name = line.text[start:end]
    entries = (f.alias.entry for f in line.found if start <= f.start and f.end <= end)
    country = next((e.country for e in entries if e.kind is PartyKind.STATE), None)
    prefix = f"body:{country}" if kind is PartyKind.GOVERNMENT_BODY else PREFIXES.get(kind, kind.value)
    return Naming(start, end, f"{prefix}:{slug(name)}", name, kind, country)
