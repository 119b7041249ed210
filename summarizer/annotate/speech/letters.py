"""Letters: the words of a document that is one letter, and whose signature stands under it."""

from __future__ import annotations

import re
from itertools import groupby, takewhile

from summarizer.annotate.pipeline import Parsed, ParsedSentence
from summarizer.annotate.speech.accounts import Offsets, Post, posts_in

OPENINGS = re.compile(
    r"(?:(?:identical )?letters? (?:dated|from|to|of)\b|open letter\b|letter\W*$|by (?:e-?mail|hand|fax)\b)", re.I
)
SALUTATION = re.compile(
    r"(?:dear\b[^.!?]{2,60}|(?:your )?excellenc(?:y|ies)|(?:mr|madam|mrs|ms|mme)\.? (?:president|chair\w*"
    r"|speaker|secretary"
    r"(?:[- ]general)?|minister|ambassador|commissioner)|sirs?|madam|honou?rable [^.!?]{2,60}"
    r"|to whom it may concern)[,:]?",
    re.I,
)
CLOSING = re.compile(
    r"(?:yours (?:sincerely|faithfully|truly|respectfully|ever)|(?:very )?(?:sincerely|respectfully|faithfully"
    r"|truly)(?: yours)?"
    r"|respectfully submitted|(?:with )?(?:best|kind|warm)(?:est)? (?:regards|wishes)"
    r"|(?:please )?accept,? (?:your )?(?:excellency|sir"
    r"|madam|mr)\b.*|in solidarity|in friendship|with respect"
    r"|with (?:my |the )?(?:highest|deepest|great|renewed) [^\n]{3,80})[,.]?",
    re.I,
)
SIGNED = re.compile(r"(?:\((?:signed|sgd\.?|s)\)|/s/|signed(?: by)?:?|\[signed\])[:\s]+(?P<name>[^\n,]{3,60})", re.I)
NAME = re.compile(
    r"(?:[A-ZÀ-Þ][\w.'’-]*|al|bin|de|del|von|van|der|el|da|dos)(?: (?:[A-ZÀ-Þ][\w.'’-]*|al|bin|de|del|von|van"
    r"|der|el|da|dos)){1,5}"
)
SENT = re.compile(
    r"\bfrom (?P<who>.{3,160}?)(?= (?:addressed )?to the (?:president|secretary|chair|speaker|minister)"
    r"|$)",
    re.I | re.S,
)
ENDING = 14
"""Sentences at the end of a letter among which it is signed."""


def own_words(parsed: Parsed) -> tuple[Post, ...]:
    """The posts of a text of posts, or the one letter that a text is; none for any other."""
    return posts_in(parsed) or letters_in(parsed)


def letters_in(parsed: Parsed) -> tuple[Post, ...]:
    """The letter that a text is, with its signature as the author; none for any other text."""
    head = list(takewhile(lambda s: s.sentence.heading or _opens(parsed, s), parsed.sentences))
    opened = any(_opens(parsed, s) for s in head)
    if not opened:
        return ()
    signed = next((s for s in parsed.sentences[-ENDING:] if SIGNED.match(_text(parsed, s))), None)
    closed = next((s for s in parsed.sentences[-ENDING:] if CLOSING.fullmatch(_text(parsed, s))), None)
    end = signed or closed
    author = None if end is None else _author(parsed, end)
    if end is None or author is None:
        return ()
    last = min(s.number for s in (signed, closed) if s is not None)
    body = [s for s in parsed.sentences[len(head) : last - 1] if not s.sentence.heading]
    block = _blocks(parsed, body)
    own = [s for s in body if s.number not in block]
    groups = [list(group) for _, group in groupby(own, key=lambda s: s.sentence.paragraph)]
    spans = tuple((g[0].sentence.start, g[-1].sentence.end) for g in groups)
    after = " ".join(_text(parsed, s) for s in parsed.sentences[end.number - 1 : end.number + 5])
    sent = SENT.search(" ".join(_text(parsed, s) for s in head))
    profile = f"{after} {sent['who'] if sent is not None else ''}"
    heads = tuple(s.number for s in parsed.sentences[end.number - 1 :] if s.sentence.end >= author[1])[:1]
    return (Post(author, profile, heads, tuple(s.number for s in own), spans),)


def _text(parsed: Parsed, sentence: ParsedSentence) -> str:
    return parsed.text[sentence.sentence.start : sentence.sentence.end]


def _opens(parsed: Parsed, sentence: ParsedSentence) -> bool:
    text = _text(parsed, sentence)
    return OPENINGS.match(text) is not None or SALUTATION.fullmatch(text) is not None


def _author(parsed: Parsed, end: ParsedSentence) -> Offsets | None:
    """The name in a signature: behind "(Signed)", or in one of the lines after the closing words."""
    signed = SIGNED.match(_text(parsed, end))
    if signed is not None:
        start = end.sentence.start + signed.start("name")
        return start, start + len(signed["name"].rstrip(" ."))
    for line in parsed.sentences[end.number : end.number + 3]:
        signed = SIGNED.match(_text(parsed, line))
        start = line.sentence.start + (0 if signed is None else signed.start("name"))
        name = NAME.match(parsed.text, start, line.sentence.end)
        if name is not None:
            return start, name.end()
    return None


def _blocks(parsed: Parsed, body: list[ParsedSentence]) -> frozenset[int]:
    """The sentences of a letter's paragraphs that stand wholly inside marks or are set in, as words of others."""
    found: set[int] = set()
    for _, paragraph in groupby(body, key=lambda s: s.sentence.paragraph):
        block = list(paragraph)
        start = block[0].sentence.start
        inset = start - parsed.text.rfind("\n", 0, start) - 1
        if inset > 2 or parsed.text[start] in '“«"‘':
            found |= {s.number for s in block}
    return frozenset(found)
