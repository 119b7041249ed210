"""Frames that are no verbs of saying: "according to X", "citing X", "in X's words", "as X put it"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.annotate.pipeline import ParsedSentence
from summarizer.annotate.speech.frames import Frame, core, frame_at, subject_of, words
from summarizer.annotate.speech.quoted import Quoted

if TYPE_CHECKING:
    from spacy.tokens import Token

HOLDING = frozenset({"appos", "nsubj", "nsubjpass", "dobj", "pobj"})
RELAYED = ("quote", "cite", "record", "report", "show", "describe")
"""Verbs before "as saying"."""


def phrase_frames(sentence: ParsedSentence, quoted: Quoted) -> Iterator[Frame]:
    """The frames of a sentence that hang on a phrase."""
    for token in sentence.tokens:
        found = _according(token) or _in_words(token) or _as_put(token)
        if found is None:
            continue
        group, head = found
        phrase = [token, *core(head)]
        yield Frame(
            sentence=sentence.number,
            group=group,
            verb=token.lower_,
            anchor=token,
            head=head,
            start=min(sentence.start(t) for t in phrase),
            end=max(sentence.end(t) for t in phrase),
            degree="beside" if group in ("citing", "words") else "main",
            quoted=quoted.inside(sentence.number, sentence.start(token)),
        )
    yield from _relays(sentence, quoted)


def _object(token: Token, *deps: str) -> Token | None:
    return next((c for c in token.children if c.dep_ in deps), None)


def _according(token: Token) -> tuple[str, Token] | None:
    """ "According to X", "per X", "citing X", "to quote X"; "X, according to whom" points back to X."""
    word = token.lower_
    if word == "according":
        to = next((c for c in token.children if c.lower_ == "to"), None)
        head = _object(to or token, "pobj")
        if head is not None and head.lower_ in ("whom", "which"):
            before = token.doc[: token.i]
            head = next((_described(t) for t in reversed(before) if t.dep_ in HOLDING), None)
        return None if head is None else ("according", head)
    if word in ("citing", "quoting") and token.tag_ == "VBG":
        head = _object(token, "dobj")
        return None if head is None else ("citing", head)
    if word == "quote" and token.tag_ == "VB" and any(c.lower_ == "to" for c in token.children):
        head = _object(token, "dobj")
        return None if head is None else ("words", head)
    return None


def _described(token: Token) -> Token:
    """Whom an apposition that holds the token describes; the token itself outside one."""
    up = token
    while up.dep_ in ("pobj", "prep", "poss", "compound"):
        up = up.head
    return up.head if up.dep_ == "appos" else token


def _in_words(token: Token) -> tuple[str, Token] | None:
    """ "In the words of X", "in X's phrase"."""
    if token.lower_ not in words("phrases", "words") or token.dep_ != "pobj" or token.head.lower_ not in ("in", "by"):
        return None
    whose = _object(token, "poss")
    of = next((c for c in token.children if c.lower_ == "of"), None)
    head = whose or (None if of is None else _object(of, "pobj"))
    return None if head is None else ("words", head)


def _as_put(token: Token) -> tuple[str, Token] | None:
    """ "As X put it", "as X called them"."""
    if token.pos_ != "VERB" or token.lemma_ not in words("phrases", "puts") or token.tag_ == "VBG":
        return None
    if not any(c.lower_ == "as" and c.i < token.i and c.dep_ in ("mark", "advmod", "prep") for c in token.children):
        return None
    head = subject_of(token)
    return None if head is None else ("words", head)


def relaying(token: Token) -> Token | None:
    """The verb that "as saying" hangs on."""
    if token.dep_ == "pcomp" and token.head.lower_ == "as":
        return token.head.head
    marked = token.dep_ == "advcl" and any(c.lower_ == "as" and c.dep_ in ("mark", "prep") for c in token.children)
    return token.head if marked and token.head.lemma_ in RELAYED[:2] else None


def _relays(sentence: ParsedSentence, quoted: Quoted) -> Iterator[Frame]:
    """ "The daily quoted Y as saying", "Y was quoted by the daily as saying": Y speaks, and the daily relays."""
    for token in sentence.tokens:
        verb = relaying(token) if token.tag_ == "VBG" else None
        if verb is None or verb.lemma_ not in RELAYED:
            continue
        children = [*verb.children, *token.children]
        passive = verb.tag_ == "VBN"
        head = next((c for c in children if c.dep_ in (("nsubjpass", "nsubj") if passive else ("dobj",))), None)
        if head is None and passive and verb.dep_ == "acl":
            head = verb.head
        if head is None:
            continue
        relay = next((p for c in children if c.lower_ == "by" for p in c.children if p.dep_ == "pobj"), None)
        relay = relay if passive else subject_of(verb)
        yield frame_at(sentence, quoted, "relayed", "say", token, head)
        if relay is not None:
            yield frame_at(sentence, quoted, "relays", verb.lemma_, verb, relay)
