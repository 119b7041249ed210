"""Frames of nouns: "Lima's claim that", "an accusation by the rebels that", "the paper had a story that"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.annotate.pipeline import ParsedSentence
from summarizer.annotate.speech.frames import Frame, frame_at, subject_of, words
from summarizer.annotate.speech.quoted import Quoted

if TYPE_CHECKING:
    from spacy.tokens import Token

CLAUSE = frozenset({"acl", "relcl", "ccomp"})


def noun_frames(sentence: ParsedSentence, quoted: Quoted) -> Iterator[Frame]:
    """The frames of a sentence that hang on a noun with a clause of its own."""
    told = words("nouns", "told")
    for noun in sentence.tokens:
        if noun.pos_ != "NOUN" or noun.lemma_ not in told or not _has_content(noun):
            continue
        found = _owner(noun) or _bearer(noun)
        if found is not None:
            anchor, head = found
            frame = frame_at(sentence, quoted, "noun", noun.lemma_, anchor, head)
            owned = anchor.i == noun.i and frame.degree == "main"
            yield replace(frame, degree="beside") if owned else frame


def _has_content(noun: Token) -> bool:
    """Whether a clause with "that" tells what the noun is about; the parser may hang it on the verb."""
    clauses = [c for c in noun.children if c.dep_ in CLAUSE and c.i > noun.i]
    clauses += [c for c in noun.head.children if c.dep_ == "ccomp" and c.i > noun.i and noun.dep_ in ("dobj", "attr")]
    return any(_is_told(k) for k in clauses)


def _is_told(clause: Token) -> bool:
    """Whether a clause is what was said, and no relative one ("a claim that shook the town", "that he made")."""
    that = next((c for c in clause.children if c.lower_ == "that" and c.i < clause.i), None)
    deps = [c.dep_ for c in clause.children if c is not that and c.lower_ != "that"]
    if that is None or not {"nsubj", "nsubjpass", "expl"} & set(deps):
        return False
    return that.dep_ != "dobj" or "dobj" in deps


def _owner(noun: Token) -> tuple[Token, Token] | None:
    """Whose it is: "Lima's claim", "a claim by Lima", "a report in the daily"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return noun, child
        if child.dep_ == "prep" and child.lower_ in ("by", "from", "in"):
            head = next((c for c in child.children if c.dep_ == "pobj"), None)
            if head is not None and (child.lower_ != "in" or noun.lemma_ in words("nouns", "printed")):
                return noun, head
    return None


def _bearer(noun: Token) -> tuple[Token, Token] | None:
    """Who makes it, has it or passes it on: "the paper had a story", "he repeated the charge"."""
    verb = noun.head
    if noun.dep_ != "dobj" or verb.lemma_ not in words("nouns", "bearing"):
        return None
    head = subject_of(verb)
    return None if head is None else (verb, head)
